//! What is said about a stored source, and what to do about it.

use kurabe_model::{Format, Limit, Omission, Problem, Row};

use super::{place, say};
use crate::Lang;

/// Which rows are meant, in brackets: （シート1 行3–5、行8、…）.
fn set_aside(rows: &[Row], lines: usize, lang: Lang) -> String {
    let places: Vec<String> = rows
        .chunk_by(|one, next| one.table == next.table && one.row + 1 == next.row)
        .filter_map(|run| Some(place::rows(*run.first()?, run.last()?.row, lang)))
        .collect();
    if places.is_empty() {
        return String::new();
    }
    let more = if lines > rows.len() { say!(lang, "、…", ", …") } else { String::new() };
    let places = places.join(&say!(lang, "、", "; "));
    say!(lang, "（{places}{more}）", " ({places}{more})")
}

pub(super) fn say(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::MissingFile => say!(lang, "ファイルがありません", "the file is not there"),
        Problem::Unreadable { cause } => say!(lang, "読めません: {cause}", "it cannot be read: {cause}"),
        Problem::Uncatalogued => {
            say!(lang, "目録にないファイルです", "the catalogue does not name this file")
        }
        Problem::Altered { .. } => say!(
            lang,
            "原文が、目録の sha256 と違うファイルに変わっています",
            "the file is not the one whose sha256 the catalogue has"
        ),
        Problem::Empty => say!(lang, "文字が一つもありません", "there is no text in it"),
        Problem::NotAFile => {
            say!(lang, "読めません: ふつうのファイルではありません", "it is not a regular file")
        }
        Problem::LeadsOutside => {
            say!(lang, "corpus/documents/ の外を指すリンクです", "it is a link out of corpus/documents/")
        }
        Problem::Garbled { line, best: Some(encoding) } => {
            let name = encoding.name();
            say!(
                lang,
                "文字コードが分かりません。最も近い {name} として読んでも、{line}行目から日本語の文章になりません",
                "its encoding cannot be told: even as {name}, which fits best, it is no Japanese from line {line} on"
            )
        }
        Problem::Garbled { line, best: None } => say!(
            lang,
            "文字コードが分かりません。{line}行目から日本語の文章になりません",
            "its encoding cannot be told: it is no Japanese from line {line} on"
        ),
        Problem::NotUtf8 { offset: 0, .. } => say!(lang, "UTF-8 ではありません", "it is not UTF-8"),
        Problem::NotUtf8 { offset, .. } => say!(
            lang,
            "UTF-8 ではありません（初めの{offset}バイトを除く）",
            "it is not UTF-8 (but for the first {offset} bytes)"
        ),
        Problem::UnsupportedFormat { extension } if extension.is_empty() => {
            say!(lang, "拡張子のないファイルは読みません", "files without an ending are not read")
        }
        Problem::Disguised { format } => {
            let name = format.name();
            say!(lang, "名前と違い、中身は {name} です", "against its name, it is a file of {name}")
        }
        Problem::PasswordNeeded => {
            say!(lang, "開くのにパスワードが要ります", "it opens only with a password")
        }
        Problem::Broken { format } => {
            let name = format.name();
            say!(
                lang,
                "{name} として読めません。途中で切れているか、壊れています",
                "it cannot be read as {name}: it is cut off or damaged"
            )
        }
        Problem::OverLimit { limit: Limit::Time } => {
            say!(
                lang,
                "読み取りに時間がかかりすぎたため、打ち切りました",
                "reading it took too long and was ended"
            )
        }
        Problem::OverLimit { limit: Limit::Memory } => {
            say!(lang, "読み取りの途中で異常に終わりました", "reading it took too much memory and was ended")
        }
        Problem::OverLimit { limit: Limit::Output } => {
            say!(lang, "取り出した文字が多すぎます", "there is too much text in it")
        }
        Problem::OverLimit { limit: Limit::Unpacked } => {
            say!(lang, "展開した中身が多すぎます", "it unpacks to more than a paper can have")
        }
        Problem::MissingPart { part } => say!(
            lang,
            "部品（{part}）が欠けていて、見出しや番号を読み落としているおそれがあります",
            "a part of it (`{part}`) is missing: headings or numbers may be lost"
        ),
        Problem::LeftOut { what: Omission::Embedded, count } => say!(
            lang,
            "埋め込まれた別のファイル{count}件は読んでいません",
            "files embedded in it are not read ({count})"
        ),
        Problem::LeftOut { what: Omission::HiddenSlides, count } => say!(
            lang,
            "非表示のスライド{count}枚は読んでいません",
            "slides that are hidden are not read ({count})"
        ),
        Problem::LeftOut { what: Omission::HiddenSheets, count } => {
            say!(lang, "隠されたシート{count}枚は読んでいません", "hidden sheets are not read ({count})")
        }
        Problem::LeftOut { what: Omission::HiddenRows, count } => say!(
            lang,
            "非表示の行{count}行は読んでいません（フィルターで隠れた行を含む）",
            "rows that are hidden, by a filter too, are not read ({count})"
        ),
        Problem::LeftOut { what: Omission::HiddenColumns, count } => {
            say!(lang, "非表示の列{count}列は読んでいません", "hidden columns are not read ({count})")
        }
        Problem::LeftOut { what: Omission::HiddenWords, count } => {
            say!(
                lang,
                "隠された文字{count}か所は読んでいません",
                "words that are hidden are not read ({count})"
            )
        }
        Problem::LeftOut { what: Omission::Withdrawn, count } => {
            say!(
                lang,
                "取消線で消された文{count}か所は読んでいません",
                "words that are struck out are not read ({count})"
            )
        }
        Problem::Scanned { pages } => say!(
            lang,
            "{pages}ページの画像で、文字がありません",
            "it is {pages} pages of pictures without text"
        ),
        Problem::SilentPages { first, pages } => say!(
            lang,
            "文字のない画像のページが{pages}ページあります（{first}ページから）",
            "{pages} pages are pictures without text, from page {first} on"
        ),
        Problem::UnsupportedFormat { extension } => say!(
            lang,
            "拡張子「{extension}」のファイルはまだ読めません",
            "files ending in `{extension}` are not read yet"
        ),
        Problem::TooLarge { bytes, limit } => {
            let (bytes, limit) = (mebibytes(*bytes), mebibytes(*limit));
            say!(
                lang,
                "大きすぎます（{bytes} MiB。読めるのは {limit} MiB まで）",
                "it is too large ({bytes} MiB; {limit} MiB are read at the most)"
            )
        }
        Problem::LineTooLong { bytes, limit } => say!(
            lang,
            "行が長すぎるため除きました（{bytes}バイト。読めるのは{limit}バイトまで）",
            "the line is too long and was set aside ({bytes} bytes; {limit} are read at the most)"
        ),
        Problem::NoStatements { written_lines } => say!(
            lang,
            "文字のある{written_lines}行から施策文が一つも見つかりません",
            "not one statement was found in {written_lines} lines of text"
        ),
        Problem::OnlyTables { rows } => say!(
            lang,
            "表だけの文書です。表の{rows}行は --tables で探せますが、施策文はありません",
            "it has tables only: {rows} rows, found with `--tables`, and no statement"
        ),
        Problem::NoHeadings => say!(lang, "見出しが一つも見つかりません", "not one heading was found"),
        Problem::Damaged { characters } => {
            say!(lang, "壊れた文字が{characters}字あります", "{characters} characters are damaged")
        }
        Problem::SetAside { tables, labels, rows } => {
            let named = set_aside(rows, *tables, lang);
            if *labels == 0 {
                return say!(
                    lang,
                    "表の{tables}行{named}からは施策文を取りません",
                    "no statements were made of {tables} lines of tables{named}"
                );
            }
            say!(
                lang,
                "表の{tables}行{named}と項目名の付いた{labels}行からは施策文を取りません",
                "no statements were made of {tables} lines of tables{named} and {labels} lines of labels"
            )
        }
        Problem::Loose { text } => {
            let text = beginning(text);
            say!(
                lang,
                "見出しにも表にも施策文にも入らない行です: {text}",
                "this belongs to no heading, table or statement: {text}"
            )
        }
        Problem::StaleCorrection { text } => {
            let text = beginning(text);
            say!(lang, "訂正する行がもうありません: {text}", "the line to be corrected is gone: {text}")
        }
        Problem::Refused { why } => {
            say!(
                lang,
                "前回の corpus add で収まりませんでした: {why}",
                "it stayed out at the last corpus add: {why}"
            )
        }
        Problem::NotStated { fact } => say!(
            lang,
            "目録は {fact} がこの行に書いてあるというが、見つかりません",
            "the catalogue says this line states `{fact}`, but it does not"
        ),
        other => format!("{other:?}"),
    }
}

