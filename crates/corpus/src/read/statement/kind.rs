//! Whether a statement commits (方針・施策), only describes (現状・背景), or sets a target (目標指標).
//!
//! The end of a Japanese sentence tells: 推進します commits, 推進しています describes, 必要があります
//! describes. One sentence that commits makes a paragraph policy.

use kurabe_model::StatementKind;

use crate::read::{mark, words};

/// What headings above a list of targets are called.
const TARGET_HEADINGS: &[&str] = &[
    "目標指標",
    "数値目標",
    "成果指標",
    "評価指標",
    "達成目標",
    "活動指標",
    "達成指標",
    "指標",
    "目標値",
    "ＫＰＩ",
    "KPI",
    "重要業績評価指標",
    "ベンチマーク",
    "成果目標",
    "取組目標",
    "管理指標",
    "モニタリング指標",
    "進捗指標",
    "めざす値",
    "目指す値",
    "目標数値",
    "到達目標",
    "数値の目標",
    "指標と目標",
];

/// What headings above descriptions are called.
const BACKGROUND_HEADINGS: &[&str] = &[
    "現状",
    "課題",
    "背景",
    "経緯",
    "現況",
    "動向",
    "状況",
    "これまでの取組",
    "計画の位置付け",
    "計画の位置づけ",
    "趣旨",
    "概況",
    "沿革",
];

/// Whether a heading says that targets follow.
pub(crate) fn is_target_heading(heading: &str) -> bool {
    let words = bare(heading);
    let letters = words.chars().count();
    TARGET_HEADINGS.iter().any(|target| {
        words.ends_with(target) || (words.starts_with(target) && letters <= target.chars().count() + 6)
    })
}

/// Whether a heading says that words are explained.
pub(crate) fn is_glossary_heading(heading: &str) -> bool {
    let words = bare(heading);
    [
        "用語解説",
        "用語集",
        "用語の解説",
        "用語の説明",
        "用語説明",
        "用語一覧",
        "注釈",
        "脚注",
        "語句の説明",
        "用語の定義",
    ]
    .iter()
    .any(|end| words.ends_with(end))
}

/// Whether a heading speaks of goals: items below it are targets if they state a measure.
pub(crate) fn is_goal_heading(heading: &str) -> bool {
    bare(heading).ends_with("目標")
}

/// Whether a heading says that descriptions follow.
pub(crate) fn is_background_heading(heading: &str) -> bool {
    let words = bare(heading);
    BACKGROUND_HEADINGS.iter().any(|background| words.ends_with(background))
        || ["現状と", "現状や", "現状及び", "現況と", "現況や", "現況及び", "背景と"]
            .iter()
            .any(|start| words.starts_with(start) || words.contains(start))
}

/// The heading without its number, white space, brackets and what stands in brackets behind it.
fn bare(heading: &str) -> String {
    let numbered = mark::read(heading).map_or(0, |mark| mark.length);
    let compact: String =
        heading.get(numbered..).unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    let inner = compact.trim_matches(|c: char| {
        !c.is_alphanumeric() && !crate::read::words::is_japanese(c) && !matches!(c, '（' | '(' | '）' | ')')
    });
    match inner.find(['（', '(']) {
        Some(at) if at > 0 => inner.get(..at).unwrap_or(inner).to_owned(),
        _ => inner.to_owned(),
    }
}

/// The kind of a statement that stands below a heading of targets or of descriptions, or neither.
pub(crate) fn kind(text: &str, is_item: bool, below_target: bool, below_background: bool) -> StatementKind {
    if below_target && (is_item || !text.ends_with('。')) {
        return StatementKind::Target;
    }
    let text = words::without_note_mark(text);
    let mut sentences = kurabe_text::sentences(text).filter_map(|range| text.get(range));
    let commits_somewhere = sentences.any(|sentence| match ending(sentence) {
        Ending::Commits => !is_quotation(sentence),
        Ending::Describes => false,
        // 体言止め: an item names what is done, a description names what is so.
        Ending::Noun => !below_background && !is_quotation(sentence),
    });
    if commits_somewhere { StatementKind::Policy } else { StatementKind::Background }
}

