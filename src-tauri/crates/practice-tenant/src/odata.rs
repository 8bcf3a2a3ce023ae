//! The part of OData 4.01 that the APIs offer: `$filter`, `$top`, `$skip`, `$orderby`, `$expand`, `$select`, `$count`.

mod evaluate;
mod filter;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod lexer;
mod literal;
mod parser;
mod query;
#[cfg(test)]
mod specification;
mod value;

pub(crate) use query::{ListQuery, Offer, Page, QueryError};
pub(crate) use value::{Record, Schema, Type, Value};
