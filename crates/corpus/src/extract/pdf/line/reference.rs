//! References to notes (注の番号): raised figures behind words.

use kurabe_text::letter::is_japanese;

use super::Letter;

/// The letters of a line without the raised figures behind its words that lead to notes (注1, ※2, 3)): what stands there says
/// nothing, and words are not found with it.
pub(super) fn without_references(letters: Vec<Letter>, mid: f64, size: f64) -> Vec<Letter> {
    let is_raised = |letter: &Letter| letter.size < size * 0.85 && letter.mid < mid - size * 0.1;
    let is_of_reference =
        |c: char| c.is_numeric() || matches!(c, '注' | '※' | '*' | '＊' | '†' | '(' | ')' | '（' | '）');
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for raised in letters.chunk_by(|a, b| is_raised(a) == is_raised(b)) {
        let behind_word = kept.last().is_some_and(|last| {
            is_japanese(last.c) || matches!(last.c, '。' | '、' | '」' | '』' | '）' | ')' | '】')
        });
        let is_reference = is_raised(&raised[0])
            && behind_word
            && raised.iter().all(|letter| is_of_reference(letter.c) || letter.c.is_whitespace());
        match kept.last_mut().filter(|_| is_reference) {
            // Its place is none between two words.
            Some(word) => word.x1 = raised[raised.len() - 1].x1,
            None => kept.extend(raised),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_figures_that_lead_to_notes_are_no_words() {
        let row = |parts: &[(&str, f64, f64)]| {
            let mut letters = Vec::new();
            let mut x0 = 0.0;
            for (text, size, mid) in parts {
                for c in text.chars() {
                    letters.push(Letter {
                        c,
                        x0,
                        x1: x0 + size,
                        mid: *mid,
                        size: *size,
                        weight: 1,
                        artifact: false,
                    });
                    x0 += size;
                }
            }
            without_references(letters, 100.0, 12.0).iter().map(|letter| letter.c).collect::<String>()
        };
        assert_eq!(
            row(&[("見守り", 12.0, 100.0), ("注1)", 8.0, 96.0), ("を進める。", 12.0, 100.0)]),
            "見守りを進める。"
        );
        assert_eq!(row(&[("３m", 12.0, 100.0), ("2", 8.0, 96.0)]), "３m2");
        assert_eq!(row(&[("CO", 12.0, 100.0), ("2", 8.0, 104.0)]), "CO2");
        assert_eq!(row(&[("見守り", 12.0, 100.0), ("（3か所）", 8.0, 96.0)]), "見守り（3か所）");
        assert_eq!(row(&[("1", 8.0, 96.0), ("一人暮らしの人", 12.0, 100.0)]), "1一人暮らしの人");
    }
}
