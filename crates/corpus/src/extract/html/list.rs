//! The marks lists are printed with: a browser sets them, the source of a page does not hold them.

use super::tree::Block;

/// An open list.
#[derive(Debug)]
pub(super) struct List {
    form: Form,
    number: i64,
    step: i64,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Dot,
    Decimal,
    Latin { upper: bool },
    Roman { upper: bool },
}

impl List {
    /// The list a block is, of so many items; nothing where it is none.
    pub(super) fn of(block: &Block, items: usize) -> Option<Self> {
        let form = match block.tag.as_str() {
            "ul" | "menu" | "dir" => Form::Dot,
            "ol" => match block.attribute("type").unwrap_or_default() {
                "a" => Form::Latin { upper: false },
                "A" => Form::Latin { upper: true },
                "i" => Form::Roman { upper: false },
                "I" => Form::Roman { upper: true },
                _ => Form::Decimal,
            },
            _ => return None,
        };
        let is_reversed = block.attribute("reversed").is_some();
        let start = block.attribute("start").and_then(|start| start.trim().parse::<i32>().ok());
        let last = i64::try_from(items).unwrap_or(1);
        let number = start.map_or(if is_reversed { last } else { 1 }, i64::from);
        Some(Self { form, number, step: if is_reversed { -1 } else { 1 } })
    }

    /// The mark of the next item.
    pub(super) fn mark(&mut self, item: &Block) -> String {
        if let Some(number) = item.attribute("value").and_then(|value| value.trim().parse::<i32>().ok()) {
            self.number = number.into();
        }
        let number = self.number;
        self.number += self.step;
        let cased = |text: String, upper: bool| if upper { text.to_uppercase() } else { text };
        let written = match self.form {
            Form::Dot => return "・".to_owned(),
            Form::Latin { upper } if number > 0 => cased(latin(number), upper),
            Form::Roman { upper } if (1..4000).contains(&number) => cased(roman(number), upper),
            _ => number.to_string(),
        };
        format!("{written}. ")
    }
}

/// a, b, … z, aa.
fn latin(mut number: i64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

/// i, ii, iii, iv.
fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            written.push_str(sign);
            number -= value;
        }
    }
    written
}
