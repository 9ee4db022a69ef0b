//! What stands behind the ? of an address, or in the call of an assistant → what a question reads.

use std::collections::BTreeMap;

use kurabe_query::{Context, Filters, WordReading};
use percent_encoding::percent_decode_str;

use crate::parameter::{MEANING, Parameter, Takes};
use crate::problem::Problem;

/// Names and values, as they were given.
pub(crate) type Given = Vec<(String, String)>;

/// Reads what stands behind the question mark. Forms send their empty fields too: these were not given.
pub(crate) fn given(query: &str) -> Result<Given, Problem> {
    let decoded = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8().map(|text| text.into_owned()).map_err(|_| Problem::NotUtf8)
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decoded(name)?, decoded(value)?))
    };
    query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

/// What a question was told, every value such as its name takes.
#[derive(Debug)]
pub(crate) struct Params<'g> {
    given: &'g Given,
    tables: &'static [&'static [Parameter]],
}

impl<'g> Params<'g> {
    /// Takes what was given for what these parameters take. A slip in a name is told: what was left out silently would
    /// be another question.
    pub(crate) fn read(given: &'g Given, tables: &'static [&'static [Parameter]]) -> Result<Self, Problem> {
        let all = || tables.iter().flat_map(|table| table.iter());
        let mut first_values = BTreeMap::new();
        for (name, value) in given {
            let Some(parameter) = all().find(|parameter| parameter.name == name) else {
                let known = all().map(|parameter| parameter.name).collect();
                return Err(Problem::Unknown { name: name.clone(), known });
            };
            check(parameter, value)?;
            let is_given = !value.trim().is_empty();
            if is_given && !parameter.repeats() && first_values.entry(name).or_insert(value) != &value {
                return Err(Problem::Twice { name: parameter.name });
            }
        }
        let params = Self { given, tables };
        for parameter in all().filter(|parameter| parameter.repeats()) {
            let count = match parameter.takes {
                Takes::Names => params.listed(parameter.name).len(),
                _ => params.all(parameter.name).len(),
            };
            if count > parameter.most() {
                return Err(Problem::TooMany { name: parameter.name, most: parameter.most() });
            }
        }
        Ok(params)
    }

    /// What answers the question: words alone, where that was asked for.
    pub(crate) fn context<'c>(&self, context: Context<'c>) -> Context<'c> {
        let meaning = MEANING.iter().filter(|one| self.tables.iter().any(|table| table.contains(one)));
        let is_off = meaning.into_iter().any(|one| self.ticked(one.name));
        if is_off { context.by_words() } else { context }
    }

    /// Every value of a name.
    pub(crate) fn all(&self, name: &'static str) -> Vec<String> {
        debug_assert!(self.tables.iter().any(|table| table.iter().any(|one| one.name == name)), "{name}");
        let values = self.given.iter().filter(|(given, value)| given == name && !value.trim().is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// The same with commas between values, as on the command line.
    pub(crate) fn listed(&self, name: &'static str) -> Vec<String> {
        let all = self.all(name);
        let parts = all.iter().flat_map(|value| value.split([',', '、'])).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The value of a name that has one.
    pub(crate) fn one(&self, name: &'static str) -> Option<String> {
        self.all(name).pop()
    }

    /// Whether something is wanted.
    pub(crate) fn ticked(&self, name: &'static str) -> bool {
        self.one(name).is_some_and(|value| value == "true")
    }

    /// A number, or what it usually is.
    pub(crate) fn number(&self, name: &'static str) -> Option<usize> {
        let typed = self.one(name).and_then(|typed| typed.trim().parse().ok());
        typed.or_else(|| {
            let parameter = self.tables.iter().flat_map(|table| table.iter()).find(|one| one.name == name)?;
            match parameter.takes {
                Takes::Number { usual, .. } => usual,
                _ => None,
            }
        })
    }

    /// The filters, the same for every question.
    pub(crate) fn filters(&self) -> Filters {
        Filters {
            municipality: self.listed("municipality"),
            peers: self.listed("peers"),
            municipality_kind: self.listed("municipality_kind"),
            prefecture: self.listed("prefecture"),
            year: self.listed("year"),
            in_force: self.ticked("in_force"),
            department: self.listed("department"),
            theme: self.listed("theme"),
            kind: self.listed("kind"),
            document: self.listed("document"),
            document_kind: self.listed("document_kind"),
            has_targets: self.ticked("has_targets"),
        }
    }

    /// How words are read.
    pub(crate) fn reading(&self) -> WordReading {
        match (self.ticked("exact"), self.ticked("no_synonyms")) {
            (true, _) => WordReading::Exact,
            (_, true) => WordReading::NoSynonyms,
            _ => WordReading::Full,
        }
    }
}

/// Whether a value is one its name takes.
fn check(parameter: &Parameter, value: &str) -> Result<(), Problem> {
    let Parameter { name, takes, .. } = *parameter;
    let typed = || value.to_owned();
    let most = parameter.longest();
    if value.chars().count() > most {
        return Err(Problem::TooLong { name, most });
    }
    let is_taken = match takes {
        _ if value.trim().is_empty() => true,
        Takes::Text | Takes::Passage | Takes::Texts | Takes::Names => true,
        Takes::Flag => matches!(value, "true" | "false"),
        Takes::OneOf(words) => words.contains(&value),
        Takes::Number { least, most, .. } => {
            let number: Option<usize> = value.trim().parse().ok();
            if !number.is_some_and(|number| (least..=most).contains(&number)) {
                return Err(Problem::Number { name, typed: typed(), least, most });
            }
            true
        }
    };
    let known = match takes {
        Takes::Flag => vec!["true", "false"],
        Takes::OneOf(words) => words.to_vec(),
        _ => Vec::new(),
    };
    if is_taken { Ok(()) } else { Err(Problem::Value { name, typed: typed(), known }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::FILTERS;

    const OWN: &[Parameter] = &[
        Parameter::new("q", Takes::Text, "Words / 語"),
        Parameter::new("limit", Takes::Number { least: 1, most: 100, usual: Some(20) }, "How many / 件数"),
    ];
    const TABLES: &[&[Parameter]] = &[OWN, FILTERS];

    #[test]
    fn an_address_is_read_as_a_form_writes_it() {
        let given =
            given("q=%E5%85%AC%E6%B0%91+DX&municipality=%E6%9F%8F%E5%B8%82,%E7%9B%AE%E9%BB%92&year=&limit=")
                .unwrap();
        let params = Params::read(&given, TABLES).unwrap();
        assert_eq!(params.one("q").as_deref(), Some("公民 DX"));
        assert_eq!(params.number("limit"), Some(20));
        assert_eq!(params.filters().municipality, ["柏市", "目黒"]);
        assert_eq!(params.filters().year, Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        let refused = |query: &str| {
            given(query).and_then(|given| Params::read(&given, TABLES).map(|_| ())).unwrap_err()
        };
        assert_eq!(refused("q=%ff"), Problem::NotUtf8);
        assert!(matches!(refused("limit=0"), Problem::Number { name: "limit", .. }));
        assert!(matches!(refused("munici=x"), Problem::Unknown { .. }));
        let many = "year=2020&".repeat(100) + "year=" + &"2021,".repeat(101);
        assert!(matches!(refused(&many), Problem::TooMany { name: "year", most: 200 }));
        assert_eq!(refused("q=公民&limit=3&q=DX"), Problem::Twice { name: "q" });
        assert!(
            given("q=DX&q=DX&q=&year=R6&year=R7").is_ok_and(|given| Params::read(&given, TABLES).is_ok())
        );
        assert!(matches!(refused("in_force=yes"), Problem::Value { name: "in_force", .. }));
        assert!(matches!(refused(&format!("q={}", "a".repeat(1_001))), Problem::TooLong { .. }));
    }
}
