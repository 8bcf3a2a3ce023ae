//! Numbers and times in a filter (OData ABNF: `doubleValue`, `dateValue`, `dateTimeOffsetValue`).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::odata::lexer::Token;

/// A point in time, a day (its first moment in UTC) or a number.
pub(crate) fn literal(text: &str) -> Option<Token> {
    if is_number(text) {
        let number: f64 = text.parse().ok()?;
        return number.is_finite().then_some(Token::Number(number));
    }
    if has_time_of_day(text) {
        return text.parse::<Timestamp>().ok().map(Token::Time);
    }
    // Defender's own page writes a day as `2018-08-01Z` (exposed-apis-odata-samples.md, example 5).
    let day = text.strip_suffix('Z').unwrap_or(text);
    let date: Date = if day.len() == 10 {
        day.parse().ok()?
    } else {
        return None;
    };
    Some(Token::Time(date.to_zoned(TimeZone::UTC).ok()?.timestamp()))
}

/// `[sign] digits ["." digits] ["e" [sign] digits]`.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = |text: &str| text.strip_prefix(['+', '-']).unwrap_or(text).to_owned();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = unsigned(mantissa);
    let mantissa_is_number = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(&mantissa),
    };
    mantissa_is_number && exponent.is_none_or(|exponent| digits(&unsigned(exponent)))
}

/// `year-month-dayThour:minute...` with an offset: what the parser of times takes beyond that is not OData.
fn has_time_of_day(text: &str) -> bool {
    const PATTERN: &[u8] = b"0000-00-00T00:00";
    let fits = |byte: u8, wanted: u8| match wanted {
        b'0' => byte.is_ascii_digit(),
        b'T' => byte.eq_ignore_ascii_case(&b'T'),
        other => byte == other,
    };
    let bytes = text.as_bytes();
    bytes.len() > PATTERN.len()
        && bytes
            .iter()
            .zip(PATTERN)
            .all(|(byte, wanted)| fits(*byte, *wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<Timestamp> {
        match literal(text) {
            Some(Token::Time(time)) => Some(time),
            _ => None,
        }
    }

    #[test]
    fn offsets_and_fractions_name_the_same_moment() {
        let moment: Timestamp = "2026-11-20T18:00:00.5Z".parse().unwrap();
        for text in [
            "2026-11-20T18:00:00.5Z",
            "2026-11-20t18:00:00.5000000z",
            "2026-11-20T20:00:00.500+02:00",
            "2026-11-20T12:30:00.5-05:30",
        ] {
            assert_eq!(time(text), Some(moment), "{text}");
        }
        assert_eq!(time("2026-11-20T18:00Z"), time("2026-11-20T18:00:00Z"));
        assert_eq!(time("2026-11-20"), time("2026-11-20T00:00:00Z"));
        assert_eq!(time("2026-11-20Z"), time("2026-11-20T00:00:00Z"));
    }

    #[test]
    fn what_only_looks_like_a_literal_is_none() {
        for text in [
            "2026-13-01",
            "2026-11-20T18",
            "2026-11-20T18:00:00",
            "20261120T180000Z",
            "1.",
            ".5",
            "1e",
            "7x",
            "--1",
        ] {
            assert_eq!(literal(text), None, "{text}");
        }
        assert_eq!(literal("-1.5e2"), Some(Token::Number(-150.0)));
    }
}
