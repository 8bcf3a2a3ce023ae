//! One question asked of many customers: of several at once, each in its own tenant with a token from there.

mod ask;
mod combined;
mod fault;
mod finish;
mod folder;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod header;
mod journal;
mod names;
mod page_log;
mod question;
mod rounds;
mod run;
mod seen;
mod tally;
mod view;

pub(crate) use self::finish::{Swept, unfinished};
pub(crate) use self::folder::SweepFolder;
pub(crate) use self::header::Header;

pub(crate) use self::journal::Ended;
pub use self::question::{SweepQuery, SweepQuestion};
pub(crate) use self::run::{Asker, Sweep};
pub(crate) use self::seen::Told;
pub use self::view::{SweepFailure, SweepProgress, SweepView, SweptCustomer, SweptState, UnfinishedSweep};
