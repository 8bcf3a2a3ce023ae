//! The clipboard of a story's desktop.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::companion::{Companion, prepare};
use super::desktop::Desktop;

/// Text in the clipboard, until this is dropped.
pub(crate) struct Copied {
    _holder: Companion,
}

/// Copies `text`, as a person does with Ctrl+C in another program.
pub(crate) fn copy(desktop: &Desktop, text: &str) -> Copied {
    let mut command = prepare(env!("CARGO_BIN_EXE_e2e-clipboard"));
    let command = desktop.around(command.stdin(Stdio::piped()).stdout(Stdio::piped()));
    let mut holder = Companion::start(command);
    holder.tell(text);
    let mut answer = String::new();
    let read = BufReader::new(holder.output()).read_line(&mut answer);
    assert!(
        read.is_ok() && answer.trim() == "held",
        "the clipboard took nothing"
    );
    Copied { _holder: holder }
}
