//! What stands behind the ? of an address → the requests of `query`.

use kurabe_query::{Filters, Request, WordReading};
use percent_encoding::percent_decode_str;

use crate::problem::Problem;

/// The longest question that is read, in characters.
const LONGEST: usize = 10_000;

/// Names and values in the order they came, and which of them somebody asked for.
#[derive(Debug, Default)]
pub(crate) struct Params {
    given: Vec<(String, String)>,
    known: Vec<&'static str>,
}

impl Params {
    /// Reads what stands behind the question mark.
    pub(crate) fn read(query: &str) -> Result<Self, Problem> {
        let decoded = |text: &str| {
            let spaced = text.replace('+', " ");
            let text = percent_decode_str(&spaced).decode_utf8().map_err(|_| Problem::NotUtf8)?.into_owned();
            if text.chars().count() > LONGEST { Err(Problem::TooLong { most: LONGEST }) } else { Ok(text) }
        };
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decoded(name)?, decoded(value)?))
        };
        let given =
            query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect::<Result<_, Problem>>()?;
        Ok(Self { given, known: Vec::new() })
    }

    /// What came, as pages show it again.
    pub(crate) fn given(&self) -> &[(String, String)] {
        &self.given
    }

    /// Every value of a name that is not empty: forms send their empty fields too.
    pub(crate) fn all(&mut self, name: &'static str) -> Vec<String> {
        self.known.push(name);
        let values = self.given.iter().filter(|(given, value)| given == name && !value.trim().is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// The same with commas between values, as on the command line.
    pub(crate) fn listed(&mut self, name: &'static str) -> Vec<String> {
        let all = self.all(name);
        let parts = all.iter().flat_map(|value| value.split([',', '、'])).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The last value of a name.
    pub(crate) fn one(&mut self, name: &'static str) -> Option<String> {
        self.all(name).pop()
    }

    /// Whether something is wanted.
    pub(crate) fn ticked(&mut self, name: &'static str) -> Result<bool, Problem> {
        match self.one(name).as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(other) => Err(Problem::Value { name, typed: other.to_owned() }),
        }
    }

    /// A number from `least` to `most`.
    pub(crate) fn number(
        &mut self,
        name: &'static str,
        (least, most): (usize, usize),
    ) -> Result<Option<usize>, Problem> {
        let Some(typed) = self.one(name) else { return Ok(None) };
        match typed.trim().parse() {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(Problem::Number { name, typed, least, most }),
        }
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Result<Option<T>, Problem> {
        let Some(typed) = self.one(name) else { return Ok(None) };
        let found = choices.iter().find(|(word, _)| *word == typed).map(|(_, value)| *value);
        found.map(Some).ok_or(Problem::Value { name, typed })
    }

    /// The filters, the same for every question.
    pub(crate) fn filters(&mut self) -> Result<Filters, Problem> {
        Ok(Filters {
            municipality: self.listed("municipality"),
            peers: self.listed("peers"),
            municipality_kind: self.listed("municipality_kind"),
            prefecture: self.listed("prefecture"),
            year: self.listed("year"),
            in_force: self.ticked("in_force")?,
            department: self.listed("department"),
            theme: self.listed("theme"),
            kind: self.listed("kind"),
            document: self.listed("document"),
            document_kind: self.listed("document_kind"),
            has_targets: self.ticked("has_targets")?,
        })
    }

    /// How words are read.
    pub(crate) fn reading(&mut self) -> Result<WordReading, Problem> {
        Ok(match (self.ticked("exact")?, self.ticked("no_synonyms")?) {
            (true, _) => WordReading::Exact,
            (_, true) => WordReading::NoSynonyms,
            _ => WordReading::Full,
        })
    }

    /// A slip in a name is told: what was left out silently would be another question.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let strange = self.given.iter().find(|(name, _)| !self.known.contains(&name.as_str()));
        match strange {
            Some((name, _)) => Err(Problem::Unknown { name: name.clone(), known: self.known }),
            None => Ok(()),
        }
    }
}

/// How many hits a page has, unless told otherwise.
pub(crate) const ON_A_PAGE: usize = 20;

/// A search as the address asks for it.
pub(crate) fn search(params: &mut Params, most: usize) -> Result<Request, Problem> {
    Ok(Request {
        words: params.one("q").unwrap_or_default(),
        filters: params.filters()?,
        reading: params.reading()?,
        loose: params.ticked("loose")?,
        offset: params.number("offset", (0, usize::MAX))?.unwrap_or(0),
        limit: params.number("limit", (1, most))?.unwrap_or(ON_A_PAGE),
        per_municipality: params.number("per_municipality", (1, 1000))?,
        explain: params.ticked("explain")?,
        facets: true,
        tables: params.ticked("tables")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_a_form_writes_it() {
        let mut params =
            Params::read("q=%E5%85%AC%E6%B0%91+DX&municipality=%E6%9F%8F%E5%B8%82,%E7%9B%AE%E9%BB%92&year=")
                .unwrap();
        let request = search(&mut params, 100).unwrap();
        assert_eq!(request.words, "公民 DX");
        assert_eq!(request.filters.municipality, ["柏市", "目黒"]);
        assert_eq!(request.filters.year, Vec::<String>::new());
        assert_eq!(params.finish(), Ok(()));
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        assert_eq!(Params::read("q=%ff").unwrap_err(), Problem::NotUtf8);
        let mut params = Params::read("limit=0&munici=x").unwrap();
        assert!(matches!(search(&mut params, 100), Err(Problem::Number { name: "limit", .. })));
        assert!(matches!(params.finish(), Err(Problem::Unknown { .. })));
    }
}
