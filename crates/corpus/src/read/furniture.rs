//! Sets aside what a page carries besides its text: page numbers, running titles, side tabs, dates,
//! signatures, page labels that stuck to a line.

use std::collections::BTreeMap;

use kurabe_model::Heading;
use kurabe_model::Span;

use crate::read::line::{Line, Role};
use crate::read::mark::{Family, Mark};
use crate::read::words::{self, is_han, narrow};

/// Marks the furniture among `lines`; what a side tab spells out comes back, it may be the only title.
pub(crate) fn set_aside(lines: &mut [Line]) -> Option<Heading> {
    peel_page_labels(lines);
    let tab = side_tabs(lines);
    page_numbers(lines);
    running_titles(lines);
    for line in lines.iter_mut().filter(|line| line.is_text()) {
        let text = line.text;
        let is_short = line.width <= 60;
        if (is_short && (is_date(text) || is_formula(text)))
            || is_signature(text)
            || is_gloss(text)
            || is_rule(text)
        {
            line.role = Role::Furniture;
        }
    }
    tab
}

/// Takes page labels off lines they stuck to: minutes print 1-5, 1-6, … where a page begins, in the middle
/// of a sentence, even in front of a number. A run of at least three that counts on is believed, if most of
/// them stand inside a sentence: headings 1-1, 1-2, 1-3 count on as well, but the text above them is finished.
fn peel_page_labels(lines: &mut [Line]) {
    let mut run: Vec<(usize, usize)> = Vec::new();
    // Chapter, page, and how many digits the page was printed with.
    let mut last: Option<(&str, u32, usize)> = None;
    for index in 0..lines.len() {
        let Some((chapter, digits)) = label_digits(lines[index].text) else { continue };
        let next = last.filter(|(before, ..)| *before == chapter).and_then(|(_, page, width)| {
            (page + 1..=page + 9)
                .map(|page| (page, format!("{page:0width$}")))
                .find(|(_, printed)| digits.starts_with(printed))
        });
        let (page, width) = match next {
            Some((page, printed)) => (page, printed.len()),
            None => {
                peel(lines, &run);
                run.clear();
                let Ok(page) = digits.parse() else { continue };
                (page, digits.len())
            }
        };
        last = Some((chapter, page, width));
        run.push((index, chapter.len() + "-".len() + width));
    }
    peel(lines, &run);
}

fn peel(lines: &mut [Line], run: &[(usize, usize)]) {
    let inside = run.iter().filter(|&&(index, _)| index > 0 && is_unfinished(&lines[index - 1])).count();
    for &(index, length) in run.iter().filter(|_| run.len() >= 3 && inside * 2 > run.len()) {
        lines[index].peel(length);
    }
}

/// Whether a line breaks off in the middle of a sentence. A comma is enough only behind a bare beginning:
/// headings and items have commas too.
fn is_unfinished(line: &Line) -> bool {
    let text = line.text;
    let is_running = words::ends_open(text)
        || text.contains('。')
        || (text.contains('、') && line.mark.is_none() && label_digits(text).is_none());
    !line.ends && !words::ends_predicate(text) && is_running
}

/// Chapter and page digits of 1-5こうした中: half-width, with something else directly behind.
fn label_digits(text: &str) -> Option<(&str, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (chapter, rest) = text.split_at_checked(digits(text))?;
    let rest = rest.strip_prefix('-')?;
    let (page, words) = rest.split_at_checked(digits(rest))?;
    let glued = words.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '-' | '.'));
    (!chapter.is_empty() && chapter.len() <= 3 && !page.is_empty() && page.len() <= 7 && glued)
        .then_some((chapter, page))
}

