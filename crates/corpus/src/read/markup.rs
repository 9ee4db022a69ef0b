//! Sets aside what Markdown writes for machines: front matter, comments, blocks of code.

use std::ops::Range;

use crate::read::line::{Line, Role};

/// Front matter is no longer than this, in lines.
const LONGEST_FRONT: usize = 40;

/// Marks such lines as furniture.
pub(crate) fn set_aside(lines: &mut [Line]) {
    if let Some(front) = front_matter(lines) {
        mark(lines, front);
    }
    let mut at = 0;
    // Where nothing closes any more, one look to the end is enough.
    let (mut comments, mut fences) = (true, true);
    while at < lines.len() {
        let text = lines[at].text;
        let end = if comments && text.starts_with("<!--") {
            let end = close(lines, at, |text| text.contains("-->"));
            comments = end.is_some();
            end
        } else if fences && (text.starts_with("```") || text.starts_with("~~~")) {
            let fence = text.get(..3).unwrap_or_default();
            let end = close(lines, at + 1, |text| text.starts_with(fence));
            fences = end.is_some();
            end
        } else {
            None
        };
        if let Some(end) = end {
            mark(lines, at..end);
        }
        at = end.unwrap_or(at + 1);
    }
}

/// Just behind the first line from `from` on that closes.
fn close(lines: &[Line], from: usize, closes: impl Fn(&str) -> bool) -> Option<usize> {
    let found = lines.get(from..)?.iter().position(|line| closes(line.text))?;
    Some(from + found + 1)
}

/// Keys and values between two lines --- at the very beginning.
fn front_matter(lines: &[Line]) -> Option<Range<usize>> {
    lines.first().filter(|line| line.text == "---" && line.number == 1)?;
    let length = lines.iter().skip(1).take(LONGEST_FRONT).position(|line| line.text == "---")?;
    let is_field = |line: &Line| {
        let key = line.text.split_once(':').map_or("", |(key, _)| key);
        line.text.starts_with("- ")
            || line.indent > 0
            || !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    lines[1..=length].iter().all(is_field).then_some(0..length + 2)
}

fn mark(lines: &mut [Line], range: Range<usize>) {
    for line in &mut lines[range] {
        line.role = Role::Furniture;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        assert_eq!(crate::read::line::kept(source, set_aside), expected, "{source}");
    }

    #[test]
    fn what_is_written_for_machines_goes() {
        check("---\ntitle: 計画\ntags:\n- 緑\n---\n# 計画\n進める。", &["# 計画", "進める。"]);
        check("<!-- 作業中 -->\n進める。\n<!-- 一\n二 -->\n図る。", &["進める。", "図る。"]);
        check("進める。\n```\n図を描く。\n```\n図る。", &["進める。", "図る。"]);
    }

    #[test]
    fn what_nothing_closes_stays() {
        check("---\n計画の概要を示す。\n---\n進める。", &["---", "計画の概要を示す。", "---", "進める。"]);
        check("```\n進める。\n<!-- 一\n図る。", &["```", "進める。", "<!-- 一", "図る。"]);
    }
}
