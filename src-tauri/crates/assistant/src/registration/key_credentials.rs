//! The certificates of a registration (resources/keycredential.md), which are replaced as a whole list.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::sign_in::Certificate;

/// A certificate as it is added. Its key stays where it is.
pub(crate) fn key_credential(certificate: &Certificate, name: &str) -> Value {
    json!({
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
        "displayName": name,
        "key": STANDARD.encode(certificate.der()),
        "endDateTime": rfc3339(certificate.not_after()),
    })
}

/// Is it the certificate of that thumbprint (SHA-1, hexadecimal)? Where nobody names another `customKeyIdentifier`, it is
/// the thumbprint, which Graph prints as base64 of its bytes or as its digits.
pub(crate) fn has_thumbprint(credential: &Value, thumbprint: &str) -> bool {
    let Some(identifier) = credential["customKeyIdentifier"].as_str() else {
        return false;
    };
    let hex = |bytes: Vec<u8>| {
        bytes
            .iter()
            .fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"))
    };
    let decoded = STANDARD.decode(identifier).map(hex).unwrap_or_default();
    identifier.eq_ignore_ascii_case(thumbprint) || decoded.eq_ignore_ascii_case(thumbprint)
}

/// A list without the certificate of that thumbprint; the others go back as they came.
pub(crate) fn without(credentials: &[Value], thumbprint: &str) -> Vec<Value> {
    let others = credentials.iter().filter(|one| !has_thumbprint(one, thumbprint));
    others.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_found_by_its_thumbprint_however_graph_prints_it() {
        let thumbprint = "52ED9B5038A47B9E2E2190715CC238359D4F8F73";
        let bytes = json!({"customKeyIdentifier": "Uu2bUDike54uIZBxXMI4NZ1Pj3M="});
        let digits = json!({"customKeyIdentifier": "52ed9b5038a47b9e2e2190715cc238359d4f8f73"});
        let other = json!({"customKeyIdentifier": "AAAA"});
        assert!(has_thumbprint(&bytes, thumbprint));
        assert!(has_thumbprint(&digits, thumbprint));
        let all = [bytes, other, digits];
        assert_eq!(without(&all, thumbprint), all[1..2]);
        assert!(!has_thumbprint(&json!({}), ""));
    }
}
