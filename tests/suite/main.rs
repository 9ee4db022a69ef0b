//! The suite: `kurabe` as its users meet it, run as a process. How to add a case stands in `tests/README.md`.

#![allow(clippy::unwrap_used, reason = "a case that cannot go on has failed")]

// The desk cases work at: a folder, the binary, what it said.
mod desk;

// Chance that is the same every time.
#[path = "../fixtures/dice.rs"]
mod dice;

// Statements on a search engine: its answers, and its failures.
mod cluster;
// An engine for tests.
mod engine;
// Municipalities side by side: what is comparable, and what is not there.
mod beside;
// The arrows between the crates, and the walls round dependencies.
mod architecture;
// What users and their files can do wrong, and what they are told.
mod bad_input;
// Two editions a test has made, and what became of every statement.
mod changes;
// The examples that `--help` gives do what they promise.
mod examples;
mod facts;
// Workbooks, pages, and files that are whole or not there.
mod handed_on;
// Files that are not text, whole, broken and hostile.
mod files;
// PDFs as they come: numbered, locked, scanned, turned, damaged.
mod pdf;
// Files of office programs: their headings, numbers and pages.
mod office;
// Where the corpus is looked for.
mod home;
// Files that come in by the folder and by the archive, and what is noted of them.
mod intake;
// How an index is built, kept and found damaged.
mod index;
// Models of meaning: taken in, asked, damaged, taken out.
mod meaning;
// How a run ends where nobody reads, that two runs agree, and that names last.
mod manners;
// How well documents are read, on judged cases.
mod quality;
// What researchers ask for: words in their contexts, and over years.
mod researcher;
// What a search understands, finds, and says of nothing.
mod search;
// Rows of tables, and measures in the sheets of workbooks.
mod tables;
// More municipalities than a reader takes in.
mod nation;
// The same questions at every door: command line, HTTP, assistants.
mod doors;
// The site, as a browser and as a stranger meet it.
mod served;
// Each command as a transcript: what was typed, what was answered, how it ended.
mod transcripts;
// The same paper in another form, and in another edition.
mod twins;
// What is characteristic of whom, and what stands together.
mod words;
