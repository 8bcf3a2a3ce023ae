//! How many tests passed: read from what the test runners print.

use std::fmt;
use std::ops::AddAssign;

/// Passed, failed and skipped. `Display` is the summary line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Counts {
    pub(crate) const ONE_PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    pub(crate) const ONE_FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    pub(crate) const ONE_SKIPPED: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Reads the output of `cargo test -- --show-output`.
///
/// A test that prints a line that begins with "skipped" or "skipping" and returns counts as skipped:
/// libtest has no word for it and calls it passed.
pub(crate) fn cargo(output: &str) -> Counts {
    let mut counts = Counts::default();
    let mut in_successes = false;
    let mut said_skipped = 0;
    // The test whose output is being read, until it says that it skips.
    let mut test = None;
    for line in output.lines() {
        if let Some(result) = line.strip_prefix("test result: ") {
            let mut one = numbers(result.split_once(". ").map_or("", |(_, rest)| rest), ';');
            one.passed = one.passed.saturating_sub(said_skipped);
            one.skipped += said_skipped;
            counts += one;
            (in_successes, said_skipped, test) = (false, 0, None);
        } else if line == "successes:" || line == "failures:" {
            in_successes = line == "successes:";
            test = None;
        } else if let Some(name) = line.strip_prefix("---- ") {
            test = in_successes.then_some(name);
        } else if test.is_some() && says_skipped(line) {
            said_skipped += 1;
            test = None;
        }
    }
    counts
}

fn says_skipped(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    line.starts_with("skipped") || line.starts_with("skipping")
}

/// Reads the output of `vitest run`: its line `Tests  1 failed | 12 passed | 2 skipped (15)`.
pub(crate) fn vitest(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let line = plain(line);
        if let Some(rest) = line.trim().strip_prefix("Tests ") {
            counts += numbers(rest.split('(').next().unwrap_or_default(), '|');
        }
    }
    counts
}

/// Reads the output of Python's `unittest`: `Ran 12 tests in 0.3s`, then `OK (skipped=1)` or
/// `FAILED (failures=1, errors=2)`. An error is a test that failed before it could compare anything.
pub(crate) fn unittest(output: &str) -> Counts {
    let mut counts = Counts::default();
    let mut ran = None;
    for line in output.lines() {
        if let Some(rest) = line.strip_prefix("Ran ") {
            ran = rest
                .split_whitespace()
                .next()
                .and_then(|number| number.parse::<u32>().ok());
        } else if let Some(number) = ran.filter(|_| line.starts_with("OK") || line.starts_with("FAILED")) {
            let (failed, skipped) = outcomes(line);
            counts += Counts {
                passed: number.saturating_sub(failed + skipped),
                failed,
                skipped,
            };
            ran = None;
        }
    }
    counts
}

/// Failed and skipped ones of `FAILED (failures=1, errors=2, skipped=1)`.
fn outcomes(line: &str) -> (u32, u32) {
    let (mut failed, mut skipped) = (0, 0);
    for part in line.split(['(', ',', ')']) {
        let Some((word, number)) = part.trim().split_once('=') else {
            continue;
        };
        let number = number.parse::<u32>().unwrap_or_default();
        match word {
            "failures" | "errors" | "unexpected successes" => failed += number,
            "skipped" | "expected failures" => skipped += number,
            _ => {}
        }
    }
    (failed, skipped)
}

