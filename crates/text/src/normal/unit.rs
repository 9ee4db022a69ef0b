//! What one grapheme becomes, whatever stands beside it.

use unicode_normalization::UnicodeNormalization;

use super::chars::{fold, is_invisible};

/// NFKC, lower case and the folding of single characters, until nothing changes any more.
pub(super) fn becomes(grapheme: &str) -> String {
    let mut now: String = grapheme.chars().filter(|&c| !is_invisible(c)).collect();
    // Three rounds are the most that was ever needed; the limit only says that this ends.
    for _ in 0..8 {
        let then = once(&now);
        if then == now {
            break;
        }
        now = then;
    }
    now
}

fn once(text: &str) -> String {
    let next: String = text
        .chars()
        .map(fold)
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(fold)
        .filter(|&c| !is_invisible(c))
        .nfkc()
        .collect();
    // ´ and ゛ are a space with a mark to NFKC. They are no white space: what would become some stays.
    let spaces = |text: &str| text.chars().filter(|c| c.is_whitespace()).count();
    if spaces(&next) > spaces(text) { text.to_owned() } else { next }
}
