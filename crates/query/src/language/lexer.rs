//! From characters to tokens: where words, quotations, conditions and operators stand.

use std::ops::Range;

use super::chars::{Class, Quote, class, is_colon, is_comma, is_exclusion, is_space, narrow};
use super::{Field, Node, Note, NoteKind, Piece};

/// Something with a place of its own.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// Whether no white space parts it from the token before.
    pub(super) is_glued: bool,
}

/// What a token is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A word, a phrase or a condition; none where it was empty.
    Atom(Option<Node>),
    And,
    Or,
    Not,
    Open,
    Close,
}

/// The tokens of what was typed.
pub(super) fn tokens(typed: &str, notes: &mut Vec<Note>) -> Vec<Token> {
    let mut lexer = Lexer { typed, at: 0, is_parted: true, tokens: Vec::new(), notes };
    while let Some(c) = lexer.next() {
        match class(c) {
            Class::Space => lexer.space(c),
            Class::Open => lexer.bracket(c, Kind::Open),
            Class::Close => lexer.bracket(c, Kind::Close),
            Class::Quote(quote) => lexer.phrase(quote),
            Class::EndQuote => lexer.end_quote(c),
            Class::Bar => lexer.bars(),
            Class::Text if is_exclusion(c) => lexer.exclusion(),
            Class::Text => lexer.run(),
        }
    }
    lexer.tokens
}

