//! People of another directory.

use crate::harness::{Page, Practice, claims};

/// Signs in at Contoso as a customer's administrator, with the password that the customer's own page fills in.
async fn customer_at_contoso(practice: &Practice, name: &str) -> Page {
    let partner = practice.ready().apps.partner.client_id.clone();
    let changes = [("client_id", partner.as_str()), ("scope", "openid User.Read")];
    let domain = name.split_once('@').unwrap().1;
    let here = practice.authorize(&changes);
    let there = here.replace("/contoso.com/", &format!("/{domain}/"));
    let filled = practice.page(&there).await;
    let filled = filled.send(practice, &[("account", name)]).await;
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    let page = practice.page(&here).await;
    page.send(practice, &[("loginfmt", name), ("passwd", &password)])
        .await
}

#[tokio::test]
async fn an_invited_guest_signs_in_with_an_account_of_their_own_directory() {
    let practice = Practice::start().await;
    let customer = practice.ready().customers[0].clone();
    let name = format!("admin@{}", customer.domain);
    let stranger = customer_at_contoso(&practice, &name).await;
    assert!(stranger.text("#error").unwrap().starts_with("AADSTS50020: "));

    let invited = practice.submit("/portal/users/invite", &[("email", &name)]).await;
    assert_eq!(invited.status, 303, "{}", invited.html);
    let guest = practice.page(invited.location()).await;
    assert!(guest.html.contains("#EXT#@contoso.com"));

    let consent = customer_at_contoso(&practice, &name).await;
    assert!(
        consent
            .attribute("input[name=on_behalf_of_organization]", "type")
            .is_none(),
        "an administrator elsewhere is none here"
    );
    let code = consent.send(&practice, &[("decision", "accept")]).await.code();
    let app = practice.ready().apps.partner.clone();
    let proof = [
        ("client_id", app.client_id.as_str()),
        ("client_secret", app.client_secret.as_deref().unwrap()),
    ];
    let (status, answer) = practice.redeem(&code, &proof).await;
    assert_eq!(status, 200, "{answer}");
    let access = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(access["tid"], practice.ready().tenant_id.as_str());
    assert!(access["idp"].as_str().unwrap().contains(&customer.tenant_id));
    assert_eq!(
        access["wids"],
        serde_json::json!(["10dae51f-b6af-4016-8d66-8c2a99b929b3"])
    );
    practice.stop().await;
}

#[tokio::test]
async fn only_somebody_of_another_directory_can_be_invited_and_only_once() {
    let practice = Practice::start().await;
    let name = format!("admin@{}", practice.ready().customers[0].domain);
    practice
        .submit("/portal/users/invite", &[("email", &name)])
        .await
        .location();
    for (email, reason) in [
        (name.as_str(), "already"),
        ("member@contoso.com", "already"),
        ("nobody@nowhere.example", "No practice directory"),
        ("", "No practice directory"),
    ] {
        let refused = practice.submit("/portal/users/invite", &[("email", email)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text("#email-wrong").unwrap().contains(reason), "{email}");
    }
    practice.stop().await;
}
