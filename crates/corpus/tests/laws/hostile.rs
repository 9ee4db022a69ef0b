//! Sources nobody wrote to be read: they keep the laws, and eight times as much of them costs about eight
//! times as much.

#![allow(clippy::disallowed_methods, reason = "the clock measures the reading and has no say in it")]

use std::time::{Duration, Instant};

use kurabe_corpus::read;

use crate::{check, facts};

/// Reading eight times the source may cost this many times as much. What is linear costs eight times, and up to
/// three times that where memory comes in larger pieces; what is quadratic costs sixty-four times.
const DEAREST: u32 = 32;

/// The `n`-th line of a source, or the lines that belong together there.
type NthLine = fn(usize) -> String;

/// Shapes of many lines, by what they are made of.
const LINES: &[(&str, NthLine)] = &[
    ("labels", |n| format!("方針{} 平和\n", n % 190 + 1)),
    ("labels of their own", |n| format!("第{n}目標{} 平和\n本文を進める。\n", n % 9)),
    ("page labels", |n| format!("{}-{n}行う。二を\n", n / 50 % 900 + 1)),
    ("table openers", |_| "（単位：千円）\n".to_owned()),
    ("tables", |_| "（単位：千円）\n区分 12 34 56\n".to_owned()),
    ("returning headings", |_| "現状と課題\n人口は減る。\n主な取組\n・支援を進める。\n".to_owned()),
    ("nested headings", |n| ["１ 一\n", "（１） 二\n", "① 三\n", "ア 四\n"][n % 4].to_owned()),
    ("entries with pages", |n| format!("施策{}の推進 {}\n", n % 300, n % 300)),
    ("lists of contents", |n| format!("施策{}の推進\n", n % 300)),
    ("divisions", |n| format!("（{}企画課）\n", kanji(n))),
    ("divisions and statements", |n| format!("・支援を進める。\n（{}企画課）\n", kanji(n))),
    ("side tabs", |_| "第\n１\n章\n緑\n".to_owned()),
    ("running titles", |_| "緑川市総合計画\n- 1 -\n\u{c}一を行う。\n".to_owned()),
    // The same words come again twice as far down, and twice as far again.
    ("headings that come again", |n| format!("１　{}の推進\n", kanji(n >> n.max(1).trailing_zeros()))),
    ("notes", |_| "※注である。\n".to_owned()),
    ("pieces", |_| "市民、事業者及び団体との協働により、地域の課題を\n".to_owned()),
    ("pieces and sentences", |_| "市民、事業者及び団体との協働を進める。地域の課題を\n".to_owned()),
    ("open quotations", |_| "「\n".to_owned()),
    ("stacked labels", |_| "基本\n施策\n".to_owned()),
    ("bare numbers", |_| "第１章\n".to_owned()),
    ("blank lines", |_| "\n".to_owned()),
    ("form feeds", |_| "\u{c}\n".to_owned()),
];

/// Shapes of one long line.
const SIGNS: &[&str] = &[
    "進める。",
    "令和９年度までに",
    "令和９年度までに10件、",
    "令和６年度比",
    "1,000,",
    "9",
    "九",
    "九十",
    "(",
    "（",
    "「",
    "（注）",
    "*",
    "・",
    "（人）→",
    "企画課が、",
    "#",
    "1 ",
    "R7",
];

/// Shapes of one long sentence that commits.
const AIMS: &[&str] =
    &["30％以上、", "30％以上とし、", "10件（", "（5人→", "「10件」", "令和９年度までに10件、"];

/// A number in the letters divisions are called by.
fn kanji(n: usize) -> String {
    n.to_string()
        .bytes()
        .filter_map(|digit| "〇一二三四五六七八九".chars().nth(usize::from(digit - b'0')))
        .collect()
}

fn lines(of: NthLine, bytes: usize) -> String {
    let mut source = String::new();
    for n in 0.. {
        if source.len() >= bytes {
            break;
        }
        source.push_str(&of(n));
    }
    source + "進める。"
}

/// The quickest of three readings: what else the machine does makes the others slower.
fn cost(source: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        std::hint::black_box(read(facts(), source.as_bytes()));
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[track_caller]
fn grows_with_its_length(name: &str, small: &str, large: &str) {
    // Whoever is right needs luck only once.
    let mut tries = Vec::new();
    let fine = (0..5).any(|_| {
        let (few, many) = (cost(small), cost(large));
        tries.push((few, many));
        many <= few * DEAREST
    });
    assert!(fine, "{name}: {tries:?}");
}

#[test]
fn many_lines_cost_no_more_than_their_number() {
    for &(name, of) in LINES {
        let (small, large) = (lines(of, 8 << 10), lines(of, 64 << 10));
        check(&small).unwrap();
        grows_with_its_length(name, &small, &large);
    }
}

#[test]
fn long_lines_cost_no_more_than_their_length() {
    let shapes = SIGNS.iter().map(|sign| (sign, "")).chain(AIMS.iter().map(|sign| (sign, "を推進します。")));
    for (sign, end) in shapes {
        let of_length = |bytes: usize| format!("１ 施策\n・{}{end}\n", sign.repeat(bytes / sign.len()));
        let (small, large) = (of_length(30 << 10), of_length(240 << 10));
        check(&small).unwrap();
        check(&large).unwrap();
        grows_with_its_length(sign, &small, &large);
    }
}
