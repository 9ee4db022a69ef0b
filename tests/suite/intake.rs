//! Files that come in by the folder and by the archive, what is noted of them, and what is refused.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::desk::{Desk, Run};

/// A plan that says whose it is and for which year; of which number makes it another one.
fn plan(number: usize) -> String {
    format!(
        "令和６年度緑川市第{number}計画\n\n１ 施策の方向\n（１）公民連携の推進\n　第{number}の公民連携を進め、市民サービスを向上させる。\n（２）人材の育成\n　職員の研修を第{number}次まで行う。\n"
    )
}

/// A home whose only municipality is made up.
pub(crate) fn home() -> Desk {
    let desk = Desk::with_catalogue("# 目録\n");
    let list = "code,name,kana,prefecture,kind,parent_code\n130001,東京都,トウキョウト,東京都,都道府県,\n132144,緑川市,ミドリカワシ,東京都,市,\n";
    desk.write("corpus/municipalities.csv", list.as_bytes());
    desk
}

pub(crate) fn corpus(desk: &Desk, arguments: &[&str]) -> Run {
    let home = desk.path().to_str().unwrap();
    desk.kurabe(&[&["--home", home, "corpus"], arguments].concat())
}

pub(crate) fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

pub(crate) fn catalogue(desk: &Desk) -> String {
    fs::read_to_string(desk.path().join("corpus/catalogue.toml")).unwrap()
}

/// What an archive says of one file, and the file.
struct Entry<'a> {
    name: &'a [u8],
    bytes: &'a [u8],
    /// How many bytes it says there are.
    size: usize,
    flags: u16,
    method: u16,
    mode: u32,
}

impl<'a> Entry<'a> {
    fn stored(name: &'a [u8], bytes: &'a [u8]) -> Self {
        Self { name, bytes, size: bytes.len(), flags: 0, method: 0, mode: 0o100_644 }
    }
}

/// The checksum of archives, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// An archive of these files.
fn archive(entries: &[Entry<'_>]) -> Vec<u8> {
    let (mut bytes, mut table) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    for entry in entries {
        let offset = bytes.len();
        let mut common = Vec::new();
        common.extend([20, 0]);
        common.extend(entry.flags.to_le_bytes());
        common.extend(entry.method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(crc(entry.bytes).to_le_bytes());
        common.extend(long(entry.bytes.len()));
        common.extend(long(entry.size));
        common.extend(short(entry.name.len()));
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend([0, 0]);
        bytes.extend(entry.name);
        bytes.extend(entry.bytes);
        table.extend(b"PK\x01\x02\x14\x03");
        table.extend(&common);
        // Lengths of extra and comment, the disk, inner attributes.
        table.extend([0; 8]);
        table.extend(((entry.mode) << 16).to_le_bytes());
        table.extend(long(offset));
        table.extend(entry.name);
    }
    let offset = bytes.len();
    bytes.extend(&table);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([short(entries.len().min(65_535)), short(entries.len().min(65_535))].concat());
    bytes.extend(long(table.len()));
    bytes.extend(long(offset));
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn a_folder_comes_in_whatever_lies_in_it() {
    let desk = home();
    for number in 0..40 {
        desk.write(&format!("in/{}/plan-{number}.txt", number % 3), plan(number).as_bytes());
    }
    desk.write("in/same.txt", plan(7).as_bytes());
    desk.write("in/broken.pdf", b"%PDF-1.7\n");
    desk.write("in/nobody.txt", "計画\n１ 施策\n支援を進める。\n".as_bytes());
    for passed in ["in/table.xyz", "in/more.xyz", "in/.DS_Store", "in/Thumbs.db"] {
        desk.write(passed, b"x");
    }
    let dry = corpus(&desk, &["add", "in", "--dry-run"]);
    assert!(dry.stderr.contains("40件を収められます（まだ何も変えていません）"), "{}", dry.stderr);
    assert_eq!(catalogue(&desk), "# 目録\n");

    let run = corpus(&desk, &["add", "in"]);
    assert_eq!(run.code, 2, "{run:?}");
    for says in [
        "40件を収めました。うち警告のあるもの",
        "収録済み1件、収めないもの2件",
        "broken.pdf: PDF として読めません",
        "nobody.txt: どの自治体の文書か",
        "読まないものを飛ばしました: .xyz 2件",
    ] {
        assert!(run.stderr.contains(says), "`{says}` is not in\n{}", run.stderr);
    }
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("収めた")).count(), 40, "{}", run.stdout);
    assert!(run.stdout.contains("収めない"), "{}", run.stdout);
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 40);
    let check = corpus(&desk, &["check"]);
    assert!(!check.stdout.contains("目録にない"), "{}", check.stdout);

    // All of it is known the second time, and nothing changes.
    let before = catalogue(&desk);
    let again = corpus(&desk, &["add", "in/0", "--format", "json"]);
    assert_eq!(again.code, 1, "{again:?}");
    let answer = json(&again);
    assert!(answer["files"].as_array().unwrap().iter().all(|file| file["result"] == "known"), "{answer}");
    assert_eq!(catalogue(&desk), before);
    let table = corpus(&desk, &["add", "in/broken.pdf", "--format", "csv"]);
    assert!(table.stdout.contains("in/broken.pdf,収めない,"), "{}", table.stdout);
}

