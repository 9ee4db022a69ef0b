//! Addresses: the one that is answered, and those it leads to.

use std::fmt::Write as _;

use kurabe_query::CorpusFacts;

use maud::{Markup, html};

use crate::Lang;

/// The address that is answered, and what every page has to know besides.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The language of the page.
    pub lang: Lang,
    /// Which page it is: `search`, `statements/kashiwa-2022-abc`.
    pub path: &'a str,
    /// What stands behind the question mark, in the order it came.
    pub given: &'a [(String, String)],
    /// What the index holds.
    pub corpus: &'a CorpusFacts,
    /// The themes one can choose.
    pub themes: &'a [Theme],
}

/// A theme one can choose: its id and its name.
pub type Theme = (String, String);

impl View<'_> {
    /// The address of a page with nothing asked.
    pub(super) fn page(&self, path: &str) -> String {
        address(self.lang, path, "", &[])
    }

    /// The address of a page with some of the questions it answers.
    pub(super) fn asking(&self, path: &str, given: &[(&str, &str)]) -> String {
        address(self.lang, path, "", given)
    }

    /// This address in another language.
    pub(super) fn here_in(&self, lang: Lang) -> String {
        address(lang, self.path, "", &self.pairs())
    }

    /// The same answer as programs read it.
    pub(super) fn as_json(&self) -> String {
        address(self.lang, self.path, ".json", &self.pairs())
    }

    /// The whole of this answer as a table: `.csv`, `.xlsx`. What is handed on has no pages.
    pub(super) fn as_table(&self, ending: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| !["offset", "limit"].contains(name));
        address(self.lang, self.path, ending, &pairs)
    }

    /// This address with one more municipality to be read beside others, with enough of each to read.
    pub(super) fn pinning(&self, code: &str) -> String {
        let mut pairs = self.pairs();
        pairs.push(("pin", code));
        if self.value("best").is_empty() {
            pairs.push(("best", "3"));
        }
        address(self.lang, self.path, "", &pairs)
    }

    /// This address without any value of a name.
    pub(super) fn without_all(&self, name: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != "offset" && *other != name);
        address(self.lang, self.path, "", &pairs)
    }

    /// What a theme is called.
    pub(super) fn theme<'t>(&'t self, id: &'t str) -> &'t str {
        self.themes.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name)
    }

    /// The state for a form that sets `except` anew.
    pub(super) fn hidden(&self, except: &[&str]) -> Markup {
        html! {
            @for (name, value) in self.pairs() {
                @if name != "offset" && !except.contains(&name) { input type="hidden" name=(name) value=(value); }
            }
        }
    }

    /// This address with one more condition, from its first page on.
    pub(super) fn with(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != "offset");
        pairs.push((name, value));
        address(self.lang, self.path, "", &pairs)
    }

    /// This address with another value of a name.
    pub(super) fn with_only(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != "offset" && *other != name);
        pairs.push((name, value));
        address(self.lang, self.path, "", &pairs)
    }

    /// This address without a condition.
    pub(super) fn without(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|pair| pair.0 != "offset" && *pair != (name, value));
        address(self.lang, self.path, "", &pairs)
    }

    /// Whether a condition is set.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).any(|given| given == value)
    }

    /// The last value of a name, as a form shows it again.
    pub(super) fn value(&self, name: &str) -> &str {
        self.values(name).last().unwrap_or_default()
    }

    /// All values of a name.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.given
            .iter()
            .filter(move |(given, value)| given == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        let given = self.given.iter().filter(|(_, value)| !value.is_empty());
        given.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

/// An address of the site: English has a folder of its own.
fn address(lang: Lang, path: &str, ending: &str, given: &[(&str, &str)]) -> String {
    let mut address = match lang {
        Lang::Japanese => "/".to_owned(),
        Lang::English => "/en/".to_owned(),
    };
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        encode(&mut address, segment);
        if segments.peek().is_some() {
            address.push('/');
        }
    }
    address.push_str(ending);
    for (place, (name, value)) in given.iter().enumerate() {
        address.push(if place == 0 { '?' } else { '&' });
        encode(&mut address, name);
        address.push('=');
        encode(&mut address, value);
    }
    address
}

/// Writes a text so that nothing in it means anything in an address.
fn encode(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_asked_stands_in_the_address() {
        let corpus = CorpusFacts {
            version: String::new(),
            documents: 0,
            unreadable: 0,
            statements: 0,
            municipalities: 0,
            meaning: None,
        };
        let given = [("q", "公民 連携&"), ("municipality", "柏市"), ("offset", "20"), ("year", "")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let view = View { lang: Lang::Japanese, path: "search", given: &given, corpus: &corpus, themes: &[] };
        assert_eq!(
            view.with("kind", "policy"),
            "/search?q=%E5%85%AC%E6%B0%91%20%E9%80%A3%E6%90%BA%26&municipality=%E6%9F%8F%E5%B8%82&kind=policy"
        );
        assert_eq!(
            view.without("municipality", "柏市"),
            "/search?q=%E5%85%AC%E6%B0%91%20%E9%80%A3%E6%90%BA%26"
        );
        assert!(view.here_in(Lang::English).starts_with("/en/search?q="));
        assert!(view.as_table(".xlsx").ends_with("&municipality=%E6%9F%8F%E5%B8%82"));
        assert_eq!(view.page(""), "/");
    }
}
