//! Asks a filter of a record. A third answer beside yes and no is null (OData URL conventions, section 5.1.1.1).

use std::cmp::Ordering;

use crate::odata::filter::{Call, Comparison, Each, Filter, Function, Operator, Subject};
use crate::odata::value::{Record, Type, Value};

impl Filter {
    /// True when the record passes: neither a no nor a null does.
    pub(crate) fn holds(&self, record: &impl Record) -> bool {
        self.answer(record, None) == Some(true)
    }

    fn answer(&self, record: &impl Record, item: Option<&str>) -> Option<bool> {
        match self {
            Self::And(left, right) => both(left.answer(record, item), || right.answer(record, item)),
            Self::Or(left, right) => either(left.answer(record, item), || right.answer(record, item)),
            Self::Not(inner) => inner.answer(record, item).map(|holds| !holds),
            // Null is equal to null only.
            Self::Is(inner, wanted) => Some(inner.answer(record, item) == Some(*wanted)),
            Self::Compare(comparison) => Some(comparison.holds(&comparison.subject.value(record, item))),
            Self::In { subject, of, values } => {
                let actual = subject.value(record, item);
                Some(
                    values
                        .iter()
                        .any(|value| compared(Operator::Eq, *of, &actual, value)),
                )
            }
            Self::Call(call) => call.answer(&call.subject.value(record, item)),
            Self::Each(each) => each.answer(record),
        }
    }
}

fn both(left: Option<bool>, right: impl FnOnce() -> Option<bool>) -> Option<bool> {
    if left == Some(false) {
        return left;
    }
    match (left, right()) {
        (_, Some(false)) => Some(false),
        (Some(true), right) => right,
        _ => None,
    }
}

fn either(left: Option<bool>, right: impl FnOnce() -> Option<bool>) -> Option<bool> {
    if left == Some(true) {
        return left;
    }
    match (left, right()) {
        (_, Some(true)) => Some(true),
        (Some(false), right) => right,
        _ => None,
    }
}

impl Subject {
    fn value<'a>(&self, record: &'a impl Record, item: Option<&'a str>) -> Value<'a> {
        match self {
            Self::Field(name) => record.field(name),
            Self::Item => item.map_or(Value::Null, Value::text),
        }
    }
}

impl Comparison {
    fn holds(&self, actual: &Value<'_>) -> bool {
        compared(self.operator, self.of, actual, &self.value)
    }
}

fn compared(operator: Operator, of: Type, actual: &Value<'_>, wanted: &Value<'_>) -> bool {
    let order = match (of, actual, wanted) {
        (Type::Enum, Value::Text(actual), Value::Text(wanted)) => Some(without_case(actual, wanted)),
        (_, actual, wanted) => actual.order(wanted),
    };
    let equal = order == Some(Ordering::Equal) || (*actual == Value::Null && *wanted == Value::Null);
    match operator {
        Operator::Eq => equal,
        Operator::Ne => !equal,
        // An order with null is no order: the answer is no.
        Operator::Gt => order.is_some_and(Ordering::is_gt),
        Operator::Ge => order.is_some_and(Ordering::is_ge),
        Operator::Lt => order.is_some_and(Ordering::is_lt),
        Operator::Le => order.is_some_and(Ordering::is_le),
    }
}

fn without_case(a: &str, b: &str) -> Ordering {
    let small = |text: &str| {
        text.bytes()
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<u8>>()
    };
    if a.eq_ignore_ascii_case(b) {
        Ordering::Equal
    } else {
        small(a).cmp(&small(b))
    }
}

impl Call {
    fn answer(&self, actual: &Value<'_>) -> Option<bool> {
        let Value::Text(actual) = actual else { return None };
        if self.of == Type::Enum {
            return Some(self.found(&actual.to_ascii_lowercase(), &self.text.to_ascii_lowercase()));
        }
        Some(self.found(actual, &self.text))
    }

    fn found(&self, actual: &str, text: &str) -> bool {
        match self.function {
            Function::StartsWith => actual.starts_with(text),
            Function::EndsWith => actual.ends_with(text),
            Function::Contains => actual.contains(text),
        }
    }
}

impl Each {
    fn answer(&self, record: &impl Record) -> Option<bool> {
        let Value::Texts(items) = record.field(&self.field) else {
            return None;
        };
        let Some(inner) = &self.inner else {
            return Some(!items.is_empty());
        };
        let mut answers = items.iter().map(|item| inner.answer(record, Some(item.as_ref())));
        if self.all {
            answers.try_fold(Some(true), |so_far, one| match both(so_far, || one) {
                Some(false) => Err(Some(false)),
                going_on => Ok(going_on),
            })
        } else {
            answers.try_fold(Some(false), |so_far, one| match either(so_far, || one) {
                Some(true) => Err(Some(true)),
                going_on => Ok(going_on),
            })
        }
        .unwrap_or_else(|decided| decided)
    }
}
