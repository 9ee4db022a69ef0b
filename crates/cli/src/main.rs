//! `kurabe`: the command line.
//!
//! This crate is glue. [`args`] says what can be typed, each file of [`commands`] answers one command,
//! [`stop`] decides what a failure means for the exit code, and [`system`] is the only place that knows how
//! operating systems differ. Whatever can be known without clap, the environment or a terminal is known
//! elsewhere.

mod args;
mod bar;
mod commands;
mod far;
mod fresh;
mod library;
mod meaning;
mod models;
mod output;
mod reproduce;
mod session;
mod shelved;
mod stop;
mod system;
mod toolbox;
mod usage;
mod worker;

use std::any::Any;
use std::io;
use std::panic;
use std::process::ExitCode;

use args::{Args, Format};
use kurabe_render::{Message, json};
use session::Session;
use stop::Stop;

fn main() -> ExitCode {
    // A fault of ours is told in one line; the backtrace is for those who ask for it.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(system::note_panic));
    }
    let code = panic::catch_unwind(run).unwrap_or_else(|fault| {
        excuse(fault.as_ref());
        stop::OURS
    });
    ExitCode::from(code)
}

/// Says in the document that was asked for what the hook has said to whoever looks on.
fn excuse(fault: &(dyn Any + Send)) {
    let typed: Vec<_> = std::env::args_os().collect();
    if Args::given("--format", &typed) != Some(Format::Json) {
        return;
    }
    let said = fault.downcast_ref::<String>().map(String::as_str).or(fault.downcast_ref::<&str>().copied());
    let message = Message::Broken { cause: said.unwrap_or("?").to_owned() };
    let lang = system::language(Args::given("--lang", &typed));
    let _ = json::errors(&mut io::stdout().lock(), lang, std::slice::from_ref(&message));
}

fn run() -> u8 {
    let typed: Vec<_> = std::env::args_os().collect();
    let args = match Args::read(typed.iter().cloned()) {
        Ok(args) => args,
        Err(error) => {
            // Help goes to stdout, everything else to stderr; whether anyone reads it is their affair.
            match usage::message(&error) {
                Some(message) => {
                    let language = Args::given("--lang", &typed);
                    if Args::given("--format", &typed) == Some(Format::Json) {
                        let lang = system::language(language);
                        // Whether it can be printed changes nothing: it is wrong all the same.
                        let _ = json::errors(&mut io::stdout().lock(), lang, std::slice::from_ref(&message));
                    }
                    system::tell(language, &message);
                }
                None => drop(error.print()),
            }
            return if error.use_stderr() { stop::USERS } else { stop::FOUND };
        }
    };
    let mut session = match Session::begin(&args.global) {
        Ok(session) => session,
        Err(Stop::NobodyReads) => return stop::FOUND,
        Err(Stop::Failed { code, messages }) => {
            messages.iter().for_each(|message| system::tell(args.global.lang, message));
            return code;
        }
    };
    let outcome = commands::run(&args.command, &mut session).and_then(|outcome| {
        session.deliver(&typed)?;
        if args.global.reproduce {
            let command = reproduce::command(&typed, session.lang(), session.from_stdin.as_deref());
            let version = session.version.take();
            session.say(&Message::Reproduce { command, version });
        }
        Ok(outcome)
    });
    session.say_fault();
    match outcome {
        Ok(outcome) => outcome.code(),
        Err(Stop::NobodyReads) => stop::FOUND,
        Err(Stop::Failed { code, messages }) => {
            session.fail(&messages);
            code
        }
    }
}