/// Vertical tabs on the page's side arrive as one character a line. Returns the innermost part of the
/// first one: 第６章 施策の体系 ● Ⅵ 行・財政 says Ⅵ 行・財政.
fn side_tabs(lines: &mut [Line]) -> Option<Heading> {
    let mut spelt = None;
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| is_letter_line(line)).count();
        let run = start..start + length;
        start += length.max(1);
        if length < 4 || !lines[run.clone()].iter().any(|line| words::has_japanese(line.text)) {
            continue;
        }
        for line in &mut lines[run.clone()] {
            line.role = Role::Furniture;
        }
        if spelt.is_none() {
            spelt = spell(&lines[run]);
        }
    }
    spelt
}

fn is_letter_line(line: &Line) -> bool {
    line.width <= 10 && line.text.split_whitespace().all(|cell| cell.chars().count() == 1 || is_dotted(cell))
}

/// A letter with the dot that parts it from the next words of the tab.
fn is_dotted(cell: &str) -> bool {
    cell.trim_end_matches(['●', '■', '◆']).chars().count() <= 1
}

fn spell(lines: &[Line]) -> Option<Heading> {
    // Two tabs side by side cannot be told apart.
    if lines
        .iter()
        .any(|line| line.text.split_whitespace().filter(|cell| words::has_japanese(cell)).count() > 1)
    {
        return None;
    }
    let crumbs = |line: &Line| line.text.contains(['●', '■', '◆', '▶', '／', '>']);
    let from = lines.iter().rposition(crumbs).map_or(0, |at| at + 1);
    let inner = lines.get(from..)?;
    let mut text = String::new();
    for line in inner {
        if line.gap > 0 && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line.text);
    }
    let pieces: Vec<_> = inner.iter().map(|line| line.content()).collect();
    let (first, last) = (inner.first()?, inner.last()?);
    Some(Heading { text, span: Span::new(pieces, first.number, last.number) })
}

/// Lines that are nothing but a page number. A bare number could be a heading's: it is one of the page only
/// beside a page break, or when such numbers count on through the source.
fn page_numbers(lines: &mut [Line]) {
    let mut bare = Vec::new();
    for (index, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.is_text()) {
        match page_number(line.text) {
            Some((_, true)) => line.role = Role::Furniture,
            Some((number, false)) => bare.push((index, number)),
            None => {}
        }
    }
    let counts_on =
        bare.len() >= 2 && bare.windows(2).all(|pair| pair[0].1 < pair[1].1 && pair[1].1 <= pair[0].1 + 4);
    for (index, _) in bare {
        let at_edge = index + 1 == lines.len()
            || lines[index + 1].page > lines[index].page
            || (index > 0 && lines[index].page > lines[index - 1].page);
        if at_edge || counts_on {
            lines[index].role = Role::Furniture;
        }
    }
}

/// The number of a page-number line, and whether it is dressed as one: - 12 -, ◦ 62 ◦, p.3, 12/48, 12ページ.
fn page_number(text: &str) -> Option<(u32, bool)> {
    if text.chars().count() > 16 {
        return None;
    }
    let narrowed: String = text.chars().map(narrow).collect();
    let lowered = narrowed.to_ascii_lowercase();
    let stripped = lowered
        .replace("ページ", "")
        .replace("頁", "")
        .replace("page", "")
        .replace("p.", "")
        .replace("of", "/");
    let core = stripped.trim_matches(|c: char| !c.is_ascii_digit() && (!c.is_alphanumeric() || c == 'p'));
    let (page, total) =
        core.split_once('/').map_or((core, None), |(page, total)| (page.trim(), Some(total.trim())));
    let is_number =
        |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    // A span of pages, as in 12-13, is not split further: both numbers must be there.
    if !is_number(page) || total.is_some_and(|total| !is_number(total)) {
        return None;
    }
    let percent = lowered.contains(['%', '(', '.', ',']) && !lowered.contains("p.");
    let number = page.parse().ok()?;
    (!percent).then(|| (number, core.len() < lowered.trim().len() || total.is_some()))
}

