//! The part of OData 4.01 that the APIs offer: `$filter`, `$top`, `$skip`, `$orderby`, `$expand`, `$select`, `$count`.

mod filter;
mod lexer;
mod parser;
mod query;

pub(crate) use filter::{Record, Schema, Type, Value};
pub(crate) use query::{ListQuery, Offer, QueryError};
