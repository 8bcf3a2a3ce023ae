//! The classic mistakes of a registration: each is made in the portal by its forms, and then met.

use crate::harness::{ADMIN, ANALYST, Page, Practice, XDR, aadsts, claims};

/// A registration under way: its path in the portal.
struct Registration<'a> {
    practice: &'a Practice,
    path: String,
}

impl<'a> Registration<'a> {
    /// Fills in "Register an application" and sends it.
    async fn new(practice: &'a Practice, account_types: &str, platform: &str, redirect_uri: &str) -> Self {
        let fields = [
            ("name", "Handrail"),
            ("account_types", account_types),
            ("platform", platform),
            ("redirect_uri", redirect_uri),
        ];
        let done = practice.submit("/portal/apps/new", &fields).await;
        assert_eq!(done.status, 303, "{}", done.html);
        let path = done.location().trim_end_matches("/overview").to_owned();
        Self { practice, path }
    }

    fn client_id(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    async fn send(&self, page: &str, fields: &[(&str, &str)]) -> Page {
        let done = self
            .practice
            .submit(&format!("{}/{page}", self.path), fields)
            .await;
        assert_eq!(done.status, 303, "{}", done.html);
        done
    }

    async fn permission(&self, kind: &str, name: &str) {
        let fields = [("kind", kind), ("permission", name)];
        self.send("api-permissions/add/xdr", &fields).await;
    }

    async fn consent(&self) {
        self.send("api-permissions/grant-admin-consent", &[]).await;
    }

    /// The value and the id of a new secret, as the page shows them once.
    async fn secret(&self) -> (String, String) {
        let fields = [("description", "nightly"), ("expires", "180")];
        let done = self.send("certificates-secrets", &fields).await;
        let shown = self.practice.page(done.location()).await;
        (
            shown.text("#secret-value").unwrap(),
            shown.text("#secret-id").unwrap(),
        )
    }

    /// A token as the application, and what the API says to it.
    async fn incidents(&self, secret: &str) -> (serde_json::Value, u16) {
        let (status, answer) = self
            .practice
            .by_secret("contoso.com", self.client_id(), secret, XDR)
            .await;
        assert_eq!(status, 200, "{answer}");
        let token = answer["access_token"].as_str().unwrap();
        let (status, _) = self.practice.call("/api/incidents?$top=1", token).await;
        (claims(token), status.as_u16())
    }
}

#[tokio::test]
async fn the_web_platform_asks_a_desktop_app_for_a_secret() {
    let practice = Practice::start().await;
    for (platform, code) in [("web", 7_000_218), ("spa", 9_002_327), ("publicClient", 0)] {
        let app = Registration::new(&practice, "AzureADMyOrg", platform, "http://localhost").await;
        app.permission("delegated", "Incident.Read").await;
        app.consent().await;
        let id = ("client_id", app.client_id());
        let code_sent = practice.signed_in(ANALYST, &[id]).await.code();
        let (_, answer) = practice.redeem(&code_sent, &[id]).await;
        if code == 0 {
            assert!(answer["access_token"].is_string(), "{answer}");
        } else {
            assert_eq!(aadsts(&answer), code, "{platform}");
        }
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_delegated_permission_gives_an_application_nothing() {
    let practice = Practice::start().await;
    let app = Registration::new(&practice, "AzureADMyOrg", "", "").await;
    let (value, _) = app.secret().await;
    app.permission("delegated", "Incident.Read").await;
    app.consent().await;
    let (claims, status) = app.incidents(&value).await;
    assert!(claims.get("roles").is_none());
    assert_eq!(status, 403);
    app.permission("application", "Incident.Read.All").await;
    app.consent().await;
    assert_eq!(app.incidents(&value).await.1, 200);
    practice.stop().await;
}

#[tokio::test]
async fn a_permission_nobody_consented_to_is_only_a_wish() {
    let practice = Practice::start().await;
    let app = Registration::new(&practice, "AzureADMyOrg", "publicClient", "http://localhost").await;
    let (value, _) = app.secret().await;
    app.permission("application", "Incident.Read.All").await;
    app.permission("delegated", "Incident.Read").await;
    let overview = practice.page(&format!("{}/overview", app.path)).await;
    assert!(overview.text("#consent-warning").is_some());
    assert_eq!(app.incidents(&value).await.1, 403);
    let id = [("client_id", app.client_id())];
    let asked = practice.signed_in(ANALYST, &id).await;
    assert!(asked.html.contains("AADSTS90094: "));
    app.consent().await;
    let overview = practice.page(&format!("{}/overview", app.path)).await;
    assert!(overview.text("#consent-warning").is_none());
    assert_eq!(app.incidents(&value).await.1, 200);
    assert!(!practice.signed_in(ANALYST, &id).await.code().is_empty());
    practice.stop().await;
}

#[tokio::test]
async fn the_secret_id_is_no_secret() {
    let practice = Practice::start().await;
    let app = Registration::new(&practice, "AzureADMyOrg", "", "").await;
    let (value, id) = app.secret().await;
    for (copied, code) in [(&id, Some(7_000_215)), (&value, None)] {
        let (_, answer) = practice
            .by_secret("contoso.com", app.client_id(), copied, XDR)
            .await;
        assert_eq!(answer.get("error").map(|_| aadsts(&answer)), code);
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_account_type_decides_where_people_may_come_from() {
    let practice = Practice::start().await;
    let shown = |page: &Page| page.text("#exceptionMessageContainer").unwrap_or_default();
    let app = Registration::new(&practice, "AzureADMyOrg", "publicClient", "http://localhost").await;
    let customer = format!("/{}/", practice.ready().customers[0].domain);
    let path = practice.authorize(&[("client_id", app.client_id()), ("scope", "User.Read")]);
    for (place, code) in [
        ("/organizations/", "AADSTS50194"),
        (customer.as_str(), "AADSTS700016"),
    ] {
        let page = practice.page(&path.replace("/contoso.com/", place)).await;
        assert!(shown(&page).starts_with(code), "{place}: {}", shown(&page));
    }
    let many = [("account_types", "AzureADMultipleOrgs")];
    app.send("authentication/accounts", &many).await;
    for place in ["/organizations/", customer.as_str()] {
        let page = practice.page(&path.replace("/contoso.com/", place)).await;
        assert!(page.attribute("input[name=passwd]", "type").is_some(), "{place}");
    }
    let personal = [("account_types", "PersonalMicrosoftAccount")];
    app.send("authentication/accounts", &personal).await;
    assert!(shown(&practice.page(&path).await).starts_with("AADSTS9002346"));
    practice.stop().await;
}

#[tokio::test]
async fn a_redirect_uri_with_another_path_is_another_redirect_uri() {
    let practice = Practice::start().await;
    let app = Registration::new(
        &practice,
        "AzureADMyOrg",
        "publicClient",
        "http://localhost/Signed-In",
    )
    .await;
    let open = |uri: &'static str| {
        let path = practice.authorize(&[
            ("client_id", app.client_id()),
            ("redirect_uri", uri),
            ("scope", "User.Read"),
        ]);
        let practice = &practice;
        async move { practice.page(&path).await.html.contains("AADSTS50011") }
    };
    assert!(!open("http://localhost:8123/Signed-In").await);
    assert!(open("http://localhost:8123/signed-in").await);
    assert!(open("http://localhost:8123/Signed-In/").await);
    assert!(open("http://localhost:8123/").await);
    assert!(open("http://127.0.0.1:8123/Signed-In").await);
    practice.stop().await;
}

#[tokio::test]
async fn a_password_needs_public_client_flows() {
    let practice = Practice::start().await;
    let app = Registration::new(&practice, "AzureADMyOrg", "", "").await;
    let user = practice.ready().users[ADMIN].clone();
    let form = [
        ("grant_type", "password"),
        ("client_id", app.client_id()),
        ("username", user.user_principal_name.as_str()),
        ("password", user.password.as_str()),
        ("scope", "User.Read"),
    ];
    let (_, answer) = practice.token("contoso.com", &form).await;
    assert_eq!(aadsts(&answer), 7_000_218);
    app.send("authentication", &[("allow_public_client", "yes")])
        .await;
    let (_, answer) = practice.token("contoso.com", &form).await;
    assert_eq!(aadsts(&answer), 65001, "now only consent is missing");
    practice.stop().await;
}
