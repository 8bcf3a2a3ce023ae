//! The authorize endpoint: how a request may come, and how its answer goes back.

use handrail_practice_tenant::{CustomerState, Options};

use crate::harness::{ADMIN, ANALYST, MEMBER, Page, Practice};

#[tokio::test]
async fn a_request_may_come_as_a_form() {
    let practice = Practice::start().await;
    let address = practice.authorize(&[]);
    let (path, query) = address.split_once('?').unwrap();
    let form: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let request = practice.client.post(practice.url(path)).form(&form);
    let page = Page::of(request.send().await.unwrap()).await;
    let user = practice.ready().users[ANALYST].clone();
    let sent = [
        ("loginfmt", user.user_principal_name.as_str()),
        ("passwd", user.password.as_str()),
    ];
    assert!(!page.send(&practice, &sent).await.code().is_empty());
    practice.stop().await;
}

#[tokio::test]
async fn an_error_goes_back_the_way_that_was_asked_for() {
    let practice = Practice::start().await;
    let mistake = ("response_type", "token");
    let fragment = practice.authorize(&[mistake, ("response_mode", "fragment")]);
    let back = practice.page(&fragment).await;
    let (_, fragment) = back.location().split_once('#').unwrap();
    assert!(
        fragment.starts_with("error=unsupported_response_type"),
        "{fragment}"
    );
    let form = practice.authorize(&[mistake, ("response_mode", "form_post")]);
    let form = practice.page(&form).await;
    assert_eq!(
        form.attribute("input[name=error]", "value").as_deref(),
        Some("unsupported_response_type")
    );
    assert_eq!(
        form.attribute("input[name=state]", "value").as_deref(),
        Some("a state & more")
    );
    practice.stop().await;
}

#[tokio::test]
async fn an_id_token_has_to_be_switched_on_before_it_is_asked_for() {
    let practice = Practice::start().await;
    for response_type in ["id_token", "code id_token"] {
        let path = practice.authorize(&[("response_type", response_type)]);
        let back = practice.page(&path).await;
        assert_eq!(back.answer("error").as_deref(), Some("unsupported_response_type"));
        let description = back.answer("error_description").unwrap();
        assert!(description.starts_with("AADSTS700054: "), "{description}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn what_entra_does_not_know_or_need_is_ignored() {
    let practice = Practice::start().await;
    let extra = [
        ("domain_hint", "contoso.com"),
        ("max_age", "0"),
        ("claims", r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
        ("x-client-SKU", "MSAL.Python"),
        ("client_info", "1"),
        ("made_up", "yes"),
    ];
    assert!(!practice.signed_in(ANALYST, &extra).await.code().is_empty());
    let unknown = practice
        .page(&practice.authorize(&[("prompt", "whatever")]))
        .await;
    let description = unknown.answer("error_description").unwrap();
    assert!(description.starts_with("AADSTS90023: "), "{description}");
    practice.stop().await;
}

#[tokio::test]
async fn a_login_hint_fills_in_the_name_and_outweighs_a_session_of_somebody_else() {
    let practice = Practice::start().await;
    let cookies = practice.signed_in(ADMIN, &[]).await.cookies;
    let session = cookies[0].split(';').next().unwrap().to_owned();
    let open = |hint: &'static str| {
        let path = practice.authorize(&[("login_hint", hint)]);
        let request = practice.client.get(practice.url(&path));
        let request = request.header("cookie", &session);
        async move { Page::of(request.send().await.unwrap()).await }
    };
    assert!(!open("ADMIN@contoso.com").await.code().is_empty());
    let other = open("analyst@contoso.com").await;
    assert_eq!(
        other.attribute("input[name=loginfmt]", "value").as_deref(),
        Some("analyst@contoso.com")
    );
    practice.stop().await;
}

#[tokio::test]
async fn every_error_page_can_be_traced() {
    let practice = Practice::start().await;
    let id = "8478d534-5b2c-4325-8c2c-51395c342c89";
    let mistake = [
        ("redirect_uri", "https://attacker.example"),
        ("client-request-id", id),
    ];
    let english = practice.page(&practice.authorize(&mistake)).await;
    let french = [mistake[0], mistake[1], ("ui_locales", "fr-FR")];
    let french = practice.page(&practice.authorize(&french)).await;
    let labels = ["Error Code", "Request Id", "Correlation Id", "Timestamp"];
    let etiquettes = [
        "Code d’erreur",
        "ID de demande",
        "ID de corrélation",
        "Horodatage",
    ];
    for (page, labels) in [(english, labels), (french, etiquettes)] {
        let details = page.text(".details dl").unwrap();
        for label in labels {
            assert!(details.contains(label), "{label} in {details}");
        }
        assert!(details.contains(id) && details.contains("50011"));
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_blocked_organization_shows_the_policy_to_the_person_only() {
    let options = Options {
        customers: 6,
        ..Options::default()
    };
    let practice = Practice::with(options).await;
    let ready = practice.ready();
    let blocked = ready
        .customers
        .iter()
        .find(|one| one.state == CustomerState::Blocked)
        .unwrap();
    let partner = ready.apps.partner.client_id.clone();
    let place = format!("/{}/", blocked.domain);
    let changes = [("client_id", partner.as_str()), ("scope", "User.Read")];
    let page = practice
        .page(&practice.authorize(&changes).replace("/contoso.com/", &place))
        .await;
    let name = format!("admin@{}", blocked.domain);
    let filled = page.send(&practice, &[("account", &name)]).await;
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    let refused = filled
        .send(&practice, &[("loginfmt", &name), ("passwd", &password)])
        .await;
    assert!(
        refused
            .text("#exceptionMessageContainer")
            .unwrap()
            .starts_with("AADSTS53003: "),
        "{}",
        refused.html
    );
    practice.stop().await;
}

#[tokio::test]
async fn somebody_without_an_account_of_the_tenant_is_sent_to_the_sign_in_page_again() {
    let practice = Practice::start().await;
    let cookies = practice.signed_in(MEMBER, &[]).await.cookies;
    let session = cookies[0].split(';').next().unwrap().to_owned();
    let customer = format!("/{}/", practice.ready().customers[0].domain);
    let partner = practice.ready().apps.partner.client_id.clone();
    let path = practice
        .authorize(&[("client_id", &partner), ("scope", "User.Read")])
        .replace("/contoso.com/", &customer);
    let request = practice.client.get(practice.url(&path)).header("cookie", session);
    let page = Page::of(request.send().await.unwrap()).await;
    assert!(page.attribute("input[name=passwd]", "type").is_some());
    practice.stop().await;
}
