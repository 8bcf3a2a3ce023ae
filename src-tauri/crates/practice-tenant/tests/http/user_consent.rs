//! What people may consent to by themselves, and whom they can ask.

use crate::harness::{ADMIN, MEMBER, Practice};

const SETTINGS: &str = "/portal/enterprise-apps/consent-settings";

fn low_impact(practice: &Practice) -> [(&'static str, String); 2] {
    [
        ("client_id", practice.ready().apps.unconsented.client_id.clone()),
        ("scope", "openid User.Read".to_owned()),
    ]
}

#[tokio::test]
async fn an_organization_can_forbid_its_people_to_consent() {
    let practice = Practice::start().await;
    let changes = low_impact(&practice);
    let changes: Vec<(&str, &str)> = changes
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let asked = practice.signed_in(MEMBER, &changes).await;
    assert!(asked.attribute("button[value=accept]", "type").is_some());
    practice.submit(SETTINGS, &[("user_consent", "never")]).await;
    let refused = practice.signed_in(MEMBER, &changes).await;
    assert!(refused.html.contains("AADSTS90094: "), "{}", refused.html);
    let late = asked.send(&practice, &[("decision", "accept")]).await;
    assert_eq!(late.answer("error").as_deref(), Some("access_denied"));
    let admin = practice.signed_in(ADMIN, &changes).await;
    assert!(admin.attribute("button[value=accept]", "type").is_some());
    practice.stop().await;
}

#[tokio::test]
async fn a_request_to_an_administrator_arrives_in_the_portal() {
    let practice = Practice::start().await;
    practice
        .submit(
            SETTINGS,
            &[("user_consent", "low-impact"), ("consent_requests", "yes")],
        )
        .await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let page = practice.signed_in(MEMBER, &[("client_id", &app)]).await;
    assert_eq!(page.text("h1").as_deref(), Some("Approval required"));
    assert!(page.html.contains("AADSTS90095: "));
    let sent = page
        .send(
            &practice,
            &[("decision", "request"), ("reason", "weekly <report>")],
        )
        .await;
    assert_eq!(sent.text("h1").as_deref(), Some("Request sent"));
    let again = [("decision", "request"), ("reason", "daily <report>")];
    let sent = page.send(&practice, &again).await;
    assert_eq!(sent.text("h1").as_deref(), Some("Request sent"));
    let back = sent.send(&practice, &[("decision", "cancel")]).await;
    assert_eq!(back.answer("error").as_deref(), Some("access_denied"));
    let list = practice.page(SETTINGS).await;
    assert!(list.html.contains("daily &lt;report&gt;") && list.html.contains("member@contoso.com"));
    assert!(!list.html.contains("weekly"), "the last word counts");
    practice.stop().await;
}

#[tokio::test]
async fn a_new_permission_is_asked_for_alone() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let first = [("client_id", app.as_str()), ("scope", "openid User.Read")];
    let asked = practice.signed_in(ADMIN, &first).await;
    asked.send(&practice, &[("decision", "accept")]).await.code();
    let more = [
        ("client_id", app.as_str()),
        ("scope", "openid User.Read SecurityIncident.Read.All"),
    ];
    let asked = practice.signed_in(ADMIN, &more).await;
    assert!(asked.html.contains("SecurityIncident.Read.All"));
    assert!(!asked.html.contains("User.Read<"), "that was consented to before");
    practice.stop().await;
}

#[tokio::test]
async fn a_personal_account_belongs_to_no_organization() {
    let practice = Practice::start().await;
    let partner = practice.ready().apps.partner.client_id.clone();
    let changes = [("client_id", partner.as_str()), ("scope", "User.Read")];
    let here = practice.authorize(&changes);
    let anywhere = here.replace("/contoso.com/", "/organizations/");
    for (path, code) in [
        (
            here,
            "AADSTS50020: User account 'me@outlook.com' from identity provider 'live.com'",
        ),
        (anywhere, "AADSTS500208: "),
    ] {
        let page = practice.page(&path).await;
        let told = page
            .send(
                &practice,
                &[("loginfmt", "me@outlook.com"), ("passwd", "anything")],
            )
            .await;
        assert!(told.text("#error").unwrap().starts_with(code), "{}", told.html);
    }
    practice.stop().await;
}
