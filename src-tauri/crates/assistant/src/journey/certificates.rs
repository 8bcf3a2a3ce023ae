//! A certificate for an application: made here, uploaded by a person, proved by the first token.

use std::path::Path;

use secrecy::SecretString;

use super::Assistant;
use crate::checklist::StepId;
use crate::connection::{Connection, StoredCertificate};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results;
use crate::sign_in::{
    CertificateLifetime, CertificateView, CertificatesView, ClientCertificate, ClientCredential,
    SealedCertificate, make,
};

impl Assistant {
    /// The certificates of a connection, public halves.
    pub async fn certificates(&self, id: &str) -> Result<CertificatesView> {
        Ok(self.certificates_of(&self.0.connections.one(id).await?))
    }

    fn certificates_of(&self, connection: &Connection) -> CertificatesView {
        let now = self.0.session.now();
        let view = |stored: &Option<StoredCertificate>| {
            stored
                .as_ref()
                .and_then(|stored| CertificateView::of(stored, now))
        };
        CertificatesView {
            current: view(&connection.certificates.current),
            next: view(&connection.certificates.next),
        }
    }

    /// Makes a key and a certificate. The key goes to the keychain and nowhere else. A certificate that is in use stays
    /// in use until Entra has accepted the new one.
    pub async fn make_certificate(
        &self,
        id: &str,
        lifetime: CertificateLifetime,
    ) -> Result<CertificatesView> {
        let connection = self.0.connections.one(id).await?;
        let session = &self.0.session;
        let (subject, now) = (connection.app_name(), session.now());
        let made = tokio::task::spawn_blocking(move || make(&subject, lifetime, now)).await;
        let made = made.map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))??;
        let mut stored = StoredCertificate {
            pem: made.pem,
            thumbprint: made.thumbprint,
            kept: crate::outside::KeptIn::Session,
        };
        stored.kept = session
            .put_secret(connection.certificate_key_name(&stored), made.key)
            .await?;
        let mut replaced = None;
        let keep = |connection: &mut Connection| replaced = connection.certificates.made(stored);
        let connection = self.0.connections.update(id, keep).await?;
        self.forget_key(&connection, replaced).await?;
        Ok(self.certificates_of(&connection))
    }

    /// The public half that is to be uploaded (PEM): the newer one where there are two.
    pub async fn public_certificate(&self, id: &str) -> Result<String> {
        let connection = self.0.connections.one(id).await?;
        let newest = connection.certificates.newest();
        newest
            .map(|stored| stored.pem.clone())
            .ok_or_else(|| ErrorReport::new(ErrorCode::CertificateMissing))
    }

    /// Writes the public half to that file, which the portal takes as it is.
    pub async fn save_certificate(&self, id: &str, path: &Path) -> Result<()> {
        let (pem, path) = (self.public_certificate(id).await?, path.to_owned());
        let written = tokio::task::spawn_blocking(move || results::write_text(&path, &pem)).await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }

    /// The certificate that is to be uploaded with its key, encrypted, for a program of the person's own.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::CertificateMissing`] where there is none, or its key is gone from the keychain.
    pub async fn certificate_with_key(&self, id: &str) -> Result<SealedCertificate> {
        self.sealed_certificate(id, None).await
    }

    /// The same under a password that somebody chose, for whoever has no clipboard.
    ///
    /// # Errors
    ///
    /// As [`Assistant::certificate_with_key`].
    pub async fn certificate_with_key_under(
        &self,
        id: &str,
        chosen: SecretString,
    ) -> Result<SealedCertificate> {
        self.sealed_certificate(id, Some(chosen)).await
    }

    async fn sealed_certificate(&self, id: &str, chosen: Option<SecretString>) -> Result<SealedCertificate> {
        let connection = self.0.connections.one(id).await?;
        let missing = || ErrorReport::new(ErrorCode::CertificateMissing);
        let stored = connection.certificates.newest().cloned().ok_or_else(missing)?;
        let key = self.0.session.secret(connection.certificate_key_name(&stored));
        let (key, name) = (key.await?.ok_or_else(missing)?, connection.app_name());
        let sealed =
            tokio::task::spawn_blocking(move || SealedCertificate::seal(&stored, &key, &name, chosen)).await;
        sealed.map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?
    }

    /// Uses a certificate from a person's own file. It is never stored: it ends with this process.
    pub async fn lend_certificate(&self, id: &str, certificate: ClientCertificate) -> Result<()> {
        let connection = self.0.connections.one(id).await?;
        let certificate = ClientCredential::Certificate(certificate);
        self.0.session.lend(&connection, certificate);
        Ok(())
    }

    /// Once Entra has taken the newer certificate, the older one has served.
    pub(super) async fn note_accepted_certificate(&self, seen: &Connection) -> Result<()> {
        let Some(thumbprint) = self.0.session.accepted_certificate(seen) else {
            return Ok(());
        };
        let is_next = |next: &StoredCertificate| next.thumbprint == thumbprint;
        if !seen.certificates.next.as_ref().is_some_and(is_next) || !seen.trail.proved(StepId::Certificate) {
            return Ok(());
        }
        let mut served = None;
        let promote = |connection: &mut Connection| served = connection.certificates.accepted(&thumbprint);
        let connection = self.0.connections.update(&seen.id, promote).await?;
        self.forget_key(&connection, served).await
    }

    pub(super) async fn forget_key(
        &self,
        connection: &Connection,
        of: Option<StoredCertificate>,
    ) -> Result<()> {
        match of {
            Some(of) => {
                self.0
                    .session
                    .remove_secret(connection.certificate_key_name(&of))
                    .await
            }
            None => Ok(()),
        }
    }
}
