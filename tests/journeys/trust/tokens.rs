//! Tokens and keys that were tampered with.
