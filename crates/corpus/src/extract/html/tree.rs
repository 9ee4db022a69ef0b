//! Tokens of HTML → a tree of blocks, which lies flat in the order of the page.
//!
//! Old pages leave tags open and close them crosswise. The few rules that matter for text are here: what ends a
//! paragraph, an item, a cell. Bold type, sizes and links are no nodes but the [`Face`] of the words they set. Nothing
//! recurses, and no look back is longer than [`LOOK`], so that a page takes time and memory in proportion to its bytes.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::face::Face;
use super::sight::{Sight, is_never_shown, own_sight};

/// How many open elements are looked through for the one a tag belongs to.
const LOOK: usize = 256;

/// A page: what its `<title>` says, and its blocks and words, each before those inside it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) title: String,
    pub(super) nodes: Vec<Node>,
    /// How many stretches of words are struck out.
    pub(super) withdrawn: usize,
    /// How many stretches of words with a sentence in them are hidden.
    pub(super) hidden: usize,
}

/// A block, or words in it.
#[derive(Debug)]
pub(super) struct Node {
    /// The block around it; the page itself stands around all others, and in itself.
    pub(super) parent: usize,
    /// Just behind the last node inside it.
    pub(super) end: usize,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Block(Block),
    Words { text: String, face: Face },
}

/// An element that is more than a way to set words.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) tag: String,
    attributes: Vec<(String, String)>,
}

impl Block {
    /// What an attribute says; nothing where there is none.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// A whole number an attribute says, if it is from 1 to `most`.
    pub(super) fn number(&self, name: &str, most: usize) -> usize {
        let number = self.attribute(name).and_then(|value| value.trim().parse().ok());
        number.unwrap_or(1).clamp(1, most)
    }

    /// How deep a heading it is.
    pub(super) fn level(&self) -> Option<u8> {
        heading(&self.tag)
    }
}

impl Tree {
    /// The tree of a page.
    pub(super) fn of(html: &str) -> Self {
        let is_xml = html.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
        let mut builder = Builder { is_xml, ..Builder::default() };
        builder.begin();
        let tokenizer = Tokenizer::new(Sink(RefCell::new(builder)), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(html));
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        tokenizer.sink.0.into_inner().finish()
    }

    /// The block at a place, if there is one.
    pub(super) fn block(&self, at: usize) -> Option<&Block> {
        match &self.nodes.get(at)?.kind {
            Kind::Block(block) => Some(block),
            Kind::Words { .. } => None,
        }
    }

    /// The tag of the block at a place.
    pub(super) fn tag(&self, at: usize) -> &str {
        self.block(at).map_or("", |block| &block.tag)
    }

    /// The places of what stands directly in a block.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].end;
        std::iter::successors(Some(at + 1), |&child| Some(self.nodes.get(child)?.end))
            .take_while(move |&child| child < end)
    }

    /// The nodes inside one, at any depth.
    pub(super) fn inside(&self, at: usize) -> std::ops::Range<usize> {
        at + 1..self.nodes[at].end
    }
}

struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => builder.close(&name),
            Token::TagToken(tag) => {
                builder.open(&tag);
                // XHTML may close a script where it opens it.
                if !(builder.is_xml && tag.self_closing) {
                    return match &*tag.name {
                        "script" => TokenSinkResult::RawData(ScriptData),
                        "style" | "iframe" | "noframes" | "noembed" | "xmp" => {
                            TokenSinkResult::RawData(Rawtext)
                        }
                        "textarea" | "title" => TokenSinkResult::RawData(Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            Token::CharacterTokens(words) => builder.write(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    open: Vec<Open>,
    is_xml: bool,
    in_title: bool,
    /// Whether the words that are struck out or hidden here have been counted.
    is_counted: bool,
}

/// An element that is still open.
struct Open {
    tag: String,
    /// The node of the innermost block: its own, where it is one.
    node: usize,
    is_block: bool,
    face: Face,
    /// What the element itself makes of its words.
    own: Sight,
    /// What it and all around it make of them.
    sight: Sight,
}

impl Builder {
    /// Opens the page itself, around everything that is on it.
    fn begin(&mut self) {
        let page = Block { tag: "page".to_owned(), attributes: Vec::new() };
        let node = self.push(Kind::Block(page));
        let face = Face::default();
        let (own, sight) = (Sight::Shown, Sight::Shown);
        self.open.push(Open { tag: String::new(), node, is_block: true, face, own, sight });
    }

    fn open(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let attribute = |wanted: &str| {
            tag.attrs.iter().find(|one| *one.name.local == *wanted).map(|one| one.value.to_string())
        };
        self.close_before(name);
        let own = own_sight(name, attribute);
        let around = self.sight();
        let sight = around.max(own);
        let is_read = sight == Sight::Shown;
        if around == Sight::Shown {
            self.is_counted = false;
        }
        if name == "title" && is_read && self.tree.title.is_empty() {
            self.in_title = true;
            return;
        }
        let face = self.open.last().map_or_else(Face::default, |open| open.face).within(name, attribute);
        let is_block = is_block(name);
        if is_void(name) {
            if is_block && is_read {
                self.node(name, tag);
            }
            return;
        }
        if self.is_xml && tag.self_closing {
            return;
        }
        let is_block = is_block && is_read;
        let node = if is_block { self.node(name, tag) } else { self.innermost() };
        self.open.push(Open { tag: name.to_owned(), node, is_block, face, own, sight });
    }

    fn sight(&self) -> Sight {
        self.open.last().map_or(Sight::Shown, |open| open.sight)
    }

    fn node(&mut self, name: &str, tag: &Tag) -> usize {
        let attributes = tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
        let block = Block { tag: name.to_owned(), attributes: attributes.collect() };
        self.push(Kind::Block(block))
    }

    /// The node of the innermost block that is open.
    fn innermost(&self) -> usize {
        self.open.last().map_or(0, |open| open.node)
    }

    fn push(&mut self, kind: Kind) -> usize {
        let (at, parent) = (self.tree.nodes.len(), self.innermost());
        self.tree.nodes.push(Node { parent, end: at + 1, kind });
        at
    }

    fn write(&mut self, words: &str) {
        if self.in_title {
            self.tree.title.push_str(words);
            return;
        }
        match self.sight() {
            Sight::Shown => {}
            // Menus and labels are hidden on every page; what is said in sentences may be missed.
            Sight::Hidden => {
                if words.contains('。') && !std::mem::replace(&mut self.is_counted, true) {
                    self.tree.hidden += 1;
                }
                return;
            }
            Sight::Never => return,
            Sight::Withdrawn => {
                if !words.trim().is_empty() && !std::mem::replace(&mut self.is_counted, true) {
                    self.tree.withdrawn += 1;
                }
                return;
            }
        }
        let face = self.open.last().map_or_else(Face::default, |open| open.face);
        let around = self.innermost();
        if let Some(Node { parent, kind: Kind::Words { text, face: last }, .. }) = self.tree.nodes.last_mut()
            && *parent == around
            && *last == face
        {
            text.push_str(words);
        } else {
            self.push(Kind::Words { text: words.to_owned(), face });
        }
    }

    /// Closes what a start tag ends without saying so.
    fn close_before(&mut self, name: &str) {
        if ends_paragraph(name) {
            self.close_one(&["p"], is_wall);
        }
        match name {
            "li" => self.close_one(&["li"], |tag| matches!(tag, "ul" | "ol" | "menu") || is_wall(tag)),
            "dt" | "dd" => self.close_one(&["dt", "dd"], |tag| tag == "dl" || is_wall(tag)),
            "td" | "th" => self.close_one(&["td", "th"], |tag| matches!(tag, "tr" | "table")),
            "tr" => self.close_one(&["tr"], |tag| tag == "table"),
            "thead" | "tbody" | "tfoot" => {
                self.close_one(&["thead", "tbody", "tfoot", "tr"], |tag| tag == "table");
            }
            "rt" | "rp" => self.close_one(&["rt", "rp"], |tag| tag == "ruby"),
            _ if heading(name).is_some()
                && self.open.last().is_some_and(|open| heading(&open.tag).is_some()) =>
            {
                self.end_last();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "title" if self.in_title => self.in_title = false,
            // What comes behind the end of a page belongs to it too.
            "html" | "body" => {}
            "br" => {
                self.push(Kind::Block(Block { tag: name.to_owned(), attributes: Vec::new() }));
            }
            "table" => self.close_one(&[name], |_| false),
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" => {
                self.close_one(&[name], |tag| tag == "table");
            }
            _ if heading(name).is_some() => {
                self.close_one(&["h1", "h2", "h3", "h4", "h5", "h6"], is_wall);
            }
            // The reading of the last word may be left open.
            "ruby" => {
                self.close_one(&["rt", "rp"], |tag| tag == "ruby");
                self.end_face(name);
            }
            _ if is_block(name) || is_never_shown(name) => self.close_one(&[name], is_wall),
            _ => self.end_face(name),
        }
    }

    /// Closes the innermost element of one of these names and all within it, unless a wall stands before it.
    fn close_one(&mut self, names: &[&str], is_wall: impl Fn(&str) -> bool) {
        for (looked, open) in self.open.iter().rev().take(LOOK).enumerate() {
            if names.contains(&open.tag.as_str()) {
                (0..=looked).for_each(|_| self.end_last());
                return;
            }
            if is_wall(&open.tag) {
                return;
            }
        }
    }

    /// Ends a way to set words; blocks that were opened within stay open, and lose its face.
    fn end_face(&mut self, name: &str) {
        let within = |open: &&Open| open.tag != name && !is_wall(&open.tag);
        let above = self.open.iter().rev().take(LOOK).take_while(within).count();
        let Some(at) = self.open.len().checked_sub(above + 1).filter(|&at| self.open[at].tag == name) else {
            return;
        };
        if !self.open[at].is_block {
            self.open.remove(at);
            let below = at.checked_sub(1).map(|below| &self.open[below]);
            let (face, mut sight) =
                below.map_or((Face::default(), Sight::Shown), |below| (below.face, below.sight));
            for open in self.open.iter_mut().skip(at) {
                sight = sight.max(open.own);
                (open.face, open.sight) = (face, sight);
            }
        }
    }

    fn end_last(&mut self) {
        if let Some(open) = self.open.pop().filter(|open| open.is_block) {
            self.tree.nodes[open.node].end = self.tree.nodes.len();
        }
    }

    fn finish(mut self) -> Tree {
        while !self.open.is_empty() {
            self.end_last();
        }
        self.tree
    }
}

fn heading(tag: &str) -> Option<u8> {
    match tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "br" | "hr"
            | "img"
            | "input"
            | "meta"
            | "link"
            | "wbr"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "param"
            | "source"
            | "track"
            | "frame"
            | "basefont"
    )
}

/// What is more than a way to set words: it stands apart, or stands for something.
fn is_block(tag: &str) -> bool {
    ends_paragraph(tag)
        || matches!(
            tag,
            "body"
                | "li"
                | "dt"
                | "dd"
                | "tr"
                | "td"
                | "th"
                | "thead"
                | "tbody"
                | "tfoot"
                | "caption"
                | "br"
                | "img"
                | "figcaption"
                | "legend"
                | "summary"
                | "button"
        )
}

/// What ends a paragraph where it begins.
fn ends_paragraph(tag: &str) -> bool {
    heading(tag).is_some()
        || matches!(
            tag,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "center"
                | "details"
                | "dialog"
                | "dir"
                | "div"
                | "dl"
                | "fieldset"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hgroup"
                | "hr"
                | "main"
                | "menu"
                | "nav"
                | "ol"
                | "p"
                | "pre"
                | "search"
                | "section"
                | "table"
                | "ul"
        )
}

/// What no tag inside closes from within.
fn is_wall(tag: &str) -> bool {
    matches!(tag, "table" | "td" | "th" | "caption" | "button")
}
