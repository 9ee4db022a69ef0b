//! How good the order of answers is: every peer ranks the shipped plans for the searches people have judged.

use std::collections::BTreeMap;
use std::path::Path;

use kurabe_eval::{Found, Gold, Question as Judged, judge_ranking, parse_queries};
use kurabe_text::Lookup;

use crate::measure;
use crate::peer::{Conversation, Peer};
use crate::questions::{Question, Way};
use crate::statements::{Data, gazetteer, shipped};

/// What came of it.
pub(crate) struct Quality {
    /// How many searches were judged: those that ask for nothing but words and municipalities.
    pub(crate) searches: usize,
    /// nDCG@10 of each peer over the searches that have answers, and over its questions in a sentence.
    pub(crate) peers: Vec<(&'static str, Option<f64>, Option<f64>)>,
}

/// Judges every peer.
pub(crate) fn judge(peers: &[Box<dyn Peer>], place: &Path) -> Quality {
    let gold = Gold::parse(include_str!("../../../../tests/gold/statements.jsonl"), "").expect("it is sound");
    let queries = include_str!("../../../../tests/gold/queries.jsonl");
    let mut queries = parse_queries(queries, &gold).expect("they are sound");
    queries.retain(|query| query.question.filters.keys().all(|name| name == "municipality"));
    let statements = shipped();
    let data = Data::write(place, |take| statements.iter().for_each(|(row, ..)| take(row.clone())));
    let places: BTreeMap<&str, (&str, (usize, usize))> =
        statements.iter().map(|(row, file, lines)| (row.id.as_str(), (file.as_str(), *lines))).collect();
    let of_peer = |peer: &dyn Peer| {
        let folder = place.join(peer.folder());
        measure::index(peer, &data, &folder);
        let mut conversation = Conversation::begin(peer, &folder);
        let report = judge_ranking(&gold, &queries, |judged| {
            let (_, answer) = conversation.ask(&peer.line(&asked(judged)));
            let found = peer.understand(&answer).ids.into_iter();
            found
                .filter_map(|id| {
                    let (file, lines) = places.get(id.as_str())?;
                    Some(Found::at(*file, *lines))
                })
                .collect()
        });
        conversation.end();
        let ndcg = |of: Option<&kurabe_eval::Figures>| of.map(|figures| figures.ndcg);
        let sentences = report.categories.iter().find(|category| category.category == "question");
        (
            peer.name(),
            ndcg(report.total.figures.as_ref()),
            ndcg(sentences.and_then(|found| found.figures.as_ref())),
        )
    };
    Quality { searches: queries.len(), peers: peers.iter().map(|peer| of_peer(&**peer)).collect() }
}

/// A judged search as every peer is asked it: whatever has some of the words, the most of them first.
fn asked(judged: &Judged) -> Question {
    let name = judged.filters.get("municipality").and_then(|names| names.first());
    let within = name.map(|name| match gazetteer().find(name) {
        Lookup::One(municipality) => municipality.code.to_string(),
        _ => panic!("{name} is no municipality"),
    });
    Question { way: Way::Any, words: vec![judged.query.clone()], within, counted: false }
}
