//! Tables of HTML: those that hold data → rows; those that only place things are no tables.

use std::ops::Range;

use super::flow::Flow;
use super::tree::{Kind, Tree};

/// A cell longer than this is text that was placed in a table, in letters.
const LONGEST_PLACED: usize = 300;
/// A cell stands in so many columns at the most.
const MOST_COLUMNS: usize = 200;
/// What is longer than this is written once, however many rows or columns it spans, in bytes.
const LONGEST_REPEATED: usize = 300;

/// The cell and heading structure of a table: whether it holds data, and is not a way to place text on a page.
pub(super) fn holds_data(tree: &Tree, table: usize) -> bool {
    let role = tree.block(table).and_then(|block| block.attribute("role")).unwrap_or_default();
    if matches!(role, "presentation" | "none") {
        return false;
    }
    let (mut is_headed, mut is_wide) = (false, false);
    for at in tree.inside(table) {
        match tree.tag(at) {
            "table" => return false,
            "th" | "caption" => is_headed = true,
            "tr" => is_wide |= cells(tree, at).nth(1).is_some(),
            _ if tree.block(at).is_some_and(|block| block.level().is_some()) => return false,
            _ => {}
        }
    }
    let mut placed =
        tree.inside(table).filter(|&at| tree.tag(at) == "td" && letters(tree, at) > LONGEST_PLACED);
    is_wide && (is_headed || placed.next().is_none())
}

fn letters(tree: &Tree, cell: usize) -> usize {
    let words = tree.inside(cell).map(|at| match &tree.nodes[at].kind {
        Kind::Words { text, .. } => text.chars().filter(|c| !c.is_whitespace()).count(),
        Kind::Block(_) => 0,
    });
    words.sum()
}

fn cells(tree: &Tree, row: usize) -> impl Iterator<Item = usize> {
    tree.children(row).filter(|&at| matches!(tree.tag(at), "td" | "th"))
}

/// A cell that reaches down into the next rows.
struct Reaching {
    rows: usize,
    text: String,
}

/// The caption of a table, and its rows by number: cells in order, a tab between two.
///
/// A cell that spans rows or columns stands in each of them: every row says by itself what it is about, and every
/// value stands below its head. The only cell of a row is written once.
pub(super) fn rows(tree: &Tree, table: usize) -> (Vec<String>, Vec<(u32, String)>) {
    let named = |name: &'static str| tree.inside(table).filter(move |&at| tree.tag(at) == name);
    let captions = named("caption").map(|at| words(tree, tree.inside(at)));
    let mut reaching: Vec<Option<Reaching>> = Vec::new();
    let mut written = Vec::new();
    for (number, row) in (1..).zip(named("tr")) {
        let texts = row_of(tree, row, &mut reaching);
        if texts.iter().any(|text| !text.is_empty()) {
            written.push((number, texts.join("\t")));
        }
    }
    (captions.filter(|caption| !caption.is_empty()).collect(), written)
}

fn row_of(tree: &Tree, row: usize, reaching: &mut Vec<Option<Reaching>>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let is_only = cells(tree, row).nth(1).is_none() && reaching.iter().all(Option::is_none);
    for cell in cells(tree, row) {
        take_reaching(&mut texts, reaching);
        let Some(block) = tree.block(cell).filter(|_| texts.len() < MOST_COLUMNS) else { break };
        let columns = if is_only { 1 } else { block.number("colspan", MOST_COLUMNS - texts.len()) };
        let rows = block.number("rowspan", usize::from(u16::MAX));
        let text = words(tree, tree.inside(cell));
        let again = if text.len() <= LONGEST_REPEATED { text.clone() } else { String::new() };
        for column in 0..columns {
            if rows > 1 {
                if reaching.len() <= texts.len() {
                    reaching.resize_with(texts.len() + 1, || None);
                }
                reaching[texts.len()] = Some(Reaching { rows: rows - 1, text: again.clone() });
            }
            texts.push(if column == 0 { text.clone() } else { again.clone() });
        }
    }
    while reaching.iter().rposition(Option::is_some).is_some_and(|last| texts.len() <= last) {
        let before = texts.len();
        take_reaching(&mut texts, reaching);
        if texts.len() == before {
            texts.push(String::new());
        }
    }
    texts
}

/// Writes the cells that reach down to the next column of a row.
fn take_reaching(texts: &mut Vec<String>, reaching: &mut [Option<Reaching>]) {
    while let Some(slot) = reaching.get_mut(texts.len())
        && let Some(cell) = slot
    {
        texts.push(cell.text.clone());
        cell.rows -= 1;
        if cell.rows == 0 {
            *slot = None;
        }
    }
}

/// The words of some nodes on one line; where lines break in a cell, nothing stands between Japanese words.
fn words(tree: &Tree, nodes: Range<usize>) -> String {
    let mut flow = Flow::default();
    for at in nodes {
        match &tree.nodes[at].kind {
            Kind::Words { text, .. } => text.chars().for_each(|c| flow.push(c)),
            Kind::Block(_) => flow.push('\n'),
        }
    }
    flow.take()
}
