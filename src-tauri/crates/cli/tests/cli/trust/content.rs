//! What strangers wrote, at a terminal.
