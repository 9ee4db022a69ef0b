//! `kurabe corpus add`: takes files in, with what they say of themselves.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use kurabe_corpus::{Arrival, Corpus, Founding, Occasion, Parcel, Passed, Refusal, Told, Why};
use kurabe_model::{DocumentId, DocumentKind, Warned};
use kurabe_render::{
    IntakeMessage, IntakeRow, Message, PassedRow, Reading, UsageFault, json, sheet, terminal,
};
use kurabe_text::parse_period;

use crate::bar::Bar;
use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};
use crate::system;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is not said here is taken from the file, or left open / 書かない事実はファイルから読み取る

Examples / 例:
  kurabe corpus add 基本計画.pdf
  kurabe corpus add 計画書/ 受領.zip
  kurabe corpus add 方針.pdf --municipality 132063 --year 令和6年度 --dry-run")]
pub(crate) struct Args {
    /// PDF, Word, Excel, PowerPoint, ODT, web pages, text; folders and ZIPs of them / 文書ファイル、そのフォルダか ZIP
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Whose paper it is: code or name / 自治体のコードか名前
    #[arg(long, value_name = "NAME")]
    municipality: Option<String>,

    /// What it is called / 題名
    #[arg(long)]
    title: Option<String>,

    /// Fiscal year, or the years of its period / 年度、または計画期間
    #[arg(long)]
    year: Option<String>,

    /// Division whose paper it is / 部の文書なら、その部
    #[arg(long)]
    department: Option<String>,

    /// What sort of paper it is / 文書の種類
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,

    /// Name of the document, a-z 0-9 - / 文書の id
    #[arg(long)]
    id: Option<String>,

    /// Where it was taken from / どこから得たか
    #[arg(long, value_name = "URL")]
    source: Option<String>,

    /// Under what terms it may be used / 誰の著作物で、どう使えるか
    #[arg(long)]
    rights: Option<String>,

    /// The day it was taken, else today / 得た日（なければ今日）
    #[arg(long, value_name = "YYYY-MM-DD")]
    retrieved: Option<String>,

    /// Show what would be read and change nothing / 読み取りを見るだけで、何も変えない
    #[arg(long)]
    dry_run: bool,
}

/// As many files are shown with their outlines; more are rows of a table.
const OUTLINES: usize = 3;

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    // Whoever only looks needs no place to keep anything.
    let (mut corpus, founding) =
        if args.dry_run { (session.corpus_to_look()?, Founding::Found) } else { session.corpus_to_fill()? };
    let outcome = take_in(args, &mut corpus, session);
    if let (Founding::Begun, Some(folder)) = (founding, corpus.home().corpus()) {
        if corpus.documents().is_empty() {
            corpus.home().abandon();
        } else {
            session.say(&IntakeMessage::Begun { path: folder.display().to_string() }.into());
        }
    }
    outcome
}

fn take_in(args: &Args, corpus: &mut Corpus, session: &mut Session) -> Result<Outcome, Stop> {
    let told = args.told(corpus)?;
    let Parcel { items, passed, refused, homes } = Parcel::open(&args.files);
    let occasion = Occasion { at: system::now(), command: Some("corpus add".to_owned()) };
    let (bar, done) = (Bar::over(items.len()), AtomicUsize::new(0));
    let intake = corpus.take_in(&items, &told, (!args.dry_run).then_some(&occasion), &|| {
        bar.show(done.fetch_add(1, Ordering::Relaxed) + 1);
    });
    bar.clear();

    for path in homes {
        session.say(&IntakeMessage::IsCorpus { path }.into());
    }
    let refused = refused.into_iter().map(|(path, refusal)| (path, Err(refusal)));
    let files: Vec<(String, Result<Arrival, IntakeMessage>)> = (intake.files.into_iter().chain(refused))
        .map(|(path, result)| {
            let result = result.map_err(|refusal| message(&path, refusal));
            (path, result)
        })
        .collect();
    let rows: Vec<IntakeRow<'_>> =
        files.iter().filter_map(|(path, result)| row(path, result, args.dry_run, corpus)).collect();
    let passed_rows: Vec<PassedRow<'_>> = passed.iter().map(passed_row).collect();
    // Into what stays empty nothing is written.
    if !args.dry_run && !corpus.documents().is_empty() {
        corpus.note_refused(&stayed_out(&rows, session), &occasion);
    }
    match intake.stopped {
        // What ended it at once says more than that nothing came in.
        Some(error) if rows.is_empty() => Err(error.into()),
        stopped => {
            show(&rows, &passed_rows, session)?;
            let outcome = tell(&rows, &passed, args.dry_run, session);
            stopped.map_or(Ok(outcome), |error| Err(error.into()))
        }
    }
}

