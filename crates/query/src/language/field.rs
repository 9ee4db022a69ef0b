//! Fields (項目): what a condition can be put on, and the names planners have for it.

use std::fmt;

use kurabe_text::fold;

/// What a condition looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 自治体: the municipality, by name or code.
    Municipality,
    /// 団体種別: its sort, 特別区 or 市.
    MunicipalityKind,
    /// 都道府県: the prefecture it lies in.
    Prefecture,
    /// 年度: the document's fiscal year; [`year_range`](crate::year_range) reads its values.
    Year,
    /// 部署: the division in charge.
    Department,
    /// テーマ: a curated subject.
    Theme,
    /// 種別: the sort of the statement.
    Kind,
    /// 文書: the document.
    Document,
    /// 文書種別: its sort, 総合計画 or 運営方針.
    DocumentKind,
    /// あり: what the statement has, as in `has:targets`.
    Has,
    /// 見出し: a heading above the statement, the document's printed title included.
    Heading,
}

impl Field {
    /// All fields, in the order they are listed to users.
    pub const ALL: [Self; 11] = [
        Self::Municipality,
        Self::MunicipalityKind,
        Self::Prefecture,
        Self::Year,
        Self::Department,
        Self::Theme,
        Self::Kind,
        Self::Document,
        Self::DocumentKind,
        Self::Has,
        Self::Heading,
    ];

    /// The name it is printed with, which is that of the flag.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::MunicipalityKind => "municipality-kind",
            Self::Prefecture => "prefecture",
            Self::Year => "year",
            Self::Department => "department",
            Self::Theme => "theme",
            Self::Kind => "kind",
            Self::Document => "document",
            Self::DocumentKind => "document-kind",
            Self::Has => "has",
            Self::Heading => "heading",
        }
    }

    /// The field somebody means by a name, in any width or case.
    ///
    /// ```
    /// use kurabe_query::Field;
    ///
    /// assert_eq!(Field::named("ＭＵＮＩ"), Some(Field::Municipality));
    /// assert_eq!(Field::named("担当課"), Some(Field::Department));
    /// assert_eq!(Field::named("例"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        if name.chars().nth(LONGEST).is_some() {
            return None;
        }
        let name = fold(name).replace('_', "-");
        Self::ALL
            .into_iter()
            .find(|field| name == field.as_str() || field.other_names().contains(&name.as_str()))
    }

    const fn other_names(self) -> &'static [&'static str] {
        match self {
            Self::Municipality => &[
                "muni",
                "city",
                "自治体",
                "自治体名",
                "市区町村",
                "市町村",
                "区市町村",
                "市",
                "区",
                "町",
                "村",
            ],
            Self::MunicipalityKind => &[
                "muni-kind",
                "city-kind",
                "団体種別",
                "団体の種類",
                "自治体種別",
                "自治体の種別",
                "自治体の種類",
            ],
            Self::Prefecture => &["pref", "都道府県", "都道府県名", "県"],
            Self::Year => &["fy", "fiscal-year", "年度", "年"],
            Self::Department => {
                &["dept", "division", "部署", "担当課", "担当部署", "担当", "所管課", "所管", "課"]
            }
            Self::Theme => &["テーマ"],
            Self::Kind => &["種別", "種類"],
            Self::Document => &["doc", "文書", "文書名"],
            Self::DocumentKind => &["doc-kind", "文書種別", "文書の種別", "文書の種類"],
            Self::Has => &["あり", "有り", "有"],
            Self::Heading => &["title", "見出し"],
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// No name has more characters; a text that long need not be looked at.
const LONGEST: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_field() {
        for field in Field::ALL {
            for name in field.other_names().iter().chain([&field.as_str()]) {
                assert_eq!(Field::named(name), Some(field), "{name}");
                assert!(name.chars().count() <= LONGEST, "{name}");
            }
        }
    }
}
