//! What users and their files can do wrong. Each case ends with 2, names the place, and says what to do.

use crate::desk::{Desk, entry};

/// Checks a home: the run must end so, and stdout must say each of these.
#[track_caller]
fn check(desk: &Desk, code: i32, says: &[&str]) {
    let run = desk.kurabe(&["corpus", "check"]);
    assert_eq!(run.code, code, "{run:?}");
    for words in says {
        assert!(run.stdout.contains(words), "`{words}` is not in\n{}\n{}", run.stdout, run.stderr);
    }
}

/// Opens a home with this catalogue: it must be refused with each of these.
#[track_caller]
fn refuse(catalogue: &str, says: &[&str]) {
    let desk = Desk::with_catalogue(catalogue);
    let run = desk.kurabe(&["corpus", "check"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    for words in says {
        assert!(run.stderr.contains(words), "`{words}` is not in\n{}", run.stderr);
    }
    assert!(run.stderr.contains("ヒント: "), "{}", run.stderr);
}

#[test]
fn a_file_that_is_garbled() {
    // UTF-8 that was read as Latin letters and saved again.
    let garbled: String = "市政の方針".bytes().map(char::from).collect();
    let desk = Desk::with_document("a.txt", format!("plan\n{garbled}\n").as_bytes());
    let says = "a.txt: エラー: 文字コードが分かりません。最も近い UTF-8 として読んでも、2行目から";
    check(&desk, 2, &[says, "UTF-8 で保存し直します"]);
}

#[test]
fn an_empty_file() {
    for bytes in [&b""[..], b"\n \n", "\u{feff}\u{3000}\n".as_bytes()] {
        check(&Desk::with_document("a.txt", bytes), 2, &["a.txt: エラー: 文字が一つもありません"]);
    }
}

#[test]
fn a_file_of_furniture() {
    let desk = Desk::with_document("a.txt", "◦ 62 ◦\n\n- 1 -\n\n令和６年４月１日\n".as_bytes());
    check(&desk, 2, &["a.txt: エラー: ", "施策文が一つも見つかりません"]);
}

#[test]
fn a_format_that_is_not_read_yet() {
    let desk = Desk::with_document("a.jtd", b"\xd0\xcf\x11\xe0");
    check(&desk, 2, &["a.jtd: エラー: 拡張子「jtd」のファイルはまだ読めません"]);
}

#[test]
fn a_file_that_is_no_text_whatever_its_name() {
    for (bytes, says) in [
        (&b"%PDF-1.7\n"[..], "a.txt: エラー: 名前と違い、中身は PDF です"),
        (b"<!DOCTYPE html><p>\xe5\xb8\x82", "a.txt: エラー: 名前と違い、中身は HTML です"),
    ] {
        check(&Desk::with_document("a.txt", bytes), 2, &[says]);
    }
    check(&Desk::with_document("plan", b"x"), 2, &["plan: エラー: 拡張子のないファイルは読みません"]);
}

#[test]
fn an_entry_without_its_file() {
    let desk = Desk::with_catalogue(&entry("plan", "a/gone.txt"));
    check(&desk, 2, &["a/gone.txt: エラー: ファイルがありません", "corpus/documents/ の下に置きます"]);
}

#[test]
fn a_file_without_an_entry() {
    let desk = Desk::with_document("a.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    desk.write("corpus/documents/b/stranger.txt", b"");
    desk.write("corpus/documents/.DS_Store", b"");
    check(&desk, 0, &["b/stranger.txt: 警告: 目録にないファイルです"]);
    let run = desk.kurabe(&["corpus", "check"]);
    assert!(!run.stdout.contains("DS_Store"), "{}", run.stdout);
}

#[test]
fn a_folder_where_a_file_should_be() {
    let desk = Desk::with_catalogue(&entry("plan", "a.txt"));
    std::fs::create_dir_all(desk.path().join("corpus/documents/a.txt")).unwrap();
    check(&desk, 2, &["a.txt: エラー: 読めません: ふつうのファイルではありません"]);
}

#[test]
#[cfg(unix)]
fn a_pipe_where_a_file_should_be() {
    let desk = Desk::with_catalogue(&entry("plan", "a.txt"));
    desk.write("corpus/documents/b.txt", b"");
    let pipe = desk.path().join("corpus/documents/a.txt");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    check(&desk, 2, &["a.txt: エラー: 読めません: ふつうのファイルではありません"]);
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_corpus() {
    let desk = Desk::with_catalogue(&(entry("plan", "a.txt") + &entry("other", "b.txt")));
    desk.write("secret.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    desk.write("corpus/documents/c/d.txt", "１ 方針\n\n・対話を進めます。\n".as_bytes());
    let documents = desk.path().join("corpus/documents");
    std::os::unix::fs::symlink(desk.path().join("secret.txt"), documents.join("a.txt")).unwrap();
    std::os::unix::fs::symlink("c/d.txt", documents.join("b.txt")).unwrap();
    check(&desk, 2, &["a.txt: エラー: corpus/documents/ の外を指すリンクです"]);
    let run = desk.kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    assert!(run.stdout.contains("対話") && !run.stdout.contains("協働"), "{run:?}");
}

#[test]
fn a_fact_the_text_does_not_state() {
    let stated = entry("plan", "a.txt").replace("\n\n", "\nstated = { title = 2, municipality = 99 }\n");
    let desk = Desk::with_catalogue(&stated);
    desk.write("corpus/documents/a.txt", "基本計画\n\n１ 方針\n\n・協働を進めます。\n".as_bytes());
    check(&desk, 0, &["a.txt:2: 警告: 目録は title が", "a.txt:99: 警告: 目録は municipality が"]);
}

#[test]
fn a_line_of_200_megabytes() {
    let desk = Desk::with_document("a.txt", "協働".repeat(200 * 1024 * 1024 / 6).as_bytes());
    check(&desk, 2, &["a.txt: エラー: 大きすぎます（200 MiB。読めるのは 64 MiB まで）"]);
}

#[test]
fn a_long_line_among_others() {
    let text =
        format!("１ 方針\n\n・協働を進めます。\n\n{}\n\n・対話を進めます。\n", "長".repeat(10 * 1024 * 1024));
    let desk = Desk::with_document("a.txt", text.as_bytes());
    check(&desk, 0, &["a.txt:5: 警告: 行が長すぎるため除きました"]);
    let hits = desk.kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]).stdout;
    assert_eq!(hits.lines().count(), 2, "what stands around the line is not lost");
}

#[test]
fn other_documents_answer_beside_a_broken_one() {
    let catalogue = entry("broken", "broken.txt") + &entry("sound", "sound.txt");
    let desk = Desk::with_catalogue(&catalogue);
    desk.write("corpus/documents/broken.txt", b"\xff");
    desk.write("corpus/documents/sound.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    let run = desk.kurabe(&["corpus", "outline", "--statements", "--format", "jsonl"]);
    assert_eq!((run.code, run.stdout.lines().count()), (2, 1), "{run:?}");
    assert!(run.stderr.contains("broken.txt: エラー: "), "{}", run.stderr);
    let list = desk.kurabe(&["corpus", "list", "--format", "jsonl"]).stdout;
    assert!(list.contains(r#""statements":0,"readable":false"#), "{list}");
    let list = desk.kurabe(&["corpus", "list"]);
    assert!(list.code == 2 && list.stderr.contains("broken.txt: エラー: "), "{list:?}");
}

#[test]
fn what_gave_nothing_is_no_empty_success_to_programs_either() {
    let desk = Desk::with_document("a.txt", b"\xff");
    let json = |arguments: &[&str]| -> serde_json::Value {
        let run = desk.kurabe(&[arguments, &["--format", "json"]].concat());
        assert_eq!(run.code, 2, "{run:?}");
        serde_json::from_str(&run.stdout).unwrap()
    };
    let statements = json(&["corpus", "outline", "--statements"]);
    assert_eq!((&statements["total"], &statements["errors"][0]["problem"]), (&0.into(), &"garbled".into()));
    let outline = json(&["corpus", "outline"]);
    let document = &outline["documents"][0];
    assert!(document["outline"].is_null() && document["errors"][0]["hint"].is_string(), "{document}");
    assert_eq!(json(&["corpus", "list"])["documents"][0]["errors"][0]["document"], "plan");
}

#[test]
fn sources_and_names_that_command_the_terminal() {
    let desk = Desk::with_document(
        "a.txt",
        "１ 方針\u{1b}]0;題\u{7}\n\n・協働\u{1b}[2Jを\u{202e}進めます。\n".as_bytes(),
    );
    let id = {
        let hits = desk.kurabe(&["corpus", "outline", "--statements", "--format", "json"]);
        assert!(hits.stdout.contains("\\u001b[2J"), "programs get the text as it is: {hits:?}");
        let hits: serde_json::Value = serde_json::from_str(&hits.stdout).unwrap();
        hits["hits"][0]["id"].as_str().unwrap().to_owned()
    };
    #[cfg(unix)]
    desk.write("corpus/documents/b\u{1b}[31m\nエラー.txt", b"");
    for arguments in [
        &["corpus", "outline", "--statements"][..],
        &["corpus", "check"],
        &["corpus", "list", "\u{1b}[2J"],
        &["search", "協働"],
        &["show", &id],
    ] {
        for color in ["always", "never"] {
            let run = desk.kurabe(&[arguments, &["--color", color]].concat());
            let text = run.stdout + &run.stderr;
            let painted = ["0", "1", "2", "31", "33", "36"].map(|code| format!("\u{1b}[{code}m"));
            let bare = painted.iter().fold(text, |text, paint| text.replace(paint, ""));
            let odd = bare.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
            assert_eq!(odd, None, "{arguments:?}: {bare}");
            assert!(!bare.contains("\nエラー.txt"), "{arguments:?}: {bare}");
        }
    }
}

/// A table on a terminal is text; in a pipe it is what the source says.
#[test]
#[cfg(target_os = "linux")]
fn tables_do_not_command_the_terminal_either() {
    let desk = Desk::with_document("a.txt", "１ 方針\n\n・協働\u{1b}[2Jを\u{7}進めます。\n".as_bytes());
    for format in ["csv", "md"] {
        let typed = ["search", "協働", "--format", format];
        assert!(desk.kurabe(&typed).stdout.contains('\u{1b}'));
        // `script` runs a command on a terminal of its own.
        let mut command = std::process::Command::new("script");
        let line = format!("'{}' {}", env!("CARGO_BIN_EXE_kurabe"), typed.join(" "));
        command.args(["-qec", &line, "/dev/null"]).current_dir(desk.path()).env("KURABE_LANG", "ja");
        let run = crate::desk::run(command.stdin(std::process::Stdio::null()));
        assert!(run.code == 0 && run.stdout.contains("協働␛"), "{run:?}");
        assert!(!run.stdout.contains(['\u{1b}', '\u{7}']), "{run:?}");
    }
}

#[test]
fn an_unknown_municipality() {
    let catalogue = entry("plan", "a.txt").replace("132144", "132993");
    refuse(&catalogue, &["catalogue.toml:4: 「plan」: コード「132993」の自治体はありません"]);
}

#[test]
fn a_wrong_check_digit() {
    let catalogue = entry("plan", "a.txt").replace("132144", "132145");
    refuse(&catalogue, &["catalogue.toml:4: 「plan」: コード「132145」の検査数字", "132144 です"]);
}

#[test]
fn two_documents_with_one_id() {
    let catalogue = entry("plan", "a.txt") + &entry("plan", "b.txt");
    refuse(&catalogue, &["catalogue.toml:11: 「plan」: id「plan」は2行目の文書と同じです"]);
}

#[test]
fn two_documents_with_one_file() {
    let catalogue = entry("plan", "a.txt") + &entry("other", "a.txt");
    refuse(&catalogue, &["catalogue.toml:12: 「other」: ファイル「a.txt」は3行目の文書と同じです"]);
}

#[test]
fn an_entry_that_names_no_file() {
    let catalogue = entry("plan", "a.txt").replace("file = \"a.txt\"\n", "");
    refuse(&catalogue, &["catalogue.toml:1: 「plan」: file がありません"]);
}

#[test]
fn files_outside_the_corpus() {
    for file in ["../../secret.txt", "/etc/passwd", "C:/secret.txt"] {
        refuse(
            &entry("plan", file),
            &["catalogue.toml:3: 「plan」: ファイル", "documents/ の中を指していません"],
        );
    }
}

#[test]
fn keys_and_values_that_mean_nothing() {
    let good = entry("plan", "a.txt");
    refuse(
        &good.replace("rights", "right"),
        &[":8: 「plan」: 「right」という項目はありません", "もしかして: rights"],
    );
    refuse(
        &good.replace("= \"基本計画\"\nsource", "= \"計画\"\nsource"),
        &["「計画」という文書の種類はありません"],
    );
    refuse(&good.replace("\"plan\"", "\"Plan 1\""), &["「Plan 1」は id にできません"]);
    refuse(&good.replace("\"plan\"", "plan"), &["catalogue.toml:2: TOML として読めません"]);
    refuse(
        &good.replace("source", "fiscal_year = \"六\"\nsource"),
        &["fiscal_year の「六」は年として読めません"],
    );
    refuse(
        &good.replace("source", "fiscal_year = \"令和99年度\"\nsource"),
        &["fiscal_year の「令和99年度」は年として読めません"],
    );
    refuse(
        &good.replace("\"基本計画\"\nkind", "\"基本\\u001b[2J計画\"\nkind"),
        &[":5: 「plan」: title の値"],
    );
    refuse(&good.replace("[[document]]", "[document]"), &["catalogue.toml:1: "]);
}

#[test]
fn all_faults_are_told_at_once() {
    let catalogue = entry("Plan", "/a.txt").replace("132144", "132145");
    let run = Desk::with_catalogue(&catalogue).kurabe(&["corpus", "list", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, answer["errors"].as_array().unwrap().len()), (2, 3), "{run:?}");
}

#[test]
fn an_empty_catalogue() {
    let run = Desk::with_catalogue("").kurabe(&["corpus", "list"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("目録に文書が一件もありません"), "{}", run.stderr);
    assert_eq!(Desk::with_catalogue("").kurabe(&["corpus", "check"]).code, 1);
}

#[test]
fn a_broken_list_of_municipalities() {
    let desk = Desk::with_document("a.txt", b"");
    for (list, says) in [
        (&b"code,name\n132145,x\n"[..], "municipalities.csv:2: 列が足りません"),
        (
            b"code,name\n13214,x,y,z,\xe5\xb8\x82\n",
            "municipalities.csv:2: 「13214」は団体コードではありません",
        ),
        (b"132144,x,y,z,\xe5\xb8\x82\n", "municipalities.csv:1: 自治体の一覧の見出し行"),
        (b"", "municipalities.csv:1: 自治体の一覧の見出し行"),
        (
            b"code,name\n132047,\x8e\x4f\x91\xe9\x8e\x73,\x83\x7e\x83\x5e\x83\x4a\x83\x56",
            "Shift_JIS のようです",
        ),
    ] {
        desk.write("corpus/municipalities.csv", list);
        let run = desk.kurabe(&["corpus", "list"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert!(run.stderr.contains(says) && run.stderr.contains("ヒント: "), "{}", run.stderr);
        assert!(!run.stderr.contains("catalogue.toml"), "{}", run.stderr);
    }
}

/// A folder of cases: the statements, each `(file, text)`, and what the first line of files without one is.
fn judged(desk: &Desk, statements: &[(&str, &str)], lines: &[(&str, &str)]) {
    let statement = |(file, text): &(&str, &str)| {
        format!(
            r#"{{"file":"{file}","start_line":3,"end_line":3,"section_path":["１ 方針"],"text":"{text}","kind":"policy"}}"#
        )
    };
    let line = |(file, label): &(&str, &str)| format!(r#"{{"file":"{file}","line":1,"label":"{label}"}}"#);
    let rows = |rows: Vec<String>| rows.join("\n").into_bytes();
    if !statements.is_empty() {
        desk.write("gold/statements.jsonl", &rows(statements.iter().map(statement).collect()));
    }
    desk.write("gold/lines.jsonl", &rows(lines.iter().map(line).collect()));
}

#[test]
fn cases_of_a_document_that_is_not_there() {
    let desk = Desk::with_document("a.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    judged(&desk, &[("a.txt", "協働を進めます。"), ("b.txt", "対話を進めます。")], &[]);
    let run = desk.kurabe(&["eval", "gold"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("正解の「b.txt」はコーパスにありません"), "{}", run.stderr);
    let json = desk.kurabe(&["eval", "gold", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["absent"][0], &json["total"]["right"]), (&"b.txt".into(), &1.into()));
}

#[test]
fn cases_of_a_document_that_gives_nothing() {
    let catalogue = entry("broken", "broken.txt") + &entry("sound", "sound.txt");
    let desk = Desk::with_catalogue(&catalogue);
    desk.write("corpus/documents/broken.txt", b"\xff");
    desk.write("corpus/documents/sound.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    judged(&desk, &[("sound.txt", "協働を進めます。"), ("broken.txt", "対話を進めます。")], &[]);
    let run = desk.kurabe(&["eval", "gold"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("broken.txt: エラー: 文字コードが分かりません"), "{}", run.stderr);
}

#[test]
fn cases_that_are_not_there() {
    let desk = Desk::with_document("a.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    for folder in ["nowhere", "corpus", "corpus/catalogue.toml"] {
        let run = desk.kurabe(&["eval", folder]);
        let says = format!("「{folder}」に正解がありません");
        assert!(run.code == 2 && run.stderr.contains(&says), "{run:?}");
    }
}

#[test]
fn cases_that_ask_for_what_no_document_has() {
    let catalogue = entry("broken", "broken.txt") + &entry("sound", "sound.txt");
    let desk = Desk::with_catalogue(&catalogue);
    desk.write("corpus/documents/sound.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    let case = |filter: &str| {
        format!(
            r#"{{"case":"only","category":"filter","description":"課","query":"協働","kind":"policy"{filter}}}"#
        )
    };
    let cases = [case(r#","filters":{"department":"星の課"}"#), case("")];
    desk.write("gold/cases.jsonl", cases.join("\n").as_bytes());
    let run = desk.kurabe(&["eval", "gold", "--format", "json"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("担当に「星の課」はありません"), "{}", run.stderr);
    assert!(run.stderr.contains("文書1件が読めないため、答えに入っていません"), "{}", run.stderr);
    let judged: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let total = &judged["cases"]["total"];
    assert_eq!((&total["cases"], &total["right"]), (&2.into(), &1.into()), "{judged}");
}

#[test]
fn cases_that_cannot_tell_two_documents_apart() {
    let desk = Desk::with_catalogue(&(entry("one", "a/plan.txt") + &entry("two", "b/plan.txt")));
    for file in ["a/plan.txt", "b/plan.txt"] {
        desk.write(
            &format!("corpus/documents/{file}"),
            format!("１ 方針\n\n・{file}を進めます。\n").as_bytes(),
        );
    }
    judged(&desk, &[("plan.txt", "協働を進めます。")], &[]);
    let run = desk.kurabe(&["eval", "gold"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("「a/plan.txt」「b/plan.txt」"), "{}", run.stderr);
    judged(&desk, &[("b/plan.txt", "b/plan.txtを進めます。")], &[]);
    assert_eq!(desk.kurabe(&["eval", "gold"]).code, 0);
}

#[test]
fn cases_of_a_paper_without_statements() {
    let desk = Desk::with_document("a.txt", "令和６年４月１日\n\n- 1 -\n".as_bytes());
    judged(&desk, &[], &[("a.txt", "date")]);
    let run = desk.kurabe(&["eval", "gold"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(run.stdout.contains("a.txt     0     0       –"), "{}", run.stdout);

    desk.write("corpus/documents/a.txt", "１ 方針\n\n・協働を進めます。\n".as_bytes());
    let run = desk.kurabe(&["eval", "gold"]);
    assert!(run.stdout.contains("余分"), "{}", run.stdout);
}
