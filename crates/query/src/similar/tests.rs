//! Laws: what is read in columns is what an analysis of the words gives, and every short cut gives what the long way does.

#![allow(clippy::expect_used, reason = "what is made up here is there")]

use kurabe_index::{Index, Page, Plan};
use kurabe_text::{Element, Gazetteer, Normalized, about, above, elements, weightiest};

use super::profile::Held;
use super::*;
use crate::Signals;
use crate::align::rows;

#[allow(dead_code, reason = "measurements use the rest of it")]
#[path = "../../../../tests/fixtures/statements.rs"]
mod statements;

/// How many statements there are, and every how many of them are compared.
const COUNT: usize = 1_200;
const EVERY: usize = 15;

fn with_places(run: impl FnOnce(&Context<'_>, &[Place])) {
    let tools = statements::tools();
    let (_folder, index) = statements::index(&statements::papers(COUNT), tools);
    let gazetteer =
        Gazetteer::parse(include_str!("../../../../corpus/municipalities.csv")).expect("the list");
    let context = Context { index: &index, tools, gazetteer: &gazetteer, signals: Signals::Words };
    let places = some(&index);
    run(&context, &places);
}

fn some(index: &Index) -> Vec<Place> {
    let page = Page { offset: 0, limit: COUNT, per_municipality: None };
    let found = index.matches(&Plan::Everything, &[], page).expect("it answers");
    found.ranked.iter().step_by(EVERY).map(|ranked| ranked.place).collect()
}

#[test]
fn columns_hold_what_the_analysis_gives() {
    with_places(|context, places| {
        let weights = Weights::new(context).unwrap();
        let profiler = Profiler::new(&weights).unwrap();
        let read = |text: &str| {
            let (text, tools) = (Normalized::new(text), context.tools);
            let terms = tools.analyser.terms(&text);
            elements(&terms, &tools.vocabulary.mentions(&terms))
        };
        for place in places {
            let quote = context.index.quote(*place).unwrap();
            let headings: Vec<_> = quote.headings().iter().rev().map(|heading| read(heading)).collect();
            let (own, above) =
                (weightiest(read(&quote.statement.text)), above(headings.iter().map(Vec::as_slice)));
            let mut expected: Held =
                about(&own, &above).map(|(element, standing)| (element.clone(), *standing)).collect();
            expected.remove(&Element::Word("三鷹".into()));
            assert_eq!(profiler.held(*place).unwrap(), expected);
        }
    });
}

#[test]
fn a_part_of_a_statement_is_as_near_as_the_whole_and_nothing_near_is_left_out() {
    with_places(|context, places| {
        let weights = Weights::new(context).unwrap();
        let mut profiler = Profiler::new(&weights).unwrap();
        let lexis = profiler.lexis(places.iter().copied()).unwrap();
        let wanted = profiler.want(&lexis).unwrap();
        let profiles: Vec<Profile> = places.iter().map(|place| profiler.profile(*place, &wanted)).collect();
        let near = Neighbourhood::new(&lexis, profiles.clone()).unwrap();
        let mut found = 0;
        for (one, source) in near.sources().iter().enumerate() {
            let own = Lexis::new(&weights, compared_by(context, &profiler.held(places[one]).unwrap()));
            let own_wanted = profiler.want(&own).unwrap();
            let by_parts = Source::new(&own, profiler.profile(places[one], &own_wanted)).unwrap();
            let reached = near.within_reach(source, FOUND).unwrap();
            for (other, profile) in profiles.iter().enumerate() {
                let similarity = source.similarity(profile).unwrap();
                let part = profiler.profile(places[other], &own_wanted);
                part.mass.set(Some(profiler.mass(places[other]).unwrap()));
                assert_eq!(by_parts.similarity(&part).unwrap().to_bits(), similarity.to_bits());
                if similarity >= FOUND && !source.conflicts_with(profile) {
                    found += 1;
                    assert!(reached.iter().any(|(place, most)| *place == other && *most >= similarity));
                }
            }
        }
        // Each finds itself, and some find others.
        assert!(found > places.len());
    });
}

#[test]
fn rows_hold_what_is_near_once_and_begin_with_heads() {
    with_places(|context, places| {
        let weights = Weights::new(context).unwrap();
        let profiler = Profiler::new(&weights).unwrap();
        let lexis = profiler.lexis(places.iter().copied()).unwrap();
        let wanted = profiler.want(&lexis).unwrap();
        let profiles = places.iter().map(|place| profiler.profile(*place, &wanted)).collect();
        let near = Neighbourhood::new(&lexis, profiles).unwrap();
        let codes = ["131105", "132047", "132144"].map(|code| code.parse::<MunicipalityCode>().unwrap());
        let codes: Vec<_> = (0..places.len()).map(|place| codes[place % codes.len()]).collect();
        let all: Vec<usize> = (0..places.len()).collect();
        let some: Vec<usize> = (0..places.len()).step_by(4).collect();
        for heads in [&all, &some] {
            let rows = rows(&near, &codes, heads, |_| Ok(true)).unwrap();
            let mut held: Vec<usize> = rows.iter().flatten().map(|(place, _)| *place).collect();
            held.sort_unstable();
            assert!(held.is_sorted_by(|one, next| one < next), "nothing stands in two rows");
            assert!(heads.iter().all(|head| held.binary_search(head).is_ok()));
            assert!(rows.iter().all(|row| row.first().is_some_and(|(first, _)| heads.contains(first))));
            assert!(rows.iter().any(|row| row.len() > 1));
            assert!(rows.iter().flatten().all(|(_, nearness)| *nearness >= FOUND));
        }
    });
}
