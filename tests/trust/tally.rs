//! Cases that have to hold, counted.

use std::fmt;

/// The parts of the table that `cargo xtask trust` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Something hostile was tried, and refused.
    Attacks,
    /// Places that were searched for what must not be there.
    Leaks,
    /// Something went wrong in the middle, and the right thing was said.
    Faults,
    /// A program was killed, and what it kept is whole.
    Kills,
    /// Several programs at once, and hours of use.
    Endurance,
    /// Foreign input by the thousand.
    Fuzz,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Attacks => "attacks",
            Self::Leaks => "leaks",
            Self::Faults => "faults",
            Self::Kills => "kills",
            Self::Endurance => "endurance",
            Self::Fuzz => "fuzz",
        })
    }
}

/// Cases of one kind: how many were tried, and which did not hold.
#[derive(Debug)]
#[must_use = "a tally that is not told fails no test"]
pub struct Tally {
    part: Part,
    what: &'static str,
    tried: u64,
    failed: Vec<String>,
}

impl Tally {
    /// No case yet. `what` is a line of the table.
    pub fn of(part: Part, what: &'static str) -> Self {
        Self {
            part,
            what,
            tried: 0,
            failed: Vec::new(),
        }
    }

    /// One case, and whether it held. The name is told only if it did not.
    pub fn case(&mut self, name: impl fmt::Display, held: bool) {
        self.cases(1);
        if !held {
            self.failed.push(name.to_string());
        }
    }

    /// So many cases that held: where one that does not ends the test by itself.
    pub fn cases(&mut self, held: u64) {
        self.tried += held;
    }

    /// Tells the figure.
    ///
    /// # Panics
    ///
    /// Where a case did not hold, or there was none.
    pub fn tell(self) {
        println!("{}", self.line());
        assert!(self.tried > 0, "{}: nothing was tried", self.what);
        assert!(
            self.failed.is_empty(),
            "{}: {} of {} did not hold:\n{}",
            self.what,
            self.failed.len(),
            self.tried,
            self.failed.join("\n")
        );
    }

    fn line(&self) -> String {
        let held = self.tried - self.failed.len() as u64;
        format!("trust\t{}\t{}\t{}\t{held}", self.part, self.what, self.tried)
    }
}

/// Shows a text below the table, line by line.
pub fn matrix(text: &str) {
    for line in text.lines() {
        println!("trust>\t{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_counts_what_was_tried_and_what_held() {
        let mut tally = Tally::of(Part::Attacks, "sign-in");
        tally.case("no state", true);
        tally.case("a foreign state", false);
        tally.cases(3);
        // `xtask` reads this line.
        assert_eq!(tally.line(), "trust\tattacks\tsign-in\t5\t4");
    }

    #[test]
    #[should_panic(expected = "1 of 1 did not hold:\na foreign state")]
    fn a_case_that_does_not_hold_fails_the_test() {
        let mut tally = Tally::of(Part::Attacks, "sign-in");
        tally.case("a foreign state", false);
        tally.tell();
    }

    #[test]
    #[should_panic(expected = "nothing was tried")]
    fn a_tally_without_a_case_fails_the_test() {
        Tally::of(Part::Attacks, "sign-in").tell();
    }
}
