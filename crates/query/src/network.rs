//! Networks (共起ネットワーク): which words or themes stand in the same statements, and how firmly.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::keywords::{inside, parts, within};
use crate::reach::{Reach, reach};
use crate::search::{corpus, searched};
use crate::{Context, CorpusFacts, Filters, Result, Searched, UnderstoodFilter};
use kurabe_index::{Counted, Facet, Filter, Tallied};

/// A question for a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkRequest {
    /// What stands together.
    pub of: Counted,
    /// Where to look.
    pub filters: Filters,
    /// How many statements need a word, and how many two words together.
    pub least: usize,
    /// Whether names of municipalities are words.
    pub names: bool,
    /// How many words are wanted at the most, the commonest.
    pub nodes: usize,
    /// How many pairs of them, the firmest.
    pub edges: usize,
}

/// A network.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// What stands together.
    pub of: Counted,
    /// How many statements needed a word, and two words together.
    pub least: usize,
    /// How many pairs there are of the words that were looked at; those that were not wanted are not among `edges`.
    pub total: usize,
    /// The words that are in a pair, the commonest first.
    pub nodes: Vec<Node>,
    /// The pairs, the firmest first.
    pub edges: Vec<Edge>,
    /// The municipalities, with how much was searched of each.
    pub municipalities: Vec<Reach>,
    /// What was searched.
    pub searched: Searched,
    /// What the answer is narrowed by.
    pub filters: Vec<UnderstoodFilter>,
    /// What the index holds altogether.
    pub corpus: CorpusFacts,
}

impl Network {
    /// The municipalities that have a node: how many of their statements, and which share of them.
    pub fn shares(&self, node: &Node) -> impl Iterator<Item = (&Reach, usize, f64)> {
        let counts = self.municipalities.iter().zip(node.by_municipality.clone());
        let share = |(reach, count): (&'_ Reach, usize)| count as f64 / reach.statements as f64;
        counts
            .filter(|(_, count)| *count > 0)
            .map(move |(reach, count)| (reach, count, share((reach, count))))
    }
}

/// A word or theme of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What other programs know it by: the key of a word, the id of a theme.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// How many statements have it.
    pub count: usize,
    /// How many of each municipality, in the order of the network's.
    pub by_municipality: Vec<usize>,
}

/// Two words or themes that stand together.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The places of the two among the nodes; the commoner one first.
    pub nodes: (usize, usize),
    /// How many statements have both.
    pub count: usize,
    /// The share of the statements with both in those with any.
    pub jaccard: f64,
    /// The same, with those with both counted twice.
    pub dice: f64,
    /// How much oftener they stand together than chance would have it: pointwise mutual information, normalised
    /// to lie between -1 (never) and 1 (always); Bouma 2009.
    pub npmi: f64,
}

/// Draws a network.
pub fn network(context: &Context<'_>, request: &NetworkRequest) -> Result<Network> {
    let asked = context.filters(&request.filters)?;
    let filters: Vec<Filter> = asked.iter().map(|filter| filter.filter.clone()).collect();
    let tally = context.index.tally(request.of, Facet::Municipality, &filters, request.least)?;
    let words = common(context, request, &tally.words);
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let made = Made::of(&tally.words, &keys);
    let together = context.index.together(request.of, &keys, &filters)?;
    let all = tally.all.statements;
    let edge = |&(first, second, count): &(usize, usize, usize)| {
        let (one, other) = (words[first], words[second]);
        let is_made = made.together(&one.key, &other.key, count);
        let is_wanted = count >= request.least && !is_made;
        is_wanted.then(|| Edge::of((first, second), count, (one.total, other.total), all))
    };
    // What stands together no oftener than chance has it is not joined.
    let mut edges: Vec<Edge> = together.iter().filter_map(edge).filter(|edge| edge.npmi > 0.0).collect();
    edges.sort_by(|a, b| {
        b.jaccard.total_cmp(&a.jaccard).then_with(|| b.count.cmp(&a.count)).then(a.nodes.cmp(&b.nodes))
    });
    let total = edges.len();
    edges.truncate(request.edges);
    let nodes = joined(&mut edges);
    let municipalities = reach(context, &filters)?;
    // Where each group stands among the municipalities.
    let by_code: BTreeMap<String, usize> = municipalities
        .iter()
        .enumerate()
        .map(|(place, reach)| (reach.municipality.code.to_string(), place))
        .collect();
    let places: Vec<Option<usize>> =
        tally.groups.iter().map(|(value, _)| by_code.get(value).copied()).collect();
    let node = |place: usize| node(context, request.of, words[place], &places, municipalities.len());
    Ok(Network {
        of: request.of,
        least: request.least,
        total,
        nodes: nodes.into_iter().map(node).collect(),
        edges,
        municipalities,
        searched: searched(context, &filters)?,
        filters: asked,
        corpus: corpus(context),
    })
}

