//! How a run behaves among others: `| head` ends it quietly, two runs agree, a pipe gets no colour.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::desk::{Desk, kurabe, repository};

#[test]
fn nobody_reads_on() {
    let desk = Desk::empty();
    let mut command = desk.command(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    command.env("KURABE_HOME", repository()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("{\"id\":"), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// A full disk is nobody's input: the run says so and does not claim to have answered.
#[test]
#[cfg(target_os = "linux")]
fn nowhere_to_write() {
    let desk = Desk::empty();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = desk.command(&["corpus", "list"]);
    let child = command.env("KURABE_HOME", repository()).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(3) && said.starts_with("エラー: 結果を書き出せません"), "{said}");
}

#[test]
fn two_runs_agree() {
    for arguments in [["corpus", "outline", "--format", "json"], ["corpus", "check", "--format", "jsonl"]] {
        let runs = [(), ()].map(|()| {
            let desk = Desk::empty();
            crate::desk::run(desk.command(&arguments).env("KURABE_HOME", repository())).stdout
        });
        assert_eq!(runs[0], runs[1]);
    }
}

#[test]
fn a_pipe_gets_no_colour() {
    assert!(!kurabe(&["corpus", "outline"]).stdout.contains('\u{1b}'));
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = kurabe(&["completions", shell]);
        assert!(run.code == 0 && run.stdout.contains("outline"), "{shell}");
    }
}

/// A name made before the document said the same twice still leads to what it named.
#[test]
fn a_name_that_twins_have_come_to_share_shows_both() {
    let desk = Desk::with_document("a.txt", "１ 福祉\n\n・協働を進めます。\n".as_bytes());
    let hits = desk.kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]).stdout;
    let hit: serde_json::Value = serde_json::from_str(&hits).unwrap();
    let id = hit["id"].as_str().unwrap();
    let twice = "１ 教育\n\n・協働を進めます。\n\n２ 福祉\n\n・協働を進めます。\n";
    desk.write("corpus/documents/a.txt", twice.as_bytes());
    let run = desk.kurabe(&["show", id]);
    assert!(run.code == 0 && run.stdout.contains("１ 教育") && run.stdout.contains("２ 福祉"), "{run:?}");
    assert_eq!(desk.kurabe(&["show", "plan"]).code, 1, "a document is no statement");
}
