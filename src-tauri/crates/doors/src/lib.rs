//! The doors that the window and the command line share: the system's browser and keychain, files that are there
//! whole or not at all, and the folders where things are kept.
//!
//! One piece of code, so that what a person set up in the window works from a script, and the other way round.

mod backed_up;
mod browser;
pub mod crash;
mod documents;
mod environment;
mod keychain;
mod lock;
mod log;
mod memory;
pub mod places;
mod runs;
mod spoken;
mod stored;
mod turns;

pub use self::backed_up::BackedUp;
pub use self::browser::SystemBrowser;
pub use self::documents::KeptDocuments;
pub use self::environment::withhold;
pub use self::keychain::Keychain;
pub use self::log::{LogOutput, OneLineEach, log};
pub use self::memory::Memory;
pub use self::runs::KeptRuns;
pub use self::spoken::Spoken;
pub use self::stored::stored_in;
pub use handrail_assistant::results::write_whole;
