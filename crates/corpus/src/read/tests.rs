//! Nothing is lost (欠落なし): what a line says is in a heading or a statement, or the line was set aside for
//! a reason that has a name.

use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::extract::{Joint, LineFacts, Part, Rank};

// The same made-up papers as those of the laws that need no look inside.
#[path = "../../tests/laws/paper.rs"]
mod paper;

fn check(source: &str) -> Result<(), TestCaseError> {
    let cut = line::cut(source);
    let passed_over: Vec<usize> = cut.too_long.iter().map(|&(number, _)| number).collect();
    let numbers: Vec<usize> = cut.lines.iter().map(|line| line.number).collect();
    // A file without line feeds has lines that end in carriage returns.
    for (index, text) in source.split(line::line_end(source)).enumerate() {
        let is_blank = text.chars().all(line::is_space);
        let number = index + 1;
        prop_assert!(
            is_blank || numbers.contains(&number) || passed_over.contains(&number),
            "line {}",
            number
        );
    }
    let parsed = Parsed::of_text(&"midori-2024".parse().unwrap(), source, lay_out(source, cut.lines));
    let mut blocks_of = vec![0; parsed.lines.len()];
    for &line in parsed.blocks.iter().flat_map(|block| &block.lines) {
        blocks_of[line] += 1;
    }
    for (line, blocks) in parsed.lines.iter().zip(&blocks_of) {
        prop_assert_eq!(
            usize::from(line.is_text()),
            *blocks,
            "line {} is in one block, or set aside",
            line.number
        );
    }
    let said: Vec<Range<usize>> =
        parsed.statements.iter().flat_map(|statement| statement.span.pieces().to_vec()).collect();
    let headings =
        parsed.outline.sections.iter().map(|section| &section.heading).chain(&parsed.outline.title);
    let headed: Vec<Range<usize>> = headings.flat_map(|heading| heading.span.pieces().to_vec()).collect();
    let explains =
        parsed.outline.sections.iter().any(|section| statement::is_glossary_heading(&section.heading.text));
    for (block, class) in parsed.blocks.iter().zip(&parsed.classes) {
        let words = block.words_span(&parsed.lines);
        match class {
            Class::Statement => prop_assert!(explains || covers(source, &said, &words), "{}", block.words),
            // Divisions at its end are read off a heading.
            Class::Heading | Class::Title => {
                let first = words.extent().start;
                prop_assert!(headed.iter().any(|piece| piece.contains(&first)), "{}", block.words);
            }
            Class::Departments | Class::Note | Class::Loose => {}
        }
    }
    Ok(())
}

/// Whether every letter of the span lies in one of the pieces.
fn covers(source: &str, pieces: &[Range<usize>], span: &Span) -> bool {
    let letters = |piece: &Range<usize>| {
        let start = piece.start;
        source.get(piece.clone()).unwrap_or_default().char_indices().map(move |(at, c)| (start + at, c))
    };
    span.pieces()
        .iter()
        .flat_map(letters)
        .filter(|(_, c)| !c.is_whitespace())
        .all(|(at, _)| pieces.iter().any(|piece| piece.contains(&at)))
}

#[test]
fn nothing_of_lines_that_end_in_carriage_returns_is_lost() {
    check("\r第１章　総則").unwrap();
    check("計画\r第１章　総則\r・対話を進める。").unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_paper_is_lost(source in paper::paper()) {
        check(&source)?;
    }

    #[test]
    fn nothing_of_a_string_is_lost(source in any::<String>()) {
        check(&source)?;
    }
}

/// What a paper reads as that shows what is given for each of its lines: headings, then statements.
#[track_caller]
fn check_shown(lines: &[(&str, LineFacts)], headings: &[&str], statements: &[&str]) {
    let text: String = lines.iter().map(|(text, _)| format!("{text}\n")).collect();
    let cut = line::cut(&text).shown(&lines.iter().map(|(_, shown)| *shown).collect::<Vec<_>>());
    let parsed = Parsed::of_text(&"midori-2024".parse().unwrap(), &text, lay_out(&text, cut.lines));
    let headed: Vec<&str> =
        parsed.outline.sections.iter().map(|section| section.heading.text.as_str()).collect();
    let said: Vec<&str> = parsed.statements.iter().map(|statement| statement.text.as_str()).collect();
    assert_eq!((headed.as_slice(), said.as_slice()), (headings, statements));
}

