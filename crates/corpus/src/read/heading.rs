//! Blocks → headings and statements: decides which block is which.
//!
//! The same mark heads a section in one paper and an item in the next (◇, ①, even （１）). What tells them
//! apart is what the block says (a sentence is never a heading) and what follows it (a heading has
//! something below it).

use std::collections::BTreeMap;

use crate::extract::Rank;
use crate::read::block::Block;
use crate::read::line::Line;
use crate::read::mark::Family;
use crate::read::statement;
use crate::read::undeclared;
use crate::read::words;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// It heads what follows.
    Heading,
    /// It says something: an item or a paragraph.
    Statement,
    /// It names the divisions in charge of what stands above it.
    Departments,
    /// It is the printed title, or a part of it.
    Title,
    /// It explains: a footnote, an entry of a glossary.
    Note,
    /// It is neither: a caption, a line of figures, a slogan.
    Loose,
}

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 110;
/// The longest heading without any mark.
const LONGEST_PLAIN: usize = 45;
/// The shortest sentence without a full stop that is believed to be one.
const SHORTEST_SENTENCE: usize = 12;

/// A first guess from each block alone; symbols by what their family mostly does.
pub(crate) fn classify(lines: &[Line], blocks: &[Block]) -> Vec<Class> {
    let mut classes: Vec<Class> = blocks.iter().map(alone).collect();
    settle_unshown(blocks, &mut classes);
    settle_measures(blocks, &mut classes);
    for (family, is_heading) in symbols(blocks, &classes) {
        for (block, class) in blocks.iter().zip(&mut classes) {
            if *class == Class::Heading && *block.family() == family && !is_heading && !block.stands_out() {
                *class = Class::Statement;
            }
        }
    }
    undeclared::settle(lines, blocks, &mut classes);
    settle_notes(lines, blocks, &mut classes);
    settle_references(blocks, &mut classes);
    settle_plain(blocks, &mut classes);
    classes
}

fn alone(block: &Block) -> Class {
    match block.rank() {
        Rank::Body => return Class::Statement,
        Rank::Title => return Class::Title,
        Rank::Heading(_) | Rank::Placed(_) => return Class::Heading,
        Rank::Unknown => {}
    }
    let text = block.words.as_str();
    let characters = text.chars().count();
    if statement::departments_line(text).is_some() && !block.complete {
        return Class::Departments;
    }
    if *block.family() == Family::Spoken {
        return Class::Heading;
    }
    // Footnotes and captions are set smaller than the text, headings never.
    if block.is_small() && !block.complete {
        return Class::Note;
    }
    if let Family::Field(label) = block.family() {
        return field(label, block.complete);
    }
    if block.complete {
        return Class::Statement;
    }
    match block.family() {
        // What is set off has been made a heading by whoever set the page.
        Family::Plain if block.stands_out() && may_be_set_off(text) => Class::Heading,
        Family::Plain if words::ends_predicate(text) && characters >= SHORTEST_SENTENCE => Class::Statement,
        Family::Plain
            if characters <= LONGEST_PLAIN && !text.contains('。') && reads_as_plain_heading(text) =>
        {
            Class::Heading
        }
        // Whatever holds a whole sentence says something, wherever it breaks off.
        Family::Plain if text.contains('。') => Class::Statement,
        Family::Plain => Class::Loose,
        Family::Symbol(_) | Family::Tagged(_)
            if words::ends_predicate(text) && characters >= SHORTEST_SENTENCE =>
        {
            Class::Statement
        }
        family if !matches!(family, Family::Declared(_)) && goes_on(text) => Class::Statement,
        _ if characters <= LONGEST_HEADING => Class::Heading,
        _ => Class::Statement,
    }
}

/// A label and its value: a name heads what follows, a sentence or a target says something, other facts
/// (a sum, a grade, a date) do not.
fn field(label: &str, is_sentence: bool) -> Class {
    const SAYS: &[&str] = &[
        "内容",
        "概要",
        "取組",
        "取り組み",
        "方向",
        "方向性",
        "方針",
        "目的",
        "対応",
        "計画",
        "施策",
        "課題",
        "ねらい",
    ];
    if ["名", "名称"].iter().any(|end| label.ends_with(end)) {
        Class::Heading
    } else if is_sentence
        || statement::is_target_heading(label)
        || statement::is_goal_heading(label)
        || SAYS.iter().any(|end| label.ends_with(end))
    {
        Class::Statement
    } else {
        Class::Note
    }
}

