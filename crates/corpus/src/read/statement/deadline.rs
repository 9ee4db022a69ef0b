//! The dates by which a statement wants something done (期限): 令和7年度までに, 令和９年度末を目途に.
//!
//! The same words also tell what is over: 令和５年度末までに整備しました. A date with a past tense behind it is none.

use std::ops::Range;

use kurabe_model::{Deadline, StatementKind};
use kurabe_text::{sentences, years};

use super::passage::{holding, quotations};

/// Words behind a year that make it a deadline, longest first where one begins another.
const UNTIL: &[&str] = &[
    "末までに",
    "末に",
    "末まで",
    "中に",
    "末を目途",
    "末を目処",
    "を目途",
    "を目処",
    "をめど",
    "末をめど",
    "までに",
    "まで",
    "を目標年度",
    "を目標",
];

/// Words before a year that make it a deadline.
const DUE: &[&str] = &["期限", "達成期限", "完了期限"];

/// How a clause goes on behind a past tense.
const PAST: &[&str] = &["ましたが", "ましたので", "ましたところ", "ましたし", "たが、", "たものの"];

/// A deadline and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// What it says.
    pub(super) deadline: Deadline,
}

/// The deadlines of a statement, in reading order. What only describes has none.
pub(crate) fn deadlines(text: &str, kind: StatementKind) -> Vec<Deadline> {
    if kind == StatementKind::Background {
        return Vec::new();
    }
    dated(text).into_iter().map(|dated| dated.deadline).collect()
}

/// The deadlines of a statement and where they stand.
pub(super) fn dated(text: &str) -> Vec<Dated> {
    // Looking for a word is cheaper than reading years, and most statements have none.
    if !["まで", "中に", "末に", "を目", "をめど", "期限"].iter().any(|word| text.contains(word))
    {
        return Vec::new();
    }
    let quoted = quotations(text);
    let clauses: Vec<Range<usize>> = sentences(text).collect();
    let named: Vec<Dated> = years(text)
        .into_iter()
        .filter(|year| holding(&quoted, year.range.start).is_none())
        .filter_map(|year| {
            let after = text.get(year.range.end..)?;
            let before = text.get(..year.range.start)?.trim_end_matches(['：', ':', ' ', '\u{3000}']);
            let is_named = DUE.iter().any(|due| before.ends_with(due));
            let word = UNTIL.iter().find(|word| after.starts_with(**word)).copied();
            let word = word.or(is_named.then_some(""))?;
            // まで alone also closes a span of time: 令和５年度まで実施した.
            let is_whole = |rest: &str| rest.is_empty() || rest.starts_with(['）', ')', '】', '」']);
            if word == "まで" && !after.get(word.len()..).is_some_and(is_whole) {
                return None;
            }
            let range = year.range.start..year.range.end + word.len();
            let words = text.get(range.clone())?.to_owned();
            Some(Dated { range, deadline: Deadline { text: words, year: year.last } })
        })
        .collect();
    let is_over = |at: usize| {
        let from = named[at].range.end;
        let sentence_end = holding(&clauses, named[at].range.start).map_or(text.len(), |clause| clause.end);
        let next = named.get(at + 1).map_or(text.len(), |next| next.range.start);
        text.get(from..sentence_end.min(next).max(from)).is_some_and(tells_past)
    };
    let over: Vec<bool> = (0..named.len()).map(is_over).collect();
    named.into_iter().zip(over).filter(|(_, over)| !over).map(|(dated, _)| dated).collect()
}

/// Whether what follows a date tells what was done by then.
fn tells_past(rest: &str) -> bool {
    let end =
        rest.trim_end_matches(|c: char| matches!(c, '。' | '．' | '」' | '）' | ')') || c.is_whitespace());
    end.ends_with('た') || PAST.iter().any(|past| rest.contains(past))
}

/// The deadline of what stands at `at`: the last one before it in its own sentence, else the only one of all.
pub(super) fn deadline_of(dated: &[Dated], sentence: Option<&Range<usize>>, at: usize) -> Option<Deadline> {
    let before = dated.partition_point(|dated| dated.range.end <= at);
    let own = dated
        .get(..before)
        .and_then(<[Dated]>::last)
        .filter(|dated| sentence.is_some_and(|sentence| sentence.contains(&dated.range.start)));
    let only = || if let [only] = dated { Some(only) } else { None };
    own.or_else(only).map(|dated| dated.deadline.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u16)]) {
        let found = deadlines(text, StatementKind::Policy);
        let seen: Vec<_> = found.iter().map(|d| (d.text.as_str(), d.year.western())).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn dates_by_which_something_is_done() {
        check("令和９年度までに60％以上に引き上げます。", &[("令和９年度までに", 2027)]);
        check("令和９年度末までに、策定した計画に基づき整備します。", &[("令和９年度末までに", 2027)]);
        check(
            "令和７年度中に開始し、2030年度を目途に広げる。",
            &[("令和７年度中に", 2025), ("2030年度を目途", 2030)],
        );
        check("点検を全校で行う（2027年度まで）。", &[("2027年度まで", 2027)]);
        check("改修をR8年度末に完了する。", &[("R8年度末に", 2026)]);
        check("達成期限：令和８年度", &[("令和８年度", 2026)]);
        check("期間　令和９年度まで", &[("令和９年度まで", 2027)]);
    }

    #[test]
    fn what_is_over_or_only_named_is_no_deadline() {
        check("令和５年度末までに20か所を整備しました。", &[]);
        check("令和５年度までに整備した。", &[]);
        check("令和５年度末まで実施した。", &[]);
        check(
            "令和５年度末までに20か所を整備しましたが、令和９年度末までに30か所とします。",
            &[("令和９年度末までに", 2027)],
        );
        check("令和５年度まで実施する。", &[]);
        check("「令和９年度までに倍増」を掲げる。令和６年度までの計画である。", &[]);
    }
}
