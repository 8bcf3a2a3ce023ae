//! What goes wrong, and how it looks from this computer.

use std::time::Duration;

use handrail_assistant::error::ErrorCode;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{Response, StatusCode};
use trust::Fate;

use super::Scene;
use super::actor::Actor;
use super::operation::Operation;

/// A fault that falls on every request of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Refused,
    Reset,
    Timeout,
    TooManyFor7,
    TooMany,
    TooManyForAnHour,
    Broken,
    Away,
    AwayUntil,
    Unauthorized,
    Page,
    Torn,
    OtherType,
    Empty,
    OtherSchema,
    DayAhead,
    DayBehind,
}

const DAY: i64 = 24 * 60 * 60;

impl Fault {
    pub(super) const ALL: [Self; 17] = [
        Self::Refused,
        Self::Reset,
        Self::Timeout,
        Self::TooManyFor7,
        Self::TooMany,
        Self::TooManyForAnHour,
        Self::Broken,
        Self::Away,
        Self::AwayUntil,
        Self::Unauthorized,
        Self::Page,
        Self::Torn,
        Self::OtherType,
        Self::Empty,
        Self::OtherSchema,
        Self::DayAhead,
        Self::DayBehind,
    ];

    /// Above its column.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Reset => "reset",
            Self::Timeout => "timeout",
            Self::TooManyFor7 => "429 7s",
            Self::TooMany => "429",
            Self::TooManyForAnHour => "429 1h",
            Self::Broken => "500",
            Self::Away => "503",
            Self::AwayUntil => "503 date",
            Self::Unauthorized => "401",
            Self::Page => "HTML",
            Self::Torn => "torn",
            Self::OtherType => "text",
            Self::Empty => "empty",
            Self::OtherSchema => "schema",
            Self::DayAhead => "+1 day",
            Self::DayBehind => "-1 day",
        }
    }

    /// What the service asks to wait.
    pub(super) fn pause(self) -> Option<Duration> {
        match self {
            Self::TooManyFor7 => Some(Duration::from_secs(7)),
            Self::AwayUntil => Some(Duration::from_secs(9)),
            _ => None,
        }
    }

    pub(super) async fn befall(self, scene: &Scene, actor: &Actor, operation: Operation) {
        match self {
            Self::Refused if operation.begins_with_its_hit() => scene.between.gone().await,
            Self::DayAhead => actor.time.shift(DAY),
            Self::DayBehind => actor.time.shift(-DAY),
            _ => {
                let hangs_up = scene.between.line();
                scene.between.answers(move |seen| {
                    if !operation.is_hit(seen) {
                        return None;
                    }
                    if self == Self::Refused {
                        hangs_up.cut();
                    }
                    Some(self.fate())
                });
            }
        }
    }

    /// All is well again.
    pub(super) fn pass(self, scene: &Scene, actor: &Actor) {
        scene.between.at_peace();
        match self {
            Self::Refused => scene.between.back(),
            Self::DayAhead => actor.time.shift(-DAY),
            Self::DayBehind => actor.time.shift(DAY),
            _ => {}
        }
    }

    fn fate(self) -> Fate {
        match self {
            Self::Refused => Fate::Refused,
            Self::Reset => Fate::ResetAfter(20),
            Self::Timeout => Fate::Hang,
            Self::TooManyFor7 => answer(429, &[(RETRY_AFTER, "7")]),
            Self::TooMany => answer(429, &[]),
            Self::TooManyForAnHour => answer(429, &[(RETRY_AFTER, "3600")]),
            Self::Broken => answer(500, &[]),
            Self::Away => answer(503, &[]),
            Self::AwayUntil => answer(
                503,
                &[
                    (DATE, "Sun, 22 Nov 2026 08:00:00 GMT"),
                    (RETRY_AFTER, "Sun, 22 Nov 2026 08:00:09 GMT"),
                ],
            ),
            Self::Unauthorized => expired(),
            Self::Page => page(),
            Self::Torn => changed(|body| body.truncate(body.len() / 2)),
            Self::Empty => changed(Vec::clear),
            Self::OtherSchema => changed(|body| *body = br#"{"value": {}, "error_uri": 3}"#.to_vec()),
            Self::OtherType => Fate::Changed(Box::new(|mut answer| {
                let plain = http::HeaderValue::from_static("text/plain; charset=utf-8");
                answer.headers_mut().insert(CONTENT_TYPE, plain);
                answer
            })),
            Self::DayAhead | Self::DayBehind => Fate::Changed(Box::new(|answer| answer)),
        }
    }
}

fn answer(status: u16, headers: &[(http::HeaderName, &'static str)]) -> Fate {
    let mut answer = Response::new(Vec::new());
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        let value = http::HeaderValue::from_static(value);
        answer.headers_mut().insert(name, value);
    }
    Fate::Answer(answer)
}

/// As Graph and Defender refuse a token that ended or was revoked (error code `InvalidAuthenticationToken`).
fn expired() -> Fate {
    let body = br#"{"error": {"code": "InvalidAuthenticationToken", "message": "Lifetime validation failed, the token is expired."}}"#;
    let mut answer = Response::new(body.to_vec());
    *answer.status_mut() = StatusCode::UNAUTHORIZED;
    let json = http::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, json);
    Fate::Answer(answer)
}

/// What a network says that wants a sign-in of its own.
fn page() -> Fate {
    let mut answer =
        Response::new(b"<!DOCTYPE html><html><body>Welcome to the guest network</body></html>".to_vec());
    let html = http::HeaderValue::from_static("text/html");
    answer.headers_mut().insert(CONTENT_TYPE, html);
    Fate::Answer(answer)
}

fn changed(change: impl FnOnce(&mut Vec<u8>) + Send + 'static) -> Fate {
    Fate::Changed(Box::new(move |mut answer| {
        change(answer.body_mut());
        answer
    }))
}

/// A code as it stands in the table.
pub(super) fn short(code: ErrorCode) -> String {
    match code {
        ErrorCode::NetworkUnreachable => "net".to_owned(),
        ErrorCode::ServerTrouble => "trouble".to_owned(),
        ErrorCode::ApiThrottled => "busy".to_owned(),
        ErrorCode::LongPause => "pause".to_owned(),
        ErrorCode::TokenExpired => "expired".to_owned(),
        ErrorCode::ProxyAnswered => "proxy".to_owned(),
        ErrorCode::AnswerNotUnderstood => "garbled".to_owned(),
        ErrorCode::ClockApart => "clock".to_owned(),
        ErrorCode::HuntingQuotaUsed => "quota".to_owned(),
        ErrorCode::HuntingFailed => "failed".to_owned(),
        other => other.name(),
    }
}
