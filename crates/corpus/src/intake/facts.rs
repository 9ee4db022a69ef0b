//! What a file says of itself: whose paper it is, and what sort of paper.
//!
//! Each fact is taken from a line and keeps that line; what no line says is left open and never guessed.

use kurabe_model::{DocumentKind, Fact, Municipality, Origin};
use kurabe_text::Gazetteer;

use super::head::Title;
use crate::read::line_end;

/// A name that comes this far down says nothing about whose paper it is, in lines.
const BEGINNING: usize = 400;

/// Whose paper a text is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Publisher<'g> {
    /// One municipality is named, or far more often than any other.
    Named(Fact<&'g Municipality>),
    /// Several could be it, most often named first.
    Several(Vec<&'g Municipality>),
    /// No municipality is named.
    Nobody,
}

/// Whose name stands so often in the beginning of a paper may well be whose paper it is.
const OFTEN: usize = 3;

/// How often a municipality is named, and where first.
struct Naming<'g> {
    municipality: &'g Municipality,
    in_title: bool,
    times: usize,
    line: usize,
}

/// Whose paper a text is, by the full names in its title, then by those at its beginning.
pub(super) fn publisher<'g>(text: &str, title: Option<&Title>, gazetteer: &'g Gazetteer) -> Publisher<'g> {
    let lines: Vec<&str> = text.split(line_end(text)).take(BEGINNING).collect();
    let beginning = lines.join("\n");
    let mut namings: Vec<Naming<'g>> = gazetteer
        .municipalities()
        .iter()
        .filter_map(|municipality| {
            let times = mentions(&beginning, &municipality.name);
            // Most of all that there are stand nowhere in it, and need not be looked for line by line.
            let line = (times > 0)
                .then(|| lines.iter().position(|line| mentions(line, &municipality.name) > 0))??
                + 1;
            let in_title = title.is_some_and(|title| mentions(&title.text, &municipality.name) > 0);
            // A name or two in passing, of an example or a neighbour, say nothing of whose paper it is.
            let signs = in_title || times >= OFTEN || lines.iter().any(|line| signs(line, municipality));
            signs.then_some(())?;
            Some(Naming { municipality, in_title, times, line })
        })
        .collect();
    // A city names its prefecture too, and in a title right before itself.
    let is_place = |naming: &Naming<'_>| naming.municipality.name != naming.municipality.prefecture;
    let titled: String = title.iter().flat_map(|title| title.text.split_whitespace()).collect();
    let leads = |prefecture: &Naming<'_>| {
        let place = |naming: &&Naming<'_>| naming.in_title && is_place(naming);
        let whole =
            |naming: &Naming<'_>| format!("{}{}", prefecture.municipality.name, naming.municipality.name);
        namings.iter().filter(place).any(|naming| titled.contains(&whole(naming)))
    };
    let is_prefectures = |naming: &Naming<'_>| naming.in_title && !is_place(naming) && !leads(naming);
    if namings.iter().any(is_place) && !namings.iter().any(is_prefectures) {
        namings.retain(is_place);
    }
    namings
        .sort_by_key(|naming| (!naming.in_title, std::cmp::Reverse(naming.times), naming.municipality.code));
    // Of two of one name, the one whose prefecture is named.
    if let [first, second, ..] = namings.as_slice()
        && first.municipality.name == second.municipality.name
    {
        let name = first.municipality.name.clone();
        let near = |naming: &Naming<'_>| mentions(&beginning, &naming.municipality.prefecture) > 0;
        if namings.iter().filter(|naming| naming.municipality.name == name && near(naming)).count() == 1 {
            namings.retain(|naming| naming.municipality.name != name || near(naming));
        }
    }
    match namings.as_slice() {
        [] => Publisher::Nobody,
        [only] => Publisher::Named(only.fact()),
        [first, second, ..] => {
            let clear = first.municipality.name != second.municipality.name
                && ((first.in_title && !second.in_title) || first.times >= second.times * 2);
            if clear {
                Publisher::Named(first.fact())
            } else {
                Publisher::Several(namings.iter().take(5).map(|naming| naming.municipality).collect())
            }
        }
    }
}

