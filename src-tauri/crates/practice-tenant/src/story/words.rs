//! The closed lists of the APIs, and how each API writes them.

use jiff::Timestamp;

use crate::odata::Value;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    Informational,
    Low,
    Medium,
    High,
}

impl Severity {
    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "high" => Self::High,
            "medium" => Self::Medium,
            "low" => Self::Low,
            _ => Self::Informational,
        }
    }

    /// As the Defender APIs write it; Graph writes the first letter small.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Informational => "Informational",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// How far the work got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Active,
    InProgress,
    Resolved,
}

impl Status {
    pub(crate) fn incident_word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::InProgress => "InProgress",
            Self::Resolved => "Resolved",
        }
    }

    /// An alert that nobody touched is new, not active.
    pub(crate) fn alert_word(self) -> &'static str {
        match self {
            Self::Active => "New",
            Self::InProgress | Self::Resolved => self.incident_word(),
        }
    }

    pub(crate) const ALL: [Self; 3] = [Self::Active, Self::InProgress, Self::Resolved];
}

/// What kind of thing it turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Classification {
    Unknown,
    TruePositive,
    InformationalExpectedActivity,
    FalsePositive,
}

impl Classification {
    pub(crate) const ALL: [Self; 4] = [
        Self::Unknown,
        Self::TruePositive,
        Self::InformationalExpectedActivity,
        Self::FalsePositive,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::TruePositive => "TruePositive",
            Self::InformationalExpectedActivity => "InformationalExpectedActivity",
            Self::FalsePositive => "FalsePositive",
        }
    }

    /// Alerts of the Defender APIs say null for unknown.
    pub(crate) fn known(self) -> Option<&'static str> {
        (self != Self::Unknown).then(|| self.word())
    }
}

/// What it turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Determination {
    Unknown,
    MultiStagedAttack,
    MaliciousUserActivity,
    CompromisedAccount,
    Malware,
    Phishing,
    UnwantedSoftware,
    SecurityTesting,
    LineOfBusinessApplication,
    ConfirmedActivity,
    Clean,
    NotEnoughData,
    Other,
}

/// One determination in the words of each API.
struct Spelling {
    of: Determination,
    xdr: &'static str,
    mde: &'static str,
    graph: &'static str,
}

/// defender-xdr/api-update-incidents.md, defender-endpoint/api/batch-update-alerts.md, and the enumeration
/// `alertDetermination` of Graph. The words that differ are older names of the same thing.
const SPELLINGS: [Spelling; 13] = {
    const fn same(of: Determination, xdr: &'static str, graph: &'static str) -> Spelling {
        Spelling {
            of,
            xdr,
            mde: xdr,
            graph,
        }
    }
    const fn differs(
        of: Determination,
        xdr: &'static str,
        mde: &'static str,
        graph: &'static str,
    ) -> Spelling {
        Spelling { of, xdr, mde, graph }
    }
    use Determination as D;
    [
        same(D::Unknown, "NotAvailable", "unknown"),
        same(D::MultiStagedAttack, "MultiStagedAttack", "multiStagedAttack"),
        same(
            D::MaliciousUserActivity,
            "MaliciousUserActivity",
            "maliciousUserActivity",
        ),
        differs(
            D::CompromisedAccount,
            "CompromisedAccount",
            "CompromisedUser",
            "compromisedAccount",
        ),
        same(D::Malware, "Malware", "malware"),
        same(D::Phishing, "Phishing", "phishing"),
        same(D::UnwantedSoftware, "UnwantedSoftware", "unwantedSoftware"),
        same(D::SecurityTesting, "SecurityTesting", "securityTesting"),
        same(
            D::LineOfBusinessApplication,
            "LineOfBusinessApplication",
            "lineOfBusinessApplication",
        ),
        differs(
            D::ConfirmedActivity,
            "ConfirmedActivity",
            "ConfirmedUserActivity",
            "confirmedActivity",
        ),
        same(D::Clean, "Clean", "notMalicious"),
        differs(
            D::NotEnoughData,
            "NoEnoughDataToValidate",
            "InsufficientData",
            "notEnoughDataToValidate",
        ),
        same(D::Other, "Other", "other"),
    ]
};

