//! Which part of a page is its text (本文), and what stands beside it: menus, ways through the site, whom to ask.
//!
//! What sites call their parts is read where it is one of the words every site uses; where none is, the text is where
//! most words are that lead nowhere.

use std::ops::Range;

use super::table;
use super::tree::{Block, Kind, Tree};

/// For every node, whether it stands beside the text.
pub(super) fn asides(tree: &Tree) -> Vec<bool> {
    let shares = shares(tree);
    let mut asides = vec![false; tree.nodes.len()];
    for at in 0..tree.nodes.len() {
        // What holds half of the page and its headings is no part beside it, whatever it is called.
        let is_much = || shares[at].said * 2 > shares[0].said && shares[at].headings > 0;
        if !asides[at] && tree.block(at).is_some_and(|block| is_called_aside(tree, at, block)) && !is_much() {
            asides[at..tree.nodes[at].end].fill(true);
        }
    }
    let main = main(tree, &shares, &asides);
    let title = title_before(tree, &shares, &asides, &main);
    for (at, aside) in asides.iter_mut().enumerate() {
        *aside |= !main.contains(&at) && title.as_ref().is_none_or(|title| !title.contains(&at));
    }
    for at in main {
        let Some(block) = tree.block(at).filter(|_| !asides[at]) else { continue };
        let is_menu = matches!(block.tag.as_str(), "ul" | "ol" | "dl" | "table" | "p" | "div" | "section")
            && shares[at].leads_elsewhere();
        let end = if is_menu { Some(tree.nodes[at].end) } else { end_of_appendix(tree, at) };
        if let Some(end) = end {
            asides[at..end].fill(true);
        }
    }
    asides
}

/// How many letters of a block say something, and how many lead elsewhere; how many headings it has, and how many
/// letters these say.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    said: usize,
    linked: usize,
    headings: usize,
    headed: usize,
}

impl Share {
    fn leads_elsewhere(self) -> bool {
        self.linked > self.said * 3
    }

    /// Whether it heads something besides ways to elsewhere.
    fn heads_text(self) -> bool {
        self.headings > 0 && self.linked <= self.said.saturating_sub(self.headed) * 3
    }
}

fn shares(tree: &Tree) -> Vec<Share> {
    let mut shares = vec![Share::default(); tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        if let Kind::Words { text, face } = &node.kind {
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            let (said, linked) = if face.link { (0, letters) } else { (letters, 0) };
            shares[at] = Share { said, linked, ..Share::default() };
        }
        if tree.block(at).is_some_and(|block| block.level().is_some()) {
            shares[at].headings += 1;
            shares[at].headed = shares[at].said;
        }
        // A node's own share is whole when its turn comes: all it holds stands behind it.
        if node.parent != at {
            let Share { said, linked, headings, headed } = shares[at];
            let around = &mut shares[node.parent];
            around.said += said;
            around.linked += linked;
            around.headings += headings;
            around.headed += headed;
        }
    }
    shares
}

/// Whether the name of a block says that it stands beside the text.
fn is_called_aside(tree: &Tree, at: usize, block: &Block) -> bool {
    /// A word of an id or a class that says so.
    const WORDS: [&str; 34] = [
        "nav",
        "navi",
        "menu",
        "side",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "pan",
        "skip",
        "pagetop",
        "totop",
        "sns",
        "share",
        "search",
        "banner",
        "banners",
        "bnr",
        "ad",
        "ads",
        "print",
        "copyright",
        "language",
        "lang",
        "translate",
        "related",
        "kanren",
        "contact",
        "inquiry",
        "feedback",
        "enquete",
        "cookie",
        "modal",
        "pager",
        "pagination",
    ];
    /// What says so wherever it stands in a name.
    const PARTS: [&str; 12] = [
        "breadcrumb",
        "topicpath",
        "pankuzu",
        "pagetop",
        "gototop",
        "skiplink",
        "toiawase",
        "otoiawase",
        "inquiry",
        "enquete",
        "questionnaire",
        "sidebar",
    ];
    /// What says so only where it is the whole name: a section has a head of its own.
    const WHOLE: [&str; 7] = ["header", "head", "footer", "foot", "siteheader", "sitefooter", "globalheader"];
    match block.tag.as_str() {
        "nav" | "footer" | "aside" | "search" | "dialog" | "button" => return true,
        "header" => return !is_within(tree, at, &["main", "article", "section"]),
        // Whatever a heading, a paragraph or an item is called, it is one.
        "page" | "body" | "main" | "p" | "li" | "td" | "th" => return false,
        _ if block.level().is_some() => return false,
        _ => {}
    }
    let role = block.attribute("role").unwrap_or_default();
    if matches!(
        role,
        "navigation" | "banner" | "contentinfo" | "search" | "complementary" | "menu" | "menubar"
    ) {
        return true;
    }
    names(block).any(|name| {
        let words = words(name);
        let whole = words.concat();
        WHOLE.contains(&whole.as_str())
            || PARTS.iter().any(|part| whole.contains(part))
            || words.iter().any(|word| {
                WORDS.contains(&word.as_str())
                    || ["nav", "navi", "menu"].iter().any(|end| word.ends_with(end))
            })
    })
}

fn is_within(tree: &Tree, at: usize, tags: &[&str]) -> bool {
    ancestors(tree, at).any(|above| tags.contains(&tree.tag(above)))
}

/// The blocks around a node, the nearest first.
fn ancestors(tree: &Tree, at: usize) -> impl Iterator<Item = usize> {
    let above = |at: usize| Some(tree.nodes[at].parent).filter(|&parent| parent != at);
    /// Nobody nests what means something deeper than this.
    const DEEPEST: usize = 256;
    std::iter::successors(above(at), move |&at| above(at)).take(DEEPEST)
}

