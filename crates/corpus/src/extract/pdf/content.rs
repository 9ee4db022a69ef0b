//! A page's content stream → glyphs and rules in their places on the upright page.
//!
//! Only what a reader sees of words and lines is followed: colours, images and shadings are passed over, so that
//! a page of photographs costs nothing.

use std::collections::BTreeSet;

use hayro_font::kurbo::{Affine, Point, Rect};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::dict::keys::{BBOX, FONT, IMAGE, MATRIX, OC, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Fonts, Shared};

/// A character where it stands. The page lies upright: x runs to the right, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    /// Where the pen was, on the baseline or on the middle of a vertical line.
    pub(super) from: Point,
    /// Where it went.
    pub(super) to: Point,
    /// The height of its type.
    pub(super) size: f64,
    /// How heavy its type is.
    pub(super) weight: u8,
    /// Whether its font is written from top to bottom.
    pub(super) vertical: bool,
    /// Whether nobody sees it, as the text below a scanned page.
    pub(super) hidden: bool,
    /// Whether the file marks it as no part of the text.
    pub(super) artifact: bool,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    /// Horizontal and vertical rules (罫線), as boxes without breadth.
    pub(super) rules: Vec<Rect>,
    /// Boxes that are painted or drawn round something.
    pub(super) boxes: Vec<Rect>,
    pub(super) images: usize,
    /// The page itself.
    pub(super) page: Rect,
}

/// No page has more; what seems to is made to break its readers.
const MOST_GLYPHS: usize = 200_000;
/// No page reaches so far, in points: what stands beyond is made to break those who reckon with it.
const FAR: f64 = 1e6;
const MOST_RULES: usize = 20_000;
const MOST_STEPS: usize = 5_000_000;
const DEEPEST: usize = 16;

/// The broadest rule, in points; what is broader is a box.
const BROADEST: f64 = 3.0;
/// The shortest rule that parts anything, in points.
const SHORTEST: f64 = 6.0;

/// What a page shows, its content followed to its end.
pub(super) fn show<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, unseen: &BTreeSet<ObjectIdentifier>) -> Shown {
    let (width, height) = page.render_dimensions();
    let page_area = Rect::new(0.0, 0.0, width.into(), height.into());
    let base = Affine::new(page.initial_transform(true).as_coeffs());
    let mut reader = Reader {
        fonts,
        unseen,
        shown: Shown { page: page_area, ..Shown::default() },
        state: State::new(base, page_area),
        end: None,
        saved: Vec::new(),
        path: Path::default(),
        clips: false,
        marks: Vec::new(),
        steps: 0,
    };
    reader.follow(page.typed_operations(), page.resources(), 0);
    reader.shown
}

/// What is in force while a content stream is followed.
#[derive(Clone)]
struct State<'a> {
    base: Affine,
    /// What the page and its forms show; text beyond it is for nobody. A path that clips hides no word: tables cut off
    /// their cells so.
    bounds: Rect,
    /// What paths that clip leave of that, for the rules.
    clip: Rect,
    font: Option<Shared<'a>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    /// How broad type is set, 1 as it was drawn.
    breadth: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    line: Affine,
    pen: Affine,
}

impl State<'_> {
    fn new(base: Affine, bounds: Rect) -> Self {
        Self {
            base,
            bounds,
            clip: bounds,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            breadth: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            line: Affine::IDENTITY,
            pen: Affine::IDENTITY,
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.pen = self.line;
    }
}

/// The path being drawn, on the page.
#[derive(Default)]
struct Path {
    begun: Point,
    at: Point,
    lines: Vec<(Point, Point)>,
    /// All points of each of its parts lie in here.
    parts: Vec<Rect>,
}

impl Path {
    fn begin(&mut self, point: Point) {
        if self.parts.len() < MOST_RULES {
            self.parts.push(Rect::from_points(point, point));
        }
        self.begun = point;
        self.at = point;
    }

    fn touch(&mut self, point: Point) {
        match self.parts.last_mut() {
            Some(part) => *part = part.union(Rect::from_points(point, point)),
            None => self.begin(point),
        }
        self.at = point;
    }

    fn extent(&self) -> Option<Rect> {
        self.parts.iter().copied().reduce(|all, part| all.union(part))
    }

