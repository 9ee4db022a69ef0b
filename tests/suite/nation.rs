//! More municipalities than a reader takes in: whatever is left out of a reader's answer is the same in the whole one.

use std::fs;

use serde_json::Value;

use crate::desk::{Desk, entry, repository};

/// How many municipalities there are; a reader is shown up to sixty.
const MUNICIPALITIES: usize = 64;

/// Plans of many municipalities: how many of their measures are about parks goes round, so many times as many.
pub(crate) fn nation(times: usize) -> Desk {
    let list = fs::read_to_string(repository().join("corpus/municipalities.csv")).unwrap();
    let codes = list.lines().filter(|line| line.contains(",市,")).filter_map(|line| line.split(',').next());
    let codes: Vec<&str> = codes.take(MUNICIPALITIES).collect();
    let catalogue = codes.iter().map(|code| {
        entry(&format!("plan-{code}"), &format!("{code}.txt")).replace("\"132144\"", &format!("\"{code}\""))
    });
    let desk = Desk::with_catalogue(&catalogue.collect::<String>());
    for (place, code) in codes.iter().enumerate() {
        let park = |number: usize| {
            let how = "着実に".repeat((number + place) % 3);
            format!("・公園を第{}期に{how}整備します。\n", number + 1)
        };
        let parks = (0..place * 7 % 16 * times).map(park);
        let text =
            format!("基本計画\n\n１ まちづくり\n{}・保育所を増やします。\n", parks.collect::<String>());
        desk.write(&format!("corpus/documents/{code}.txt"), text.as_bytes());
    }
    desk
}

#[test]
fn whoever_has_most_of_a_subject_is_quoted_as_in_the_whole_answer() {
    let desk = nation(1);
    let whole: Value =
        serde_json::from_str(&desk.kurabe(&["compare", "公園", "保育所", "--format", "json"]).stdout)
            .unwrap();
    let cells = |row: usize| whole["cells"][row].as_array().unwrap();
    assert_eq!(cells(0).len(), MUNICIPALITIES);
    let count = |cell: &Value| cell["count"].as_u64().unwrap();
    assert!(cells(0).iter().all(|cell| cell["best"].as_array().unwrap().is_empty() == (count(cell) == 0)));

    let table = desk.kurabe(&["compare", "公園", "保育所"]).stdout;
    for row in [0, 1] {
        let found = cells(row).iter().filter(|cell| count(cell) > 0).count();
        let all: u64 = cells(row).iter().map(count).sum();
        let figures = format!("{found} {all}");
        let said = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ").contains(&figures);
        assert!(table.lines().any(said), "{figures}: {table}");
    }

    let mut most: Vec<(usize, &Value)> = cells(0).iter().enumerate().collect();
    most.sort_by_key(|(_, cell)| std::cmp::Reverse(count(cell)));
    let quoted = desk.kurabe(&["compare", "公園"]).stdout;
    let shown: String = quoted.split_whitespace().collect();
    for (place, cell) in &most[..20] {
        let name = whole["municipalities"][place]["municipality"]["name"].as_str().unwrap();
        let text = cell["best"][0]["text"].as_str().unwrap();
        let words = cell["words"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>();
        let head = format!("{name}{}件中{}件", count(cell) + 1, count(cell));
        let (_, behind) = shown.split_once(&head).unwrap();
        let (before, _) = behind.split_once(text).unwrap();
        assert!(before.len() < 80 && words.iter().all(|word| before.contains(word)), "{head}: {quoted}");
    }
}