/// The id and the classes of a block.
fn names(block: &Block) -> impl Iterator<Item = &str> {
    let all = ["id", "class"].into_iter().filter_map(|name| block.attribute(name));
    all.flat_map(str::split_whitespace)
}

/// The words of a name: `main-contents`, `mainContents` and `main_contents` are main and contents.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let begins =
            !before.is_ascii_alphanumeric() || (before.is_ascii_lowercase() && c.is_ascii_uppercase());
        if c.is_ascii_alphanumeric() {
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(c.to_ascii_lowercase());
            }
        }
        before = c;
    }
    words
}

/// The block that holds the text of the page.
fn main(tree: &Tree, shares: &[Share], asides: &[bool]) -> Range<usize> {
    /// What sites call the block with their text, surest first.
    const NAMES: [&[&str]; 2] = [
        &["main", "maincontents", "maincontent", "contentsmain", "contentmain", "mainbody", "honbun"],
        &[
            "contents",
            "content",
            "article",
            "articlebody",
            "entry",
            "entrybody",
            "pagebody",
            "pagecontents",
            "detail",
        ],
    ];
    /// Words that say nothing about what a block holds.
    const EMPTY: [&str; 10] = ["tmp", "the", "wp", "l", "c", "box", "area", "inner", "wrap", "wrapper"];
    let said = said(tree, asides);
    let is_named = |block: &Block, list: &[&str]| {
        names(block).any(|name| {
            let mut words = words(name);
            words.retain(|word| !EMPTY.contains(&word.as_str()));
            list.contains(&words.concat().as_str())
        })
    };
    let is_main = |block: &Block| block.tag == "main" || block.attribute("role") == Some("main");
    let largest = |is_it: &dyn Fn(&Block) -> bool, percent: usize| {
        let found = (0..tree.nodes.len())
            .filter(|&at| !asides[at] && said[at] * 100 > said[0] * percent)
            .filter(|&at| tree.block(at).is_some_and(|block| block.tag != "body" && is_it(block)));
        // Of two that say the same the outer one, which comes first.
        found.max_by_key(|&at| (said[at], std::cmp::Reverse(at)))
    };
    let found = largest(&is_main, 20)
        .or_else(|| largest(&|block| is_named(block, NAMES[0]), 40))
        .or_else(|| largest(&|block| block.tag == "article", 40))
        .or_else(|| largest(&|block| is_named(block, NAMES[1]), 40))
        .unwrap_or_else(|| densest(tree, shares, asides, &said));
    found..tree.nodes[found].end
}

/// How many letters each block says outside of what stands beside the text.
fn said(tree: &Tree, asides: &[bool]) -> Vec<usize> {
    let mut said = vec![0; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        if let Kind::Words { text, face } = &node.kind
            && !face.link
            && !asides[at]
        {
            said[at] = text.chars().filter(|c| c.is_alphanumeric()).count();
        }
        if node.parent != at {
            said[node.parent] += said[at];
        }
    }
    said
}

/// From the page inwards to the block that holds nearly all of what is said, as long as no heading of it is left
/// outside.
fn densest(tree: &Tree, shares: &[Share], asides: &[bool], said: &[usize]) -> usize {
    let mut at = 0;
    loop {
        let holds = |&child: &usize| {
            let goes_in = match tree.tag(child) {
                "div" | "section" | "article" | "center" | "form" | "body" | "tbody" | "tr" | "fieldset" => {
                    true
                }
                "table" => !table::holds_data(tree, child),
                "td" | "th" => true,
                _ => false,
            };
            goes_in && !asides[child] && said[child] * 100 > said[at] * 70
        };
        let Some(child) = tree.children(at).find(holds) else { return at };
        let inside = child..tree.nodes[child].end;
        let heads = |other: usize| !asides[other] && !inside.contains(&other) && shares[other].heads_text();
        if tree.children(at).any(heads) {
            return at;
        }
        at = child;
    }
}

/// The one h1 of the page where it stands above the text and not in it. One that leads elsewhere is the name of the
/// site.
fn title_before(tree: &Tree, shares: &[Share], asides: &[bool], main: &Range<usize>) -> Option<Range<usize>> {
    let mut all =
        (0..tree.nodes.len()).filter(|&at| !asides[at] && tree.tag(at) == "h1" && shares[at].said > 0);
    let (only, more) = (all.next()?, all.next());
    (more.is_none() && only < main.start).then(|| only..tree.nodes[only].end)
}

/// Where the part of a page ends that a heading opens which never heads text: whom to ask, what else there is.
fn end_of_appendix(tree: &Tree, at: usize) -> Option<usize> {
    const HEADS: [&str; 12] = [
        "このページに関する",
        "このページについて",
        "この記事に関する",
        "お問い合わせ",
        "お問合せ",
        "お問合わせ",
        "問い合わせ先",
        "問合せ先",
        "関連リンク",
        "関連ページ",
        "関連ファイル",
        "添付ファイル",
    ];
    let level = tree.block(at)?.level()?;
    let text: String = tree
        .inside(at)
        .filter_map(|at| match &tree.nodes[at].kind {
            Kind::Words { text, .. } => Some(text.trim()),
            Kind::Block(_) => None,
        })
        .collect();
    if !HEADS.iter().any(|head| text.starts_with(head)) {
        return None;
    }
    let around = tree.nodes[tree.nodes[at].parent].end;
    let next = (tree.nodes[at].end..around)
        .find(|&at| tree.block(at).and_then(Block::level).is_some_and(|other| other <= level));
    Some(next.unwrap_or(around))
}
