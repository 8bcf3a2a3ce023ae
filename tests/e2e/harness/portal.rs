//! What a person does in the practice portal and on the practice sign-in pages.

use serde_json::Value;

use super::person::Person;

/// What the overview of a registration shows.
pub(crate) struct Registration {
    pub(crate) client_id: String,
}

/// What a registration is made with.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    /// On which platform the browser may come back, and where to.
    pub(crate) redirect: Option<(Platform, &'a str)>,
    /// Other organisations may use it, too.
    pub(crate) many_tenants: bool,
}

/// Platforms of a redirect URI, as the forms of the portal name them.
#[derive(Clone, Copy)]
pub(crate) enum Platform {
    /// "Mobile and desktop applications".
    Desktop,
    /// "Web".
    Web,
}

impl Platform {
    fn value(self) -> &'static str {
        match self {
            Self::Desktop => "publicClient",
            Self::Web => "web",
        }
    }
}

/// Fills in "New registration", where the browser already is.
pub(crate) async fn register(person: &Person, name: &str, wanted: Wanted<'_>) -> Registration {
    person.fill("#name", name).await;
    if wanted.many_tenants {
        person
            .choose("input[name=account_types][value=AzureADMultipleOrgs]")
            .await;
    }
    if let Some((platform, uri)) = wanted.redirect {
        fill_in_redirect_uri(person, platform, uri).await;
    }
    person.press("#register").await;
    Registration {
        client_id: person.read("#client-id").await,
    }
}

async fn fill_in_redirect_uri(person: &Person, platform: Platform, uri: &str) {
    person.pick("select[name=platform]", platform.value()).await;
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

/// On "Certificates & secrets": makes a client secret, whose value is shown this once.
pub(crate) async fn new_secret(person: &Person, description: &str) -> String {
    person.press("#new-secret").await;
    person.fill("input[name=description]", description).await;
    person.press("#add-secret").await;
    person.read("#secret-value").await
}

/// On the sign-in page: signs in as the practice user with this name.
pub(crate) async fn sign_in(person: &Person, practice: &Value, name: &str) {
    let users = practice["users"]
        .as_array()
        .expect("the practice tenant has users");
    let user = users
        .iter()
        .filter_map(|user| user["userPrincipalName"].as_str())
        .find(|upn| upn.starts_with(name))
        .unwrap_or_else(|| panic!("the practice tenant has no {name}"));
    sign_in_as(person, user).await;
}

/// On the sign-in page: takes an account from the list, which fills in its made-up password, and signs in.
pub(crate) async fn sign_in_as(person: &Person, user: &str) {
    person
        .press(&format!("button[name=account][value='{user}']"))
        .await;
    person
        .find(&format!("input[name=loginfmt][value='{user}']"))
        .await;
    person.press("#idSIButton9").await;
}

/// On the consent page: accepts, or refuses. Whoever leaves before the answer was sent has given none.
pub(crate) async fn answer_consent(person: &Person, accepts: bool) {
    let value = if accepts { "accept" } else { "cancel" };
    person
        .press(&format!("button[name=decision][value={value}]"))
        .await;
    person.sees_no_more("button[name=decision]").await;
}
