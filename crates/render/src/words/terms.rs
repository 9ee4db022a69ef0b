//! Words about characteristic words.

use kurabe_model::FiscalYear;
use kurabe_query::{CharacteristicTerm, Group, Terms, TermsOf};

use super::{Lang, not_read, only_tables, say};

/// What was set against each other, out of how much.
pub(crate) fn terms_total(found: &Terms, lang: Lang) -> String {
    let (statements, documents) = (found.searched.statements, found.searched.documents);
    let unreadable = only_tables(found.searched.only_tables, lang) + &not_read(found.corpus.unreadable, lang);
    let by = match (found.by, lang) {
        (Group::Municipality, Lang::Japanese) => "自治体",
        (Group::Municipality, Lang::English) => "municipality",
        (Group::Year, Lang::Japanese) => "年度",
        (Group::Year, Lang::English) => "year",
        (Group::Theme, Lang::Japanese) => "テーマ",
        (Group::Theme, Lang::English) => "theme",
    };
    say!(
        lang,
        "{by}ごとの特徴語（文書{documents}件の施策文{statements}件のうち、ほかの{by}とくらべて{unreadable}）",
        "characteristic words by {by}, each against the others, in {statements} statements of {documents} documents{unreadable}"
    )
}

/// That words of more groups were found than are shown.
pub(crate) fn more_groups(count: usize, lang: Lang) -> String {
    say!(
        lang,
        "ほか{count}の特徴語はファイルに（--format csv）。--prefecture などで絞ると出る",
        "files hold the words of {count} more (--format csv); --prefecture and the like narrow them"
    )
}

/// A group and how much there is of it.
pub(crate) fn group_total(by: Group, group: &TermsOf, lang: Lang) -> String {
    let label = group_name(by, group);
    let (statements, words) = (group.size.statements, group.size.words);
    say!(
        lang,
        "{label}（施策文{statements}件、語{words}）",
        "{label} ({statements} statements, {words} words)"
    )
}

/// What people call a group.
pub(crate) fn group_name(by: Group, group: &TermsOf) -> String {
    let year = || group.value.parse().ok().map(|year| FiscalYear::new(year).to_string());
    let year = if by == Group::Year { year() } else { None };
    year.unwrap_or_else(|| group.label.clone())
}

/// That a group says nothing more than the others, or nothing at all.
pub(crate) fn no_terms(found: &Terms, group: &TermsOf, lang: Lang) -> String {
    if group.size.statements == 0 {
        return say!(lang, "施策文がありません", "there is no statement");
    }
    let (least, total) = (found.least, group.total);
    if total > 0 {
        return say!(
            lang,
            "ほかより多いと95%の確かさでいえる語は{total}あります（表示するのは0）",
            "{total} words stand here more than elsewhere with a confidence of 95 %, of which none was asked for"
        );
    }
    if least > 1 {
        return say!(
            lang,
            "{least}件以上の施策文にあり、ほかより多いと95%の確かさでいえる語はありません",
            "no word of {least} statements or more stands here more than elsewhere with a confidence of 95 %"
        );
    }
    say!(
        lang,
        "ほかより多いと95%の確かさでいえる語はありません",
        "no word stands here more than elsewhere with a confidence of 95 %"
    )
}

/// How to see where a word stands. A verb is listed in its base form, which need not stand anywhere: it ends in
/// kana, and a word that does not is taken.
pub(crate) fn where_terms_stand(found: &Terms, lang: Lang) -> Option<String> {
    let stands = |term: &&CharacteristicTerm| !term.term.ends_with(is_hiragana);
    let (group, term) =
        found.groups.iter().find_map(|group| Some((group, &group.terms.iter().find(stands)?.term)))?;
    let value = if found.by == Group::Municipality { &group.label } else { &group.value };
    let option = match found.by {
        Group::Municipality => "municipality",
        Group::Year => "year",
        Group::Theme => "theme",
    };
    let command = format!("kurabe kwic {term} --{option} {value}");
    Some(say!(lang, "語のある所は `{command}` で見られます", "`{command}` shows where a word stands"))
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ん')
}
