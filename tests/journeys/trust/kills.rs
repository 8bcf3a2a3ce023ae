//! Programs that are killed at random moments: kill -9, while they write into the stores that the desktop and the
//! command line have. What they said is done is there, what they had begun is there whole or not at all, and the next
//! program goes on.

mod connections;
mod evidence;
mod exports;
mod registrations;
mod sweeps;
mod victim;

/// Kills of each test: 400 in `cargo xtask trust`, which says so in the environment, and enough to find what is broken
/// in `cargo xtask test`.
fn kills() -> usize {
    let wanted = std::env::var("HANDRAIL_KILLS").ok();
    wanted.map_or(40, |number| number.parse().unwrap())
}
