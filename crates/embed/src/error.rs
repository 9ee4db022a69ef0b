use std::io;
use std::path::PathBuf;

/// Why a file is not a model that can be used. What a number was is said, so that a damaged file can be told from
/// one of another kind.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("{path} cannot be written: {source}")]
    Unwritable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file does not hold vectors.
    #[error("{path} holds no vectors, or in a form that is not known")]
    NotVectors {
        /// Which file.
        path: PathBuf,
    },
    /// The vectors of two models are never compared.
    #[error("the vectors in {path} were made by another model")]
    OtherModel {
        /// Which file.
        path: PathBuf,
    },
    /// The file is larger than any model that is known here.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// What is read at most.
        limit: u64,
    },
    /// The archive cannot be opened, or holds no model.
    #[error("the archive holds no model: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// The first bytes are not those of a packed model.
    #[error("not a packed model: it does not begin with E5S1")]
    Magic,
    /// A packed model of another form.
    #[error("version {found} of packed models is not known")]
    Version {
        /// The version it declares.
        found: u32,
    },
    /// The file ends too early.
    #[error("the file ends within its {section}")]
    Truncated {
        /// What was being read.
        section: &'static str,
    },
    /// A number of the head that no model has.
    #[error("{what} is {value}")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// What the file says.
        value: f64,
    },
    /// The vocabulary contradicts itself.
    #[error("the vocabulary is damaged: {0}")]
    Vocabulary(&'static str),
    /// The map of characters contradicts itself.
    #[error("the map of characters is damaged: {0}")]
    Characters(&'static str),
    /// A file of the folder is not there.
    #[error("{name} is missing: a model in a folder has config.json, tokenizer.json and model.safetensors")]
    NoFile {
        /// Which file.
        name: &'static str,
    },
    /// A file of the folder is not what its name says.
    #[error("{file} cannot be understood: {cause}")]
    Json {
        /// Which file.
        file: &'static str,
        /// Where and why.
        cause: String,
    },
    /// The model does what is not known here.
    #[error("{file}: {what} {found:?} is not known")]
    Foreign {
        /// Which file says so.
        file: &'static str,
        /// What is not known.
        what: &'static str,
        /// What the file says.
        found: String,
    },
    /// The tokenizer of a folder cannot be used.
    #[error("tokenizer.json cannot be used: {cause}")]
    Tokenizer {
        /// Why.
        cause: String,
    },
    /// A tensor the model needs is not there.
    #[error("the tensor {name} is missing")]
    Missing {
        /// Its name.
        name: String,
    },
    /// A tensor is of another kind or size than the head of the file implies.
    #[error("the tensor {name} does not fit the model in size or kind of numbers, or lies outside the file")]
    Misfit {
        /// Its name.
        name: String,
    },
    /// A tensor holds what is not a number.
    #[error("the tensor {name} holds infinities or what is not a number")]
    NotFinite {
        /// Its name.
        name: String,
    },
    /// What texts are told leaves no room for them.
    #[error("what stands before texts is too long: the model takes {room} pieces at once")]
    NoRoom {
        /// How many pieces a text may have.
        room: usize,
    },
    /// The weights are numbers, but what they make of a sentence is not.
    #[error("the model gives no usable vectors: it does not tell texts from each other")]
    Unusable,
}

/// What reading a model gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;
