//! What must hold of kept vectors: they are there or made again, and never another text's or another model's.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use kurabe_embed::{Encoder, Error, Extent, Kept, Neighbourhood, Role, Vectors};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::make::dice::Dice;

const DIMENSION: usize = 24;

/// An encoder whose vectors are chance, and the same for the same text; it counts what it is asked.
struct Chance {
    name: &'static str,
    asked: AtomicUsize,
}

impl Chance {
    fn new(name: &'static str) -> Self {
        Self { name, asked: AtomicUsize::new(0) }
    }

    fn asked(&self) -> usize {
        self.asked.swap(0, Ordering::Relaxed)
    }
}

impl Encoder for Chance {
    fn dimension(&self) -> usize {
        DIMENSION
    }

    fn fingerprint(&self) -> &str {
        self.name
    }

    fn encode(&self, _: Role, texts: &[&str]) -> Vectors {
        self.asked.fetch_add(texts.len(), Ordering::Relaxed);
        let vector = |text: &&str| {
            let seed = text.bytes().fold(88_172, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
            let mut dice = Dice(seed);
            (0..DIMENSION).map(|_| dice.roll(1000) as f32 - 300.0).collect()
        };
        Vectors::of(DIMENSION, texts.iter().map(vector))
    }
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vectors");
    (folder, path)
}

fn texts(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("施策{number}")).collect()
}

fn fill(path: &std::path::Path, encoder: &Chance, texts: &[String]) -> Kept {
    Kept::fill(path, encoder, &texts.iter().map(String::as_str).collect::<Vec<_>>(), |_, _| ()).unwrap()
}

#[test]
fn what_has_a_vector_is_not_encoded_again() {
    let (_folder, path) = place();
    let chance = Chance::new("one");
    assert!(Kept::read(&path, &chance).unwrap().is_empty());
    let all = texts(300);
    fill(&path, &chance, &all[..200]);
    assert_eq!(chance.asked(), 200);
    let mut told = Vec::new();
    let mut wanted: Vec<&str> = all.iter().map(String::as_str).collect();
    wanted.extend(["施策7", "施策299"]);
    let kept = Kept::fill(&path, &chance, &wanted, |done, of| told.push((done, of))).unwrap();
    assert_eq!((chance.asked(), kept.len()), (100, 300));
    assert_eq!(told, [(0, 100), (64, 100), (100, 100)]);

    let read = Kept::read(&path, &chance).unwrap();
    let exact = chance.encode(Role::Passage, &wanted);
    for (text, exact) in wanted.iter().zip(exact.rows()) {
        let vector = read.vector(text).unwrap();
        assert_eq!(vector, kept.vector(text).unwrap());
        assert!(vector.iter().zip(exact).all(|(kept, exact)| (kept - exact).abs() < 0.004), "{text}");
    }
    assert!(!read.has("施策300"));
}

#[test]
fn a_file_cut_anywhere_is_filled_to_what_it_was() {
    let (_folder, path) = place();
    let (chance, all) = (Chance::new("one"), texts(5));
    fill(&path, &chance, &all);
    let whole = fs::read(&path).unwrap();
    let record = 16 + 4 + DIMENSION + 4;
    let head = whole.len() - 5 * record;
    chance.asked();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let there = length.saturating_sub(head) / record;
        assert_eq!(Kept::read(&path, &chance).unwrap().len(), there);
        fill(&path, &chance, &all);
        assert_eq!(chance.asked(), 5 - there);
        assert!(fs::read(&path).unwrap() == whole, "cut at {length}");
    }
}

