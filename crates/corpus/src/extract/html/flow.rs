//! Words as a browser lets them flow: white space collapsed, and none where a source only breaks its lines.

/// Words of one line, as they come.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// The white space since the last word.
    pending: Option<Space>,
}

/// White space that has not shown yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Within,
    /// It breaks a line of the source.
    Breaks,
    /// It parts what stands apart on the page.
    Parts,
}

impl Flow {
    /// Adds a character; white space shows once something stands on both sides of it.
    pub(super) fn push(&mut self, c: char) {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') {
            let breaks = matches!(c, '\n' | '\r') && self.pending != Some(Space::Parts);
            self.pending = if breaks { Some(Space::Breaks) } else { self.pending.or(Some(Space::Within)) };
            return;
        }
        if let Some(space) = self.pending.take()
            && let Some(before) = self.text.chars().next_back()
            && !(space == Space::Breaks && is_unspaced(before) && is_unspaced(c))
        {
            self.text.push(' ');
        }
        self.text.push(c);
    }

    /// Parts what follows from what stands before, whatever they are.
    pub(super) fn part(&mut self) {
        self.pending = Some(Space::Parts);
    }

    /// Adds a character as it is, white space too.
    pub(super) fn push_raw(&mut self, c: char) {
        self.text.push(c);
    }

    /// The words so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Takes the words, without white space at their end.
    pub(super) fn take(&mut self) -> String {
        let Self { mut text, .. } = std::mem::take(self);
        text.truncate(text.trim_end().len());
        text
    }
}

/// Whether a character is of a script that is written without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{abff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_what_browsers_make_of_it() {
        for (source, expected) in [
            (" 市民と\n  行政 が\t協働 ", "市民と行政 が 協働"),
            ("city\nplan 計画\nDX", "city plan 計画 DX"),
            ("　字下げ\u{a0}。", "　字下げ\u{a0}。"),
        ] {
            let mut flow = Flow::default();
            source.chars().for_each(|c| flow.push(c));
            assert_eq!(flow.take(), expected);
        }
    }
}
