//! Every example in `--help` works on the shipped corpus, as it stands there.

use crate::desk::{Desk, repository, run};

const COMMANDS: [&[&str]; 21] = [
    &[],
    &["search"],
    &["similar"],
    &["compare"],
    &["gaps"],
    &["report"],
    &["peers"],
    &["targets"],
    &["terms"],
    &["network"],
    &["kwic"],
    &["trends"],
    &["changes"],
    &["index"],
    &["status"],
    &["corpus", "list"],
    &["corpus", "outline"],
    &["corpus", "check"],
    &["show"],
    &["eval"],
    &["completions"],
];

#[test]
fn examples_work() {
    let desk = Desk::empty();
    for command in COMMANDS {
        let help = desk.kurabe(&[command, &["--help"]].concat()).stdout;
        let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  kurabe ")).collect();
        assert!(!examples.is_empty(), "{command:?} gives an example");
        for example in examples {
            // Where the answer is sent to is looked at elsewhere.
            let command =
                [" > ", " | ", " -o "].iter().fold(example, |rest, end| rest.split(end).next().unwrap());
            let words: Vec<&str> = command.split_whitespace().collect();
            let run = run(desk.command(&words).current_dir(repository()));
            assert_eq!(run.code, 0, "kurabe {example}\n{}", run.stderr);
            assert!(!run.stdout.is_empty(), "kurabe {example}");
        }
    }
}
