//! An entry of the catalogue as a planner would write it, and a catalogue without one of its entries.

use kurabe_model::{DocumentFacts, DocumentId, Fact};
use kurabe_text::era_name;
use toml::{Table, Value};

use super::settle::Named;

/// The entry of a document.
pub(super) fn written(named: &Named<'_>, facts: &DocumentFacts, retrieved: &str) -> String {
    let Named { municipality, sum, .. } = named;
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let mut lines = vec![
        "[[document]]".to_owned(),
        format!("id = {}", quoted(facts.id.as_str())),
        format!("file = {}", quoted(&facts.file)),
        format!("municipality = {} # {municipality}", quoted(&facts.municipality.value.to_string())),
        format!("title = {}", quoted(&facts.title.value)),
        format!("kind = {}", quoted(facts.kind.value.as_str())),
    ];
    if let Some(year) = &facts.fiscal_year {
        lines.push(format!("fiscal_year = {}", quoted(&era_name(year.value))));
    }
    if let Some(Fact { value: period, .. }) = &facts.period {
        let period = format!("{}～{}", era_name(period.first), era_name(period.last));
        lines.push(format!("period = {}", quoted(&period)));
    }
    if let Some(department) = &facts.department {
        lines.push(format!("department = {}", quoted(&department.value)));
    }
    lines.push(format!("source = {}", quoted(&facts.source)));
    lines.push(format!("retrieved = {}", quoted(retrieved)));
    lines.push(format!("sha256 = {}", quoted(sum)));
    lines.push(format!("rights = {}", quoted(&facts.rights)));
    let stated: Vec<String> = facts.stated().map(|(fact, line)| format!("{fact} = {line}")).collect();
    if !stated.is_empty() {
        lines.push(format!("stated = {{ {} }}", stated.join(", ")));
    }
    lines.join("\n") + "\n"
}

/// A catalogue without the entry of a document and the comment right above it; nothing where the entry is not
/// written as one of `[[document]]`.
pub(super) fn without(catalogue: &str, id: &DocumentId) -> Option<String> {
    let lines: Vec<&str> = catalogue.split_inclusive('\n').collect();
    let is_head = |line: &str| line.trim_start().starts_with("[[document]]");
    let heads: Vec<usize> = (0..lines.len()).filter(|&at| is_head(lines[at])).collect();
    let entry = |at: &usize| {
        let end = heads.iter().copied().find(|head| head > at).unwrap_or(lines.len());
        let table: Table = lines[*at..end].concat().parse().ok()?;
        let own = table.get("document")?.as_array()?.first()?.get("id")?.as_str()? == id.as_str();
        own.then_some(end)
    };
    let (head, end) = heads.iter().find_map(|head| entry(head).map(|end| (*head, end)))?;
    let above = |end: usize| {
        let comments =
            lines[..end].iter().rev().take_while(|line| line.trim_start().starts_with('#')).count();
        end - comments
    };
    // The comment above the next entry stays; that at the head of the catalogue is about all of it.
    let start = if above(head) == 0 { head } else { above(head) };
    let end = if end == lines.len() { end } else { above(end) };
    Some(lines[..start].concat() + &lines[end..].concat())
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn an_entry_leaves_with_its_own_comment() {
        let catalogue = "# 目録\n\n[[document]]\nid = \"a\"\n\n# 二\n[[document]]\nid = \"b\"\n\n# 三\n[[document]]\nid = \"c\"\n";
        let left = |id: &str| without(catalogue, &id.parse().unwrap()).unwrap();
        assert_eq!(left("a"), "# 目録\n\n# 二\n[[document]]\nid = \"b\"\n\n# 三\n[[document]]\nid = \"c\"\n");
        assert_eq!(left("b"), "# 目録\n\n[[document]]\nid = \"a\"\n\n# 三\n[[document]]\nid = \"c\"\n");
        assert_eq!(left("c"), "# 目録\n\n[[document]]\nid = \"a\"\n\n# 二\n[[document]]\nid = \"b\"\n\n");
        assert_eq!(without(catalogue, &"d".parse().unwrap()), None);
    }
}
