//! Changing an incident, or an alert of Defender for Endpoint: what is sent, in each API's own words, shown before it
//! is sent and compared with what the service says afterwards.

mod calls;
mod difference;
mod words;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use self::calls::{Planned, calls};
pub use self::difference::{ChangeField, Difference};
pub(crate) use self::difference::{differences, kept};
pub(crate) use self::words::spelled;
pub use self::words::{Classification, Determination, WorkStatus};
use super::story::IncidentDetails;
use crate::cloud::Api;
use crate::error::{ErrorCode, ErrorReport, Result};

/// What a person wants to change. What is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Change {
    /// How far the work is.
    pub status: Option<WorkStatus>,
    /// Who works on it; the empty text means nobody.
    pub assigned_to: Option<String>,
    /// What kind of thing it was.
    pub classification: Option<Classification>,
    /// What it was. Only some go with each classification.
    pub determination: Option<Determination>,
    /// A note to add; the others stay.
    pub comment: Option<String>,
    /// All tags, in place of those before. Alerts of Defender for Endpoint have none.
    pub tags: Option<Vec<String>>,
    /// `updated` of the page that the person looked at: a later one means that somebody else was quicker.
    pub seen: Option<String>,
}

/// One call that a change makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ChangeCall {
    /// `PATCH` or `POST`.
    pub method: String,
    /// Its address.
    pub url: String,
    /// Its body, as indented JSON.
    pub body: String,
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangePreview {
    /// The calls, in the order in which they are made. None where everything is already so.
    pub calls: Vec<ChangeCall>,
    /// The permission that they need.
    pub permission: String,
    /// Does the token carry it? `None` where no token could be had to look at.
    pub allowed: Option<bool>,
    /// What becomes different.
    pub differences: Vec<Difference>,
    /// Somebody changed it since the person looked at it.
    pub changed_meanwhile: bool,
    /// When it was changed last, RFC 3339.
    pub updated: String,
}

impl Change {
    /// Refuses what no API takes, before anything is asked.
    pub(crate) fn verify(&self, api: Api, now: &IncidentDetails) -> Result<()> {
        if api == Api::Mde && self.tags.is_some() {
            return Err(ErrorReport::new(ErrorCode::TagsNotOffered).with("api", api.portal_name()));
        }
        let Some(determination) = self.determination else {
            return Ok(());
        };
        let current = now.classification.as_deref().and_then(Classification::parse);
        let classification = self.classification.or(current);
        if classification.is_some_and(|classification| classification.allows(determination)) {
            return Ok(());
        }
        Err(ErrorReport::new(ErrorCode::VerdictMismatch)
            .with("classification", classification.map_or("", Classification::name))
            .with("determination", determination.name()))
    }

    /// Did somebody change the incident since the person looked at it?
    pub(crate) fn overtaken(&self, now: &IncidentDetails) -> bool {
        self.seen.as_ref().is_some_and(|seen| *seen != now.updated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(classification: Option<Classification>, determination: Determination) -> Change {
        Change {
            classification,
            determination: Some(determination),
            ..Change::default()
        }
    }

    fn now(classification: &str) -> IncidentDetails {
        IncidentDetails {
            classification: Some(classification.to_owned()),
            updated: "2026-11-20T10:00:00Z".into(),
            ..IncidentDetails::default()
        }
    }

    #[test]
    fn only_pairs_of_the_page_are_sent_counting_what_is_there_already() {
        let (unknown, positive) = (now("unknown"), now("truePositive"));
        let malware = Determination::Malware;
        let refused = |change: &Change, now| change.verify(Api::Graph, now).map_err(|report| report.code);
        assert_eq!(
            refused(&pair(Some(Classification::TruePositive), malware), &unknown),
            Ok(())
        );
        assert_eq!(refused(&pair(None, malware), &positive), Ok(()));
        for (change, now) in [
            (pair(None, malware), &unknown),
            (pair(Some(Classification::FalsePositive), malware), &positive),
        ] {
            assert_eq!(refused(&change, now), Err(ErrorCode::VerdictMismatch));
        }
    }

    #[test]
    fn an_endpoint_alert_has_no_tags_to_change() {
        let change = Change {
            tags: Some(vec![]),
            ..Change::default()
        };
        let report = change.verify(Api::Mde, &now("")).unwrap_err();
        assert_eq!(report.code, ErrorCode::TagsNotOffered);
        assert!(change.verify(Api::Xdr, &now("")).is_ok());
    }

    #[test]
    fn a_later_update_than_the_one_that_was_looked_at_is_noticed() {
        let seen = |time: &str| Change {
            seen: Some(time.to_owned()),
            ..Change::default()
        };
        assert!(!seen("2026-11-20T10:00:00Z").overtaken(&now("")));
        assert!(seen("2026-11-20T09:59:00Z").overtaken(&now("")));
        assert!(!Change::default().overtaken(&now("")));
    }
}
