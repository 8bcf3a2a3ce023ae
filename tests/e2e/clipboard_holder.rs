//! Holds what it reads from standard input in the clipboard of its display until a second line comes or
//! standard input ends.
//!
//! On X the clipboard is a program that answers when asked, and arboard asks the display of its own
//! process: each story has a display of its own, so it needs a process of its own.

use std::error::Error;
use std::io::{self, BufRead};

fn main() -> Result<(), Box<dyn Error>> {
    let mut lines = io::stdin().lock().lines();
    let Some(text) = lines.next().transpose()? else {
        return Ok(());
    };
    let mut clipboard = arboard::Clipboard::new()?;
    clipboard.set_text(text)?;
    println!("held");
    lines.next().transpose()?;
    Ok(())
}
