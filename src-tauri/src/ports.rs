//! What only the desktop can do: the assistant's doors, and the few things the window asks of the system itself.

mod browser;
mod clipboard;
mod folder;
mod keychain;
mod store;
mod whole_file;

pub(crate) use self::browser::SystemBrowser;
pub(crate) use self::clipboard::Clipboard;
pub(crate) use self::folder::{choose_folder, data_folder, open_folder, results_folder};
pub(crate) use self::keychain::Keychain;
pub(crate) use self::store::{StoredConnections, StoredDocument};
pub(crate) use self::whole_file::write_whole;
