//! The whole answer to an inquiry between municipalities (照会への回答): the answers there are, put together. Nothing is
//! looked for here in a way of its own.

use std::collections::BTreeSet;

use kurabe_index::Plan;
use kurabe_model::MunicipalityCode;

use crate::align::aligned;
use crate::compare::{Asked, asked, matrix};
use crate::targets::ledger;
use crate::{
    Alignment, CompareRequest, Context, Error, Ledger, Matrix, Reach, Result, TargetEntry, TargetOrder,
    UnderstoodFilter,
};

/// All there is to say of some subjects in some municipalities.
#[derive(Debug)]
pub struct Report {
    /// How much each says of each subject, in which words, and the best of it.
    pub matrix: Matrix,
    /// What more there is of each subject, in their order.
    pub parts: Vec<Part>,
}

/// What there is of one subject.
#[derive(Debug)]
pub struct Part {
    /// Its measures side by side, unless they are too many to be compared.
    pub measures: Result<Alignment, TooMany>,
    /// What each municipality lacks of these, and has alone.
    pub gaps: Vec<Share>,
    /// The ledger of its targets.
    pub ledger: Ledger,
    /// The targets themselves.
    pub targets: Vec<TargetEntry>,
}

/// That there are more statements of a subject than can be compared with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// How many there are.
    pub statements: usize,
    /// How many there may be.
    pub most: usize,
}

/// The part a municipality has in the measures of a subject; measures are known by their place among them, from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The municipality, and how much of it was searched for measures.
    pub reach: Reach,
    /// What others have and it has not; nothing is known of one of which no statement was searched.
    pub lacking: Option<Vec<usize>>,
    /// What it alone has.
    pub alone: Vec<usize>,
}

/// Puts together what there is of subjects; `request` is that of their matrix.
pub fn report(context: &Context<'_>, request: &CompareRequest) -> Result<Report> {
    let narrowed = context.filters(&request.filters)?;
    let asked = asked(context, &request.subjects)?;
    let parts = asked.iter().map(|asked| part(context, &narrowed, asked)).collect::<Result<_>>()?;
    Ok(Report { parts, matrix: matrix(context, narrowed, &asked, request)? })
}

fn part(context: &Context<'_>, narrowed: &[UnderstoodFilter], asked: &Asked) -> Result<Part> {
    let measures = match aligned(context, narrowed.to_vec(), std::slice::from_ref(asked)) {
        Err(Error::TooMany { statements, most }) => Err(TooMany { statements, most }),
        found => Ok(found?),
    };
    // The targets are those of the statements the matrix counts, out of as much as it was searched for them.
    let (subject, meaning) = asked;
    let plan = subject.plan(context, meaning).unwrap_or_else(|| Plan::Any(Vec::new()));
    let narrowed = narrowed.iter().chain(&meaning.filters).cloned().collect();
    let ledger = ledger(context, &plan, narrowed, TargetOrder::Unit)?;
    let entries = ledger.entries(context).collect::<Result<_>>()?;
    let gaps = measures.as_ref().map(shares).unwrap_or_default();
    Ok(Part { measures, gaps, targets: entries, ledger })
}

fn shares(found: &Alignment) -> Vec<Share> {
    let mut shares: Vec<Share> = found
        .municipalities
        .iter()
        .map(|reach| Share {
            reach: reach.clone(),
            lacking: (reach.statements > 0).then(Vec::new),
            alone: Vec::new(),
        })
        .collect();
    for (place, measure) in found.measures.iter().enumerate() {
        let of = measure.statements.iter().map(|(quote, _)| quote.municipality.code);
        let of: BTreeSet<MunicipalityCode> = of.collect();
        for share in &mut shares {
            match of.contains(&share.reach.municipality.code) {
                false => share.lacking.iter_mut().for_each(|lacking| lacking.push(place + 1)),
                true if of.len() == 1 => share.alone.push(place + 1),
                true => {}
            }
        }
    }
    shares
}