/// Short lines that come back page after page. Where the same words are also a heading, their first
/// appearance stays.
fn running_titles(lines: &mut [Line]) {
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.is_text() && line.width <= 80) {
        let text = line.text;
        let is_label = line.mark.as_ref().is_some_and(|mark| mark.length == text.len());
        if !line.ends && !is_label {
            let masked = words::letters(text).map(|c| if c.is_ascii_digit() { '0' } else { c });
            places.entry(words::fingerprint(masked)).or_default().push(index);
        }
    }
    let series = Series::among(lines);
    for indices in places.into_values().filter(|indices| indices.len() >= 2) {
        if series.holds(lines, &indices) {
            continue;
        }
        let at_edge = |&&index: &&usize| is_at_page_edge(lines, index);
        let edges = indices.iter().filter(at_edge).count();
        let numbered =
            indices.iter().filter_map(|&index| trailing_page(lines[index].text)).collect::<Vec<_>>();
        let counts_on = numbered.len() == indices.len() && numbered.windows(2).all(|pair| pair[0] < pair[1]);
        // Two items that count the same thing rise by chance; a running title comes often, at a page's edge, or
        // is a chapter's.
        let marked = |wanted: fn(&Family) -> bool| {
            indices.iter().all(|&index| lines[index].mark.as_ref().is_some_and(|mark| wanted(&mark.family)))
        };
        let believed = !marked(|family| matches!(family, Family::Symbol(_)))
            && (edges > 0 || indices.len() >= 3 || marked(|family| matches!(family, Family::Unit(_))));
        let same = indices.windows(2).all(|pair| lines[pair[0]].text == lines[pair[1]].text);
        if (same && edges * 3 >= indices.len() * 2 && edges >= 2) || (counts_on && believed) {
            // A numbered heading that also runs along the pages stands once for itself.
            let first_is_heading =
                same && (lines[indices[0]].mark.is_some() || !is_at_page_edge(lines, indices[0]));
            for &index in indices.iter().skip(usize::from(first_is_heading)) {
                lines[index].role = Role::Furniture;
            }
        }
    }
}

/// Where each number of each family stands, in the order of the lines.
struct Series(BTreeMap<(Family, Vec<u32>), Vec<usize>>);

impl Series {
    fn among(lines: &[Line]) -> Self {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, line) in lines.iter().enumerate() {
            if let Some(mark) = line.mark.as_ref().filter(|mark| !mark.number.is_empty()) {
                places.entry((mark.family.clone(), mark.number.clone())).or_default().push(index);
            }
        }
        Self(places)
    }

    /// Whether a heading that comes again comes with its neighbours: between one 2 施策の方向 and the next stands a 1 or
    /// a 3. A running title comes again without.
    fn holds(&self, lines: &[Line], indices: &[usize]) -> bool {
        let with_neighbour = indices.windows(2).filter(|pair| {
            let own = lines[pair[0]].mark.as_ref();
            own.is_some_and(|own| neighbours(own).any(|other| self.stands_between(&other, pair[0], pair[1])))
        });
        with_neighbour.count() * 3 >= (indices.len() - 1) * 2
    }

    fn stands_between(&self, number: &(Family, Vec<u32>), above: usize, below: usize) -> bool {
        self.0.get(number).is_some_and(|places| {
            let next = places.partition_point(|&place| place <= above);
            places.get(next).is_some_and(|&place| place < below)
        })
    }
}

/// The numbers right before and behind that of a mark.
fn neighbours(mark: &Mark) -> impl Iterator<Item = (Family, Vec<u32>)> {
    let split = mark.number.split_last();
    split.into_iter().flat_map(move |(last, before)| {
        let beside = [last.checked_sub(1), last.checked_add(1)];
        beside.into_iter().flatten().map(move |last| (mark.family.clone(), [before, &[last]].concat()))
    })
}

