//! Laws: what is read in columns is what an analysis of the words gives, and every short cut gives what the long way does.

#![allow(clippy::expect_used, reason = "what is made up here is there")]

use kurabe_index::{Page, Plan, Retrieval};
use kurabe_text::{Element, Gazetteer, Normalized, about, above, elements, weightiest};

use super::profile::{Held, Met};
use super::*;
use crate::align::rows;
use crate::{Request, Signals};

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

fn some(index: &dyn Retrieval) -> Vec<Place> {
    all(index).into_iter().step_by(EVERY).collect()
}

fn all(index: &dyn Retrieval) -> Vec<Place> {
    let page = Page::best(COUNT);
    let found = index.matches(&Plan::Everything, &[], page).expect("it answers");
    found.ranked.iter().map(|ranked| ranked.place).collect()
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
        let profiler = Profiler::new(&weights).unwrap();
        let reader = Profiler::new(&weights).unwrap();
        let lexis = profiler.lexis(places.iter().copied()).unwrap();
        let wanted = profiler.want(&lexis).unwrap();
        let profiles: Vec<Profile> = places.iter().map(|place| profiler.profile(*place, &wanted)).collect();
        let reading = Reading::new(&profiler, &lexis).unwrap();
        let near = Neighbourhood::new(&reading, places);
        let mut found = 0;
        for one in 0..places.len() {
            let source = near.source(one).unwrap();
            let held = profiler.held(places[one]).unwrap();
            let own = Lexis::new(&weights, compared_by(context, &held));
            let own_wanted = profiler.want(&own).unwrap();
            let by_parts = Source::new(&own, profiler.profile(places[one], &own_wanted)).unwrap();
            let reached = near.within_reach(source, FOUND).unwrap();
            for (other, profile) in profiles.iter().enumerate() {
                let similarity = source.similarity(profile).unwrap();
                let part = profiler.profile(places[other], &own_wanted);
                part.mass.set(reader.mass(places[other], &mut Met::new()).unwrap()).unwrap();
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
fn the_nearest_is_the_one_a_look_at_all_finds() {
    with_places(|context, places| {
        let weights = Weights::new(context).unwrap();
        let profiler = Profiler::new(&weights).unwrap();
        // All are asked by some of them, whose elements alone are looked for.
        let asking: Vec<usize> = (0..places.len()).step_by(3).collect();
        let lexis = profiler.lexis(asking.iter().map(|place| places[*place])).unwrap();
        let reading = Reading::new(&profiler, &lexis).unwrap();
        let near = Neighbourhood::new(&reading, places);
        for enough in [FOUND, 0.8, 2.0] {
            let enough = |place: usize| if place.is_multiple_of(2) { FOUND } else { enough };
            for source in asking.iter().map(|place| near.source(*place).unwrap()) {
                let all = (0..places.len()).filter_map(|place| {
                    let other = &near.source(place).unwrap().profile;
                    let shares = other.shares.iter().any(|(element, _)| {
                        let is_near = |(known, _): &(u32, f32)| {
                            known == element || lexis.near(*known).iter().any(|(near, _)| near == element)
                        };
                        source.profile.shares.iter().any(is_near)
                    });
                    let similarity = source.similarity(other).unwrap();
                    let found = Nearest { place, similarity, covers: similarity >= enough(place) };
                    (shares && !source.conflicts_with(other)).then_some(found)
                });
                let best = all.reduce(|best, next| {
                    let key = |one: Nearest| (one.covers, one.similarity);
                    if key(next) > key(best) { next } else { best }
                });
                assert_eq!(near.nearest(source, enough).unwrap(), best);
                let covered = best.is_some_and(|best| best.covers);
                assert_eq!(near.covers(source, enough).unwrap(), covered);
            }
        }
    });
}

#[test]
fn what_an_element_tells_is_told_by_how_many_statements_are_about_it() {
    with_places(|context, _| {
        let weights = Weights::new(context).unwrap();
        let profiler = Profiler::new(&weights).unwrap();
        let places = all(context.index);
        let mut counts: BTreeMap<Element, u64> = BTreeMap::new();
        for place in &places {
            profiler
                .held(*place)
                .unwrap()
                .into_keys()
                .for_each(|element| *counts.entry(element).or_default() += 1);
        }
        let none = Page::NONE;
        for (element, count) in &counts {
            assert_eq!(context.index.about(element).unwrap().all(), *count, "{element:?}");
            let plan = Plan::About { element: element.clone(), score: 1.0, above: 0.5 };
            assert_eq!(context.index.matches(&plan, &[], none).unwrap().total as u64, *count);
        }
        let lexis =
            Lexis::new(&weights, counts.keys().cloned().chain([Element::Word("無い語".into())]).collect());
        let reading = Reading::new(&profiler, &lexis).unwrap();
        for (number, element) in (0..).zip(lexis.elements()) {
            let told = reading.lexis.told(number).unwrap();
            assert_eq!(told.to_bits(), weights.of(element).unwrap().to_bits(), "{element:?}");
        }
    });
}

#[test]
fn rows_hold_what_is_near_once_and_begin_with_heads() {
    with_places(|context, places| {
        let weights = Weights::new(context).unwrap();
        let profiler = Profiler::new(&weights).unwrap();
        let lexis = profiler.lexis(places.iter().copied()).unwrap();
        let reading = Reading::new(&profiler, &lexis).unwrap();
        let near = Neighbourhood::new(&reading, places);
        let codes = ["131105", "132047", "132144"].map(|code| code.parse::<MunicipalityCode>().unwrap());
        let code = |place: usize| Some(codes[place % codes.len()]);
        let all: Vec<usize> = (0..places.len()).collect();
        let some: Vec<usize> = (0..places.len()).step_by(4).collect();
        for heads in [&all, &some] {
            let rows = rows(&near, &code, heads, |_| Ok(true)).unwrap();
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

#[test]
fn the_best_are_the_first_of_all() {
    with_places(|context, _| {
        let here = Filter::Is(Facet::Kind, vec!["policy".to_owned()]);
        let mut found = 0;
        for words in ["市民", "情報 発信", "公共施設の老朽化", "計画 -協働", "職員の人材育成をどう進めるか"]
        {
            let request = Request { words: words.to_owned(), ..Request::default() };
            let plan = crate::search::plan(context, &request).unwrap();
            for filters in [&[][..], std::slice::from_ref(&here)] {
                let all = context.index.matches(&plan, filters, Page::ALL).unwrap();
                found += all.total;
                for limit in [1, 3, 10, 100] {
                    let best = context.index.matches(&plan, filters, Page::best(limit)).unwrap();
                    assert_eq!((best.total, best.best), (all.total, all.best), "{words}");
                    assert_eq!(best.ranked, all.ranked[..limit.min(all.total)], "{words} {limit}");
                    let none = context.index.matches(&plan, filters, Page::NONE).unwrap();
                    assert_eq!((none.total, none.best), (all.total, None), "{words}");
                }
            }
        }
        assert!(found > COUNT, "{found}");
    });
}
