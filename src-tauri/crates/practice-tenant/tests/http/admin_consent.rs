//! Admin consent for a whole tenant, by link.

use serde_json::Value;

use crate::harness::{ADMIN, GRAPH, MEMBER, Page, Practice, XDR, claims};

/// The administrator who may not consent to Graph application permissions.
const CLOUD_APPLICATION_ADMIN: usize = 3;

type Pairs<'a> = &'a [(&'a str, &'a str)];

fn link(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    format!("{path}?{query}")
}

/// The link that a partner sends to a customer.
fn partner_link(practice: &Practice, tenant: &str) -> String {
    let pairs = [
        ("client_id", practice.ready().apps.partner.client_id.as_str()),
        ("redirect_uri", "http://localhost:4711"),
        ("state", "a & b"),
    ];
    link(&format!("/{tenant}/adminconsent"), &pairs)
}

/// Opens a link and signs in as that user.
async fn opened(practice: &Practice, link: &str, name: &str, password: &str) -> Page {
    let page = practice.page(link).await;
    page.send(practice, &[("loginfmt", name), ("passwd", password)])
        .await
}

async fn opened_by(practice: &Practice, link: &str, user: usize) -> Page {
    let user = practice.ready().users[user].clone();
    opened(practice, link, &user.user_principal_name, &user.password).await
}

/// Signs the administrator of a customer in; the sign-in page fills in the password.
async fn opened_by_customer(practice: &Practice, link: &str, domain: &str) -> Page {
    let name = format!("admin@{domain}");
    let page = practice.page(link).await;
    let filled = page.send(practice, &[("account", &name)]).await;
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    filled
        .send(practice, &[("loginfmt", &name), ("passwd", &password)])
        .await
}

async fn roles(practice: &Practice, tenant: &str, scope: &str) -> Value {
    let app = practice.ready().apps.partner.clone();
    let secret = app.client_secret.unwrap();
    let (status, answer) = practice.by_secret(tenant, &app.client_id, &secret, scope).await;
    assert_eq!(status, 200, "{answer}");
    claims(answer["access_token"].as_str().unwrap())["roles"].clone()
}

#[tokio::test]
async fn a_customers_consent_brings_the_app_and_its_roles_into_the_tenant() {
    let practice = Practice::start().await;
    let customer = practice.ready().customers[1].clone();
    for authority in [customer.domain.as_str(), "organizations"] {
        let page = opened_by_customer(&practice, &partner_link(&practice, authority), &customer.domain).await;
        assert!(
            page.html.contains("Review for your organization"),
            "{}",
            page.html
        );
        assert!(page.html.contains("Incident.Read.All"));
        let done = page.send(&practice, &[("decision", "accept")]).await;
        assert!(done.location().starts_with("http://localhost:4711/?"));
        assert_eq!(done.answer("admin_consent").as_deref(), Some("True"));
        assert_eq!(
            done.answer("tenant").as_deref(),
            Some(customer.tenant_id.as_str())
        );
        assert_eq!(done.answer("state").as_deref(), Some("a & b"));
        assert!(done.answer("scope").is_none() && done.answer("code").is_none());
    }
    let roles = roles(&practice, &customer.domain, XDR).await;
    assert!(roles.as_array().unwrap().contains(&"Incident.Read.All".into()));
    practice.stop().await;
}

#[tokio::test]
async fn a_named_scope_is_granted_alone_and_comes_back() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let scope = "https://api.security.microsoft.com/Incident.Read";
    let pairs = [
        ("client_id", app.as_str()),
        ("scope", scope),
        ("redirect_uri", "http://localhost:1"),
        ("state", "s"),
    ];
    let page = opened_by(&practice, &link("/contoso.com/v2.0/adminconsent", &pairs), ADMIN).await;
    assert!(!page.html.contains("SecurityIncident.Read.All"));
    let done = page.send(&practice, &[("decision", "accept")]).await;
    assert_eq!(done.answer("scope").as_deref(), Some(scope));
    let changes = [("client_id", app.as_str()), ("scope", scope)];
    let member = practice.signed_in(MEMBER, &changes).await;
    assert!(!member.code().is_empty(), "nobody is asked any more");
    practice.stop().await;
}

