//! Foreign input by the thousand: the parsers of a crate, each with what has to hold whatever it is given.
//!
//! A crate keeps its targets in rooms called `fuzz`, which only tests and fuzzers compile. Its unit tests try each with
//! seeds, with seeds that were changed, and with long ones ([`tried`]); `cargo xtask fuzz` hands the same functions to
//! libFuzzer, which follows what they run through (`guided/`). The seeds are in `seeds/<target>`; what once broke a
//! target is one of them for good.

#![allow(
    clippy::panic,
    reason = "this crate is for tests; an input that breaks a parser has to fail one"
)]

mod growth;
mod mutation;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use trust::{Part, Tally};

pub use self::seeds::seeds;

/// A parser: its name, and what reads these bytes and asserts what has to hold.
pub type Target = (&'static str, fn(&[u8]));

/// How many changed seeds each target is given.
const CASES: u32 = 500;
/// Which ones; `HANDRAIL_FUZZ_SEED` names others, `HANDRAIL_FUZZ_CASES` more.
const SEED: u64 = 0x4861_6e64_7261_696c;

/// Tries all targets of a crate, and tells one figure for them.
///
/// # Panics
///
/// Where one does not hold, with the shortest input that was found for it.
pub fn tried(what: &'static str, targets: &[Target]) {
    let mut tally = Tally::of(Part::Fuzz, what);
    for &(name, target) in targets {
        let seeds = seeds(name);
        assert!(
            !seeds.is_empty(),
            "{name}: no seed in {}",
            seeds::folder(name).display()
        );
        for (file, seed) in &seeds {
            let held = catch_unwind(AssertUnwindSafe(|| target(seed))).is_ok();
            tally.case(format_args!("{name}: the seed {file}"), held);
        }
        let seeds: Vec<Vec<u8>> = seeds.into_iter().map(|(_, seed)| seed).collect();
        match changed(target, &seeds) {
            Ok(cases) => tally.cases(u64::from(cases)),
            Err(found) => tally.case(format_args!("{name}: {found}"), false),
        }
        for seed in &seeds {
            match catch_unwind(AssertUnwindSafe(|| growth::of(target, seed))) {
                Ok(grown) => tally.case(format_args!("{name}: {grown}"), grown.is_linear()),
                Err(_) => tally.case(format_args!("{name}: a long input"), false),
            }
        }
    }
    tally.tell();
}

/// Tries changed seeds; how many, or the shortest that does not hold.
fn changed(target: fn(&[u8]), seeds: &[Vec<u8>]) -> Result<u32, String> {
    let seed = number("HANDRAIL_FUZZ_SEED").unwrap_or(SEED);
    let cases = number("HANDRAIL_FUZZ_CASES").map_or(CASES, |cases| u32::try_from(cases).unwrap_or(u32::MAX));
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &key);
    let outcome = TestRunner::new_with_rng(config, rng).run(&mutation::inputs(seeds), |input| {
        target(&input);
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(cases),
        Err(TestError::Fail(reason, input)) => Err(format!(
            "{reason}, for \"{}\" (HANDRAIL_FUZZ_SEED={seed})",
            input.escape_ascii()
        )),
        Err(TestError::Abort(reason)) => Err(format!("given up: {reason}")),
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_that_breaks_a_target_is_found_and_shortened() {
        let broken = |input: &[u8]| assert!(!input.contains(&b'"') || input.len() < 3);
        let found = changed(broken, &[b"a name and {\"a\": 1}".to_vec()]).unwrap_err();
        assert!(found.contains("HANDRAIL_FUZZ_SEED="), "{found}");
    }

    #[test]
    fn a_target_that_holds_is_given_every_case() {
        assert_eq!(changed(|_| (), &[Vec::new()]), Ok(CASES));
    }

    #[test]
    fn the_same_seed_makes_the_same_inputs() {
        use std::sync::Mutex;
        static SEEN: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());
        fn noted(input: &[u8]) {
            SEEN.lock().unwrap().push(input.to_vec());
        }
        let seeds = [b"one and another".to_vec(), b"{\"two\": [2]}".to_vec()];
        changed(noted, &seeds).unwrap();
        let first = std::mem::take(&mut *SEEN.lock().unwrap());
        changed(noted, &seeds).unwrap();
        assert_eq!(*SEEN.lock().unwrap(), first);
        assert!(first.iter().filter(|input| !seeds.contains(input)).count() > 350);
    }
}
