//! What is said to the user: one enum, with [what happened](Message::say) and [what to do](Message::hint) apart.

mod hint;
mod said;

use std::io;

use kurabe_model::{DocumentFacts, DocumentId, ListProblem, Municipality, Problem};
use kurabe_query::Facet;

pub(super) use self::said::named_documents;
use super::{
    CatalogueFault, ClusterMessage, IndexMessage, IntakeMessage, Label, ModelMessage, UsageFault, WebFault,
};

/// Something to be said to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// A word over or beside data.
    Label(Label),
    /// Something about a stored source.
    Problem(Problem),
    /// Something wrong with what was typed.
    Usage {
        /// What is wrong.
        fault: UsageFault,
        /// The command it was typed behind.
        command: String,
    },
    /// Something wrong in the catalogue.
    Catalogue {
        /// The catalogue.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// The entry.
        entry: Option<String>,
        /// What is wrong.
        fault: CatalogueFault,
    },
    /// No home was found: the plans inside the binary answer.
    AnswersFromBinary {
        /// How many plans.
        documents: usize,
    },
    /// The folder the user named is no home.
    NoCatalogue {
        /// The folder.
        home: String,
    },
    /// A file that is not there.
    NoFile {
        /// The file.
        path: String,
    },
    /// A folder without judged cases.
    NoCases {
        /// The folder.
        folder: String,
    },
    /// A file that could not be read.
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        cause: String,
    },
    /// A file of the judged cases that no document of the corpus is.
    CaseNotInCorpus {
        /// The file.
        file: String,
    },
    /// A file of the judged cases that two documents may be.
    AmbiguousCase {
        /// The file.
        file: String,
        /// The stored files.
        choices: [String; 2],
    },
    /// A file that should be text and is not.
    NotText {
        /// The file.
        path: String,
        /// What it is instead.
        problem: Problem,
    },
    /// The list of municipalities is broken.
    Municipalities {
        /// The list.
        path: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        problem: ListProblem,
    },
    /// The catalogue has no entry.
    EmptyCorpus,
    /// No document or municipality is called so.
    UnknownName {
        /// What was typed.
        typed: String,
        /// What was probably meant.
        nearest: Vec<String>,
    },
    /// A code with a wrong check digit.
    WrongCode {
        /// The code.
        code: String,
        /// The digit that would have agreed.
        expected: u8,
    },
    /// Several municipalities are called so.
    AmbiguousName {
        /// What was typed.
        typed: String,
        /// Which.
        choices: Vec<Municipality>,
    },
    /// No statement of others is within what was asked for.
    NobodyToCompare,
    /// Several documents are called so.
    SeveralDocuments {
        /// What was typed.
        typed: String,
        /// Which.
        documents: Vec<DocumentFacts>,
    },
    /// Two editions are needed, and something else was typed.
    TwoEditions,
    /// A document was to be compared with itself.
    SameDocument {
        /// The document.
        id: DocumentId,
    },
    /// A document without any statement.
    NoStatements {
        /// The document.
        id: DocumentId,
    },
    /// A document the index does not hold yet.
    NotIndexed {
        /// The document.
        id: DocumentId,
    },
    /// The document that should be the older edition is the newer one.
    NewerFirst {
        /// What was named first.
        first: DocumentId,
        /// What was named second.
        second: DocumentId,
    },
    /// Two documents are of different municipalities.
    NotOneSeries,
    /// A municipality of which there is no document.
    NoDocument {
        /// Its name.
        municipality: String,
    },
    /// No document of the municipality could be read.
    NothingRead {
        /// Its name.
        municipality: String,
    },
    /// No statement is called so.
    UnknownStatement {
        /// What was typed.
        id: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// The id of a document where that of a statement is needed.
    DocumentNotStatement {
        /// The document.
        id: DocumentId,
    },
    /// What a check found.
    Checked {
        /// How many documents.
        documents: usize,
        /// How many statements.
        statements: usize,
        /// How many diagnostics that make a document useless.
        errors: usize,
        /// How many that make it doubtful.
        warnings: usize,
        /// How many that are worth knowing.
        notes: usize,
    },
    /// Something about the index.
    Index(IndexMessage),
    /// Something about a model of meaning.
    Model(ModelMessage),
    /// Something about statements on an engine.
    Cluster(ClusterMessage),
    /// Something about a request to the site.
    Web(WebFault),
    /// The site is there.
    Serving {
        /// Where.
        address: String,
    },
    /// Something about a file that comes in, or a document that leaves.
    Intake(IntakeMessage),
    /// A line of the lexicon cannot be used.
    Lexicon {
        /// The file.
        path: String,
        /// What is wrong.
        cause: String,
    },
    /// A filter has a value that means nothing.
    UnknownValue {
        /// The filter.
        filter: Facet,
        /// The value.
        typed: String,
        /// What there is, or was probably meant.
        nearest: Vec<String>,
    },
    /// Nothing to look for was typed.
    NothingAsked,
    /// The command that makes the same answer again.
    Reproduce {
        /// The command.
        command: String,
        /// The version of the corpus it has to be run on.
        version: Option<String>,
    },
    /// Exactly one municipality is needed.
    OneMunicipality,
    /// Measures were asked for, and statements that are none.
    OnlyDescriptions,
    /// Nobody said whose peers are meant.
    WhosePeers {
        /// What was typed.
        typed: String,
    },
    /// More statements than can be compared with one another.
    TooMany {
        /// How many there are.
        statements: usize,
        /// How many there may be.
        most: usize,
    },
    /// No id of a statement was typed.
    NoIds,
    /// What was asked for is no table, and one was wanted.
    NoTable,
    /// A file that cannot be written.
    NotWritable {
        /// The file.
        path: String,
        /// What the system said.
        cause: io::ErrorKind,
    },
    /// What was asked for is nothing a terminal can show.
    BinaryToTerminal,
    /// What was asked for is no network, and one was wanted.
    NoGraph,
    /// Less than two groups are left to be set against each other.
    NothingToContrast {
        /// What they were grouped by.
        by: Facet,
        /// The one group that is left, if there is one.
        only: Option<String>,
        /// How many statements there are.
        statements: usize,
        /// Whether filters left no more.
        narrowed: bool,
    },
    /// An answer could not be written.
    NotWritten {
        /// What the system said.
        cause: String,
    },
    /// A fault of this program.
    Broken {
        /// Where, and what it said.
        cause: String,
    },
}
