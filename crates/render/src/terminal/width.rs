//! Columns: how wide a text is on a terminal, and how it is cut, padded and wrapped to columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// The text, its end replaced by … when it takes more than `columns`.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// The text with spaces behind it, up to `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
    padded
}

/// The text with spaces before it, up to `columns`.
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    let mut padded = " ".repeat(columns.saturating_sub(width(text)));
    padded.push_str(text);
    padded
}

/// The text in lines of at most `columns`. Japanese may be broken anywhere, but no line begins with what
/// may not stand there (行頭禁則), which hangs over by that character, or ends with an opening bracket (行末禁則).
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    const NOT_FIRST: &str = "、。，．・」』）】〉》〕］ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)]";
    const NOT_LAST: &str = "「『（【〈《〔［([";
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for c in text.chars() {
        let next = c.width().unwrap_or(0);
        if used + next > columns && !line.is_empty() && !NOT_FIRST.contains(c) {
            let whole = line.trim_end_matches(|c| NOT_LAST.contains(c));
            // A line of nothing but brackets ends with one.
            let end = if whole.is_empty() { line.len() } else { whole.len() };
            let opening = line.split_off(end);
            lines.push(std::mem::replace(&mut line, opening));
            used = width(&line);
        }
        line.push(c);
        used += next;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_fits() {
        assert_eq!(cut("市政運営の基本", 14), "市政運営の基本");
        assert_eq!(cut("市政運営の基本", 13), "市政運営の基…");
        assert_eq!(cut("市政運営の基本", 12), "市政運営の…");
    }

    #[test]
    fn columns_line_up() {
        assert_eq!(pad("施策", 6), "施策  ");
        assert_eq!(pad_left("12", 4), "  12");
    }

    #[test]
    fn a_full_stop_begins_no_line() {
        assert_eq!(wrap("取組を進める。次に", 12), ["取組を進める。", "次に"]);
    }

    #[test]
    fn an_opening_bracket_ends_no_line() {
        assert_eq!(wrap("次に「取組」を", 6), ["次に", "「取組」", "を"]);
        assert_eq!(wrap("「「「", 4), ["「「", "「"]);
    }
}
