//! `cargo xtask trust`: the attack list, the leak hunt, the fault matrix and the kill test, in one table.
//!
//! They are tests like any others, in modules called `trust`, and run in `cargo xtask test` as well, with fewer kills. Here they run alone,
//! and the figures that they tell by `tests/trust` are gathered.

use std::fmt::Write as _;
use std::io;

use crate::platform::{self, Purpose};
use crate::run::command;
use crate::steps::Steps;
use crate::test::programs;
use crate::workspace::Workspace;
use crate::{counts, pages};

/// Kills of each of the five stores, ten times as many as in `cargo xtask test`.
const KILLS: &str = "400";

/// Runs them and prints the table. Returns whether everything held.
pub(crate) fn trust(workspace: &Workspace) -> bool {
    let mut steps = Steps::on(io::stdout());
    let ready = steps.check("system packages", || {
        platform::ready(workspace, Purpose::Tests).map(drop)
    }) && steps.check("build the pages", || pages::built(workspace).map(drop))
        && steps.check("build the programs", || programs(workspace));
    let mut figures = Figures::default();
    if ready {
        steps.tests("promises", counts::cargo, || {
            let cargo = command(&workspace.root, "cargo");
            let (output, verdict) = cargo
                .args([
                    "test",
                    "--workspace",
                    "--no-fail-fast",
                    "--",
                    "trust::",
                    "--show-output",
                ])
                .env("HANDRAIL_KILLS", KILLS)
                .stream();
            figures = Figures::read(&output);
            (output, verdict)
        });
        println!("\n{figures}");
    } else {
        steps.not_run("promises", "building the programs");
    }
    steps.report() && figures.all_held()
}

/// What the tests told.
#[derive(Debug, Default)]
struct Figures {
    lines: Vec<Figure>,
    below: String,
}

/// One line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Figure {
    part: String,
    what: String,
    tried: u64,
    held: u64,
}

impl Figures {
    fn read(output: &str) -> Self {
        let mut lines: Vec<_> = output.lines().filter_map(Figure::read).collect();
        lines.sort_by(|one, other| (&one.part, &one.what).cmp(&(&other.part, &other.what)));
        let mut below = String::new();
        for line in output.lines().filter_map(|line| line.strip_prefix("trust>\t")) {
            below.push_str(line);
            below.push('\n');
        }
        Self { lines, below }
    }

    /// A run that told nothing has shown nothing.
    fn all_held(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| line.tried == line.held)
    }
}

impl Figure {
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.strip_prefix("trust\t")?.split('\t');
        let figure = Self {
            part: fields.next()?.to_owned(),
            what: fields.next()?.to_owned(),
            tried: fields.next()?.parse().ok()?,
            held: fields.next()?.parse().ok()?,
        };
        fields.next().is_none().then_some(figure)
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let longest = |field: fn(&Figure) -> usize| self.lines.iter().map(field).max().unwrap_or_default();
        let part = longest(|figure| figure.part.chars().count());
        let what = longest(|figure| figure.what.chars().count());
        let mut table = String::new();
        for figure in &self.lines {
            let verdict = if figure.tried == figure.held {
                ""
            } else {
                "  DOES NOT HOLD"
            };
            writeln!(
                table,
                "  {:part$}  {:what$}  {:>9} tried  {:>9} held{verdict}",
                figure.part, figure.what, figure.tried, figure.held
            )?;
        }
        let (tried, held) = self.lines.iter().fold((0, 0), |(tried, held), figure| {
            (tried + figure.tried, held + figure.held)
        });
        write!(
            f,
            "{}{table}  {:part$}  {:what$}  {tried:>9} tried  {held:>9} held",
            self.below, "", "all of it"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\
test trust::sign_in ... ok
trust\tkills\texports\t400\t400
trust>\tdiscovery  429  ok
trust\tattacks\tsign-in\t5\t4
a line about trust\tnot of it
";

    #[test]
    fn the_figures_of_all_tests_stand_in_one_table() {
        let figures = Figures::read(OUTPUT);
        assert_eq!(
            figures.to_string(),
            "discovery  429  ok\n  \
             attacks  sign-in          5 tried          4 held  DOES NOT HOLD\n  \
             kills    exports        400 tried        400 held\n           \
             all of it        405 tried        404 held"
        );
        assert!(!figures.all_held());
    }

    #[test]
    fn a_run_without_a_figure_holds_nothing() {
        assert!(!Figures::read("test result: ok. 0 passed").all_held());
    }
}
