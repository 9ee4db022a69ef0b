//! What differs between operating systems, and what the environment says.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::{SystemTime, UNIX_EPOCH};

use kurabe_corpus::Places;
use kurabe_model::Limit;
use kurabe_render::terminal::{self, Harmless, Reader};
use kurabe_render::{Lang, Message};

use crate::args::{Color, Language};

/// The places a home is looked for in.
pub(crate) fn places(named: Option<PathBuf>) -> Places {
    Places {
        named: named.or_else(|| variable("KURABE_HOME").map(PathBuf::from)),
        current: env::current_dir().ok(),
        data: data_folder().map(|folder| folder.join("kurabe")),
    }
}

/// The folder where this system keeps what programs store for the user.
fn data_folder() -> Option<PathBuf> {
    let user = || variable("HOME").map(PathBuf::from);
    if cfg!(windows) {
        variable("APPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        user().map(|user| user.join("Library/Application Support"))
    } else {
        // The XDG rules have a relative path ignored.
        let data = variable("XDG_DATA_HOME").map(PathBuf::from).filter(|data| data.is_absolute());
        data.or_else(|| user().map(|user| user.join(".local/share")))
    }
}

/// The file that says where statements lie on an engine, and whether it was named.
pub(crate) fn cluster_settings() -> Option<(PathBuf, bool)> {
    if let Some(named) = variable("KURABE_CLUSTER_SETTINGS") {
        return Some((named.into(), true));
    }
    let user = || variable("HOME").map(PathBuf::from);
    let folder = if cfg!(windows) {
        variable("APPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        user().map(|user| user.join("Library/Application Support"))
    } else {
        let config = variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|config| config.is_absolute());
        config.or_else(|| user().map(|user| user.join(".config")))
    };
    folder.map(|folder| (folder.join("kurabe").join("cluster.toml"), false))
}

/// What a variable of the environment says, if it says something.
pub(crate) fn text(name: &str) -> Option<String> {
    variable(name).map(|value| value.to_string_lossy().into_owned())
}

/// The folder of the user's models; nothing where there is no place for what a user keeps.
pub(crate) fn models_folder() -> Option<PathBuf> {
    let named = variable("KURABE_MODELS").map(PathBuf::from);
    named.or_else(|| data_folder().map(|folder| folder.join("kurabe").join("models")))
}

/// The folder where this system keeps what programs can make again.
pub(crate) fn cache_folder() -> Option<PathBuf> {
    let user = || variable("HOME").map(PathBuf::from);
    if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        user().map(|user| user.join("Library/Caches"))
    } else {
        let cache = variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|cache| cache.is_absolute());
        cache.or_else(|| user().map(|user| user.join(".cache")))
    }
}

/// A short name for some text, the same on every machine.
pub(crate) fn short_name(text: &str) -> String {
    // FNV-1a: the names only have to differ.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The language to speak: `--lang`, `KURABE_LANG`, then the locale.
///
/// A Japanese locale means Japanese and any other locale, C and POSIX too, means English. Where nothing is
/// said at all, Japanese: on Windows, which city halls run, these variables do not exist.
pub(crate) fn language(asked: Option<Language>) -> Lang {
    if let Some(asked) = asked {
        return asked.into();
    }
    let said = ["KURABE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
    match said {
        Some(locale) if !locale.to_string_lossy().to_lowercase().starts_with("ja") => Lang::English,
        _ => Lang::Japanese,
    }
}

/// Whether colour reaches the reader of a stream. `NO_COLOR` speaks for those who say nothing else.
pub(crate) fn color(asked: Color, stream: &impl IsTerminal) -> bool {
    match asked {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let dumb = variable("TERM").is_some_and(|terminal| terminal == "dumb");
            stream.is_terminal() && variable("NO_COLOR").is_none() && !dumb
        }
    }
}

/// The columns of the terminal stdout is; nothing when it is not one.
pub(crate) fn columns() -> Option<usize> {
    const UNKNOWN: usize = 80;
    let stdout = io::stdout();
    stdout
        .is_terminal()
        .then(|| terminal_size::terminal_size_of(&stdout).map_or(UNKNOWN, |(width, _)| usize::from(width.0)))
}

/// Tells why a run ends before it has begun.
pub(crate) fn tell(asked: Option<Language>, message: &Message) {
    let color = color(Color::Auto, &io::stderr());
    let reader = Reader { lang: language(asked), color, width: None };
    // There is nobody left to tell when this fails.
    let _ = terminal::message(&mut Harmless::new(io::stderr(), color), reader, message, true);
}

/// Tells a fault of ours in one line.
pub(crate) fn note_panic(fault: &PanicHookInfo<'_>) {
    let said = fault.payload_as_str().unwrap_or("?");
    let place = fault.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
    let message = Message::Broken { cause: format!("{said}{}", place.unwrap_or_default()) };
    tell(None, &message);
}

/// Today in Japan, as 2026-04-01.
pub(crate) fn today() -> String {
    now().chars().take(10).collect()
}

/// The time in Japan, as 2026-04-01T09:30:00+09:00.
pub(crate) fn now() -> String {
    const HOUR: u64 = 60 * 60;
    #[allow(
        clippy::disallowed_methods,
        reason = "when a file was taken is a fact about it, not about an answer"
    )]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() + 9 * HOUR;
    let (year, month, day) = date(now / (24 * HOUR));
    let (hour, minute, second) = (now / HOUR % 24, now / 60 % 60, now % 60);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+09:00")
}

/// The date so many days after the first of January 1970.
fn date(days: u64) -> (u64, u64, u64) {
    // Years are counted from March, so that the day a leap year adds is its last one.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

/// How much memory the process of one file may take, and how long it may keep a processor busy.
#[cfg(unix)]
const MEMORY: u64 = 1536 * 1024 * 1024;
#[cfg(unix)]
const SECONDS: u64 = 20;

/// Limits what this process may take of memory and of time. Where the system knows no such limits, the clock of
/// whoever started the process is left.
pub(crate) fn limit_this_process() {
    #[cfg(unix)]
    for (resource, most) in
        [(rlimit::Resource::AS, MEMORY), (rlimit::Resource::CPU, SECONDS), (rlimit::Resource::CORE, 0)]
    {
        // A limit that is lower already stays, and one that cannot be set leaves the others.
        let limit = resource.get_hard().map_or(most, |hard| hard.min(most));
        let _ = resource.set(limit, limit);
    }
}

/// Which limit a process ran into, by the signal it ended with.
pub(crate) fn limit_hit(status: ExitStatus) -> Option<Limit> {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        // SIGKILL and SIGXCPU have these numbers wherever there are limits on the time of a processor.
        Some(if matches!(status.signal()?, 9 | 24) { Limit::Time } else { Limit::Memory })
    }
    #[cfg(not(unix))]
    {
        // An access violation or a stack that is used up has a code of the system's own.
        status.code().filter(|code| *code < 0).map(|_| Limit::Memory)
    }
}

/// A variable of the environment; an empty one says nothing.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_become_dates() {
        for (days, expected) in
            [(0, (1970, 1, 1)), (59, (1970, 3, 1)), (11_016, (2000, 2, 29)), (20_544, (2026, 4, 1))]
        {
            assert_eq!(date(days), expected);
        }
    }
}
