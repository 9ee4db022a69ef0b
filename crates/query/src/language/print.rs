//! The tree as a question: words of two languages and three widths become one way of writing.

use std::fmt::{self, Display, Formatter, Write};

use super::chars::{Class, Quote, class, is_comma};
use super::{Asked, Node, Piece};

/// The question in the one way of writing; what was noted is left out.
impl Display for Asked {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| root.fmt(f))
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(&word.text),
            Self::Phrase(phrase) => quote(phrase, f),
            Self::Field { field, values, .. } => {
                write!(f, "{field}:")?;
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write_value(value, f)?;
                }
                Ok(())
            }
            Self::All(parts) => join(parts, " ", f),
            Self::Any(parts) => join(parts, " OR ", f),
            Self::Not(part) => {
                f.write_char('-')?;
                let is_group = matches!(**part, Self::All(_) | Self::Any(_));
                if is_group { write!(f, "({part})") } else { part.fmt(f) }
            }
        }
    }
}

fn join(parts: &[Node], joint: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(joint)?;
        }
        if matches!(part, Node::Any(_)) { write!(f, "({part})")? } else { part.fmt(f)? }
    }
    Ok(())
}

fn write_value(value: &Piece, f: &mut Formatter<'_>) -> fmt::Result {
    let is_plain = value.text.chars().all(|c| class(c) == Class::Text && !is_comma(c));
    if is_plain { f.write_str(&value.text) } else { quote(value, f) }
}

fn quote(piece: &Piece, f: &mut Formatter<'_>) -> fmt::Result {
    let (open, close) = Quote::around(&piece.text).marks();
    write!(f, "{open}{}{close}", piece.text)
}
