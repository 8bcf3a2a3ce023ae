//! What the application proves itself with. Secrets and certificates are made anew by a rotation, never here; only a
//! certificate that Handrail made and the registration lacks is put into it.

use jiff::Timestamp;

use super::mend::Mend;
use super::seen::{Seen, Wanted};
use super::{Difference, DriftKind};
use crate::connection::{Context, Credential, ReminderKind, ends_soon};
use crate::error::{ErrorCode, ErrorReport};
use crate::registration::found::PasswordCredential;
use crate::registration::key_credentials::{has_thumbprint, key_credential};
use crate::sign_in::Certificate;

pub(super) fn differences(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    match (wanted.context(), wanted.connection.goal.credential) {
        (Context::User, _) => Vec::new(),
        (Context::Application, Credential::Secret) => secrets(wanted, seen),
        (Context::Application, Credential::Certificate) => certificates(wanted, seen),
    }
}

/// When the credential in use stops being good.
pub(crate) fn ends(wanted: &Wanted, seen: &Seen) -> Option<Timestamp> {
    match (wanted.context(), wanted.connection.goal.credential) {
        (Context::User, _) => None,
        (Context::Application, Credential::Secret) => seen.secret.as_ref()?.ends(),
        (Context::Application, Credential::Certificate) => {
            wanted.certificate.as_ref().map(Certificate::not_after)
        }
    }
}

/// Of the secret in use; where that was not recognised, of the one that lasts longest.
fn secrets(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    let all = &seen.application.password_credentials;
    if all.is_empty() || seen.secret_gone {
        let problem = ErrorReport::new(ErrorCode::SecretWrong);
        return vec![Difference::new(DriftKind::SecretMissing, "", problem)];
    }
    let ends = ends(wanted, seen).or_else(|| all.iter().filter_map(PasswordCredential::ends).max());
    let mut found: Vec<Difference> = ends
        .and_then(|ends| {
            let kinds = (DriftKind::SecretExpiresSoon, DriftKind::SecretExpired);
            ending(ReminderKind::Secret, kinds, ends, wanted.now)
        })
        .into_iter()
        .collect();
    let valid = all
        .iter()
        .filter_map(PasswordCredential::ends)
        .filter(|ends| *ends > wanted.now)
        .count();
    if valid > 1 {
        let problem = ErrorReport::new(ErrorCode::SeveralSecrets).with("value", valid);
        let several = Difference::new(DriftKind::SeveralSecrets, "", problem);
        found.push(several.for_a_person_to_choose());
    }
    found
}

fn certificates(wanted: &Wanted, seen: &Seen) -> Vec<Difference> {
    let Some(certificate) = &wanted.certificate else {
        return Vec::new();
    };
    let kinds = (DriftKind::CertificateExpiresSoon, DriftKind::CertificateExpired);
    let ends = certificate.not_after();
    let mut found: Vec<Difference> = ending(ReminderKind::Certificate, kinds, ends, wanted.now)
        .into_iter()
        .collect();
    let thumbprint = certificate.thumbprint();
    let all = &seen.application.key_credentials;
    if !all.iter().any(|one| has_thumbprint(one, &thumbprint)) {
        let problem = ErrorReport::new(ErrorCode::CertificateNotRegistered).with("thumbprint", &thumbprint);
        let mend = Mend::Certificate {
            credential: key_credential(certificate, &wanted.connection.app_name()),
            thumbprint: thumbprint.clone(),
        };
        let missing = Difference::new(DriftKind::CertificateMissing, &thumbprint, problem);
        // One that ended would be refused.
        found.push(missing.mended((ends > wanted.now).then_some(mend)));
    }
    found
}

fn ending(
    kind: ReminderKind,
    (soon, ended): (DriftKind, DriftKind),
    ends: Timestamp,
    now: Timestamp,
) -> Option<Difference> {
    let which = if ends <= now { ended } else { soon };
    ends_soon(ends, now).then(|| Difference::new(which, "", kind.problem(ends, now)))
}
