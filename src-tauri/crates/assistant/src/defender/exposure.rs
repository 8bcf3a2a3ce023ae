//! The exposure score of the tenant's devices (MicrosoftDocs/defender-docs: defender-endpoint/api/get-exposure-score.md).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::client::ApiClient;
use crate::cloud::ApiPlace;
use crate::error::{ErrorCode, ErrorReport, Result};

/// How exposed the devices are. Lower is better.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExposureView {
    /// From 0 to 100.
    pub score: f64,
    /// What the portal calls it.
    pub level: ExposureLevel,
    /// When it was counted, RFC 3339.
    pub at: String,
}

/// The portal's three levels (defender-vulnerability-management/tvm-exposure-score.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExposureLevel {
    /// Below 30.
    Low,
    /// Below 70.
    Medium,
    /// The rest.
    High,
}

#[derive(Deserialize)]
struct Score {
    score: f64,
    time: String,
}

impl ApiClient<'_> {
    /// Asks for the score.
    pub(crate) async fn exposure(&mut self, place: &ApiPlace) -> Result<ExposureView> {
        ExposureView::of(self.exposure_sent(place).await?)
    }

    /// Asks for the score, as the service sends it.
    pub(crate) async fn exposure_sent(&mut self, place: &ApiPlace) -> Result<Value> {
        let mut url = place.host.clone();
        url.set_path(PATH);
        self.fetch(&url).await?.json()
    }
}

impl ExposureView {
    /// What the service sent, understood.
    pub(crate) fn of(sent: Value) -> Result<Self> {
        let Score { score, time } = serde_json::from_value(sent).map_err(|error| {
            ErrorReport::new(ErrorCode::AnswerNotUnderstood)
                .with("message", "exposureScore")
                .detailed(error)
        })?;
        Ok(Self {
            score,
            level: level(score),
            at: time,
        })
    }
}

impl ExposureLevel {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

pub(super) const PATH: &str = "/api/exposureScore";

fn level(score: f64) -> ExposureLevel {
    match score {
        score if score < 30.0 => ExposureLevel::Low,
        score if score < 70.0 => ExposureLevel::Medium,
        _ => ExposureLevel::High,
    }
}

#[cfg(test)]
mod tests {
    use super::ExposureLevel::{High, Low, Medium};
    use super::*;

    #[test]
    fn the_levels_are_those_of_the_portal() {
        let levels = [0.0, 29.9, 30.0, 69.9, 70.0, 100.0].map(level);
        assert_eq!(levels, [Low, Low, Medium, Medium, High, High]);
    }
}