/// A heading without a mark: some Japanese, or an abbreviation, and nothing that only a sentence or a row
/// of figures has.
fn reads_as_plain_heading(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let is_abbreviation =
        text.chars().all(|c| c.is_ascii_alphanumeric()) && text.chars().any(|c| c.is_ascii_uppercase());
    if crate::read::stack::OUTERMOST.contains(&words::key(text).as_str()) {
        return true;
    }
    letters >= 2
        && digits * 2 < letters
        && (words::has_japanese(text) || is_abbreviation)
        && !text.contains('。')
        && !words::ends_open(text)
        && !is_voice(text)
        && !text.starts_with(['、', '）', ')', '」', '（', '(', '＊', '*', '…', '：', ':'])
        && !text.ends_with(['円', '：', ':'])
}

/// Whether words with a mark go on behind their end: a comma ends no heading, nor does a clause behind a whole sentence.
fn goes_on(text: &str) -> bool {
    text.ends_with(['、', '，', ',']) || text.rsplit_once('。').is_some_and(|(_, rest)| rest.contains('、'))
}

/// Whether words in a type of their own can be a heading: figures, quotations and parts of sentences are set off too.
fn may_be_set_off(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING
        && words::has_japanese(text)
        && !text.contains('。')
        && !words::ends_open(text)
        && !is_voice(text)
}

/// Words of someone with who said them behind: 「ボール遊びができる公園を」（小６）.
fn is_voice(text: &str) -> bool {
    let attributed = text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    attributed.is_some_and(|(said, _)| {
        let said = said.trim_end();
        said.starts_with(['「', '『']) && said.ends_with(['」', '』'])
    })
}

/// For every symbol: whether its blocks that are no sentences head sections.
fn symbols(blocks: &[Block], classes: &[Class]) -> Vec<(Family, bool)> {
    #[derive(Default)]
    struct Count {
        sentences: usize,
        phrases: usize,
        heading_more: usize,
        long: usize,
    }
    let mut counts: BTreeMap<Family, Count> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        let family = block.family();
        if !matches!(family, Family::Symbol(_)) {
            continue;
        }
        let count = counts.entry(family.clone()).or_default();
        if classes[index] == Class::Statement {
            count.sentences += 1;
        } else if classes[index] == Class::Heading {
            count.phrases += 1;
            count.long += usize::from(block.words.chars().count() > LONGEST_PLAIN);
            let next = (index + 1..blocks.len())
                .find(|&next| classes[next] != Class::Departments && classes[next] != Class::Loose);
            let heads = next.is_some_and(|next| {
                let other = blocks[next].family();
                let paragraph = *other == Family::Plain && classes[next] == Class::Statement;
                let item = other != family
                    && matches!(other, Family::Symbol(_) | Family::Form(_) | Family::Field(_))
                    && !family.is_dot();
                paragraph || item
            });
            count.heading_more += usize::from(heads);
        }
    }
    counts
        .into_iter()
        .map(|(family, count)| {
            let needed = if family.is_dot() { 7 } else { 5 };
            let heads = count.heading_more * 10 >= count.phrases * needed && count.heading_more > 0;
            let is_heading = heads && count.sentences <= count.phrases && count.long * 3 <= count.phrases;
            (family, is_heading)
        })
        .collect()
}

/// Where a file sets its headings off, what has no mark and is set as the text is heads nothing.
fn settle_unshown(blocks: &[Block], classes: &mut [Class]) {
    /// So many headings that are set off are no accident.
    const FEWEST: usize = 3;
    let is_plain = |block: &Block| *block.family() == Family::Plain;
    let headings = blocks.iter().zip(classes.iter()).filter(|(_, class)| **class == Class::Heading);
    if headings.filter(|(block, _)| block.stands_out()).count() < FEWEST {
        return;
    }
    for (block, class) in blocks.iter().zip(classes) {
        let is_set_as_text = block.shown.is_some() && !block.stands_out();
        if *class == Class::Heading && is_plain(block) && is_set_as_text {
            *class = Class::Loose;
        }
    }
}

