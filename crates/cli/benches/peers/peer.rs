//! A peer: how it is told to index, how it is asked, and the process it works in.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::questions::Question;
use crate::statements::Data;

/// Something that indexes statements and answers questions about them, in processes of its own.
pub(crate) trait Peer {
    /// What it is called.
    fn name(&self) -> &'static str;
    /// What it needs and has not; nothing where it can take part.
    fn lacks(&self) -> Option<&'static str> {
        None
    }
    /// The folder of its index; whoever has that of another one asks what that one made.
    fn folder(&self) -> &'static str;
    /// Gets ready what is not counted: data in the form it takes, programs that are compiled.
    fn prepare(&self, _data: &Data, _folder: &Path) {}
    /// The command that indexes into `folder`; nothing where another one has done it.
    fn index(&self, data: &Data, folder: &Path) -> Option<Command>;
    /// The command that answers one line with one line.
    fn ask(&self, folder: &Path) -> Command;
    /// A question as it takes it.
    fn line(&self, question: &Question) -> String {
        question.line()
    }
    /// What it said.
    fn understand(&self, line: &str) -> Found {
        Found::of(line)
    }
}

/// What a peer found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// How many statements answer.
    pub(crate) total: usize,
    /// The best ten.
    pub(crate) ids: Vec<String>,
    /// In how many municipalities, where that was counted.
    pub(crate) municipalities: usize,
}

impl Found {
    /// The line it is said in: total, ids, how many municipalities.
    pub(crate) fn line(&self) -> String {
        format!("{}\t{}\t{}", self.total, self.ids.join(" "), self.municipalities)
    }

    /// What [`Found::line`] says.
    pub(crate) fn of(line: &str) -> Self {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let total = column().parse().unwrap_or_else(|_| panic!("`{line}` is no answer"));
        let ids = column().split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Self { total, ids, municipalities: column().parse().unwrap_or_default() }
    }
}

/// What a command took.
pub(crate) struct Run {
    pub(crate) took: Duration,
    /// The same of processors alone, which a machine that is busy with other things does not lengthen.
    pub(crate) processor: Duration,
    /// The most memory it had, in bytes.
    pub(crate) memory: u64,
}

/// Runs a command to its end.
pub(crate) fn run(mut command: Command) -> Run {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("it begins");
    let (mut memory, mut processor) = (0, Duration::ZERO);
    loop {
        memory = memory.max(peak(child.id()));
        processor = processor.max(worked(child.id()));
        if let Some(ended) = child.try_wait().expect("it is ours") {
            assert!(ended.success(), "{command:?} ended with {ended}");
            return Run { took: begun.elapsed(), processor, memory };
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// How long processors have worked for a process so far; nothing where the system does not tell.
fn worked(process: u32) -> Duration {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, in brackets: the 12th and 13th are hundredths of a second, of it and of the system for it.
    let (_, figures) = told.rsplit_once(')').unwrap_or_default();
    let hundredths =
        figures.split_whitespace().skip(11).take(2).filter_map(|figure| figure.parse::<u64>().ok());
    Duration::from_millis(hundredths.sum::<u64>() * 10)
}

/// The most memory a process has had so far, in bytes; none where the system does not tell.
fn peak(process: u32) -> u64 {
    let told = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

/// A process that is asked line by line.
pub(crate) struct Conversation {
    child: Child,
    says: ChildStdin,
    hears: BufReader<ChildStdout>,
}

impl Conversation {
    /// Begins one.
    pub(crate) fn begin(peer: &dyn Peer, folder: &Path) -> Self {
        let mut command = peer.ask(folder);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the peer begins");
        let says = child.stdin.take().expect("it listens");
        let hears = BufReader::new(child.stdout.take().expect("it talks"));
        Self { child, says, hears }
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, line: &str) -> (Duration, String) {
        let begun = Instant::now();
        writeln!(self.says, "{line}").and_then(|()| self.says.flush()).expect("it listens");
        let mut answer = String::new();
        let read = self.hears.read_line(&mut answer).expect("it answers");
        assert!(read > 0, "no answer to `{line}`");
        (begun.elapsed(), answer.trim_end().to_owned())
    }

    /// How long processors have worked for it so far.
    pub(crate) fn worked(&self) -> Duration {
        worked(self.child.id())
    }

    /// Ends it; the most memory it had, in bytes.
    pub(crate) fn end(self) -> u64 {
        let Self { mut child, says, hears } = self;
        let most = peak(child.id());
        drop((says, hears));
        let _ = child.wait();
        most
    }
}

/// The files below a folder, with their sizes.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => files(&entry.path()),
            Ok(metadata) => vec![(entry.path(), taken(&metadata))],
            Err(_) => Vec::new(),
        })
        .collect()
}

/// The room a file takes: of what was only set aside for it nothing.
fn taken(metadata: &fs::Metadata) -> u64 {
    #[cfg(unix)]
    let room = std::os::unix::fs::MetadataExt::blocks(metadata) * 512;
    #[cfg(not(unix))]
    let room = u64::MAX;
    metadata.len().min(room)
}

/// Tells the system that the files of an index need not stay in memory.
pub(crate) fn forget(folder: &Path) {
    for (file, _) in files(folder) {
        let mut from = std::ffi::OsString::from("if=");
        from.push(file);
        let done = Command::new("dd").args(["iflag=nocache", "count=0", "status=none"]).arg(from).status();
        assert!(done.is_ok_and(|status| status.success()), "`dd` of coreutils is needed");
    }
}

/// Whether a program is installed.
pub(crate) fn is_there(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}