/// Shows what became of files: the facts and the outline of a few, a line each of many.
fn show(rows: &[IntakeRow<'_>], passed: &[PassedRow<'_>], session: &mut Session) -> Result<(), Stop> {
    match session.form() {
        Form::Text(reader) if rows.len() > OUTLINES => terminal::intake(&mut session.out, reader, rows)?,
        Form::Text(reader) => {
            for reading in rows.iter().filter_map(|row| row.result.ok()) {
                terminal::outline(&mut session.out, reader, reading, false)?;
            }
        }
        Form::Json(layout) => {
            let lang = session.lang();
            json::intake(&mut session.out, layout, lang, rows, passed)?;
        }
        Form::Sheet(sheet) => sheet::intake(sheet, rows)?,
    }
    Ok(session.out.flush()?)
}

/// Says what is to be said of files, and how it all ends.
fn tell(rows: &[IntakeRow<'_>], passed: &[Passed], dry_run: bool, session: &mut Session) -> Outcome {
    let many = rows.len() > OUTLINES;
    let (mut added, mut warned, mut silent, mut known, mut refused) = (0, 0, 0, 0, 0);
    let (mut has_errors, mut remarks, mut ends) = (false, Vec::<Message>::new(), Vec::<Message>::new());
    for row in rows {
        match row.result {
            Ok(reading) => {
                added += 1;
                warned += usize::from(row.warnings() > 0);
                silent += usize::from(reading.document.statements.is_empty());
                has_errors |= reading.has_errors();
                if !many {
                    remarks.extend(left_open(reading, row));
                    ends.push(came_in(reading, row).into());
                }
            }
            Err(IntakeMessage::Known { .. } | IntakeMessage::SameWords { .. }) => known += 1,
            Err(_) => refused += 1,
        }
        if let Some(format) = row.read_as {
            remarks.push(IntakeMessage::ReadAs { path: row.path.to_owned(), format }.into());
        }
        remarks.extend(row.remarks().into_iter().map(|remark| remark.into_owned().into()));
        if !many {
            remarks.extend(row.doubts().map(Message::from));
        }
    }
    session.say_all(&remarks);
    session.say_all(&ends);
    if !passed.is_empty() {
        session.say(&passed_over(passed).into());
    }
    if rows.is_empty() {
        session.say(&IntakeMessage::NoFiles.into());
        return Outcome::Incomplete;
    }
    if many {
        session.say(&IntakeMessage::Total { added, warned, silent, known, refused, dry_run }.into());
    }
    if has_errors || refused > 0 {
        Outcome::Incomplete
    } else if added == 0 {
        Outcome::Nothing
    } else {
        Outcome::Found
    }
}

/// What a document does not say of itself.
fn left_open(reading: Reading<'_>, row: &IntakeRow<'_>) -> impl Iterator<Item = Message> {
    let facts = &reading.document.facts;
    let untitled = row.titled_by_name.then(|| IntakeMessage::TitledByName { id: facts.id.clone() });
    let undated = facts.first_year().is_none().then(|| IntakeMessage::NoYear { id: facts.id.clone() });
    untitled.into_iter().chain(undated).map(Message::from)
}

/// That a document came in, or would.
fn came_in(reading: Reading<'_>, row: &IntakeRow<'_>) -> IntakeMessage {
    let facts = &reading.document.facts;
    let (id, file) = (facts.id.clone(), facts.file.clone());
    let statements = reading.document.statements.len();
    if row.dry_run {
        IntakeMessage::WouldAdd { id, file, statements }
    } else {
        IntakeMessage::Added { id, file, statements }
    }
}

/// The files that stay out, and why.
fn stayed_out(rows: &[IntakeRow<'_>], session: &Session) -> Vec<(String, String)> {
    let refused = rows.iter().filter_map(|row| match row.result {
        Ok(_) | Err(IntakeMessage::Known { .. } | IntakeMessage::SameWords { .. }) => None,
        Err(message) => Some((row.path.to_owned(), message.reason(session.lang()))),
    });
    refused.collect()
}

fn row<'a>(
    path: &'a str,
    result: &'a Result<Arrival, IntakeMessage>,
    dry_run: bool,
    corpus: &'a Corpus,
) -> Option<IntakeRow<'a>> {
    let titled_by_name = result.as_ref().is_ok_and(|arrival| arrival.titled_by_name);
    let read_as = result.as_ref().ok().and_then(|arrival| arrival.read_as);
    let stated_publisher = result.as_ref().ok().and_then(|arrival| arrival.stated_publisher.as_ref());
    let twin = result.as_ref().ok().and_then(|arrival| arrival.twin.as_ref());
    let twin = twin.map(|twin| (&twin.id, twin.shared));
    let result = match result {
        Ok(Arrival { document: Warned { value: document, diagnostics }, .. }) => {
            let municipality = corpus.municipality(document.facts.municipality.value)?;
            Ok(Reading { municipality, document, diagnostics })
        }
        Err(message) => Err(message),
    };
    Some(IntakeRow { path, result, dry_run, titled_by_name, read_as, stated_publisher, twin })
}