/// The municipalities a file is named after, or else the innermost of its folders.
pub(super) fn named_by<'g>(path: &str, gazetteer: &'g Gazetteer) -> Vec<&'g Municipality> {
    let names = path.rsplit(['/', '\\']);
    let named = |name: &str| -> Vec<&'g Municipality> {
        gazetteer.municipalities().iter().filter(|one| mentions(name, &one.name) > 0).collect()
    };
    let named = names.map(named).find(|named| !named.is_empty()).unwrap_or_default();
    // A city names its prefecture too, a ward its city, and of two of one name the prefecture tells.
    let is_part = |whole: &Municipality| {
        let parts = |part: &&&Municipality| {
            part.name != whole.name && (part.prefecture == whole.name || part.name.starts_with(&whole.name))
        };
        named.iter().any(|part| parts(&part))
    };
    let narrowest: Vec<_> = named.iter().copied().filter(|one| !is_part(one)).collect();
    let near: Vec<_> = narrowest.iter().copied().filter(|one| mentions(path, &one.prefecture) > 0).collect();
    if near.is_empty() { narrowest } else { near }
}

/// The municipality a text says surely whose paper it is, where that is not the one a user names; a ward is no other than
/// its city.
pub(super) fn contradicts<'g>(
    publisher: &Publisher<'g>,
    told: &Municipality,
    text: &str,
    title: Option<&Title>,
) -> Option<&'g Municipality> {
    let Publisher::Named(Fact { value: stated, .. }) = publisher else { return None };
    let is_part = |part: &Municipality, whole: &Municipality| part.name.starts_with(&whole.name);
    let in_title = |one: &Municipality| title.is_some_and(|title| mentions(&title.text, &one.name) > 0);
    let is_same = stated.code == told.code || is_part(stated, told) || is_part(told, stated);
    let mut lines = text.split(line_end(text)).take(BEGINNING);
    let is_sure = if in_title(stated) {
        !in_title(told)
    } else {
        mentions(text, &told.name) == 0 && lines.any(|line| signs(line, stated))
    };
    (!is_same && is_sure).then_some(*stated)
}

/// Whether a line names a municipality as the head or the foot of a paper does, and not in a sentence: 柏市 企画部,
/// 東京都目黒区長, ○○市公式ホームページ.
fn signs(line: &str, municipality: &Municipality) -> bool {
    let line = line.trim();
    let own = line
        .strip_prefix(municipality.prefecture.as_str())
        .filter(|_| municipality.name != municipality.prefecture);
    let Some(rest) = own.unwrap_or(line).trim_start().strip_prefix(municipality.name.as_str()) else {
        return false;
    };
    let offices = ["長", "役所", "役場", "教育委員会", "議会", "公式", "ホームページ"];
    rest.is_empty()
        || rest.starts_with(char::is_whitespace)
        || offices.iter().any(|office| rest.starts_with(office))
        || !rest.contains('の') && rest.ends_with(['部', '課', '局', '室', '係'])
}

impl<'g> Naming<'g> {
    fn fact(&self) -> Fact<&'g Municipality> {
        Fact { value: self.municipality, origin: Origin::Stated { line: self.line } }
    }
}

/// How often a name stands in a text: not as the end of a longer one, as 津市 in 大津市.
fn mentions(text: &str, name: &str) -> usize {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々' | 'ヶ' | 'ケ');
    // 東京都府中市, 第６次府中市総合計画 and 令和６年度府中市予算 name the city.
    let parts = |c: char| matches!(c, '都' | '道' | '府' | '県' | '次' | '期' | '年' | '度');
    let is_kana = name.chars().next().is_some_and(|c| !is_han(c));
    let alone = |(at, _): &(usize, &str)| {
        let before = text.get(..*at).unwrap_or_default();
        before.chars().next_back().is_none_or(|c| is_kana || !is_han(c) || parts(c))
    };
    text.match_indices(name).filter(alone).count()
}

