//! `kurabe corpus add`: takes files in, with what they say of themselves.

use std::path::{Path, PathBuf};

use kurabe_corpus::{Arrival, Corpus, NotSelected, Refusal, Told};
use kurabe_model::{DocumentKind, Municipality};
use kurabe_render::{IntakeMessage, Message, Reading, json, terminal};
use kurabe_text::{Lookup, parse_year};

use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};
use crate::system;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is not said here is taken from the file, or left open / 書かない事実はファイルから読み取る

Examples / 例:
  kurabe corpus add 基本計画.pdf
  kurabe corpus add 方針.pdf --municipality 132063 --year 令和6年度 --dry-run")]
pub(crate) struct Args {
    /// PDF, Word, PowerPoint, ODT, web page or text / PDF・Word・PowerPoint・ODT・ウェブページ・テキスト
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Whose paper it is: code or name / 自治体のコードか名前
    #[arg(long, value_name = "NAME")]
    municipality: Option<String>,

    /// What it is called / 題名
    #[arg(long)]
    title: Option<String>,

    /// Fiscal year / 年度
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

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let mut corpus = session.corpus()?;
    let told = args.told(&corpus)?;
    let mut arrivals: Vec<Arrival> = Vec::new();
    let (mut refused, mut known) = (false, false);
    for path in &args.files {
        match corpus.examine(path, &told) {
            Ok(arrival) => {
                if !args.dry_run {
                    corpus.take_in(&arrival)?;
                    // What comes next must not take the same name.
                    corpus = session.corpus()?;
                }
                arrivals.push(arrival);
            }
            Err(refusal) => {
                known |= matches!(refusal, Refusal::Known(_));
                refused |= !matches!(refusal, Refusal::Known(_));
                session.say(&message(path, refusal).into());
            }
        }
    }
    show(&arrivals, &corpus, session)?;
    for arrival in &arrivals {
        let facts = &arrival.document.value.facts;
        let (id, file) = (facts.id.clone(), facts.file.clone());
        let statements = arrival.document.value.statements.len();
        if facts.first_year().is_none() {
            session.say(&IntakeMessage::NoYear { id: id.clone() }.into());
        }
        session.say(&if args.dry_run {
            IntakeMessage::WouldAdd { id, file, statements }.into()
        } else {
            IntakeMessage::Added { id, file, statements }.into()
        });
    }
    Ok(match (refused, known && arrivals.is_empty()) {
        (true, _) => Outcome::Incomplete,
        (false, true) => Outcome::Nothing,
        (false, false) => Outcome::Found,
    })
}

/// Shows what was read: the facts and the outline of each file.
fn show(arrivals: &[Arrival], corpus: &Corpus, session: &mut Session) -> Result<(), Stop> {
    let readings: Vec<Reading<'_>> = arrivals
        .iter()
        .filter_map(|arrival| {
            let document = &arrival.document.value;
            let municipality = corpus.municipality(document.facts.municipality.value)?;
            Some(Reading { municipality, document, diagnostics: &arrival.document.diagnostics })
        })
        .collect();
    match session.form() {
        Form::Text(reader) => {
            for reading in readings {
                terminal::outline(&mut session.out, reader, reading, false)?;
            }
        }
        Form::Json(layout) => {
            let lang = session.lang();
            json::outline(&mut session.out, layout, lang, &readings)?;
        }
        Form::Sheet(_) => return Err(Stop::users(Message::NoTable)),
    }
    Ok(session.out.flush()?)
}

fn message(path: &Path, refusal: Refusal) -> IntakeMessage {
    let path = path.display().to_string();
    match refusal {
        Refusal::Unread(problem) => IntakeMessage::Unread { path, problem },
        Refusal::Known(id) => IntakeMessage::Known { path, id },
        Refusal::SeveralMunicipalities(choices) => IntakeMessage::SeveralMunicipalities { path, choices },
        Refusal::NoTitle => IntakeMessage::NoTitle { path },
        Refusal::TakenId(id) => IntakeMessage::TakenId { id },
        _ => IntakeMessage::NoMunicipality { path },
    }
}

impl Args {
    /// What was typed, understood.
    fn told(&self, corpus: &Corpus) -> Result<Told, Stop> {
        let wrong = |option: &'static str, typed: &str| {
            Stop::users(Message::UnknownName { typed: format!("{option} {typed}"), nearest: Vec::new() })
        };
        let kind = |typed: &String| {
            let kind = DocumentKind::ALL.into_iter().find(|kind| kind.as_str() == typed);
            let nearest = DocumentKind::ALL.map(|kind| kind.as_str().to_owned()).to_vec();
            kind.ok_or_else(|| Stop::users(Message::UnknownName { typed: typed.clone(), nearest }))
        };
        Ok(Told {
            municipality: self
                .municipality
                .as_deref()
                .map(|typed| municipality(corpus, typed))
                .transpose()?,
            title: self.title.clone(),
            fiscal_year: (self.year.as_deref())
                .map(|typed| parse_year(typed).ok_or_else(|| wrong("--year", typed)))
                .transpose()?,
            department: self.department.clone(),
            kind: self.kind.as_ref().map(kind).transpose()?,
            id: (self.id.as_deref())
                .map(|typed| typed.parse().map_err(|_| wrong("--id", typed)))
                .transpose()?,
            source: self.source.clone(),
            rights: self.rights.clone(),
            retrieved: self.retrieved.clone().unwrap_or_else(system::today),
        })
    }
}

fn municipality(corpus: &Corpus, typed: &str) -> Result<Municipality, Stop> {
    let named = |all: Vec<&Municipality>| all.into_iter().map(|one| one.name.clone()).collect();
    Err(match corpus.gazetteer().find(typed) {
        Lookup::One(municipality) => return Ok(municipality.clone()),
        Lookup::Several(choices) => NotSelected::Ambiguous {
            typed: typed.to_owned(),
            choices: choices.into_iter().cloned().collect(),
        },
        Lookup::WrongCode(cause) => NotSelected::WrongCode { cause },
        Lookup::None { did_you_mean } => {
            NotSelected::Unknown { typed: typed.to_owned(), nearest: named(did_you_mean) }
        }
        _ => NotSelected::Unknown { typed: typed.to_owned(), nearest: Vec::new() },
    }
    .into())
}
