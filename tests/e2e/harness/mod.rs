//! What a story needs around it.

pub(crate) mod app;
pub(crate) mod clipboard;
pub(crate) mod companion;
pub(crate) mod desktop;
pub(crate) mod driver;
pub(crate) mod keys;
pub(crate) mod person;
pub(crate) mod portal;
pub(crate) mod screenshot;
pub(crate) mod truth;
pub(crate) mod wait;
