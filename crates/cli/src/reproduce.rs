//! The one command that makes the same file again (再現).

use std::ffi::OsString;

use kurabe_render::Lang;

/// The command as it was typed, with what it took from the environment and from stdin written out.
pub(crate) fn command(typed: &[OsString], lang: Lang, stdin: Option<&[String]>) -> String {
    let mut words = vec!["kurabe".to_owned()];
    let typed: Vec<String> = typed.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let says_lang = typed.iter().any(|word| word == "--lang" || word.starts_with("--lang="));
    for word in typed.into_iter().filter(|word| word != "--reproduce") {
        match stdin {
            Some(read) if word == "-" => words.extend(read.iter().map(|word| quoted(word))),
            _ => words.push(quoted(&word)),
        }
    }
    if !says_lang {
        let lang = match lang {
            Lang::Japanese => "ja",
            Lang::English => "en",
        };
        words.extend(["--lang".to_owned(), lang.to_owned()]);
    }
    words.join(" ")
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%・ー".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
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
}
