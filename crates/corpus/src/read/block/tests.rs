use super::*;

/// The lines of a source and the blocks they make, nothing set aside.
pub(in crate::read) fn assembled(source: &str) -> (Vec<Line<'_>>, Vec<Block>) {
    let mut lines = crate::read::line::cut(source).lines;
    let layout = Layout::measure(&lines);
    let blocks = assemble(source, &mut lines, layout);
    (lines, blocks)
}

/// What each block says, its mark taken off.
#[track_caller]
fn check(source: &str, expected: &[&str]) {
    let (_, blocks) = assembled(source);
    let words: Vec<&str> = blocks.iter().map(|block| block.words.as_str()).collect();
    assert_eq!(words, expected, "{source}");
}

const WRAPPED: &str = "市民参加を進めるため、情報の公\n開と共有に取り組み、市民と行政\nとの対話の場を広げるとともに、\n                           地域の担い手を育てる。\n";
const UNWRAPPED: &str = "市民参加を進めるため、情報の公開と共有に取り組み、市民と行政との対話の場を広げるとともに、地域の担い手を育てる。";

#[test]
fn wraps_are_undone() {
    check(WRAPPED, &[UNWRAPPED]);
    check(&format!("１ 施策\n{WRAPPED}・{WRAPPED}"), &["施策", UNWRAPPED, UNWRAPPED]);
}

#[test]
fn a_page_between_two_lines_proves_nothing() {
    check(&WRAPPED.replace("市民と行政\n", "市民と行政\n\n\x0c"), &[UNWRAPPED]);
}

#[test]
fn lines_that_are_not_wrapped_stay_apart() {
    check("施策の推進\n進める。\n図る。", &["施策の推進", "進める。", "図る。"]);
    check("支援を進める。\n（企画課）\n広げる。", &["支援を進める。", "（企画課）", "広げる。"]);
}

#[test]
fn what_cannot_stop_goes_on() {
    check("施策の\n推進を図る。", &["施策の推進を図る。"]);
}

#[test]
fn a_foreword_stays_above_its_text() {
    check("はじめに\n市の計画を定める。", &["はじめに", "市の計画を定める。"]);
}

#[test]
fn a_short_heading_that_ends_like_a_particle_is_whole() {
    check("第１章　しごと\n村は、担い手を育てる。", &["しごと", "村は、担い手を育てる。"]);
    check("２　はじめに\n市の計画を定める。", &["はじめに", "市の計画を定める。"]);
    check("１　仕事のもと\n　村は、担い手を育てる。", &["仕事のもと", "村は、担い手を育てる。"]);
}

#[test]
fn what_cannot_begin_a_sentence_goes_on() {
    check(
        "・補助金を創設し、累計５件の採択\nを目指します。\n・連携によ\nり販路を開拓します。\n・情報を提供し\nます。",
        &[
            "補助金を創設し、累計５件の採択を目指します。",
            "連携により販路を開拓します。",
            "情報を提供します。",
        ],
    );
    check("施策の推進\nりんごの販路を広げる。", &["施策の推進", "りんごの販路を広げる。"]);
}

#[test]
fn a_sentence_runs_on_over_the_foot_of_a_page() {
    let source =
        "高齢者が住み慣れた地域で暮らし続けられるよう連携を図り、介護\n- 13 -\n予防や見守りを充実します。";
    let mut lines = crate::read::line::cut(source).lines;
    crate::read::furniture::set_aside(&mut lines);
    let layout = Layout::measure(&lines);
    assert_eq!(assemble(source, &mut lines, layout).len(), 1);
}

#[test]
fn a_bare_number_glued_to_a_sentence_belongs_to_it() {
    check("２０世紀半ばの課題である。", &["２０世紀半ばの課題である。"]);
}
