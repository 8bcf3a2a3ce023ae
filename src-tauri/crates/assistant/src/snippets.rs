//! Scripts: those of other people, examined by the clinic, and a connection's own calls in the languages that people
//! write scripts in.

mod call;
pub mod clinic;
mod literal;
mod parts;
mod program;
mod registration;
mod request;
mod schedule;
mod template;

pub use self::call::{Need, Snippet, SnippetCall, SnippetLanguage};
pub(crate) use self::program::{Caller, snippet};
pub use self::schedule::ScheduleKind;
pub(crate) use self::schedule::schedule;
