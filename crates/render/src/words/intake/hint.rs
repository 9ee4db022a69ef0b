//! What the user can do about a file that does not come in, or about one that does.

use kurabe_model::ArchiveFault;

use super::{IntakeMessage, listed};
use crate::Lang;
use crate::words::{problem, say};

impl IntakeMessage {
    /// What the user can do about it.
    pub(in crate::words) fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::NoYear { .. } => say!(
                lang,
                "わかっていれば目録に fiscal_year か period を書き加えます（加えるときは --year）",
                "if it is known, add fiscal_year or period to the catalogue (--year when adding)"
            ),
            Self::NotThere { meant: Some(meant), .. } => {
                say!(lang, "もしかして: {meant}", "did you mean `{meant}`?")
            }
            Self::NotThere { meant: None, .. } => say!(
                lang,
                "名前と、いまいるフォルダを確かめます",
                "check the name, and the folder you are in"
            ),
            Self::IsCorpus { .. } => say!(
                lang,
                "そのまま使うには、corpus の一つ上のフォルダを --home で示します",
                "to use it as it is, name the folder above it with --home"
            ),
            Self::OtherMunicipality { .. } => say!(
                lang,
                "--municipality の誤りなら、corpus remove で除き、正しく書いて収め直します",
                "if --municipality was wrong, take it out with corpus remove and add it with the right one"
            ),
            Self::Unread { problem, .. } | Self::Misread { problem, .. } => problem::hint(problem, lang),
            Self::SeveralMunicipalities { choices, .. } => {
                let code = choices.first().map(|first| first.code.to_string()).unwrap_or_default();
                say!(
                    lang,
                    "どれかがわかれば、そのファイルを --municipality {code} のようにコードを書いて収めます",
                    "add that file with the code of the one it is, as in --municipality {code}"
                )
            }
            Self::NoMunicipality { named, .. } => match named.as_slice() {
                [] => say!(
                    lang,
                    "そのファイルを、--municipality にコードか名前を書いて収めます",
                    "add that file with --municipality and a code or name"
                ),
                [first, ..] => {
                    let (code, named) = (first.code, listed(named, lang));
                    say!(
                        lang,
                        "ファイルやフォルダの名前は {named} です。そうなら --municipality {code} を付けて収めます",
                        "by its name, or that of its folder, it is of {named}: if it is, add it with --municipality {code}"
                    )
                }
            },
            Self::TitledByName { .. } => say!(
                lang,
                "目録の title を直します（加えるときは --title）",
                "correct title in the catalogue (--title when adding)"
            ),
            Self::SameWords { .. } => say!(
                lang,
                "どちらも要るなら --id に別の名前を書きます。こちらと替えるなら、先に kurabe corpus remove で除きます",
                "to have both, give it a name of its own with --id; to have this one instead, take the other out with kurabe corpus remove"
            ),
            Self::Twin { .. } => say!(
                lang,
                "どちらかでよければ、もう一方を kurabe corpus remove で除きます。両方あると、どの件数にも二度入ります",
                "if one is enough, take the other out with kurabe corpus remove: with both, every count has them twice"
            ),
            Self::TakenId { .. } | Self::NoId { .. } => {
                say!(lang, "--id に別の名前を書きます", "give another with --id")
            }
            Self::Begun { .. } => say!(
                lang,
                "以後はここから答えます。実行ファイルに収めた文書は含みません",
                "answers come from there from now on; the plans inside the binary are not among them"
            ),
            Self::NoHome => say!(
                lang,
                "フォルダを作り、その中に空の corpus/catalogue.toml を置いて --home で示します",
                "make a folder with an empty corpus/catalogue.toml in it, and name it with --home"
            ),
            Self::Archive { fault, .. } => archive_hint(*fault, lang),
            Self::NotStored { .. } => {
                say!(lang, "空き容量と権限を確かめます", "see whether there is room, and who may write there")
            }
            Self::NoFiles => say!(
                lang,
                "PDF・Word・Excel・PowerPoint・ODT・ウェブページ・テキスト、それらを入れたフォルダか ZIP を示します",
                "name PDF, Word, Excel, PowerPoint, ODT, web pages or text, or a folder or ZIP archive of them"
            ),
            Self::EmptyLog => say!(
                lang,
                "記録は、初めて corpus add か corpus remove をしたときから付きます",
                "the log begins with the first corpus add or corpus remove"
            ),
            Self::DamagedLog { .. } => say!(
                lang,
                "読める行だけを示しました。corpus/log.jsonl を写しから戻せます",
                "the others are shown; corpus/log.jsonl can be restored from a copy"
            ),
            Self::Total { warned, dry_run: false, .. } if *warned > 0 => say!(
                lang,
                "警告の中身は kurabe corpus check で見られます",
                "kurabe corpus check says what the warnings are"
            ),
            Self::NotNamed { documents, .. } => {
                let id = documents.first().map(|facts| facts.id.to_string()).unwrap_or_default();
                say!(
                    lang,
                    "除くものを id で指定します: kurabe corpus remove {id}",
                    "name the one to take out by its id: kurabe corpus remove {id}"
                )
            }
            Self::Added { .. }
            | Self::WouldAdd { .. }
            | Self::Known { .. }
            | Self::ReadAs { .. }
            | Self::PassedOver { .. }
            | Self::Total { .. }
            | Self::Removed { .. } => return None,
        })
    }
}

fn archive_hint(fault: ArchiveFault, lang: Lang) -> String {
    match fault {
        ArchiveFault::TooMany { .. } | ArchiveFault::TooMuch { .. } => {
            say!(lang, "いくつかの ZIP に分けます", "make several archives of it")
        }
        ArchiveFault::Encrypted => say!(
            lang,
            "パスワードで展開し、できたフォルダを示します",
            "unpack it with the password, and name the folder"
        ),
        ArchiveFault::Broken | ArchiveFault::Method | ArchiveFault::LeadsOutside | ArchiveFault::Link => {
            say!(
                lang,
                "信頼できる相手からもう一度受け取るか、展開してできたファイルを示します",
                "get it once more from somebody you trust, or unpack it and name the files"
            )
        }
    }
}
