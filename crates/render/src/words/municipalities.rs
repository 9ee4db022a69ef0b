//! What is wrong with the list of municipalities, `municipalities.csv`.

use kurabe_model::{InvalidCode, ListProblem, MunicipalityKind};

use super::{catalogue, say};
use crate::Lang;

pub(super) fn say(problem: &ListProblem, lang: Lang) -> String {
    match problem {
        ListProblem::NoHead => say!(
            lang,
            "自治体の一覧の見出し行（code,name,kana,prefecture,kind）がありません",
            "the list of municipalities has no head: code,name,kana,prefecture,kind"
        ),
        ListProblem::Nothing => {
            say!(lang, "自治体が一つも書かれていません", "the list has no municipality")
        }
        ListProblem::TooFewColumns => say!(lang, "列が足りません", "there are too few columns"),
        ListProblem::Code(InvalidCode::CheckDigit { text, .. }) => catalogue::wrong_check_digit(text, lang),
        ListProblem::Code(InvalidCode::NotSixDigits { text }) => {
            say!(lang, "「{text}」は団体コードではありません", "`{text}` is not a municipality code")
        }
        ListProblem::NoName => {
            say!(lang, "名称か都道府県がありません", "the name or the prefecture is missing")
        }
        ListProblem::UnknownKind { kind } => {
            say!(lang, "「{kind}」という団体の種類はありません", "there is no kind of municipality `{kind}`")
        }
        ListProblem::Twice { code, first } => {
            say!(
                lang,
                "コード「{code}」は{first}行目と同じです",
                "the code `{code}` is already on line {first}"
            )
        }
        other => format!("{other:?}"),
    }
}

pub(super) fn hint(problem: &ListProblem, lang: Lang) -> String {
    match problem {
        ListProblem::TooFewColumns => say!(
            lang,
            "コード・名称・読み・都道府県・種類を、この順にコンマで区切って書きます",
            "code, name, kana, prefecture and kind are needed, parted by commas"
        ),
        ListProblem::Code(InvalidCode::CheckDigit { text, expected }) => {
            catalogue::right_check_digit(text, *expected, lang)
        }
        ListProblem::Code(_) => say!(
            lang,
            "六桁の数字で書きます（表計算ソフトは先頭の 0 を落とすことがあります）",
            "six digits are needed (spreadsheets may drop a leading 0)"
        ),
        ListProblem::UnknownKind { .. } => {
            let kinds = MunicipalityKind::ALL.map(MunicipalityKind::as_str).join(" | ");
            say!(lang, "使えるもの: {kinds}", "one of: {kinds}")
        }
        _ => say!(
            lang,
            "行を直すか、ファイルを消すと実行ファイルに収めた一覧を使います",
            "mend the line; without the file the list inside the binary is used"
        ),
    }
}
