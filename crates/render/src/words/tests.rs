use kurabe_model::{Municipality, Problem};

use super::*;

#[test]
fn an_ambiguous_name_lists_its_choices() {
    let choice = |code: &str, prefecture: &str| Municipality {
        code: code.parse().unwrap(),
        name: "府中市".into(),
        kana: "フチュウシ".into(),
        prefecture: prefecture.into(),
        kind: kurabe_model::MunicipalityKind::City,
    };
    let choices = vec![choice("132063", "東京都"), choice("342084", "広島県")];
    let message = Message::AmbiguousName { typed: "府中".into(), choices };
    let text = message.say(Lang::Japanese);
    assert_eq!(
        text.lines().skip(1).collect::<Vec<_>>(),
        ["  132063 東京都 府中市", "  342084 広島県 府中市"]
    );
}

#[test]
fn every_problem_has_words_and_a_hint_in_both_languages() {
    let problems = [
        Problem::MissingFile,
        Problem::Unreadable { cause: "x".into() },
        Problem::NotAFile,
        Problem::LeadsOutside,
        Problem::Uncatalogued,
        Problem::Empty,
        Problem::Garbled { line: 3, best: None },
        Problem::Garbled { line: 3, best: Some(kurabe_model::Encoding::Utf8) },
        Problem::NotUtf8 { offset: 3, looks_like: None },
        Problem::NotUtf8 { offset: 3, looks_like: Some(kurabe_model::Encoding::Utf16) },
        Problem::UnsupportedFormat { extension: "pdf".into() },
        Problem::UnsupportedFormat { extension: String::new() },
        Problem::Disguised { format: kurabe_model::Format::Html },
        Problem::Disguised { format: kurabe_model::Format::Pdf },
        Problem::Disguised { format: kurabe_model::Format::Office },
        Problem::UnsupportedFormat { extension: "doc".into() },
        Problem::PasswordNeeded,
        Problem::MissingPart { part: "numbering.xml".into() },
        Problem::LeftOut { what: kurabe_model::Omission::Embedded, count: 1 },
        Problem::LeftOut { what: kurabe_model::Omission::HiddenSlides, count: 2 },
        Problem::LeftOut { what: kurabe_model::Omission::HiddenRows, count: 3 },
        Problem::LeftOut { what: kurabe_model::Omission::HiddenColumns, count: 1 },
        Problem::LeftOut { what: kurabe_model::Omission::HiddenWords, count: 2 },
        Problem::LeftOut { what: kurabe_model::Omission::Withdrawn, count: 3 },
        Problem::Broken { format: kurabe_model::Format::Pdf },
        Problem::OverLimit { limit: kurabe_model::Limit::Time },
        Problem::OverLimit { limit: kurabe_model::Limit::Memory },
        Problem::OverLimit { limit: kurabe_model::Limit::Output },
        Problem::OverLimit { limit: kurabe_model::Limit::Unpacked },
        Problem::Scanned { pages: 12 },
        Problem::SilentPages { first: 3, pages: 2 },
        Problem::TooLarge { bytes: 200 << 20, limit: 64 << 20 },
        Problem::LineTooLong { bytes: 300_000, limit: 262_144 },
        Problem::NoStatements { written_lines: 4 },
        Problem::OnlyTables { rows: 8 },
        Problem::NoHeadings,
        Problem::Damaged { characters: 2 },
        Problem::SetAside { tables: 12, labels: 3, rows: Vec::new() },
        Problem::Loose { text: "x".into() },
        Problem::NotStated { fact: "title".into() },
    ];
    for problem in problems.map(Message::Problem) {
        let [japanese, english] = [Lang::Japanese, Lang::English]
            .map(|lang| [problem.say(lang), problem.hint(lang).unwrap_or_default()]);
        assert!(japanese.iter().chain(&english).all(|text| !text.is_empty()), "{problem:?}");
        assert!(english.iter().all(|text| text.is_ascii()), "{english:?}");
        assert!(japanese.iter().all(|text| !text.is_ascii()), "{japanese:?}");
    }
}