/// Words of a citizen: 「…」, perhaps with who said so behind.
fn is_quotation(sentence: &str) -> bool {
    let bare = without_note(sentence).trim_end_matches('。');
    bare.starts_with('「') && bare.find('」').is_some_and(|at| at + '」'.len_utf8() == bare.len())
}

/// Whether the sentence commits.
pub(crate) fn commits(sentence: &str) -> bool {
    ending(sentence) == Ending::Commits
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Commits,
    Describes,
    Noun,
}

/// Ends that describe although they end like a verb that commits.
const DESCRIBING: &[&str] = &[
    "ている",
    "ています",
    "でいる",
    "でいます",
    "ておる",
    "ております",
    "でおります",
    "です",
    "た",
    "ある",
    "あります",
    "ございます",
    "ない",
    "ません",
    "なる",
    "なります",
    "れる",
    "れます",
    "できる",
    "できます",
    "思う",
    "思います",
    "考える",
    "考えます",
    "存じます",
    "申し上げます",
    "いえる",
    "いえます",
    "言える",
    "言えます",
    "がわかる",
    "わかります",
    "だ",
    "だろう",
    "でしょう",
    "べき",
    "感じます",
    "ご覧ください",
    "お願いします",
    "お願いいたします",
    "お願い致します",
    "感謝いたします",
    "感謝します",
    "お祈りいたします",
    "含む",
    "含みます",
    "示す",
    "示します",
    "とどまる",
    "とどまります",
    "由来する",
    "由来します",
    "お答えいたします",
    "お答えします",
    "ご報告いたします",
    "ご説明いたします",
    "のか",
    "でしょうか",
    "ますか",
    "ないか",
    "という声",
    "の声",
    "という意見",
    "との意見",
    "つながる",
    "つながります",
    "及ぶ",
    "及びます",
    "かかる",
    "かかります",
    "占める",
    "占めます",
    "倍に当たる",
    "倍に当たります",
    "割に当たる",
    "割に当たります",
    "％に当たる",
    "％に当たります",
    "相当する",
    "相当します",
    "よる",
    "よります",
    "いう",
    "いいます",
    "言う",
    "言います",
    "指す",
    "指します",
    "意味する",
    "意味します",
    "続く",
    "続きます",
    "増える",
    "増えます",
    "減る",
    "減ります",
    "もの",
    "集中する",
    "集中します",
    "増加する",
    "増加します",
    "減少する",
    "減少します",
    "上昇する",
    "上昇します",
    "低下する",
    "低下します",
    "進行する",
    "進行します",
    "悪化する",
    "悪化します",
    "不足する",
    "不足します",
    "発生する",
    "発生します",
    "存在する",
    "存在します",
    "直面する",
    "直面します",
    "高まる",
    "高まります",
    "広がる",
    "広がります",
    "生じる",
    "生じます",
    "起こる",
    "起こります",
    "到来する",
    "到来します",
    "深まる",
    "深まります",
    "見込む",
    "見込みます",
    "終わります",
    "終わる",
    "説明を始めます",
    "開会いたします",
    "開会します",
    "休憩いたします",
    "休憩します",
    "述べます",
    "感謝いたす",
    "祈念いたします",
    "意を表します",
    "とおりとする",
    "とおりとします",
    "必要な事項を定める",
    "必要な事項を定めるものとする",
    "意を表する",
    "敬意を表します",
    "施政方針といたします",
    "所信といたします",
    "痛感いたします",
    "認識いたします",
];

