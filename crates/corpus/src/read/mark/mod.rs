//! The mark at the head of a line: what numbers it or sets it off as a heading or an item.
//!
//! Reading a mark says nothing yet about whether the line is a heading (見出し) or an item (項目).

mod forms;
mod numeral;

pub(crate) use forms::UNITS;

use crate::read::statement;
use crate::read::words::{is_han, is_japanese, narrow};
use forms::{BRACKETS, COUNTERS, FORMS, Figures, Form, LABELS, Parting, SPACED_SYMBOLS, SYMBOLS};
use kurabe_text::letter::{is_katakana, is_numeral};

/// What a line begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Which sort of mark.
    pub(crate) family: Family,
    /// The number, 1-2 as two.
    pub(crate) number: Vec<u32>,
    /// Bytes from the line's beginning to its words.
    pub(crate) length: usize,
    /// Whether the same characters could as well be part of a wrapped sentence.
    pub(crate) weak: bool,
}

/// A sort of mark. Headings of one family are siblings unless something else stands between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// 第N部, 第N章: by place in [`UNITS`].
    Unit(usize),
    /// 第N without a unit.
    Ordinal,
    /// A dressed number: by place in [`FORMS`].
    Form(usize),
    /// 1-2, 1.2.3: by the count of numbers.
    Depth(usize),
    /// 方針１: by the label, and the count of numbers.
    Label(String, usize),
    /// A label before its value: 事業概要：….
    Field(String),
    /// A sentence that announces a part of a speech: 第１は、…であります。
    Spoken,
    /// Whatever the file itself says is a heading of this level: Markdown's ##, the h2 of a web page.
    Declared(usize),
    /// A whole line in brackets.
    Bracket(char),
    /// The caption of an article (条): （定義） above 第２条.
    Article,
    /// Words behind a word in brackets: 【新規】相談窓口の設置.
    Tagged(char),
    /// A symbol.
    Symbol(char),
    /// A heading without any mark.
    Plain,
}

impl Family {
    /// Whether marks of this family count: the others only set off.
    pub(crate) fn is_numbered(&self) -> bool {
        !matches!(
            self,
            Self::Declared(_)
                | Self::Bracket(_)
                | Self::Article
                | Self::Tagged(_)
                | Self::Symbol(_)
                | Self::Field(_)
                | Self::Plain
        )
    }

    /// Whether chapters may lie in a heading of the family: Ⅰ, 基本目標１, what a file declares.
    pub(crate) fn holds_chapters(&self) -> bool {
        match self {
            Self::Form(form) => FORMS[*form].figures == Figures::Roman,
            Self::Label(_, count) => *count == 1,
            Self::Declared(_) => true,
            _ => false,
        }
    }

    /// Whether it is a symbol that is hardly ever used for anything but items.
    pub(crate) fn is_dot(&self) -> bool {
        matches!(self, Self::Symbol('・' | '-' | '*' | '•'))
    }
}

/// Reads the mark of a line that begins with `text`.
pub(crate) fn read(text: &str) -> Option<Mark> {
    unit(text)
        .or_else(|| hashes(text))
        .or_else(|| symbol(text))
        .or_else(|| bracketed(text))
        .or_else(|| bracket(text))
        .or_else(|| parenthesis(text))
        .or_else(|| tagged(text))
        .or_else(|| compound(text))
        .or_else(|| FORMS.iter().enumerate().find_map(|(index, form)| dressed(text, index, form)))
        .or_else(|| label(text))
        .or_else(|| spoken(text))
        .or_else(|| turning(text))
        .or_else(|| field(text))
}

