//! How far back a query looks: ISO 8601, in the forms that the page of `runHuntingQuery` lists
//! (microsoftgraph/microsoft-graph-docs-contrib, security-security-runhuntingquery.md, "Timespan format examples").

use std::str::FromStr;

use jiff::{SpanRelativeTo, Timestamp, ToSpan};

use crate::error::{ErrorCode, ErrorReport};

/// From a moment to another one, or back from now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timespan {
    begin: Bound,
    end: Option<Bound>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    At(Timestamp),
    /// A length in seconds.
    For(i64),
}

impl Timespan {
    /// What the service takes where nothing is said.
    pub fn thirty_days() -> Self {
        Self {
            begin: Bound::For(30 * 86_400),
            end: None,
        }
    }

    /// Its first and last moment, asked at this one.
    pub fn between(self, now: Timestamp) -> (Timestamp, Timestamp) {
        let moved = |from: Timestamp, seconds: i64| from.checked_add(seconds.seconds()).unwrap_or(from);
        match (self.begin, self.end) {
            (Bound::At(begin), Some(Bound::At(end))) => (begin, end),
            (Bound::At(begin), Some(Bound::For(length))) => (begin, moved(begin, length)),
            (Bound::At(begin), None) => (begin, now),
            (Bound::For(length), Some(Bound::At(end))) => (moved(end, -length), end),
            (Bound::For(length), _) => (moved(now, -length), now),
        }
    }
}

impl FromStr for Timespan {
    type Err = ErrorReport;

    fn from_str(text: &str) -> Result<Self, ErrorReport> {
        let malformed = || ErrorReport::new(ErrorCode::TimespanMalformed).with("value", text);
        let bound = |part: &str| bound(part).ok_or_else(malformed);
        let (begin, end) = match text.trim().split_once('/') {
            None => (bound(text.trim())?, None),
            Some((begin, end)) => (bound(begin)?, Some(bound(end)?)),
        };
        if let (Bound::For(_), Some(Bound::For(_))) = (begin, end) {
            return Err(malformed());
        }
        Ok(Self { begin, end })
    }
}

fn bound(text: &str) -> Option<Bound> {
    if !text.starts_with('P') {
        return text.parse().ok().map(Bound::At);
    }
    let span: jiff::Span = text.parse().ok()?;
    let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    (length.as_secs() > 0).then_some(Bound::For(length.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(text: &str) -> (String, String) {
        let now = "2024-03-01T12:00:00Z".parse().unwrap();
        let (begin, end) = text.parse::<Timespan>().unwrap().between(now);
        (begin.to_string(), end.to_string())
    }

    #[test]
    fn every_form_of_the_page_is_understood() {
        let pair = |begin: &str, end: &str| (begin.to_owned(), end.to_owned());
        for (text, begin, end) in [
            (
                "2024-02-01T08:00:00Z/2024-02-15T08:00:00Z",
                "2024-02-01T08:00:00Z",
                "2024-02-15T08:00:00Z",
            ),
            (
                "P30D/2024-02-15T08:00:00Z",
                "2024-01-16T08:00:00Z",
                "2024-02-15T08:00:00Z",
            ),
            (
                "2024-02-01T08:00:00Z/P2D",
                "2024-02-01T08:00:00Z",
                "2024-02-03T08:00:00Z",
            ),
            ("PT12H", "2024-03-01T00:00:00Z", "2024-03-01T12:00:00Z"),
            (
                "2024-02-01T08:00:00Z",
                "2024-02-01T08:00:00Z",
                "2024-03-01T12:00:00Z",
            ),
        ] {
            assert_eq!(between(text), pair(begin, end), "{text}");
        }
    }

    #[test]
    fn what_is_no_timespan_is_refused_before_it_is_sent() {
        for text in [
            "",
            "7d",
            "P7D/P1D",
            "yesterday",
            "P0D",
            "-P1D",
            "2024-02-30T00:00:00Z",
            "P1D/",
        ] {
            let refused = text.parse::<Timespan>();
            assert_eq!(refused.unwrap_err().code, ErrorCode::TimespanMalformed, "{text}");
        }
    }
}
