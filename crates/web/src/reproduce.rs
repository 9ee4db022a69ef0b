//! The command that makes the same answer (再現): what an address asks, as the command line takes it.

use kurabe_render::{Lang, quoted};

/// The names whose values are words of the command, not options.
const WORDS: [&str; 5] = ["q", "subject", "term", "id", "text"];

/// The command for an address.
pub(crate) fn command(path: &str, given: &[(String, String)], format: &str, lang: Lang) -> String {
    let mut command = format!("kurabe {path}");
    let mut add = |word: &str| {
        command.push(' ');
        command.push_str(&quoted(word));
    };
    let given = || given.iter().filter(|(_, value)| !value.trim().is_empty());
    for (_, value) in given().filter(|(name, _)| WORDS.contains(&name.as_str())) {
        add(value);
    }
    for (name, value) in given().filter(|(name, _)| !WORDS.contains(&name.as_str())) {
        let option = if name == "of" { "municipality".to_owned() } else { name.replace('_', "-") };
        match value.as_str() {
            "false" => {}
            "true" => add(&format!("--{option}")),
            value => {
                add(&format!("--{option}"));
                add(value);
            }
        }
    }
    let lang = match lang {
        Lang::Japanese => "ja",
        Lang::English => "en",
    };
    for word in ["--format", format, "--lang", lang] {
        add(word);
    }
    command
}
