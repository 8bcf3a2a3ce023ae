//! What the assistant needs from outside, as a program without a window does it.

mod browser;
mod file_store;
mod keychain;
mod memory;

pub(crate) use self::browser::SystemBrowser;
pub(crate) use self::file_store::FileStore;
pub(crate) use self::keychain::Keychain;
pub(crate) use self::memory::Memory;
