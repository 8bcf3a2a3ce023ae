//! What strangers wrote, in the window.
