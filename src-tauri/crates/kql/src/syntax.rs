//! Tokens to a tree. Source: Kusto, "Query statements", "Tabular operators", "Scalar operators".

pub(crate) mod ast;
mod cursor;
mod expression;
mod operators;
mod relations;
mod sources;
mod statements;

pub(crate) use statements::parse;