/// Ends that commit although they are listed above or end like a noun.
const COMMITTING: &[&str] = &[
    "予定です",
    "予定である",
    "予定であります",
    "予定しています",
    "予定しております",
    "方針です",
    "所存です",
    "所存であります",
    "所存でございます",
    "考えです",
    "考えであります",
    "考えでございます",
    "つもりです",
    "予定",
    "決意です",
    "決意であります",
    "目指す",
    "目指します",
    "としたい",
    "していきたい",
    "たいと考えています",
    "たいと考えております",
    "たいと思います",
    "目指すものです",
    "目指すものであります",
    "目指すものでございます",
    "めざすものであります",
    "入れる",
    "入れます",
    "触れる",
    "触れます",
];

fn ending(sentence: &str) -> Ending {
    let text = without_note(words::without_note_mark(sentence.trim()));
    let text = text.trim_end_matches(|c: char| {
        matches!(c, '。' | '．' | '！' | '？' | '!' | '?' | '」' | '』' | '）' | ')') || c.is_whitespace()
    });
    if COMMITTING.iter().any(|end| text.ends_with(end)) {
        return Ending::Commits;
    }
    if DESCRIBING.iter().any(|end| text.ends_with(end)) {
        return Ending::Describes;
    }
    let Some(last) = text.chars().next_back() else { return Ending::Noun };
    if text.ends_with("ます") || text.ends_with("こと") {
        return Ending::Commits;
    }
    // The plain present of a verb: 努める, 図る, 行う, 築く, 目指す.
    if matches!(last, 'る' | 'う' | 'く' | 'す' | 'む' | 'ぶ' | 'つ' | 'ぐ' | 'ぬ') {
        Ending::Commits
    } else {
        Ending::Noun
    }
}

/// The sentence without a bracketed note at its end: …を進める（再掲）。
fn without_note(sentence: &str) -> &str {
    let trimmed = sentence.trim_end_matches(['。', ' ', '\u{3000}']);
    let Some(inner) = trimmed.strip_suffix(['）', ')']) else { return sentence };
    match inner.rfind(['（', '(']) {
        Some(at) if at > 0 => trimmed.get(..at).unwrap_or(sentence),
        _ => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: StatementKind) {
        assert_eq!(kind(text, false, false, false), expected, "{text}");
    }

    #[test]
    fn one_sentence_that_commits_is_enough() {
        check("老朽化が進んでいる。計画的な建替えを推進する。", StatementKind::Policy);
        check("投票率向上に努める。", StatementKind::Policy);
        check("情報発信に取り組みます", StatementKind::Policy);
        check("周知徹底を図ること。", StatementKind::Policy);
        check("次世代へ引き継いでまいります。", StatementKind::Policy);
        check("令和８年度に開設する予定です。", StatementKind::Policy);
        check("インターネットによる予約を始めます。", StatementKind::Policy);
    }

    #[test]
    fn describing_is_background() {
        check("人口は減少しています。", StatementKind::Background);
        check("検討する必要があります。", StatementKind::Background);
        check("施策の推進が求められている。", StatementKind::Background);
        check("ご説明申し上げます。", StatementKind::Background);
        check("深く哀悼の意を表します。", StatementKind::Background);
        check("必要な事項を定めるものとする。", StatementKind::Background);
        check("用語の意義は、次のとおりとする。", StatementKind::Background);
        check("御協力をお願い申し上げ、施政方針といたします。", StatementKind::Background);
        check("方針を定めています。", StatementKind::Background);
        check("直近５年間の平均の１．８倍に当たります。", StatementKind::Background);
        check("効率化が期待されます。", StatementKind::Background);
        check("政策に取り組むことが重要です。", StatementKind::Background);
    }

    #[test]
    fn nouns_follow_their_heading() {
        assert_eq!(kind("要綱の策定", true, false, false), StatementKind::Policy);
        assert_eq!(kind("施設の老朽化", true, false, true), StatementKind::Background);
        assert_eq!(kind("要綱の策定", true, true, false), StatementKind::Target);
        assert!(is_target_heading("【目標指標】") && is_target_heading("（３） 数値目標（ＫＰＩ）"));
        assert!(is_background_heading("現状や課題に関する基本認識"));
        assert!(is_background_heading("現状と課題") && !is_background_heading("課題解決に向けた取組"));
    }
}
