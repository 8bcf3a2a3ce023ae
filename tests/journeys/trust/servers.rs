//! Servers that answer what they should not.
