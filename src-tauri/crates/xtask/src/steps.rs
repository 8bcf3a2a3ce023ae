//! The steps of a task: each says that it begins, how it ended and how long it took.

use std::fmt::Write as _;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::run::Stop;

/// How one step went.
struct Done {
    name: &'static str,
    counts: Counts,
    took: Duration,
}

/// The steps so far.
pub(crate) struct Steps {
    done: Vec<Done>,
    screen: Box<dyn Write>,
}

impl Steps {
    /// No step yet; what happens is told on `screen`.
    pub(crate) fn on(screen: impl Write + 'static) -> Self {
        Self {
            done: Vec::new(),
            screen: Box::new(screen),
        }
    }

    /// A reader that went away must not end the tests.
    fn say(&mut self, line: &str) {
        let _ = writeln!(self.screen, "{line}").and_then(|()| self.screen.flush());
    }

    /// One check that holds or does not. Returns whether it held.
    pub(crate) fn check(&mut self, name: &'static str, work: impl FnOnce() -> Result<(), Stop>) -> bool {
        self.count(name, || match work() {
            Ok(()) => (Counts::ONE_PASSED, Ok(())),
            Err(stop) => (Counts::ONE_FAILED, Err(stop)),
        })
    }

    /// Many tests with their counts. A run that says no without a failed test, such as one that did not
    /// compile, counts as one failure. Returns whether all held.
    pub(crate) fn tests(
        &mut self,
        name: &'static str,
        counted: fn(&str) -> Counts,
        work: impl FnOnce() -> (String, Result<(), Stop>),
    ) -> bool {
        self.count(name, || {
            let (output, verdict) = work();
            (judged(counted(&output), verdict.is_ok()), verdict)
        })
    }

    /// A step that could not be tried because one before it did not hold.
    pub(crate) fn not_run(&mut self, name: &'static str, because: &str) {
        self.skipped(name, &format!("{because} did not succeed"));
    }

    /// A step that cannot be tried here.
    pub(crate) fn skipped(&mut self, name: &'static str, because: &str) {
        self.say(&format!("\n== {name}: not run, because {because}"));
        self.done.push(Done {
            name,
            counts: Counts::ONE_SKIPPED,
            took: Duration::ZERO,
        });
    }

    fn count(&mut self, name: &'static str, work: impl FnOnce() -> (Counts, Result<(), Stop>)) -> bool {
        self.say(&format!("\n== {name}"));
        let began = Instant::now();
        let (counts, verdict) = work();
        let took = began.elapsed();
        match &verdict {
            Ok(()) => self.say(&format!("== {name}: done in {}", seconds(took))),
            Err(stop) => self.say(&format!("== {name}: FAILED after {}: {stop}", seconds(took))),
        }
        self.done.push(Done { name, counts, took });
        counts.failed == 0
    }

    /// Prints all steps and, alone on the last line, their sum. Returns whether nothing failed.
    pub(crate) fn report(&mut self) -> bool {
        let sum = self.sum();
        self.say(&format!("\n{}\n{sum}", self.table()));
        sum.failed == 0
    }

    fn sum(&self) -> Counts {
        let mut sum = Counts::default();
        self.done.iter().for_each(|step| sum += step.counts);
        sum
    }

    fn table(&self) -> String {
        let width = self
            .done
            .iter()
            .map(|step| step.name.len())
            .max()
            .unwrap_or_default();
        let mut table = String::new();
        for Done { name, counts, took } in &self.done {
            let verdict = match counts {
                Counts { failed: 1.., .. } => "FAILED",
                &Counts::ONE_SKIPPED => "not run",
                _ => "passed",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                table,
                "  {name:width$}  {verdict:7}  {:>8}  {counts}",
                seconds(*took)
            );
        }
        table
    }
}

fn judged(counts: Counts, held: bool) -> Counts {
    let mut counts = counts;
    if !held && counts.failed == 0 {
        counts += Counts::ONE_FAILED;
    } else if held && counts == Counts::default() {
        // A run without a single test is a mistake in how it was asked for.
        counts = Counts::ONE_FAILED;
    }
    counts
}

/// Seconds with one place, as in `12.3 s`.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no() -> Result<(), Stop> {
        Err(Stop::Missing("no".into()))
    }

    #[test]
    fn a_failing_step_does_not_hide_what_came_before_or_after() {
        let mut steps = Steps::on(std::io::sink());
        assert!(steps.check("format", || Ok(())));
        assert!(!steps.check("lint", no));
        assert!(steps.check("types", || Ok(())));
        assert_eq!(
            steps.sum(),
            Counts {
                passed: 2,
                failed: 1,
                skipped: 0
            }
        );
        assert!(!steps.report());
        assert_eq!(steps.table().lines().count(), 3);
    }

    #[test]
    fn tests_that_do_not_compile_count_as_a_failure() {
        let mut steps = Steps::on(std::io::sink());
        assert!(!steps.tests("rust", crate::counts::cargo, || (String::new(), no())));
        assert_eq!(steps.sum(), Counts::ONE_FAILED);
    }

    #[test]
    fn a_run_without_a_test_is_not_a_success() {
        let mut steps = Steps::on(std::io::sink());
        assert!(!steps.tests("rust", crate::counts::cargo, || (String::new(), Ok(()))));
    }

    #[test]
    fn a_failed_test_is_not_counted_twice() {
        assert_eq!(
            judged(
                Counts {
                    passed: 3,
                    failed: 1,
                    skipped: 0
                },
                false
            )
            .failed,
            1
        );
    }

    #[test]
    fn a_step_that_was_not_run_is_skipped_and_not_passed() {
        let mut steps = Steps::on(std::io::sink());
        steps.not_run("stories", "the build");
        assert_eq!(steps.sum(), Counts::ONE_SKIPPED);
        assert!(steps.table().contains("not run"));
    }
}
