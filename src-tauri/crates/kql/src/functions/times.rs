//! Functions of moments and lengths of time. All moments are in UTC; weeks begin on Sunday.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use super::formats;
use super::signature::{Bound, Call, Function, Takes};
use crate::semantics::scalar::Scalar;
use crate::{Kind, Value, time};

const DATE: &[Takes] = &[Takes::Datetime];
const DATE_AND_OFFSET: &[Takes] = &[Takes::Datetime, Takes::Whole];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::made("now", &[Takes::Timespan], now).at_least(0),
    Function::made("ago", &[Takes::Timespan], ago),
    Function::plain("startofday", DATE_AND_OFFSET, Kind::Datetime, |values| {
        edge(values, Unit::Day, false)
    })
    .at_least(1)
    .named_as_first(),
    start_or_end("startofweek", |values| edge(values, Unit::Week, false)),
    start_or_end("startofmonth", |values| edge(values, Unit::Month, false)),
    start_or_end("startofyear", |values| edge(values, Unit::Year, false)),
    start_or_end("endofday", |values| edge(values, Unit::Day, true)),
    start_or_end("endofweek", |values| edge(values, Unit::Week, true)),
    start_or_end("endofmonth", |values| edge(values, Unit::Month, true)),
    start_or_end("endofyear", |values| edge(values, Unit::Year, true)),
    Function::plain("dayofweek", DATE, Kind::Timespan, |values| {
        let days = civil(&values[0]).map(|civil| civil.weekday().to_sunday_zero_offset());
        days.map_or(Value::Null, |days| Value::Timespan(i64::from(days) * time::DAY))
    }),
    part("dayofmonth", |civil| i32::from(civil.day())),
    part("dayofyear", |civil| i32::from(civil.day_of_year())),
    part("hourofday", |civil| i32::from(civil.hour())),
    part("monthofyear", |civil| i32::from(civil.month())),
    part("getmonth", |civil| i32::from(civil.month())),
    part("getyear", |civil| i32::from(civil.year())),
    part("week_of_year", |civil| {
        i32::from(civil.date().iso_week_date().week())
    }),
    Function::plain(
        "datetime_part",
        &[Takes::String, Takes::Datetime],
        Kind::Int,
        datetime_part,
    ),
    Function::plain(
        "datetime_add",
        &[Takes::String, Takes::Whole, Takes::Datetime],
        Kind::Datetime,
        datetime_add,
    ),
    Function::plain(
        "datetime_diff",
        &[Takes::String, Takes::Datetime, Takes::Datetime],
        Kind::Long,
        datetime_diff,
    ),
    Function::plain(
        "format_datetime",
        &[Takes::Datetime, Takes::String],
        Kind::String,
        |values| {
            civil(&values[0]).map_or(Value::Null, |civil| {
                Value::text(formats::datetime(civil, values[1].as_text()))
            })
        },
    )
    .named_as_first(),
    Function::plain(
        "format_timespan",
        &[Takes::Timespan, Takes::String],
        Kind::String,
        |values| {
            Value::text(formats::timespan(
                values[0].as_long().unwrap_or(0),
                values[1].as_text(),
            ))
        },
    )
    .named_as_first(),
    Function::plain(
        "make_datetime",
        &[Takes::Number; 6],
        Kind::Datetime,
        make_datetime,
    )
    .at_least(3),
    Function::plain(
        "unixtime_seconds_todatetime",
        &[Takes::Number],
        Kind::Datetime,
        |values| since_1970(values, time::SECOND),
    ),
    Function::plain(
        "unixtime_milliseconds_todatetime",
        &[Takes::Number],
        Kind::Datetime,
        |values| since_1970(values, time::SECOND / 1_000),
    ),
];

const fn start_or_end(name: &'static str, body: fn(&[Value]) -> Value) -> Function {
    Function::plain(name, DATE_AND_OFFSET, Kind::Datetime, body).at_least(1)
}

const fn part(name: &'static str, part: fn(DateTime) -> i32) -> Function {
    Function::of_moment(name, part)
}

fn now(call: Call) -> Result<Bound, String> {
    shifted(call, i64::checked_add)
}

fn ago(call: Call) -> Result<Bound, String> {
    shifted(call, i64::checked_sub)
}

fn shifted(mut call: Call, shift: fn(i64, i64) -> Option<i64>) -> Result<Bound, String> {
    if call.arguments.is_empty() {
        call.arguments
            .push(Scalar::constant(Kind::Timespan, Value::Timespan(0)));
    }
    let now = time::to_ticks(call.now);
    let operation = move |values: &[Value]| {
        let offset = Takes::Timespan.take(&values[0]).as_long();
        let moment = offset.and_then(|offset| time::from_ticks(shift(now, offset)?));
        moment.map_or(Value::Null, Value::Datetime)
    };
    Ok(Bound {
        kind: Kind::Datetime,
        arguments: call.arguments,
        operation: Box::new(operation),
    })
}

fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Datetime(moment) => Some(*moment),
        _ => None,
    }
}

/// The date and time that a value is, in UTC.
pub(super) fn civil(value: &Value) -> Option<DateTime> {
    moment(value).map(time::civil)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    /// So many nanoseconds.
    Exact(i64),
}

