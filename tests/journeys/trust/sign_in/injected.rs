//! Codes of other sign-ins, brought by somebody who knows this one's state: PKCE and the nonce refuse them.

use std::collections::HashSet;

use ::trust::{Part, Tally};

use super::*;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// What is changed of a request: another value under a name, or none.
type Change = (&'static str, &'static [(&'static str, Option<&'static str>)]);

#[tokio::test]
async fn a_code_of_another_sign_in_is_redeemed_in_vain() {
    let (_between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: injected codes");
    // Each of them changes what the attacker's own request says; the address it comes back to is the victim's.
    let changes: [Change; 5] = [
        ("another challenge", &[("code_challenge", Some(CHALLENGE))]),
        (
            "a plain challenge",
            &[
                ("code_challenge", Some(CHALLENGE)),
                ("code_challenge_method", Some("plain")),
            ],
        ),
        (
            "the victim's challenge, another nonce",
            &[("nonce", Some("attackers-own"))],
        ),
        ("the victim's challenge, no nonce", &[("nonce", None)]),
        (
            "no challenge",
            &[
                ("code_challenge", None),
                ("code_challenge_method", None),
                ("nonce", Some("attackers-own")),
            ],
        ),
    ];
    for (name, changes) in changes {
        let held = Held::at(&tenant).await;
        let mut page = Url::parse(&held.attempt.authorize_url).unwrap();
        for (parameter, other) in changes {
            page = with(&page, parameter, *other);
        }
        let theirs = signed_in_at(&tenant, &page).await;
        let (stolen, state) = (value(&theirs, "code"), held.state());
        assert!(!stolen.is_empty() && stolen != held.code());
        assert!(held.brings(&format!("code={stolen}&state={state}")).await);
        let report = held.finishes(&tenant).await.unwrap_err();
        let nothing = nothing_came_of_it(&tenant, &held.connection).await;
        tally.case(
            format!("{name}: {:?} {:?}", report.code, report.trace),
            report.code == ErrorCode::StateMismatch && nothing,
        );
    }
    for (name, stolen) in [
        ("a made-up code", "made-up".to_owned()),
        (
            "a code with a tail",
            format!("{}x", Held::at(&tenant).await.code()),
        ),
        ("another sign-in's own", Held::at(&tenant).await.code()),
        ("a long code", "A".repeat(6000)),
        (
            "a code of control characters",
            "%00%0D%0Acode_verifier=x".to_owned(),
        ),
    ] {
        let held = Held::at(&tenant).await;
        assert!(
            held.brings(&format!("code={stolen}&state={}", held.state()))
                .await
        );
        let report = held.finishes(&tenant).await.unwrap_err();
        let nothing = nothing_came_of_it(&tenant, &held.connection).await;
        let understood = !matches!(report.code, ErrorCode::Internal | ErrorCode::AnswerNotUnderstood);
        tally.case(format!("{name}: {:?}", report.code), understood && nothing);
    }
    tally.tell();
}

#[tokio::test]
async fn every_sign_in_has_secrets_of_its_own_and_never_less_than_s256() {
    let (between, tenant) = behind().await;
    let connection = tenant.user(Api::Graph).await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: PKCE, state and nonce");
    let mut seen = HashSet::new();
    tenant.person.will(Manner::HasNoBrowser);
    for number in 0..50 {
        let attempt = tenant.begin(&connection).await;
        let page = Url::parse(&attempt.authorize_url).unwrap();
        let s256 = value(&page, "code_challenge_method") == "S256";
        tally.case(
            format!("{number}: S256"),
            s256 && value(&page, "code_challenge").len() == 43,
        );
        for name in ["state", "nonce", "code_challenge"] {
            let value = value(&page, name);
            // 22 letters of base64 are 128 bits.
            tally.case(
                format!("{number}: {name}"),
                value.len() >= 22 && seen.insert(value),
            );
        }
        tally.case(
            format!("{number}: no verifier"),
            !attempt.authorize_url.contains("code_verifier"),
        );
    }
    // The verifier goes to the token endpoint and nowhere else, and is the challenge's.
    let held = Held::of(&tenant, connection).await;
    assert!(held.brings_its_own().await);
    held.finishes(&tenant).await.unwrap();
    let verifiers: Vec<String> = between
        .exchanges()
        .iter()
        .map(|exchange| exchange.request.text())
        .filter(|body| body.contains("code_verifier="))
        .map(|body| {
            value(
                &Url::parse(&format!("http://form/?{body}")).unwrap(),
                "code_verifier",
            )
        })
        .collect();
    let long_enough = verifiers.iter().all(|verifier| verifier.len() >= 43);
    tally.case("one verifier", verifiers.len() == 1 && long_enough);
    tally.case("not the challenge", verifiers[0] != held.asked("code_challenge"));
    tally.tell();
}