pub(super) fn hint(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::MissingFile => say!(
            lang,
            "目録の file を直すか、ファイルを corpus/documents/ の下に置きます",
            "correct `file` in the catalogue, or put the file below corpus/documents/"
        ),
        Problem::Unreadable { .. } => {
            say!(lang, "ファイルの名前と権限を確かめます", "check the name of the file and who may read it")
        }
        Problem::Uncatalogued => say!(
            lang,
            "corpus/catalogue.toml に [[document]] を書き加えるか、ファイルを除きます",
            "add a [[document]] to corpus/catalogue.toml, or remove the file"
        ),
        Problem::Altered { sha256 } => say!(
            lang,
            "元のファイルに戻すか、差し替えたのなら目録の sha256 を {sha256} にします",
            "put the original back, or if it was replaced on purpose, let sha256 in the catalogue be {sha256}"
        ),
        Problem::Empty => say!(
            lang,
            "原本を開いて確かめ、もう一度取り寄せます",
            "look at the original, and get it once more"
        ),
        Problem::NotAFile | Problem::LeadsOutside => {
            say!(lang, "ファイルそのものを置きます", "put the file itself there")
        }
        Problem::Garbled { .. } => say!(
            lang,
            "文字化けしていないか確かめ、元の文書から UTF-8 で保存し直します",
            "see whether it was garbled, and save it again from its source as UTF-8"
        ),
        Problem::NotUtf8 { looks_like: Some(encoding), .. } => {
            let name = encoding.name();
            say!(
                lang,
                "{name} のようです。文字コード UTF-8 で保存し直します",
                "it looks like {name}: save the file again as UTF-8"
            )
        }
        Problem::NotUtf8 { looks_like: None, .. } => {
            say!(lang, "文字コード UTF-8 で保存し直します", "save the file again as UTF-8")
        }
        Problem::Disguised { format: Format::Html } => say!(
            lang,
            "求める文書なら名前の終わりを .html にし、エラーの画面を保存したものなら取り寄せ直します",
            "if it is the paper, let its name end in .html; if it is a page that says the paper is gone, get it once more"
        ),
        Problem::Disguised { format } if format.ending().is_some() => {
            let ending = format.ending().unwrap_or_default();
            say!(lang, "名前の終わりを .{ending} にします", "let its name end in .{ending}")
        }
        Problem::Disguised { .. } => say!(
            lang,
            "作ったソフトで開き、今の形式（.docx など）か PDF に保存し直します",
            "open it in the program it was made with and save it in its present format (.docx, .xlsx, .pptx) or as PDF"
        ),
        Problem::UnsupportedFormat { extension } if Format::successor(extension).is_some() => {
            let ending = Format::successor(extension).and_then(Format::ending).unwrap_or_default();
            say!(lang, "開いて「名前を付けて保存」し、.{ending} にします", "open it and save it as .{ending}")
        }
        Problem::UnsupportedFormat { .. } => say!(
            lang,
            "PDF・Word・Excel・HTML などか、テキスト（.txt）にして置きます",
            "store it as PDF, in a format of Word or Excel, as HTML, or its text in a .txt file"
        ),
        Problem::PasswordNeeded => say!(
            lang,
            "パスワードで開き、パスワードなしで保存し直します",
            "open it with the password and save it without one"
        ),
        Problem::LeftOut { what: Omission::Embedded, .. } => say!(
            lang,
            "要るものは取り出して、別の文書として収めます",
            "take out those that are needed and add them as documents of their own"
        ),
        Problem::LeftOut { what: Omission::HiddenSlides, .. } => say!(
            lang,
            "要るスライドは表示に戻して保存し直します",
            "have those that are needed shown, and save the file again"
        ),
        Problem::LeftOut {
            what: Omission::HiddenRows | Omission::HiddenColumns | Omission::HiddenWords,
            ..
        } => say!(
            lang,
            "公表されたものなら、再表示して保存し直します",
            "if they are published, show them and save the file again"
        ),
        Problem::LeftOut { what: Omission::Withdrawn, .. } => say!(
            lang,
            "消されたとおりに読んでいます。要る文なら、取消線を外して保存し直します",
            "they are taken for withdrawn; if they hold, save the file without the strike-through"
        ),
        Problem::LeftOut { what: Omission::HiddenSheets, .. } => say!(
            lang,
            "要るシートなら、再表示して保存し直します",
            "if they matter, unhide them and save the workbook again"
        ),
        Problem::Broken { .. } | Problem::MissingPart { .. } => {
            say!(lang, "原本をもう一度取り寄せます", "get the original once more")
        }
        Problem::OverLimit { .. } => say!(
            lang,
            "原本をもう一度取り寄せるか、章ごとに分けて置きます",
            "get the original once more, or store it chapter by chapter"
        ),
        Problem::Scanned { .. } | Problem::SilentPages { .. } => say!(
            lang,
            "文字認識（OCR）をかけた PDF か、元の文書から作った PDF を使います",
            "use a PDF made from the document itself, or one text recognition (OCR) has gone through"
        ),
        Problem::TooLarge { .. } => say!(
            lang,
            "計画の本文だけを、章ごとなどに分けて置きます",
            "store the text of the plan only, one file a chapter if need be"
        ),
        Problem::LineTooLong { .. } => say!(
            lang,
            "改行の失われた表か、文章でないものです。原文の改行を確かめます",
            "a table that lost its line ends, or not text at all: compare it with the source"
        ),
        Problem::NoStatements { .. } => say!(
            lang,
            "目次・表・ページ番号だけのファイルかもしれません。corpus outline に --lines を付けて、各行が何と読まれたかを原文と見比べます",
            "it may hold contents, tables or page numbers only: see with corpus outline --lines what each line was read as"
        ),
        Problem::OnlyTables { .. } => say!(
            lang,
            "`kurabe search --tables` で探します。取組内容や事業概要の列がある一覧は施策文になります",
            "ask with `kurabe search --tables`; lists with a column of what is done become statements"
        ),
        Problem::NoHeadings => say!(
            lang,
            "施策文は文書の直下に置かれます。見出しの番号が失われていないか確かめます",
            "statements hang on the document itself; see whether heading numbers were lost"
        ),
        Problem::Damaged { .. } => say!(
            lang,
            "原文から文字を取り出し直すと直ることがあります",
            "extracting the text from the source again may help"
        ),
        Problem::SetAside { .. } => say!(
            lang,
            "表の行は search --tables で探せます（罫線がなく列もそろわない表は除く）。文章か箇条書きにして置くと施策文になります",
            "rows of tables are found with `search --tables`, if rules or white space part them; as text or items they are statements"
        ),
        Problem::Loose { .. } => {
            say!(
                lang,
                "施策文なら、原文の改行や字下げを確かめます",
                "if it is a statement, see how its lines are broken"
            )
        }
        Problem::StaleCorrection { .. } => say!(
            lang,
            "corpus outline --lines で今の行を確かめ、corpus/corrections.toml を直すか、この訂正を除きます",
            "look at the lines with corpus outline --lines, and correct or remove it in corpus/corrections.toml"
        ),
        Problem::Refused { .. } => say!(
            lang,
            "直してもう一度 corpus add に示します。要らなければ、このままで構いません",
            "mend it and hand it to corpus add once more, or leave it if it is not needed"
        ),
        Problem::NotStated { .. } => say!(
            lang,
            "目録の stated の行を直すか、その項目を stated から除きます",
            "correct the line in `stated`, or take the fact out of it"
        ),
        _ => String::new(),
    }
}

/// As much of a text as it takes to find it.
fn beginning(text: &str) -> String {
    const ENOUGH: usize = 40;
    let mut beginning: String = text.chars().take(ENOUGH).collect();
    if beginning.len() < text.len() {
        beginning.push('…');
    }
    beginning
}

fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}
