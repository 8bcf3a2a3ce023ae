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
}

/// What it turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    MultiStagedAttack,
    Malware,
    Phishing,
    SecurityTesting,
    Clean,
}

impl Verdict {
    pub(crate) fn of_roll(roll: u64) -> Self {
        match roll {
            0 => Self::MultiStagedAttack,
            1..=3 => Self::Malware,
            4 | 5 => Self::Phishing,
            6 | 7 => Self::SecurityTesting,
            _ => Self::Clean,
        }
    }

    pub(crate) fn classification(self) -> &'static str {
        match self {
            Self::MultiStagedAttack | Self::Malware | Self::Phishing => "TruePositive",
            Self::SecurityTesting => "InformationalExpectedActivity",
            Self::Clean => "FalsePositive",
        }
    }

    pub(crate) fn determination(self) -> &'static str {
        match self {
            Self::MultiStagedAttack => "MultiStagedAttack",
            Self::Malware => "Malware",
            Self::Phishing => "Phishing",
            Self::SecurityTesting => "SecurityTesting",
            Self::Clean => "Clean",
        }
    }

    /// Graph calls a clean incident "not malicious".
    pub(crate) fn graph_determination(self) -> String {
        match self {
            Self::Clean => "notMalicious".to_owned(),
            other => small(other.determination()),
        }
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
