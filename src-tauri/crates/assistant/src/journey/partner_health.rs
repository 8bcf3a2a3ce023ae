//! Looking at the partner's own registration.

use super::Assistant;
use super::board::credential_ends;
use crate::checklist::{Evidence, EvidenceKind};
use crate::connection::Connection;
use crate::error::Result;
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
            Ok(_) => self.own_registration(&home).await,
            Err(report) => Err(report.clone()),
        };
        let connection = match &registration {
            Ok(registration) => self.remember_secret(&connection, registration).await?,
            Err(_) => connection,
        };
        let roster = self.0.rosters.of(id).await?;
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
