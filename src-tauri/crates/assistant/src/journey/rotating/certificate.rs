//! A new certificate in place of the old one.

use super::Rotating;
use crate::checklist::{Evidence, EvidenceKind, StepId};
use crate::connection::{Connection, StoredCertificate};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::{DirectoryRequest, Phase, Rotation, has_thumbprint, key_credential, without};
use crate::sign_in::{Certificate, CertificateLifetime, ClientCredential};

impl Rotating<'_> {
    /// The certificate in use, public half.
    pub(super) fn note_old_certificate(rotation: &mut Rotation, connection: &Connection) {
        rotation.old = connection.certificates.current.as_ref().and_then(of_portal);
    }

    /// Makes a key and a certificate, and adds its public half to those that are there. The one in use stays in use.
    pub(super) async fn add_certificate(&mut self, rotation: &Rotation) -> Result<Rotation> {
        let mut connection = self.assistant.0.connections.one(self.id).await?;
        if connection.certificates.next.is_none() {
            self.assistant
                .make_certificate(self.id, CertificateLifetime::default())
                .await?;
            connection = self.assistant.0.connections.one(self.id).await?;
        }
        let made = connection.certificates.newest();
        let made = made.and_then(|made| Certificate::parse_pem(&made.pem));
        let made = made.ok_or_else(|| ErrorReport::new(ErrorCode::CertificateMissing))?;
        let thumbprint = made.thumbprint();
        let next = self
            .noted(rotation.clone(), |next| next.new = Some(thumbprint.clone()))
            .await?;
        let mut all = self.app(rotation).await?.key_credentials;
        if !all.iter().any(|one| has_thumbprint(one, &thumbprint)) {
            self.not_cancelled()?;
            all.push(key_credential(&made, &connection.app_name()));
            let add = DirectoryRequest::replace_certificates(&rotation.application, &all);
            self.directory.send(&add).await?;
        }
        Ok(Rotation {
            phase: Phase::Proving,
            ..next
        })
    }

    /// Proves the new certificate, and only then forgets the key of the old one.
    pub(super) async fn prove_certificate(&mut self, rotation: &Rotation) -> Result<Rotation> {
        let session = &self.assistant.0.session;
        let connection = self.assistant.0.connections.one(self.id).await?;
        let is_new = |one: &&StoredCertificate| of_portal(one) == rotation.new;
        let stored = connection.certificates.all().find(is_new).cloned();
        let missing = || ErrorReport::new(ErrorCode::CertificateMissing);
        let stored = stored.ok_or_else(missing)?;
        let new = session.certificate(&connection, &stored).await?;
        let new = new.ok_or_else(missing)?;
        self.prove(&connection, &ClientCredential::Certificate(new))
            .await?;
        let served = (connection.certificates.current.clone()).filter(|current| *current != stored);
        self.assistant.forget_key(&connection, served).await?;
        let proof = Evidence::new(EvidenceKind::CertificateAccepted, session.now())
            .with("thumbprint", &stored.thumbprint);
        self.taken_over(StepId::Certificate, proof, |connection| {
            connection.certificates.accepted(&stored.thumbprint);
        })
        .await?;
        Ok(Rotation {
            phase: Phase::Removing,
            ..rotation.clone()
        })
    }

    /// Takes the old certificate out of the list; the others go back as they came.
    pub(super) async fn remove_certificate(&mut self, rotation: &Rotation) -> Result<Rotation> {
        let all = self.app(rotation).await?.key_credentials;
        let old = rotation
            .old
            .as_deref()
            .filter(|old| rotation.new.as_deref() != Some(old));
        if let Some(old) = old.filter(|old| all.iter().any(|one| has_thumbprint(one, old))) {
            self.not_cancelled()?;
            let others = without(&all, old);
            let remove = DirectoryRequest::replace_certificates(&rotation.application, &others);
            self.directory.send(&remove).await?;
        }
        Ok(Rotation {
            phase: Phase::Finished,
            ..rotation.clone()
        })
    }
}

/// The thumbprint that the portal shows and the directory finds it by.
fn of_portal(certificate: &StoredCertificate) -> Option<String> {
    Certificate::parse_pem(&certificate.pem).map(|one| one.thumbprint())
}