/// The words a network is drawn of: the commonest, without those that mostly stand inside of a longer one.
fn common<'t>(context: &Context<'_>, request: &NetworkRequest, words: &'t [Tallied]) -> Vec<&'t Tallied> {
    let mut words: Vec<&Tallied> = words.iter().collect();
    if request.of == Counted::Keywords && !request.names {
        let names = context.all_names();
        words.retain(|word| !names.are_in(&word.key));
    }
    let counts: Vec<(&str, usize)> = words.iter().map(|word| (&*word.key, word.total)).collect();
    let inside = inside(&counts);
    words.retain(|word| !inside.contains(word.key.as_str()));
    words.sort_by(|one, other| other.total.cmp(&one.total).then_with(|| one.key.cmp(&other.key)));
    words.truncate(request.nodes);
    words
}

/// How often two words of a network stand together because a longer word is made of both.
struct Made<'t>(HashMap<(&'t str, &'t str), usize>);

impl<'t> Made<'t> {
    fn of(words: &'t [Tallied], keys: &[&str]) -> Self {
        let keys: BTreeSet<&str> = keys.iter().copied().collect();
        let mut together: HashMap<(&str, &str), usize> = HashMap::new();
        for word in words.iter().filter(|word| word.key.contains(' ')) {
            let inside: BTreeSet<&str> = within(&word.key).filter(|part| keys.contains(part)).collect();
            for one in &inside {
                for other in inside.iter().filter(|other| one < *other) {
                    let most = together.entry((one, other)).or_default();
                    *most = word.total.max(*most);
                }
            }
        }
        Self(together)
    }

    /// Whether that is why two words stand together so often: 公共施設 and 施設, or 区政 and 運営 where all say
    /// 区政運営.
    fn together(&self, one: &str, other: &str, count: usize) -> bool {
        let made = self.0.get(&(one.min(other), one.max(other))).copied().unwrap_or(0);
        2 * made >= count || parts(one).any(|part| parts(other).any(|same| same == part))
    }
}

/// Numbers the nodes of edges in the order of the words, and returns which words these are.
fn joined(edges: &mut [Edge]) -> Vec<usize> {
    let used: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.nodes.0, edge.nodes.1]).collect();
    let used: Vec<usize> = used.into_iter().collect();
    let number = |place: usize| used.binary_search(&place).unwrap_or_default();
    for edge in edges {
        edge.nodes = (number(edge.nodes.0), number(edge.nodes.1));
    }
    used
}

fn node(
    context: &Context<'_>,
    of: Counted,
    word: &Tallied,
    places: &[Option<usize>],
    municipalities: usize,
) -> Node {
    let mut by_municipality = vec![0; municipalities];
    for (group, count) in &word.groups {
        if let Some(place) = places[*group] {
            by_municipality[place] = *count;
        }
    }
    Node {
        id: word.key.clone(),
        label: match of {
            Counted::Keywords => word.form.clone(),
            Counted::Themes => context.label(Facet::Theme, &word.key),
        },
        count: word.total,
        by_municipality,
    }
}

impl Edge {
    fn of(nodes: (usize, usize), count: usize, (one, other): (usize, usize), all: usize) -> Self {
        let (both, one, other, all) = (count as f64, one as f64, other as f64, all as f64);
        // What is in every statement tells nothing of what else is there.
        let chance = -(both / all).ln();
        Self {
            nodes,
            count,
            jaccard: both / (one + other - both),
            dice: 2.0 * both / (one + other),
            npmi: if chance > 0.0 { (both * all / (one * other)).ln() / chance } else { 0.0 },
        }
    }
}
