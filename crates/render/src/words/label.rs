//! Single words over and beside data.

use kurabe_model::{Severity, StatementKind};

use crate::Lang;

/// The words over columns and beside values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its own English word, which stands below")]
pub enum Label {
    Id,
    Municipality,
    Title,
    Year,
    Period,
    DocumentKind,
    Department,
    File,
    Source,
    Rights,
    Statements,
    Curated,
    NoTitle,
    Kind(StatementKind),
    KindOf,
    Targets,
    Deadlines,
    Place,
    Citation,
    Previous,
    Text,
    Next,
    Gold,
    Read,
    Agreement,
    TargetAgreement,
    DepartmentMisses,
    Intruders,
    Missing,
    Extra,
    All,
    Hint,
    Error,
    Severity(Severity),
}

impl Label {
    /// The word itself.
    pub fn say(self, lang: Lang) -> &'static str {
        let (japanese, english) = match self {
            Self::Id => ("id", "id"),
            Self::Municipality => ("自治体", "municipality"),
            Self::Title => ("題名", "title"),
            Self::Year => ("年度", "fiscal year"),
            Self::Period => ("期間", "period"),
            Self::DocumentKind => ("種類", "kind"),
            Self::Department => ("担当", "department"),
            Self::File => ("原文", "file"),
            Self::Source => ("入手元", "source"),
            Self::Rights => ("権利", "rights"),
            Self::Statements => ("施策文", "statements"),
            Self::Curated => ("編者", "curator"),
            Self::NoTitle => ("（本文に題名なし）", "(no title in the text)"),
            Self::Kind(StatementKind::Policy) => ("方針・施策", "policy"),
            Self::Kind(StatementKind::Background) => ("現状・背景", "background"),
            Self::Kind(StatementKind::Target) => ("目標指標", "target"),
            Self::KindOf => ("種別", "kind"),
            Self::Targets => ("数値目標", "targets"),
            Self::Deadlines => ("期限", "deadlines"),
            Self::Place => ("位置", "place"),
            Self::Citation => ("出典", "citation"),
            Self::Previous => ("前", "before"),
            Self::Text => ("本文", "text"),
            Self::Next => ("次", "after"),
            Self::Gold => ("正解", "judged"),
            Self::Read => ("読取", "read"),
            Self::Agreement => ("一致F1", "F1"),
            Self::TargetAgreement => ("数値F1", "target F1"),
            Self::DepartmentMisses => ("担当誤り", "dept miss"),
            Self::Intruders => ("混入", "intruders"),
            Self::Missing => ("読み落とし", "missing"),
            Self::Extra => ("余分", "extra"),
            Self::All => ("全体", "all"),
            Self::Hint => ("ヒント", "hint"),
            Self::Error | Self::Severity(Severity::Error) => ("エラー", "error"),
            Self::Severity(Severity::Warning) => ("警告", "warning"),
            Self::Severity(Severity::Note) => ("参考", "note"),
        };
        match lang {
            Lang::Japanese => japanese,
            Lang::English => english,
        }
    }
}
