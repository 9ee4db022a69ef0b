//! What came of it, as tables in Markdown.

use std::fmt::Write as _;
use std::time::Duration;

use crate::measure::{Asked, Figures, Indexing, Measured, share};
use crate::quality::Quality;

/// The tables of one size.
pub(crate) fn markdown(measured: &Measured, quality: &Quality) -> String {
    let mut text = format!(
        "\n{} statements, {:.0} MB of text and headings; every question {} times\n\n",
        measured.statements,
        measured.bytes as f64 / 1e6,
        crate::measure::ROUNDS,
    );
    text.push_str(
        "| | indexing, s | … of processors | memory, MB | index, MB | memory asked, MB | nDCG@10 | … sentences |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for figures in &measured.peers {
        let _ = write!(text, "| {} |", figures.name);
        match &figures.indexing {
            Some(indexing) => {
                let [seconds, worked] =
                    [indexing.run.took, indexing.run.processor].map(|took| took.as_secs_f64());
                let (memory, bytes) = (mega(indexing.run.memory), mega(indexing.bytes));
                let _ = write!(text, " {seconds:.1} | {worked:.1} | {memory:.0} | {bytes:.0} |");
            }
            None => text.push_str(" | | | |"),
        }
        let judged = quality.peers.iter().find(|(name, ..)| *name == figures.name);
        let (all, sentences) = judged.map_or((None, None), |(_, all, sentences)| (*all, *sentences));
        let _ = writeln!(
            text,
            " {:.0} | {} | {} |",
            mega(figures.memory),
            all.map_or_else(String::new, |ndcg| format!("{ndcg:.3}")),
            sentences.map_or_else(String::new, |ndcg| format!("{ndcg:.3}")),
        );
    }
    let _ = writeln!(text, "\n{} judged searches\n", quality.searches);
    let names: Vec<&str> = measured.peers.iter().map(|figures| figures.name).collect();
    let _ = writeln!(text, "Warm, ms: p50 / p99 (hits in the middle)\n\n| | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "---|".repeat(names.len()));
    for (place, kind) in kinds(measured) {
        let _ = write!(text, "| {kind} |");
        for figures in &measured.peers {
            let asked = &figures.kinds[place];
            let mut totals = asked.totals.clone();
            totals.sort_unstable();
            let (half, most) = (share(&asked.warm, 50), share(&asked.warm, 99));
            let hits = totals.get(totals.len() / 2).copied().unwrap_or_default();
            let _ = write!(text, " {} / {} ({hits}) |", millis(half), millis(most));
        }
        text.push('\n');
    }
    let _ = write!(text, "| one to three words |");
    for figures in &measured.peers {
        let _ = write!(text, " {} / {} |", millis(figures.words(50)), millis(figures.words(99)));
    }
    text.push_str("\n\n");
    let each = |kind: &dyn Fn(&Asked) -> Option<Duration>| {
        let mut text = format!("| | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
        for (place, name) in kinds(measured) {
            let cells = measured.peers.iter().map(|figures| millis(kind(&figures.kinds[place])));
            let _ = writeln!(text, "| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
        }
        text
    };
    let _ = writeln!(
        text,
        "Warm, ms of processors, in the mean\n\n{}\nFrom nothing to an answer, ms: the middle one\n\n{}",
        each(&|asked| Some(asked.processor)),
        each(&|asked| share(&asked.cold, 50)),
    );
    text.push_str(&ratios(&measured.peers));
    text
}

/// Kurabe as a multiple of Lucene: what the bench is there to say.
fn ratios(peers: &[Figures]) -> String {
    let called = |name: &str| peers.iter().find(|figures| figures.name.starts_with(name));
    let (Some(kurabe), Some(lucene)) = (called("Kurabe"), called("Lucene")) else { return String::new() };
    let mut text = "Kurabe as a multiple of Lucene\n\n| | |\n|---|---|\n".to_owned();
    let mut row = |name: &str, ours: Option<f64>, theirs: Option<f64>| {
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let _ = writeln!(text, "| {name} | {:.2} |", ours / theirs);
        }
    };
    let (ours, theirs) = (kurabe.indexing.as_ref(), lucene.indexing.as_ref());
    let mut of_indexing = |name: &str, figure: &dyn Fn(&Indexing) -> f64| {
        row(name, ours.map(figure), theirs.map(figure));
    };
    of_indexing("statements indexed a second", &|one| 1.0 / one.run.took.as_secs_f64());
    of_indexing("… a second of processors", &|one| 1.0 / one.run.processor.as_secs_f64());
    of_indexing("size of the index", &|one| one.bytes as f64);
    of_indexing("memory of indexing", &|one| one.run.memory as f64);
    for hundredths in [50, 99] {
        let [ours, theirs] =
            [kurabe, lucene].map(|figures| figures.words(hundredths).map(|took| took.as_secs_f64()));
        row(&format!("one to three words, p{hundredths}"), ours, theirs);
    }
    let [ours, theirs] = [kurabe, lucene].map(|figures| Some(figures.worked().as_secs_f64()));
    row("… of processors, in the mean", ours, theirs);
    text
}

fn kinds(measured: &Measured) -> impl Iterator<Item = (usize, &'static str)> {
    let asked = measured.peers.first().map(|figures| figures.kinds.as_slice()).unwrap_or_default();
    asked.iter().map(|asked| asked.name).enumerate()
}

fn millis(took: Option<Duration>) -> String {
    match took.map(|took| took.as_secs_f64() * 1e3) {
        Some(millis) if millis < 10.0 => format!("{millis:.2}"),
        Some(millis) => format!("{millis:.0}"),
        None => String::new(),
    }
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
