//! The table that is printed at the end.

use std::time::Duration;

/// What was measured so far.
pub(crate) struct Report {
    title: String,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    value: String,
    ratio: String,
}

impl Report {
    pub(crate) fn new(title: String) -> Self {
        Self {
            title,
            lines: Vec::new(),
        }
    }

    /// A time; with something measured in the same run beside it, the ratio to that.
    pub(crate) fn time(&mut self, name: &str, took: Duration, beside: Option<(Duration, &str)>) {
        let ratio = beside.map(|(other, what)| {
            let ratio = took.as_secs_f64() / other.as_secs_f64().max(f64::EPSILON);
            format!("{ratio:.2} {what}")
        });
        self.lines.push(Line {
            name: name.to_owned(),
            value: spoken(took),
            ratio: ratio.unwrap_or_default(),
        });
    }

    /// A size; nothing where the system does not say it.
    pub(crate) fn memory(&mut self, name: &str, megabytes: Option<f64>) {
        if let Some(megabytes) = megabytes {
            self.lines.push(Line {
                name: name.to_owned(),
                value: format!("{megabytes:.0} MB"),
                ratio: String::new(),
            });
        }
    }

    /// A figure of any other kind; with something measured in the same run beside it, the ratio to that.
    pub(crate) fn figure(&mut self, name: &str, figure: f64, unit: &str, beside: Option<(f64, &str)>) {
        let ratio = beside.map(|(other, what)| format!("{:.2} {what}", figure / other.max(f64::EPSILON)));
        self.lines.push(Line {
            name: name.to_owned(),
            value: format!("{figure:.*} {unit}", usize::from(figure < 10.0)),
            ratio: ratio.unwrap_or_default(),
        });
    }

    pub(crate) fn print(&self) {
        println!("{}", self.title);
        let width = self
            .lines
            .iter()
            .map(|line| line.name.len())
            .max()
            .unwrap_or_default();
        for Line { name, value, ratio } in &self.lines {
            println!("  {name:width$}  {value:>12}  {ratio}");
        }
    }
}

/// Milliseconds where seconds would say nothing.
fn spoken(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        return format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    }
    format!("{:.2} s", time.as_secs_f64())
}
