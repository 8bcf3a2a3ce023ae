//! `--certificate FILE.pem`: a person's own certificate with its key. Read, used, never stored.

pub(crate) mod export;

use std::path::PathBuf;

use clap::Args;
use handrail_assistant::sign_in::ClientCertificate;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::session::contents;

/// Where the certificate is. Shared by the commands that can act as an application.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CertificateArguments {
    #[arg(long, value_name = "FILE.pem")]
    pub(crate) certificate: Option<PathBuf>,
    #[arg(long, value_name = "FILE.pem", requires = "certificate")]
    pub(crate) certificate_key: Option<PathBuf>,
}

impl CertificateArguments {
    /// The certificate with its key, from one file or from two; `None` where none was named.
    pub(crate) fn read(&self) -> Result<Option<ClientCertificate>, Failure> {
        let Some(file) = &self.certificate else {
            return Ok(None);
        };
        let mut pem = Zeroizing::new(contents(file)?);
        if let Some(key) = &self.certificate_key {
            let key = Zeroizing::new(contents(key)?);
            pem.push(b'\n');
            pem.extend_from_slice(&key);
        }
        Ok(Some(ClientCertificate::parse(&pem)?))
    }
}
