//! What is printed instead of an answer when there can be none.

use std::io::{self, Write};

use kurabe_model::Municipality;
use serde::Serialize;

use super::hit::Place;
use super::write_whole;
use crate::{Lang, Message};

#[derive(Serialize)]
struct Errors<'a> {
    errors: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    message: String,
    hint: Option<String>,
    /// What could be meant, where a name is ambiguous.
    choices: Vec<Place<'a>>,
}

/// Writes why there is no answer.
pub fn errors(out: &mut dyn Write, lang: Lang, messages: &[Message]) -> io::Result<()> {
    let rows = messages.iter().map(|message| Row {
        message: message.say(lang),
        hint: message.hint(lang),
        choices: choices(message).iter().map(Place::from).collect(),
    });
    write_whole(out, &Errors { errors: rows.collect() })
}

fn choices(message: &Message) -> &[Municipality] {
    match message {
        Message::AmbiguousName { choices, .. } => choices,
        _ => &[],
    }
}