/// The page number behind a running title: 緑の基本計画　12, － 12 － at the end.
fn trailing_page(text: &str) -> Option<u32> {
    let narrowed: String = text.chars().map(narrow).collect();
    let trimmed = narrowed.trim_end_matches(['-', ' ', '|']);
    let digits = trimmed.len() - trimmed.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = trimmed.get(..trimmed.len() - digits)?;
    (digits > 0 && digits <= 3 && before.ends_with([' ', '-', '|', '.']))
        .then(|| trimmed.get(before.len()..)?.parse().ok())?
}

/// Whether a page begins or ends beside the line.
fn is_at_page_edge(lines: &[Line], index: usize) -> bool {
    let page = lines[index].page;
    let is_edge = |other: &Line| {
        other.page != page || (other.role == Role::Furniture && page_number(other.text).is_some())
    };
    let before = index.checked_sub(1).map(|before| &lines[before]);
    before.is_some_and(is_edge) || lines.get(index + 1).is_some_and(is_edge)
}

/// A line that is a date and nothing more: 令和６年４月１日, 令和7年3月策定.
fn is_date(text: &str) -> bool {
    let opens = text.starts_with(|c: char| {
        words::is_digit(c)
            || matches!(narrow(c), '令' | '平' | '昭' | '大' | '明' | '(' | 'R' | 'H' | '㋿' | '㍻')
    });
    if !opens {
        return false;
    }
    let compact: String =
        text.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')')).collect();
    let tail = ["策定", "改定", "作成", "現在", "更新", "発行", "制定", "決定", "公表", "一部改正"];
    let core = tail.iter().find_map(|tail| compact.strip_suffix(tail)).unwrap_or(&compact);
    let years = kurabe_text::years(core);
    let [year] = years.as_slice() else { return false };
    let rest = core.get(year.range.end..).unwrap_or_default();
    year.range.start == 0
        && !rest.is_empty()
        && (rest.ends_with(['月', '日']) || tail.iter().any(|tail| compact.ends_with(tail)))
        && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '度'))
}

/// Words that belong to the form of an official letter.
fn is_formula(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // A sign that points up belongs to the way back.
    matches!(
        compact.trim_start_matches(['▲', '△', '↑', '^']),
        "記" | "このページの先頭へ戻る"
            | "ページの先頭へ"
            | "ページトップへ"
            | "印刷用ページを表示する"
            | "以上"
            | "別紙"
            | "別添"
            | "余白"
            | "以上。"
            | "(裏面)"
            | "（裏面）"
            | "次頁へ続く"
            | "（続き）"
    )
}

/// An office and a name: 政策部長 沢 柳 和 彦, 緑川市長　山田太郎. Also an office beside another, in a
/// box for seals.
fn is_signature(text: &str) -> bool {
    const OFFICES: &[&str] = &[
        "市長",
        "町長",
        "村長",
        "区長",
        "知事",
        "部長",
        "課長",
        "局長",
        "室長",
        "次長",
        "所長",
        "館長",
        "教育長",
        "議長",
        "委員長",
        "会長",
        "参事",
        "主幹",
        "管理者",
        "本部長",
        "理事",
        "監",
    ];
    if text.chars().count() > 40 || words::ends_sentence(text) {
        return false;
    }
    const PAPERS: &[&str] = &[
        "方針",
        "表明",
        "演説",
        "あいさつ",
        "挨拶",
        "計画",
        "目標",
        "説明",
        "答弁",
        "公約",
        "所信",
        "マニフェスト",
        "宣言",
    ];
    text.match_indices(char::is_whitespace).any(|(at, space)| {
        let (office, name) =
            (text.get(..at).unwrap_or_default(), text.get(at + space.len()..).unwrap_or_default());
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let is_office = OFFICES.iter().any(|title| office.ends_with(title))
            // 市長 施政方針 names a paper.
            && !PAPERS.iter().any(|paper| name.ends_with(paper));
        is_office
            && (2..=12).contains(&name.chars().count())
            && name.chars().all(|c| is_han(c) || words::is_kana(c) || matches!(c, '○' | '〇'))
    })
}

