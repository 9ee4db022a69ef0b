//! What is read out of PDFs, against what was written into them: floors, not wishes.
//!
//! The files were made for this project by four programs out of one text (`tests/fixtures/pdf`): one column and
//! two, vertical, with ruby, with fonts that are not in the file.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::read::paragraphs;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/pdf").join(name)
}

fn read(name: &str) -> Extract {
    extract(&fs::read(fixture(&format!("{name}.pdf"))).unwrap()).unwrap()
}

fn truth(name: &str) -> String {
    fs::read_to_string(fixture(&format!("{name}.truth.txt"))).unwrap()
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of the text: page numbers and running titles are none.
fn words(extract: &Extract) -> String {
    let lines = extract.text.lines().zip(&extract.lines);
    lines.filter(|(_, shown)| shown.part != Part::Furniture).map(|(line, _)| compact(line)).collect()
}

/// How many characters have to be changed to make one text the other, in hundredths of the first.
fn error_rate(truth: &str, read: &str) -> f64 {
    let (truth, read): (Vec<char>, Vec<char>) = (truth.chars().collect(), read.chars().collect());
    let mut row: Vec<usize> = (0..=read.len()).collect();
    for (at, expected) in truth.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, found) in read.iter().enumerate() {
            let change = diagonal + usize::from(expected != found);
            diagonal = row[column + 1];
            row[column + 1] = change.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[read.len()] as f64 * 100.0 / truth.len() as f64
}

/// The share of the paragraphs of the truth that are read as they were written, in hundredths; the cells of a table
/// count as they are.
fn exact(truth: &str, extract: &Extract) -> f64 {
    let mut found: Vec<String> = paragraphs(extract).iter().map(|paragraph| compact(paragraph)).collect();
    let lines = extract.text.lines().zip(&extract.lines);
    let rows = lines.filter(|(_, shown)| shown.part == Part::Table);
    found.extend(rows.flat_map(|(line, _)| line.split('\t').map(compact).collect::<Vec<_>>()));
    let wanted: Vec<String> = truth.lines().map(compact).filter(|line| !line.is_empty()).collect();
    let hit = |paragraph: &&String| found.contains(paragraph);
    wanted.iter().filter(hit).count() as f64 * 100.0 / wanted.len() as f64
}

#[track_caller]
fn check(name: &str, most_errors: f64, least_exact: f64) {
    check_written(name, &[], most_errors, least_exact);
}

/// The same where the program that wrote the file lost some of the text, or changed it: what it was, and what it is in
/// the file.
#[track_caller]
fn check_written(name: &str, changes: &[(&str, &str)], most_errors: f64, least_exact: f64) {
    let extract = read(name);
    let truth = changes.iter().fold(truth(name), |truth, (was, is)| {
        assert!(truth.contains(was), "{was}");
        truth.replace(was, is)
    });
    let errors = error_rate(&compact(&truth), &words(&extract));
    let exact = exact(&truth, &extract);
    println!("{name}: {errors:.2} % of characters wrong, {exact:.1} % of paragraphs exact");
    assert!(errors <= most_errors, "{name}: {errors:.2} % of characters are wrong");
    assert!(exact >= least_exact, "{name}: {exact:.1} % of the paragraphs are exact");
}

#[test]
fn one_column() {
    check("s05_lo_1col", 0.1, 98.0);
    check("s08_typst_1col", 0.1, 98.0);
}

#[test]
fn two_columns() {
    // The last column of a table begins on the page and ends beyond it; two units stand wholly beyond it.
    check_written("s06_lo_2col", &[("60,000食", "60,000"), ("100.0％", "100.0")], 0.1, 98.0);
    check("s09_typst_2col", 0.1, 95.0);
}

#[test]
fn vertical_writing() {
    check("s03_chromium_vertical", 2.5, 95.0);
    // The table is not in the file.
    let table = "指標|現状値（令和５年度）|目標値（令和１１年度）|自主防災組織率|７２．５％|９０．０％|備蓄食料|48,000食|60,000食|\
                 避難所のWi-Fi整備率|35.0％|100.0％";
    let lost: Vec<(String, &str)> = table.split('|').map(|cell| (format!("\n{cell}\n"), "\n\n")).collect();
    let lost: Vec<(&str, &str)> = lost.iter().map(|(was, is)| (was.as_str(), *is)).collect();
    check_written("s07_lo_vertical", &lost, 0.1, 98.0);
}

#[test]
fn ruby_is_set_aside() {
    check("s04_chromium_ruby", 0.1, 95.0);
}

#[test]
fn fonts_that_are_not_in_the_file() {
    for name in ["s10_rl_unijis_noembed", "s11_rl_unijis_vertical_noembed"] {
        check(name, 0.5, 0.0);
    }
    for name in ["s12_90ms_rksj_h_noembed", "s13_90ms_rksj_v_noembed"] {
        check(name, 0.5, 0.0);
    }
    // EUC-JP has no ①: whoever wrote the file put a question mark.
    check_written("s14_euc_h_noembed", &[("①", "?"), ("②", "?"), ("③", "?"), ("④", "?")], 0.1, 0.0);
}

/// A PDF of so many pages with a word on each, with these entries in its catalogue and these objects from 100 on.
pub(super) fn pdf(words: &[&str], catalogue: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![(1, format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>"))];
    let kids: String = (0..words.len()).map(|at| format!("{} 0 R ", 10 + at * 2)).collect();
    objects.push((2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", words.len())));
    objects.push((3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned()));
    for (at, words) in words.iter().enumerate() {
        let (page, stream) = (10 + at * 2, format!("BT /F 12 Tf {words} ET"));
        objects.push((page, format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            page + 1
        )));
        objects.push((page + 1, format!("<</Length {}>>stream\n{stream}\nendstream", stream.len())));
    }
    objects.extend(more.iter().enumerate().map(|(at, object)| (100 + at, (*object).to_owned())));
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = String::from("xref\n");
    for (number, object) in objects {
        let _ = write!(table, "{number} 1\n{:010} 00000 n \n", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let place = file.len();
    format!("{file}{table}trailer<</Size 200/Root 1 0 R>>\nstartxref\n{place}\n%%EOF").into_bytes()
}

#[test]
fn what_stands_beyond_any_page_is_not_on_one() {
    let far = format!("1{}", "0".repeat(30));
    for words in [
        format!("{far} 0 0 {far} 50 200 Tm (far) Tj"),
        format!("50 200 Td {far} Tc (green) Tj (plan) Tj"),
        format!("{far} 200 Td (far) Tj"),
    ] {
        let read = extract(&pdf(&["50 200 Td (green plan) Tj", &words], "", &[])).unwrap();
        assert!(read.text.contains("green plan"), "{words}: {}", read.text);
    }
}

#[test]
fn two_pages_on_a_sheet_are_read_in_their_order() {
    for name in ["m_spread", "m_spread_right"] {
        let read = read(name);
        let chapters = paragraphs(&read).into_iter().filter(|paragraph| paragraph.starts_with('第'));
        let chapters: Vec<String> = chapters.map(|chapter| chapter.chars().take(3).collect()).collect();
        assert_eq!(chapters, ["第1章", "第2章", "第3章", "第4章"], "{name}");
        let said: Vec<&str> = read.pages.iter().flatten().map(String::as_str).collect();
        assert_eq!(said, ["1", "2–3", "4–5"], "{name}");
        assert_eq!(read.text.matches('\u{c}').count(), 2, "{name}: a sheet is a page of the file");
        let lone = |line: &str| line.trim().chars().all(|c| c.is_ascii_digit()) && !line.trim().is_empty();
        let mut numbers = read.text.lines().zip(&read.lines).filter(|(line, _)| lone(line));
        assert!(numbers.all(|(_, facts)| facts.part == Part::Furniture), "{name}: {}", read.text);
    }
}

#[test]
fn a_title_across_columns_is_no_part_of_the_first() {
    let found = paragraphs(&read("m_across"));
    assert_eq!(found[0], "緑川市環境計画の概要（令和7年度～令和16年度）");
    assert_eq!(found[1], "機器の導入を支援し、家庭からの排出を令和12年度までに40％削減します。");
}
