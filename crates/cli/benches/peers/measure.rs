//! One size: every peer indexes the same statements, and all are asked the same questions in turns.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::peer::{Conversation, Peer, Run, files, forget, run};
use crate::questions::{Kind, kinds};
use crate::statements::{Data, Row, made_up};

/// How often every question is asked; a first time, which makes all warm, is not counted.
pub(crate) const ROUNDS: usize = 5;
/// For so long every peer is asked before anything is measured: one that is compiled while it runs is slow until then.
const WARMING: Duration = Duration::from_secs(5);
/// A peer that has thought about a kind for so long is not asked again.
const PATIENCE: Duration = Duration::from_secs(8);
/// The first kinds, for one, two and three words, are what the picture shows and what peers are held against each other by.
const PICTURED: usize = 3;
/// How many questions of a kind are asked of a process that has just begun.
const COLD: usize = 3;
/// Of as many statements questions are drawn.
const SAMPLE: usize = 4_000;

/// What came of one size.
pub(crate) struct Measured {
    pub(crate) statements: usize,
    /// Bytes of text and headings.
    pub(crate) bytes: u64,
    pub(crate) peers: Vec<Figures>,
}

/// What came of one peer.
pub(crate) struct Figures {
    pub(crate) name: &'static str,
    /// What indexing took: nothing for who asks the index of another one.
    pub(crate) indexing: Option<Indexing>,
    /// The most memory of the process that was asked.
    pub(crate) memory: u64,
    pub(crate) kinds: Vec<Asked>,
}

pub(crate) struct Indexing {
    pub(crate) run: Run,
    /// The size of the index.
    pub(crate) bytes: u64,
}

/// How one kind of question went.
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    /// How long answers took, in order, the process being up.
    pub(crate) warm: Vec<Duration>,
    /// How long processors worked for one of these, in the mean: what a machine that is busy tells truly.
    pub(crate) processor: Duration,
    /// The same from the beginning of a process, its index not in memory; none where that was not measured.
    pub(crate) cold: Vec<Duration>,
    /// How many statements answered, question by question.
    pub(crate) totals: Vec<usize>,
}

/// Measures so many statements: whole, or what the picture shows of them.
pub(crate) fn at(size: usize, whole: bool, peers: &[Box<dyn Peer>], place: &Path) -> Measured {
    let begun = Instant::now();
    let mut sample: Vec<Row> = Vec::new();
    let every = (size / SAMPLE).max(1);
    let mut number = 0;
    let data = Data::write(place, |take| {
        made_up(size, |row| {
            if number % every == 0 {
                sample.push(row.clone());
            }
            number += 1;
            take(row);
        });
    });
    let mut kinds = kinds(&sample);
    if !whole {
        kinds.truncate(PICTURED);
    }
    eprintln!("{} statements made in {:.0} s", data.count, begun.elapsed().as_secs_f64());

    let folders: Vec<PathBuf> = peers.iter().map(|peer| place.join(peer.folder())).collect();
    let indexed = peers.iter().zip(&folders).map(|(peer, folder)| index(&**peer, &data, folder)).collect();
    let peers = ask(peers, &folders, &kinds, indexed, whole);
    Measured { statements: data.count, bytes: data.bytes, peers }
}

/// Has a peer index, unless another one has done it.
pub(crate) fn index(peer: &dyn Peer, data: &Data, folder: &Path) -> Option<Indexing> {
    // A peer that asks what another one indexed leaves that where it is.
    if folder.is_dir() {
        peer.index(data, folder)?;
        fs::remove_dir_all(folder).expect("it is ours");
    }
    fs::create_dir_all(folder).expect("a folder");
    peer.prepare(data, folder);
    let run = run(peer.index(data, folder)?);
    let bytes = files(folder).iter().map(|(_, bytes)| bytes).sum();
    eprintln!("{}: indexed in {:.1} s", peer.name(), run.took.as_secs_f64());
    Some(Indexing { run, bytes })
}