impl Determination {
    fn spelling(self) -> &'static Spelling {
        SPELLINGS
            .iter()
            .find(|row| row.of == self)
            .unwrap_or(&SPELLINGS[0])
    }

    pub(crate) fn xdr(self) -> &'static str {
        self.spelling().xdr
    }

    /// Alerts of the Defender APIs say null for unknown.
    pub(crate) fn mde(self) -> Option<&'static str> {
        (self != Self::Unknown).then(|| self.spelling().mde)
    }

    pub(crate) fn graph(self) -> &'static str {
        self.spelling().graph
    }

    /// By any of the Defender APIs' words. One page has another for `Clean` (MicrosoftDocs/defender-docs:
    /// defender-endpoint/api/update-alert.md).
    pub(crate) fn of_defender(word: &str) -> Option<Self> {
        if word == "NotMalicious" {
            return Some(Self::Clean);
        }
        let found = SPELLINGS.iter().find(|row| row.xdr == word || row.mde == word)?;
        (found.of != Self::Unknown).then_some(found.of)
    }

    /// By Graph's word, or by an older one: those are the Defender APIs' with a small letter.
    pub(crate) fn of_graph(word: &str) -> Option<Self> {
        let is = |row: &&Spelling| row.graph == word || small(row.mde) == word;
        SPELLINGS.iter().find(is).map(|row| row.of)
    }
}

/// Both words of a resolved incident.
pub(crate) fn verdict_of_roll(roll: u64) -> (Classification, Determination) {
    use {Classification as C, Determination as D};
    match roll {
        0 => (C::TruePositive, D::MultiStagedAttack),
        1..=3 => (C::TruePositive, D::Malware),
        4 | 5 => (C::TruePositive, D::Phishing),
        6 | 7 => (C::InformationalExpectedActivity, D::SecurityTesting),
        _ => (C::FalsePositive, D::Clean),
    }
}

/// `InProgress` as Graph writes it: `inProgress`.
pub(crate) fn small(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_lowercase().to_string() + letters.as_str()
    })
}

/// A point in time for a filter.
pub(crate) fn time_value(milliseconds: i64) -> Value<'static> {
    Timestamp::from_millisecond(milliseconds).map_or(Value::Null, Value::Time)
}

/// `2026-11-20T18:00:00.1230000Z`: the services print seven digits.
pub(crate) fn time(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).map_or_else(
        |_| String::new(),
        |time| time.strftime("%Y-%m-%dT%H:%M:%S.%3f0000Z").to_string(),
    )
}

/// The product that raised an alert, as `data/story.json` names it, in Graph's and in Defender XDR's words.
pub(crate) fn service_source(source: &str) -> (&'static str, &'static str) {
    match source {
        "endpoint" => ("microsoftDefenderForEndpoint", "MicrosoftDefenderATP"),
        "office" => ("microsoftDefenderForOffice365", "OfficeATP"),
        "identity" => ("microsoftDefenderForIdentity", "AzureATP"),
        "apps" => ("microsoftDefenderForCloudApps", "MicrosoftCloudAppSecurity"),
        "entra" => ("azureAdIdentityProtection", "AAD"),
        _ => ("unknown", "Unknown"),
    }
}

/// What detected it, in Graph's and in the Defender APIs' words.
pub(crate) fn detection_source(detection: &str) -> (&'static str, &'static str) {
    match detection {
        "antivirus" => ("antivirus", "WindowsDefenderAv"),
        "behaviour" => ("microsoftDefenderForEndpoint", "WindowsDefenderAtp"),
        "indicator" => ("customTi", "CustomerTI"),
        "office" => ("microsoftDefenderForOffice365", "OfficeATP"),
        "identity" => ("microsoftDefenderForIdentity", "AzureATP"),
        "cloudapps" => ("cloudAppSecurity", "MCAS"),
        "entra" => ("azureAdIdentityProtection", "AAD"),
        _ => ("unknown", "Unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_determination() {
        for row in SPELLINGS.iter().filter(|row| row.of != Determination::Unknown) {
            assert_eq!(Determination::of_defender(row.xdr), Some(row.of));
            assert_eq!(Determination::of_defender(row.mde), Some(row.of));
            assert_eq!(Determination::of_graph(row.graph), Some(row.of));
            assert_eq!(row.of.xdr(), row.xdr);
        }
        assert_eq!(Determination::of_graph("clean"), Some(Determination::Clean));
        assert_eq!(Determination::of_graph("unknown"), Some(Determination::Unknown));
        assert_eq!(Determination::of_defender("Apt"), None);
    }
}