/// Reads the output of Node's test runner: `ℹ pass 9`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 0`, `ℹ todo 0`.
pub(crate) fn node(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let line = plain(line);
        let mut words = line.strip_prefix("ℹ ").unwrap_or_default().split_whitespace();
        let (Some(word), Some(number), None) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let number = number.parse::<u32>().unwrap_or_default();
        match word {
            "pass" => counts.passed += number,
            "fail" | "cancelled" => counts.failed += number,
            "skipped" | "todo" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

/// Reads `3 passed; 0 failed; 1 ignored`, in any order.
fn numbers(list: &str, separator: char) -> Counts {
    let mut counts = Counts::default();
    for part in list.split(separator) {
        let mut words = part.split_whitespace();
        let Some(number) = words.next().and_then(|word| word.parse::<u32>().ok()) else {
            continue;
        };
        match words.next() {
            Some("passed") => counts.passed += number,
            Some("failed") => counts.failed += number,
            Some("ignored" | "skipped" | "todo") => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

/// Without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // A colour is `ESC [ numbers m`.
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_BINARIES: &str = "\
running 3 tests
test ids::tests::a_guid_is_read ... ok
test token::tests::a_sample_is_read ... ok
test token::tests::an_old_test ... ignored

successes:

---- token::tests::a_sample_is_read stdout ----
Skipping: HANDRAIL_REFERENCE_SAMPLES is not set
skipping the second file too

successes:
    ids::tests::a_guid_is_read
    token::tests::a_sample_is_read

test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

running 2 tests
test skipped_rows_are_counted ... ok
test a_wrong_secret_is_found ... FAILED

successes:

---- skipped_rows_are_counted stdout ----
rows: 3

failures:

---- a_wrong_secret_is_found stdout ----
skipped to the end
assertion failed

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s
";

    #[test]
    fn cargo_counts_add_up_over_binaries_and_take_printed_skips_for_skips() {
        assert_eq!(
            cargo(TWO_BINARIES),
            Counts {
                passed: 2,
                failed: 1,
                skipped: 2
            }
        );
    }

    #[test]
    fn cargo_output_without_a_result_counts_nothing() {
        assert_eq!(
            cargo("error: could not compile `handrail-assistant`\n"),
            Counts::default()
        );
    }

    #[test]
    fn vitest_counts_are_read_through_colours() {
        let output = "\u{1b}[2m Test Files \u{1b}[22m \u{1b}[32m4 passed\u{1b}[39m (4)\n\
             \u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m12 passed\u{1b}[39m | 2 skipped (15)\n";
        assert_eq!(
            vitest(output),
            Counts {
                passed: 12,
                failed: 1,
                skipped: 2
            }
        );
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        assert_eq!(
            vitest(" Test Files  4 passed (4)\n      Tests  30 passed (30)\n").passed,
            30
        );
    }

    #[test]
    fn unittest_counts_add_up_over_files() {
        let output = "a_wrong_secret_is_refused (client_secret.ClientSecret) ... ok\n\
             ----\nRan 12 tests in 0.320s\n\nOK (skipped=2)\n\
             ----\nRan 7 tests in 0.892s\n\nFAILED (failures=1, errors=2)\n";
        assert_eq!(
            unittest(output),
            Counts {
                passed: 14,
                failed: 3,
                skipped: 2
            }
        );
    }

    #[test]
    fn a_unittest_run_that_broke_off_counts_nothing() {
        assert_eq!(
            unittest("Traceback (most recent call last):\nOK then\n"),
            Counts::default()
        );
    }

    #[test]
    fn node_counts_add_up_over_files() {
        let output = "✔ a domain stands for the tenant (6.1ms)\n\
             ℹ tests 9\nℹ suites 0\nℹ pass 8\nℹ fail 1\nℹ cancelled 0\nℹ skipped 0\nℹ todo 0\n\
             ℹ duration_ms 268.4\n\
             \u{1b}[34mℹ tests 6\u{1b}[39m\n\u{1b}[34mℹ pass 4\u{1b}[39m\n\u{1b}[34mℹ cancelled 1\u{1b}[39m\n\
             \u{1b}[34mℹ skipped 1\u{1b}[39m\n";
        assert_eq!(
            node(output),
            Counts {
                passed: 12,
                failed: 2,
                skipped: 1
            }
        );
    }

    #[test]
    fn the_summary_is_one_plain_line() {
        let counts = Counts {
            passed: 212,
            failed: 0,
            skipped: 3,
        };
        assert_eq!(counts.to_string(), "212 passed, 0 failed, 3 skipped");
    }
}
