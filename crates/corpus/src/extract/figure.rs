//! The number of an item → how it is printed: １, ①, 一, ア, イ, Ⅳ.

/// A way to print a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Figures {
    /// 1, with zeros before it up to so many digits.
    Decimal { digits: usize },
    /// １
    FullWidth,
    /// By the characters from 1 on: ①, ア, イ, 甲.
    Listed(&'static str),
    /// 十二
    Kanji,
    /// 一二
    KanjiDigits,
    /// XII
    Roman { upper: bool },
    /// a, b, … z, aa
    Letter { upper: bool },
    /// Not at all.
    #[default]
    Nothing,
}

/// ①, and further than that in the other rows of the same circles.
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿";
const PARENTHESISED: &str = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇";
const POINTED: &str = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛";
const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const AIUEO_NARROW: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
const IROHA: &str =
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const IROHA_NARROW: &str = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

impl Figures {
    /// 1, 2, 3.
    pub(super) const PLAIN: Self = Self::Decimal { digits: 1 };
}

impl Figures {
    /// The way Word has this name for (`w:numFmt`).
    pub(super) fn of_word(name: &str) -> Self {
        match name {
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalZero" => Self::Decimal { digits: 2 },
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Listed(CIRCLED),
            "decimalEnclosedParen" => Self::Listed(PARENTHESISED),
            "decimalEnclosedFullstop" => Self::Listed(POINTED),
            "japaneseCounting" | "chineseCounting" | "chineseCountingThousand" => Self::Kanji,
            "japaneseDigitalTenThousand" | "ideographDigital" | "taiwaneseDigital" => Self::KanjiDigits,
            "aiueo" => Self::Listed(AIUEO_NARROW),
            "aiueoFullWidth" => Self::Listed(AIUEO),
            "iroha" => Self::Listed(IROHA_NARROW),
            "irohaFullWidth" => Self::Listed(IROHA),
            "ideographTraditional" => Self::Listed(STEMS),
            "ideographZodiac" => Self::Listed(BRANCHES),
            "upperRoman" => Self::Roman { upper: true },
            "lowerRoman" => Self::Roman { upper: false },
            "upperLetter" => Self::Letter { upper: true },
            "lowerLetter" => Self::Letter { upper: false },
            "bullet" | "none" => Self::Nothing,
            // Whatever else there is, its numbers are those of other languages.
            _ => Self::PLAIN,
        }
    }

    /// The way that begins with this sample (`style:num-format`): １, ①, ア.
    pub(super) fn of_sample(sample: &str) -> Self {
        let mut listed =
            [CIRCLED, PARENTHESISED, POINTED, AIUEO, AIUEO_NARROW, IROHA, IROHA_NARROW, STEMS, BRANCHES]
                .into_iter();
        let first = sample.split(',').next().unwrap_or_default().trim();
        match first {
            "" => Self::Nothing,
            "1" => Self::PLAIN,
            "１" => Self::FullWidth,
            "一" => Self::Kanji,
            "〇" => Self::KanjiDigits,
            "I" => Self::Roman { upper: true },
            "i" => Self::Roman { upper: false },
            "A" => Self::Letter { upper: true },
            "a" => Self::Letter { upper: false },
            _ if first.starts_with('0') && first.ends_with('1') => {
                Self::Decimal { digits: first.len().min(9) }
            }
            _ => listed.find(|list| list.starts_with(first)).map_or(Self::PLAIN, Self::Listed),
        }
    }

    /// A number as it is printed.
    pub(super) fn print(self, number: u32) -> String {
        match self {
            Self::Decimal { digits } => format!("{number:0digits$}"),
            Self::FullWidth => number.to_string().chars().map(full_width).collect(),
            Self::Listed(list) => {
                let at = (number as usize).checked_sub(1);
                let shown = at.and_then(|at| list.chars().nth(at));
                shown.map_or_else(|| number.to_string(), |c| c.to_string())
            }
            Self::Kanji => kanji(number),
            Self::KanjiDigits => number.to_string().chars().map(kanji_digit).collect(),
            Self::Roman { upper } => roman(number, upper),
            Self::Letter { upper } => letter(number, upper),
            Self::Nothing => String::new(),
        }
    }
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or(digit)
}

fn kanji_digit(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| "〇一二三四五六七八九".chars().nth(digit as usize)).unwrap_or(digit)
}

/// 十二, 百三; what no list has is printed in figures.
fn kanji(number: u32) -> String {
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let mut text = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit > 1 || (digit == 1 && unit == 1) {
            text.extend(digit.to_string().chars().map(kanji_digit));
        }
        if digit > 0 {
            text.push_str(name);
        }
    }
    text
}

fn roman(number: u32, upper: bool) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, letters) in VALUES {
        while left >= value {
            text.push_str(letters);
            left -= value;
        }
    }
    if upper { text } else { text.to_lowercase() }
}

/// a to z, then aa to zz: the letter comes once more with every round.
fn letter(number: u32, upper: bool) -> String {
    const ROUNDS: usize = 4;
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * ROUNDS as u32) else {
        return number.to_string();
    };
    let first = if upper { b'A' } else { b'a' };
    let c = char::from(first + (index % 26) as u8);
    std::iter::repeat_n(c, index as usize / 26 + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (name, number, expected) in [
            ("decimal", 12, "12"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalZero", 3, "03"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedCircle", 51, "51"),
            ("japaneseCounting", 1, "一"),
            ("japaneseCounting", 10, "十"),
            ("japaneseCounting", 21, "二十一"),
            ("japaneseCounting", 110, "百十"),
            ("japaneseDigitalTenThousand", 20, "二〇"),
            ("aiueo", 2, "ｲ"),
            ("aiueoFullWidth", 46, "ン"),
            ("irohaFullWidth", 2, "ロ"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("bullet", 1, ""),
            ("hebrew1", 4, "4"),
        ] {
            assert_eq!(Figures::of_word(name).print(number), expected, "{name} {number}");
        }
    }

    #[test]
    fn numbers_are_printed_as_a_sample_begins() {
        for (sample, number, expected) in [
            ("１, ２, ３, ...", 3, "３"),
            ("①, ②, ③, ...", 3, "③"),
            ("一, 二, 三, ...", 11, "十一"),
            ("ア, イ, ウ, ...", 3, "ウ"),
            ("イ, ロ, ハ, ...", 3, "ハ"),
            ("A", 3, "C"),
            ("1", 3, "3"),
            ("001, 002, 003, ...", 3, "003"),
            ("", 3, ""),
        ] {
            assert_eq!(Figures::of_sample(sample).print(number), expected, "{sample}");
        }
    }
}
