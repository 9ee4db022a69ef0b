//! What the user can do about it.

use kurabe_query::Facet;

use super::Message;
use crate::words::{Lang, catalogue, did_you_mean, municipalities, problem, say};

impl Message {
    /// What the user can do about it.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Problem(problem) => problem::hint(problem, lang),
            Self::Usage { fault, command } => fault.hint(command, lang),
            Self::Catalogue { fault, .. } => fault.hint(lang),
            Self::AnswersFromBinary { .. } => say!(
                lang,
                "自分のコーパスを使うには --home か KURABE_HOME で、corpus/ のあるフォルダを指定します",
                "to use a corpus of your own, name the folder that holds corpus/ with --home or KURABE_HOME"
            ),
            Self::NoCatalogue { .. } => say!(
                lang,
                "corpus/catalogue.toml のあるフォルダ（corpus の一つ上）を --home か KURABE_HOME に指定します",
                "--home and KURABE_HOME name the folder above corpus/"
            ),
            Self::NotText { problem, .. } => problem::hint(problem, lang),
            Self::Municipalities { problem, .. } => municipalities::hint(problem, lang),
            Self::NoCases { .. } => say!(
                lang,
                "statements.jsonl、lines.jsonl、queries.jsonl、cases.jsonl のあるフォルダを指定します",
                "name a folder with statements.jsonl, lines.jsonl, queries.jsonl or cases.jsonl"
            ),
            Self::CaseNotInCorpus { .. } => say!(
                lang,
                "正解と同じコーパスを --home で指定します",
                "name the corpus the cases were judged on with --home"
            ),
            Self::AmbiguousCase { .. } => {
                say!(
                    lang,
                    "正解の file にフォルダも書きます",
                    "write the folder into `file` of the cases, too"
                )
            }
            Self::EmptyCorpus => say!(
                lang,
                "corpus/catalogue.toml に [[document]] を書き加えます",
                "add a [[document]] to corpus/catalogue.toml"
            ),
            Self::WrongCode { code, expected } => catalogue::right_check_digit(code, *expected, lang),
            Self::UnknownName { nearest, .. } if !nearest.is_empty() => did_you_mean(
                &nearest.join(match lang {
                    Lang::Japanese => "、",
                    Lang::English => ", ",
                }),
                lang,
            ),
            Self::UnknownStatement { nearest: Some(nearest), .. } => did_you_mean(nearest, lang),
            Self::SeveralDocuments { .. } => say!(
                lang,
                "id か、一つに決まる語（年度・題名の一部）を足して指定します",
                "name it by its id, or add words only it has: a year, a part of the title"
            ),
            Self::TwoEditions => say!(
                lang,
                "例: kurabe changes \"若葉市 R5\" \"若葉市 R6\"、kurabe changes 若葉市 --years R5,R6",
                "for example: kurabe changes \"若葉市 R5\" \"若葉市 R6\", kurabe changes 若葉市 --years R5,R6"
            ),
            Self::NoStatements { id } => say!(
                lang,
                "理由は `kurabe corpus check {id}` で見られます",
                "`kurabe corpus check {id}` says why"
            ),
            Self::NotIndexed { .. } => {
                say!(lang, "`kurabe index` で索引に入れます", "`kurabe index` puts it there")
            }
            Self::NotOneSeries => say!(
                lang,
                "自治体どうしは `kurabe compare --rows measures` でくらべられます",
                "`kurabe compare --rows measures` compares municipalities"
            ),
            Self::NobodyToCompare => say!(
                lang,
                "--against・--peers と絞り込みを見直します",
                "look at --against, --peers and the filters again"
            ),
            Self::UnknownName { .. } | Self::NoDocument { .. } | Self::SameDocument { .. } => {
                say!(
                    lang,
                    "収めた文書は `kurabe corpus list` で見られます",
                    "`kurabe corpus list` shows what there is"
                )
            }
            Self::NothingRead { .. } => {
                say!(lang, "理由は `kurabe corpus check` で見られます", "`kurabe corpus check` shows why")
            }
            Self::NoIds | Self::UnknownStatement { nearest: None, .. } => say!(
                lang,
                "施策文の id は `kurabe corpus outline --statements` で見られます",
                "`kurabe corpus outline --statements` shows the ids of statements"
            ),
            Self::DocumentNotStatement { id } => say!(
                lang,
                "この文書の施策文は `kurabe corpus outline {id} --statements` で見られます",
                "`kurabe corpus outline {id} --statements` shows its statements"
            ),
            Self::Index(message) => return message.hint(lang),
            Self::Model(message) => return message.hint(lang),
            Self::Cluster(message) => return message.hint(lang),
            Self::Web(fault) => return fault.hint(lang),
            Self::Serving { .. } => say!(lang, "終えるには Ctrl-C を押します", "press Ctrl-C to end"),
            Self::Intake(message) => return message.hint(lang),
            Self::Lexicon { .. } => say!(
                lang,
                "その行を直すか、ファイルを消すと実行ファイルに収めた語彙を使います",
                "mend the line; without the file the lexicon inside the binary is used"
            ),
            Self::UnknownValue { nearest, .. } if !nearest.is_empty() => {
                let nearest = nearest.join(match lang {
                    Lang::Japanese => "、",
                    Lang::English => ", ",
                });
                say!(lang, "あるもの: {nearest}", "there are {nearest}")
            }
            Self::NothingAsked => {
                say!(lang, "語を書きます。例: 公民連携", "type a word, for example 公民連携")
            }
            Self::OneMunicipality => say!(
                lang,
                "例: kurabe gaps --municipality 国分寺市",
                "for example: kurabe gaps --municipality 国分寺市"
            ),
            Self::OnlyDescriptions => say!(
                lang,
                "kurabe search --kind background で探せます",
                "kurabe search --kind background finds them"
            ),
            Self::WhosePeers { typed } => {
                say!(lang, "例: {typed}:国分寺市", "for example: {typed}:国分寺市")
            }
            Self::TooMany { .. } => {
                say!(lang, "--theme や --peers で絞ります", "narrow them with --theme or --peers")
            }
            Self::NoTable => {
                say!(lang, "--format は text・json・jsonl です", "--format is text, json or jsonl here")
            }
            Self::NotWritable { .. } => say!(
                lang,
                "フォルダがあるか、ほかのプログラムで開いていないかを確かめます",
                "is the folder there, and no other program has the file open?"
            ),
            Self::BinaryToTerminal => say!(
                lang,
                "-o 答え.xlsx か > 答え.xlsx でファイルに書きます",
                "write it into a file with -o answer.xlsx or > answer.xlsx"
            ),
            Self::NoGraph => say!(
                lang,
                "graphml は `kurabe network` だけです。ここで使えるもの: text・json・jsonl・csv・md・xlsx・html",
                "graphml is for `kurabe network`; here there are text, json, jsonl, csv, md, xlsx and html"
            ),
            Self::NothingToContrast { narrowed: false, .. } => say!(
                lang,
                "ほかの文書を `kurabe corpus add` で加えるか、--by を変えます（municipality・year・theme）",
                "take in other documents with `kurabe corpus add`, or change --by (municipality, year or theme)"
            ),
            Self::NothingToContrast { only: Some(only), by, .. } => {
                let by = match by {
                    Facet::Municipality => String::new(),
                    other => format!(" --by {}", other.name()),
                };
                say!(
                    lang,
                    "ほかすべてとくらべるには、絞り込まずに `kurabe terms {only}{by}` とします",
                    "to set it against all others, name it without the filter: `kurabe terms {only}{by}`"
                )
            }
            Self::NothingToContrast { only: None, .. } => say!(
                lang,
                "絞り込みか --by を変えます（municipality・year・theme）",
                "change the filters, or --by (municipality, year or theme)"
            ),
            Self::AmbiguousName { .. } => {
                say!(lang, "六桁のコードで指定します", "name it by its six-digit code")
            }
            Self::Broken { .. } => say!(
                lang,
                "使ったコマンドとこの文を添えて知らせてください",
                "please report it with the command you used"
            ),
            Self::UnknownValue { .. }
            | Self::Reproduce { .. }
            | Self::NewerFirst { .. }
            | Self::Label(_)
            | Self::NoFile { .. }
            | Self::Unreadable { .. }
            | Self::Checked { .. }
            | Self::NotWritten { .. } => {
                return None;
            }
        })
    }
}
