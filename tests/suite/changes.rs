//! What became of statements from one edition to the next, where it is known because a test made both.
//!
//! Statements of the shipped plans are put into a made-up edition of a hundred; of these ten are reworded, ten moved,
//! ten taken out, five split and ten merged two by two, and ten new ones are put in.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::{Desk, editions_home, entry, kurabe_at, on_shipped};
use crate::dice::Dice;

/// How many statements the older edition has, in how many sections.
const STATEMENTS: usize = 100;
const SECTIONS: [&str; 10] = [
    "市民との協働",
    "行政のデジタル化",
    "財政運営",
    "人材の育成",
    "公共施設の管理",
    "情報の発信",
    "防災と危機管理",
    "子育ての支援",
    "環境の保全",
    "産業の振興",
];

/// Other words for the words of plans. All that a statement has are exchanged.
const OTHER_WORDS: [(&str, &str); 24] = [
    ("市民", "住民"),
    ("支援", "サポート"),
    ("充実", "拡充"),
    ("整備", "構築"),
    ("活用", "利用"),
    ("向上", "改善"),
    ("検討", "研究"),
    ("推進", "展開"),
    ("促進", "推進"),
    ("強化", "徹底"),
    ("取組", "活動"),
    ("取り組み", "活動"),
    ("確保", "獲得"),
    ("実施", "開始"),
    ("図る", "目指す"),
    ("図り", "目指し"),
    ("進める", "行う"),
    ("進め", "行い"),
    ("努める", "力を注ぐ"),
    ("努め", "力を注ぎ"),
    ("必要", "大切"),
    ("また、", "さらに、"),
    ("など", "等"),
    ("様々", "多様"),
];

/// Puts things in another order.
fn shuffle<T>(dice: &mut Dice, things: &mut [T]) {
    for place in (1..things.len()).rev() {
        things.swap(place, dice.roll(place + 1));
    }
}

/// What a test has done to statements: the verdict, and what stands in either edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fate {
    verdict: &'static str,
    old: Vec<String>,
    new: Vec<String>,
}

impl Fate {
    fn of(verdict: &'static str, old: &[&String], new: &[String]) -> Self {
        let old = old.iter().map(|text| (*text).clone()).collect();
        Self { verdict, old, new: new.to_vec() }
    }
}

/// Statements of the shipped plans that a bullet of a made-up paper can hold.
fn material() -> Vec<String> {
    let run = on_shipped(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    let hits = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut texts: Vec<String> = hits.map(|hit| hit["text"].as_str().unwrap().to_owned()).collect();
    texts.retain(|text| {
        let length = text.chars().count();
        (30..300).contains(&length) && !text.contains([' ', '　', '：', '→', '※'])
    });
    texts.sort();
    texts.dedup();
    texts
}

/// A statement in other words, of the same length more or less.
fn reworded(text: &str, dice: &mut Dice) -> String {
    let mut clauses: Vec<String> = text.split_inclusive('、').map(str::to_owned).collect();
    if clauses.len() > 3 {
        clauses.remove(dice.roll(clauses.len() - 1));
    }
    let behind = dice.roll(clauses.len());
    clauses.insert(behind, "関係機関との連携のもと、".to_owned());
    let mut text = clauses.concat();
    for (word, other) in OTHER_WORDS {
        text = text.replace(word, other);
    }
    text
}

/// A statement in two, cut where a clause ends nearest to its middle.
fn split(text: &str) -> Option<[String; 2]> {
    let middle = text.len() / 2;
    let ends = text.match_indices(['、', '。']).map(|(place, sign)| place + sign.len());
    let cut = ends.filter(|&end| end < text.len()).min_by_key(|end| end.abs_diff(middle))?;
    let (first, second) = text.split_at(cut);
    let long = |half: &str| half.chars().count() >= 15;
    (long(first) && long(second)).then(|| {
        let first = first.trim_end_matches(['、', '。']);
        [format!("{first}。"), format!("また、{second}")]
    })
}

/// An edition: statements below each of the sections.
type Paper = Vec<(&'static str, Vec<String>)>;

fn printed(title: &str, paper: &Paper) -> String {
    let mut text = format!("{title}\n\n");
    for (place, (heading, statements)) in paper.iter().enumerate() {
        text.push_str(&format!("第{}章　{heading}\n\n", place + 1));
        statements.iter().for_each(|statement| text.push_str(&format!("・{statement}\n\n")));
    }
    text
}

/// Two editions, and what became of every statement of the older one and whence each of the newer.
fn editions(material: &[String], seed: u64) -> (Paper, Paper, Vec<Fate>) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed << 32) ^ seed);
    let mut material = material.to_vec();
    shuffle(&mut dice, &mut material);
    let (old, rest) = material.split_at(STATEMENTS);
    let mut places: Vec<usize> = (0..STATEMENTS).collect();
    shuffle(&mut dice, &mut places);

    let mut fates: BTreeMap<usize, Fate> = BTreeMap::new();
    let mut moved = Vec::new();
    let mut places = places.into_iter();
    let mut splits = 0;
    let mut left = Vec::new();
    for place in places.by_ref() {
        // Statements that stand side by side are merged, so they are looked for first.
        let pairs = fates.values().filter(|fate| fate.verdict == "merged").count() / 2;
        let next = place + 1;
        let beside = next % 10 != 0 && !fates.contains_key(&place) && !fates.contains_key(&next);
        if pairs < 5 && beside {
            let whole = format!("{}あわせて、{}", old[place], old[next]);
            let fate = Fate::of("merged", &[&old[place], &old[next]], &[whole]);
            fates.insert(place, fate.clone());
            fates.insert(next, fate);
        } else {
            left.push(place);
        }
    }
    left.retain(|place| !fates.contains_key(place));
    for (count, place) in left.into_iter().enumerate() {
        let text = &old[place];
        let fate = match (count, split(text)) {
            (0..10, _) => Fate::of("reworded", &[text], &[reworded(text, &mut dice)]),
            (10..20, _) => {
                moved.push(place);
                Fate::of("moved", &[text], std::slice::from_ref(text))
            }
            (20..30, _) => Fate::of("gone", &[text], &[]),
            (_, Some(halves)) if splits < 5 => {
                splits += 1;
                Fate::of("split", &[text], &halves)
            }
            _ => Fate::of("continued", &[text], std::slice::from_ref(text)),
        };
        fates.insert(place, fate);
    }

    let each = STATEMENTS / SECTIONS.len();
    let section = |place: usize| place / each;
    let before: Paper =
        SECTIONS.iter().zip(old.chunks(each)).map(|(heading, texts)| (*heading, texts.to_vec())).collect();
    let mut after: Paper = SECTIONS.iter().map(|heading| (*heading, Vec::new())).collect();
    for (&place, fate) in &fates {
        let second = fate.old.len() > 1 && fate.old[0] != old[place];
        if fate.verdict != "moved" && !second {
            after[section(place)].1.extend(fate.new.iter().cloned());
        }
    }
    for place in moved {
        let other = (section(place) + 1 + dice.roll(SECTIONS.len() - 1)) % SECTIONS.len();
        let statements = &mut after[other].1;
        statements.insert(dice.roll(statements.len() + 1), old[place].clone());
    }
    let mut fates: Vec<Fate> = fates.into_values().collect();
    for text in rest.iter().take(10) {
        let statements = &mut after[dice.roll(SECTIONS.len())].1;
        statements.insert(dice.roll(statements.len() + 1), text.clone());
        fates.push(Fate::of("new", &[], std::slice::from_ref(text)));
    }
    // The chapters are numbered otherwise, too.
    after.swap(2, 7);
    fates.sort();
    fates.dedup();
    (before, after, fates)
}

