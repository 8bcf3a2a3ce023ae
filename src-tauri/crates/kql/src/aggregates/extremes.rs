//! The smallest, the greatest, any.

use super::{Accumulator, AggregateCall};
use crate::semantics::scalar::Scalar;
use crate::{Kind, Value};

pub(super) fn smallest(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    extreme(arguments.remove(0), None, false)
}

pub(super) fn greatest(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    extreme(arguments.remove(0), None, true)
}

/// The greatest or smallest value, or what another expression is in that row. Of several such rows, the first.
pub(crate) fn extreme(by: Scalar, returned: Option<Scalar>, greatest: bool) -> Result<AggregateCall, String> {
    if by.kind == Kind::Dynamic {
        return Err(
            "the argument must be orderable: a number, timespan, datetime, string or bool".to_owned(),
        );
    }
    let kind = returned.as_ref().map_or(by.kind, |returned| returned.kind);
    let arguments = std::iter::once(by).chain(returned).collect();
    Ok(AggregateCall::new(kind, arguments, move || Extreme {
        greatest,
        best: Value::Null,
        returned: Value::nothing(kind),
    }))
}

pub(super) fn any(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let kind = arguments.first().map_or(Kind::Dynamic, |value| value.kind);
    Ok(AggregateCall::new(kind, arguments, move || {
        Any(Value::nothing(kind))
    }))
}

struct Extreme {
    greatest: bool,
    best: Value,
    returned: Value,
}

impl Accumulator for Extreme {
    fn add(&mut self, values: &[Value]) {
        let (Some(by), Some(returned)) = (values.first(), values.last()) else {
            return;
        };
        let better = match (by.is_null(), by.compare(&self.best)) {
            (true, _) => false,
            (false, Some(order)) => {
                if self.greatest {
                    order.is_gt()
                } else {
                    order.is_lt()
                }
            }
            (false, None) => self.best.is_null(),
        };
        if better {
            self.best = by.clone();
            self.returned = returned.clone();
        }
    }

    fn finish(self: Box<Self>) -> Value {
        self.returned
    }
}

/// The first that is not null or empty, as the service prefers, too.
struct Any(Value);

impl Accumulator for Any {
    fn add(&mut self, values: &[Value]) {
        if let Some(value) = values.first()
            && (self.0.is_null() || self.0 == Value::text(""))
        {
            self.0 = value.clone();
        }
    }

    fn finish(self: Box<Self>) -> Value {
        self.0
    }
}
