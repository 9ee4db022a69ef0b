//! A statement as it lies in the index (施策文の記録): all that is quoted of it but what holds for its whole document,
//! which is kept once ([`crate::papers`]).

use kurabe_model::{Quote, Statement};
use serde::{Deserialize, Serialize};

use crate::papers::Head;
use crate::squeezed::Squeezed;
use crate::{Error, Result};

/// What is kept of a statement, its texts squeezed.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    text: Squeezed,
    path: Vec<Squeezed>,
    opens: Vec<Squeezed>,
    themes: Vec<String>,
    /// Without its text.
    statement: Statement,
}

/// The bytes that are stored of a statement.
pub(crate) fn bytes(mut quote: Quote) -> Result<Vec<u8>> {
    let text = Squeezed(std::mem::take(&mut quote.statement.text));
    let squeezed = |texts: Vec<String>| texts.into_iter().map(Squeezed).collect();
    let Quote { path, opens, themes, statement, .. } = quote;
    let record = Record { text, path: squeezed(path), opens: squeezed(opens), themes, statement };
    postcard::to_allocvec(&record).map_err(Error::Record)
}

/// The statement of some bytes, in a document.
pub(crate) fn quote(bytes: &[u8], head: Head) -> Result<Quote> {
    let Record { text, path, opens, themes, statement } =
        postcard::from_bytes(bytes).map_err(Error::Record)?;
    let texts = |squeezed: Vec<Squeezed>| squeezed.into_iter().map(|Squeezed(text)| text).collect();
    let Head { municipality, facts, titled } = head;
    let statement = Statement { text: text.0, ..statement };
    Ok(Quote { municipality, facts, path: texts(path), titled, statement, opens: texts(opens), themes })
}
