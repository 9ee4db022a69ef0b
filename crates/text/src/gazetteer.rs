//! The municipalities' names (自治体名簿), and how people call them.
//!
//! A planner types 三鷹, みたか, 132047 or 東京都府中市. An exact name beats a shortened one; where several
//! municipalities are meant equally well (府中市, 泊村, 日野), all come back and the caller asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use kurabe_model::{InvalidCode, ListProblem, Municipality, MunicipalityCode, MunicipalityKind};

use crate::normal::fold;
use crate::spelling::katakana;

/// All local governments, by code.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    municipalities: Vec<Municipality>,
    /// Where those are whose name, reading, prefecture or ward begins with a character, gathered when it is first asked for.
    begun: OnceLock<HashMap<char, Vec<usize>>>,
}

/// Whom a name means.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Lookup<'g> {
    /// One municipality.
    One(&'g Municipality),
    /// Several, by code: the user has to say which.
    Several(Vec<&'g Municipality>),
    /// None is called so; these are called nearly so.
    None {
        /// At most five, by code.
        did_you_mean: Vec<&'g Municipality>,
    },
    /// It is a code whose last digit is wrong.
    WrongCode(InvalidCode),
}

/// A list of municipalities that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem:?}")]
pub struct GazetteerError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: ListProblem,
}

/// The suffixes names go without in speech.
const SUFFIXES: [char; 7] = ['市', '区', '町', '村', '都', '府', '県'];
/// Their readings.
const KANA_SUFFIXES: [&str; 9] = ["シ", "ク", "チョウ", "マチ", "ソン", "ムラ", "ト", "フ", "ケン"];
/// How many suggestions a name that means nobody gets.
const SUGGESTIONS: usize = 5;

impl Gazetteer {
    /// Reads `code,name,kana,prefecture,kind,parent_code` lines below a head.
    pub fn parse(csv: &str) -> Result<Self, GazetteerError> {
        let mut municipalities = Vec::with_capacity(2000);
        let mut first_lines = BTreeMap::new();
        let lines = (1..).zip(csv.trim_start_matches('\u{feff}').lines());
        let mut lines = lines.filter(|(_, line)| !line.trim().is_empty());
        match lines.next() {
            Some((_, head)) if head.trim_start().starts_with("code") => {}
            head => {
                let line = head.map_or(1, |(line, _)| line);
                return Err(GazetteerError { line, problem: ListProblem::NoHead });
            }
        }
        for (line, text) in lines {
            let municipality = read_line(text).map_err(|problem| GazetteerError { line, problem })?;
            let code = municipality.code;
            if let Some(first) = first_lines.insert(code, line) {
                return Err(GazetteerError { line, problem: ListProblem::Twice { code, first } });
            }
            municipalities.push(municipality);
        }
        if municipalities.is_empty() {
            return Err(GazetteerError { line: 1, problem: ListProblem::Nothing });
        }
        municipalities.sort_by_key(|municipality| municipality.code);
        Ok(Self { municipalities, begun: OnceLock::new() })
    }

    /// All of them, by code.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The one with a code.
    pub fn get(&self, code: MunicipalityCode) -> Option<&Municipality> {
        let index = self.municipalities.binary_search_by_key(&code, |municipality| municipality.code).ok()?;
        self.municipalities.get(index)
    }

