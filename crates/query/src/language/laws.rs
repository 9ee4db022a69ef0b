//! The laws of the crate's page, on anything that can be typed.

use proptest::prelude::*;

use super::*;

/// Ranges are sound, the tree is as simple as [`Node`] says, and it is printed as what is read as the same tree.
#[track_caller]
pub(super) fn laws(typed: &str) {
    let asked = parse(typed);
    for note in &asked.notes {
        assert!(typed.get(note.range.clone()).is_some_and(|text| !text.is_empty()), "{note:?} of {typed:?}");
    }
    let bare = asked.root.as_ref().map(|root| without_ranges(root, typed));
    let printed = asked.to_string();
    let again = parse(&printed);
    assert_eq!(again.root.map(|root| without_ranges(&root, &printed)), bare, "{typed:?}, {printed:?}");
    assert!(again.notes.iter().all(|note| note.kind == NoteKind::UnknownField), "{printed:?}");
}

/// The tree without ranges, each of them checked.
#[track_caller]
fn without_ranges(node: &Node, typed: &str) -> Node {
    let piece = |piece: &Piece| {
        assert_eq!(typed.get(piece.range.clone()), Some(piece.text.as_str()), "{typed:?}");
        assert!(!piece.text.trim().is_empty() && piece.text.trim() == piece.text, "{piece:?} of {typed:?}");
        Piece { text: piece.text.clone(), range: 0..0 }
    };
    let parts = |parts: &[Node]| parts.iter().map(|part| without_ranges(part, typed)).collect::<Vec<_>>();
    match node {
        Node::Word(word) => Node::Word(piece(word)),
        Node::Phrase(phrase) => Node::Phrase(piece(phrase)),
        Node::Field { field, values, range } => {
            let text = typed.get(range.clone()).unwrap();
            assert!(values.iter().all(|value| text.contains(&value.text)), "{text}");
            Node::Field { field: *field, values: values.iter().map(piece).collect(), range: 0..0 }
        }
        Node::All(all) => {
            assert!(all.len() > 1 && !all.iter().any(|part| matches!(part, Node::All(_))), "{typed:?}");
            Node::All(parts(all))
        }
        Node::Any(any) => {
            assert!(any.len() > 1 && !any.iter().any(|part| matches!(part, Node::Any(_))), "{typed:?}");
            Node::Any(parts(any))
        }
        Node::Not(part) => {
            assert!(!matches!(**part, Node::Not(_)), "{typed:?}");
            Node::Not(Box::new(without_ranges(part, typed)))
        }
    }
}

#[test]
fn brackets_beyond_the_deepest_part_words() {
    let deep = format!("{}b{}", "(a OR (x ".repeat(40), "))".repeat(40));
    assert_eq!(parse(&deep).notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::TooDeep]);
    laws(&deep);
    laws(&format!("{}b{}", "-a（x OR ".repeat(40), "）".repeat(40)));
    laws(&"-a（x OR \"y".repeat(40));
}

#[test]
fn a_hundred_thousand_signs_are_read_at_once() {
    for sign in SIGNS.into_iter().chain([
        "(a ",
        "-(a OR ",
        "-a(",
        "a)",
        "year:(",
        "year:a(",
        "NOT ",
        "a:",
        "year:\"\",",
    ]) {
        let typed = sign.repeat(100_000);
        laws(&typed);
        laws(&typed.chars().rev().collect::<String>());
    }
}

const SIGNS: [&str; 32] = [
    "(",
    ")",
    "（",
    "）",
    "\"",
    "＂",
    "“",
    "”",
    "「",
    "」",
    "『",
    "』",
    "-",
    "－",
    "−",
    "!",
    "&",
    "|",
    "｜",
    "＆＆",
    ":",
    "：",
    ",",
    "、",
    " OR ",
    " ＡＮＤ ",
    " NOT ",
    "year:",
    "課：",
    " ",
    "　",
    "..",
];

fn question() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(SIGNS.to_vec()).prop_map(str::to_owned);
    let word = prop::sample::select(vec!["a", "保育", "OR", "x:y", "ー"]).prop_map(str::to_owned);
    let part = prop_oneof![6 => sign, 4 => word, 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn questions_obey_the_laws(typed in question()) {
        laws(&typed);
    }

    #[test]
    fn texts_obey_the_laws(typed in any::<String>()) {
        laws(&typed);
    }

    #[test]
    fn years_are_printed_as_they_are_read(value in "[0-9RHr元.〜~-]{0,12}|令和[0-9]{1,2}年度?(..|から|以降)?") {
        if let Some(range) = year_range(&value) {
            prop_assert_eq!(year_range(&range.to_string()), Some(range));
        }
    }
}
