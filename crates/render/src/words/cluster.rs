//! What is said about statements on an engine: how they got there, and why they do not answer.

use kurabe_query::Trouble;

use super::{Message, say};
use crate::Lang;

/// Something about statements on an engine (遠くの施策文).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClusterMessage {
    /// They cannot be asked.
    Trouble {
        /// What is the matter.
        trouble: Trouble,
        /// What was said by whom.
        cause: String,
    },
    /// The file of settings cannot be read.
    Settings {
        /// The file.
        path: String,
        /// The line.
        line: usize,
    },
    /// The time to wait for an answer is none.
    Timeout {
        /// What was typed.
        typed: String,
    },
    /// They were analysed with another lexicon than that of the corpus here, and so are questions.
    TheirLexicon,
    /// The lexicon they were analysed with cannot be used here.
    ForeignLexicon,
    /// A command is about what lies on this machine.
    OwnOnly,
    /// Nothing lies under the name.
    Nothing {
        /// Where.
        address: String,
    },
    /// They were brought.
    Pushed {
        /// Where to.
        address: String,
        /// The number of the generation.
        generation: u64,
        /// Statements.
        statements: usize,
        /// Rows of tables.
        rows: usize,
        /// How many of both were there already.
        there: usize,
        /// Whether all was there already.
        same: bool,
    },
    /// They were taken away.
    Dropped {
        /// Where from.
        address: String,
        /// How many generations that were.
        generations: usize,
    },
}

impl ClusterMessage {
    pub(super) fn say(&self, lang: Lang) -> String {
        match self {
            Self::Trouble { trouble, cause } => {
                let what = of(*trouble, lang);
                say!(lang, "{what}: {cause}", "{what}: {cause}")
            }
            Self::Settings { path, line } => {
                say!(
                    lang,
                    "設定「{path}」の{line}行目を読めません",
                    "cannot read line {line} of the settings `{path}`"
                )
            }
            Self::Timeout { typed } => {
                say!(lang, "待つ秒数「{typed}」は使えません", "`{typed}` is no number of seconds to wait")
            }
            Self::TheirLexicon => say!(
                lang,
                "送られた施策文の辞書は手元のものと違います。送られた側の辞書で答えます",
                "the statements there were analysed with another lexicon than the one here: theirs is used"
            ),
            Self::ForeignLexicon => say!(
                lang,
                "送られた施策文の辞書を、この版の kurabe では使えません",
                "the lexicon the statements there were analysed with cannot be used by this version of kurabe"
            ),
            Self::OwnOnly => say!(
                lang,
                "このコマンドは手元のコーパスと索引のためのものです",
                "this command is about the corpus and the index of this machine"
            ),
            Self::Nothing { address } => {
                say!(lang, "{address} には何もありません", "nothing lies at {address}")
            }
            Self::Pushed { address, generation, statements, rows, same: true, .. } => say!(
                lang,
                "{address} には同じもの（世代{generation}、施策文{statements}件・表の行{rows}件）がもうあります",
                "the same lies at {address} already: generation {generation}, {statements} statements, {rows} rows of tables"
            ),
            Self::Pushed { address, generation, statements, rows, there, .. } => {
                let on = match there {
                    0 => String::new(),
                    there => say!(
                        lang,
                        "。うち{there}件は送ってありました",
                        "; {there} of them were there already"
                    ),
                };
                say!(
                    lang,
                    "{address} に施策文{statements}件・表の行{rows}件を送りました（世代{generation}）{on}",
                    "brought {statements} statements and {rows} rows of tables to {address}, generation {generation}{on}"
                )
            }
            Self::Dropped { address, generations } => say!(
                lang,
                "{address} から{generations}世代を除きました",
                "took {generations} generation(s) away from {address}"
            ),
        }
    }

