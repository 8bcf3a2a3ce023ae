//! Moments and lengths of time as text and as ticks of 100 nanoseconds. Source: Kusto, "The datetime data type",
//! "The timespan data type".

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// Ticks of a second.
pub(crate) const SECOND: i64 = 10_000_000;
/// Ticks of a minute.
pub(crate) const MINUTE: i64 = 60 * SECOND;
/// Ticks of an hour.
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// Ticks of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

/// Ticks since 1970.
pub(crate) fn to_ticks(moment: Timestamp) -> i64 {
    i64::try_from(moment.as_nanosecond().div_euclid(100)).unwrap_or(i64::MAX)
}

/// The moment so many ticks after 1970, if the calendar has it.
pub(crate) fn from_ticks(ticks: i64) -> Option<Timestamp> {
    Timestamp::from_nanosecond(i128::from(ticks) * 100).ok()
}

/// A moment's date and time in UTC.
pub(crate) fn civil(moment: Timestamp) -> DateTime {
    TimeZone::UTC.to_datetime(moment)
}

/// The moment of a date and time in UTC.
pub(crate) fn moment(civil: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// So many of a unit, rounded to ticks; nothing if that is not a length of time.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "the range is checked, and a double is what was written"
)]
pub(crate) fn ticks_of(amount: f64, unit: i64) -> Option<i64> {
    let ticks = (amount * unit as f64).round();
    (ticks.abs() < 9.2e18).then_some(ticks as i64)
}

/// `2026-11-21T10:15:30.1234567Z`, as the service writes it.
pub(crate) fn format_moment(moment: Timestamp) -> String {
    let civil = civil(moment);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}Z",
        civil.year(),
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        civil.second(),
        civil.subsec_nanosecond() / 100
    )
}

/// `1.02:03:04.5000000`: days and fractions only where there are any.
pub(crate) fn format_timespan(ticks: i64) -> String {
    let sign = if ticks < 0 { "-" } else { "" };
    let all = ticks.unsigned_abs();
    let part = |unit: i64| unit.unsigned_abs();
    let days = all / part(DAY);
    let days = if days > 0 {
        format!("{days}.")
    } else {
        String::new()
    };
    let fraction = all % part(SECOND);
    let fraction = if fraction > 0 {
        format!(".{fraction:07}")
    } else {
        String::new()
    };
    format!(
        "{sign}{days}{:02}:{:02}:{:02}{fraction}",
        all % part(DAY) / part(HOUR),
        all % part(HOUR) / part(MINUTE),
        all % part(MINUTE) / part(SECOND)
    )
}

/// `[-][d.]hh:mm[:ss[.fffffff]]`, or a number of days.
pub(crate) fn parse_timespan(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    if !text.contains(':') {
        return Some(sign * ticks_of(text.parse().ok()?, DAY)?);
    }
    let mut parts = text.split(':');
    let first = parts.next()?;
    let (days, hours) = first.split_once('.').unwrap_or(("0", first));
    let (days, hours) = (digits(days)?, digits(hours)?);
    let minutes = digits(parts.next()?)?;
    let seconds = match parts.next() {
        None => 0,
        Some(seconds) => seconds_and_fraction(seconds)?,
    };
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds >= MINUTE {
        return None;
    }
    let ticks = days
        .checked_mul(DAY)?
        .checked_add(hours * HOUR + minutes * MINUTE + seconds)?;
    Some(sign * ticks)
}

/// ISO 8601, with a space for the `T`, or without zone (UTC), seconds or time; also `yyyy/M/d` and `M/d/yyyy`.
pub(crate) fn parse_moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(index) => (&text[..index], text[index + 1..].trim_start()),
        None => (text.strip_suffix(['Z', 'z']).unwrap_or(text), ""),
    };
    let date = parse_date(date)?;
    if rest.is_empty() {
        return moment(date.to_datetime(Time::midnight()));
    }
    let (time, offset) = zone(rest)?;
    let mut parts = time.trim_end().split(':');
    let hours = digits(parts.next()?)?;
    let minutes = digits(parts.next()?)?;
    let seconds = parts.next().map_or(Some(0), seconds_and_fraction)?;
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds >= MINUTE {
        return None;
    }
    let midnight = to_ticks(moment(date.to_datetime(Time::midnight()))?);
    from_ticks(midnight + hours * HOUR + minutes * MINUTE + seconds - offset)
}

fn parse_date(text: &str) -> Option<Date> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let parts: Vec<i64> = text.split(separator).map(digits).collect::<Option<_>>()?;
    let (year, month, day) = match parts[..] {
        [month, day, year] if separator == '/' && year > 31 => (year, month, day),
        [year, month, day] => (year, month, day),
        [year, month] if separator == '-' => (year, month, 1),
        _ => return None,
    };
    Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
}

/// The time before its zone, and the zone's distance from UTC in ticks.
fn zone(text: &str) -> Option<(&str, i64)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    if let Some(time) = text.strip_suffix("GMT").or_else(|| text.strip_suffix("UTC")) {
        return Some((time, 0));
    }
    let Some(index) = text.find(['+', '-']) else {
        return Some((text, 0));
    };
    let sign = if text[index..].starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[index + 1..]
        .split_once(':')
        .unwrap_or((&text[index + 1..], "0"));
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours <= 14 && minutes <= 59).then_some((&text[..index], sign * (hours * HOUR + minutes * MINUTE)))
}

fn seconds_and_fraction(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|one| one.is_ascii_digit()) {
        return None;
    }
    let ticks: String = fraction.chars().chain("0000000".chars()).take(7).collect();
    Some(digits(whole)? * SECOND + digits(&ticks)?)
}

/// A number that is small enough to be a part of a date or a time.
fn digits(text: &str) -> Option<i64> {
    let fits = !text.is_empty() && text.len() <= 8 && text.bytes().all(|one| one.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_way_that_people_write_them() {
        for text in [
            "2026-11-21T08:30:00Z",
            "2026-11-21 08:30",
            "2026-11-21T10:30:00.0000000+02:00",
            "11/21/2026 08:30:00",
        ] {
            let moment = parse_moment(text).unwrap();
            assert_eq!(format_moment(moment), "2026-11-21T08:30:00.0000000Z", "{text}");
        }
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-11-21T25:00",
            "2026-11-21T08:30:00+99:00",
        ] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_of_time_come_back_as_they_were_written() {
        for text in ["00:30:00", "1.02:03:04.5000000", "-00:00:01", "10.00:00:00"] {
            assert_eq!(format_timespan(parse_timespan(text).unwrap()), text);
        }
        assert_eq!(parse_timespan("2"), Some(2 * DAY));
        for text in ["", "24:00:00", "1:2:3:4", "x"] {
            assert_eq!(parse_timespan(text), None, "{text}");
        }
    }
}