#[tokio::test]
async fn default_brings_application_permissions_and_replaces_what_was_there() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.partner.client_id.clone();
    let configured = format!("/portal/apps/{app}/api-permissions");
    let removed = [
        ("resource", "xdr"),
        ("kind", "application"),
        ("permission", "AdvancedHunting.Read.All"),
    ];
    practice.submit(&format!("{configured}/remove"), &removed).await;
    let graph_before = roles(&practice, "contoso.com", GRAPH).await;
    let pairs = [
        ("client_id", app.as_str()),
        ("scope", XDR),
        ("redirect_uri", "http://localhost:1"),
    ];
    let page = opened_by(&practice, &link("/contoso.com/v2.0/adminconsent", &pairs), ADMIN).await;
    page.send(&practice, &[("decision", "accept")]).await.location();
    assert_eq!(
        roles(&practice, "contoso.com", XDR).await,
        serde_json::json!(["Incident.Read.All"])
    );
    assert_eq!(roles(&practice, "contoso.com", GRAPH).await, graph_before);
    practice.stop().await;
}

#[tokio::test]
async fn the_role_decides_who_may_consent_to_what() {
    let practice = Practice::start().await;
    let partner = partner_link(&practice, "contoso.com");
    for user in [MEMBER, CLOUD_APPLICATION_ADMIN] {
        let page = opened_by(&practice, &partner, user).await;
        assert_eq!(page.text("h1").as_deref(), Some("Need admin approval"));
        assert!(page.html.contains("AADSTS90094: "));
        let forged = page.send(&practice, &[("decision", "accept")]).await;
        assert_eq!(forged.answer("error").as_deref(), Some("access_denied"));
        assert_eq!(forged.answer("admin_consent").as_deref(), Some("True"));
    }
    let app = practice.ready().apps.partner.client_id.clone();
    let pairs = [
        ("client_id", app.as_str()),
        ("scope", XDR),
        ("redirect_uri", "http://localhost:1"),
    ];
    let without_graph = link("/contoso.com/v2.0/adminconsent", &pairs);
    let page = opened_by(&practice, &without_graph, CLOUD_APPLICATION_ADMIN).await;
    let done = page.send(&practice, &[("decision", "accept")]).await;
    assert!(done.answer("tenant").is_some());
    practice.stop().await;
}

#[tokio::test]
async fn somebody_without_the_role_can_hand_over_to_an_administrator() {
    let practice = Practice::start().await;
    let page = opened_by(&practice, &partner_link(&practice, "contoso.com"), MEMBER).await;
    let again = page.send(&practice, &[("decision", "switch")]).await;
    let admin = practice.ready().users[ADMIN].clone();
    let asked = again
        .send(
            &practice,
            &[
                ("loginfmt", &admin.user_principal_name),
                ("passwd", &admin.password),
            ],
        )
        .await;
    assert!(asked.html.contains("Review for your organization"));
    practice.stop().await;
}

#[tokio::test]
async fn cancelling_is_told_in_the_words_of_each_form() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.partner.client_id.clone();
    let pairs = [
        ("client_id", app.as_str()),
        ("redirect_uri", "http://localhost:1"),
        ("scope", XDR),
        ("state", "s"),
        ("resource", "https://graph.microsoft.com"),
        ("response_type", "code"),
        ("prompt", "admin_consent"),
    ];
    let forms = [
        (
            "/contoso.com/adminconsent",
            "permission_denied",
            "The admin canceled",
        ),
        (
            "/contoso.com/v2.0/adminconsent",
            "consent_required",
            "AADSTS65004: The resource owner",
        ),
        (
            "/contoso.com/oauth2/authorize",
            "access_denied",
            "AADSTS65004: User declined",
        ),
    ];
    for (path, error, description) in forms {
        let page = opened_by(&practice, &link(path, &pairs), ADMIN).await;
        let back = page.send(&practice, &[("decision", "cancel")]).await;
        assert_eq!(back.answer("error").as_deref(), Some(error), "{path}");
        assert!(back.answer("error_description").unwrap().starts_with(description));
        assert_eq!(back.answer("state").as_deref(), Some("s"));
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_oldest_form_grants_everything_and_goes_on_with_a_code() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let pairs = [
        ("client_id", app.as_str()),
        ("redirect_uri", "http://localhost:51234"),
        ("resource", "https://graph.microsoft.com"),
        ("response_type", "code"),
        ("prompt", "admin_consent"),
    ];
    let page = opened_by(&practice, &link("/contoso.com/oauth2/authorize", &pairs), ADMIN).await;
    let done = page.send(&practice, &[("decision", "accept")]).await;
    assert_eq!(done.answer("admin_consent").as_deref(), Some("True"));
    assert!(!done.code().is_empty());
    let member = practice.signed_in(MEMBER, &[("client_id", &app)]).await;
    assert!(!member.code().is_empty());
    practice.stop().await;
}