    pub(super) fn hint(&self, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Trouble { trouble, .. } => match trouble {
                Trouble::Address => say!(
                    lang,
                    "http://ホスト:番号/名前 か https://ホスト/名前 と書きます。名前は英小文字で始まり、英小文字・数字・ハイフンで3〜64字。利用者名とパスワードは書きません",
                    "it is written http://HOST:PORT/NAME or https://HOST/NAME; a name has 3 to 64 small letters, figures and hyphens and begins with a letter; users and passwords never stand in it"
                ),
                Trouble::Empty => say!(
                    lang,
                    "`--home` が目当てのフォルダか確かめます。そこにあるものを除くのは `kurabe cluster drop` です",
                    "see whether `--home` is the folder that is meant; `kurabe cluster drop` takes away what is there"
                ),
                Trouble::Unreachable => say!(
                    lang,
                    "検索エンジンが動いているか、アドレスが正しいかを確かめます",
                    "see whether the engine runs, and whether this is its address"
                ),
                Trouble::Refused => say!(
                    lang,
                    "KURABE_CLUSTER_USER と KURABE_CLUSTER_PASSWORD、または KURABE_CLUSTER_API_KEY を確かめます",
                    "see KURABE_CLUSTER_USER and KURABE_CLUSTER_PASSWORD, or KURABE_CLUSTER_API_KEY"
                ),
                Trouble::Busy | Trouble::Partial => {
                    say!(lang, "しばらくしてからもう一度たずねます", "ask again in a while")
                }
                Trouble::Unknown => say!(
                    lang,
                    "使えるのは Quickwit 0.9、OpenSearch 2、Elasticsearch 8 からです",
                    "Quickwit from 0.9, OpenSearch from 2 and Elasticsearch from 8 on are known"
                ),
                Trouble::Missing => say!(
                    lang,
                    "所在は URL/名前 と書きます。`kurabe cluster push` で送り、`kurabe cluster status` で見ます",
                    "it is written URL/NAME; `kurabe cluster push` brings statements, `kurabe cluster status` shows them"
                ),
                Trouble::Foreign => {
                    say!(
                        lang,
                        "この版の kurabe でもう一度 `kurabe cluster push` します",
                        "`kurabe cluster push` them again with this version"
                    )
                }
                Trouble::TooMuch => say!(
                    lang,
                    "自治体・都道府県・文書・年度でしぼります",
                    "narrow by municipality, prefecture, document or year"
                ),
                Trouble::Faulty => return None,
            },
            Self::OwnOnly => say!(
                lang,
                "`--cluster` と KURABE_CLUSTER を外します",
                "leave `--cluster` and KURABE_CLUSTER out"
            ),
            Self::ForeignLexicon => {
                say!(
                    lang,
                    "この版の kurabe でもう一度 `kurabe cluster push` します",
                    "`kurabe cluster push` them again with this version"
                )
            }
            Self::Nothing { .. } => say!(
                lang,
                "`kurabe cluster push` で送ります",
                "`kurabe cluster push` brings statements there"
            ),
            Self::Settings { .. } => say!(
                lang,
                "書けるのは cluster、user、password、password-file、api-key、token、ca（文字列）と timeout（秒数）です",
                "it may say cluster, user, password, password-file, api-key, token, ca (texts) and timeout (seconds)"
            ),
            Self::Timeout { .. } => {
                say!(
                    lang,
                    "KURABE_CLUSTER_TIMEOUT は1から3600までの数です",
                    "KURABE_CLUSTER_TIMEOUT is a number from 1 to 3600"
                )
            }
            Self::TheirLexicon | Self::Pushed { .. } | Self::Dropped { .. } => {
                return None;
            }
        })
    }
}

/// What is the matter.
fn of(trouble: Trouble, lang: Lang) -> String {
    match trouble {
        Trouble::Address => say!(lang, "施策文の所在として読めません", "this is no address of statements"),
        Trouble::Empty => say!(lang, "送る施策文がありません", "there is nothing to bring"),
        Trouble::Unreachable => say!(lang, "検索エンジンが答えません", "the engine does not answer"),
        Trouble::Refused => say!(lang, "検索エンジンに入れません", "the engine does not let us in"),
        Trouble::Busy => say!(lang, "検索エンジンが混んでいます", "the engine is busy"),
        Trouble::Partial => {
            say!(
                lang,
                "検索エンジンが一部しか答えません。答えは出しません",
                "the engine answered from a part only, which is no answer"
            )
        }
        Trouble::Unknown => say!(lang, "使える検索エンジンではありません", "this is no engine that is known"),
        Trouble::Missing => say!(lang, "施策文がありません", "there are no statements"),
        Trouble::Foreign => {
            say!(lang, "ほかの版の kurabe が送ったものです", "brought by another version of kurabe")
        }
        Trouble::TooMuch => {
            say!(lang, "一度に取り寄せられる量を超えます", "more than can be fetched at once")
        }
        Trouble::Faulty => say!(lang, "検索エンジンの答えがおかしい", "what the engine says makes no sense"),
    }
}

impl From<ClusterMessage> for Message {
    fn from(message: ClusterMessage) -> Self {
        Self::Cluster(message)
    }
}