impl Unit {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "year" => Self::Year,
            "quarter" => Self::Quarter,
            "month" => Self::Month,
            "week" => Self::Week,
            "day" => Self::Day,
            "hour" => Self::Exact(time::HOUR * 100),
            "minute" => Self::Exact(time::MINUTE * 100),
            "second" => Self::Exact(time::SECOND * 100),
            "millisecond" => Self::Exact(1_000_000),
            "microsecond" => Self::Exact(1_000),
            "nanosecond" => Self::Exact(1),
            _ => return None,
        })
    }

    /// How many of it lie between the beginning of the count and a moment; exact units count from 1970.
    fn count(self, moment: Timestamp) -> i64 {
        let civil = time::civil(moment);
        let (year, month) = (i64::from(civil.year()), i64::from(civil.month()));
        let days = time::to_ticks(moment).div_euclid(time::DAY);
        match self {
            Self::Year => year,
            Self::Quarter => year * 4 + (month - 1) / 3,
            Self::Month => year * 12 + month - 1,
            // 4 January 1970 was a Sunday.
            Self::Week => (days - 3).div_euclid(7),
            Self::Day => days,
            Self::Exact(nanoseconds) => {
                i64::try_from(moment.as_nanosecond().div_euclid(i128::from(nanoseconds))).unwrap_or(i64::MAX)
            }
        }
    }

    /// The moment, so many of it later.
    fn add(self, moment: Timestamp, amount: i64) -> Option<Timestamp> {
        // Longer than the calendar is, which `Span` would refuse with a panic.
        if amount.unsigned_abs() > 12_000 * 366 && !matches!(self, Self::Exact(_)) {
            return None;
        }
        let span = match self {
            Self::Year => amount.years(),
            Self::Quarter => (amount * 3).months(),
            Self::Month => amount.months(),
            Self::Week => amount.weeks(),
            Self::Day => amount.days(),
            Self::Exact(nanoseconds) => {
                let ticks = i128::from(amount) * i128::from(nanoseconds) / 100;
                return time::from_ticks(time::to_ticks(moment).checked_add(i64::try_from(ticks).ok()?)?);
            }
        };
        time::moment(time::civil(moment).checked_add(span).ok()?)
    }
}

/// The first tick of the unit that a moment lies in, or the last one.
fn edge(values: &[Value], unit: Unit, end: bool) -> Value {
    let offset = values.get(1).and_then(Value::as_long).unwrap_or(0);
    let found = moment(&values[0]).and_then(|moment| {
        let date = time::civil(moment).date();
        let first = match unit {
            Unit::Year => date.first_of_year(),
            Unit::Month => date.first_of_month(),
            Unit::Week => date
                .checked_sub(i64::from(date.weekday().to_sunday_zero_offset()).days())
                .ok()?,
            _ => date,
        };
        let start = unit.add(start_of(first)?, offset)?;
        if !end {
            return Some(start);
        }
        time::from_ticks(time::to_ticks(unit.add(start, 1)?) - 1)
    });
    found.map_or(Value::Null, Value::Datetime)
}

fn start_of(date: Date) -> Option<Timestamp> {
    time::moment(date.to_datetime(jiff::civil::Time::midnight()))
}

fn datetime_add(values: &[Value]) -> Value {
    let sum =
        Unit::named(values[0].as_text()).and_then(|unit| unit.add(moment(&values[2])?, values[1].as_long()?));
    sum.map_or(Value::Null, Value::Datetime)
}

/// How many borders of the unit lie between two moments.
fn datetime_diff(values: &[Value]) -> Value {
    let difference = Unit::named(values[0].as_text()).and_then(|unit| {
        unit.count(moment(&values[1])?)
            .checked_sub(unit.count(moment(&values[2])?))
    });
    difference.map_or(Value::Null, Value::Long)
}

fn datetime_part(values: &[Value]) -> Value {
    let part = civil(&values[1]).and_then(|civil| {
        Some(match values[0].as_text().to_ascii_lowercase().as_str() {
            "year" => i32::from(civil.year()),
            "quarter" => (i32::from(civil.month()) - 1) / 3 + 1,
            "month" => i32::from(civil.month()),
            "week_of_year" => i32::from(civil.date().iso_week_date().week()),
            "day" => i32::from(civil.day()),
            "dayofyear" => i32::from(civil.day_of_year()),
            "hour" => i32::from(civil.hour()),
            "minute" => i32::from(civil.minute()),
            "second" => i32::from(civil.second()),
            "millisecond" => civil.subsec_nanosecond() / 1_000_000,
            "microsecond" => civil.subsec_nanosecond() / 1_000,
            "nanosecond" => civil.subsec_nanosecond(),
            _ => return None,
        })
    });
    part.map_or(Value::Null, Value::Int)
}

fn make_datetime(values: &[Value]) -> Value {
    let number = |index: usize| values.get(index).map_or(Some(0.0), Value::as_real);
    let whole = |index: usize| crate::convert::truncated(number(index)?);
    let made = || {
        let date = Date::new(
            whole(0)?.try_into().ok()?,
            whole(1)?.try_into().ok()?,
            whole(2)?.try_into().ok()?,
        )
        .ok()?;
        let (hours, minutes, seconds) = (whole(3)?, whole(4)?, number(5)?);
        if !(0..24).contains(&hours) || !(0..60).contains(&minutes) || !(0.0..60.0).contains(&seconds) {
            return None;
        }
        let ticks = time::to_ticks(start_of(date)?) + hours * time::HOUR + minutes * time::MINUTE;
        time::from_ticks(ticks + time::ticks_of(seconds, time::SECOND)?)
    };
    made().map_or(Value::Null, Value::Datetime)
}

fn since_1970(values: &[Value], unit: i64) -> Value {
    let moment = values[0]
        .as_real()
        .and_then(|number| time::from_ticks(time::ticks_of(number, unit)?));
    moment.map_or(Value::Null, Value::Datetime)
}