/// Below a heading of targets a symbol before a measure is an item, whatever follows the last of them; and a
/// line without any mark that leads from one figure to another is one too.
fn settle_measures(blocks: &[Block], classes: &mut [Class]) {
    let mut below_targets = false;
    for (block, class) in blocks.iter().zip(classes) {
        let measures = below_targets && statement::states_measure(&block.words);
        let leads_on = *block.family() == Family::Plain && block.words.contains(['→', '⇒', '➡']);
        match class {
            Class::Heading if measures && matches!(block.family(), Family::Symbol(_)) => {
                *class = Class::Statement;
            }
            Class::Heading | Class::Loose if measures && leads_on => *class = Class::Statement,
            Class::Heading => below_targets = statement::is_target_heading(&block.words),
            _ => {}
        }
    }
}

/// ※ and 注 open notes; only where ※ lists measures, one after the other, are they items.
fn settle_notes(lines: &[Line], blocks: &[Block], classes: &mut [Class]) {
    let is_asterisk = |index: usize| *blocks[index].family() == Family::Symbol('※');
    let lists = |index: usize| is_asterisk(index) && statement::commits(&blocks[index].words);
    for index in (0..blocks.len()).filter(|&index| blocks[index].rank() == Rank::Unknown) {
        let listed = lists(index)
            && ((index > 0 && lists(index - 1)) || (index + 1 < blocks.len() && lists(index + 1)));
        let line = lines[blocks[index].lines[0]].text;
        if opens_note(line) && !listed {
            classes[index] = Class::Note;
        }
    }
}

/// Whether a line opens a note (注記): ※目標値は…, 注１：, （注）, ＊注釈.
pub(crate) fn opens_note(line: &str) -> bool {
    let referenced = line.strip_prefix(['（', '(', '［', '[', '*', '＊']).unwrap_or(line).strip_prefix('注');
    let is_referenced = |rest: &str| {
        rest.starts_with(|c: char| words::is_digit(c) || matches!(c, '）' | ')' | '：' | ':' | '釈' | '記'))
    };
    line.starts_with('※') || referenced.is_some_and(is_referenced)
}

/// What has no mark and an address of the web below it, perhaps behind its publisher, is the entry of a list of references.
fn settle_references(blocks: &[Block], classes: &mut [Class]) {
    /// So many lines an entry has besides its name: who published it, where it is.
    const MOST_BELOW: usize = 2;
    for index in 0..blocks.len() {
        let may_be_entry = classes[index] == Class::Heading
            && matches!(blocks[index].family(), Family::Plain | Family::Bracket(_))
            && blocks[index].rank() == Rank::Unknown;
        let is_of_entry = |below: usize| match blocks[below].family() {
            Family::Plain => classes[below] == Class::Loose,
            Family::Bracket(_) => true,
            _ => false,
        };
        let mut below = (index + 1..blocks.len()).take(MOST_BELOW).take_while(|&below| is_of_entry(below));
        if may_be_entry && below.any(|below| is_address(&blocks[below].words)) {
            classes[index] = Class::Loose;
        }
    }
}

/// Whether a line is an address of the web and nothing else.
fn is_address(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '<', '＜']);
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains('。')
}

/// A heading without a mark must have something below it: a statement, or a heading with a mark. Between two
/// numbered headings of one family it is what the first of them says: a motto, the years of a plan.
fn settle_plain(blocks: &[Block], classes: &mut [Class]) {
    for index in 0..blocks.len() {
        if classes[index] != Class::Heading || *blocks[index].family() != Family::Plain {
            continue;
        }
        let next = (index + 1..blocks.len()).find(|&next| classes[next] != Class::Departments);
        let above = index.checked_sub(1).filter(|&above| classes[above] == Class::Heading);
        if let (Some(above), Some(next)) = (above, next)
            && blocks[above].family().is_numbered()
            && blocks[above].family() == blocks[next].family()
            && classes[next] == Class::Heading
        {
            classes[index] = Class::Statement;
            continue;
        }
        let heads = next.is_some_and(|next| {
            let plain = *blocks[next].family() == Family::Plain;
            !blocks[next].interrupted
                && (classes[next] == Class::Statement || (classes[next] == Class::Heading && !plain))
                || blocks[index].stands_out() && is_below(&blocks[index], &blocks[next])
        });
        if !heads {
            classes[index] = Class::Loose;
        }
    }
}

