//! "Since when?": a span back from now, or a moment.

use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};

/// The begin of the window that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// That long before the present moment.
    Ago(SignedDuration),
    /// That moment.
    At(Timestamp),
}

impl Since {
    /// The moment, seen from `now`. Before the year 1970 there is nothing to read.
    pub(crate) fn before(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Ago(span) => now
                .checked_sub(span)
                .unwrap_or(Timestamp::UNIX_EPOCH)
                .max(Timestamp::UNIX_EPOCH),
            Self::At(moment) => moment,
        }
    }
}

impl Since {
    /// The span in whole hours, at least one, for what asks from its own run on.
    pub(crate) fn hours(self) -> u32 {
        let now = Timestamp::now();
        let hours = now.duration_since(self.before(now)).as_hours();
        u32::try_from(hours).unwrap_or(u32::MAX).max(1)
    }
}

impl FromStr for Since {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANTED: &str = "48h, 7d, or a time such as 2026-11-20T18:00:00Z";
        if let Ok(moment) = text.parse() {
            return Ok(Self::At(moment));
        }
        let hours_in_a_unit = match text.chars().next_back() {
            Some('h') => 1,
            Some('d') => 24,
            _ => return Err(WANTED),
        };
        let number: u32 = text[..text.len() - 1].parse().map_err(|_| WANTED)?;
        if number == 0 {
            return Err(WANTED);
        }
        Ok(Self::Ago(SignedDuration::from_hours(
            i64::from(number) * hours_in_a_unit,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_days_and_times_are_read() {
        let now: Timestamp = "2026-11-20T18:00:00Z".parse().unwrap();
        for (text, moment) in [
            ("48h", "2026-11-18T18:00:00Z"),
            ("7d", "2026-11-13T18:00:00Z"),
            ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"),
            ("2026-11-01T02:00:00+02:00", "2026-11-01T00:00:00Z"),
            ("4000000000h", "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(
                text.parse::<Since>().unwrap().before(now).to_string(),
                moment,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in [
            "",
            "h",
            "0h",
            "-5h",
            "48",
            "two days",
            "48 h",
            "7j",
            "2026-11-01",
            "99999999999h",
            "1é",
        ] {
            assert!(text.parse::<Since>().is_err(), "{text}");
        }
    }
}
