//! What is left behind when something goes wrong inside Handrail: where it was, and nothing of what it held.

use std::panic;

/// From here on a defect of Handrail's own is told by its place, and no copy of the memory is written to a disk.
pub fn leave_no_traces() {
    panic::set_hook(Box::new(|panic| {
        // Where, not what: the message may quote data. And no backtrace, whatever the environment asks for.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "Handrail met a defect of its own");
    }));
    write_no_core();
}

/// Other programs of the same person cannot read this process's memory either. Not for the window: a desktop's portals
/// ask the system who calls, and get no answer about such a process.
pub fn close_memory() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
    {
        tracing::debug!(%error, "the memory stays open to other programs");
    }
}

#[cfg(unix)]
fn write_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::debug!(%error, "a crash may leave a copy of the memory");
    }
}

/// Windows writes such copies only where an administrator asks for them, and then asks nobody here.
#[cfg(not(unix))]
fn write_no_core() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;
    use std::{env, fs};

    use super::*;

    const SECRET: &str = "Qz18Q~MadeUpForHandrail.NotARealOne_0000";
    const PLAYED: &str = "HANDRAIL_TEST_CRASHES";

    /// The program that crashes: this test again, in a process of its own.
    #[test]
    fn a_crash_tells_its_place_and_leaves_nothing_of_the_memory() {
        if env::var_os(PLAYED).is_some() {
            crash();
        }
        let own = env::current_exe().unwrap();
        let output = Command::new(own)
            .args([
                "--exact",
                "--nocapture",
                "crash::tests::a_crash_tells_its_place_and_leaves_nothing_of_the_memory",
            ])
            .env(PLAYED, "1")
            .env("RUST_BACKTRACE", "full")
            .output()
            .unwrap();
        assert!(!output.status.success());
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(told.contains("crash.rs:"), "{told}");
        assert!(told.contains("limit 0 0, dumpable no"), "{told}");
        assert!(
            !told.contains(SECRET) && !told.contains("stack backtrace"),
            "{told}"
        );
    }

    #[expect(
        clippy::panic,
        clippy::unwrap_used,
        reason = "it is the test, in a process of its own, and has to crash"
    )]
    fn crash() {
        let _ = tracing_subscriber::fmt().with_writer(std::io::stderr).try_init();
        leave_no_traces();
        close_memory();
        let limits = fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .unwrap();
        let numbers: Vec<&str> = core.split_whitespace().filter(|word| *word == "0").collect();
        let dumpable = rustix::process::dumpable_behavior().unwrap();
        let closed = dumpable == rustix::process::DumpableBehavior::NotDumpable;
        println!(
            "limit {}, dumpable {}",
            numbers.join(" "),
            if closed { "no" } else { "yes" }
        );
        let secret = SECRET.to_owned();
        panic!("a message that quotes {secret}");
    }
}
