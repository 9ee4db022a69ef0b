//! `kurabe changes`: what became of every statement from one edition of a plan to the next.

use clap::ValueEnum;
use kurabe_model::DocumentFacts;
use kurabe_query::{ChangesRequest, Filters, Verdict, changes};
use kurabe_render::{Message, json, sheet, terminal};

use crate::session::{Form, Session};
use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
A document is named by its id, or by words only it has: municipality, year, a part of its title
文書は id か、それだけに合う語（自治体・年度・題名の一部）で指定する

Verdicts / 判定:
  continued 継続  reworded 修正  moved 移動  moved-reworded 移動・修正
  split 分割      merged 統合    new 新規    gone 削除

Examples, on two made-up editions in the repository / 例（リポジトリにある架空の二つの版で）:
  kurabe changes wakaba-2023 wakaba-2024 --home tests/fixtures/editions
  kurabe changes 若葉市 --years R5,R6 --only reworded,gone --home tests/fixtures/editions
  kurabe changes 若葉市 --years R5,R6 --home tests/fixtures/editions --format md > 新旧対照表.md")]
pub(crate) struct Args {
    /// The older edition and the newer one; with --years words about both / 旧版と新版（--years なら両方に合う語）
    #[arg(value_name = "DOC")]
    documents: Vec<String>,

    /// The years of both editions: R5,R6 / 両版の年度
    #[arg(long, value_name = "OLD,NEW", value_delimiter = ',')]
    years: Vec<String>,

    /// Municipality of both editions, with --years / 両版の自治体（--years とともに）
    #[arg(long, value_name = "WHO", requires = "years")]
    municipality: Option<String>,

    /// Only these verdicts; changed is all but continued / この判定だけ（changed は継続以外のすべて）
    #[arg(long, value_enum, value_delimiter = ',', hide_possible_values = true, value_name = "VERDICT")]
    only: Vec<Only>,

    /// Only rows with a division in charge, or a part of its name / 担当課（名前の一部でもよい）
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    department: Vec<String>,

    /// Only rows with a theme, by id or name / テーマの id か名前
    #[arg(long, value_name = "THEME", value_delimiter = ',')]
    theme: Vec<String>,

    /// Only rows of policy, background, target / 種別
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,

    /// Only rows with numeric targets / 数値目標のあるものだけ
    #[arg(long)]
    has_targets: bool,
}

/// What can be asked for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    #[value(alias = "継続")]
    Continued,
    #[value(alias = "修正")]
    Reworded,
    #[value(alias = "移動")]
    Moved,
    #[value(alias = "moved_reworded", alias = "移動・修正")]
    MovedReworded,
    #[value(alias = "分割")]
    Split,
    #[value(alias = "統合")]
    Merged,
    #[value(alias = "新規")]
    New,
    #[value(alias = "削除")]
    Gone,
    #[value(alias = "変更")]
    Changed,
}

impl Only {
    fn verdicts(self) -> Vec<Verdict> {
        match self {
            Self::Continued => vec![Verdict::Continued],
            Self::Reworded => vec![Verdict::Reworded],
            Self::Moved => vec![Verdict::Moved],
            Self::MovedReworded => vec![Verdict::MovedReworded],
            Self::Split => vec![Verdict::Split],
            Self::Merged => vec![Verdict::Merged],
            Self::New => vec![Verdict::New],
            Self::Gone => vec![Verdict::Gone],
            Self::Changed => {
                Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Continued).collect()
            }
        }
    }
}

pub(crate) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Stop> {
    let [old, new] = args.editions()?;
    let library = session.library_with_meaning()?;
    let (old, new) = (library.corpus.select_one(&old)?, library.corpus.select_one(&new)?);
    let request = ChangesRequest {
        old: old.id.clone(),
        new: new.id.clone(),
        filters: Filters {
            department: args.department.clone(),
            theme: args.theme.clone(),
            kind: args.kind.clone(),
            has_targets: args.has_targets,
            ..Filters::default()
        },
        only: args.only.iter().flat_map(|only| only.verdicts()).collect(),
    };
    let found = changes(&library.asking().context(), &request)?;
    doubts(old, new).iter().for_each(|doubt| session.say(doubt));
    match session.form() {
        Form::Json(layout) => json::changes(&mut session.out, layout, &found)?,
        Form::Text(reader) => terminal::changes(&mut session.out, reader, &found)?,
        Form::Sheet(sheet) => sheet::changes(sheet, &found)?,
    }
    Ok(if found.changes.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

impl Args {
    /// The words for either edition.
    fn editions(&self) -> Result<[String; 2], Stop> {
        let wrong = |_| Stop::users(Message::TwoEditions);
        if self.years.is_empty() {
            return self.documents.clone().try_into().map_err(wrong);
        }
        let years: [String; 2] = self.years.clone().try_into().map_err(wrong)?;
        let about: Vec<&str> = self.municipality.iter().chain(&self.documents).map(String::as_str).collect();
        Ok(years.map(|year| format!("{} {year}", about.join(" "))))
    }
}

/// What makes it doubtful that two documents are editions in this order.
fn doubts(old: &DocumentFacts, new: &DocumentFacts) -> Vec<Message> {
    let mut doubts = Vec::new();
    if old.municipality.value != new.municipality.value {
        doubts.push(Message::NotOneSeries);
    } else if let (Some(first), Some(second)) = (old.first_year(), new.first_year())
        && first > second
    {
        doubts.push(Message::NewerFirst { first: old.id.clone(), second: new.id.clone() });
    }
    doubts
}
