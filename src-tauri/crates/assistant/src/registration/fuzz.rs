//! Registrations as the directory prints them, and the journal of a run.

use serde_json::{Value, json};

use super::found::{Page, RoleAssignment};
use super::{Run, Seen, ServicePrincipal, has_thumbprint};
use crate::fuzz::{Target, answer, told};

pub(crate) const TARGETS: &[Target] = &[
    ("directory-answer", directory_answer),
    ("registration-journal", journal),
];

/// Whatever a registration looks like, what is changed in it is what was to be changed, and can be put back.
fn directory_answer(data: &[u8]) {
    let answer = answer(200, data);
    let _ = answer.json::<ServicePrincipal>();
    let _ = answer.json::<Page<RoleAssignment>>();
    let Ok(raw) = answer.json::<Value>() else { return };
    let Ok(mut seen) = Seen::of(raw.clone()) else {
        return;
    };
    seen.asked();
    seen.granted();
    seen.unknown_resources();
    for key in &seen.application.key_credentials {
        has_thumbprint(key, "00");
    }
    let body = json!({"displayName": "other", "web": {"redirectUris": []}});
    let before = seen.before(&body);
    // What was not printed has nothing to be put back to: the directory prints every member that a body changes.
    let printed = before["displayName"].is_string() && before["web"]["redirectUris"].is_array();
    if printed && seen.changed(&body).is_ok() {
        assert_eq!(seen.before(&body), body);
        assert!(
            seen.changed(&before).is_ok(),
            "what stood there before cannot be put back"
        );
        assert_eq!(seen.before(&body), before);
    }
}

/// What is read is written as it was read.
fn journal(data: &[u8]) {
    let Ok(run) = serde_json::from_slice::<Run>(data) else {
        return;
    };
    let written = serde_json::to_vec(&run).unwrap_or_default();
    let again = serde_json::from_slice::<Run>(&written);
    assert!(again.is_ok_and(|again| again == run));
    told(&run, data);
}