/// An English rendering of a heading beside it; a Japanese paper says nothing in whole English lines.
fn is_gloss(text: &str) -> bool {
    if words::has_japanese(text) {
        return false;
    }
    text.split_whitespace().filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() >= 2).count()
        >= 3
}

/// A line drawn with characters.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| !c.is_alphanumeric() && !words::is_japanese(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(source: &str) -> Vec<String> {
        let mut lines = crate::read::line::cut(source).lines;
        set_aside(&mut lines);
        lines.iter().filter(|line| line.is_text()).map(|line| line.text.to_owned()).collect()
    }

    #[test]
    fn the_way_back_goes() {
        assert_eq!(kept("進める。\n▲ このページの先頭へ戻る\n以上"), ["進める。"]);
    }

    #[test]
    fn page_numbers_go() {
        let source = "本文を\n◦ 62 ◦\n続ける。\n- 1 -\n－ 12 －\np.3\n12/48\n３ページ\n終わる。";
        assert_eq!(kept(source), ["本文を", "続ける。", "終わる。"]);
    }

    #[test]
    fn side_tabs_go_and_are_read() {
        let source = "本文。\n第\n６\n章\n\n施\n策\n● \n\nⅥ \n\n行\n・\n財\n政\n\n本文。";
        let mut lines = crate::read::line::cut(source).lines;
        let tab = set_aside(&mut lines).unwrap();
        assert_eq!(tab.text, "Ⅵ 行・財政");
        assert_eq!(lines.iter().filter(|line| line.is_text()).count(), 2);
    }

    #[test]
    fn running_titles_go() {
        let source = "緑川市総合計画\n一を行う。\n- 1 -\n緑川市総合計画\n二を行う。\n- 2 -\n緑川市総合計画\n三を行う。\n- 3 -\n";
        assert_eq!(kept(source), ["緑川市総合計画", "一を行う。", "二を行う。", "三を行う。"]);
        let source = "題\n１　課題\n一を行う。\n\u{c}２　方向\n二を行う。\n\u{c}１　課題\n三を行う。\n\u{c}２　方向\n四を行う。\n\u{c}１　課題\n五を行う。\n\u{c}２　方向\n六を行う。";
        assert_eq!(kept(source).iter().filter(|line| line.contains("方向")).count(), 3, "headings in a row");
        let source = "題\n一を行う。\n第２章 基本計画 12\n二を行う。\n第２章 基本計画 13\n三を行う。";
        assert_eq!(kept(source), ["題", "一を行う。", "二を行う。", "三を行う。"]);
    }

    #[test]
    fn page_labels_come_off_lines() {
        let source = "一を\n1-5行う。二を\n1-6行う。三を\n1-7行う。";
        assert_eq!(kept(source), ["一を", "行う。二を", "行う。三を", "行う。"]);
        // As wide as they are printed, even before the figures of the text.
        let source = "一を\n1-08年に20か所、\n1-0921回、\n1-1022件行う。";
        assert_eq!(kept(source), ["一を", "年に20か所、", "21回、", "22件行う。"]);
    }

    #[test]
    fn glued_headings_keep_their_numbers() {
        for source in [
            "1-1現状\n人口は減っている。\n1-2課題\n担い手が足りない。\n1-3取組\n支援する。",
            "1-1現状\n1-2課題\n1-3取組",
            "1-1子育て、教育\n1-2医療、福祉\n1-3道路、公園",
            "まちの姿\n1-1現状\n市民、事業者と取り組みます\n1-2課題\n・防災、防犯の推進\n1-3取組\n進める。",
        ] {
            assert_eq!(kept(source), source.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn letters_lose_their_form() {
        let source = "令和６年４月１日\n政策部長 沢 柳 和 彦\n記\nPROMOTION OF THE PLAN\n市長は市民の声を聞く。\nDX\n令和６年度の取組";
        assert_eq!(kept(source), ["市長は市民の声を聞く。", "DX", "令和６年度の取組"]);
    }
}