/// Whether what follows a heading that is set off can stand below it: a table between the two does, and so does
/// whatever is set in smaller type.
fn is_below(heading: &Block, next: &Block) -> bool {
    let size = |block: &Block| block.shown.map(|shown| (shown.size, shown.bold));
    next.interrupted || size(next) < size(heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::tests::assembled;

    /// What each block is, one letter a block: Heading, Statement, Departments, Note, Loose.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let (lines, blocks) = assembled(source);
        let letters: String = classify(&lines, &blocks)
            .into_iter()
            .map(|class| match class {
                Class::Heading => 'H',
                Class::Statement => 'S',
                Class::Departments => 'D',
                Class::Title => 'T',
                Class::Note => 'N',
                Class::Loose => 'L',
            })
            .collect();
        assert_eq!(letters, expected, "{source}");
    }

    #[test]
    fn numbers_head_and_sentences_say() {
        check("１ 施策\n進める。\n２ 課題\n（企画課）\n人口は減る。", "HSHDS");
        check("(1) 支援を進める。\n(2) 対話を広げる。", "SS");
    }

    #[test]
    fn a_symbol_is_what_its_family_mostly_does() {
        check("■子育て\n支援を進める。\n■教育\n学校を直す。", "HSHS");
        check("１ 施策\n■子育ての支援\n■学校の改修", "HSS");
    }

    #[test]
    fn measures_below_a_heading_of_targets_are_items() {
        check(
            "【数値目標】\n◆新規就農者数　延べ１０人\n◆従業者数：３２０人を維持\n(1) 農業\n支援する。",
            "HSSHS",
        );
    }

    #[test]
    fn what_goes_on_heads_nothing() {
        check("◎は必須の項目、\n○は任意の項目。", "SS");
        check(
            "１ 調査\n３章「調査」を基に課題を抽出します。抽出に当たっては、２章にて定めた姿によって",
            "HS",
        );
        check("１ みどりを守る。育てる\n進める。", "HS");
    }

    #[test]
    fn what_has_an_address_below_is_a_reference() {
        check("参考資料集\n（緑川市）\nhttps://www.city.example.jp/", "LLL");
        check("参考資料集\n資料を公開する。\nhttps://www.city.example.jp/", "HSL");
    }

    #[test]
    fn a_motto_between_two_headings_is_what_the_first_says() {
        check("１ 基本理念\nふるさとを愛し　心豊かな人づくり\n２ 計画\n進める。", "HSHS");
        check("１ 基本理念\n豊かな人づくり\n（１） 計画\n進める。", "HHHS");
    }

    #[test]
    fn a_line_that_leads_to_a_figure_is_a_target() {
        check("【成果指標】\n年間宿泊者数　１１万人（R5）→ １８万人（R9）\n(1) 観光\n支援する。", "HSHS");
    }

    #[test]
    fn a_voice_heads_nothing() {
        check("「公園を増やして」（小６）\n１ 遊び場\n増やす。", "LHS");
        check("「ひとが輝くまち」\n１ 遊び場\n増やす。", "HHS");
    }

    #[test]
    fn plain_words_head_only_what_stands_below_them() {
        check("現状と課題\n人口は減る。\n緑のまち", "HSL");
    }

    #[test]
    fn notes_say_nothing_unless_they_list_measures() {
        check("進める。\n※数値は推計である。\n注１：再掲", "SNN");
        check("進める。\n※１　令和６年度末の数値\n※２ 再掲", "SNN");
        check("※窓口を広げる。\n※相談を進める。", "SS");
    }

    #[test]
    fn a_field_says_what_its_label_says() {
        check("１ 相談\n応じる。\n令和６年度実績：７か所\n令和１１年度目標：９か所", "HSNS");
        check("事業名：見守り\n内容：訪問の実施\n決算額：10千円", "HSN");
    }
}
