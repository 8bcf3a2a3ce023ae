//! The directory of a tenant, on behalf of whoever sets up.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;

use super::found::Page;
use super::refusal::refusal_of;
use super::request::DirectoryRequest;
use crate::connection::Connection;
use crate::defender::ApiClient;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Answer;
use crate::session::Session;

/// A registration's lists have a page or two. A directory that never ends is not followed for ever.
const MAX_PAGES: usize = 500;

/// Any one of these lets an application read its own registration (application-get.md).
pub(crate) const READS_REGISTRATION: [&str; 4] = [
    "Application.Read.All",
    "Application.ReadWrite.OwnedBy",
    "Application.ReadWrite.All",
    "Directory.Read.All",
];

/// Sends requests to the directory with the token of a set-up, and to nowhere else.
pub(crate) struct Directory<'a> {
    session: &'a Session,
    setup: &'a Connection,
    client: ApiClient<'a>,
    host: url::Url,
}

impl<'a> Directory<'a> {
    /// The directory as a connection made by [`Connection::for_setup`] sees it, or one toward Graph at home.
    pub(crate) fn new(
        session: &'a Session,
        setup: &'a Connection,
        cancelled: CancellationToken,
    ) -> Result<Self> {
        let host = session.place(setup)?.host;
        let client = ApiClient::new(session, setup, cancelled, &|_| ()).unnoted();
        Ok(Self {
            session,
            setup,
            client,
            host,
        })
    }

    /// Sends a request; what is refused comes back as its finding.
    pub(crate) async fn send(&mut self, request: &DirectoryRequest) -> Result<Answer> {
        let url = self
            .host
            .join(&request.path)
            .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
        self.client.refuse_with(refusal_of(request.id));
        let call = self
            .client
            .directory_call(request.method.clone(), url, request.body.clone());
        let answered = Box::pin(call).await;
        self.told(answered)
    }

    /// Notes what the next sign-in has to prove. A token that ended is not renewed: somebody has to sign in again.
    fn told<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome.map_err(|report| {
            self.session.challenged(self.setup, &report);
            if matches!(report.code, ErrorCode::SetupMissing | ErrorCode::ClaimsChallenge) {
                self.session.forget_token(self.setup);
            }
            match report.code {
                ErrorCode::NotSignedIn => {
                    ErrorReport::new(ErrorCode::SetupMissing).with("domain", &self.setup.tenant_domain)
                }
                _ => report,
            }
        })
    }

    /// The object that a request answers.
    pub(crate) async fn object<T: DeserializeOwned>(&mut self, request: &DirectoryRequest) -> Result<T> {
        self.send(request).await?.json()
    }

    /// The same, `None` where the directory does not know it, or not yet.
    pub(crate) async fn found<T: DeserializeOwned>(
        &mut self,
        request: &DirectoryRequest,
    ) -> Result<Option<T>> {
        match self.object(request).await {
            Ok(found) => Ok(Some(found)),
            Err(report) if report.code == ErrorCode::DirectoryObjectUnknown => Ok(None),
            Err(report) => Err(report),
        }
    }

    /// All members of a list, however many pages it has.
    pub(crate) async fn all<T: DeserializeOwned>(&mut self, request: &DirectoryRequest) -> Result<Vec<T>> {
        let mut page: Page<T> = self.object(request).await?;
        let mut all = std::mem::take(&mut page.value);
        let mut turned = HashSet::new();
        while let Some(next) = page.next.take() {
            if turned.len() == MAX_PAGES || !turned.insert(next.clone()) {
                let host = self.host.host_str().unwrap_or_default();
                return Err(ErrorReport::new(ErrorCode::ListEndless).with("host", host));
            }
            let fetched = self.client.fetch(&next).await;
            page = self.told(fetched)?.json()?;
            all.append(&mut page.value);
        }
        Ok(all)
    }
}
