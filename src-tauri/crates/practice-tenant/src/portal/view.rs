//! Who looks at a page, in which language, at which directory; and the registration that a path names.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use maud::html;

use crate::cookies;
use crate::ids::TenantId;
use crate::language::{Language, Text};
use crate::portal::layout::page;
use crate::portal::words as w;
use crate::practice::{Practice, Shared};
use crate::scenario::Scenario;
use crate::store::{App, Store};

/// The cookie that keeps the directory somebody switched to.
pub(crate) const DIRECTORY: &str = "practice-directory";

/// How a page is looked at.
pub(crate) struct View {
    pub(crate) language: Language,
    pub(crate) path: String,
    /// The address asks for a language: remember it.
    pub(crate) chosen: bool,
    /// The directory whose objects are shown.
    pub(crate) tenant: TenantId,
    /// Its name.
    pub(crate) organization: String,
    /// The administrator at the keyboard.
    pub(crate) person: String,
    /// The faults that are on.
    pub(crate) faults: Vec<Scenario>,
}

impl View {
    /// The words in the reader's language.
    pub(crate) fn say(&self, text: Text) -> &'static str {
        text.to(self.language)
    }

    /// `uri` is the whole address: a nested router sees only the end of it.
    fn new(practice: &Practice, headers: &HeaderMap, uri: &Uri, language: Language) -> Self {
        let store = practice.read();
        let path = uri.path().to_owned();
        let tenant = directory(&store, &path, headers);
        let query = uri.query().unwrap_or_default();
        let organization = store.tenants.get(&tenant).map(|tenant| tenant.name.clone());
        let administrator = store.users.of(tenant).find(|user| user.is_admin());
        Self {
            language,
            path,
            chosen: url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "lang"),
            tenant,
            organization: organization.unwrap_or_default(),
            person: administrator.map_or_else(String::new, |user| user.user_principal_name.clone()),
            faults: practice.switches.all_on(),
        }
    }
}

/// A registration is looked at in the directory that owns it; everything else in the one that was switched to.
fn directory(store: &Store, path: &str, headers: &HeaderMap) -> TenantId {
    if path.starts_with("/portal/apps/") {
        return store.home;
    }
    cookies::named(headers, DIRECTORY)
        .and_then(|id| store.tenant_named(id))
        .map_or(store.home, |tenant| tenant.id)
}

impl FromRequestParts<Shared> for View {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, practice: &Shared) -> Result<Self, Infallible> {
        let language = Language::from_request_parts(parts, practice).await?;
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, practice).await?;
        Ok(Self::new(practice, &parts.headers, &uri, language))
    }
}

/// The registration that a path names. Without one the answer is the page that says so.
pub(crate) struct Registered(pub(crate) App);

impl FromRequestParts<Shared> for Registered {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, practice: &Shared) -> Result<Self, Response> {
        let id = named(parts, practice, "client_id").await;
        let found = id
            .parse()
            .ok()
            .and_then(|client_id| practice.read().registration(client_id).cloned());
        match found {
            Some(app) => Ok(Self(app)),
            None => Err(absent(parts, practice, &id).await),
        }
    }
}

/// One parameter of the path, or nothing.
pub(crate) async fn named(parts: &mut Parts, practice: &Shared, name: &str) -> String {
    let params = RawPathParams::from_request_parts(parts, practice).await.ok();
    let found = params
        .as_ref()
        .and_then(|all| all.iter().find(|(key, _)| *key == name));
    found.map_or_else(String::new, |(_, value)| value.to_owned())
}

/// 404 for something that is not in this directory.
pub(crate) async fn absent(parts: &mut Parts, practice: &Shared, id: &str) -> Response {
    let Ok(view) = View::from_request_parts(parts, practice).await;
    let body = html! { p { code { (id) } } };
    page(&view, StatusCode::NOT_FOUND, w::NOT_FOUND, &body)
}