#[tokio::test]
async fn a_link_with_a_mistake_ends_where_the_mistake_can_be_seen() {
    let practice = Practice::start().await;
    let apps = practice.ready().apps.clone();
    let to = ("redirect_uri", "http://localhost:1");
    let one_tenant = ("client_id", apps.unconsented.client_id.as_str());
    let partner = ("client_id", apps.partner.client_id.as_str());
    let none = ("client_id", apps.application.client_id.as_str());
    let elsewhere = ("redirect_uri", "https://attacker.example");
    let cases: [(&str, Pairs<'_>, &str); 6] = [
        ("/contoso.com/adminconsent", &[to], "AADSTS900144"),
        ("/contoso.com/adminconsent", &[none, to], "AADSTS500113"),
        ("/contoso.com/adminconsent", &[partner, elsewhere], "AADSTS50011"),
        (
            "/fabrikam.example/adminconsent",
            &[one_tenant, to],
            "AADSTS700016",
        ),
        ("/nowhere.example/adminconsent", &[partner, to], "AADSTS90002"),
        ("/consumers/adminconsent", &[partner, to], "AADSTS9002332"),
    ];
    for (path, pairs, code) in cases {
        let page = practice.page(&link(path, pairs)).await;
        let shown = page.text("#exceptionMessageContainer").unwrap();
        assert!(shown.starts_with(code), "{path} {pairs:?}: {shown}");
    }
    for (scope, code) in [
        (
            "https://api.security.microsoft.com/Incident.Read.All",
            "AADSTS650053",
        ),
        ("https://nowhere.example/.default", "AADSTS500011"),
        ("", "AADSTS900144"),
    ] {
        let pairs = [partner, to, ("scope", scope)];
        let back = practice
            .page(&link("/contoso.com/v2.0/adminconsent", &pairs))
            .await;
        assert!(back.answer("error_description").unwrap().starts_with(code));
        assert_eq!(back.answer("admin_consent").as_deref(), Some("True"));
    }
    practice.stop().await;
}

#[tokio::test]
async fn an_app_that_became_single_tenant_is_refused_where_it_was_known() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.partner.client_id.clone();
    let single = [("account_types", "AzureADMyOrg")];
    let path = format!("/portal/apps/{app}/authentication/accounts");
    practice.submit(&path, &single).await;
    let known = practice.ready().customers[0].domain.clone();
    let page = practice.page(&partner_link(&practice, &known)).await;
    let shown = page.text("#exceptionMessageContainer").unwrap();
    assert!(shown.starts_with("AADSTS650059: "), "{shown}");
    practice.stop().await;
}

#[tokio::test]
async fn nothing_configured_is_nothing_to_consent_to() {
    let practice = Practice::start().await;
    let fields = [
        ("name", "Empty"),
        ("account_types", "AzureADMyOrg"),
        ("platform", "web"),
        ("redirect_uri", "http://localhost"),
    ];
    let made = practice.submit("/portal/apps/new", &fields).await;
    let app = made.location().trim_end_matches("/overview").to_owned();
    let removed = [
        ("resource", "graph"),
        ("kind", "delegated"),
        ("permission", "User.Read"),
    ];
    practice
        .submit(&format!("{app}/api-permissions/remove"), &removed)
        .await;
    let id = app.rsplit('/').next().unwrap();
    let pairs = [("client_id", id), ("redirect_uri", "http://localhost:1")];
    let back = practice.page(&link("/contoso.com/adminconsent", &pairs)).await;
    let description = back.answer("error_description").unwrap();
    assert!(description.starts_with("AADSTS650056: "), "{description}");
    practice.stop().await;
}