struct Lexer<'t> {
    typed: &'t str,
    at: usize,
    /// Whether white space or the beginning is right before.
    is_parted: bool,
    tokens: Vec<Token>,
    notes: &'t mut Vec<Note>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.typed.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Everything before the first character that ends it.
    fn until(&self, ends: impl Fn(char) -> bool) -> Range<usize> {
        let rest = self.rest();
        self.at..self.at + rest.find(ends).unwrap_or(rest.len())
    }

    fn text(&self, range: &Range<usize>) -> &str {
        self.typed.get(range.clone()).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        self.at = range.end.max(self.at);
        self.tokens.push(Token { kind, range, is_glued: !self.is_parted });
        self.is_parted = false;
    }

    fn note(&mut self, kind: NoteKind, range: Range<usize>) {
        self.notes.push(Note { kind, range });
    }

    /// What stands at `range` without white space at its edges, unless that is all there is.
    fn piece(&self, range: Range<usize>) -> Option<Piece> {
        let text = self.text(&range);
        let trimmed = text.trim_start_matches(is_space);
        let start = range.start + (text.len() - trimmed.len());
        let text = trimmed.trim_end_matches(is_space);
        (!text.is_empty()).then(|| Piece { text: text.to_owned(), range: start..start + text.len() })
    }

    fn space(&mut self, c: char) {
        self.at += c.len_utf8();
        self.is_parted = true;
    }

    fn bracket(&mut self, c: char, kind: Kind) {
        self.push(kind, self.at..self.at + c.len_utf8());
    }

    /// A bar is OR wherever it stands: no word has one.
    fn bars(&mut self) {
        let bars = self.until(|c| class(c) != Class::Bar);
        self.push(Kind::Or, bars);
        self.is_parted = true;
    }

    fn end_quote(&mut self, c: char) {
        let start = self.at;
        self.at += c.len_utf8();
        self.note(NoteKind::UnopenedQuote, start..self.at);
    }

    fn phrase(&mut self, quote: Quote) {
        let start = self.at;
        let piece = self.quoted(quote);
        self.push(Kind::Atom(piece.map(Node::Phrase)), start..self.at);
    }

    /// What a quotation says, read to behind its end.
    fn quoted(&mut self, quote: Quote) -> Option<Piece> {
        let start = self.at;
        self.at += self.next().map_or(0, char::len_utf8);
        let inside = self.until(|c| quote.ends_with(c));
        self.at = inside.end;
        match self.next() {
            Some(end) => self.at += end.len_utf8(),
            None => self.note(NoteKind::UnclosedQuote, start..self.at),
        }
        let piece = self.piece(inside);
        // A mark at the very end has been noted: it is not closed.
        if piece.is_none() && self.notes.last().is_none_or(|note| note.range.start != start) {
            self.note(NoteKind::EmptyQuote, start..self.at);
        }
        piece
    }

    /// - or ! at the beginning of a word; behind a quotation or a bracket it only parts.
    fn exclusion(&mut self) {
        let signs = self.until(|c| !is_exclusion(c));
        let begins =
            self.is_parted || self.tokens.last().is_none_or(|token| matches!(token.kind, Kind::Open));
        self.at = signs.end;
        let excludes =
            self.next().is_some_and(|c| matches!(class(c), Class::Text | Class::Open | Class::Quote(_)));
        if begins && excludes {
            self.push(Kind::Not, signs);
        } else if begins {
            self.note(NoteKind::DanglingOperator, signs);
        }
    }

    /// A run of text: an operator, a condition or a word.
    fn run(&mut self) {
        let run = self.until(|c| class(c) != Class::Text);
        let text = self.text(&run);
        if let Some(operator) = operator(text) {
            return self.push(operator, run);
        }
        if let Some((colon, sign)) = text.char_indices().find(|&(_, c)| is_colon(c)) {
            let name = text.get(..colon).unwrap_or_default();
            let start = run.start + colon;
            let colon = start..start + sign.len_utf8();
            if let Some(field) = Field::named(name) {
                return self.condition(field, colon);
            }
            let value = self.typed.get(colon.end..).unwrap_or_default();
            if looks_like_field(name, value) {
                self.note(NoteKind::UnknownField, run.start..colon.start);
            }
        }
        let word = self.piece(run.clone()).map(Node::Word);
        self.push(Kind::Atom(word), run);
    }

    /// A field and its values, which begin behind the colon.
    fn condition(&mut self, field: Field, colon: Range<usize>) {
        let start = self.at;
        let mut values = Vec::new();
        let mut gaps = Vec::new();
        let mut sign = colon.start;
        self.at = colon.end;
        loop {
            match self.value() {
                Some(value) => values.push(value),
                None => gaps.push(sign..self.at),
            }
            sign = self.at;
            match self.next().filter(|&c| is_comma(c)) {
                Some(comma) => self.at += comma.len_utf8(),
                None => break,
            }
        }
        let range = start..self.at;
        if values.is_empty() {
            self.note(NoteKind::EmptyValue, range.clone());
            self.push(Kind::Atom(None), range);
        } else {
            for gap in gaps {
                self.note(NoteKind::EmptyValue, gap);
            }
            self.push(Kind::Atom(Some(Node::Field { field, values, range: range.clone() })), range);
        }
    }

    fn value(&mut self) -> Option<Piece> {
        if let Some(Class::Quote(quote)) = self.next().map(class) {
            return self.quoted(quote);
        }
        let start = self.at;
        loop {
            self.at = self.until(|c| class(c) != Class::Text || is_comma(c)).end;
            // 企画課（広報担当） is one value: brackets belong to it that are closed before anything else ends it.
            let Some(open) = self.next().filter(|&c| class(c) == Class::Open) else { break };
            let inside = self.rest().get(open.len_utf8()..).unwrap_or_default();
            let end = inside.char_indices().find(|&(_, c)| class(c) != Class::Text || is_comma(c));
            let Some((length, close)) = end.filter(|&(_, c)| class(c) == Class::Close) else { break };
            self.at += open.len_utf8() + length + close.len_utf8();
        }
        self.piece(start..self.at)
    }
}

fn operator(run: &str) -> Option<Kind> {
    if run.len() > "ＡＮＤ".len() {
        return None;
    }
    match run.chars().map(narrow).collect::<String>().to_ascii_uppercase().as_str() {
        "AND" | "&" | "&&" => Some(Kind::And),
        "OR" => Some(Kind::Or),
        "NOT" => Some(Kind::Not),
        _ => None,
    }
}

/// Whether somebody may have meant a field: a Latin word and a value, and no address.
fn looks_like_field(name: &str, value: &str) -> bool {
    let is_word = name.chars().map(narrow).all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'));
    let is_said = value.chars().next().is_some_and(|c| matches!(class(c), Class::Text | Class::Quote(_)));
    is_word && name.chars().nth(1).is_some() && is_said && !value.starts_with("//")
}
