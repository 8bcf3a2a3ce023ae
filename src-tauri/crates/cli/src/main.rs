//! `handrail`, the headless door to the same assistant as the window's.
//!
//! Standard output carries one JSON document, standard error the words for people. Exit codes: 0 done, 1 an
//! error of ours, 2 wrong usage, 3 a finding, 4 cancelled, 5 partly done.

mod arguments;
mod card;
mod certificate;
mod check;
mod choices;
mod clinic;
mod connections;
mod consent_link;
mod console;
mod customers;
mod diagnose;
mod failure;
mod hello_world;
mod help;
mod interruption;
mod memory;
mod practice;
mod question;
mod register;
mod secret;
mod session;
mod sign_in;
mod since;
mod snippet;
mod standard_input;
mod support;
mod token;

use std::env;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use handrail_assistant::diagnosis::masked;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_doors::crash;
use handrail_words::{Language, Words};

use self::arguments::{Arguments, Command, ConnectionsCommand, LogLevel, TokenCommand};
use self::certificate::export::CertificateCommand;
use self::console::Console;
use self::failure::{Failure, wrong_usage};
use self::interruption::Interruption;
use self::session::Session;

fn main() -> ExitCode {
    let line: Vec<String> = env::args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let language =
        help::language_in(&line).unwrap_or_else(|| Language::of_environment(|name| env::var(name).ok()));
    let words = Words::of(language);
    let parsed = help::worded(Arguments::command(), words).try_get_matches();
    let arguments = match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error, &line, words),
    };
    log_to_standard_error(arguments.globals.log);
    crash::leave_no_traces();
    crash::close_memory();
    let console = Console::new(words, arguments.globals.json);
    match start(arguments, console) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console.failed(&failure);
            failure.exit_code()
        }
    }
}

/// A line that cannot be understood, or one that only asks for help.
fn refused(error: &clap::Error, line: &[String], words: Words) -> ExitCode {
    let message = error.to_string();
    // A secret that somebody put on the line against all advice must not get into the log of a pipeline as well.
    let shown = masked(&message);
    if shown == message {
        console::refused(error);
    } else {
        console::tell(&shown);
    }
    if error.use_stderr() && line.iter().any(|word| word == "--json") {
        let cause = shown
            .split("\n\n")
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ");
        let cause = cause.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = Console::new(words, true).document(&wrong_usage(&cause));
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

/// Only Handrail's own lines: other crates log requests, and those are nobody's business.
fn log_to_standard_error(level: LogLevel) {
    let level = match level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
    };
    let own = [
        "handrail",
        "handrail_assistant",
        "handrail_doors",
        "handrail_practice_tenant",
    ]
    .map(|name| format!("{name}={level}"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(own.join(",")))
        .with_writer(handrail_doors::log)
        // Colours are commands to the terminal, and those are taken out.
        .with_ansi(false)
        .try_init();
}

fn start(arguments: Arguments, console: Console) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
    let outcome = runtime.block_on(run(arguments, console));
    // A keychain that waits for a person must not keep the process from ending.
    runtime.shutdown_background();
    outcome
}

async fn run(arguments: Arguments, console: Console) -> Result<(), Failure> {
    // Listens before anything is begun: from here on Ctrl+C ends with an exit code of our own.
    let mut interruption =
        Interruption::listen().map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
    let session = Session::new(arguments.globals, console);
    match arguments.command {
        Command::Practice(wanted) => practice::run(wanted, console, interruption).await,
        // The largest of all: it may hold a whole practice tenant that starts.
        Command::HelloWorld(wanted) => Box::pin(interruption.or(hello_world::run(&wanted, &session))).await,
        Command::Diagnose(wanted) => interruption.or(diagnose::run(&wanted, &session)).await,
        Command::SignIn(wanted) => Box::pin(interruption.or(sign_in::run(&wanted, &session))).await,
        Command::Token(TokenCommand::Inspect { .. }) => interruption.or(token::inspect(&session)).await,
        Command::Snippet(wanted) => interruption.or(snippet::run(&wanted, &session)).await,
        Command::ConsentLink(wanted) => interruption.or(consent_link::run(&wanted, &session)).await,
        Command::Check { connection } => interruption.or(check::run(connection.as_deref(), &session)).await,
        Command::Connections(ConnectionsCommand::List) => interruption.or(connections::list(&session)).await,
        Command::Connections(ConnectionsCommand::Export { name, file }) => {
            interruption
                .or(card::export(&name, file.as_deref(), &session))
                .await
        }
        Command::Connections(ConnectionsCommand::Import { file, trust_hosts }) => {
            interruption.or(card::import(&file, trust_hosts, &session)).await
        }
        Command::Connections(ConnectionsCommand::Remove { name }) => {
            interruption.or(connections::remove(&name, &session)).await
        }
        Command::Customers(wanted) => Box::pin(customers::run(&wanted, &session, &mut interruption)).await,
        Command::Register(wanted) => Box::pin(register::run(&wanted, &session, &mut interruption)).await,
        Command::Certificate(CertificateCommand::Export(wanted)) => {
            interruption.or(certificate::export::run(&wanted, &session)).await
        }
        Command::Support(wanted) => Box::pin(interruption.or(support::run(&wanted, &session))).await,
        Command::Clinic { file } => interruption.or(clinic::run(&file, &session)).await,
    }
}
