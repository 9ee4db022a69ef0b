//! The numbers printed on pages (ノンブル), which readers of the paper know its pages by: a cover and a preface stand
//! before page 1.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_text::letter::narrow;

use super::Printed;
use super::furniture::edge;

/// Two pages whose numbers follow each other are no further apart than this: some papers number every other page.
const NEAR: usize = 2;

/// A number as it stands alone at the edge of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folio {
    pub(super) value: i64,
    /// Whether it is one of the pages before the text: ii, xiv.
    roman: bool,
    printed: String,
}

/// For every page, the number that is printed on it: one that counts on from page to page. A lone figure is none.
pub(super) fn printed(pages: &[Printed], furniture: &[Vec<bool>]) -> Vec<Option<String>> {
    let found: Vec<Vec<Folio>> =
        pages.iter().zip(furniture).map(|(page, furniture)| folios(page, furniture)).collect();
    // What stays the same from page to page is how far the printed number is ahead.
    let key = |page: usize, folio: &Folio| (folio.roman, folio.value - page as i64);
    let mut sequences: BTreeMap<(bool, i64), BTreeSet<usize>> = BTreeMap::new();
    for (page, folios) in found.iter().enumerate() {
        for folio in folios {
            sequences.entry(key(page, folio)).or_default().insert(page);
        }
    }
    sequences.retain(|_, pages| pages.iter().zip(pages.iter().skip(1)).any(|(a, b)| b - a <= NEAR));
    let on = |(page, folios): (usize, &Vec<Folio>)| {
        let length = |folio: &Folio| sequences.get(&key(page, folio)).map_or(0, BTreeSet::len);
        let longest = folios.iter().map(length).max().unwrap_or(0);
        let mut best = folios.iter().filter(|folio| length(folio) == longest);
        let folio = best.next()?;
        // Two pages of a book on one sheet have two numbers each, and neither is the sheet's.
        let is_its_own = best.next().is_none() && (folios.len() == 1 || longest > 2);
        (longest > 0 && is_its_own).then(|| folio.printed.clone())
    };
    let printed: Vec<Option<String>> = found.iter().enumerate().map(on).collect();
    if printed.iter().all(Option::is_none) { Vec::new() } else { printed }
}

/// The numbers among the furniture at the edges of a page, alone or at either end of a running title, each once.
fn folios(page: &Printed, furniture: &[bool]) -> Vec<Folio> {
    let mut found: Vec<Folio> = Vec::new();
    let lines = page.lines.iter().zip(furniture).filter(|(line, mark)| **mark && edge(page, line).is_some());
    for (line, _) in lines {
        let ends = line.cells.first().into_iter().chain(line.cells.last()).map(|cell| cell.text.as_str());
        let folios: Vec<Folio> =
            read(&line.text()).map_or_else(|| ends.filter_map(read).collect(), |folio| vec![folio]);
        for folio in folios {
            if !found.contains(&folio) {
                found.push(folio);
            }
        }
    }
    found
}

/// The number a line of a page number says: 12, － 12 －, 12ページ, P.12, 12/48.
pub(super) fn read(text: &str) -> Option<Folio> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let numeral = compact.trim_matches(['-', '－', '―', '–']);
    if let Some(value) = roman(numeral) {
        return Some(Folio { value, roman: true, printed: numeral.to_owned() });
    }
    let (start, end) = (compact.find(|c: char| c.is_ascii_digit())?, compact.len());
    let (before, rest) = (compact.get(..start)?, compact.get(start..end)?);
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, behind) = (rest.get(..digits)?, rest.get(digits..)?);
    let dressing = |text: &str| {
        text.chars().all(|c| !c.is_alphanumeric() || matches!(c, 'p' | 'P' | 'ー' | 'ｐ' | 'Ｐ'))
            || matches!(text, "ページ" | "頁" | "Page" | "page" | "第")
    };
    let total =
        behind.strip_prefix(['/', '／']).is_some_and(|total| total.chars().all(|c| c.is_ascii_digit()));
    let is_folio = number.len() <= 4 && dressing(before) && (total || dressing(behind));
    let value: i64 = number.parse().ok().filter(|_| is_folio)?;
    Some(Folio { value, roman: false, printed: value.to_string() })
}

/// The number of the pages before the text: iii, xii, ⅳ.
fn roman(text: &str) -> Option<i64> {
    /// The numerals that are one character each, from ⅰ on.
    const WHOLE: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let mut letters = String::new();
    for c in text.chars() {
        let whole = (c as usize).checked_sub('ⅰ' as usize).and_then(|at| WHOLE.get(at));
        match whole {
            Some(whole) => letters.push_str(whole),
            None => letters.push(c),
        }
    }
    let value = |c: char| {
        [('i', 1), ('v', 5), ('x', 10), ('l', 50)]
            .iter()
            .find(|(sign, _)| *sign == c)
            .map(|(_, value)| *value)
    };
    let values: Vec<i64> = letters.chars().map(value).collect::<Option<_>>()?;
    let signed = |(at, value): (usize, &i64)| {
        if values.get(at + 1).is_some_and(|next| next > value) { -value } else { *value }
    };
    (!values.is_empty()).then(|| values.iter().enumerate().map(signed).sum())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn page_numbers_are_dressed_in_many_ways() {
        for (text, number) in [
            ("12", Some((12, "12"))),
            ("－ １２ －", Some((12, "12"))),
            ("12ページ", Some((12, "12"))),
            ("P.3", Some((3, "3"))),
            ("12/48", Some((12, "12"))),
            ("xiv", Some((14, "xiv"))),
            ("- ⅳ -", Some((4, "ⅳ"))),
            ("第12回", None),
            ("令和6年度", None),
            ("12.5%増", None),
        ] {
            let folio = read(text);
            assert_eq!(folio.as_ref().map(|folio| (folio.value, folio.printed.as_str())), number, "{text}");
        }
    }
}