/// 第１章 総則, 第2部, 第一節; 第１ without a unit.
fn unit(text: &str) -> Option<Mark> {
    if let Some(mark) = outer_chapter(text) {
        return Some(mark);
    }
    let rest = text.strip_prefix('第')?;
    let rest = rest.trim_start();
    let (number, length) = numeral::any(rest)?;
    let after = rest.get(length..)?;
    let spaced = after.trim_start();
    let here = text.len() - after.len();
    for (rank, unit) in UNITS.iter().enumerate() {
        let Some(words) = spaced.strip_prefix(unit) else { continue };
        // 第１部会, 第２項目 are words; 第１章では begins a sentence.
        let next = words.chars().next();
        let parted = next.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '：' | ':' | '「' | '『' | '〜' | '～' | '－' | '-' | '―')
        });
        let glued = next.is_some_and(|c| is_han(c) || is_katakana(c))
            && !matches!(next, Some('会' | '門' | '目' | '員' | '第' | '中' | '以'));
        if parted || glued {
            let end = text.len() - words.len();
            return Some(mark(Family::Unit(rank), vec![number], end + leading_space(words), !parted));
        }
    }
    let parted = leading_space(after) > 0 && spaced.chars().next().is_some_and(is_japanese);
    parted.then(|| mark(Family::Ordinal, vec![number], here + leading_space(after), false))
}

/// Whether the text begins an article: 第２条, 第三条の二.
pub(crate) fn is_article(text: &str) -> bool {
    let number = text.strip_prefix('第').map(str::trim_start);
    let length = number.and_then(numeral::any).map_or(0, |(_, length)| length);
    length > 0
        && number.and_then(|rest| rest.get(length..)).is_some_and(|rest| rest.trim_start().starts_with('条'))
}

/// 序章 計画の策定にあたって, 終章: chapters before the first and after the last.
fn outer_chapter(text: &str) -> Option<Mark> {
    let (word, number) =
        [("序章", 0), ("終章", 99), ("補章", 99)].into_iter().find(|(word, _)| text.starts_with(word))?;
    let rest = text.get(word.len()..)?;
    let space = leading_space(rest);
    let rank = UNITS.iter().position(|unit| *unit == "章")?;
    (space > 0 || rest.is_empty()).then(|| mark(Family::Unit(rank), vec![number], word.len() + space, false))
}

fn hashes(text: &str) -> Option<Mark> {
    let count = text.chars().take_while(|&c| c == '#').count();
    let rest = text.get(count..)?;
    ((1..=6).contains(&count) && rest.starts_with(' '))
        .then(|| mark(Family::Declared(count), Vec::new(), count + leading_space(rest), false))
}

/// A bullet, or several in a row of which the last one counts: - ・.
fn symbol(text: &str) -> Option<Mark> {
    let mut at = 0;
    let mut last = None;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at + c.len_utf8()..)?;
        let space = leading_space(rest);
        let next = rest.get(space..).and_then(|rest| rest.chars().next());
        let is_zero =
            c == '〇' && next.is_some_and(|next| !next.is_numeric() && numeral::any(rest).is_none());
        let is_bullet = SYMBOLS.contains(&c) || is_zero || is_dingbat(c);
        let is_spaced = SPACED_SYMBOLS.contains(&c)
            && (space > 0
                || next.is_some_and(|next| SYMBOLS.contains(&next) || (c == '－' && is_japanese(next))))
            && next.is_some_and(|next| !next.is_ascii_digit());
        // ○○市 stands for a name.
        let stands_for_name = matches!(c, '○' | '◯' | '〇' | '●' | '△') && next == Some(c) && space == 0;
        if !(is_bullet || is_spaced)
            || stands_for_name
            || (last.is_some() && !matches!(c, '・' | '○' | '●' | '･' | '•' | '◯' | '■' | '◆' | '□' | '◇'))
        {
            break;
        }
        last = Some(same_symbol(c));
        at += c.len_utf8() + space;
    }
    // - [ ] 相談を進める: the box of a task belongs to the bullet.
    let rest = text.get(at..).unwrap_or_default();
    let bare = ["[ ] ", "[x] ", "[X] "].iter().find_map(|task| rest.strip_prefix(task));
    at = text.len() - bare.unwrap_or(rest).trim_start().len();
    let symbol = last?;
    // － 後期基本計画 － is set between dashes, not listed.
    let is_framed = symbol == '-' && text.ends_with(|c| same_symbol(c) == '-');
    (at < text.len() && !is_framed).then(|| mark(Family::Symbol(symbol), Vec::new(), at, false))
}

