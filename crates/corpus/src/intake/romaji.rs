//! Readings in kana → names of folders and ids: フチュウシ → fuchu. Hepburn without long vowels, as stations have it.

use kurabe_model::{Municipality, MunicipalityKind};

/// Sounds, the longer ones first.
const SOUNDS: &[(&str, &str)] = &[
    ("キャ", "kya"),
    ("キュ", "kyu"),
    ("キョ", "kyo"),
    ("シャ", "sha"),
    ("シュ", "shu"),
    ("ショ", "sho"),
    ("チャ", "cha"),
    ("チュ", "chu"),
    ("チョ", "cho"),
    ("ニャ", "nya"),
    ("ニュ", "nyu"),
    ("ニョ", "nyo"),
    ("ヒャ", "hya"),
    ("ヒュ", "hyu"),
    ("ヒョ", "hyo"),
    ("ミャ", "mya"),
    ("ミュ", "myu"),
    ("ミョ", "myo"),
    ("リャ", "rya"),
    ("リュ", "ryu"),
    ("リョ", "ryo"),
    ("ギャ", "gya"),
    ("ギュ", "gyu"),
    ("ギョ", "gyo"),
    ("ジャ", "ja"),
    ("ジュ", "ju"),
    ("ジョ", "jo"),
    ("ビャ", "bya"),
    ("ビュ", "byu"),
    ("ビョ", "byo"),
    ("ピャ", "pya"),
    ("ピュ", "pyu"),
    ("ピョ", "pyo"),
    ("ア", "a"),
    ("イ", "i"),
    ("ウ", "u"),
    ("エ", "e"),
    ("オ", "o"),
    ("カ", "ka"),
    ("キ", "ki"),
    ("ク", "ku"),
    ("ケ", "ke"),
    ("コ", "ko"),
    ("サ", "sa"),
    ("シ", "shi"),
    ("ス", "su"),
    ("セ", "se"),
    ("ソ", "so"),
    ("タ", "ta"),
    ("チ", "chi"),
    ("ツ", "tsu"),
    ("テ", "te"),
    ("ト", "to"),
    ("ナ", "na"),
    ("ニ", "ni"),
    ("ヌ", "nu"),
    ("ネ", "ne"),
    ("ノ", "no"),
    ("ハ", "ha"),
    ("ヒ", "hi"),
    ("フ", "fu"),
    ("ヘ", "he"),
    ("ホ", "ho"),
    ("マ", "ma"),
    ("ミ", "mi"),
    ("ム", "mu"),
    ("メ", "me"),
    ("モ", "mo"),
    ("ヤ", "ya"),
    ("ユ", "yu"),
    ("ヨ", "yo"),
    ("ラ", "ra"),
    ("リ", "ri"),
    ("ル", "ru"),
    ("レ", "re"),
    ("ロ", "ro"),
    ("ワ", "wa"),
    ("ヲ", "o"),
    ("ガ", "ga"),
    ("ギ", "gi"),
    ("グ", "gu"),
    ("ゲ", "ge"),
    ("ゴ", "go"),
    ("ザ", "za"),
    ("ジ", "ji"),
    ("ズ", "zu"),
    ("ゼ", "ze"),
    ("ゾ", "zo"),
    ("ダ", "da"),
    ("ヂ", "ji"),
    ("ヅ", "zu"),
    ("デ", "de"),
    ("ド", "do"),
    ("バ", "ba"),
    ("ビ", "bi"),
    ("ブ", "bu"),
    ("ベ", "be"),
    ("ボ", "bo"),
    ("パ", "pa"),
    ("ピ", "pi"),
    ("プ", "pu"),
    ("ペ", "pe"),
    ("ポ", "po"),
    ("ン", "n"),
];

/// The name of a municipality in Latin letters, without 市, 区, 町 or 村.
pub(super) fn name(municipality: &Municipality) -> String {
    let endings: &[&str] = match municipality.kind {
        MunicipalityKind::Prefecture => &["ケン", "フ"],
        MunicipalityKind::DesignatedCity | MunicipalityKind::City => &["シ"],
        MunicipalityKind::AdministrativeWard | MunicipalityKind::SpecialWard => &["ク"],
        MunicipalityKind::Town => &["マチ", "チョウ"],
        MunicipalityKind::Village => &["ムラ", "ソン"],
    };
    let kana = municipality.kana.as_str();
    let bare = endings.iter().find_map(|ending| kana.strip_suffix(ending)).filter(|bare| !bare.is_empty());
    let latin = latin(bare.unwrap_or(kana));
    // A reading that says nothing leaves the code.
    if latin.is_empty() { format!("m{}", municipality.code) } else { latin }
}

fn latin(kana: &str) -> String {
    let mut latin = String::new();
    let mut rest = kana;
    let mut doubled = false;
    while let Some(first) = rest.chars().next() {
        match SOUNDS.iter().find(|(kana, _)| rest.starts_with(kana)) {
            Some((kana, sound)) => {
                // A small ッ doubles the consonant behind it.
                if std::mem::take(&mut doubled) {
                    latin.push(if sound.starts_with("ch") {
                        't'
                    } else {
                        sound.chars().next().unwrap_or_default()
                    });
                }
                latin.push_str(sound);
                rest = rest.strip_prefix(kana).unwrap_or_default();
            }
            None => {
                doubled = first == 'ッ';
                rest = rest.strip_prefix(first).unwrap_or_default();
            }
        }
    }
    latin.replace("ou", "o").replace("oo", "o").replace("uu", "u")
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn readings_become_the_names_stations_have() {
        for (kana, expected) in [
            ("フチュウ", "fuchu"),
            ("コクブンジ", "kokubunji"),
            ("オオサカ", "osaka"),
            ("サッポロ", "sapporo"),
            ("ハッチョウ", "hatcho"),
            ("トウキョウト", "tokyoto"),
        ] {
            assert_eq!(latin(kana), expected);
        }
    }
}
