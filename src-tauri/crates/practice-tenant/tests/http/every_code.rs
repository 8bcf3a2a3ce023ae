//! A census of the AADSTS codes: each row of the data file is met by doing the wrong thing, and each answer has Entra's
//! shape. Who adds a row adds the mistake that meets it.

pub(crate) mod applications;
mod browser;
pub(crate) mod users;

use std::collections::{BTreeMap, BTreeSet};

use reqwest::StatusCode;
use serde_json::Value;

use crate::harness::{Page, Practice, aadsts};

/// Rows that nothing from outside can provoke: the service's own failure while it signs.
const NOT_MET: [u64; 1] = [50000];

/// Numbers that travel under another OAuth error than their row's at some endpoint.
const OTHER_ERRORS: [(u64, &str); 3] = [
    (65004, "authorization_declined"),
    (70016, "slow_down"),
    (90002, "invalid_request"),
];

/// The rows of the data file: number and OAuth error.
fn rows() -> BTreeMap<u64, String> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("../../data/aadsts.json")).unwrap();
    rows.iter()
        .map(|row| {
            let error = row["error"].as_str().unwrap().to_owned();
            (row["code"].as_u64().unwrap(), error)
        })
        .collect()
}

/// What was met so far.
pub(crate) struct Census {
    rows: BTreeMap<u64, String>,
    met: BTreeSet<u64>,
}

impl Census {
    /// An answer in JSON, checked field by field.
    pub(crate) fn answered(&mut self, code: u64, (status, answer): (StatusCode, Value)) {
        assert_eq!(aadsts(&answer), code, "{answer}");
        let error = answer["error"].as_str().unwrap();
        assert!(
            self.rows[&code] == error || OTHER_ERRORS.contains(&(code, error)),
            "{code} travels under {error}"
        );
        let expected = match (code, error) {
            (_, "invalid_client") => 401,
            (900_561, _) => 405,
            _ => 400,
        };
        assert_eq!(status.as_u16(), expected, "{answer}");
        assert_eq!(answer["error_codes"].as_array().unwrap().len(), 1);
        let uri = format!("https://login.microsoftonline.com/error?code={code}");
        assert_eq!(answer["error_uri"], uri);
        let description = answer["error_description"].as_str().unwrap();
        for (name, field) in [
            ("Trace ID", "trace_id"),
            ("Correlation ID", "correlation_id"),
            ("Timestamp", "timestamp"),
        ] {
            let value = answer[field].as_str().unwrap();
            let line = format!("\r\n{name}: {value}");
            assert!(description.contains(&line), "{description}");
        }
        assert!(answer.get("access_token").is_none());
        self.met.insert(code);
    }

    /// A page that shows the number to a person.
    pub(crate) fn shown(&mut self, code: u64, page: &Page) {
        assert!(!page.redirected(), "{code}: {}", page.location());
        assert!(
            page.html.contains(&format!("AADSTS{code}")),
            "{code}: {}",
            page.html
        );
        self.met.insert(code);
    }

    /// A whole page of its own, with what an administrator needs to find the sign-in.
    pub(crate) fn stopped(&mut self, code: u64, page: &Page) {
        self.shown(code, page);
        assert_eq!(page.status, 400);
        let details = page.text(".details").unwrap();
        for name in ["Error Code", "Request Id", "Correlation Id", "Timestamp"] {
            assert!(details.contains(name), "{code}: {details}");
        }
        assert!(details.contains(&code.to_string()));
    }

    /// An answer that the browser takes back to the app.
    pub(crate) fn returned(&mut self, code: u64, page: &Page) {
        let description = page.answer("error_description").unwrap();
        let start = format!("AADSTS{code}: ");
        assert!(description.starts_with(&start), "{code}: {description}");
        assert!(description.contains("\r\nCorrelation ID: "), "{description}");
        assert!(page.answer("error").is_some_and(|error| !error.is_empty()));
        self.met.insert(code);
    }
}

/// A registration made by hand; its address in the portal and its client id.
pub(crate) async fn registered(practice: &Practice, accounts: &str, platform: &str) -> (String, String) {
    let fields = [
        ("name", "Census"),
        ("account_types", accounts),
        ("platform", platform),
        ("redirect_uri", "http://localhost"),
    ];
    let done = practice.submit("/portal/apps/new", &fields).await;
    let path = done.location().trim_end_matches("/overview").to_owned();
    let client_id = path.rsplit('/').next().unwrap().to_owned();
    (path, client_id)
}

#[tokio::test]
async fn every_code_that_the_tenant_knows_can_be_met_by_a_mistake() {
    let mut census = Census {
        rows: rows(),
        met: BTreeSet::new(),
    };
    applications::requests(&mut census).await;
    applications::credentials(&mut census).await;
    applications::tenants(&mut census).await;
    browser::before_the_redirect(&mut census).await;
    browser::after_the_redirect(&mut census).await;
    browser::people(&mut census).await;
    browser::consent(&mut census).await;
    browser::an_api_that_left(&mut census).await;
    users::codes(&mut census).await;
    users::single_page_apps(&mut census).await;
    users::refresh_tokens(&mut census).await;
    users::passwords(&mut census).await;
    users::device_codes(&mut census).await;
    let known: BTreeSet<u64> = census.rows.keys().copied().collect();
    let missing: Vec<&u64> = known
        .difference(&census.met)
        .filter(|code| !NOT_MET.contains(code))
        .collect();
    assert!(missing.is_empty(), "nobody can meet {missing:?}");
    assert!(census.met.is_subset(&known));
    assert!(census.met.len() >= 60, "only {}", census.met.len());
}
