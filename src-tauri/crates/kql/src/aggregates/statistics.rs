//! Sums, averages, deviations and percentiles.

use super::{Accumulator, AggregateCall, setting};
use crate::semantics::scalar::Scalar;
use crate::{Kind, Value, convert, time};

/// The type of a sum: numbers, lengths of time, and dynamic values as numbers.
fn summable(arguments: &[Scalar]) -> Result<Kind, String> {
    match arguments.first().map(|value| value.kind) {
        Some(Kind::Int | Kind::Long) => Ok(Kind::Long),
        Some(Kind::Real | Kind::Dynamic) => Ok(Kind::Real),
        Some(Kind::Timespan) => Ok(Kind::Timespan),
        _ => Err("the argument must be summable: a number or timespan".to_owned()),
    }
}

pub(super) fn sum(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let kind = summable(&arguments)?;
    Ok(match kind {
        Kind::Real => AggregateCall::new(kind, arguments, || RealSum(0.0)),
        _ => AggregateCall::new(kind, arguments, move || WholeSum { kind, sum: 0 }),
    })
}

pub(super) fn average(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let kind = match arguments.first().map(|value| value.kind) {
        Some(Kind::Datetime) => Kind::Datetime,
        _ if summable(&arguments)? == Kind::Timespan => Kind::Timespan,
        _ => Kind::Real,
    };
    Ok(AggregateCall::new(kind, arguments, move || Average {
        kind,
        sum: 0.0,
        whole: 0,
        count: 0,
    }))
}

pub(super) fn deviation(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    summable(&arguments)?;
    Ok(AggregateCall::new(Kind::Real, arguments, || Spread {
        root: true,
        ..Spread::default()
    }))
}

pub(super) fn variance(arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    summable(&arguments)?;
    Ok(AggregateCall::new(Kind::Real, arguments, Spread::default))
}

/// By nearest rank: the smallest value that so many per cent of the values do not exceed.
pub(crate) fn percentile(mut arguments: Vec<Scalar>) -> Result<AggregateCall, String> {
    let rank = setting(&mut arguments)?.and_then(|rank| rank.as_real());
    let rank = rank
        .filter(|rank| (0.0..=100.0).contains(rank))
        .ok_or("the percentile must be from 0 to 100")?;
    let kind = match arguments.first().map(|value| value.kind) {
        Some(Kind::Datetime) => Kind::Datetime,
        Some(Kind::Int) => Kind::Long,
        _ => summable(&arguments)?,
    };
    Ok(AggregateCall::new(kind, arguments, move || Percentile {
        kind,
        rank,
        values: Vec::new(),
    }))
}

struct WholeSum {
    kind: Kind,
    sum: i64,
}

impl Accumulator for WholeSum {
    fn add(&mut self, values: &[Value]) {
        let value = values.first().and_then(Value::as_long).unwrap_or(0);
        self.sum = self.sum.wrapping_add(value);
    }

    fn finish(self: Box<Self>) -> Value {
        match self.kind {
            Kind::Timespan => Value::Timespan(self.sum),
            _ => Value::Long(self.sum),
        }
    }
}

struct RealSum(f64);

impl Accumulator for RealSum {
    fn add(&mut self, values: &[Value]) {
        self.0 += number(values).unwrap_or(0.0);
    }

    fn finish(self: Box<Self>) -> Value {
        Value::Real(self.0)
    }
}

/// The first value as a number, if it is one.
fn number(values: &[Value]) -> Option<f64> {
    let value = values.first()?;
    value
        .as_real()
        .or_else(|| convert::to(Kind::Real, value).as_real())
}

struct Average {
    kind: Kind,
    sum: f64,
    /// Ticks are summed as whole numbers: as doubles, those of moments would lose their ends.
    whole: i128,
    count: i32,
}

impl Accumulator for Average {
    fn add(&mut self, values: &[Value]) {
        let Some(value) = values.first() else { return };
        match value {
            Value::Datetime(moment) => self.whole += i128::from(time::to_ticks(*moment)),
            Value::Timespan(ticks) => self.whole += i128::from(*ticks),
            _ => match number(values) {
                Some(number) => self.sum += number,
                None => return,
            },
        }
        self.count = self.count.saturating_add(1);
    }

    fn finish(self: Box<Self>) -> Value {
        if self.count == 0 {
            return Value::Null;
        }
        let ticks = i64::try_from(self.whole / i128::from(self.count)).ok();
        match self.kind {
            Kind::Datetime => ticks
                .and_then(time::from_ticks)
                .map_or(Value::Null, Value::Datetime),
            Kind::Timespan => ticks.map_or(Value::Null, Value::Timespan),
            _ => Value::Real(self.sum / f64::from(self.count)),
        }
    }
}

/// Of a sample, by Welford's method, which does not lose what is small beside what is large.
#[derive(Default)]
struct Spread {
    root: bool,
    count: f64,
    mean: f64,
    squares: f64,
}

impl Accumulator for Spread {
    fn add(&mut self, values: &[Value]) {
        let Some(number) = number(values) else { return };
        self.count += 1.0;
        let distance = number - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (number - self.mean);
    }

    fn finish(self: Box<Self>) -> Value {
        let variance = if self.count > 1.0 {
            self.squares / (self.count - 1.0)
        } else {
            0.0
        };
        Value::Real(if self.root { variance.sqrt() } else { variance })
    }
}

struct Percentile {
    kind: Kind,
    rank: f64,
    values: Vec<Value>,
}

impl Accumulator for Percentile {
    fn add(&mut self, values: &[Value]) {
        self.values
            .extend(values.first().filter(|value| !value.is_null()).cloned());
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a place in a list, from 0 to its length"
    )]
    fn finish(mut self: Box<Self>) -> Value {
        self.values
            .sort_by(|one, other| one.compare(other).unwrap_or(std::cmp::Ordering::Equal));
        let place = (self.rank / 100.0 * self.values.len() as f64).ceil() as usize;
        let value = self.values.get(place.saturating_sub(1));
        value.map_or(Value::Null, |value| convert::to(self.kind, value))
    }
}
