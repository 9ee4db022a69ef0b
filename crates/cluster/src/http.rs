//! Requests to an engine (通信): each has its time, and what may go well later is tried again, after a while that grows and is
//! not the same for all who wait.

use std::io::Read;
use std::time::Duration;

use kurabe_index::{Error, Result, Trouble};
use serde_json::Value;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, http};

use crate::address::Credentials;

/// How long an engine may take to take up a connection, and to answer.
const CONNECTED: Duration = Duration::from_secs(5);
const ANSWERED: Duration = Duration::from_secs(30);
/// The first wait before another try; every further one is twice as long, up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// For how long questions are tried again, and whatever is brought.
const ASKING: Duration = Duration::from_secs(3);
const BRINGING: Duration = Duration::from_secs(180);
/// No answer is larger.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Whoever talks to an engine.
#[derive(Debug)]
pub(crate) struct Http {
    agent: Agent,
    base: String,
    credentials: Credentials,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// A request, besides where it goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'r> {
    pub(crate) method: Method,
    pub(crate) path: &'r str,
    pub(crate) body: &'r [u8],
    /// Whether it may come twice without harm.
    pub(crate) repeatable: bool,
    /// Whether something is brought, and there is time.
    pub(crate) patient: bool,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// What was said, as JSON.
    pub(crate) fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).map_err(|error| faulty(format!("no JSON came back: {error}")))
    }
}

pub(crate) fn faulty(cause: impl Into<String>) -> Error {
    Error::Far { trouble: Trouble::Faulty, cause: cause.into() }
}

/// The time between tries.
#[derive(Debug)]
pub(crate) struct Pause {
    next: Duration,
    waited: Duration,
    patience: Duration,
}

impl Pause {
    /// A short one for questions, a long one for whatever is brought.
    pub(crate) fn new(patient: bool) -> Self {
        let patience = if patient { BRINGING } else { ASKING };
        Self { next: FIRST_WAIT, waited: Duration::ZERO, patience }
    }

    /// Waits; not if that was enough.
    pub(crate) fn again(&mut self) -> bool {
        if self.waited + self.next > self.patience {
            return false;
        }
        std::thread::sleep(self.next.mul_f32(0.5 + fastrand::f32()));
        self.waited += self.next;
        self.next = (self.next * 2).min(LONGEST_WAIT);
        true
    }
}

impl Http {
    pub(crate) fn new(url: &str, credentials: Credentials) -> Result<Self> {
        let mut tls = TlsConfig::builder();
        if let Some(path) = &credentials.authorities {
            let pem = std::fs::read(path).map_err(|source| Error::Io { path: path.clone(), source })?;
            let certificates = parse_pem(&pem).filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            });
            let certificates: Vec<_> = certificates.collect();
            if certificates.is_empty() {
                let cause = format!("{}: there is no certificate in it", path.display());
                return Err(Error::Far { trouble: Trouble::Refused, cause });
            }
            tls = tls.root_certs(RootCerts::new_with_certs(&certificates));
        }
        let agent = Agent::config_builder()
            .timeout_connect(Some(CONNECTED))
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls.build())
            .user_agent(concat!("kurabe/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { agent: Agent::new_with_config(agent), base: url.to_owned(), credentials })
    }

    /// Asks for what lies at a path.
    pub(crate) fn get(&self, path: &str) -> Result<Response> {
        self.send(Request { method: Method::Get, path, body: b"", repeatable: true, patient: false })
    }

    /// Asks, and asks again while that may help. Whatever status is no trouble of the engine's is for the caller.
    pub(crate) fn send(&self, request: Request<'_>) -> Result<Response> {
        let mut pause = Pause::new(request.patient);
        loop {
            let (error, may_help) = match self.once(request) {
                Ok(response) => match trouble_of(&response) {
                    None => return Ok(response),
                    // What is refused for lack of room was not taken in.
                    Some(trouble) => (self.far(trouble, &response), trouble == Trouble::Busy),
                },
                Err(Sent { error, taken }) => {
                    // Whoever did not answer in time would not the next time.
                    let late = matches!(error, ureq::Error::Timeout(_));
                    let may_help = !late && (request.repeatable || !taken);
                    (self.unreachable(&error), may_help)
                }
            };
            if !may_help || !pause.again() {
                return Err(error);
            }
        }
    }

    fn once(&self, request: Request<'_>) -> std::result::Result<Response, Sent> {
        let method = match request.method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
            Method::Put => http::Method::PUT,
            Method::Delete => http::Method::DELETE,
        };
        let mut asked = http::Request::builder().method(method).uri(format!("{}{}", self.base, request.path));
        if let Some(authorization) = &self.credentials.authorization {
            asked = asked.header("authorization", authorization);
        }
        if !request.body.is_empty() {
            let kind =
                if request.body.ends_with(b"\n") { "application/x-ndjson" } else { "application/json" };
            asked = asked.header("content-type", kind);
        }
        let asked = asked.body(request.body).map_err(|error| Sent { error: error.into(), taken: false })?;
        let answered = self.credentials.seconds.map_or(ANSWERED, Duration::from_secs);
        let time = if request.patient { BRINGING } else { answered };
        let asked = self.agent.configure_request(asked).timeout_global(Some(time)).build();
        let answer = self.agent.run(asked).map_err(Sent::of)?;
        let status = answer.status().as_u16();
        let body = read(answer.into_body()).map_err(Sent::of)?;
        Ok(Response { status, body })
    }

    fn far(&self, trouble: Trouble, response: &Response) -> Error {
        let said = String::from_utf8_lossy(&response.body);
        let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        Error::Far { trouble, cause: format!("{}: HTTP {}: {said}", self.base, response.status) }
    }

    fn unreachable(&self, error: &ureq::Error) -> Error {
        Error::Far { trouble: Trouble::Unreachable, cause: format!("{}: {error}", self.base) }
    }
}

/// A request nobody answered, and whether somebody may have heard it.
struct Sent {
    error: ureq::Error,
    taken: bool,
}

impl Sent {
    fn of(error: ureq::Error) -> Self {
        let never = matches!(
            error,
            ureq::Error::HostNotFound
                | ureq::Error::ConnectionFailed
                | ureq::Error::Timeout(ureq::Timeout::Connect)
        );
        let refused =
            matches!(&error, ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused);
        Self { taken: !never && !refused, error }
    }
}

fn read(body: Body) -> std::result::Result<Vec<u8>, ureq::Error> {
    let mut bytes = Vec::new();
    body.into_with_config().limit(LARGEST).reader().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a status says of the engine itself.
fn trouble_of(response: &Response) -> Option<Trouble> {
    match response.status {
        401 | 403 => Some(Trouble::Refused),
        429 | 503 => Some(Trouble::Busy),
        408 | 502 | 504 => Some(Trouble::Unreachable),
        500..=599 => Some(Trouble::Faulty),
        _ => None,
    }
}
