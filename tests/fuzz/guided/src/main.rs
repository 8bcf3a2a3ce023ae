//! The targets of all crates under libFuzzer, which follows what an input runs through and keeps what is new.
//!
//! `cargo xtask fuzz` builds and starts it; the target is named in the environment, as libFuzzer's arguments are its own.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

type Target = (&'static str, fn(&[u8]));

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("HANDRAIL_FUZZ_TARGET").unwrap_or_default();
    let found = targets().into_iter().find(|(one, _)| *one == name);
    let Some((_, target)) = found else {
        let names: Vec<&str> = targets().iter().map(|(name, _)| *name).collect();
        eprintln!("HANDRAIL_FUZZ_TARGET is none of {}", names.join(", "));
        std::process::exit(2);
    };
    target
});

fn targets() -> Vec<Target> {
    [
        &handrail_assistant::fuzz::targets()[..],
        handrail_kql::fuzz::TARGETS,
        handrail_practice_tenant::fuzz::TARGETS,
    ]
    .concat()
}

fuzz_target!(|data: &[u8]| TARGET(data));
