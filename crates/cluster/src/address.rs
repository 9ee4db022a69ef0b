//! Where statements lie (所在): the address of an engine, the name they have there, and what lets us in.

use std::fmt;
use std::path::PathBuf;

use kurabe_index::{Error, Result, Trouble};

/// An engine, and the name of the statements on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The engine.
    pub url: String,
    /// The statements.
    pub name: String,
}

impl Address {
    /// An address of its two parts.
    ///
    /// # Errors
    /// If the first is no address of a server, or the second cannot be a name on every engine.
    pub fn new(url: &str, name: &str) -> Result<Self> {
        let url = url.trim_end_matches('/');
        let is_server = url.strip_prefix("http://").or(url.strip_prefix("https://"));
        if is_server.is_none_or(|host| host.is_empty() || !host.chars().all(is_of_a_host)) {
            return Err(none(url));
        }
        let is_fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let begins = name.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        if !begins || !name.chars().all(is_fine) || !(3..=64).contains(&name.len()) {
            return Err(none(name));
        }
        Ok(Self { url: url.to_owned(), name: name.to_owned() })
    }

    /// An address as it is typed: `https://search.example.jp:7280/plans`.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(typed: &str) -> Result<Self> {
        let typed = typed.trim_end_matches('/');
        match typed.rsplit_once('/') {
            Some((url, name)) if url.contains("://") && !url.ends_with('/') => Self::new(url, name),
            _ => Err(none(typed)),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.url, self.name)
    }
}

fn is_of_a_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']')
}

/// What was typed is no address. Whatever stands before an `@` or behind a `?` may be secret.
fn none(typed: &str) -> Error {
    let shown = typed.rsplit('@').next().unwrap_or_default();
    let shown = if shown.len() == typed.len() { shown.to_owned() } else { format!("…@{shown}") };
    let shown = shown.split(['?', '#']).next().unwrap_or_default().to_owned();
    Error::Far { trouble: Trouble::Address, cause: shown }
}

/// What lets us in (資格情報). It is shown to nobody but the engine.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// What stands in the header `Authorization`.
    pub authorization: Option<String>,
    /// Certificates of authorities to trust instead of the usual ones, in PEM.
    pub authorities: Option<PathBuf>,
    /// For how many seconds an answer is waited for; the usual time where it is not said.
    pub seconds: Option<u64>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = self.authorization.as_ref().map(|_| "…");
        f.debug_struct("Credentials")
            .field("authorization", &given)
            .field("authorities", &self.authorities)
            .field("seconds", &self.seconds)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_server_and_a_name() {
        let address = Address::parse("https://search.example.jp:7280/plans-2026/").unwrap();
        assert_eq!(
            (address.url.as_str(), address.name.as_str()),
            ("https://search.example.jp:7280", "plans-2026")
        );
        assert_eq!(address.to_string(), "https://search.example.jp:7280/plans-2026");
        for wrong in [
            "plans",
            "https://host",
            "https://host/",
            "ftp://host/plans",
            "http://host/Plans",
            "http://host/ab",
        ] {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Address::parse("http://user:secret@host/plans").is_err());
    }

    #[test]
    fn nobody_sees_what_lets_us_in() {
        let credentials =
            Credentials { authorization: Some("Basic c2VjcmV0".into()), authorities: None, seconds: None };
        assert!(!format!("{credentials:?}").contains("c2VjcmV0"));
    }
}
