//! The one command that makes the same file again (再現).

use std::ffi::OsString;

use clap::ValueEnum as _;
use kurabe_render::{Lang, quoted};

use crate::args::Format;

/// The options that name places on one machine.
const PLACES: [&str; 4] = ["--output", "-o", "--home", "--cluster"];

/// The command as it was typed, with what it took from the environment and from stdin written out.
pub(crate) fn command(typed: &[OsString], lang: Lang, stdin: Option<&[String]>) -> String {
    let typed: Vec<String> = typed.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    written_out(typed, lang, stdin)
}

/// The command as it stands in a file that is handed on: without the folders of whoever made it, and with the form
/// that the name of the file said.
pub(crate) fn handed_on(typed: &[OsString], lang: Lang, stdin: Option<&[String]>, format: Format) -> String {
    let typed: Vec<String> = typed.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let (options, words) = typed.split_at(end_of_options(&typed));
    let mut kept = Vec::new();
    let mut options = options.iter();
    while let Some(word) = options.next() {
        if PLACES.contains(&word.as_str()) {
            options.next();
        } else if !PLACES.iter().any(|option| is_given_at_once(word, option)) {
            kept.push(word.clone());
        }
    }
    if !says(&kept, "--format")
        && let Some(value) = format.to_possible_value()
    {
        kept.extend(["--format".to_owned(), value.get_name().to_owned()]);
    }
    kept.extend_from_slice(words);
    written_out(kept, lang, stdin)
}

fn written_out(mut typed: Vec<String>, lang: Lang, stdin: Option<&[String]>) -> String {
    let end = end_of_options(&typed);
    if !says(&typed[..end], "--lang") {
        let lang = match lang {
            Lang::Japanese => "ja",
            Lang::English => "en",
        };
        typed.splice(end..end, ["--lang".to_owned(), lang.to_owned()]);
    }
    let mut words = vec!["kurabe".to_owned()];
    for word in typed.into_iter().filter(|word| word != "--reproduce") {
        match stdin {
            Some(read) if word == "-" => words.extend(read.iter().map(|word| quoted(word))),
            _ => words.push(quoted(&word)),
        }
    }
    words.join(" ")
}

/// Behind `--` everything is a word, whatever it looks like.
fn end_of_options(typed: &[String]) -> usize {
    typed.iter().position(|word| word == "--").unwrap_or(typed.len())
}

fn says(typed: &[String], option: &str) -> bool {
    typed.iter().any(|word| word == option || is_given_at_once(word, option))
}

/// Whether a word is an option together with its value: --output=a.xlsx, -oa.xlsx.
fn is_given_at_once(word: &str, option: &str) -> bool {
    let rest = word.strip_prefix(option);
    rest.is_some_and(|rest| if option.starts_with("--") { rest.starts_with('=') } else { !rest.is_empty() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_to_the_environment_is_written_out() {
        let check = |typed: &[&str], stdin: Option<&[String]>, expected: &str| {
            let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
            assert_eq!(command(&typed, Lang::Japanese, stdin), expected);
        };
        check(&["/bin/kurabe", "compare", "dx", "--reproduce"], None, "kurabe compare dx --lang ja");
        check(
            &["kurabe", "search", "公民連携 DX", "it's", "--lang=en"],
            None,
            "kurabe search '公民連携 DX' 'it'\\''s' --lang=en",
        );
        let ids = ["a-1".to_owned(), "b-2".to_owned()];
        check(&["kurabe", "show", "-", "--lang", "ja"], Some(&ids), "kurabe show a-1 b-2 --lang ja");
    }

    #[test]
    fn what_is_handed_on_names_no_folder() {
        let check = |typed: &[&str], expected: &str| {
            let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
            assert_eq!(handed_on(&typed, Lang::Japanese, None, Format::Xlsx), expected);
        };
        let plain = "kurabe search dx --format xlsx --lang ja";
        check(&["kurabe", "search", "dx", "-o", "C:\\a b.xlsx"], plain);
        check(&["kurabe", "search", "dx", "-oa.xlsx", "--home=/a"], plain);
        check(&["kurabe", "--output=a.xlsx", "search", "--home", "/a", "dx"], plain);
        check(
            &["kurabe", "search", "--format", "xlsx", "--", "-o", "dx"],
            "kurabe search --format xlsx --lang ja -- -o dx",
        );
    }
}
