//! The practice portal, used by hand: pages are opened, forms are filled in, buttons are pressed.

use reqwest::{Client, redirect};
use url::Url;

use crate::form::{Form, link_beside, link_named, link_of, option_named, text_of};

/// A browser at the practice portal.
pub(crate) struct Portal {
    client: Client,
    origin: Url,
}

/// A page that was opened.
struct Page {
    url: Url,
    html: String,
}

/// What the Overview page of a registration shows.
#[derive(Clone, Debug)]
#[allow(clippy::struct_field_names, reason = "the portal's own names")]
pub(crate) struct Overview {
    pub(crate) client_id: String,
    pub(crate) tenant_id: String,
    pub(crate) object_id: String,
}

/// A client secret as it is shown once.
pub(crate) struct NewSecret {
    pub(crate) value: String,
    pub(crate) id: String,
}

impl Portal {
    pub(crate) fn at(origin: &str) -> Self {
        let client = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::limited(5))
            .build()
            .unwrap();
        Self {
            client,
            origin: origin.parse().unwrap(),
        }
    }

    async fn open(&self, path: &str) -> Page {
        self.follow(self.origin.join(path).unwrap()).await
    }

    async fn follow(&self, url: Url) -> Page {
        Page::of(
            self.client
                .get(url)
                .header("Accept-Language", "en")
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    async fn send(&self, form: Form) -> Page {
        Page::of(form.submit(&self.client).await).await
    }

    async fn blade(&self, client_id: &str, name: &str) -> Page {
        self.open(&format!("/portal/apps/{client_id}/{name}")).await
    }

    /// "New registration": single tenant, no redirect URI.
    pub(crate) async fn register(&self, name: &str) -> Overview {
        self.register_for(name, "AzureADMyOrg").await
    }

    /// "New registration" for an account type: `AzureADMyOrg` or `AzureADMultipleOrgs`.
    pub(crate) async fn register_for(&self, name: &str, account_types: &str) -> Overview {
        let page = self.open("/portal/apps/new").await;
        let form = page.form("#register").fill("name", name);
        let page = self.send(form.fill("account_types", account_types)).await;
        Overview {
            client_id: page.text("#client-id"),
            tenant_id: page.text("#tenant-id"),
            object_id: page.text("#object-id"),
        }
    }

    /// "API permissions": adds one permission, found under "APIs my organization uses".
    pub(crate) async fn add_permission(&self, client_id: &str, api: &str, kind: &str, permission: &str) {
        let page = self.blade(client_id, "api-permissions").await;
        let page = self.follow(page.link("#add-permission")).await;
        let found = self.send(page.form("input[name=q]").fill("q", api)).await;
        let link = link_named(&found.html, &found.url, api);
        let page = self
            .follow(link.unwrap_or_else(|| panic!("{api} was not found")))
            .await;
        let form = page.form(&format!("input[name=permission][value='{permission}']"));
        let page = self
            .send(form.fill("kind", kind).fill("permission", permission))
            .await;
        assert!(page.html.contains(permission), "{permission} is not in the list");
    }

    /// "Grant admin consent for Contoso", and yes.
    pub(crate) async fn grant_admin_consent(&self, client_id: &str) {
        let page = self.blade(client_id, "api-permissions").await;
        let question = self.follow(page.link("#grant-admin-consent")).await;
        let page = self.send(question.form("#confirm")).await;
        assert!(page.html.contains("Granted for"), "no consent was granted");
    }

    /// "Enterprise applications" > "Permissions": takes back what was granted at home.
    pub(crate) async fn revoke(&self, client_id: &str, permission: &str) {
        let path = format!("/portal/enterprise-apps/{client_id}/permissions");
        let page = self.open(&path).await;
        let form = page.form(&format!("button[name=permission][value='{permission}']"));
        self.send(form.fill("permission", permission)).await;
    }

    /// "Enterprise applications" > "Properties" > "Delete".
    pub(crate) async fn delete_enterprise_app(&self, client_id: &str) {
        let path = format!("/portal/enterprise-apps/{client_id}/properties");
        let form = self.open(&path).await.form("#delete");
        self.send(form).await;
    }

    /// "New client secret": shown once, beside its ID.
    pub(crate) async fn new_secret(&self, client_id: &str) -> NewSecret {
        let page = self.blade(client_id, "certificates-secrets").await;
        let page = self.follow(page.link("#new-secret")).await;
        let page = self
            .send(page.form("#add-secret").fill("description", "journey"))
            .await;
        NewSecret {
            value: page.text("#secret-value"),
            id: page.text("#secret-id"),
        }
    }

    /// "Authentication": adds a redirect URI on a platform.
    pub(crate) async fn add_redirect_uri(&self, client_id: &str, platform: &str, uri: &str) {
        let page = self.blade(client_id, "authentication").await;
        let form = page
            .form("#add-redirect-uri")
            .fill("platform", platform)
            .fill("redirect_uri", uri);
        let page = self.send(form).await;
        assert!(page.html.contains(uri), "{uri} is not in the list");
    }

    /// "Authentication" > "Supported accounts": `AzureADMyOrg` or `AzureADMultipleOrgs`.
    pub(crate) async fn support_accounts(&self, client_id: &str, audience: &str) {
        let page = self.blade(client_id, "authentication?tab=accounts").await;
        self.send(page.form("#save-accounts").fill("account_types", audience))
            .await;
    }

    /// "Authentication": removes a redirect URI.
    pub(crate) async fn remove_redirect_uri(&self, client_id: &str, uri: &str) {
        let page = self.blade(client_id, "authentication").await;
        let form = page.form(&format!("input[name=redirect_uri][value='{uri}'][type=hidden]"));
        self.send(form).await;
    }

    /// "Certificates & secrets": removes a secret by its Secret ID.
    pub(crate) async fn remove_secret(&self, client_id: &str, secret_id: &str) {
        let page = self.blade(client_id, "certificates-secrets").await;
        let form = page.form(&format!("button[name=secret][value='{secret_id}']"));
        let page = self.send(form.fill("secret", secret_id)).await;
        assert!(!page.html.contains(secret_id), "the secret is still there");
    }

    /// "Certificates & secrets" > "Certificates": pastes the public half of a certificate.
    pub(crate) async fn upload_certificate(&self, client_id: &str, pem: &str) {
        let path = format!("/portal/apps/{client_id}/certificates-secrets/certificates");
        let body =
            format!("--part\r\nContent-Disposition: form-data; name=\"pem\"\r\n\r\n{pem}\r\n--part--\r\n");
        let sent = self
            .client
            .post(self.origin.join(&path).unwrap())
            .header("Content-Type", "multipart/form-data; boundary=part")
            .body(body)
            .send()
            .await;
        Page::of(sent.unwrap()).await;
    }

    /// "Authentication" > "Settings": "Allow public client flows".
    pub(crate) async fn allow_public_client_flows(&self, client_id: &str, on: bool) {
        let page = self.blade(client_id, "authentication?tab=settings").await;
        let form = page.form("input[name=allow_public_client]");
        self.send(form.fill("allow_public_client", yes_or_no(on))).await;
    }

    /// "Enterprise applications" > "Properties": `enabled` or `assignment_required`.
    pub(crate) async fn set_property(&self, client_id: &str, property: &str, on: bool) {
        let path = format!("/portal/enterprise-apps/{client_id}/properties");
        let form = self.open(&path).await.form("#save");
        self.send(form.fill(property, yes_or_no(on))).await;
    }

    /// "Enterprise applications" > "Users and groups": assigns a person.
    pub(crate) async fn assign(&self, client_id: &str, user: &str) {
        let (page, object_id) = self.users_and_groups(client_id, user).await;
        self.send(page.form("#assign").fill("user", &object_id)).await;
    }

    /// The "Object ID" of a person, as "Users and groups" of an app lists it.
    pub(crate) async fn object_id(&self, client_id: &str, user: &str) -> String {
        self.users_and_groups(client_id, user).await.1
    }

    async fn users_and_groups(&self, client_id: &str, user: &str) -> (Page, String) {
        let path = format!("/portal/enterprise-apps/{client_id}/users-and-groups");
        let page = self.open(&path).await;
        let object_id =
            option_named(&page.html, "#user", user).unwrap_or_else(|| panic!("no {user} to assign"));
        (page, object_id)
    }

    /// "Users": switches one of the settings of an account.
    pub(crate) async fn set_account(&self, user: &str, setting: &str, on: bool) {
        let page = self.open("/portal/users").await;
        let link = link_beside(&page.html, &page.url, user).unwrap_or_else(|| panic!("no {user}"));
        let form = self.follow(link).await.form("#save");
        let form = if on {
            form.fill(setting, "yes")
        } else {
            form.without(setting)
        };
        self.send(form).await;
    }
}

fn yes_or_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

impl Page {
    async fn of(response: reqwest::Response) -> Self {
        assert!(
            response.status().is_success(),
            "{}: {}",
            response.url(),
            response.status()
        );
        Self {
            url: response.url().clone(),
            html: response.text().await.unwrap(),
        }
    }

    fn form(&self, selector: &str) -> Form {
        Form::holding(&self.html, &self.url, selector)
            .unwrap_or_else(|| panic!("{}: no form with {selector}", self.url))
    }

    fn text(&self, selector: &str) -> String {
        text_of(&self.html, selector).unwrap_or_else(|| panic!("{}: no {selector}", self.url))
    }

    fn link(&self, selector: &str) -> Url {
        link_of(&self.html, &self.url, selector).unwrap_or_else(|| panic!("{}: no link {selector}", self.url))
    }
}
