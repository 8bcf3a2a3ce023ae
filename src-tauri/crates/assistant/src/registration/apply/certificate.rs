//! A certificate: made here, its public half put beside those that are there.

use super::{Applying, may_be_late};
use crate::error::Result;
use crate::registration::key_credentials::{has_thumbprint, key_credential};
use crate::registration::request::DirectoryRequest;
use crate::registration::run::{Act, EntryState};
use crate::sign_in::Certificate;

impl Applying<'_> {
    /// Has the registration one of these certificates?
    pub(crate) async fn has_certificate(&mut self, certificates: &[Certificate]) -> Result<bool> {
        let application = self.registered().await?;
        for certificate in certificates {
            let thumbprint = certificate.thumbprint();
            let mut keys = application.key_credentials.iter();
            if keys.any(|key| has_thumbprint(key, &thumbprint)) {
                let act = Act::AddCertificate {
                    application: application.id.clone(),
                    thumbprint: thumbprint.clone(),
                };
                self.journal.found_done(&act, &thumbprint).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Puts a certificate beside those that the registration has.
    pub(crate) async fn add_certificate(&mut self, certificate: &Certificate, name: &str) -> Result<()> {
        let thumbprint = certificate.thumbprint();
        let act = Act::AddCertificate {
            application: self.application_id()?,
            thumbprint: thumbprint.clone(),
        };
        let place = self.journal.intend(self.step, act).await?;
        let mut looks = 0;
        loop {
            let application = self.registered().await?;
            let mut keys = application.key_credentials;
            keys.push(key_credential(certificate, name));
            let request = DirectoryRequest::replace_certificates(&application.id, &keys);
            let sent = self.send(place, &request, (&mut looks, may_be_late)).await?;
            if sent.is_some() {
                let made = Some(thumbprint);
                return self.journal.reach(place, EntryState::Done, made).await;
            }
        }
    }
}
