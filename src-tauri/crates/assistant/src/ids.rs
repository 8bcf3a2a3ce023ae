//! Identifiers that people paste: parsed once at the edge, trusted afterwards.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{ErrorCode, ErrorReport};

macro_rules! guid {
    ($(#[$doc:meta])* $name:ident, $malformed:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(Uuid);

        impl $name {
            /// The bare GUID, for comparing it with a GUID that means something else.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = ErrorReport;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                parse_guid(text).map(Self).ok_or_else(|| ErrorReport::new($malformed))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    };
}

guid! {
    /// "Directory (tenant) ID": the directory that holds the registration or the customer's data.
    TenantId, ErrorCode::DomainMalformed
}
guid! {
    /// "Application (client) ID" of an app registration.
    ClientId, ErrorCode::ClientIdMalformed
}

/// Reads a GUID the way people copy it: blanks around it, braces, quotes or a `urn:uuid:` in front.
pub fn parse_guid(text: &str) -> Option<Uuid> {
    let bare = text
        .trim()
        .trim_matches(|c: char| matches!(c, '"' | '\'' | '`' | '<' | '>' | ',' | ';'));
    Uuid::try_parse(bare).ok().filter(|id| !id.is_nil())
}

/// A tenant as a person names it: a verified domain or the tenant ID.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TenantName {
    /// A verified domain, lower case, such as `contoso.com`.
    Domain(String),
    /// The "Directory (tenant) ID".
    Id(TenantId),
}

impl FromStr for TenantName {
    type Err = ErrorReport;

    /// Takes a domain, a tenant ID, an e-mail address or a web address, as pasted.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(id) = parse_guid(text) {
            return Ok(Self::Id(id.into()));
        }
        domain_of(text)
            .map(Self::Domain)
            .ok_or_else(|| ErrorReport::new(ErrorCode::DomainMalformed).with("domain", text.trim()))
    }
}

impl fmt::Display for TenantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(domain) => f.write_str(domain),
            Self::Id(id) => id.fmt(f),
        }
    }
}

/// The domain in a domain, an e-mail address or a web address; `None` where there is none.
fn domain_of(text: &str) -> Option<String> {
    let text = text.trim();
    let without_scheme = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = without_scheme.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, domain)| domain);
    // The URL parser turns international names into the ASCII form that the directory knows.
    let host = url::Host::parse(host.trim_end_matches('.')).ok()?;
    let url::Host::Domain(domain) = host else {
        return None;
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let valid_label = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (labels.len() >= 2 && domain.len() <= 253 && labels.iter().all(valid_label)).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_read_from_what_people_paste() {
        for text in [
            "contoso.com",
            " Contoso.COM ",
            "admin@contoso.com",
            "https://contoso.com/path?x=1",
            "contoso.com.",
        ] {
            assert_eq!(
                text.parse::<TenantName>().unwrap(),
                TenantName::Domain("contoso.com".into()),
                "{text}"
            );
        }
    }

    #[test]
    fn an_international_domain_becomes_its_ascii_form() {
        assert_eq!(
            "bücher.example".parse::<TenantName>().unwrap().to_string(),
            "xn--bcher-kva.example"
        );
    }

    #[test]
    fn a_tenant_id_is_read_with_quotes_and_braces() {
        let id = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";
        for text in [
            id.to_owned(),
            format!("\"{id}\""),
            format!("{{{id}}}"),
            format!(" {}\n", id.to_uppercase()),
        ] {
            assert_eq!(text.parse::<TenantName>().unwrap().to_string(), id, "{text}");
        }
    }

    #[test]
    fn what_is_no_domain_is_refused_with_the_text_in_the_report() {
        for text in [
            "",
            "contoso",
            "two words.com",
            "-a.com",
            "a..com",
            "127.0.0.1",
            "common/../x",
            "a_b.com",
        ] {
            let report = text.parse::<TenantName>().unwrap_err();
            assert_eq!(report.code, ErrorCode::DomainMalformed, "{text}");
        }
    }

    #[test]
    fn the_nil_guid_of_documentation_is_no_client_id() {
        assert!(
            "00000000-0000-0000-0000-000000000000"
                .parse::<ClientId>()
                .is_err()
        );
    }
}
