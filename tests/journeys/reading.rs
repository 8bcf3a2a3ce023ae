//! Reading lists: filters, ending early and going on, and what else a connection may not read.

mod costs;
mod ending_early;
mod filters;
mod lists;
mod permissions;
