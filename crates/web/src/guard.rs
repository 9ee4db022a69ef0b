//! What keeps the site safe on a machine others use: whose name it answers to, and what browsers may do with it.

use std::net::SocketAddr;

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// What browsers may do: nothing that is not in the program.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The names the site answers to. A page of a stranger whose name leads to this machine is not one of them: it could
/// read everything otherwise.
#[derive(Debug, Clone)]
pub struct Hosts {
    names: Vec<String>,
}

impl Hosts {
    /// The names of a site at an address, with those its users have for it besides.
    pub fn of(address: SocketAddr, named: &[String]) -> Self {
        let own = [address.ip().to_string(), format!("[{}]", address.ip())];
        let local = address.ip().is_loopback() || address.ip().is_unspecified();
        let local = ["localhost", "127.0.0.1", "[::1]"].into_iter().filter(|_| local).map(str::to_owned);
        Self {
            names: own.into_iter().chain(local).chain(named.iter().map(|name| name.to_lowercase())).collect(),
        }
    }

    /// Whether a request is meant for the site, whatever the port: what is before the site may have another.
    pub(crate) fn know(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
            return false;
        };
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        let name = match host.rsplit_once(':') {
            Some((name, port)) if is_port(port) => name,
            _ => host,
        };
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// Sets what every answer says to browsers.
pub(crate) fn protect(headers: &mut HeaderMap) {
    let said = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in said {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_names_are_not_known() {
        let hosts = Hosts::of("127.0.0.1:8047".parse().unwrap(), &["kurabe.city.example.jp".to_owned()]);
        let check = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
            hosts.know(&headers)
        };
        for host in ["localhost:8047", "127.0.0.1", "[::1]:8047", "Kurabe.City.example.jp"] {
            assert!(check(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "", "localhost:8047:1", "127.0.0.1:x"] {
            assert!(!check(host), "{host}");
        }
        assert!(!hosts.know(&HeaderMap::new()));
    }
}
