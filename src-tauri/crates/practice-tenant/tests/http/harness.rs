//! A practice tenant of its own for each test, and a browser made of requests.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use handrail_practice_tenant::{Options, PracticeTenant, start};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use scraper::{Html, Selector};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

pub(crate) const GRAPH: &str = "https://graph.microsoft.com/.default";
pub(crate) const XDR: &str = "https://api.security.microsoft.com/.default";
pub(crate) const MDE: &str = "https://api.securitycenter.microsoft.com/.default";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub(crate) struct Practice {
    tenant: PracticeTenant,
    pub(crate) client: Client,
}

impl Practice {
    pub(crate) async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let tenant = start(options).await.unwrap();
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self { tenant, client }
    }

    pub(crate) fn ready(&self) -> &handrail_practice_tenant::Ready {
        self.tenant.ready()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.ready().origin)
    }

    pub(crate) async fn stop(self) {
        self.tenant.stop().await;
    }

    pub(crate) async fn page(&self, path: &str) -> Page {
        Page::of(self.client.get(self.url(path)).send().await.unwrap()).await
    }

    pub(crate) async fn submit(&self, path: &str, form: &[(&str, &str)]) -> Page {
        Page::of(self.client.post(self.url(path)).form(form).send().await.unwrap()).await
    }

    /// A token request; status and JSON.
    pub(crate) async fn token(&self, tenant: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let url = self.url(&format!("/{tenant}/oauth2/v2.0/token"));
        json(self.client.post(url).form(form).send().await.unwrap()).await
    }

    /// An access token of the ready application.
    pub(crate) async fn application_token(&self, scope: &str) -> String {
        let app = &self.ready().apps.application;
        let secret = app.client_secret.clone().unwrap();
        let (status, answer) = self
            .by_secret("contoso.com", &app.client_id, &secret, scope)
            .await;
        assert_eq!(status, 200, "{answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// An access token of the partner's application, which may only read.
    pub(crate) async fn reading_token(&self, scope: &str) -> String {
        let app = &self.ready().apps.partner;
        let secret = app.client_secret.clone().unwrap();
        let (status, answer) = self
            .by_secret("contoso.com", &app.client_id, &secret, scope)
            .await;
        assert_eq!(status, 200, "{answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// Adds application permissions of one API (`graph`, `xdr`, `mde`) to the ready application, as an admin does in the
    /// portal, and takes a token with them.
    pub(crate) async fn token_with(&self, api: &str, permissions: &[&str]) -> String {
        let app = format!("/portal/apps/{}", self.ready().apps.application.client_id);
        for permission in permissions {
            let fields = [("kind", "application"), ("permission", permission)];
            let added = self
                .submit(&format!("{app}/api-permissions/add/{api}"), &fields)
                .await;
            assert_eq!(added.status, 303, "{}", added.html);
        }
        let granted = self
            .submit(&format!("{app}/api-permissions/grant-admin-consent"), &[])
            .await;
        assert_eq!(granted.status, 303, "{}", granted.html);
        let scope = match api {
            "graph" => GRAPH,
            "xdr" => XDR,
            _ => MDE,
        };
        self.application_token(scope).await
    }

    /// A call to an API with a body; status and JSON, null when the answer is empty.
    pub(crate) async fn send(
        &self,
        method: reqwest::Method,
        path: &str,
        token: &str,
        body: &Value,
    ) -> (StatusCode, Value) {
        let request = self.client.request(method, self.url(path)).bearer_auth(token);
        let answer = request.json(body).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    pub(crate) async fn by_secret(
        &self,
        tenant: &str,
        id: &str,
        secret: &str,
        scope: &str,
    ) -> (StatusCode, Value) {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", secret),
            ("scope", scope),
        ];
        self.token(tenant, &form).await
    }

    /// The columns and rows that a hunting query finds at one of the three addresses.
    pub(crate) async fn hunt(&self, path: &str, token: &str, query: &str) -> (StatusCode, Value) {
        let body = json!({"Query": query});
        self.send(reqwest::Method::POST, path, token, &body).await
    }

    /// A call to an API.
    pub(crate) async fn call(&self, path: &str, token: &str) -> (StatusCode, Value) {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            self.url(path)
        };
        json(self.client.get(url).bearer_auth(token).send().await.unwrap()).await
    }

    /// A document that anybody may read, as JSON.
    pub(crate) async fn document(&self, path: &str) -> Value {
        let answer = self.client.get(self.url(path)).send().await.unwrap();
        answer.json().await.unwrap()
    }

    pub(crate) async fn truth(&self) -> Value {
        self.document("/practice/truth").await
    }

    /// Switches a scenario by its name.
    pub(crate) async fn turn(&self, scenario: &str, on: bool) {
        self.control("/practice/scenarios", &json!({"name": scenario, "on": on}))
            .await;
    }

    pub(crate) async fn control(&self, path: &str, body: &Value) -> Value {
        let answer = self.client.post(self.url(path)).json(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// The address of the sign-in page for the ready public client, with changes.
    pub(crate) fn authorize(&self, changes: &[(&str, &str)]) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let all = [
            ("client_id", self.ready().apps.user.client_id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", "http://localhost:51234"),
            (
                "scope",
                "openid offline_access https://api.security.microsoft.com/Incident.Read",
            ),
            ("state", "a state & more"),
            ("nonce", "n-1"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(changed(&all, changes))
            .finish();
        format!("/contoso.com/oauth2/v2.0/authorize?{query}")
    }

    /// Opens the sign-in page and signs in; the page that follows.
    pub(crate) async fn signed_in(&self, user: usize, changes: &[(&str, &str)]) -> Page {
        let user = &self.ready().users[user];
        let page = self.page(&self.authorize(changes)).await;
        page.send(
            self,
            &[
                ("loginfmt", &user.user_principal_name),
                ("passwd", &user.password),
            ],
        )
        .await
    }

    /// Redeems a code for the ready public client, with changes.
    pub(crate) async fn redeem(&self, code: &str, changes: &[(&str, &str)]) -> (StatusCode, Value) {
        self.redeem_at("contoso.com", code, changes, None).await
    }

    /// The same at any tenant, perhaps from a page of another origin.
    pub(crate) async fn redeem_at(
        &self,
        tenant: &str,
        code: &str,
        changes: &[(&str, &str)],
        origin: Option<&str>,
    ) -> (StatusCode, Value) {
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", self.ready().apps.user.client_id.as_str()),
            ("code", code),
            ("redirect_uri", "http://localhost:51234"),
            ("code_verifier", VERIFIER),
        ];
        let url = self.url(&format!("/{tenant}/oauth2/v2.0/token"));
        let request = self.client.post(url).form(&changed(&form, changes));
        let request = match origin {
            Some(origin) => request.header("origin", origin),
            None => request,
        };
        json(request.send().await.unwrap()).await
    }
}

/// A form with changes; an empty value leaves a field out.
pub(crate) fn changed<'a>(
    form: &[(&'a str, &'a str)],
    changes: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut all = form.to_vec();
    all.retain(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    all.extend(changes);
    all.retain(|(_, value)| !value.is_empty());
    all
}

/// The three users of the ready line.
pub(crate) const ADMIN: usize = 0;
pub(crate) const ANALYST: usize = 1;
pub(crate) const MEMBER: usize = 2;

/// Status and body of an answer in JSON.
pub(crate) async fn json(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let text = response.text().await.unwrap();
    (
        status,
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}")),
    )
}

/// What a browser would see.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    location: Option<String>,
    pub(crate) cookies: Vec<String>,
    pub(crate) html: String,
}

impl Page {
    pub(crate) async fn of(response: Response) -> Self {
        let status = response.status();
        let header = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
        let location = response.headers().get("location").map(header);
        let cookies = response
            .headers()
            .get_all("set-cookie")
            .iter()
            .map(header)
            .collect();
        Self {
            status,
            location,
            cookies,
            html: response.text().await.unwrap(),
        }
    }

    pub(crate) fn text(&self, selector: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let found = document.select(&Selector::parse(selector).unwrap()).next()?;
        Some(found.text().collect::<String>().trim().to_owned())
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let found = document.select(&Selector::parse(selector).unwrap()).next()?;
        found.value().attr(name).map(str::to_owned)
    }

    /// Where the link with that text leads.
    pub(crate) fn link(&self, text: &str) -> String {
        self.found("a[href]", text, "href")
    }

    /// The value of the choice whose text contains `text`.
    pub(crate) fn option(&self, select: &str, text: &str) -> String {
        self.found(&format!("{select} option"), text, "value")
    }

    fn found(&self, selector: &str, text: &str, attribute: &str) -> String {
        let document = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        let mut all = document.select(&selector);
        let found = all.find(|one| one.text().collect::<String>().contains(text));
        let found = found.unwrap_or_else(|| panic!("no {text} in {}", self.html));
        found.value().attr(attribute).unwrap().to_owned()
    }

    /// Sends the first form of the page with its hidden fields and these.
    pub(crate) async fn send(&self, practice: &Practice, fields: &[(&str, &str)]) -> Self {
        let action = self
            .attribute("form", "action")
            .unwrap_or_else(|| panic!("no form in {}", self.html));
        let ctx = self.attribute("input[name=ctx]", "value").unwrap_or_default();
        let mut form = vec![("ctx", ctx.as_str())];
        form.extend(fields);
        practice.submit(&action, &form).await
    }

    pub(crate) fn location(&self) -> &str {
        self.location
            .as_deref()
            .unwrap_or_else(|| panic!("{} without a location: {}", self.status, self.html))
    }

    pub(crate) fn redirected(&self) -> bool {
        self.location.is_some()
    }

    /// A parameter of the address that the browser is sent to.
    pub(crate) fn answer(&self, name: &str) -> Option<String> {
        let url = Url::parse(self.location()).unwrap();
        url.query_pairs()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.into_owned())
    }

    pub(crate) fn code(&self) -> String {
        self.answer("code")
            .unwrap_or_else(|| panic!("no code in {}", self.location()))
    }
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// The number of an error answer, after checking that the answer has Entra's shape.
pub(crate) fn aadsts(answer: &Value) -> u64 {
    let code = answer["error_codes"][0]
        .as_u64()
        .unwrap_or_else(|| panic!("no error code in {answer}"));
    let description = answer["error_description"].as_str().unwrap();
    assert!(
        description.starts_with(&format!("AADSTS{code}: ")),
        "{description}"
    );
    assert!(!description.contains('{'), "a gap in the sentence: {description}");
    for part in ["\r\nTrace ID: ", "\r\nCorrelation ID: ", "\r\nTimestamp: "] {
        assert!(description.contains(part), "{description}");
    }
    for field in ["error", "timestamp", "trace_id", "correlation_id", "error_uri"] {
        assert!(answer[field].is_string(), "{field} is missing in {answer}");
    }
    code
}