#[test]
fn a_long_name_comes_in_under_a_shorter_one() {
    let desk = home();
    let stem = "緑".repeat(80);
    for number in 0..2 {
        desk.write(&format!("{number}/{stem}.htm"), plan(number).replace('\n', "<p>").as_bytes());
    }
    let run = corpus(&desk, &["add", "0", "1"]);
    assert_eq!(run.code, 0, "{run:?}");
    let documents = desk.path().join("corpus/documents/midorikawa");
    let mut names: Vec<String> = fs::read_dir(documents)
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".htm"))
        .collect();
    names.sort();
    let short = "緑".repeat(77);
    assert_eq!(names, [format!("{short}-2.htm"), format!("{short}.htm")]);
    // What is kept beside them is used.
    assert_eq!(corpus(&desk, &["check"]).code, 0);
}

#[test]
fn what_is_not_there_has_a_neighbour() {
    let desk = home();
    desk.write("計画/基本計画.txt", plan(1).as_bytes());
    let run = corpus(&desk, &["add", "計画/基本計.txt"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("計画/基本計.txt: そのようなファイルはありません"), "{}", run.stderr);
    assert!(run.stderr.contains("もしかして: 計画/基本計画.txt"), "{}", run.stderr);
    let run = corpus(&desk, &["add", "どこか/基本計画.txt"]);
    assert!(run.stderr.contains("名前と、いまいるフォルダを確かめます"), "{}", run.stderr);
}

#[test]
fn papers_that_can_be_saved_anew_are_named() {
    let desk = home();
    for file in ["in/plan.doc", "in/budget.XLS", "in/photo.jpg"] {
        desk.write(file, b"x");
    }
    for number in 0..4 {
        desk.write(&format!("in/plan-{number}.txt"), plan(number).as_bytes());
    }
    let run = corpus(&desk, &["add", "in"]);
    assert_eq!(run.code, 2, "{run:?}");
    for says in
        ["in/plan.doc: ", ".docx にします", "in/budget.XLS: ", ".xlsx にします", "飛ばしました: .jpg 1件"]
    {
        assert!(run.stderr.contains(says), "`{says}` is not in\n{}", run.stderr);
    }
    assert!(run.stdout.contains("in/plan.doc"), "{}", run.stdout);
}

#[test]
fn another_corpus_comes_in_without_what_was_kept_there() {
    let desk = home();
    let there = "old/corpus/documents/midorikawa";
    desk.write("old/corpus/catalogue.toml", b"");
    desk.write("old/corpus/README.md", plan(8).as_bytes());
    desk.write(&format!("{there}/plan.htm"), plan(1).replace('\n', "<p>").as_bytes());
    desk.write(&format!("{there}/plan.htm.extract.txt"), plan(1).as_bytes());
    desk.write(&format!("{there}/plan.htm.extract.json"), b"{}");
    let run = corpus(&desk, &["add", "old"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("Kurabe の corpus フォルダです"), "{}", run.stderr);
    assert!(run.stderr.contains("Kurabe の控え4件"), "{}", run.stderr);
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 1);
}

#[test]
fn an_archive_comes_in_and_its_traps_stay_out() {
    let desk = home();
    let plans: Vec<String> = (0..8).map(plan).collect();
    // 計画.txt as Windows in Japan writes it.
    let japanese = b"\x8cv\x89\xe6/\x8cv\x89\xe6.txt";
    let bomb = Entry { size: 300 * 1024 * 1024, ..Entry::stored(b"bomb.txt", plans[1].as_bytes()) };
    let liar = Entry { size: 10, ..Entry::stored(b"liar.txt", plans[2].as_bytes()) };
    let entries = [
        Entry::stored(japanese, plans[0].as_bytes()),
        Entry::stored("二/計画.txt".as_bytes(), plans[3].as_bytes()),
        Entry::stored(b"../../evil.txt", plans[4].as_bytes()),
        Entry::stored(b"/etc/evil.txt", plans[4].as_bytes()),
        Entry::stored(b"C:\\evil.txt", plans[4].as_bytes()),
        Entry { flags: 1, ..Entry::stored(b"locked.txt", plans[5].as_bytes()) },
        Entry { mode: 0o120_777, ..Entry::stored(b"link.txt", b"/etc/passwd") },
        Entry { method: 14, ..Entry::stored(b"lzma.txt", plans[6].as_bytes()) },
        bomb,
        liar,
        Entry::stored(b"inner.zip", b"PK"),
        Entry::stored(b"__MACOSX/._plan.txt", b"x"),
        Entry::stored(b"picture.png", b"x"),
    ];
    desk.write("in.zip", &archive(&entries));
    let run = corpus(&desk, &["add", "in.zip", "--format", "json"]);
    assert_eq!(run.code, 2, "{run:?}");
    let answer = json(&run);
    let of = |name: &str| {
        let files = answer["files"].as_array().unwrap().iter();
        files.filter(|file| file["path"].as_str().unwrap().ends_with(name)).collect::<Vec<_>>()
    };
    for name in ["計画/計画.txt", "二/計画.txt"] {
        assert_eq!(of(name)[0]["result"], "added", "{answer:#}");
    }
    for (name, says) in [
        ("../../evil.txt", "外を指す名前"),
        ("/etc/evil.txt", "外を指す名前"),
        ("C:\\evil.txt", "外を指す名前"),
        ("locked.txt", "パスワード"),
        ("link.txt", "リンク"),
        ("lzma.txt", "読めない方法"),
        ("bomb.txt", "大きすぎます"),
        ("liar.txt", "壊れています"),
    ] {
        let file = of(name)[0];
        assert_eq!(file["result"], "refused", "{file}");
        assert!(file["message"].as_str().unwrap().contains(says), "{file}");
    }
    let passed: Vec<&str> =
        answer["passed_over"].as_array().unwrap().iter().map(|file| file["why"].as_str().unwrap()).collect();
    assert_eq!(passed, ["nested", "hidden", "unsupported"]);
    // Two files of one name take two places, and both are read.
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 2);
    assert!(!desk.path().join("evil.txt").exists() && !desk.path().join("corpus/evil.txt").exists());

    for bytes in [b"PK".to_vec(), archive(&entries)[..400].to_vec(), archive(&entries)[90..].to_vec()] {
        desk.write("cut.zip", &bytes);
        let run = corpus(&desk, &["add", "cut.zip"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.contains("壊れています"), "{}", run.stderr);
    }
    let names: Vec<String> = (0..30_000).map(|number| format!("{number}.txt")).collect();
    let many: Vec<Entry<'_>> = names.iter().map(|name| Entry::stored(name.as_bytes(), b"")).collect();
    desk.write("many.zip", &archive(&many));
    let run = corpus(&desk, &["add", "many.zip"]);
    assert!(run.stderr.contains("ファイルが多すぎます"), "{}", run.stderr);
}

#[test]
fn a_killed_run_leaves_a_sound_catalogue() {
    let desk = home();
    let long = |number: usize| {
        let more = (0..200).map(|item| format!("（{item}）第{number}の取組{item}\n　取組{item}を進める。\n"));
        plan(number) + &more.collect::<String>()
    };
    for number in 0..120 {
        desk.write(&format!("in/plan-{number}.txt"), long(number).as_bytes());
    }
    let home = desk.path().to_str().unwrap().to_owned();
    // Killed at different moments; what is in the catalogue is whole, and what is not is named.
    for wait in [30, 120, 300] {
        let mut command = desk.command(&["--home", &home, "corpus", "add", "in"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let list = corpus(&desk, &["list", "--format", "jsonl"]);
        assert_eq!(list.stdout.lines().count(), catalogue(&desk).matches("[[document]]").count(), "{list:?}");
        assert!(!list.stderr.contains("エラー"), "{}", list.stderr);
    }
    // A source that was stored before its entry was written is named, and taken up by the next run.
    desk.write("corpus/documents/midorikawa/plan-119.txt", long(119).as_bytes());
    desk.write("corpus/documents/midorikawa/.kurabe-x1", b"half");
    if !catalogue(&desk).contains("plan-119") {
        let check = corpus(&desk, &["check"]);
        assert!(check.stdout.contains("midorikawa/plan-119.txt: 警告: 目録にない"), "{}", check.stdout);
        assert!(check.stdout.contains(".kurabe-x1: 警告: 目録にない"), "{}", check.stdout);
    }
    let run = corpus(&desk, &["add", "in"]);
    assert!(run.code <= 1, "{run:?}");
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 120);
    assert_eq!(
        catalogue(&desk).matches("plan-119").count(),
        3,
        "id, file and source, without a number behind"
    );
}

#[test]
fn two_runs_at_once_lose_nothing() {
    let desk = home();
    for number in 0..30 {
        desk.write(&format!("{}/plan-{number}.txt", number % 2), plan(number).as_bytes());
    }
    let home = desk.path().to_str().unwrap().to_owned();
    let children: Vec<_> = ["0", "1"]
        .map(|folder| {
            let mut command = desk.command(&["--home", &home, "corpus", "add", folder]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .into_iter()
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(catalogue(&desk).matches("[[document]]").count(), 30);
    let log = corpus(&desk, &["log", "--format", "jsonl"]);
    assert_eq!(log.stdout.lines().count(), 30, "{log:?}");
    assert!(log.stdout.lines().all(|line| line.contains("\"command\":\"corpus add\"")), "{}", log.stdout);
}

#[test]
fn the_log_tells_what_came_changed_and_left() {
    let desk = home();
    let nothing = corpus(&desk, &["log"]);
    assert_eq!(nothing.code, 1, "{nothing:?}");
    for number in 1..4 {
        desk.write(&format!("plan-{number}.txt"), plan(number).as_bytes());
    }
    assert_eq!(corpus(&desk, &["add", "plan-1.txt", "plan-2.txt", "plan-3.txt"]).code, 0);
    // By hand: another title, and another source.
    let edited = catalogue(&desk).replace("緑川市第1計画\"", "緑川市第一計画\"");
    desk.write("corpus/catalogue.toml", edited.as_bytes());
    desk.write("corpus/documents/midorikawa/plan-2.txt", plan(9).as_bytes());
    let check = corpus(&desk, &["check"]);
    assert!(check.stdout.contains("plan-2.txt: 警告: 原文が、目録の sha256 と違う"), "{}", check.stdout);
    assert!(check.stdout.contains("目録の sha256 を "), "{}", check.stdout);
    corpus(&desk, &["check"]);
    assert_eq!(corpus(&desk, &["remove", "midorikawa-plan-3"]).code, 0);

    let log = json(&corpus(&desk, &["log", "--format", "json"]));
    let seen: Vec<(&str, &str, bool)> = log["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            let text = |key: &str| event[key].as_str().unwrap();
            (text("change"), text("document"), event["command"].is_null())
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("left", "midorikawa-plan-3", false),
            ("changed", "midorikawa-plan-2", true),
            ("changed", "midorikawa-plan-1", true),
            ("came", "midorikawa-plan-3", false),
            ("came", "midorikawa-plan-2", false),
            ("came", "midorikawa-plan-1", false),
        ]
    );
    assert_eq!(log["events"][1]["changed"][0], "source");
    assert_eq!(log["events"][2]["changed"][0], "title");
    let of_one = corpus(&desk, &["log", "midorikawa-plan-3"]);
    assert_eq!(of_one.stdout.lines().count(), 3, "{}", of_one.stdout);

    // A torn line is passed over, and what comes next stands on a line of its own.
    let path = desk.path().join("corpus/log.jsonl");
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, &whole.as_bytes()[..whole.len() - 9]).unwrap();
    desk.write("plan-4.txt", plan(4).as_bytes());
    assert_eq!(corpus(&desk, &["add", "plan-4.txt"]).code, 0);
    let log = corpus(&desk, &["log", "--format", "csv"]);
    assert!(log.stderr.contains("記録のうち1行は壊れています"), "{}", log.stderr);
    assert!(log.stdout.contains("収録,midorikawa-plan-4"), "{}", log.stdout);
    // What left without its event being whole has left all the same.
    assert_eq!(log.stdout.matches("除去,midorikawa-plan-3").count(), 1, "{}", log.stdout);
}

#[test]
fn what_is_written_has_the_rights_of_other_files_and_spares_sources() {
    let desk = home();
    desk.write("plan.txt", plan(1).as_bytes());
    assert_eq!(corpus(&desk, &["add", "plan.txt"]).code, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |place: &str| fs::metadata(desk.path().join(place)).unwrap().permissions().mode();
        assert_eq!(mode("corpus/documents/midorikawa/plan.txt"), mode("plan.txt"));
        assert_eq!(mode("corpus/catalogue.toml"), mode("plan.txt"));
        // A catalogue that is a link stays one.
        fs::rename(desk.path().join("corpus/catalogue.toml"), desk.path().join("kept.toml")).unwrap();
        std::os::unix::fs::symlink("../kept.toml", desk.path().join("corpus/catalogue.toml")).unwrap();
        desk.write("plan-2.txt", plan(2).as_bytes());
        assert_eq!(corpus(&desk, &["add", "plan-2.txt"]).code, 0);
        assert!(fs::symlink_metadata(desk.path().join("corpus/catalogue.toml")).unwrap().is_symlink());
        assert!(fs::read_to_string(desk.path().join("kept.toml")).unwrap().contains("plan-2"));
    }
    // A file that happens to be named like what is kept of another one is no less a source.
    let pdf = fs::read(crate::desk::repository().join("tests/fixtures/pdf/s05_lo_1col.pdf")).unwrap();
    desk.write("plan.pdf", &pdf);
    desk.write("plan.pdf.extract.txt", plan(3).as_bytes());
    let told = ["--municipality", "緑川市", "--title", "緑川市計画", "--format", "json"];
    let files = ["add", "plan.pdf.extract.txt", "plan.pdf"];
    let added = json(&corpus(&desk, &[files.as_slice(), told.as_slice()].concat()));
    let stored = desk.path().join("corpus/documents/midorikawa/plan.pdf.extract.txt");
    let is_whole = || assert_eq!(fs::read_to_string(&stored).unwrap(), plan(3));
    is_whole();
    corpus(&desk, &["check"]);
    is_whole();
    assert_eq!(corpus(&desk, &["remove", added["files"][1]["document"].as_str().unwrap()]).code, 0);
    is_whole();
    assert!(catalogue(&desk).contains("midorikawa/plan.pdf.extract.txt"));
}

/// A plan of which one line reads like a sentence and is a heading, and one like a heading and is none.
const MISREAD: &str = "令和６年度緑川市計画\n\n１ 施策の方向\n市民サービスを向上させる。\n未来への種をまく取組\n窓口の予約制を始める。\n見本\nこの行は見本なので読まなくてよい。\n２ 進行管理\n毎年度の実績を公表する。\n";

#[test]
fn a_planner_corrects_what_was_misread() {
    let desk = home();
    desk.write("plan.txt", MISREAD.as_bytes());
    assert_eq!(corpus(&desk, &["add", "plan.txt"]).code, 0);
    let home = desk.path().to_str().unwrap();
    let found = |words: &str| {
        let run = desk.kurabe(&["--home", home, "search", words, "--format", "jsonl"]);
        let hits = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
        hits.collect::<Vec<serde_json::Value>>()
    };
    let before = found("予約制");
    let elsewhere = found("実績の公表");
    assert_eq!(found("見本").len(), 1);
    let shown = corpus(&desk, &["outline", "midorikawa-plan", "--lines"]);
    assert!(shown.stdout.contains(" 8  施策文   この行は見本なので読まなくてよい。"), "{}", shown.stdout);

    let corrections = "\
[[correction]]\ndocument = \"midorikawa-plan\"\nline = 4\ntext = \"市民サービスを向上させる。\"\nis = \"heading\"\nlevel = 2\n\n\
[[correction]]\ndocument = \"midorikawa-plan\"\nline = 5\ntext = \"未来への種をまく取組\"\nis = \"body\"\n\n\
[[correction]]\ndocument = \"midorikawa-plan\"\nline = 7\ntext = \"見本\"\nlast_line = 8\nlast_text = \"この行は見本なので読まなくてよい。\"\nis = \"ignore\"\n";
    desk.write("corpus/corrections.toml", corrections.as_bytes());
    let after = found("予約制");
    let path: Vec<&str> =
        after[0]["path"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(path, ["令和６年度緑川市計画", "１ 施策の方向", "市民サービスを向上させる。"], "{before:?}");
    assert_eq!(after[0]["text"], "窓口の予約制を始める。");
    assert_eq!(found("見本").len(), 0);
    // Nothing else is read differently.
    assert_eq!(found("実績の公表")[0]["path"], elsewhere[0]["path"]);
    assert_eq!(found("実績の公表")[0]["id"], elsewhere[0]["id"]);
    assert!(!corpus(&desk, &["check"]).stdout.contains("訂正"));
    let lines = corpus(&desk, &["outline", "midorikawa-plan", "--lines", "--format", "jsonl"]);
    let line =
        "\"line\":4,\"page\":null,\"is\":\"heading\",\"level\":2,\"text\":\"市民サービスを向上させる。\"";
    assert!(lines.stdout.contains(line), "{}", lines.stdout);

    // The lines move, and the marks with them; a mark whose text is gone is named.
    let moved = MISREAD.replace("\n\n１", "\n\n緑川市長 緑川太郎\n\n１").replace("見本なので", "手本なので");
    desk.write("corpus/documents/midorikawa/plan.txt", moved.as_bytes());
    assert_eq!(found("予約制")[0]["path"], after[0]["path"]);
    let check = corpus(&desk, &["check"]);
    assert!(
        check.stdout.contains("corrections.toml:14: 警告: 訂正する行がもうありません: 見本"),
        "{}",
        check.stdout
    );

    // What is wrong in the file is said all at once, and stops the program like a fault of the catalogue.
    desk.write("corpus/corrections.toml", b"[[correction]]\ndocument = \"x\"\nlin = 3\nis = \"head\"\n");
    let run = corpus(&desk, &["list"]);
    assert_eq!(run.code, 2, "{run:?}");
    for says in ["corrections.toml:3", "もしかして: line", "corrections.toml:4", "text がありません"]
    {
        assert!(run.stderr.contains(says), "`{says}` is not in\n{}", run.stderr);
    }
    desk.write("corpus/corrections.toml", corrections.replace("midorikawa-plan", "gone").as_bytes());
    let check = corpus(&desk, &["check"]);
    assert_eq!(check.stdout.matches("訂正する行がもうありません").count(), 3, "{}", check.stdout);
}

#[test]
fn a_line_of_a_pdf_is_corrected_too() {
    let pdf = fs::read(crate::desk::repository().join("tests/fixtures/pdf/s05_lo_1col.pdf")).unwrap();
    let desk = Desk::with_document("midori/plan.pdf", &pdf);
    let lines = desk.kurabe(&["corpus", "outline", "plan", "--lines", "--format", "jsonl"]);
    let line: serde_json::Value = lines
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .find(|line| line["text"].as_str().unwrap().contains("産後ケア事業の利用率"))
        .unwrap();
    assert_eq!(line["is"], "statement", "{line}");
    desk.write(
        "corpus/corrections.toml",
        format!(
            "[[correction]]\ndocument = \"plan\"\nline = {}\ntext = '{}'\nis = \"table\"\n",
            line["line"],
            line["text"].as_str().unwrap()
        )
        .as_bytes(),
    );

    // The paper says it twice; one of the two is no statement now.
    let left = desk.kurabe(&["search", "\"産後ケア事業の利用率\"", "--format", "jsonl"]);
    assert!(!left.stdout.contains(&format!("\"lines\":[{},", line["line"])), "{}", left.stdout);
}

#[test]
fn years_are_those_a_plan_is_for() {
    let desk = home();
    let body = "\n\n１ 方針\n　受診率を、60％以上に高めます。\n　納付率は、令和12年度までに98％とします。\n　待機児童を令和８年４月１日までにゼロとします。\n　収納率を対前年度比0.5ポイント向上させます。\n";
    let heads = [
        ("made.txt", "緑川市公共施設管理計画（令和６年３月策定）", ""),
        ("label.txt", "緑川市図書館計画", "計画期間　令和６年度～令和15年度"),
        ("bracket.txt", "緑川市住宅計画", "【計画期間】令和７年度から令和11年度まで"),
    ];
    for (name, title, beside) in heads {
        desk.write(name, format!("{title}\n{beside}{body}{title}\n").as_bytes());
        let run = corpus(&desk, &["add", name]);
        assert_eq!(run.code, 0, "{run:?}");
    }
    let catalogue = catalogue(&desk);
    assert_eq!(catalogue.matches("fiscal_year").count(), 0, "{catalogue}");
    for period in ["令和6年度～令和15年度", "令和7年度～令和11年度"] {
        assert!(catalogue.contains(&format!("period = \"{period}\"")), "{catalogue}");
    }
    let home = desk.path().to_str().unwrap();
    let ledger = desk.kurabe(&["--home", home, "targets", "--format", "jsonl"]);
    for measured in ["受診率", "納付率", "待機児童", "収納率"] {
        assert!(ledger.stdout.contains(&format!("\"measured\":\"{measured}\"")), "{measured}: {ledger:?}");
    }
}
