//! Parts of speech (品詞), coarse enough to work with, and which of them carry content (内容語).
//!
//! Lucene's Japanese analysis drops words by a list of stop tags; [`TABLE`] is such a list, read from
//! the other side: every tag of IPADIC, what it is here, and whether its words are searched for.

/// What sort of word it is (品詞).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOfSpeech {
    /// 名詞: 施策, 市民
    Noun,
    /// サ変名詞, a noun that する makes a verb: 推進, 協働
    VerbalNoun,
    /// 副詞可能名詞, a noun that says when or how far: 今後, 現在
    AdverbialNoun,
    /// 固有名詞: 柏, 令和
    ProperNoun,
    /// 数: 90, 三
    Number,
    /// 代名詞: これ
    Pronoun,
    /// 非自立名詞, a noun that only leans on others: こと, ため
    DependentNoun,
    /// 動詞: 図る
    Verb,
    /// 非自立動詞 and verbal endings: いる, れる
    DependentVerb,
    /// 形容詞: 新しい
    Adjective,
    /// 副詞: 着実
    Adverb,
    /// 連体詞: この
    Adnominal,
    /// 接頭詞: 再, 新
    Prefix,
    /// 接尾: 化, 市, 人
    Suffix,
    /// 助詞: の, について
    Particle,
    /// 助動詞: ます
    Auxiliary,
    /// 接続詞: また
    Conjunction,
    /// 感動詞, フィラー
    Interjection,
    /// 記号, and every run of signs no dictionary knows
    Symbol,
}

use PartOfSpeech::{
    Adjective, Adnominal, Adverb, AdverbialNoun, Auxiliary, Conjunction, DependentNoun, DependentVerb,
    Interjection, Noun, Number, Particle, Prefix, Pronoun, ProperNoun, Suffix, Symbol, Verb, VerbalNoun,
};

/// IPADIC's tags, the longest that fits first: how they are called here, and whether they carry content.
///
/// Suffixes stay in because 見える化 is not 見える and 年 is what a number counts; prefixes because 再開発
/// is not 開発. Adverbs that are nouns too (今後, 現在) are IPADIC's 名詞,副詞可能 and stay in.
const TABLE: [(&[&str], PartOfSpeech, bool); 31] = [
    (&["名詞", "サ変接続"], VerbalNoun, true),
    (&["名詞", "副詞可能"], AdverbialNoun, true),
    (&["名詞", "固有名詞"], ProperNoun, true),
    (&["名詞", "数"], Number, true),
    (&["名詞", "代名詞"], Pronoun, false),
    (&["名詞", "非自立"], DependentNoun, false),
    (&["名詞", "特殊"], DependentNoun, false),
    (&["名詞", "接続詞的"], DependentNoun, false),
    (&["名詞", "動詞非自立的"], DependentNoun, false),
    (&["名詞", "引用文字列"], DependentNoun, false),
    (&["名詞", "接尾", "助動詞語幹"], Suffix, false),
    (&["名詞", "接尾", "特殊"], Suffix, false),
    (&["名詞", "接尾"], Suffix, true),
    (&["名詞"], Noun, true),
    (&["動詞", "自立"], Verb, true),
    (&["動詞"], DependentVerb, false),
    (&["形容詞", "自立"], Adjective, true),
    (&["形容詞"], Adjective, false),
    (&["副詞"], Adverb, true),
    (&["連体詞"], Adnominal, false),
    (&["接頭詞"], Prefix, true),
    (&["接続詞"], Conjunction, false),
    (&["助詞"], Particle, false),
    (&["助動詞"], Auxiliary, false),
    (&["感動詞"], Interjection, false),
    (&["フィラー"], Interjection, false),
    (&["非言語音"], Interjection, false),
    (&["語断片"], Interjection, false),
    (&["その他"], Interjection, false),
    (&["記号", "アルファベット"], Symbol, true),
    (&["記号"], Symbol, false),
];

/// Words of a content tag that say nothing by themselves: verbs that only carry a noun, "and so on".
const EMPTY_WORDS: [&str; 12] =
    ["する", "ある", "いる", "おる", "なる", "できる", "よる", "行う", "行なう", "おこなう", "等", "など"];

/// A part of speech, and whether its words carry content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) part_of_speech: PartOfSpeech,
    pub(super) content: bool,
}

impl Class {
    /// What is not described at all is kept: better found by accident than lost.
    pub(super) const UNDESCRIBED: Self = Self { part_of_speech: Noun, content: true };

    /// Signs no dictionary knows. IPADIC calls an unknown run of them 名詞,サ変接続, and a bracket would be a
    /// word to search for.
    pub(super) const SIGNS: Self = Self { part_of_speech: Symbol, content: false };

    /// The entry of [`TABLE`] for a tag of IPADIC, its fields with commas between.
    pub(super) fn of(tag: &str) -> Self {
        let fields: Vec<&str> = tag.split(',').collect();
        let entry = TABLE.iter().find(|(start, ..)| fields.starts_with(start));
        entry.map_or(Self::UNDESCRIBED, |(_, part_of_speech, content)| Self {
            part_of_speech: *part_of_speech,
            content: *content,
        })
    }
}

/// Whether a word of IPADIC says nothing although its tag carries content.
pub(super) fn says_nothing(base: &str) -> bool {
    EMPTY_WORDS.contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_tag_that_fits_decides() {
        let check =
            |tag, part_of_speech, content| assert_eq!(Class::of(tag), Class { part_of_speech, content });
        check("名詞,接尾,助数詞,*", Suffix, true);
        check("名詞,接尾,特殊,*", Suffix, false);
        check("名詞,形容動詞語幹,*,*", Noun, true);
        check("助詞,格助詞,連語,*", Particle, false);
    }

    #[test]
    fn every_tag_of_the_dictionary_is_in_the_table() {
        for tag in crate::dictionary::tags() {
            let first = tag.split(',').next();
            assert!(TABLE.iter().any(|(start, ..)| start.first().copied() == first), "{tag}");
        }
        assert_eq!(crate::dictionary::tags().count(), 69);
    }
}