fn passed_row(passed: &Passed) -> PassedRow<'_> {
    let why = match passed.why {
        Why::Hidden => "hidden",
        Why::Nested => "nested",
        Why::Own => "own",
        Why::Kind { .. } => "unsupported",
    };
    PassedRow { path: &passed.path, why }
}

fn passed_over(passed: &[Passed]) -> IntakeMessage {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut hidden, mut nested, mut own) = (0, 0, 0);
    let mut files = Vec::new();
    for Passed { why, path } in passed {
        match why {
            Why::Hidden => hidden += 1,
            Why::Nested => nested += 1,
            Why::Own => own += 1,
            Why::Kind { extension } => *kinds.entry(extension.clone()).or_default() += 1,
        }
        // What the system or Kurabe has put there nobody looks for.
        if matches!(why, Why::Nested | Why::Kind { .. }) {
            files.push(path.clone());
        }
    }
    IntakeMessage::PassedOver { kinds: kinds.into_iter().collect(), hidden, nested, own, files }
}

fn message(path: &str, refusal: Refusal) -> IntakeMessage {
    let path = path.to_owned();
    match refusal {
        Refusal::NotThere { meant } => IntakeMessage::NotThere { path, meant },
        Refusal::Unread(problem) => IntakeMessage::Unread { path, problem },
        Refusal::Archive(fault) => IntakeMessage::Archive { path, fault },
        Refusal::Known(id) => IntakeMessage::Known { path, id },
        Refusal::SameWords(id) => IntakeMessage::SameWords { path, id },
        Refusal::SeveralMunicipalities(choices) => IntakeMessage::SeveralMunicipalities { path, choices },
        Refusal::NoId => IntakeMessage::NoId { path },
        Refusal::TakenId(id) => IntakeMessage::TakenId { id },
        Refusal::NotStored { cause } => IntakeMessage::NotStored { path, cause },
        Refusal::NoMunicipality { named } => IntakeMessage::NoMunicipality { path, named },
        // A reason that is not known here yet is told as it is.
        other => IntakeMessage::NotStored { path, cause: format!("{other:?}") },
    }
}

impl Args {
    /// What was typed, understood.
    fn told(&self, corpus: &Corpus) -> Result<Told, Stop> {
        let usage = |fault| Stop::users(Message::Usage { fault, command: "kurabe corpus add".to_owned() });
        let wrong = |option: &str, typed: &str, values: Vec<String>| {
            usage(UsageFault::WrongValue { argument: option.to_owned(), value: typed.to_owned(), values })
        };
        let no_years = |typed: &str| {
            usage(UsageFault::WrongYears { argument: "--year".to_owned(), value: typed.to_owned() })
        };
        let kind = |typed: &String| {
            let kinds = DocumentKind::ALL.map(|kind| kind.as_str().to_owned()).to_vec();
            DocumentKind::named(typed).ok_or_else(|| wrong("--kind", typed, kinds))
        };
        let words = [
            ("--title", &self.title),
            ("--source", &self.source),
            ("--rights", &self.rights),
            ("--department", &self.department),
        ];
        let empty = words
            .into_iter()
            .find(|(_, typed)| typed.as_deref().is_some_and(|typed| typed.trim().is_empty()));
        if let Some((option, _)) = empty {
            return Err(wrong(option, "", Vec::new()));
        }
        if let Some(typed) = self.retrieved.as_deref().filter(|typed| !is_day(typed)) {
            return Err(wrong("--retrieved", typed, vec!["YYYY-MM-DD".to_owned()]));
        }
        Ok(Told {
            municipality: (self.municipality.as_deref())
                .map(|typed| corpus.municipality_called(typed).cloned())
                .transpose()?,
            title: self.title.clone(),
            years: (self.year.as_deref())
                .map(|typed| parse_period(typed).ok_or_else(|| no_years(typed)))
                .transpose()?,
            department: self.department.clone(),
            kind: self.kind.as_ref().map(kind).transpose()?,
            id: (self.id.as_deref())
                .map(|typed| {
                    let form = format!("a-z 0-9 - (≤ {})", DocumentId::LONGEST);
                    typed.parse().map_err(|_| wrong("--id", typed, vec![form]))
                })
                .transpose()?,
            source: self.source.clone(),
            rights: self.rights.clone(),
            retrieved: self.retrieved.clone().unwrap_or_else(system::today),
        })
    }
}

/// Whether a text is a day, as 2026-04-01.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, length: usize| {
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in ["2026-04-01", "2024-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for day in
            ["昨日", "2026-02-30", "2026-13-01", "2026-4-1", "1900-02-29", "2026-00-10", "2026-01-00", ""]
        {
            assert!(!is_day(day), "{day}");
        }
    }
}
