//! The time span of a query (microsoftgraph/microsoft-graph-docs-contrib: security-security-runhuntingquery.md,
//! "Timespan format examples").

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

use crate::hunting::USUAL_HISTORY;

/// Rows from `from` on, and before `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timespan {
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
}

/// One side of a time span.
enum Part {
    Moment(Timestamp),
    Length(SignedDuration),
}

impl Timespan {
    /// The thirty days before `now`.
    pub(crate) fn usual(now: Timestamp) -> Self {
        Self {
            from: before(now, USUAL_HISTORY),
            until: Timestamp::MAX,
        }
    }

    /// Reads one of the five forms: start and end, length and end, start and length, a length up to now, or a start.
    pub(crate) fn parse(text: &str, now: Timestamp) -> Option<Self> {
        let (from, until) = match text.split_once('/') {
            Some((first, second)) => match (Part::parse(first)?, Part::parse(second)?) {
                (Part::Moment(from), Part::Moment(until)) => (from, until),
                (Part::Length(length), Part::Moment(until)) => (before(until, length), until),
                (Part::Moment(from), Part::Length(length)) => (from, from.checked_add(length).ok()?),
                (Part::Length(_), Part::Length(_)) => return None,
            },
            None => match Part::parse(text)? {
                Part::Moment(from) => (from, Timestamp::MAX),
                Part::Length(length) => (before(now, length), Timestamp::MAX),
            },
        };
        (from <= until).then_some(Self { from, until })
    }
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        if !text.starts_with('P') {
            return text.parse().ok().map(Self::Moment);
        }
        let span: Span = text.parse().ok()?;
        // A length that is named in months or years has no fixed number of days; the service does not say what it does.
        let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
        (!length.is_negative()).then_some(Self::Length(length))
    }
}

fn before(end: Timestamp, length: SignedDuration) -> Timestamp {
    end.checked_sub(length).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<(String, String)> {
        let now = "2024-03-01T00:00:00Z".parse().unwrap();
        let span = Timespan::parse(text, now)?;
        let end = if span.until == Timestamp::MAX {
            "open".to_owned()
        } else {
            span.until.to_string()
        };
        Some((span.from.to_string(), end))
    }

    #[test]
    fn the_five_documented_forms_are_read() {
        for (text, from, until) in [
            (
                "2024-02-01T08:00:00Z/2024-02-15T08:00:00Z",
                "2024-02-01T08:00:00Z",
                "2024-02-15T08:00:00Z",
            ),
            (
                "P14D/2024-02-15T08:00:00Z",
                "2024-02-01T08:00:00Z",
                "2024-02-15T08:00:00Z",
            ),
            (
                "2024-02-01T08:00:00Z/P14D",
                "2024-02-01T08:00:00Z",
                "2024-02-15T08:00:00Z",
            ),
            ("P29D", "2024-02-01T00:00:00Z", "open"),
            ("2024-02-01T08:00:00Z", "2024-02-01T08:00:00Z", "open"),
            ("PT36H", "2024-02-28T12:00:00Z", "open"),
        ] {
            assert_eq!(parse(text), Some((from.to_owned(), until.to_owned())), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_time_span() {
        for text in [
            "",
            "30d",
            "P",
            "-P1D",
            "P1D/P1D",
            "P1Y",
            "2024-02-15T08:00:00Z/2024-02-01T08:00:00Z",
            "/",
            "P99999999999D",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
