//! Statements on an engine (遠くの施策文): which engine it is, what lets us in, and a library that answers from there.
//!
//! Where they lie is said by `--cluster`, by the environment, or by the file `cluster.toml` of the user's settings; what lets us
//! in by the environment or the file alone: what is typed is seen by others, and kept.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kurabe_cluster::{Address, Cluster, Credentials, Engine, Kind};
use kurabe_corpus::Corpus;
use kurabe_render::ClusterMessage;
use serde::Deserialize;

use crate::library::{Holds, Library};
use crate::session::Session;
use crate::stop::Stop;
use crate::system;
use crate::toolbox::Toolbox;

/// What the file of settings can say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    /// Where the statements lie: URL/NAME.
    cluster: Option<String>,
    user: Option<String>,
    password: Option<String>,
    /// A file with the password alone.
    password_file: Option<PathBuf>,
    /// As Elasticsearch gives them out.
    api_key: Option<String>,
    /// Whatever stands in the header `Authorization` behind `Bearer`.
    token: Option<String>,
    /// Certificates to trust, in PEM.
    ca: Option<PathBuf>,
    /// For how many seconds an answer is waited for.
    timeout: Option<u64>,
}

/// For how many seconds one may wait for an answer.
const TIME: std::ops::RangeInclusive<u64> = 1..=3600;

impl Settings {
    fn read() -> Result<Self, Stop> {
        let Some((path, said)) = system::cluster_settings() else { return Ok(Self::default()) };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            // Only what was named has to be there.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !said => return Ok(Self::default()),
            Err(error) => return Err(Stop::unreadable(&path, &error)),
        };
        let settings = toml::from_str::<Self>(&text);
        settings.map_err(|error| {
            // Neither the line nor what is said of it is shown: either may be secret.
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            Stop::users(ClusterMessage::Settings { path: path.display().to_string(), line }.into())
        })
    }

    fn credentials(&self) -> Result<Credentials, Stop> {
        let said = |name: &str, own: &Option<String>| system::text(name).or_else(|| own.clone());
        let file = system::text("KURABE_CLUSTER_PASSWORD_FILE")
            .map(PathBuf::from)
            .or_else(|| self.password_file.clone());
        let password = match (said("KURABE_CLUSTER_PASSWORD", &self.password), file) {
            (Some(password), _) => Some(password),
            (None, Some(path)) => Some(secret(&path)?),
            (None, None) => None,
        };
        let user = said("KURABE_CLUSTER_USER", &self.user);
        let key = said("KURABE_CLUSTER_API_KEY", &self.api_key);
        let token = said("KURABE_CLUSTER_TOKEN", &self.token);
        let authorization = match (token, key, user) {
            (Some(token), ..) => Some(format!("Bearer {token}")),
            (None, Some(key), _) => Some(format!("ApiKey {key}")),
            (None, None, Some(user)) => {
                let both = format!("{user}:{}", password.unwrap_or_default());
                Some(format!("Basic {}", BASE64_STANDARD.encode(both)))
            }
            (None, None, None) => None,
        };
        let authorities = system::text("KURABE_CLUSTER_CA").map(PathBuf::from).or_else(|| self.ca.clone());
        let seconds = match system::text("KURABE_CLUSTER_TIMEOUT") {
            Some(typed) => Some(typed.parse().map_err(|_| no_time(&typed))?),
            None => self.timeout,
        };
        if let Some(seconds) = seconds.filter(|seconds| !TIME.contains(seconds)) {
            return Err(no_time(&seconds.to_string()));
        }
        Ok(Credentials { authorization, authorities, seconds })
    }
}

fn no_time(typed: &str) -> Stop {
    Stop::users(ClusterMessage::Timeout { typed: typed.to_owned() }.into())
}

fn secret(path: &Path) -> Result<String, Stop> {
    let text = std::fs::read_to_string(path).map_err(|error| Stop::unreadable(path, &error))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

impl Session {
    /// Where the statements lie that answer; nothing where it is this machine.
    pub(crate) fn address(&self) -> Result<Option<Address>, Stop> {
        let typed = match self.cluster.clone().or_else(|| system::text("KURABE_CLUSTER")) {
            Some(typed) => Some(typed),
            None => Settings::read()?.cluster,
        };
        Ok(typed.map(|typed| Address::parse(&typed)).transpose()?)
    }

    /// The engine statements are brought to.
    pub(crate) fn engine(&self, url: &str, kind: Option<Kind>) -> Result<Engine, Stop> {
        Ok(Engine::at(url, Settings::read()?.credentials()?, kind)?)
    }

    /// The statements on an engine that answer; nothing where they lie on this machine.
    pub(crate) fn far(&self) -> Result<Option<Cluster>, Stop> {
        let Some(address) = self.address()? else { return Ok(None) };
        Ok(Some(Cluster::open(&address, Settings::read()?.credentials()?)?))
    }

    /// A library that answers from an engine, with the lexicon its statements were analysed with.
    pub(crate) fn library_on(&self, cluster: Cluster, corpus: Corpus) -> Result<Library, Stop> {
        let own = Toolbox::of(&corpus)?;
        let fingerprint = own.fingerprint();
        cluster.fits(&fingerprint)?;
        let theirs = &cluster.manifest().fingerprint;
        let same = theirs.words == fingerprint.words && theirs.vocabulary == fingerprint.vocabulary;
        let toolbox = match same {
            true => own,
            false => {
                let toolbox = Toolbox::of_lexicon(cluster.lexicon()?)
                    .filter(|toolbox| toolbox.fingerprint() == *theirs)
                    .ok_or_else(|| Stop::users(ClusterMessage::ForeignLexicon.into()))?;
                self.say(&ClusterMessage::TheirLexicon.into());
                toolbox
            }
        };
        Ok(Library::new(corpus, Holds::Cluster(Box::new(cluster)), toolbox))
    }
}
