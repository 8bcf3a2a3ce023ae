//! `cargo xtask fuzz`: the targets of `tests/fuzz` under libFuzzer, for as long as somebody wants.
//!
//! The stable compiler is enough: what the nightly option `-Zsanitizer` sets, but for the address sanitizer, which safe
//! code has no use for, are flags of LLVM. What libFuzzer finds new stays in `target/fuzz/corpus`, what breaks a target
//! in `target/fuzz/found`: such a file belongs into `tests/fuzz/seeds`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Stop, command};
use crate::workspace::Workspace;

/// Counters and edges of the program, as libFuzzer reads them.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";
/// An input that takes longer than so many seconds is a finding.
const SLOWEST: u32 = 20;
/// As much memory as a target may have, in MB.
const MEMORY: u32 = 1_500;

/// Runs one target, or each of them after the other, for so many minutes altogether.
pub(crate) fn fuzz(workspace: &Workspace, target: Option<&str>, minutes: f64) -> Result<(), Stop> {
    let program = built(workspace)?;
    let all = targets(workspace)?;
    let wanted: Vec<&String> = match target {
        Some(target) => all.iter().filter(|one| *one == target).collect(),
        None => all.iter().collect(),
    };
    if wanted.is_empty() {
        return Err(Stop::Missing(format!(
            "There is a target for each of {}.",
            all.join(", ")
        )));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "minutes of a person's life, and a few dozen targets"
    )]
    let seconds = (minutes * 60.0 / wanted.len() as f64).max(1.0) as u32;
    let mut broken = Vec::new();
    for target in wanted {
        println!("\n== {target}: {seconds} s");
        if let Err(stop) = run(workspace, &program, target, seconds) {
            broken.push(format!("{target}: {stop}"));
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    let found = workspace.target.join("fuzz/found");
    Err(Stop::Missing(format!(
        "Broken, with the inputs in {}:\n  {}",
        found.display(),
        broken.join("\n  ")
    )))
}

/// Each has a folder of seeds.
fn targets(workspace: &Workspace) -> Result<Vec<String>, Stop> {
    let folder = workspace.root.join("tests/fuzz/seeds");
    let entries = fs::read_dir(&folder).map_err(|error| Stop::file(&folder, error))?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

fn built(workspace: &Workspace) -> Result<PathBuf, Stop> {
    let target = workspace.target.join("fuzz/build");
    let system = system(workspace)?;
    command(&workspace.root, "cargo")
        .args([
            "build",
            "--locked",
            "--release",
            "--manifest-path",
            "tests/fuzz/guided/Cargo.toml",
        ])
        // With the system named, build scripts and macros are spared the flags.
        .args(["--target", &system])
        .arg("--target-dir")
        .arg(&target)
        .env("RUSTFLAGS", COVERAGE)
        .run()?;
    Ok(target.join(system).join("release/guided"))
}

/// The system that the compiler builds for by itself, as in `x86_64-unknown-linux-gnu`.
fn system(workspace: &Workspace) -> Result<String, Stop> {
    let told = command(&workspace.root, "rustc").arg("-vV").read()?;
    told.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| Stop::Missing("`rustc` does not say which system it builds for.".into()))
}

fn run(workspace: &Workspace, program: &Path, target: &str, seconds: u32) -> Result<(), Stop> {
    let corpus = workspace.target.join("fuzz/corpus").join(target);
    let found = workspace.target.join("fuzz/found").join(target);
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).map_err(|error| Stop::file(folder, error))?;
    }
    command(&workspace.root, &program.to_string_lossy())
        .arg(&corpus)
        .arg(workspace.root.join("tests/fuzz/seeds").join(target))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={SLOWEST}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .args(["-max_len=65536", "-print_final_stats=1", "-verbosity=0"])
        .env("HANDRAIL_FUZZ_TARGET", target)
        .run()
}
