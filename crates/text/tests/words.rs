//! Golden tokens (形態素解析の見本): how phrases of municipal plans are cut, word by word.
//!
//! `phrases.txt` holds the phrases; the snapshots show what became of them. After a change of the lexicon,
//! the dictionary or the table of content words, `INSTA_UPDATE=always cargo test -p kurabe-text --test words`
//! writes them anew, and the difference is what has to be read.

use std::fmt::Write;

use kurabe_text::{Analyser, Lexicon, Normalized, Origin, Token};

const PHRASES: &str = include_str!("phrases.txt");

/// A phrase a line: `[content]` words, others bare, a compound with its parts, `?` behind an unknown word.
#[test]
fn phrases() {
    let analyser = Analyser::new(&Lexicon::shipped().unwrap()).unwrap();
    let mut golden = String::new();
    for phrase in PHRASES.lines() {
        if phrase.is_empty() || phrase.starts_with('#') {
            writeln!(golden, "{phrase}").unwrap();
            continue;
        }
        let text = Normalized::new(phrase);
        let tokens: Vec<String> = analyser.analyse(&text).iter().map(show).collect();
        writeln!(golden, "{}", tokens.join(" ")).unwrap();
    }
    insta::assert_snapshot!(golden);
}

/// Everything a token says, for one sentence.
#[test]
fn fields() {
    let analyser = Analyser::new(&Lexicon::shipped().unwrap()).unwrap();
    let text = Normalized::new("㈱との公民連携で、ﾌﾚｲﾙ予防などを90%以上進めます。");
    let mut golden = String::new();
    for token in analyser.analyse(&text) {
        writeln!(
            golden,
            "{} {:?}→{:?} {} {:?} {} {} {:?} {:?}",
            token.surface(),
            token.range(),
            token.original(),
            token.base(),
            token.part_of_speech(),
            if token.is_content() { "content" } else { "-" },
            token.reading().unwrap_or("-"),
            token.origin(),
            token.parts().map(|part| part.surface).collect::<Vec<_>>(),
        )
        .unwrap();
    }
    insta::assert_snapshot!(golden);
}

fn show(token: &Token<'_>) -> String {
    let parts: Vec<&str> = token.parts().map(|part| part.surface).collect();
    let mut shown = if parts.is_empty() { token.surface().to_owned() } else { parts.join("/") };
    if token.origin() == Origin::Unknown {
        shown.push('?');
    }
    if token.is_content() { format!("[{shown}]") } else { shown }
}