    fn line_to(&mut self, point: Point) {
        if self.lines.len() < MOST_RULES {
            self.lines.push((self.at, point));
        }
        self.touch(point);
    }
}

/// What surrounds a part of a content stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Artifact,
    Unseen,
}

struct Reader<'a, 'r> {
    fonts: &'r mut Fonts<'a>,
    unseen: &'r BTreeSet<ObjectIdentifier>,
    shown: Shown,
    state: State<'a>,
    /// Where the words end that were read last.
    end: Option<Point>,
    saved: Vec<State<'a>>,
    path: Path,
    /// Whether the path is to clip what comes after it.
    clips: bool,
    marks: Vec<Mark>,
    steps: usize,
}

impl<'a> Reader<'a, '_> {
    fn follow(&mut self, mut steps: TypedIter<'_>, resources: &Resources<'a>, depth: usize) {
        let (saved, marks) = (self.saved.len(), self.marks.len());
        while let Some(step) = steps.next() {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                break;
            }
            match step {
                Op::SaveState(_) if self.saved.len() < 10_000 => self.saved.push(self.state.clone()),
                // What a form saved, only that form restores.
                Op::RestoreState(_) if self.saved.len() > saved => {
                    self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
                }
                Op::Transform(t) => self.state.base *= matrix([t.0, t.1, t.2, t.3, t.4, t.5]),
                Op::SetGraphicsState(gs) => self.set_font_of(gs.0, resources),
                Op::XObject(object) => self.draw(object.0, resources, depth),
                Op::InlineImage(_) => self.shown.images += 1,
                step => {
                    self.mark(&step, resources);
                    self.trace(&step);
                    self.write(&step, resources);
                }
            }
        }
        self.saved.truncate(saved);
        self.marks.truncate(marks);
    }

    fn set_font_of(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let set = || {
            let font = resources.ext_g_states.get::<Dict<'a>>(name)?.get::<Array<'a>>(FONT)?;
            font.iter::<Object<'a>>().nth(1)?.into_f32()
        };
        if let Some(size) = set() {
            self.state.size = f64::from(size);
        }
    }

    fn mark(&mut self, step: &Op<'_, '_>, resources: &Resources<'a>) {
        let mark = match step {
            Op::BeginMarkedContent(mark) => {
                if mark.0.as_ref() == b"Artifact" {
                    Mark::Artifact
                } else {
                    Mark::Plain
                }
            }
            Op::BeginMarkedContentWithProperties(mark) => match mark.0.as_ref() {
                b"Artifact" => Mark::Artifact,
                b"OC" => {
                    let layer = match mark.1 {
                        Object::Name(name) => resources.properties.get_ref(name).map(ObjectIdentifier::from),
                        _ => None,
                    };
                    if layer.is_some_and(|layer| self.unseen.contains(&layer)) {
                        Mark::Unseen
                    } else {
                        Mark::Plain
                    }
                }
                _ => Mark::Plain,
            },
            Op::EndMarkedContent(_) => {
                self.marks.pop();
                return;
            }
            _ => return,
        };
        self.marks.push(mark);
    }

    fn draw(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) {
        let Some(stream) = resources.x_objects.get::<Stream<'a>>(name) else { return };
        let dict = stream.dict();
        if dict.get::<Name<'_>>(SUBTYPE).is_some_and(|kind| kind.as_ref() == IMAGE) {
            self.shown.images += 1;
            return;
        }
        let layer = dict.get_ref(OC).map(ObjectIdentifier::from);
        if depth >= DEEPEST || layer.is_some_and(|layer| self.unseen.contains(&layer)) {
            return;
        }
        let Ok(content) = stream.decoded_data() else { return };
        let before = self.state.clone();
        if let Some(matrix) = dict.get::<[f64; 6]>(MATRIX) {
            self.state.base *= Affine::new(matrix);
        }
        if let Some([x0, y0, x1, y1]) = dict.get::<[f64; 4]>(BBOX) {
            let bounds = self.state.base.transform_rect_bbox(Rect::new(x0, y0, x1, y1).abs());
            self.state.bounds = self.state.bounds.intersect(bounds);
            self.state.clip = self.state.clip.intersect(bounds);
        }
        let own = dict.get::<Dict<'a>>(RESOURCES).map(Resources::new);
        self.follow(TypedIter::new(&content), own.as_ref().unwrap_or(resources), depth + 1);
        self.state = before;
    }

    /// Follows the drawing of paths.
    fn trace(&mut self, step: &Op<'_, '_>) {
        let place = |x: Number, y: Number| self.state.base * Point::new(x.as_f64(), y.as_f64());
        match step {
            Op::MoveTo(to) => self.path.begin(place(to.0, to.1)),
            Op::LineTo(to) => self.path.line_to(place(to.0, to.1)),
            Op::CubicTo(to) => self.path.touch(place(to.4, to.5)),
            Op::CubicStartTo(to) => self.path.touch(place(to.2, to.3)),
            Op::CubicEndTo(to) => self.path.touch(place(to.2, to.3)),
            Op::ClosePath(_) => self.path.line_to(self.path.begun),
            Op::RectPath(rect) => {
                let (x, y) = (rect.0.as_f64(), rect.1.as_f64());
                let (x1, y1) = (x + rect.2.as_f64(), y + rect.3.as_f64());
                let corners =
                    [(x, y), (x1, y), (x1, y1), (x, y1)].map(|corner| self.state.base * Point::from(corner));
                self.path.begin(corners[0]);
                for corner in [corners[1], corners[2], corners[3], corners[0]] {
                    self.path.line_to(corner);
                }
            }
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.clips = true,
            Op::StrokePath(_) | Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => {
                self.finish(true, true);
            }
            Op::CloseAndStrokePath(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.line_to(self.path.begun);
                self.finish(true, true);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                self.finish(false, true);
            }
            Op::EndPath(_) => self.finish(false, false),
            _ => {}
        }
    }

    /// Ends a path: strokes are rules, and so are boxes that are filled and thin.
    fn finish(&mut self, stroked: bool, painted: bool) {
        let path = std::mem::take(&mut self.path);
        let extent = path.extent();
        if painted && !self.is_unseen() && self.shown.rules.len() < MOST_RULES {
            let clip = self.state.clip;
            let is_box = |part: &&Rect| part.width().min(part.height()) > BROADEST * 2.0;
            let boxes = path.parts.iter().filter(is_box).map(|part| part.intersect(clip));
            self.shown.boxes.extend(boxes.filter(|part| part.area() > 0.0));
            let rules = if stroked {
                path.lines
            } else {
                let corners = |part: Rect| (part.origin(), Point::new(part.x1, part.y1));
                path.parts.into_iter().map(corners).collect()
            };
            let rules = rules.into_iter().filter_map(|(from, to)| rule(from, to));
            self.shown.rules.extend(
                rules
                    .map(|rule| rule.intersect(clip))
                    .filter(|rule| rule.width().max(rule.height()) >= SHORTEST),
            );
        }
        if let Some(extent) = extent.filter(|_| std::mem::take(&mut self.clips)) {
            self.state.clip = self.state.clip.intersect(extent);
        }
    }

    fn is_unseen(&self) -> bool {
        self.marks.contains(&Mark::Unseen)
    }

    /// Follows the writing of text.
    fn write(&mut self, step: &Op<'_, '_>, resources: &Resources<'a>) {
        let state = &mut self.state;
        match step {
            Op::BeginText(_) => {
                state.line = Affine::IDENTITY;
                state.pen = Affine::IDENTITY;
            }
            Op::CharacterSpacing(space) => state.letter_space = space.0.as_f64(),
            Op::WordSpacing(space) => state.word_space = space.0.as_f64(),
            Op::HorizontalScaling(scale) => state.breadth = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
            Op::TextRise(rise) => state.rise = rise.0.as_f64(),
            Op::TextRenderingMode(mode) => state.mode = mode.0.as_i64(),
            Op::TextFont(font) => {
                state.size = font.1.as_f64();
                state.font = self.fonts.named(font.0, &resources.fonts);
            }
            Op::NextLine(by) => state.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                state.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::SetTextMatrix(t) => {
                state.line = matrix([t.0, t.1, t.2, t.3, t.4, t.5]);
                state.pen = state.line;
            }
            Op::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
            Op::ShowText(text) => self.put(text.0.as_bytes()),
            Op::NextLineAndShowText(text) => {
                state.next_line(0.0, -state.leading);
                self.put(text.0.as_bytes());
            }
            Op::ShowTextWithParameters(text) => {
                state.word_space = text.0.as_f64();
                state.letter_space = text.1.as_f64();
                state.next_line(0.0, -state.leading);
                self.put(text.2.as_bytes());
            }
            Op::ShowTexts(texts) => {
                for text in texts.0.iter::<Object<'_>>() {
                    match text {
                        Object::String(text) => self.put(text.as_bytes()),
                        Object::Number(back) => self.adjust(back.as_f64()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Moves the pen back by thousandths of an em.
    fn adjust(&mut self, back: f64) {
        let state = &mut self.state;
        let along = -back / 1000.0 * state.size;
        let vertical = state.font.as_ref().is_some_and(|font| font.borrow().vertical);
        let by = if vertical { (0.0, along) } else { (along * state.breadth, 0.0) };
        state.pen *= Affine::translate(by);
    }

    fn put(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else { return };
        let mut font = font.borrow_mut();
        let unseen = self.is_unseen();
        let artifact = self.marks.contains(&Mark::Artifact);
        let state = &mut self.state;
        // Type that is drawn with a line round it is made heavier than it is.
        let weight = if state.mode == 2 { 2 } else { font.weight };
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.code(bytes, at);
            at += length.max(1);
            let sign = font.sign(code);
            let place = state.base * state.pen * Affine::new([state.breadth, 0.0, 0.0, 1.0, 0.0, state.rise]);
            let step = sign.advance * state.size;
            let (to, size) = if font.vertical {
                (Point::new(0.0, -step), place * Point::new(state.size, 0.0) - place * Point::ORIGIN)
            } else {
                (Point::new(step, 0.0), place * Point::new(0.0, state.size) - place * Point::ORIGIN)
            };
            let whole = Glyph {
                c: ' ',
                from: place * Point::ORIGIN,
                to: place * to,
                size: size.hypot(),
                weight,
                vertical: font.vertical,
                hidden: matches!(state.mode, 3 | 7),
                artifact,
            };
            let reach = state.bounds.inflate(1.0, 1.0);
            // A word that begins on the page is read to its end, though the page be too narrow for it.
            let goes_on = self.end.is_some_and(|end| end.distance(whole.from) < whole.size * 0.5);
            let is_on_page =
                goes_on || reach.contains(whole.from) || reach.contains(whole.from.midpoint(whole.to));
            let places = [whole.from.x, whole.from.y, whole.to.x, whole.to.y, whole.size];
            let is_on_page = is_on_page && places.iter().all(|place| place.abs() <= FAR);
            self.end = is_on_page.then_some(whole.to);
            if !unseen && is_on_page && whole.size > 0.5 && self.shown.glyphs.len() < MOST_GLYPHS {
                let count = sign.text.chars().count().max(1) as f64;
                // A ligature is written as its letters, each with its share of the breadth.
                self.shown.glyphs.extend(sign.text.chars().enumerate().map(|(index, c)| Glyph {
                    c,
                    from: whole.from.lerp(whole.to, index as f64 / count),
                    to: whole.from.lerp(whole.to, (index + 1) as f64 / count),
                    ..whole
                }));
            }
            let word = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let space = state.letter_space + word;
            let by = if font.vertical { (0.0, space - step) } else { ((step + space) * state.breadth, 0.0) };
            state.pen *= Affine::translate(by);
        }
    }
}

fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// A rule between two points, if it is one: horizontal or vertical.
fn rule(from: Point, to: Point) -> Option<Rect> {
    let extent = Rect::from_points(from, to);
    let middle = extent.center();
    if extent.height() <= BROADEST && extent.width() >= SHORTEST {
        Some(Rect::new(extent.x0, middle.y, extent.x1, middle.y))
    } else if extent.width() <= BROADEST && extent.height() >= SHORTEST {
        Some(Rect::new(middle.x, extent.y0, middle.x, extent.y1))
    } else {
        None
    }
}
