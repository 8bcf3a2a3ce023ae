//! `handrail token inspect`.

use crate::run::{DONE, FINDING, Practice, WRONG_USAGE, run, run_with_input};

const ENDPOINT: &str = "https://api.securitycenter.microsoft.com";

#[test]
fn a_usable_token_is_told_for_what_it_opens() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let token = practice.token("application", ENDPOINT);
    for input in [
        token.clone(),
        format!("Bearer {token}\n"),
        format!("Authorization: Bearer {token}"),
    ] {
        let line = format!("token inspect - --json {}", practice.cloud());
        let outcome = run_with_input(&home, &line, &input);
        assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
        let document = outcome.document();
        assert_eq!(document["kind"], "application");
        assert_eq!(document["issuerVersion"], "1.0");
        assert_eq!(document["signature"], "verified");
        assert_eq!(document["verdict"], "usable");
        assert_eq!(document["opens"][0]["api"], "mde");
        assert_eq!(document["claims"]["aud"], ENDPOINT);
        assert_eq!(document["header"]["alg"], "RS256");
        assert_eq!(
            (&document["missing"], &document["findings"]),
            (&serde_json::json!([]), &serde_json::json!([]))
        );
        assert!(document["expires"].is_string());
        assert!(!outcome.everything().contains(&token), "the token was written");
    }
}

#[test]
fn a_token_of_no_use_is_a_finding_with_words() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let token = practice.token("unconsented", ENDPOINT);
    let outcome = run_with_input(
        &home,
        &format!("token inspect --json {}", practice.cloud()),
        &token,
    );
    assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(document["verdict"], "not-usable");
    assert_eq!(document["missing"][0], "Alert.Read.All");
    assert!(document["findings"][0]["title"].is_string());
    assert!(document["findings"][0]["fix"].is_string());
}

#[test]
fn a_token_that_was_changed_is_found_out() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let token = practice.token("application", ENDPOINT);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    let outcome = run_with_input(
        &home,
        &format!("token inspect --json {}", practice.cloud()),
        &format!("{signed}.{turned}"),
    );
    assert_eq!(
        (outcome.code, &outcome.document()["signature"]),
        (Some(FINDING), &"invalid".into())
    );
}

#[test]
fn what_is_no_token_is_wrong_usage_and_not_repeated() {
    let home = tempfile::tempdir().unwrap();
    for input in ["", "   \n", "my~secret.value", "a.b.c", "eyJhbGciOiJub25lIn0"] {
        let outcome = run_with_input(&home, "token inspect --json", input);
        assert_eq!(outcome.code, Some(WRONG_USAGE), "{input}: {outcome:#?}");
        assert!(
            input.trim().is_empty() || !outcome.everything().contains(input),
            "{outcome:#?}"
        );
    }
    assert_eq!(
        run(&home, "token inspect eyJhbGciOiJub25lIn0 --json").code,
        Some(WRONG_USAGE)
    );
}