    /// Whom a code, a name, a reading or a shortened name means; where it means nobody, whom it could have meant.
    pub fn find(&self, typed: &str) -> Lookup<'_> {
        self.named(typed).unwrap_or_else(|| {
            let key = fold(typed);
            Lookup::None { did_you_mean: self.similar(&key, &katakana(&key)) }
        })
    }

    /// The same for a word that need not be a name: nothing if it is none.
    pub fn named(&self, typed: &str) -> Option<Lookup<'_>> {
        let key = fold(typed);
        // 府中市（東京都）, as it is shown beside others of its name.
        let bracketed = key.strip_suffix(')').and_then(|rest| rest.split_once('('));
        let key = bracketed.map(|(name, prefecture)| format!("{prefecture}{name}")).unwrap_or(key);
        if let Some(lookup) = self.by_code(&key) {
            return Some(lookup);
        }
        let kana = katakana(&key);
        let qualified = |municipality: &Municipality| {
            let rest = key.strip_prefix(municipality.prefecture.as_str());
            let rest = rest.or_else(|| key.strip_prefix(shortened(&municipality.prefecture)));
            rest.is_some_and(|rest| {
                !rest.is_empty() && (rest == municipality.name || rest == shortened(&municipality.name))
            })
        };
        let tests: [&dyn Fn(&Municipality) -> bool; 6] = [
            &|municipality| municipality.name == key,
            &|municipality| ward(municipality) == Some(key.as_str()),
            &|municipality| municipality.kana == kana,
            &qualified,
            &|municipality| shortened(&municipality.name) == key,
            &|municipality| short_kana(&municipality.kana).any(|short| short == kana),
        ];
        let possible: Vec<&Municipality> =
            self.begun_with([key.chars().next()?, kana.chars().next()?]).collect();
        tests.into_iter().find_map(|test| {
            let mut meant: Vec<&Municipality> = possible.iter().copied().filter(|one| test(one)).collect();
            match meant.len() {
                0 => None,
                1 => meant.pop().map(Lookup::One),
                _ => Some(Lookup::Several(meant)),
            }
        })
    }

    /// Those whose whole name something begins with, if anything comes after it; by code.
    pub fn in_front_of(&self, words: &str) -> impl Iterator<Item = &Municipality> {
        let rest =
            |one: &&Municipality| words.strip_prefix(one.name.as_str()).is_some_and(|rest| !rest.is_empty());
        self.begun_with(words.chars().take(1)).filter(rest)
    }

    /// Those of which a name begins with any of some characters, by code: most words are no names, and the first one tells.
    fn begun_with(&self, firsts: impl IntoIterator<Item = char>) -> impl Iterator<Item = &Municipality> {
        let begun = self.begun.get_or_init(|| {
            let mut begun: HashMap<char, Vec<usize>> = HashMap::new();
            for (place, one) in self.municipalities.iter().enumerate() {
                let names = [one.name.as_str(), &one.kana, &one.prefecture].into_iter().chain(ward(one));
                let firsts: BTreeSet<char> = names.filter_map(|name| name.chars().next()).collect();
                firsts.into_iter().for_each(|first| begun.entry(first).or_default().push(place));
            }
            begun
        });
        let places: BTreeSet<usize> =
            firsts.into_iter().filter_map(|first| begun.get(&first)).flatten().copied().collect();
        places.into_iter().filter_map(|place| self.municipalities.get(place))
    }

    /// Six figures, or the five without the check digit.
    fn by_code(&self, key: &str) -> Option<Lookup<'_>> {
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let found = if key.len() == 5 {
            self.municipalities.iter().find(|municipality| municipality.code.to_string().starts_with(key))
        } else {
            match key.parse::<MunicipalityCode>() {
                Ok(code) => self.get(code),
                Err(error @ InvalidCode::CheckDigit { .. }) => return Some(Lookup::WrongCode(error)),
                Err(_) => None,
            }
        };
        Some(found.map_or(Lookup::None { did_you_mean: Vec::new() }, Lookup::One))
    }

    /// Those whose name holds what was typed, or differs from it in one character.
    fn similar(&self, key: &str, kana: &str) -> Vec<&Municipality> {
        if key.chars().count() < 2 {
            return Vec::new();
        }
        let near = |municipality: &&Municipality| {
            municipality.name.contains(key)
                || municipality.kana.contains(kana)
                || one_apart(&municipality.name, key)
                || one_apart(shortened(&municipality.name), key)
        };
        self.municipalities.iter().filter(near).take(SUGGESTIONS).collect()
    }
}

fn read_line(line: &str) -> Result<Municipality, ListProblem> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let [code, name, kana, prefecture, kind, ..] = fields.as_slice() else {
        return Err(ListProblem::TooFewColumns);
    };
    let code: MunicipalityCode = code.parse().map_err(ListProblem::Code)?;
    if name.is_empty() || prefecture.is_empty() {
        return Err(ListProblem::NoName);
    }
    let known = MunicipalityKind::ALL.into_iter().find(|known| known.as_str() == *kind);
    Ok(Municipality {
        code,
        name: (*name).to_owned(),
        kana: (*kana).to_owned(),
        prefecture: (*prefecture).to_owned(),
        kind: known.ok_or_else(|| ListProblem::UnknownKind { kind: (*kind).to_owned() })?,
    })
}

/// The name of a ward of a designated city without the city: 中央区 of 札幌市中央区. A 中央区 of its own has
/// the whole name and is found first.
fn ward(municipality: &Municipality) -> Option<&str> {
    (municipality.kind == MunicipalityKind::AdministrativeWard)
        .then(|| municipality.name.split_once('市').map(|(_, ward)| ward))?
}

/// The name without 市, 区, 町, 村 or the like; 北海道 keeps its 道.
fn shortened(name: &str) -> &str {
    match name.strip_suffix(SUFFIXES) {
        Some(short) if !short.is_empty() => short,
        _ => name,
    }
}

/// What a municipality is called in a text: by its whole name or without 市, 区, 町, 村, in letters or in katakana.
///
/// ```
/// use kurabe_text::{Gazetteer, called};
///
/// let gazetteer = Gazetteer::parse("code,name,kana,prefecture,kind,parent_code\n132047,三鷹市,ミタカシ,東京都,市,\n")?;
/// let names: Vec<&str> = called(&gazetteer.municipalities()[0]).collect();
/// assert_eq!(names, ["三鷹市", "三鷹", "ミタカシ", "ミタカ"]);
/// # Ok::<(), kurabe_text::GazetteerError>(())
/// ```
pub fn called(municipality: &Municipality) -> impl Iterator<Item = &str> {
    let name = ward(municipality).unwrap_or(&municipality.name);
    let kana = municipality.kana.as_str();
    [name, shortened(name), kana].into_iter().chain(short_kana(kana))
}

