//! Minutes of a council (会議録): a speaker's name comes off what is said, stage directions go, and so does what
//! is said by those who do not speak for the municipality, the chair and the members.

use crate::read::line::{Line, Role};
use crate::read::mark::Family;
use crate::read::words;

/// A paper with fewer turns is no minutes.
const FEWEST: usize = 2;
/// Nor is one with fewer that are opened by a title alone: lists of members look like these.
const FEWEST_TITLED: usize = 5;

/// A turn (発言) as its first line opens it: ○町長（潮崎一郎君）.
struct Turn {
    /// Whether a mayor, a head of a division or the like speaks.
    answers: bool,
    /// Whether the speaker's name stands in brackets behind the office.
    is_named: bool,
    /// Bytes from the line's beginning to what is said.
    length: usize,
}

/// Marks in `lines` what no plan says, and takes speakers off.
pub(crate) fn set_aside(lines: &mut [Line]) {
    let turns: Vec<Option<Turn>> =
        lines.iter().map(|line| line.is_text().then(|| turn(line.text)).flatten()).collect();
    let named = turns.iter().flatten().filter(|turn| turn.is_named).count();
    if named < FEWEST && turns.iter().flatten().count() < FEWEST_TITLED {
        return;
    }
    let mut answers = true;
    for (line, turn) in lines.iter_mut().zip(turns).filter(|(line, _)| line.is_text()) {
        if let Some(turn) = turn {
            answers = turn.answers;
            line.peel(turn.length);
        } else if line.mark.as_ref().is_some_and(|mark| mark.family == Family::Symbol('◎')) {
            // An item of the agenda.
            answers = true;
        }
        if !answers || is_direction(line.text) || is_time(line.text) {
            line.role = Role::Furniture;
        }
    }
}

fn turn(text: &str) -> Option<Turn> {
    let rest = text.strip_prefix(['○', '◯', '〇', '◎'])?.trim_start();
    named(text, rest).or_else(|| titled(text, rest))
}

/// 町長（潮崎一郎君）　窓口を開設します。
fn named(text: &str, rest: &str) -> Option<Turn> {
    let (office, rest) = rest.split_once(['（', '('])?;
    let (name, said) = rest.split_once(['）', ')'])?;
    let is_name = ["君", "さん", "氏", "議員", "様"].iter().any(|title| name.trim_end().ends_with(title));
    let fits = (1..=24).contains(&office.chars().count()) && name.chars().count() <= 16;
    let asks = ["議長", "委員長", "番", "議員", "委員"].iter().any(|asking| office.ends_with(asking));
    (is_name && fits && !office.contains(['、', '。'])).then(|| Turn {
        answers: !asks,
        is_named: true,
        length: text.len() - said.trim_start().len(),
    })
}

/// 潮崎会長　ありがとうございます。
fn titled(text: &str, rest: &str) -> Option<Turn> {
    const ASKING: [&str; 6] = ["会長", "座長", "委員長", "委員", "議長", "議員"];
    const ANSWERING: [&str; 19] = [
        "市長",
        "町長",
        "村長",
        "区長",
        "知事",
        "教育長",
        "部長",
        "課長",
        "局長",
        "室長",
        "次長",
        "係長",
        "参事",
        "主幹",
        "企画官",
        "審議官",
        "大臣",
        "長官",
        "事務局",
    ];
    /// What is said is no name.
    const SHORTEST: usize = 8;
    let (speaker, said) = rest.split_once('\u{3000}')?;
    let ends = |titles: &[&str]| titles.iter().any(|title| speaker.ends_with(title));
    let is_speaker = speaker.chars().count() <= 20 && speaker.chars().all(words::is_japanese);
    let is_turn = is_speaker && (ends(&ASKING) || ends(&ANSWERING)) && said.chars().count() >= SHORTEST;
    is_turn.then(|| Turn {
        answers: !ends(&ASKING),
        is_named: false,
        length: text.len() - said.trim_start().len(),
    })
}

/// 〔町長　潮崎一郎君登壇〕, （拍手）
fn is_direction(text: &str) -> bool {
    let inner = text.strip_prefix(['〔', '（', '［']).and_then(|rest| rest.strip_suffix(['〕', '）', '］']));
    inner.is_some_and(|inner| {
        let acts =
            ["登壇", "降壇", "拍手", "着席", "退場", "入場", "起立", "退室", "入室", "者あり", "委員あり"];
        acts.iter().any(|end| inner.trim_end().ends_with(end))
    })
}

/// 午前１０時００分　開会
fn is_time(text: &str) -> bool {
    let opens = text.starts_with("午前") || text.starts_with("午後");
    let happens =
        ["開会", "開議", "休憩", "再開", "散会", "閉会", "延会"].iter().any(|end| text.ends_with(end));
    opens && happens && text.contains('時') && text.chars().any(words::is_digit) && text.chars().count() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: &str) -> Vec<&str> {
        crate::read::line::kept(source, set_aside)
    }

    #[test]
    fn who_speaks_for_the_municipality_is_heard() {
        let source = "午前１０時００分　開会\n○議長（浜田　実君）　町長の施政方針を行います。\n町長。\n◎施政方針\n\
                      〔町長　潮崎一郎君登壇〕\n○町長（潮崎一郎君）　窓口を開設します。\n道路を直します。\n\
                      ○５番（山田花子君）　予算を伺います。\n○福祉課長（森君）　相談を広げます。";
        assert_eq!(kept(source), ["◎施政方針", "窓口を開設します。", "道路を直します。", "相談を広げます。"]);
    }

    #[test]
    fn speakers_may_be_known_by_their_titles() {
        let source = "○潮崎会長　ただいまから会議を開きます。\n○山本企画課長　窓口を開設します。\n（首肯する委員あり）\n\
                      ○森委員　予算はいくらになりますか。\n総額を伺います。\n○事務局　一千万円を見込んでいます。\n（森委員退室）\n\
                      ○潮崎会長　ありがとうございました。";
        assert_eq!(kept(source), ["窓口を開設します。", "一千万円を見込んでいます。"]);
        let members = "○会長　森一郎\n○委員　山本花子\n○委員　浜田実\n○委員　潮崎二郎\n○委員　本町三郎\n○委員　緑川四郎";
        assert_eq!(kept(members).len(), 6);
    }

    #[test]
    fn items_with_brackets_are_no_turns() {
        let source = "○相談窓口（福祉課）を広げます。\n○見守り（毎日）を進めます。\n（拍手）";
        assert_eq!(kept(source).len(), 3);
    }
}