#[test]
fn vectors_of_another_model_and_other_files_are_refused() {
    let (_folder, path) = place();
    let (one, other) = (Chance::new("one"), Chance::new("other"));
    fill(&path, &one, &texts(1));
    let before = fs::read(&path).unwrap();
    assert!(matches!(Kept::read(&path, &other), Err(Error::OtherModel { .. })));
    assert!(matches!(Kept::fill(&path, &other, &["a"], |_, _| ()), Err(Error::OtherModel { .. })));
    assert!(fs::read(&path).unwrap() == before);
    let note = "これは利用者のメモであり、ベクトルのファイルではない。消してはならない。";
    fs::write(&path, note).unwrap();
    assert!(matches!(Kept::fill(&path, &one, &["a"], |_, _| ()), Err(Error::NotVectors { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), note);
}

/// The mean taken away, in plain floats: the same but for what lies within the rounding.
#[test]
fn nearness_is_that_of_the_plain_computation() {
    let (_folder, path) = place();
    let (chance, all) = (Chance::new("one"), texts(500));
    let kept = fill(&path, &chance, &all);
    let mut names: Vec<&str> = all.iter().map(String::as_str).collect();
    names.insert(3, "ベクトルがない");
    let near = Neighbourhood::of(&kept, &names);
    let plain = |text: &str| kept.vector(text).unwrap_or_default();
    let mut mean = [0.0; DIMENSION];
    all.iter()
        .for_each(|text| mean.iter_mut().zip(plain(text)).for_each(|(sum, value)| *sum += value / 500.0));
    let centred = |vector: &[f32]| {
        let own: Vec<f32> = vector.iter().zip(mean).map(|(value, mean)| value - mean).collect();
        let length = own.iter().map(|value| value * value).sum::<f32>().sqrt();
        own.into_iter().map(|value| value / length).collect::<Vec<f32>>()
    };
    for asked in ["施策0", "施策77", "施策499"] {
        let vector = plain(asked);
        let question = centred(&vector);
        let exact = |text: &str| centred(&plain(text)).iter().zip(&question).map(|(a, b)| a * b).sum::<f32>();
        let found = near.nearness(&near.direction(&vector));
        for (text, nearness) in names.iter().zip(&found) {
            let exact = if kept.has(text) { exact(text) } else { 0.0 };
            assert!((nearness - exact).abs() < 0.01, "{text}: {nearness} {exact}");
        }
        let nearest = found.iter().copied().fold(f32::MIN, f32::max);
        assert_eq!(names[found.iter().position(|nearness| *nearness == nearest).unwrap()], asked);
    }
    let nothing = Neighbourhood::of(&kept, &[]);
    assert!(nothing.nearness(&nothing.direction(&plain("施策1"))).is_empty());
}

#[test]
fn a_neighbourhood_is_read_as_it_was_written_or_not_at_all() {
    let (_folder, path) = place();
    let (chance, other) = (Chance::new("one"), Chance::new("other"));
    let all = texts(30);
    let kept = fill(&path, &chance, &all);
    let mut names: Vec<&str> = all.iter().map(String::as_str).collect();
    names.insert(3, "ベクトルがない");
    let near = Neighbourhood::of(&kept, &names);
    assert_eq!((near.len(), near.filled()), (31, 30));
    let whole = near.to_bytes(&chance, "第1版");
    let read = Neighbourhood::stored(whole.clone(), &chance, "第1版").unwrap();
    assert_eq!(Extent::of(&whole, &chance, "第1版"), Some(Extent { texts: 31, filled: 30 }));
    assert_eq!(Extent::of(&whole, &chance, "第2版"), None);
    assert!(read.to_bytes(&chance, "第1版") == whole);
    let asked = near.direction_of(7);
    assert_eq!(
        read.direction(&kept.vector("施策6").unwrap()),
        near.direction(&kept.vector("施策6").unwrap())
    );
    assert_eq!(read.nearness(&asked), near.nearness(&asked));
    assert_eq!(read.nearness(&asked)[7], read.nearness_of(7, 7));
    assert_eq!(read.nearness(&asked)[3], 0.0);
    assert!(Neighbourhood::stored(whole.clone(), &other, "第1版").is_none());
    assert!(Neighbourhood::stored(whole.clone(), &chance, "第2版").is_none());
    assert!(Neighbourhood::stored(fs::read(&path).unwrap(), &chance, "第1版").is_none());
    for place in 0..whole.len() {
        let cut = whole[..place].to_vec();
        assert!(Neighbourhood::stored(cut, &chance, "第1版").is_none(), "cut at {place}");
        let mut flipped = whole.clone();
        flipped[place] ^= 0x40;
        assert!(Neighbourhood::stored(flipped, &chance, "第1版").is_none(), "changed at {place}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// A damaged record and what follows is made again: no vector that is read differs from what was written.
    #[test]
    fn damage_is_never_read(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let (_folder, path) = self::place();
        let (chance, all) = (Chance::new("one"), texts(4));
        let whole = fill(&path, &chance, &all);
        let mut bytes = fs::read(&path).unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        fs::write(&path, &bytes).unwrap();
        if let Ok(read) = Kept::read(&path, &chance) {
            for text in all.iter().filter(|text| read.has(text)) {
                prop_assert_eq!(read.vector(text), whole.vector(text));
            }
            prop_assert_eq!(fill(&path, &chance, &all).len(), 4);
        }
    }
}