/// What the program says became of them.
fn answered(desk: &Desk, seed: u64) -> Vec<Fate> {
    let run = desk.kurabe(&["changes", &format!("old-{seed}"), &format!("new-{seed}"), "--format", "jsonl"]);
    let verdicts = ["continued", "reworded", "moved", "moved_reworded", "split", "merged", "new", "gone"];
    let texts = |side: &Value| -> Vec<String> {
        side.as_array().unwrap().iter().map(|hit| hit["text"].as_str().unwrap().to_owned()).collect()
    };
    let fate = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let verdict = verdicts.into_iter().find(|verdict| row["verdict"] == *verdict).unwrap();
        Fate { verdict, old: texts(&row["old"]), new: texts(&row["new"]) }
    };
    run.stdout.lines().map(fate).collect()
}

#[test]
fn what_was_done_to_statements_is_seen() {
    let material = material();
    assert!(material.len() >= STATEMENTS + 10, "{}", material.len());
    let seeds = 1..=6;
    let desk = Desk::with_catalogue("");
    let mut catalogue = String::new();
    let mut known = Vec::new();
    for seed in seeds {
        let (before, after, fates) = editions(&material, seed);
        for (edition, paper) in [("old", &before), ("new", &after)] {
            let (id, file) = (format!("{edition}-{seed}"), format!("{edition}-{seed}.txt"));
            desk.write(&format!("corpus/documents/{file}"), printed("基本計画", paper).as_bytes());
            catalogue.push_str(&entry(&id, &file));
        }
        known.push((seed, fates));
    }
    desk.write("corpus/catalogue.toml", catalogue.as_bytes());
    for (seed, fates) in known {
        let count =
            |fates: &[Fate], verdict: &str| fates.iter().filter(|fate| fate.verdict == verdict).count();
        for (verdict, expected) in
            [("reworded", 10), ("moved", 10), ("gone", 10), ("new", 10), ("split", 5), ("merged", 5)]
        {
            assert_eq!(count(&fates, verdict), expected, "{verdict}, seed {seed}");
        }
        let answered = answered(&desk, seed);
        // Every statement of the older edition counts, and every new one.
        let weight = |fate: &Fate| fate.old.len().max(1);
        let all: usize = fates.iter().map(weight).sum();
        assert_eq!(all, STATEMENTS + 10, "seed {seed}");
        let wrong: Vec<&Fate> = fates.iter().filter(|fate| !answered.contains(fate)).collect();
        let missed: usize = wrong.iter().map(|fate| weight(fate)).sum();
        assert!(missed <= 5, "seed {seed}: {missed} of {all} wrong\n{wrong:#?}\n{answered:#?}");
    }
}