fn ask(
    peers: &[Box<dyn Peer>],
    folders: &[PathBuf],
    kinds: &[Kind],
    indexed: Vec<Option<Indexing>>,
    cold: bool,
) -> Vec<Figures> {
    // What was written goes to the disk before anything is read.
    let _ = Command::new("sync").status();
    let mut figures: Vec<Figures> = (peers.iter().zip(indexed))
        .map(|(peer, indexing)| Figures { name: peer.name(), indexing, memory: 0, kinds: Vec::new() })
        .collect();
    let mut conversations: Vec<Conversation> =
        peers.iter().zip(folders).map(|(peer, folder)| Conversation::begin(&**peer, folder)).collect();
    for (peer, conversation) in peers.iter().zip(&mut conversations) {
        let begun = Instant::now();
        let mut questions = kinds.iter().flat_map(|kind| &kind.questions).cycle();
        while begun.elapsed() < WARMING {
            conversation.ask(&peer.line(questions.next().expect("there are some")));
        }
    }
    for kind in kinds {
        let lines = |peer: &dyn Peer| kind.questions.iter().map(|question| peer.line(question)).collect();
        let lines: Vec<Vec<String>> = peers.iter().map(|peer| lines(&**peer)).collect();
        let mut asked: Vec<Asked> = (peers.iter())
            .map(|_| Asked {
                name: kind.name,
                warm: Vec::new(),
                processor: Duration::ZERO,
                cold: Vec::new(),
                totals: Vec::new(),
            })
            .collect();
        // Peers take turns within a round: a machine that is busy is busy for all of them.
        for round in 0..=ROUNDS {
            for (place, (conversation, asked)) in conversations.iter_mut().zip(&mut asked).enumerate() {
                if asked.warm.iter().sum::<Duration>() > PATIENCE {
                    continue;
                }
                let before = conversation.worked();
                for line in &lines[place] {
                    let (took, answer) = conversation.ask(line);
                    if round == 0 {
                        asked.totals.push(peers[place].understand(&answer).total);
                    } else {
                        asked.warm.push(took);
                    }
                }
                if round > 0 {
                    asked.processor += conversation.worked() - before;
                }
            }
        }
        for (place, asked) in asked.iter_mut().enumerate() {
            asked.warm.sort_unstable();
            asked.processor /= asked.warm.len().max(1) as u32;
            if cold {
                let lines = lines[place].iter().take(COLD);
                asked.cold = lines.map(|line| begin_and_ask(&*peers[place], &folders[place], line)).collect();
                asked.cold.sort_unstable();
            }
        }
        for (figures, asked) in figures.iter_mut().zip(asked) {
            figures.kinds.push(asked);
        }
        eprintln!("asked: {}", kind.name);
    }
    for (figures, conversation) in figures.iter_mut().zip(conversations) {
        figures.memory = conversation.end();
    }
    figures
}

/// How long it takes from nothing to an answer.
fn begin_and_ask(peer: &dyn Peer, folder: &Path, line: &str) -> Duration {
    forget(folder);
    let begun = Instant::now();
    let mut conversation = Conversation::begin(peer, folder);
    conversation.ask(line);
    let took = begun.elapsed();
    conversation.end();
    took
}

/// The time a share of answers took at the most.
pub(crate) fn share(times: &[Duration], hundredths: usize) -> Option<Duration> {
    times.get((times.len() * hundredths).div_ceil(100).max(1) - 1).copied()
}

impl Figures {
    /// How long processors worked for a search for one, two or three words, in the mean.
    pub(crate) fn worked(&self) -> Duration {
        let kinds = &self.kinds[..self.kinds.len().min(PICTURED)];
        kinds.iter().map(|kind| kind.processor).sum::<Duration>() / kinds.len().max(1) as u32
    }

    /// Half of the searches for one, two and three words took no longer.
    pub(crate) fn words(&self, hundredths: usize) -> Option<Duration> {
        let mut times: Vec<Duration> =
            self.kinds.iter().take(PICTURED).flat_map(|kind| kind.warm.iter().copied()).collect();
        times.sort_unstable();
        share(&times, hundredths)
    }
}
