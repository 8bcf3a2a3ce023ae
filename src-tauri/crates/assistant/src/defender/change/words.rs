//! The closed lists of a change, and how each API spells them.
//!
//! Graph: `incidentStatus`, `alertClassification` and `alertDetermination` of microsoft.graph.security. Defender XDR:
//! api-update-incidents.md. Defender for Endpoint: update-alert.md (both MicrosoftDocs/defender-docs, with the pairs).

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::defender::rows::camel;

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum WorkStatus {
    Active,
    InProgress,
    Resolved,
}

impl WorkStatus {
    /// The word for it, as the window has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::InProgress => "inProgress",
            Self::Resolved => "resolved",
        }
    }

    pub(super) fn word(self, api: Api) -> &'static str {
        match (self, api) {
            (_, Api::Graph) => self.name(),
            (Self::Active, Api::Xdr) => "Active",
            // An alert that nobody has touched.
            (Self::Active, Api::Mde) => "New",
            (Self::InProgress, _) => "InProgress",
            (Self::Resolved, _) => "Resolved",
        }
    }
}

/// What kind of thing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Classification {
    TruePositive,
    InformationalExpectedActivity,
    FalsePositive,
}

impl Classification {
    const ALL: [Self; 3] = [
        Self::TruePositive,
        Self::InformationalExpectedActivity,
        Self::FalsePositive,
    ];

    /// The word for it, as the window has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::TruePositive => "truePositive",
            Self::InformationalExpectedActivity => "informationalExpectedActivity",
            Self::FalsePositive => "falsePositive",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    pub(super) fn word(self, api: Api) -> &'static str {
        match (self, api) {
            (_, Api::Graph) => self.name(),
            (Self::TruePositive, _) => "TruePositive",
            (Self::InformationalExpectedActivity, _) => "InformationalExpectedActivity",
            (Self::FalsePositive, _) => "FalsePositive",
        }
    }

    /// Do the two go together?
    pub(super) fn allows(self, determination: Determination) -> bool {
        use Determination as D;
        match self {
            Self::TruePositive => matches!(
                determination,
                D::MultiStagedAttack
                    | D::MaliciousUserActivity
                    | D::CompromisedAccount
                    | D::Malware
                    | D::Phishing
                    | D::UnwantedSoftware
                    | D::Other
            ),
            Self::InformationalExpectedActivity => matches!(
                determination,
                D::SecurityTesting | D::LineOfBusinessApplication | D::ConfirmedActivity | D::Other
            ),
            Self::FalsePositive => {
                matches!(
                    determination,
                    D::NotMalicious | D::NotEnoughDataToValidate | D::Other
                )
            }
        }
    }
}

/// What it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Determination {
    MultiStagedAttack,
    MaliciousUserActivity,
    CompromisedAccount,
    Malware,
    Phishing,
    UnwantedSoftware,
    SecurityTesting,
    LineOfBusinessApplication,
    ConfirmedActivity,
    NotMalicious,
    NotEnoughDataToValidate,
    Other,
}

impl Determination {
    const ALL: [Self; 12] = [
        Self::MultiStagedAttack,
        Self::MaliciousUserActivity,
        Self::CompromisedAccount,
        Self::Malware,
        Self::Phishing,
        Self::UnwantedSoftware,
        Self::SecurityTesting,
        Self::LineOfBusinessApplication,
        Self::ConfirmedActivity,
        Self::NotMalicious,
        Self::NotEnoughDataToValidate,
        Self::Other,
    ];

    /// The word for it, as the window has it.
    pub(crate) fn name(self) -> &'static str {
        self.spellings()[0]
    }

    pub(super) fn word(self, api: Api) -> &'static str {
        match api {
            Api::Graph => self.spellings()[0],
            Api::Xdr => self.spellings()[1],
            Api::Mde => self.spellings()[2],
        }
    }

    /// In the words of Graph, Defender XDR and Defender for Endpoint.
    fn spellings(self) -> [&'static str; 3] {
        match self {
            Self::MultiStagedAttack => ["multiStagedAttack", "MultiStagedAttack", "MultiStagedAttack"],
            Self::MaliciousUserActivity => [
                "maliciousUserActivity",
                "MaliciousUserActivity",
                "MaliciousUserActivity",
            ],
            Self::CompromisedAccount => ["compromisedAccount", "CompromisedAccount", "CompromisedUser"],
            Self::Malware => ["malware", "Malware", "Malware"],
            Self::Phishing => ["phishing", "Phishing", "Phishing"],
            Self::UnwantedSoftware => ["unwantedSoftware", "UnwantedSoftware", "UnwantedSoftware"],
            Self::SecurityTesting => ["securityTesting", "SecurityTesting", "SecurityTesting"],
            Self::LineOfBusinessApplication => [
                "lineOfBusinessApplication",
                "LineOfBusinessApplication",
                "LineOfBusinessApplication",
            ],
            Self::ConfirmedActivity => ["confirmedActivity", "ConfirmedActivity", "ConfirmedUserActivity"],
            Self::NotMalicious => ["notMalicious", "Clean", "NotMalicious"],
            Self::NotEnoughDataToValidate => [
                "notEnoughDataToValidate",
                "NoEnoughDataToValidate",
                "InsufficientData",
            ],
            Self::Other => ["other", "Other", "Other"],
        }
    }
}

/// A word of any API, old or new, as the window has it: `New` of an alert is `active`, `Clean` is `notMalicious`. A
/// word that is not known stays, in camel case; one that says "nothing yet" is none.
pub(crate) fn spelled(word: &str) -> Option<String> {
    let camel = camel(word);
    let same = |spelling: &str| spelling.eq_ignore_ascii_case(word);
    let known = Determination::ALL
        .into_iter()
        .find(|one| one.spellings().into_iter().any(same));
    match (known, camel.as_str()) {
        (Some(known), _) => Some(known.name().to_owned()),
        (None, "" | "unknown" | "notAvailable") => None,
        (None, "new") => Some(WorkStatus::Active.name().to_owned()),
        (None, _) => Some(camel),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_every_api_is_read_as_the_same_word() {
        for determination in Determination::ALL {
            for api in Api::ALL {
                let word = determination.word(api);
                assert_eq!(spelled(word).as_deref(), Some(determination.name()), "{word}");
            }
            let json = serde_json::to_value(determination).unwrap();
            assert_eq!(json, determination.name());
        }
        for classification in Classification::ALL {
            for api in Api::ALL {
                assert_eq!(
                    spelled(classification.word(api)).as_deref(),
                    Some(classification.name())
                );
            }
        }
        for status in [WorkStatus::Active, WorkStatus::InProgress, WorkStatus::Resolved] {
            for api in Api::ALL {
                assert_eq!(spelled(status.word(api)).as_deref(), Some(status.name()));
            }
        }
    }

    #[test]
    fn a_word_that_says_nothing_yet_is_none_and_a_strange_one_stays() {
        for word in ["", "Unknown", "unknown", "NotAvailable"] {
            assert_eq!(spelled(word), None);
        }
        assert_eq!(spelled("AwaitingAction").as_deref(), Some("awaitingAction"));
    }

    #[test]
    fn every_determination_goes_with_a_classification() {
        for determination in Determination::ALL {
            let with = Classification::ALL
                .into_iter()
                .filter(|one| one.allows(determination))
                .count();
            let other = determination == Determination::Other;
            assert_eq!(with, if other { 3 } else { 1 }, "{}", determination.name());
        }
    }
}
