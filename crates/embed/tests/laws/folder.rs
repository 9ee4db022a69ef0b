//! Models in folders: what they say is what the papers say, and what is wrong with them is said.

use std::fs;
use std::path::{Path, PathBuf};

use kurabe_embed::{Encoder, Model, Prompts, Role};
use tempfile::TempDir;

use crate::make::folders::{Folder, bert, modern};
use crate::{cosine, pieces, plain};

const CASES: [(Role, &str, &str); 6] = [
    (Role::Passage, "共創のまちづくり", "▁passage/:/▁/共創/の/まちづくり"),
    (Role::Passage, "共創のまちづくりを推進する。", "▁passage/:/▁/共創/の/まちづくり/を/推進/する/。"),
    (Role::Query, "市民  協働", "▁query/:/▁市民/▁/協働"),
    (Role::Query, "㈱Ａ\u{1}", "▁query/:/▁/(/株/)/A"),
    (Role::Query, "鬱共", "▁query/:/▁/鬱/共"),
    (Role::Query, "市民のまち", "▁query/:/▁市民/の/まち"),
];

fn kept(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/model")).join(name)
}

fn vector(model: &Model, role: Role, text: &str) -> Vec<f32> {
    model.encode(role, &[text]).rows().next().unwrap().to_vec()
}

/// A folder whose files were changed.
fn changed(folder: Folder, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    for (name, bytes) in folder.files {
        let path = place.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if let Some(bytes) = change(name, bytes) {
            fs::write(path, bytes).unwrap();
        }
    }
    place
}

fn refusal(folder: Folder, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> String {
    let place = changed(folder, change);
    Model::open(place.path()).err().map(|error| error.to_string()).unwrap_or_default()
}

/// Replaces a part of one file.
fn with<'a>(file: &'a str, from: &'a str, to: &'a str) -> impl Fn(&str, Vec<u8>) -> Option<Vec<u8>> + 'a {
    move |name, bytes| {
        if name != file {
            return Some(bytes);
        }
        let place = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
        Some([&bytes[..place], to.as_bytes(), &bytes[place + from.len()..]].concat())
    }
}

#[test]
fn the_folders_in_the_repository_are_those_that_are_made() {
    for (name, folder) in [("bert", bert()), ("modern", modern())] {
        for (file, bytes) in folder.files {
            let there = fs::read(kept(name).join(file)).unwrap();
            assert!(there == bytes, "make {name}/{file} anew: see tests/fixtures/model/make.rs");
        }
    }
}

#[test]
fn vectors_of_roberta_are_those_of_the_plain_computation() {
    let model = Model::open(&kept("bert")).unwrap();
    for (role, text, cut) in CASES {
        let near = cosine(&vector(&model, role, text), &plain::mean(&bert().tensors, &pieces(cut)));
        assert!(near > 0.9995, "{text}: {near}");
    }
}

#[test]
fn vectors_of_modern_bert_are_those_of_the_plain_computation() {
    let model = Model::open(&kept("modern")).unwrap();
    assert_eq!(*model.told(), Prompts::default());
    let told = Model::open_folder(&kept("modern"), Some("query: "), Some("passage: ")).unwrap();
    assert_ne!(model.fingerprint(), told.fingerprint());
    for (role, text, cut) in CASES {
        let near = cosine(&vector(&told, role, text), &plain::first(&modern().tensors, &pieces(cut)));
        assert!(near > 0.9995, "{text}: {near}");
    }
    let near = cosine(
        &vector(&model, Role::Query, "共創のまちづくり"),
        &plain::first(&modern().tensors, &pieces("▁/共創/の/まちづくり")),
    );
    assert!(near > 0.9995, "{near}");
}

#[test]
fn what_is_missing_or_not_known_is_said() {
    let without = |file: &'static str| refusal(bert(), move |name, bytes| (name != file).then_some(bytes));
    let files = "a model in a folder has config.json, tokenizer.json and model.safetensors";
    for file in ["config.json", "tokenizer.json", "model.safetensors"] {
        assert_eq!(without(file), format!("{file} is missing: {files}"));
    }
    let cases = [
        (
            bert(),
            with("config.json", "xlm-roberta", "gpt2"),
            "config.json: the kind of model \"gpt2\" is not known",
        ),
        (
            bert(),
            with("config.json", "\"gelu\"", "\"relu\""),
            "config.json: the activation \"relu\" is not known",
        ),
        (
            bert(),
            with("config.json", "\"num_attention_heads\": 2", "\"num_attention_heads\": 3"),
            "the number of heads is 3",
        ),
        (
            bert(),
            with("config.json", "\"intermediate_size\": 64", "\"intermediate_size\": 32"),
            "encoder.layer.0.intermediate.dense.weight does not fit the model in size or kind of numbers, or lies outside the file",
        ),
        (
            bert(),
            with("model.safetensors", "layer.1.output.dense.bias", "layer.1.output.dense.bios"),
            "encoder.layer.1.output.dense.bias is missing",
        ),
        (
            bert(),
            with("model.safetensors", "layer.1.output.dense.weight", "layer.1.output.dense.weigth"),
            "encoder.layer.1.output.dense.weight is missing",
        ),
        (
            bert(),
            with("tokenizer.json", "\"▁query\",", "\"▁passage\",\"x\","),
            "tokenizer.json cannot be used",
        ),
        (modern(), with("modules.json", "Pooling", "Dense"), "modules.json: the module"),
        (modern(), with("1_Pooling/config.json", "_cls_", "_max_"), "1_Pooling/config.json: the mode"),
    ];
    for (folder, change, reason) in cases {
        let said = refusal(folder, change);
        assert!(said.contains(reason), "{said} | {reason}");
    }
}

#[test]
fn weights_that_end_early_are_refused() {
    let whole = bert().files.into_iter().find(|(name, _)| *name == "model.safetensors").unwrap().1.len();
    for length in (0..whole).step_by(701) {
        let said = refusal(bert(), |name, bytes| {
            Some(if name == "model.safetensors" { bytes[..length].to_vec() } else { bytes })
        });
        assert!(!said.is_empty(), "{length} of {whole} bytes are a model");
    }
}
