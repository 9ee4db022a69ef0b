//! The marks lists are printed with: a browser sets them, the source of a page does not hold them.

use super::tree::Block;
use crate::extract::figure::Figures;

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
    /// a, b, … z, aa, ab: a browser goes on otherwise than Word does.
    Latin {
        upper: bool,
    },
    Figures(Figures),
}

impl List {
    /// The list a block is, of so many items; nothing where it is none.
    pub(super) fn of(block: &Block, items: usize) -> Option<Self> {
        let form = match block.tag.as_str() {
            "ul" | "menu" | "dir" => Form::Dot,
            "ol" => match block.attribute("type").unwrap_or_default() {
                "a" => Form::Latin { upper: false },
                "A" => Form::Latin { upper: true },
                "i" => Form::Figures(Figures::Roman { upper: false }),
                "I" => Form::Figures(Figures::Roman { upper: true }),
                _ => Form::Figures(Figures::PLAIN),
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
        let written = match (self.form, u32::try_from(number).ok().filter(|number| *number > 0)) {
            (Form::Dot, _) => return "・".to_owned(),
            (Form::Latin { upper }, Some(number)) => latin(number, upper),
            (Form::Figures(figures), Some(number)) => figures.print(number),
            (_, None) => number.to_string(),
        };
        format!("{written}. ")
    }
}

fn latin(mut number: u32, upper: bool) -> String {
    let first = if upper { b'A' } else { b'a' };
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(first + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}
