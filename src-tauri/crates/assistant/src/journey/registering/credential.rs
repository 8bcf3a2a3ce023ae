//! What an application proves itself with: in the keychain before the journal calls it done.

use super::Making;
use crate::error::{ErrorCode, Result};
use crate::outside::SecretKind;
use crate::registration::{InUse, secret_in_use};
use crate::sign_in::{Certificate, CertificateLifetime, CertificateState, ClientCredential};

impl Making<'_> {
    /// A secret that the registration has and the keychain too; made where there is none.
    pub(super) async fn secret(&mut self) -> Result<()> {
        let connection = self.connection().await?;
        let session = &self.assistant.0.session;
        let kept = session
            .secret(connection.secret_name(SecretKind::ClientSecret, None))
            .await?;
        let known = connection.secret_key_id.as_deref().filter(|_| kept.is_some());
        self.applying.settle_secrets(known).await?;
        let mut registered = self.applying.registered().await?;
        registered
            .password_credentials
            .retain(|one| one.is_good(session.now()));
        let mine = match secret_in_use(&registered, known, kept.as_ref()) {
            InUse::Known(id) => registered
                .password_credentials
                .iter()
                .find(|one| one.key_id == id),
            InUse::Gone | InUse::Unsure(_) => None,
        };
        if let Some(mine) = mine {
            return self
                .assistant
                .note_secret(self.id, mine.key_id.clone(), mine.ends())
                .await;
        }
        let added = self.applying.add_secret().await?;
        let (place, key_id) = (added.place(), added.key_id.clone());
        self.assistant.keep_added_secret(&connection, added).await?;
        self.applying.kept(place, key_id).await
    }

    /// A certificate that the registration has and whose key is in the keychain; made and added where there is none.
    pub(super) async fn certificate(&mut self) -> Result<()> {
        let mut held = self.held_certificates().await?;
        if self.applying.has_certificate(&held).await? {
            return Ok(());
        }
        if held.is_empty() {
            held = self.made_certificate(CertificateLifetime::default()).await?;
        }
        match self.upload(&held).await {
            // The answer does not say what is allowed: the shortest that Handrail makes is tried. Of a certificate that
            // somebody brought along, Handrail makes no other.
            Err(report)
                if report.code == ErrorCode::CertificateLifetimeForbidden && !self.was_lent().await? =>
            {
                let shorter = self.made_certificate(CertificateLifetime::ThreeMonths).await?;
                self.upload(&shorter).await
            }
            outcome => outcome,
        }
    }

    async fn was_lent(&self) -> Result<bool> {
        let connection = self.connection().await?;
        Ok(self.assistant.0.session.lent(&connection).is_some())
    }

    async fn made_certificate(&self, lifetime: CertificateLifetime) -> Result<Vec<Certificate>> {
        self.assistant.make_certificate(self.id, lifetime).await?;
        self.held_certificates().await
    }

    async fn upload(&mut self, held: &[Certificate]) -> Result<()> {
        let name = self.connection().await?.app_name();
        match held.first() {
            Some(newest) => self.applying.add_certificate(newest, &name).await,
            None => Err(crate::error::ErrorReport::new(ErrorCode::CertificateMissing)),
        }
    }

    /// Those that are still good and whose keys are at hand, the newest first.
    async fn held_certificates(&self) -> Result<Vec<Certificate>> {
        let session = &self.assistant.0.session;
        let credentials = session.credentials(&self.connection().await?).await?;
        let certificates = credentials.into_iter().filter_map(|one| match one {
            ClientCredential::Certificate(held) => Some(held.certificate),
            ClientCredential::Secret(_) => None,
        });
        Ok(certificates
            .filter(|one| one.state(session.now()) != CertificateState::Expired)
            .collect())
    }
}
