//! Programs that are killed at random moments: kill -9, while they write into the stores that the desktop and the
//! command line have. What they said is done is there, what they had begun is there whole or not at all, and the next
//! program goes on.

mod connections;
mod evidence;
mod exports;
mod registrations;
mod sweeps;
mod victim;

/// Kills of each test.
const KILLS: usize = 400;
