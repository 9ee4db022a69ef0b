//! How each engine is told of an index (索引の定義).

use serde_json::{Value, json};

use crate::shape::{Field, Shape};

/// How Quickwit is told of an index.
pub(crate) fn quickwit(name: &str, shape: &Shape) -> Value {
    let field = |(name, field): &(String, Field)| match field {
        Field::Number => {
            json!({ "name": name, "type": "u64", "fast": true, "indexed": false, "stored": false })
        }
        Field::Name | Field::Value => json!({
            "name": name, "type": "array<text>", "tokenizer": "raw", "fast": *field == Field::Value,
            "stored": false,
        }),
        Field::Words { frequencies, lengths } => {
            let record = if *frequencies { "freq" } else { "basic" };
            json!({
                "name": name, "type": "text", "tokenizer": "whitespace", "record": record,
                "fieldnorms": lengths, "stored": false,
            })
        }
        Field::Bytes => json!({
            "name": name, "type": "bytes", "indexed": false, "stored": true,
            "input_format": "base64", "output_format": "base64",
        }),
    };
    let fields: Vec<Value> = shape.fields().iter().map(field).collect();
    json!({
        "version": "0.9",
        "index_id": name,
        "doc_mapping": { "mode": "strict", "field_mappings": fields, "store_source": false },
        "indexing_settings": { "commit_timeout_secs": COMMITTED, "docstore_blocksize": STORED_TOGETHER },
        "search_settings": { "default_search_fields": [] },
    })
}

/// So many bytes of what is handed out lie together: a question hands out a few statements from everywhere.
const STORED_TOGETHER: usize = 16 * 1024;
/// After so many seconds Quickwit shows what was brought, if nobody asks for it before.
pub(crate) const COMMITTED: u64 = 10;

/// How OpenSearch and Elasticsearch are told of an index.
pub(crate) fn lucene(shape: &Shape, shards: usize) -> Value {
    let field = |field: &Field| match field {
        Field::Number => json!({ "type": "long" }),
        Field::Name => json!({ "type": "keyword", "doc_values": false }),
        Field::Value => json!({ "type": "keyword" }),
        Field::Words { frequencies, lengths } => {
            let options = if *frequencies { "freqs" } else { "docs" };
            json!({ "type": "text", "analyzer": "whitespace", "index_options": options, "norms": lengths })
        }
        Field::Bytes => json!({ "type": "binary" }),
    };
    let fields = shape.fields().into_iter().map(|(name, one)| (name, field(&one)));
    let fields: serde_json::Map<String, Value> = fields.collect();
    json!({
        "settings": { "number_of_shards": shards, "refresh_interval": "30s" },
        "mappings": {
            "dynamic": "strict",
            "_source": { "includes": ["parcel", "bytes"] },
            "properties": fields,
        },
    })
}
