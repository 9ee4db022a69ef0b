//! What engines answer (回答): an answer from a part of what was asked is none.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kurabe_index::{Error, Result, Trouble};
use serde_json::Value;

use crate::http::faulty;

/// An answer, if it comes from all that was to be asked.
pub(crate) fn whole(answer: Value) -> Result<Value> {
    if let Some(error) = answer.get("error").filter(|error| !error.is_null()) {
        let status = answer.get("status").and_then(Value::as_u64);
        let trouble = match status {
            Some(404) => Trouble::Missing,
            Some(429 | 503) => Trouble::Busy,
            _ => Trouble::Faulty,
        };
        return Err(Error::Far { trouble, cause: error.to_string().chars().take(300).collect() });
    }
    let failed = answer.pointer("/_shards/failed").and_then(Value::as_u64);
    let late = answer.get("timed_out").and_then(Value::as_bool);
    if failed != Some(0) || late != Some(false) {
        let parts = answer.get("_shards").map(ToString::to_string).unwrap_or_default();
        return Err(Error::Far {
            trouble: Trouble::Partial,
            cause: format!("not all parts answered: {parts}"),
        });
    }
    Ok(answer)
}

/// What an answer found.
pub(crate) fn hits(answer: &Value) -> Result<&Vec<Value>> {
    let hits = answer.pointer("/hits/hits").and_then(Value::as_array);
    hits.ok_or_else(|| faulty("an answer has no list of what was found"))
}

/// The bytes of a field of a hit.
pub(crate) fn bytes(hit: &Value, field: &str) -> Result<Vec<u8>> {
    let value = hit.get("_source").and_then(|source| source.get(field));
    let text = match value {
        Some(Value::Array(values)) => values.first().and_then(Value::as_str),
        value => value.and_then(Value::as_str),
    };
    let text = text.ok_or_else(|| faulty(format!("what was found has no {field}")))?;
    BASE64_STANDARD.decode(text).map_err(|error| faulty(format!("{field}: {error}")))
}

/// How many were found, exactly.
pub(crate) fn total(answer: &Value) -> Result<usize> {
    let total = answer.pointer("/hits/total/value").and_then(Value::as_u64);
    let exact = answer.pointer("/hits/total/relation").and_then(Value::as_str) == Some("eq");
    match total {
        Some(total) if exact => Ok(total as usize),
        _ => Err(faulty("an answer does not say how many were found")),
    }
}

/// What was counted under a name: every value with how often it was found.
pub(crate) fn counted<'a>(answer: &'a Value, name: &str) -> Result<Counted<'a>> {
    let one = answer.get("aggregations").and_then(|all| all.get(name));
    let buckets = one.and_then(|one| one.get("buckets")).and_then(Value::as_array);
    let buckets = buckets.ok_or_else(|| faulty(format!("nothing was counted by {name}")))?;
    let of = |bucket: &'a Value| Some((bucket.get("key")?, bucket.get("doc_count").and_then(Value::as_u64)?));
    let others = one.and_then(|one| one.get("sum_other_doc_count")).and_then(Value::as_u64).unwrap_or(0);
    Ok(Counted { values: buckets.iter().filter_map(of).collect(), is_whole: others == 0 })
}

/// What was counted.
pub(crate) struct Counted<'a> {
    pub(crate) values: Vec<(&'a Value, u64)>,
    /// Whether no value is left out.
    pub(crate) is_whole: bool,
}
