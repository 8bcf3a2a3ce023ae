//! What only the window's program can do: the clipboard, the store plugin's files, and folders with their dialogs.
//! The doors that the command line has too are in `handrail_doors`.

mod clipboard;
mod folder;
mod saved;
mod store;

pub(crate) use self::clipboard::Clipboard;
pub(crate) use self::folder::{
    choose_customer_list, choose_file, choose_folder, choose_json_file, data_folder, open_folder,
};
pub(crate) use self::saved::SavedFiles;
pub(crate) use self::store::{StoredDocument, StoredProfiles};