/// Symbols that printers use for one another.
fn same_symbol(c: char) -> char {
    match c {
        '〇' | '◯' | '⚪' => '○',
        '･' | '∙' => '・',
        '⬤' | '⚫' => '●',
        '－' | '–' | '—' | '―' | '−' | '‐' | '⁃' => '-',
        '＊' => '*',
        '＞' => '>',
        _ if is_dingbat(c) => '•',
        _ => c,
    }
}

/// Word's bullets lose their font on the way through a PDF and arrive in the private use area.
fn is_dingbat(c: char) -> bool {
    matches!(c, '\u{f020}'..='\u{f0ff}')
}

/// 【第３章】基本方針: a unit or a label in brackets.
fn bracketed(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let (open, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let (inner, rest) = text.strip_prefix(*open)?.split_once(*close)?;
    let mut inside = unit(inner).or_else(|| label(inner)).filter(|mark| mark.length == inner.len())?;
    let end = text.len() - rest.len();
    inside.length = end + leading_space(rest);
    Some(inside)
}

/// A line that is nothing but 【…】.
fn bracket(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    let (open, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    // ＜幹線を太くする＞→企画課: the division behind is no part of the words.
    let enclosed = text.split_once(['→', '⇒']).map_or(text, |(enclosed, _)| enclosed.trim_end());
    let inner = enclosed.strip_prefix(*open)?.strip_suffix(*close)?;
    let whole = !inner.contains(*close) && !inner.trim().is_empty() && numeral::figures(inner).is_none();
    whole.then(|| mark(Family::Bracket(*open), Vec::new(), 0, false))
}

/// （子育て・教育）: a short line that is nothing but words in round brackets, unless they say what sort of
/// text this is or who is in charge.
fn parenthesis(text: &str) -> Option<Mark> {
    const REMARKS: &[&str] = &[
        "版", "案", "年度", "抜粋", "再掲", "仮称", "続き", "現在", "新規", "拡充", "継続", "参考", "予定",
        "略",
    ];
    let inner = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?.trim();
    let is_short =
        (2..=16).contains(&inner.chars().count()) && !inner.contains(['（', '(', '：', ':', '。', '、']);
    let says = is_short && inner.chars().all(|c| is_japanese(c) || c == '・' || c.is_ascii_uppercase());
    let is_remark = REMARKS.iter().any(|remark| inner.ends_with(remark)) || numeral::figures(inner).is_some();
    let ok = says && !is_remark && statement::departments_line(text).is_none();
    ok.then(|| mark(Family::Bracket('（'), Vec::new(), 0, true))
}

/// 【基本方針】未来を担うひとづくり: a short word in brackets, and words behind. The word stays with them.
fn tagged(text: &str) -> Option<Mark> {
    let first = text.chars().next().filter(|first| matches!(first, '【' | '〔' | '［' | '≪' | '《'))?;
    let (open, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let (inner, rest) = text.strip_prefix(*open)?.split_once(*close)?;
    let words = rest.trim_start();
    let ok = inner.chars().count() <= 10
        && !words.is_empty()
        && !words.starts_with(['、', '。', 'は', 'の', 'を', 'に', 'が', 'と', 'で']);
    ok.then(|| mark(Family::Tagged(*open), Vec::new(), 0, true))
}

/// 1-2, １－１, 1.2.3 before words.
fn compound(text: &str) -> Option<Mark> {
    let (numbers, length) = numeral::compound(text)?;
    let rest = text.get(length..)?;
    let rest_closed = rest.strip_prefix(['.', '．']).unwrap_or(rest);
    let space = leading_space(rest_closed);
    let words = rest_closed.get(space..)?;
    let next = words.chars().next()?;
    let parted = space > 0 || rest_closed.len() < rest.len();
    let words_follow =
        is_japanese(next) || next.is_alphabetic() || matches!(next, '「' | '『' | '“' | '（' | '(');
    // 2.5 回, 3-4 月 are amounts.
    let ok = words_follow
        && numbers.iter().all(|&n| n < 100)
        && !is_counted(words, parted)
        && (parted || (is_han(next) || is_katakana(next)));
    ok.then(|| mark(Family::Depth(numbers.len()), numbers, text.len() - words.len(), !parted))
}

fn dressed(text: &str, index: usize, form: &Form) -> Option<Mark> {
    let inside = form.opening.iter().find_map(|opening| text.strip_prefix(*opening))?;
    let inside = if form.opening.contains(&"") { inside } else { inside.trim_start() };
    let (number, length) = numeral::read(inside, form.figures)?;
    let after = inside.get(length..)?;
    let bracketed = form.closing.iter().all(|closing| !closing.is_empty());
    let after = if bracketed { after.trim_start() } else { after };
    let after = form.closing.iter().find_map(|closing| after.strip_prefix(*closing))?;
    if number == 0 || number >= 200 {
        return None;
    }
    let point = after.strip_prefix(['.', '．', '、', '，', '：', ':', ',']).filter(|_| !bracketed);
    let words = point.unwrap_or(after);
    let space = leading_space(words);
    let words = words.get(space..)?;
    let next = words.chars().next();
    let length = text.len() - words.len();
    let parted = space > 0 || point.is_some();
    match form.parting {
        Parting::None => {
            let half_open = bracketed && form.opening.contains(&"");
            Some(mark(Family::Form(index), vec![number], length, half_open))
        }
        Parting::Needed | Parting::Loose => {
            let next = next?;
            let words_follow = !next.is_numeric()
                && !matches!(
                    next,
                    '/' | '／' | '～' | '〜' | '-' | '－' | '%' | '％' | '.' | '）' | ')' | '」'
                );
            let loose = form.parting == Parting::Loose
                && (is_han(next) || is_katakana(next) || matches!(next, '「' | '『'));
            let ok = words_follow && !is_counted(words, parted) && (parted || loose);
            // 1, Kitasato, Tsukuba is an address.
            let is_address = after.starts_with(',') && !words.chars().any(is_japanese);
            let weak = !after.starts_with('\u{3000}');
            (ok && !is_address).then(|| mark(Family::Form(index), vec![number], length, weak))
        }
    }
}

/// 方針１ 平和と人権, 区政運営の考え方１－１, 基本目標Ⅰ: a label of one to fourteen characters and a number.
fn label(text: &str) -> Option<Mark> {
    let at = text
        .char_indices()
        .take(15)
        .find(|&(_, c)| !is_japanese(c) && c != '・' || is_numeral(c))
        .map(|(at, _)| at)?;
    let (label, rest) = (text.get(..at)?, text.get(at..)?);
    if !LABELS.iter().any(|noun| label.ends_with(noun)) {
        return None;
    }
    let rest = rest.trim_start();
    let (numbers, length) = numeral::compound(rest)
        .or_else(|| numeral::any(rest).map(|(number, length)| (vec![number], length)))
        .or_else(|| {
            let inner = rest.strip_prefix(['（', '('])?;
            let (number, length) = numeral::any(inner)?;
            let close = inner.get(length..)?.chars().next().filter(|c| matches!(c, '）' | ')'))?;
            Some((vec![number], rest.len() - inner.len() + length + close.len_utf8()))
        })?;
    let after = rest.get(length..)?;
    let stripped = after.strip_prefix(['.', '．', '：', ':', '、']).unwrap_or(after);
    let words = stripped.trim_start();
    let next = words.chars().next();
    let parted = words.len() < after.len()
        || next.is_none()
        || next.is_some_and(|c| matches!(c, '「' | '『' | '【' | '“' | '＜'));
    let glued = next.is_some_and(|c| is_han(c) || is_katakana(c));
    let ok = (parted || (glued && !is_counted(words, false)))
        && numbers.iter().all(|&n| n < 200)
        && !next.is_some_and(char::is_numeric);
    ok.then(|| {
        mark(Family::Label(label.to_owned(), numbers.len()), numbers, text.len() - words.len(), !parted)
    })
}

/// 次に、…についてであります。 In a speech it turns to the next matter as 第２は does.
fn turning(text: &str) -> Option<Mark> {
    let turns = ["まず、", "初めに、", "はじめに、", "まず初めに、", "次に、", "続いて、", "最後に、"]
        .iter()
        .any(|turn| text.starts_with(turn));
    let sentence = text.strip_suffix('。')?;
    let announces = [
        "についてであります",
        "についてです",
        "についてでございます",
        "について申し上げます",
        "について述べます",
    ]
    .iter()
    .any(|end| sentence.ends_with(end));
    let ok = turns && announces && !sentence.contains('。') && text.chars().count() <= 50;
    ok.then(|| mark(Family::Spoken, Vec::new(), 0, false))
}

/// 第１は、…であります。 A short sentence of its own that says which matter comes next.
fn spoken(text: &str) -> Option<Mark> {
    let rest = text.strip_prefix('第')?;
    let (number, length) = numeral::any(rest)?;
    let rest = rest.get(length..)?;
    let rest = rest.strip_prefix("の柱").or_else(|| rest.strip_prefix("の視点")).unwrap_or(rest);
    let opens = rest.starts_with("は、") || rest.starts_with("に、") || rest.starts_with("は「");
    let sentence = text.strip_suffix('。')?;
    let announces = [
        "であります",
        "です",
        "でございます",
        "申し上げます",
        "申し述べます",
        "ついて",
        "ご説明します",
        "ご説明いたします",
    ]
    .iter()
    .any(|end| sentence.ends_with(end));
    let ok = opens && announces && !sentence.contains('。') && text.chars().count() <= 70;
    ok.then(|| mark(Family::Spoken, vec![number], 0, false))
}

/// 事業概要：… or 目標値:…: a short word without particles, and its value. A year may be in it: 令和１１年度目標：….
fn field(text: &str) -> Option<Mark> {
    let (label, value) = text.split_once(['：', ':'])?;
    let fits =
        |c: char| is_japanese(c) || c == '・' || (narrow(c).is_ascii_digit() && label.contains("年度"));
    let is_label = (2..=10).contains(&label.chars().count()) && label.chars().all(fits);
    let is_word = !label.ends_with(['は', 'が', 'を', 'に', 'で', 'と', 'も', 'て', 'の']);
    let ok = is_label && is_word && !value.trim().is_empty() && !statement::is_lead(label);
    ok.then(|| {
        mark(Family::Field(label.to_owned()), Vec::new(), text.len() - value.trim_start().len(), false)
    })
}

fn mark(family: Family, number: Vec<u32>, length: usize, weak: bool) -> Mark {
    Mark { family, number, length, weak }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether the words behind a number count something: 年, 人ひとり, 件以上, but not 年齢 or 人権. Set apart
/// from the number, a word that is more than a counter is taken for a heading's: 2 地域における備え.
fn is_counted(words: &str, parted: bool) -> bool {
    let words: String = words.chars().take(8).map(narrow).collect();
    COUNTERS.iter().any(|counter| {
        words.strip_prefix(counter).is_some_and(|rest| {
            let next = rest.chars().next();
            match *counter {
                // か所, カ年, ヶ月; not かかわる or カリキュラム.
                "か" | "カ" | "ヶ" | "ケ" | "箇" => {
                    matches!(next, Some('所' | '年' | '月' | '国' | '村'))
                }
                "人" | "者" | "地区" | "地域" | "区分" | "施設" | "事業者" | "自治体" | "市町村" | "団体"
                    if parted =>
                {
                    false
                }
                "者" | "地区" | "地域" | "区分" | "施設" | "事業者" | "自治体" | "市町村" | "団体" | "園"
                | "校" | "社" | "分" | "度" | "次" | "期" | "位" | "台" => {
                    next.is_some_and(|c| matches!(c, '以' | '程' | '未' | 'で' | 'を' | 'に' | 'が' | 'と'))
                }
                "t" | "m" => !next.is_some_and(char::is_alphabetic),
                _ => !next.is_some_and(|c| {
                    is_han(c)
                        && !matches!(
                            c,
                            '以' | '程'
                                | '未'
                                | '間'
                                | '度'
                                | '目'
                                | '前'
                                | '後'
                                | '先'
                                | '当'
                                | '半'
                                | '弱'
                                | '強'
                        )
                }),
            }
        })
    })
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests;
