//! What a person does in the practice portal and on the practice sign-in pages.

use serde_json::Value;

use super::person::Person;

/// What the overview of a registration shows.
pub(crate) struct Registration {
    pub(crate) client_id: String,
    pub(crate) tenant_id: String,
}

/// Fills in "New registration", where the browser already is; with a redirect URI for a public client.
pub(crate) async fn register(person: &Person, name: &str, redirect_uri: Option<&str>) -> Registration {
    person.fill("#name", name).await;
    if let Some(uri) = redirect_uri {
        fill_in_redirect_uri(person, uri).await;
    }
    person.press("#register").await;
    Registration {
        client_id: person.read("#client-id").await,
        tenant_id: person.read("#tenant-id").await,
    }
}

/// On "Authentication": adds a redirect URI for a public client.
pub(crate) async fn add_redirect_uri(person: &Person, uri: &str) {
    fill_in_redirect_uri(person, uri).await;
    person.press("#add-redirect-uri").await;
}

async fn fill_in_redirect_uri(person: &Person, uri: &str) {
    person.pick("select[name=platform]", "publicClient").await;
    person.fill("input[name=redirect_uri]", uri).await;
}

/// On "API permissions": adds a `permission`, `application` or `delegated`, of Microsoft Graph or of the API that
/// is found by `search`.
pub(crate) async fn add_permission(person: &Person, search: Option<&str>, kind: &str, permission: &str) {
    person.press("#add-permission").await;
    if let Some(name) = search {
        person.press(".tabs a[href$=organization]").await;
        person.fill("input[name=q]", name).await;
        person.press("#search").await;
    }
    person.press(".results a").await;
    person.choose(&format!("input[name=kind][value={kind}]")).await;
    person
        .choose(&format!("input[name=permission][value='{permission}']"))
        .await;
    person.press("#add-permissions").await;
}

/// On "API permissions": grants admin consent and confirms it.
pub(crate) async fn grant_admin_consent(person: &Person) {
    person.press("#grant-admin-consent").await;
    person.press("#confirm").await;
}

/// A client secret as the portal shows it once.
pub(crate) struct NewSecret {
    pub(crate) id: String,
    pub(crate) value: String,
}

/// On "Certificates & secrets": makes a client secret.
pub(crate) async fn new_secret(person: &Person, description: &str) -> NewSecret {
    person.press("#new-secret").await;
    person.fill("input[name=description]", description).await;
    person.press("#add-secret").await;
    NewSecret {
        id: person.read("#secret-id").await,
        value: person.read("#secret-value").await,
    }
}

/// On the sign-in page: signs in as the practice user with this name.
pub(crate) async fn sign_in(person: &Person, practice: &Value, name: &str) {
    let users = practice["users"]
        .as_array()
        .expect("the practice tenant has users");
    let user = users
        .iter()
        .find(|user| {
            user["userPrincipalName"]
                .as_str()
                .is_some_and(|upn| upn.starts_with(name))
        })
        .unwrap_or_else(|| panic!("the practice tenant has no {name}"));
    person
        .fill(
            "input[name=loginfmt]",
            user["userPrincipalName"].as_str().unwrap_or_default(),
        )
        .await;
    person
        .fill(
            "input[name=passwd]",
            user["password"].as_str().unwrap_or_default(),
        )
        .await;
    person.press("#idSIButton9").await;
}

/// On the consent page: accepts, or refuses.
pub(crate) async fn answer_consent(person: &Person, accepts: bool) {
    let value = if accepts { "accept" } else { "cancel" };
    person
        .press(&format!("button[name=decision][value={value}]"))
        .await;
}
