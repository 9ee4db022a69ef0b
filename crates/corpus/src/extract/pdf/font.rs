//! The fonts of a PDF: codes of a content stream → characters and how far each moves the pen.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, FLAGS, FONT_DESC, FONT_WEIGHT, ORDERING, REGISTRY,
};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as Bytes};

/// What a code stands for.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// Its characters; one that cannot be known is U+FFFD.
    pub(super) text: Rc<str>,
    /// How far it moves the pen along the line, in ems.
    pub(super) advance: f64,
}

/// A font and the signs it has shown so far.
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// How heavy its type is: serif, sans serif, bold.
    pub(super) weight: u8,
    /// Whether it is written from top to bottom.
    pub(super) vertical: bool,
    /// Its codes as characters, where it says so only through the collection its glyphs are numbered in.
    collection: Option<Collection>,
    signs: BTreeMap<u32, Sign>,
}

/// Glyphs numbered as in a collection of characters (Adobe-Japan1 and the like).
struct Collection {
    encoding: CMap,
    unicode: CMap,
}

impl Face<'_> {
    /// The next code of a text, and how many bytes it takes.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        self.font.read_code(bytes, at)
    }

    /// What a code stands for.
    pub(super) fn sign(&mut self, code: u32) -> Sign {
        if let Some(sign) = self.signs.get(&code) {
            return sign.clone();
        }
        let advance = self.font.code_advance(code);
        let advance = if self.vertical { -advance.y } else { advance.x } / 1000.0;
        let sign = Sign { text: self.text(code).into(), advance };
        self.signs.insert(code, sign.clone());
        sign
    }

    fn text(&self, code: u32) -> String {
        let named = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let collected = || self.collection.as_ref()?.character(code);
        let text = named.filter(is_known).or_else(collected).map_or_else(
            || char::REPLACEMENT_CHARACTER.to_string(),
            |text| match text {
                BfString::Char(c) => c.to_string(),
                BfString::String(text) => text,
            },
        );
        // Which of the forms of a character is meant changes nothing about the word.
        let chars =
            text.chars().filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'));
        chars.map(kurabe_text::unified).collect()
    }
}

/// Whether a mapping says anything: some writers map what they do not know to nothing.
fn is_known(text: &BfString) -> bool {
    match text {
        BfString::Char(c) => !matches!(c, '\0' | '\u{fffd}' | '\u{ffff}'),
        BfString::String(text) => !text.trim_matches('\0').is_empty(),
    }
}

impl Collection {
    fn of(dict: &Dict<'_>) -> Option<Self> {
        let encoding = match dict.get::<Object<'_>>(ENCODING)? {
            Object::Name(name) => match CMapName::from_bytes(&name) {
                CMapName::IdentityH => CMap::identity_h(),
                CMapName::IdentityV => CMap::identity_v(),
                name => CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)?,
            },
            Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, hayro_cmap::load_embedded)?,
            _ => return None,
        };
        let stated =
            encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let family =
            stated.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| numbered_in(dict))?;
        let unicode =
            CMap::parse(hayro_cmap::load_embedded(family.ucs2_cmap()?)?, hayro_cmap::load_embedded)?;
        Some(Self { encoding, unicode })
    }

    fn character(&self, code: u32) -> Option<BfString> {
        let cid = (1..=4).find_map(|length| self.encoding.lookup_cid_code(code, length))?;
        self.unicode.lookup_bf_string(cid).filter(is_known)
    }
}

/// The collection a composite font says its glyphs are numbered in.
fn numbered_in(dict: &Dict<'_>) -> Option<CidFamily> {
    let descendant = dict.get::<Array<'_>>(DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>(CIDSYSTEMINFO)?;
    let (registry, ordering) = (info.get::<Bytes<'_>>(REGISTRY)?, info.get::<Bytes<'_>>(ORDERING)?);
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

/// The fonts of one file, each loaded once.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
    faces: BTreeMap<ObjectIdentifier, Option<Shared<'a>>>,
}

/// A face several texts are set in.
pub(super) type Shared<'a> = Rc<std::cell::RefCell<Face<'a>>>;

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            // Shapes are never drawn: any font does for one that is not there.
            fonts: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(font) => Some(font.pick_standard_font().get_font_data()),
            }),
            cmaps: Arc::new(hayro_cmap::load_embedded),
            faces: BTreeMap::new(),
        }
    }

    /// The font a name means among the resources of a page.
    pub(super) fn named(&mut self, name: &Name<'_>, fonts: &Dict<'a>) -> Option<Shared<'a>> {
        let Some(id) = fonts.get_ref(name).map(ObjectIdentifier::from) else {
            return self.load(&fonts.get::<Dict<'a>>(name)?);
        };
        if let Some(face) = self.faces.get(&id) {
            return face.clone();
        }
        let face = fonts.get::<Dict<'a>>(name).and_then(|dict| self.load(&dict));
        self.faces.insert(id, face.clone());
        face
    }

    fn load(&self, dict: &Dict<'a>) -> Option<Shared<'a>> {
        let font = self.cache.font(dict, &self.fonts, &self.cmaps)?;
        let face = Face {
            vertical: !font.is_horizontal(),
            weight: weight(dict),
            collection: Collection::of(dict),
            signs: BTreeMap::new(),
            font,
        };
        Some(Rc::new(std::cell::RefCell::new(face)))
    }
}

/// A weight the descriptor of a font calls bold, and the flag that asks for more than the font has.
const BOLD: f32 = 600.0;
const FORCE_BOLD: u32 = 1 << 18;

/// How heavy a font is: 0 with serifs, 1 without, 2 bold. Papers set headings in ゴシック above text in 明朝 as they
/// do in bold.
fn weight(dict: &Dict<'_>) -> u8 {
    let descendant =
        dict.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
    let name = dict.get::<Name<'_>>(BASE_FONT).map(|name| name.to_ascii_lowercase()).unwrap_or_default();
    let says = |words: &[&[u8]]| words.iter().any(|word| name.windows(word.len()).any(|part| part == *word));
    let heavy = descriptor.get::<f32>(FONT_WEIGHT).is_some_and(|weight| weight >= BOLD)
        || descriptor.get::<u32>(FLAGS).is_some_and(|flags| flags & FORCE_BOLD != 0)
        || says(&[
            b"bold", b"heavy", b"black", b"demi", b"-w6", b"-w7", b"-w8", b"-w9", b"-eb", b"-db", b"-ub",
        ]);
    if heavy {
        2
    } else {
        // The last two are ゴシック in Shift_JIS and in UTF-8.
        let names: [&[u8]; 8] = [
            b"gothic",
            b"sans",
            b"kaku",
            b"meiryo",
            b"arial",
            b"helvetica",
            b"\x83\x53\x83\x56\x83\x62\x83\x4e",
            "ゴシック".as_bytes(),
        ];
        u8::from(says(&names))
    }
}
