//! The division whose paper it is (担当部): 市民部 in 令和６年度緑川市市民部の運営方針.

use std::borrow::Cow;

use kurabe_model::{Fact, Origin};
use kurabe_text::{Gazetteer, years};

use super::head::Title;
use crate::read::is_division;

/// How the names of divisions end whose papers are papers of their own.
const ENDINGS: [char; 4] = ['部', '局', '課', '室'];

/// Words that end so and are no divisions: parts of a place, of a whole, or whichever division it is.
const OTHERS: &[&str] = &[
    "一部",
    "全部",
    "内部",
    "外部",
    "支部",
    "北部",
    "南部",
    "東部",
    "西部",
    "中部",
    "心部",
    "都市部",
    "街地部",
    "山間部",
    "沿岸部",
    "各部",
    "各課",
    "担当課",
    "担当部",
    "結局",
    "当局",
];

/// What a division's paper is called, right behind the name of the division.
const PAPERS: &[&str] = &[
    "運営",
    "経営",
    "方針",
    "目標",
    "組織",
    "重点",
    "主要",
    "施策",
    "事業",
    "計画",
    "マニフェスト",
    "宣言",
    "政策",
    "実行",
    "取組",
    "取り組み",
    "業務",
    "予算",
];

/// The division a title names, or else a line beside it.
pub(super) fn department(title: &Title, gazetteer: &Gazetteer) -> Option<Fact<String>> {
    if let Some(name) = in_title(&title.text, gazetteer) {
        let origin = title.origin(&name);
        return Some(Fact { value: name, origin });
    }
    let (line, name) = title.beside_division.clone()?;
    Some(Fact { value: name, origin: Origin::Stated { line } })
}

fn in_title(text: &str, gazetteer: &Gazetteer) -> Option<String> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '・' | 'ー' | '々');
    let years = years(text);
    text.char_indices().filter(|(_, c)| ENDINGS.contains(c)).find_map(|(at, c)| {
        let end = at + c.len_utf8();
        let (head, rest) = text.split_at_checked(end)?;
        let closes = rest.chars().next().is_none_or(|c| c == 'の' || !is_letter(c))
            || PAPERS.iter().any(|paper| rest.starts_with(paper));
        let start = head.char_indices().rev().take_while(|(_, c)| is_letter(*c)).last()?.0;
        // A year stands before the name without anything between.
        let behind_year =
            years.iter().map(|year| year.range.end).filter(|year| (start..end).contains(year)).max();
        let name = head.get(behind_year.unwrap_or(start)..)?.trim_start_matches(['の', '・']);
        let name = without_place(name, gazetteer);
        let name = name.trim_start_matches(['の', '・']);
        (closes && is_name(name)).then(|| name.to_owned())
    })
}

/// Whether a word is the name of a division.
pub(super) fn is_name(word: &str) -> bool {
    word.ends_with(ENDINGS)
        && is_division(&word.replace('・', ""))
        && !word.starts_with('第')
        && !OTHERS.iter().any(|other| word.ends_with(other))
}

/// A name without those of the municipalities it begins with: 千葉県緑川市総務部, but 市民部, 都市整備部 whole.
pub(super) fn without_place<'n>(name: &'n str, gazetteer: &Gazetteer) -> Cow<'n, str> {
    /// With these the last letter of a municipality's name makes a word: 市民, 町長, 区議会, 市立, 都市.
    const WORDS: [char; 13] = ['民', '長', '議', '政', '立', '営', '税', '街', '場', '有', '内', '外', '画'];
    let mut rest = name;
    let mut last = None;
    while let Some(place) = (gazetteer.municipalities().iter())
        .map(|municipality| municipality.name.as_str())
        .filter(|place| rest.starts_with(place))
        .max_by_key(|place| place.len())
    {
        rest = rest.get(place.len()..).unwrap_or_default();
        last = place.chars().next_back();
    }
    match last {
        Some(last) if rest.starts_with(WORDS) => Cow::Owned(format!("{last}{rest}")),
        _ => Cow::Borrowed(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_is_named_without_its_city_and_year() {
        let csv = "code,name,kana,prefecture,kind,parent_code\n120006,千葉県,チバケン,千葉県,都道府県,\n\
                   132063,府中市,フチュウシ,東京都,市,\n122173,柏市,カシワシ,千葉県,市,\n";
        let gazetteer = Gazetteer::parse(csv).unwrap();
        for (text, expected) in [
            ("令和６年度政策部の運営方針", Some("政策部")),
            ("令和７年度　市民部の運営方針", Some("市民部")),
            ("令和７年度柏市市民部運営方針", Some("市民部")),
            ("柏市民部の運営方針", Some("市民部")),
            ("千葉県柏市 都市整備部の目標", Some("都市整備部")),
            ("千葉県健康福祉部 施策の概要", Some("健康福祉部")),
            ("柏市長公室の運営方針", Some("市長公室")),
            ("R7府中市議会事務局の目標", Some("市議会事務局")),
            ("町民課の目標", Some("町民課")),
            ("区民・まちづくり部「運営方針と目標」", Some("区民・まちづくり部")),
            ("柏市の子育て支援部の目標", Some("子育て支援部")),
            ("ＤＸ推進課マニフェスト", Some("ＤＸ推進課")),
            ("スポーツ・文化局（令和７年度）", Some("スポーツ・文化局")),
            ("第２部 区政運営方針", None),
            ("計画の一部の見直し", None),
            ("柏市北部の整備計画", None),
            ("行政課題の解決方針", None),
            ("各部の運営方針", None),
        ] {
            let title = Title::told(text);
            assert_eq!(department(&title, &gazetteer).map(|fact| fact.value).as_deref(), expected, "{text}");
        }
    }
}
