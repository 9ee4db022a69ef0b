//! The head of a paper (文書の頭): its title (題名), and the lines beside it that say nothing but whose paper it is and for when.

use std::cell::LazyCell;

use kurabe_model::{Fact, FiscalYear, Heading, Origin, Period};
use kurabe_text::letter::is_digit;
use kurabe_text::{Gazetteer, YearMention, fold, years};

use super::division::{is_name, without_place};
use crate::read::line_end;

/// So many written lines on either side of a title belong to its head.
const BESIDE: usize = 6;
/// What is longer, in bytes, says more than whose paper it is.
const LONGEST: usize = 120;

/// What a paper is called, and on which lines it says so; on none where a user does.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Title {
    pub(super) text: String,
    /// The lines it is printed on, with their numbers.
    printed: Vec<(usize, String)>,
    /// For which year the paper is, by a line beside the title.
    beside_year: Option<(usize, YearMention)>,
    /// Whose paper it is, by a line beside the title.
    pub(super) beside_division: Option<(usize, String)>,
}

impl Title {
    /// What a user says a paper is called.
    pub(super) fn told(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// The title that is printed in a text.
    pub(super) fn printed(heading: Heading, text: &str, gazetteer: &Gazetteer) -> Self {
        let lines: Vec<&str> = text.split(line_end(text)).collect();
        let (first, last) = (heading.span.first_line, heading.span.last_line);
        let numbered =
            |from: usize, to: usize| (from..to).zip(lines.get(from - 1..to - 1).unwrap_or_default());
        let printed: Vec<_> = numbered(first, last + 1).map(|(at, line)| (at, (*line).to_owned())).collect();
        let is_written = |(_, line): &(usize, &&str)| !line.trim().is_empty();
        let above = numbered(1, first).rev().filter(is_written).take(BESIDE);
        let below = numbered(last + 1, lines.len() + 1)
            .filter(is_written)
            .take(BESIDE)
            .take_while(|(_, line)| !line.contains('。'));
        let everywhere: LazyCell<Vec<Beside>, _> =
            LazyCell::new(|| lines.iter().filter_map(|line| Beside::of(line, gazetteer)).collect());
        let (mut years, mut divisions) = (Vec::new(), Vec::new());
        for (at, line) in above.chain(below) {
            let Some(said) = Beside::of(line, gazetteer) else { continue };
            let is_sure = said.names_place || said.year.is_some() && said.division.is_some();
            let says_so_alone = |says: &dyn Fn(&Beside) -> bool| is_sure || everywhere.iter().all(says);
            if let Some(year) = said.year.clone() {
                let is_same = |other: &YearMention| (other.first, other.last) == (year.first, year.last);
                if says_so_alone(&|other| other.year.as_ref().is_none_or(is_same)) {
                    years.push((at, year));
                }
            }
            if let Some(division) = said.division
                && says_so_alone(&|other| other.division.as_ref().is_none_or(|other| *other == division))
            {
                divisions.push((at, division));
            }
        }
        Self {
            text: heading.text,
            printed,
            beside_year: years.into_iter().next(),
            beside_division: divisions.into_iter().next(),
        }
    }

    /// Without a first line that is the name of a municipality: whose paper it is has been noted.
    pub(super) fn without_publisher(mut self, gazetteer: &Gazetteer) -> Self {
        let first = self.printed.first().map_or("", |(_, line)| line.trim());
        let rest = self.text.strip_prefix(first).map(str::trim_start).filter(|rest| !rest.is_empty());
        if let Some(rest) = rest.filter(|_| !first.is_empty() && without_place(first, gazetteer).is_empty()) {
            self.text = rest.to_owned();
        }
        self
    }

    /// Where words that are read off it stand: on the line they begin on.
    pub(super) fn origin(&self, words: &str) -> Origin {
        let folded: Vec<String> = self.printed.iter().map(|(_, line)| fold(line)).collect();
        let begins = |at: &usize| {
            let first = folded.get(*at).map_or(0, String::len);
            let rest = folded.get(*at..).unwrap_or_default().concat();
            rest.find(&fold(words)).is_some_and(|found| found < first)
        };
        let at = (0..folded.len()).find(begins).unwrap_or_default();
        self.printed.get(at).map_or(Origin::Curated, |(line, _)| Origin::Stated { line: *line })
    }

    /// What it says, as a fact.
    pub(super) fn fact(&self) -> Fact<String> {
        Fact { value: self.text.clone(), origin: self.origin(&self.text) }
    }

    /// The fiscal year it says, or the years it spans; where it says none, those beside it.
    pub(super) fn years(&self) -> (Option<Fact<FiscalYear>>, Option<Fact<Period>>) {
        let mut mentions = years(&self.text);
        // 令和６年３月策定 says when it was made, and not for when.
        mentions.retain(|mention| {
            let behind = self.text.get(mention.range.end..).unwrap_or_default();
            let behind = behind.trim_start_matches(is_digit);
            mention.is_fiscal || mention.first != mention.last || !behind.starts_with('月')
        });
        let (mention, origin) = match (mentions.as_slice(), &self.beside_year) {
            ([mention], _) => {
                let words = self.text.get(mention.range.clone()).unwrap_or_default();
                (mention, self.origin(words))
            }
            ([], Some((line, mention))) => (mention, Origin::Stated { line: *line }),
            _ => return (None, None),
        };
        if mention.first == mention.last {
            (Some(Fact { value: mention.first, origin }), None)
        } else {
            (None, Period::new(mention.first, mention.last).map(|value| Fact { value, origin }))
        }
    }
}

/// What a line says that only says whose paper it is and for when: 令和７年度 子育て支援部, 緑川市.
struct Beside {
    year: Option<YearMention>,
    division: Option<String>,
    names_place: bool,
}

impl Beside {
    fn of(line: &str, gazetteer: &Gazetteer) -> Option<Self> {
        const BRACKETS: [char; 12] = ['（', '）', '(', ')', '【', '】', '〔', '〕', '［', '］', '：', ':'];
        /// What only says that years follow.
        const LABELS: [&str; 3] = ["計画期間", "計画の期間", "対象期間"];
        if line.len() > LONGEST {
            return None;
        }
        let mut said = Self { year: None, division: None, names_place: false };
        let mut rest = line.to_owned();
        match years(line).as_slice() {
            [] => {}
            // A day is no year the paper speaks for.
            [year] if year.is_fiscal || year.first != year.last => {
                rest.replace_range(year.range.clone(), " ");
                said.year = Some(year.clone());
            }
            _ => return None,
        }
        let parts = rest.split(|c: char| c.is_whitespace() || BRACKETS.contains(&c));
        let is_dated = said.year.is_some();
        let is_label = |part: &&str| is_dated && LABELS.contains(part);
        for part in parts.filter(|part| !is_label(part)) {
            let name = without_place(part, gazetteer);
            said.names_place |= name.len() < part.len();
            if is_name(&name) && said.division.is_none() {
                said.division = Some(name.into_owned());
            } else if !name.is_empty() {
                return None;
            }
        }
        (said.year.is_some() || said.division.is_some()).then_some(said)
    }
}
