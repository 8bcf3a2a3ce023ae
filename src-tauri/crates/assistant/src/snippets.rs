//! Scripts of other people: what is wrong with them, and the same without it.

pub mod clinic;