fn short_kana(kana: &str) -> impl Iterator<Item = &str> {
    KANA_SUFFIXES
        .into_iter()
        .filter_map(move |suffix| kana.strip_suffix(suffix).filter(|short| !short.is_empty()))
}

/// Whether one character changed, added or left out makes one text of the other.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    long >= 3 && long - short <= 1 && before + behind + 1 >= long
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a case that cuts inside a character has failed")]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        Gazetteer::parse(include_str!("../../../corpus/municipalities.csv")).unwrap()
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let gazetteer = gazetteer();
        let found = match gazetteer.find(typed) {
            Lookup::One(municipality) => vec![municipality],
            Lookup::Several(municipalities) => municipalities,
            _ => Vec::new(),
        };
        let seen: Vec<String> = found.iter().map(|m| format!("{}{}", m.prefecture, m.name)).collect();
        assert_eq!(seen, expected, "{typed}");
    }

    #[test]
    fn names_people_use() {
        for typed in [
            "三鷹市",
            "三鷹",
            "みたか",
            "ミタカシ",
            "ﾐﾀｶ",
            "132047",
            "13204",
            "１３２０４７",
            "東京都三鷹市",
            "東京 三鷹",
        ] {
            check(typed, &["東京都三鷹市"]);
        }
        check("四日市", &["三重県四日市市"]);
        check("町田", &["東京都町田市"]);
        check("東京", &["東京都東京都"]);
        check("北海道", &["北海道北海道"]);
    }

    #[test]
    fn several_are_asked_back() {
        check("府中市", &["東京都府中市", "広島県府中市"]);
        check("府中", &["東京都府中市", "広島県府中市", "広島県府中町"]);
        check("広島県府中市", &["広島県府中市"]);
        check("府中市（広島県）", &["広島県府中市"]);
        check("泊村", &["北海道泊村", "北海道泊村"]);
        check("日野", &["東京都日野市", "滋賀県日野町", "鳥取県日野町"]);
    }

    #[test]
    fn names_in_front_of_words() {
        let gazetteer = gazetteer();
        let in_front = |words: &str| -> Vec<String> {
            let found = gazetteer.in_front_of(words);
            found.map(|one| format!("{}{}", one.prefecture, one.name)).collect()
        };
        assert_eq!(in_front("三鷹市DX"), ["東京都三鷹市"]);
        assert_eq!(in_front("府中市の防災"), ["東京都府中市", "広島県府中市"]);
        for words in ["三鷹市", "三鷹のDX", "の三鷹市", ""] {
            assert_eq!(in_front(words), Vec::<String>::new(), "{words}");
        }
    }

    #[test]
    fn nobody_and_wrong_codes() {
        let gazetteer = gazetteer();
        assert!(matches!(
            gazetteer.find("132045"),
            Lookup::WrongCode(InvalidCode::CheckDigit { expected: 7, .. })
        ));
        let Lookup::None { did_you_mean } = gazetteer.find("三鷲市") else {
            panic!("nobody is called so")
        };
        assert!(did_you_mean.iter().any(|municipality| municipality.name == "三鷹市"));
        assert!(matches!(gazetteer.find(""), Lookup::None { .. }));
    }

    #[test]
    fn faults_name_their_line() {
        const GOOD: &str = "code,name\n132047,三鷹市,ミタカシ,東京都,市,\n";
        let check = |csv: &str, line: usize, problem: ListProblem| {
            assert_eq!(Gazetteer::parse(csv).unwrap_err(), GazetteerError { line, problem }, "{csv}");
        };
        let check_digit = InvalidCode::CheckDigit { text: "132045".into(), expected: 7 };
        check(&format!("{GOOD}132045,x,y,z,市,\n"), 3, ListProblem::Code(check_digit));
        let twice = ListProblem::Twice { code: "132047".parse().unwrap(), first: 2 };
        check(&format!("{GOOD}\n132047,x,y,z,市,\n"), 4, twice);
        check(&GOOD.replace(",市,", ",city,"), 2, ListProblem::UnknownKind { kind: "city".into() });
        check(&GOOD.replace("三鷹市", ""), 2, ListProblem::NoName);
        check(&GOOD.replace(',', "\t"), 2, ListProblem::TooFewColumns);
        check("132047,三鷹市,ミタカシ,東京都,市,\n", 1, ListProblem::NoHead);
        check("", 1, ListProblem::NoHead);
        check("code,name\n\n", 1, ListProblem::Nothing);
    }
}