#[test]
fn what_a_page_shows_settles_what_its_words_leave_open() {
    let body = LineFacts::default();
    let goes_on = LineFacts { joint: Joint::Continues, ..body };
    let opens = LineFacts { joint: Joint::Opens, ..body };
    let heading = LineFacts { size: 140, joint: Joint::Opens, ..body };
    let table = LineFacts { part: Part::Table, ..body };
    let footer = LineFacts { part: Part::Furniture, ..body };
    check_shown(
        &[
            ("計画の方針", LineFacts { size: 200, ..heading }),
            ("支え合いの輪", LineFacts { size: 160, ..heading }),
            ("つながりを育てる", heading),
            ("見守りを進め、相談を", opens),
            ("柏の葉だより", footer),
            ("１つの窓口で受ける。", goes_on),
            ("訪問を始める。", opens),
            ("歳入 市民税", table),
        ],
        &["支え合いの輪", "つながりを育てる"],
        &["見守りを進め、相談を１つの窓口で受ける。", "訪問を始める。"],
    );
}

#[test]
fn headings_that_come_again_in_their_type_are_no_list_of_contents() {
    let opens = LineFacts { joint: Joint::Opens, ..LineFacts::default() };
    let goes_on = LineFacts { joint: Joint::Continues, ..opens };
    let heading = LineFacts { size: 130, bold: true, ..opens };
    let chapter = [
        ("第１章　施策の展開", heading),
        ("１　子育てのまち", heading),
        ("（１）切れ目のない支援", heading),
        ("妊娠期から子育て期にわたる支援を行うため、窓口を中核と", opens),
        ("して体制を強化します。", goes_on),
    ];
    let headings = ["第１章　施策の展開", "１　子育てのまち", "（１）切れ目のない支援"]
        .map(|text| text.replace('\u{3000}', " "));
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let said = "妊娠期から子育て期にわたる支援を行うため、窓口を中核として体制を強化します。";
    check_shown(&[chapter, chapter].concat(), &[headings.clone(), headings].concat(), &[said, said]);
}

#[test]
fn what_a_file_says_of_a_line_is_not_guessed() {
    let text = LineFacts { joint: Joint::Opens, ..LineFacts::default() };
    let rank = |rank| LineFacts { rank, ..text };
    check_shown(
        &[
            ("緑川市の計画", rank(Rank::Title)),
            ("令和６年度から", rank(Rank::Title)),
            ("第１章　総論", rank(Rank::Heading(1))),
            ("ＤＸを進める。", rank(Rank::Heading(2))),
            ("窓口を開く。", text),
            ("１　相談", text),
            ("話を聴く。", text),
            ("１－２　見守りの輪", rank(Rank::Heading(2))),
            ("１　大切なこと", rank(Rank::Body)),
            ("第２章　各論", rank(Rank::Heading(1))),
            ("訪ねる。", text),
        ],
        &["第１章 総論", "ＤＸを進める。", "１ 相談", "１－２ 見守りの輪", "第２章 各論"],
        &["窓口を開く。", "話を聴く。", "大切なこと", "訪ねる。"],
    );
}

#[test]
fn beside_declared_headings_others_need_better_signs() {
    let text = LineFacts { joint: Joint::Opens, ..LineFacts::default() };
    let chapter = LineFacts { rank: Rank::Heading(1), ..text };
    check_shown(
        &[
            ("緑川市", text),
            ("〔キーワード〕", text),
            ("第１章　総論", chapter),
            ("窓口を開く。", text),
            ("(1) 相談", text),
            ("話を聴く。", text),
            ("◎ 重点とする項目", text),
            ("第２章　各論", chapter),
            ("第３章　推進", chapter),
            ("訪ねる。", text),
        ],
        &["第１章 総論", "(1) 相談", "第２章 各論", "第３章 推進"],
        &["窓口を開く。", "話を聴く。", "重点とする項目", "訪ねる。"],
    );
}