/// Whether a title names the basic plan of the municipality: 区基本計画, 市第5次後期基本計画; 環境基本計画 and 緑の基本計画
/// are those of one field.
fn is_basic_plan_of_all(title: &str) -> bool {
    const WHOSE: [char; 7] = ['市', '区', '町', '村', '県', '都', '府'];
    title.match_indices("基本計画").any(|(at, _)| {
        let mut before = title.get(..at).unwrap_or_default();
        for part in ["前期", "中期", "後期"] {
            before = before.trim_end().strip_suffix(part).unwrap_or(before);
        }
        let counted = before.trim_end().strip_suffix(['次', '期']);
        let counted = counted.and_then(|before| {
            before
                .trim_end_matches(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c))
                .strip_suffix('第')
        });
        let whose = counted.unwrap_or(before).trim_end();
        whose.is_empty() && counted.is_some() || whose.ends_with(WHOSE)
    })
}

/// What sort of paper a title names.
pub(super) fn kind(title: &Title) -> Fact<DocumentKind> {
    const NAMES: [(&str, DocumentKind); 21] = [
        ("総合計画", DocumentKind::ComprehensivePlan),
        ("基本構想", DocumentKind::ComprehensivePlan),
        ("実施計画", DocumentKind::ImplementationPlan),
        ("運営方針", DocumentKind::DepartmentPolicy),
        ("部の目標", DocumentKind::DepartmentPolicy),
        ("施政方針", DocumentKind::PolicySpeech),
        ("所信表明", DocumentKind::PolicySpeech),
        ("提案理由", DocumentKind::PolicySpeech),
        ("行財政改革", DocumentKind::ReformPlan),
        ("行政改革", DocumentKind::ReformPlan),
        ("行財政運営", DocumentKind::ReformPlan),
        ("事務事業評価", DocumentKind::Evaluation),
        ("事業評価", DocumentKind::Evaluation),
        ("行政評価", DocumentKind::Evaluation),
        ("施策評価", DocumentKind::Evaluation),
        ("長期計画", DocumentKind::BasicPlan),
        ("計画", DocumentKind::SectorPlan),
        ("プラン", DocumentKind::SectorPlan),
        ("戦略", DocumentKind::SectorPlan),
        ("ビジョン", DocumentKind::SectorPlan),
        ("大綱", DocumentKind::SectorPlan),
    ];
    let text = title.text.as_str();
    // 総合計画 実施計画 is a part of the plan: the one that is carried out.
    let is_part = text.split_once("総合計画").is_some_and(|(_, behind)| behind.contains("実施計画"));
    let named = NAMES.iter().find(|(name, _)| text.contains(name)).map(|(_, kind)| *kind);
    // 総合計画審議会会議録 is a record of what was said about one.
    let is_record = ["会議録", "議事録", "議事要旨", "議事概要"].iter().any(|record| text.contains(record));
    let kind = match named {
        _ if is_record => None,
        _ if is_part => Some(DocumentKind::ImplementationPlan),
        _ if is_basic_plan_of_all(text) => Some(DocumentKind::BasicPlan),
        named => named,
    };
    let value = kind.unwrap_or(DocumentKind::Other);
    let is_printed = text.contains(value.as_str());
    let origin = if is_printed { title.origin(value.as_str()) } else { Origin::Curated };
    Fact { value, origin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_which_sort_of_paper_it_is() {
        for (text, expected) in [
            ("令和６年度政策部の運営方針", DocumentKind::DepartmentPolicy),
            ("緑川区基本計画", DocumentKind::BasicPlan),
            ("環境基本計画", DocumentKind::SectorPlan),
            ("総合計画審議会 第３回会議録", DocumentKind::Other),
            ("狛江市第5次基本計画", DocumentKind::BasicPlan),
            ("第５次後期基本計画", DocumentKind::BasicPlan),
            ("第二次緑の基本計画", DocumentKind::SectorPlan),
            ("緑川市第３次環境基本計画", DocumentKind::SectorPlan),
            ("第6次日野町総合計画 実施計画", DocumentKind::ImplementationPlan),
        ] {
            assert_eq!(kind(&Title::told(text)).value, expected, "{text}");
        }
    }

    #[test]
    fn the_full_name_says_whose_paper_it_is() {
        let csv = "code,name,kana,prefecture,kind,parent_code\n\
                   130001,東京都,トウキョウト,東京都,都道府県,\n132063,府中市,フチュウシ,東京都,市,\n\
                   342084,府中市,フチュウシ,広島県,市,\n242012,津市,ツシ,三重県,市,\n252018,大津市,オオツシ,滋賀県,市,\n";
        let gazetteer = Gazetteer::parse(csv).unwrap();
        let title = |text: &str| Title::told(text.lines().next().unwrap_or_default());
        let named = |text: &str| match publisher(text, Some(&title(text)), &gazetteer) {
            Publisher::Named(fact) => fact.value.code.to_string(),
            Publisher::Several(all) => format!("{}?", all.len()),
            Publisher::Nobody => "-".to_owned(),
        };
        assert_eq!(named("大津市の計画\n大津市は進める。"), "252018");
        assert_eq!(named("府中市の計画\n東京都とともに進める。"), "132063");
        assert_eq!(named("第６次大津市総合計画"), "252018");
        assert_eq!(named("東京都府中市 総合計画"), "132063");
        assert_eq!(named("東京都の計画\n府中市、府中市、府中市"), "130001");
        assert_eq!(named("府中市の計画"), "2?");
        assert_eq!(named("市の計画"), "-");
        assert_eq!(named("市の計画\n大津市長　湖野花子"), "252018");
        assert_eq!(named("市の計画\n大津市 企画課"), "252018");
        assert_eq!(named("市の計画\n先進事例として、大津市の取組がある。"), "-");
        assert_eq!(named("市の計画\n東京都の計画との整合\n大津市へ職員を派遣する。"), "-");
        let otsu = gazetteer.get("252018".parse().unwrap()).unwrap();
        let other = |text: &str| {
            let title = title(text);
            let publisher = publisher(text, Some(&title), &gazetteer);
            contradicts(&publisher, otsu, text, Some(&title)).map(|one| one.code.to_string())
        };
        assert_eq!(other("津市の計画\n大津市に学ぶ。"), Some("242012".to_owned()));
        assert_eq!(other("市の計画\n津市長　湖野花子"), Some("242012".to_owned()));
        assert_eq!(other("大津市と津市の計画"), None);
        assert_eq!(other("市の計画\n津市、津市、津市に学ぶ。"), None);
    }

    #[test]
    fn files_are_named_after_municipalities() {
        let csv = "code,name,kana,prefecture,kind,parent_code\n130001,東京都,トウキョウト,東京都,都道府県,\n\
                   132063,府中市,フチュウシ,東京都,市,\n242012,津市,ツシ,三重県,市,\n252018,大津市,オオツシ,滋賀県,市,\n\
                   342084,府中市,フチュウシ,広島県,市,\n141305,川崎市,カワサキシ,神奈川県,市,\n\
                   141313,川崎市川崎区,カワサキシカワサキク,神奈川県,政令市の区,141305\n";
        let gazetteer = Gazetteer::parse(csv).unwrap();
        for (path, expected) in [
            ("大津市_総合計画.pdf", vec!["大津市"]),
            ("受領/津市/総合計画.pdf", vec!["津市"]),
            ("津市/大津市との協定.pdf", vec!["大津市"]),
            ("東京都府中市の計画.xlsx", vec!["府中市"]),
            ("府中市の計画.xlsx", vec!["府中市", "府中市"]),
            ("川崎市川崎区.docx", vec!["川崎市川崎区"]),
            ("総合計画.pdf", vec![]),
        ] {
            let named: Vec<&str> = named_by(path, &gazetteer).iter().map(|one| one.name.as_str()).collect();
            assert_eq!(named, expected, "{path}");
        }
    }
}
