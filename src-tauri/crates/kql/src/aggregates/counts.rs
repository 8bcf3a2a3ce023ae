//! How many. The service estimates distinct values; here they are counted.

use std::collections::HashSet;

use super::{Accumulator, AggregateCall, setting};
use crate::semantics::scalar::Scalar;
use crate::value::Key;
use crate::{Kind, Value};

pub(super) fn count(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    Ok(AggregateCall::new(Kind::Long, arguments, || Count(0)))
}

/// The accuracy says how good the estimate is to be; there is none to be better than a count.
pub(super) fn distinct(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    setting(&mut arguments)?;
    Ok(AggregateCall::new(Kind::Long, arguments, Distinct::default))
}

struct Count(i64);

impl Accumulator for Count {
    fn add(&mut self, _: &[Value]) {
        self.0 += 1;
    }

    fn finish(self: Box<Self>) -> Value {
        Value::Long(self.0)
    }
}

#[derive(Default)]
struct Distinct(HashSet<Key>);

impl Accumulator for Distinct {
    fn add(&mut self, values: &[Value]) {
        let value = values.first().filter(|value| !value.is_null());
        self.0.extend(value.cloned().map(Key));
    }

    fn finish(self: Box<Self>) -> Value {
        Value::Long(i64::try_from(self.0.len()).unwrap_or(i64::MAX))
    }
}
