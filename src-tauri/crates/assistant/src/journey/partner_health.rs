//! Looking at the partner's own registration.

use secrecy::ExposeSecret;
use tokio_util::sync::CancellationToken;

use super::Assistant;
use super::board::credential_ends;
use crate::checklist::{Evidence, EvidenceKind};
use crate::cloud::Api;
use crate::connection::{Connection, Purpose};
use crate::defender::{ApiClient, READS_REGISTRATION, RegisteredSecret, Registration};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::session::Session;
use crate::sign_in::ClientCredential;
use crate::tenants::{Examined, Grant, PartnerHealth, Roster, examined, known_grants};

impl Assistant {
    /// Is the partner's registration in order? Looks at it now: a fresh token at home, and the registration itself
    /// where the app may read it.
    pub async fn partner_health(&self, id: &str) -> Result<PartnerHealth> {
        let connection = self.partner(id).await?;
        let home = connection.at_home();
        let session = &self.0.session;
        self.0.session.forget_token(&home);
        let credential = self.credential(&home).await;
        let registration = match &credential {
            Ok(_) => self.registration(&home).await,
            Err(report) => Err(report.clone()),
        };
        let secret_ends = match &registration {
            Ok(registration) => self.secret_ends(&home, &registration.password_credentials).await,
            Err(_) => None,
        };
        let roster = self.remember_end(id, secret_ends).await?;
        let seen = Examined {
            ends: credential_ends(&connection, &roster),
            at_home: self.granted_at_home(&home, &roster).await,
            credential,
            registration,
            at: session.now(),
        };
        let mut health = examined(&connection, &roster, &seen);
        let cloud = session.cloud(&connection.cloud)?;
        for item in &mut health.items {
            item.problem = item.problem.take().map(|report| home.link(report, &cloud));
        }
        Ok(health)
    }

    async fn credential(&self, home: &Connection) -> Result<Evidence> {
        let session = &self.0.session;
        session.access_token(home).await?;
        Ok(match session.accepted_certificate(home) {
            Some(thumbprint) => {
                Evidence::new(EvidenceKind::CertificateAccepted, session.now()).with("thumbprint", thumbprint)
            }
            None => Evidence::new(EvidenceKind::SecretAccepted, session.now()),
        })
    }

    /// The registration, through Graph; not asked for where the token says that Graph would refuse.
    async fn registration(&self, home: &Connection) -> Result<Registration> {
        let session = &self.0.session;
        let graph = home.toward(Api::Graph, Purpose::Incidents);
        let token = session.access_token(&graph).await?;
        if !token.claims.has_any(&READS_REGISTRATION) {
            return Err(unread());
        }
        let place = session.place(&graph)?;
        let client_id = Session::client_id(home)?;
        let mut client = ApiClient::new(session, &graph, CancellationToken::new(), &|_| ());
        client.registration(&place, client_id).await
    }

    /// When the secret in use ends: among those of the registration it is known by its first characters. Of several
    /// that begin alike, the one that ends first.
    async fn secret_ends(
        &self,
        home: &Connection,
        registered: &[RegisteredSecret],
    ) -> Option<jiff::Timestamp> {
        let credentials = self.0.session.credentials(home).await.ok()?;
        let ClientCredential::Secret(secret) = credentials.first()? else {
            return None;
        };
        let begins = |hint: &str| !hint.is_empty() && secret.expose_secret().starts_with(hint);
        registered
            .iter()
            .filter(|one| one.hint.as_deref().is_some_and(begins))
            .filter_map(|one| one.end_date_time.as_ref()?.parse().ok())
            .min()
    }

    async fn remember_end(&self, id: &str, ends: Option<jiff::Timestamp>) -> Result<Roster> {
        let Some(ends) = ends else {
            return self.0.rosters.of(id).await;
        };
        self.0
            .rosters
            .change(id, move |roster| {
                roster.secret_ends = Some(ends);
                roster.clone()
            })
            .await
    }

    /// What the tokens at home carry, for each API that is wanted at customers. An API that hands out none has no
    /// grants to show.
    async fn granted_at_home(&self, home: &Connection, roster: &Roster) -> Vec<Grant> {
        let mut grants: Vec<Grant> = Vec::new();
        for wanted in roster.all_wanted(home.goal) {
            let toward = home.toward(wanted.api, wanted.purpose);
            if grants.iter().any(|grant| grant.api == wanted.api) {
                continue;
            }
            if let Ok(token) = self.0.session.access_token(&toward).await {
                grants.extend(known_grants(&token.claims, toward.goal));
            }
        }
        grants
    }
}

fn unread() -> ErrorReport {
    ErrorReport::new(ErrorCode::RegistrationUnread).with("permission", READS_REGISTRATION[0])
}
