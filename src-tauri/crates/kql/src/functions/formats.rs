//! The patterns of `format_datetime()` and `format_timespan()`. A letter that is none of them stands for itself.

use jiff::civil::DateTime;

use crate::time;

/// A moment as a pattern such as `yyyy-MM-dd HH:mm:ss` wants it.
pub(super) fn datetime(civil: DateTime, pattern: &str) -> String {
    let fraction = civil.subsec_nanosecond() / 100;
    let mut text = String::new();
    for (letter, count) in runs(pattern) {
        let number = match letter {
            'd' => i64::from(civil.day()),
            'M' => i64::from(civil.month()),
            'y' if count > 2 => i64::from(civil.year()),
            'y' => i64::from(civil.year() % 100),
            'H' => i64::from(civil.hour()),
            'h' => i64::from((civil.hour() + 11) % 12 + 1),
            'm' => i64::from(civil.minute()),
            's' => i64::from(civil.second()),
            't' => {
                let half = if civil.hour() < 12 { "AM" } else { "PM" };
                text.push_str(&half[..count.min(2)]);
                continue;
            }
            'f' | 'F' => {
                text.push_str(&ticks(fraction, letter, count));
                continue;
            }
            other => {
                text.extend(std::iter::repeat_n(other, count));
                continue;
            }
        };
        text.push_str(&padded(number.unsigned_abs(), count));
    }
    text
}

/// A length of time as a pattern such as `d.hh:mm:ss` wants it.
pub(super) fn timespan(ticks: i64, pattern: &str) -> String {
    let all = ticks.unsigned_abs();
    let part = |unit: i64, of: i64| all % of.unsigned_abs() / unit.unsigned_abs();
    let fraction = i32::try_from(all % time::SECOND.unsigned_abs()).unwrap_or(0);
    let mut text = String::new();
    for (letter, count) in runs(pattern) {
        let number = match letter {
            'd' => all / time::DAY.unsigned_abs(),
            'H' | 'h' => part(time::HOUR, time::DAY),
            'm' => part(time::MINUTE, time::HOUR),
            's' => part(time::SECOND, time::MINUTE),
            'f' | 'F' => {
                text.push_str(&self::ticks(fraction, letter, count));
                continue;
            }
            other => {
                text.extend(std::iter::repeat_n(other, count));
                continue;
            }
        };
        text.push_str(&padded(number, count));
    }
    text
}

/// With zeros before it, so that it has so many digits.
fn padded(number: u64, digits: usize) -> String {
    format!("{number:0>width$}", width = digits.min(8))
}

/// The first digits of a fraction of a second; `F` leaves zeros at the end away.
fn ticks(fraction: i32, letter: char, count: usize) -> String {
    let digits = format!("{fraction:07}");
    let digits = &digits[..count.min(7)];
    if letter == 'F' {
        digits.trim_end_matches('0').to_owned()
    } else {
        digits.to_owned()
    }
}

/// The letters of a pattern, and how often each stands there in a row.
fn runs(pattern: &str) -> Vec<(char, usize)> {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for letter in pattern.chars() {
        match runs.last_mut() {
            Some((last, count)) if *last == letter => *count += 1,
            _ => runs.push((letter, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_the_documentation() {
        let civil = jiff::civil::date(2009, 6, 15).at(13, 45, 30, 617_000_000);
        for (pattern, text) in [
            ("yyyy-MM-dd HH:mm:ss", "2009-06-15 13:45:30"),
            ("yy/M/d h:mm tt", "09/6/15 1:45 PM"),
            ("s.fff", "30.617"),
            ("s.FFFFFFF", "30.617"),
            ("[H]", "[13]"),
        ] {
            assert_eq!(datetime(civil, pattern), text);
        }
        assert_eq!(
            timespan(time::DAY + 2 * time::HOUR + 5 * time::SECOND, "d.hh:mm:ss"),
            "1.02:00:05"
        );
    }
}