/// The rows about the made-up editions.
fn rows(more: &[&str]) -> Vec<Value> {
    let asked = ["changes", "wakaba-2023", "wakaba-2024", "--format", "jsonl"];
    let run = kurabe_at(&editions_home(), &[&asked, more].concat());
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn filters_choose_rows_and_change_none() {
    let all = rows(&[]);
    for filter in [["--theme", "dx"], ["--kind", "policy"], ["--only", "changed"], ["--only", "gone,new"]] {
        let some = rows(&filter);
        assert!(!some.is_empty() && some.len() <= all.len(), "{filter:?}");
        assert!(some.iter().all(|row| all.contains(row)), "{filter:?}");
    }
    assert!(rows(&["--only", "changed"]).iter().all(|row| row["verdict"] != "continued"));
}

#[test]
fn segments_give_the_words_of_both_sides_back() {
    for row in rows(&["--only", "reworded,moved-reworded,split,merged"]) {
        let segments = row["segments"].as_array().unwrap();
        assert!(!segments.is_empty(), "{row}");
        for side in ["old", "new"] {
            for (place, hit) in row[side].as_array().unwrap().iter().enumerate() {
                let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
                let own =
                    segments.iter().map(|segment| &segment[side]).filter(|own| own["statement"] == place);
                let mut end = 0;
                for stretch in own {
                    let at = |end: usize| stretch["place"][end].as_u64().unwrap() as usize;
                    assert_eq!(at(0), end, "{row}");
                    let cut: String = text[at(0)..at(1)].iter().collect();
                    assert_eq!(stretch["text"], cut, "{row}");
                    end = at(1);
                }
                assert_eq!(end, text.len(), "{row}");
            }
        }
    }
}

/// Papers of thousands of lines of one pattern: the pairs are millions, and each line has become its own next one.
#[test]
fn thousands_of_lines_of_one_pattern_are_aligned() {
    let lines = 3000;
    let desk = Desk::with_catalogue(&(entry("old", "old.txt") + &entry("new", "new.txt")));
    let paper = |line: &dyn Fn(usize) -> String| -> String {
        (0..lines).fold("計画\n\n".to_owned(), |paper, place| paper + &format!("・{}\n\n", line(place)))
    };
    let old = |place| match place % 3 {
        0 => "市民との協働による地域の課題の解決を推進する。".to_owned(),
        _ => format!("第{place}地区の道路と公園の点検を毎年行い、安全を確保する。"),
    };
    let new = |place| match place % 3 {
        1 => format!("第{place}地区の道路と公園の点検を毎年実施し、安全を確保する。"),
        _ => old(place),
    };
    desk.write("corpus/documents/old.txt", paper(&old).as_bytes());
    desk.write("corpus/documents/new.txt", paper(&new).as_bytes());
    let run = desk.kurabe(&["changes", "old", "new", "--format", "jsonl"]);
    let rows: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let count = |verdict: &str| rows.iter().filter(|row| row["verdict"] == verdict).count();
    assert_eq!((count("continued"), count("reworded")), (lines / 3 * 2, lines / 3), "{}", run.stderr);
    for row in rows.iter().filter(|row| row["verdict"] == "reworded") {
        let text = |side: &str| row[side][0]["text"].as_str().unwrap().to_owned();
        assert_eq!(text("old").replace("行い", "実施し"), text("new"));
    }
}

#[test]
fn a_sentence_kept_of_a_longer_statement_is_not_new() {
    let desk = Desk::with_catalogue(&(entry("old", "old.txt") + &entry("new", "new.txt")));
    let kept = "災害時の備蓄倉庫を地域に増設する。";
    let long = format!(
        "・学校図書館に司書を配置し、読書の習慣を育てるとともに、授業での資料の活用を支援し、電子書籍の導入や\
         保護者への貸出、読み聞かせの会の開催などに取り組み、子どもの豊かな心を育む。老朽化した校舎は計画に沿って順に改修し、\
         給食では地元の農産物を使い、通学路の見守りを町会や警察とともに続け、放課後の居場所を空き教室に設ける。{kept}"
    );
    let others = "・窓口の手続をオンライン化する。\n\n・職員の研修を充実させる。\n\n";
    desk.write("corpus/documents/old.txt", format!("計画\n\n{long}\n\n{others}").as_bytes());
    desk.write("corpus/documents/new.txt", format!("計画\n\n・{kept}\n\n{others}").as_bytes());
    let asked = ["changes", "old", "new", "--format", "jsonl"];
    let run = desk.kurabe(&asked);
    assert!(!run.stdout.contains("\"verdict\":\"new\""), "{run:?}");
    assert_eq!(run.stdout.matches("\"verdict\":\"reworded\"").count(), 1, "{run:?}");
}
