//! The log on standard error: a line for each event, whatever a stranger's text in it wanted to be.

use std::io::{self, Write};

use handrail_assistant::results::at_terminal;

/// Where the log goes. Each write is one event, which is how `tracing-subscriber` hands them over.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneLineEach<W = LogOutput>(W);

/// Standard error.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogOutput;

/// The log of a program, one event a line.
pub fn log() -> OneLineEach {
    OneLineEach::default()
}

impl<W: Write> OneLineEach<W> {
    /// A log that goes there.
    pub fn to(out: W) -> Self {
        Self(out)
    }
}

impl Write for LogOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stderr().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

impl<W: Write> Write for OneLineEach<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = text.strip_suffix('\n').unwrap_or(&text);
        let line = at_terminal(line).replace('\n', "‹U+000A›");
        self.0.write_all(format!("{line}\n").as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_line_ends_and_commands_is_one_line_of_the_log() {
        let mut log = OneLineEach(Vec::new());
        log.write_all("WARN it said \"a\nERROR forged\" \u{1b}[2J\u{9b}\r\u{202e}\n".as_bytes())
            .unwrap();
        log.write_all(b"INFO next\n").unwrap();
        assert_eq!(
            String::from_utf8(log.0).unwrap(),
            "WARN it said \"a‹U+000A›ERROR forged\" ‹U+001B›[2J‹U+009B›‹U+000D›‹U+202E›\nINFO next\n"
        );
    }
}
