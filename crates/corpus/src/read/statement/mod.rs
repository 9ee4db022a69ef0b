//! Blocks → statements (施策文): what each says of itself — its kind, its divisions, its numbers, its name.

mod deadline;
mod department;
mod identity;
mod kind;
mod parts;
mod passage;
mod target;
mod unit;

pub(crate) use deadline::deadlines;
pub(crate) use department::{
    divisions, in_charge, is_division, is_lead, join, line as departments_line, trailing,
};
pub(crate) use identity::{name, row_name, tell_apart};
pub(crate) use kind::{
    commits, is_background_heading, is_glossary_heading, is_goal_heading, is_target_heading, kind,
};
pub(crate) use parts::{Item, items, parts};
pub(crate) use passage::holding;
pub(crate) use target::{BELOW_ZERO, lower, states_measure, targets};
