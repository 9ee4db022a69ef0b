//! Fields (フィールド): Word stores how a text is made and what it was last; the latter is what is read.

use crate::extract::office::xml::Element;

/// The longest instruction that is looked at, in bytes.
const LONGEST: usize = 4096;

/// The fields that are open; one may begin in one paragraph and end in another.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still at their instruction.
    instructing: usize,
    /// How many of them show a list of contents.
    listing: usize,
}

#[derive(Default)]
struct Field {
    instruction: String,
    /// Whether the instruction is over and what it gave has begun.
    shows: bool,
    /// Whether what it gives is a list of contents.
    lists: bool,
}

impl Fields {
    /// Whether what is met now is shown, and no part of an instruction.
    pub(super) fn show(&self) -> bool {
        self.instructing == 0
    }

    /// Whether a list of contents (目次) or an index is being shown.
    pub(super) fn list_contents(&self) -> bool {
        self.listing > 0
    }

    /// Takes in a part of an instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        let field = self.open.last_mut().filter(|field| !field.shows && field.instruction.len() < LONGEST);
        if let Some(field) = field {
            field.instruction.push_str(text);
        }
    }

    /// A field begins, shows or ends; what one shows that is nothing but an instruction.
    pub(super) fn turn(&mut self, turn: Element) -> Option<String> {
        match turn.attribute("fldCharType").as_deref() {
            Some("begin") => {
                self.open.push(Field::default());
                self.instructing += 1;
            }
            Some("separate") => {
                let field = self.open.last_mut().filter(|field| !field.shows)?;
                let sort = field.instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
                field.shows = true;
                field.lists = matches!(sort.as_str(), "TOC" | "INDEX" | "TOA");
                self.instructing -= 1;
                self.listing += usize::from(field.lists);
            }
            Some("end") => {
                let ended = self.open.pop()?;
                self.instructing -= usize::from(!ended.shows);
                self.listing -= usize::from(ended.lists);
                return composed(&ended.instruction).filter(|_| !ended.shows && self.show());
            }
            _ => {}
        }
        None
    }
}

/// What an EQ field composes: the base of a ruby (`eq \* jc2 \o\ad(\s\up 9(げきじんか),激甚化)`) or letters printed one
/// upon the other, the last of which counts (`eq \o\ac(○,印)`).
fn composed(instruction: &str) -> Option<String> {
    let trimmed = instruction.trim_start();
    let is_eq = trimmed.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("eq"));
    let at = trimmed.find("\\o").or_else(|| trimmed.find("\\O")).filter(|_| is_eq)?;
    let inside = trimmed.get(at..)?.split_once('(')?.1.trim_end().strip_suffix(')')?;
    let mut depth = 0_usize;
    let mut from = 0;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => from = at + 1,
            _ => {}
        }
    }
    let [first, last] =
        [inside.get(..from)?, inside.get(from..)?].map(|part| part.trim_matches([',', ';', ' ']));
    let number: Option<u32> = first.contains(['○', '〇', '◯']).then(|| figures(last)).flatten();
    let circled =
        number.filter(|number| (1..=20).contains(number)).and_then(|n| char::from_u32('①' as u32 + n - 1));
    Some(circled.map_or_else(|| last.to_owned(), |c| c.to_string()))
}

/// The number that figures of either width say.
fn figures(text: &str) -> Option<u32> {
    let narrowed: String = text
        .chars()
        .map(|c| {
            if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c }
        })
        .collect();
    narrowed.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::composed;

    #[test]
    fn what_is_composed_is_its_base() {
        for (instruction, expected) in [
            (r"eq \* jc2 \* hps10 \o\ad(\s\up 9(げきじんか),激甚化)", Some("激甚化")),
            (r"eq \o\ac(○,印)", Some("印")),
            (r" EQ \o\ac(○,３) ", Some("③")),
            (r"eq \f(1,2)", None),
            (r"PAGE \* MERGEFORMAT", None),
            (r"eq \o", None),
        ] {
            assert_eq!(composed(instruction).as_deref(), expected, "{instruction}");
        }
    }
}
