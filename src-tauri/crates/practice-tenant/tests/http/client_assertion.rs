//! An application that proves itself with its certificate.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::assertion::{JWT_BEARER, Signer};
use crate::harness::{Practice, XDR, aadsts, claims};

#[tokio::test]
async fn the_certificate_may_be_sent_along_and_named_either_way() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    let packed = STANDARD.encode(&signer.der);
    // MSAL for Python sends the text of the PEM file, with its line breaks.
    let (head, tail) = packed.split_at(64);
    let broken = format!("{head}\n{tail}");
    let sha1 = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY, &signer.der);
    for header in [
        Header {
            x5c: Some(vec![broken]),
            ..signer.header()
        },
        Header {
            x5t: Some(URL_SAFE_NO_PAD.encode(sha1)),
            x5c: Some(vec![packed.clone()]),
            ..Header::new(Algorithm::RS256)
        },
    ] {
        let (status, answer) = practice.by_assertion(&signer.sign(&header, &json!({}))).await;
        assert_eq!(status, 200, "{answer}");
        let access = claims(answer["access_token"].as_str().unwrap());
        assert_eq!(access["appidacr"], "2");
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_audience_is_the_token_endpoint_or_the_issuer() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    let tenant = practice.ready().tenant_id.clone();
    for (audience, code) in [
        (format!("/{tenant}/oauth2/v2.0/token"), None),
        ("/contoso.com/oauth2/v2.0/token".to_owned(), None),
        (format!("/{tenant}/v2.0"), None),
        (format!("/{tenant}/oauth2/v2.0/authorize"), Some(700_023)),
        ("/fabrikam.example/oauth2/v2.0/token".to_owned(), Some(700_023)),
    ] {
        let changes = json!({"aud": practice.url(&audience)});
        let (_, answer) = practice
            .by_assertion(&signer.sign(&signer.header(), &changes))
            .await;
        let got = answer.get("error").map(|_| aadsts(&answer));
        assert_eq!(got, code, "{audience}: {answer}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn each_mistake_in_an_assertion_is_named() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    let good = signer.header();
    let now = jiff::Timestamp::now().as_second();
    let unnamed = Header::new(Algorithm::PS256);
    let other = Header {
        x5t_s256: Some(URL_SAFE_NO_PAD.encode([7; 32])),
        ..good.clone()
    };
    let other_chain = Header {
        x5c: Some(vec![STANDARD.encode("another certificate")]),
        ..good.clone()
    };
    let none = json!({});
    let cases: &[(&Header, Value, u64, &str)] = &[
        (&unnamed, none.clone(), 5_002_723, "thumbprint"),
        (
            &other,
            none.clone(),
            700_027,
            "The key was not found., Thumbprint of key used by client: '0707",
        ),
        (&other_chain, none, 700_027, "The key was not found."),
        (&good, json!({"iss": "someone else"}), 700_021, "client_id"),
        (&good, json!({"sub": "someone else"}), 700_021, "client_id"),
        (
            &good,
            json!({"aud": "https://elsewhere.example"}),
            700_023,
            "audience",
        ),
        (&good, json!({"exp": now - 1}), 700_024, "Current time: 2"),
        (&good, json!({"exp": "tomorrow"}), 700_024, "1970-01-01"),
        (&good, json!({"nbf": now + 900}), 700_024, "valid from 2"),
    ];
    for (header, changes, code, words) in cases {
        let (status, answer) = practice.by_assertion(&signer.sign(header, changes)).await;
        assert_eq!((status.as_u16(), aadsts(&answer)), (401, *code), "{changes}");
        assert_eq!(answer["error"], "invalid_client");
        let description = answer["error_description"].as_str().unwrap();
        assert!(description.contains(words), "{description}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_changed_or_foreign_signature_and_what_is_no_jwt_are_refused() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    let good = signer.sign(&signer.header(), &json!({}));
    let (payload, _) = good.rsplit_once('.').unwrap();
    let forged = format!("{payload}.{}", URL_SAFE_NO_PAD.encode([1; 256]));
    let symmetric = Header {
        alg: Algorithm::HS256,
        ..signer.header()
    };
    let shared = EncodingKey::from_secret(b"shared");
    let symmetric = jsonwebtoken::encode(&symmetric, &json!({}), &shared).unwrap();
    for (assertion, code) in [
        (forged.as_str(), 700_027),
        (&symmetric, 5_002_738),
        ("a.b.c", 50027),
    ] {
        let (status, answer) = practice.by_assertion(assertion).await;
        assert_eq!((status.as_u16(), aadsts(&answer)), (401, code), "{assertion}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn an_expired_certificate_proves_nothing() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    let years = json!({"advanceSeconds": 5 * 366 * 24 * 3600});
    practice.control("/practice/clock", &years).await;
    let later = jiff::Timestamp::now().as_second() + 5 * 366 * 24 * 3600;
    let changes = json!({"nbf": later, "exp": later + 600});
    let (status, answer) = practice
        .by_assertion(&signer.sign(&signer.header(), &changes))
        .await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (401, 1_000_502));
    practice.stop().await;
}

#[tokio::test]
async fn a_client_with_the_right_clock_is_too_early_for_a_tenant_ten_minutes_ahead() {
    let practice = Practice::start().await;
    let signer = Signer::of(&practice);
    practice.turn("clock-skewed", true).await;
    let (status, answer) = practice
        .by_assertion(&signer.sign(&signer.header(), &json!({})))
        .await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (401, 700_024));
    practice.stop().await;
}

#[tokio::test]
async fn an_assertion_of_another_type_is_none_and_a_secret_does_not_mend_a_bad_one() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.application.clone();
    let signer = Signer::of(&practice);
    let good = signer.sign(&signer.header(), &json!({}));
    let saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
    let secret = app.client_secret.unwrap();
    for (kind, assertion, secret, code) in [
        (saml, good.as_str(), "", 7_000_216),
        ("", &good, "", 7_000_216),
        (JWT_BEARER, "a.b.c", &secret, 50027),
    ] {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &app.client_id),
            ("client_assertion_type", kind),
            ("client_assertion", assertion),
            ("client_secret", secret),
            ("scope", XDR),
        ];
        let (status, answer) = practice.token("contoso.com", &form).await;
        assert_eq!((status.as_u16(), aadsts(&answer)), (401, code), "{kind}");
    }
    practice.stop().await;
}
