//! `handrail token inspect`: reads a token from standard input and says what it is. The token itself is never
//! written anywhere.

use handrail_assistant::token::{Signature, TokenInspection};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::failure::{Failure, finding};
use crate::session::Session;
use crate::standard_input;

/// Entra's longest tokens are a tenth of this.
const MAX_TOKEN: u64 = 256 * 1024;

/// Inspects the token on standard input. Ends as a finding when the token is of no use.
pub(crate) async fn inspect(session: &Session) -> Result<(), Failure> {
    let text = standard_input::text(MAX_TOKEN).await;
    let text = text.filter(|text| !text.trim().is_empty());
    let text = text.ok_or(Failure::Usage("cli.usage.token_missing", Vec::new()))?;
    let token = SecretString::from(bare(&text));
    let inspected = session.passing()?.inspect_token(token).await;
    let inspection = inspected.map_err(|_| Failure::Usage("cli.usage.not_a_token", Vec::new()))?;
    tell(&inspection, session);
    session.console().document(&document(&inspection, session))?;
    if inspection.findings.is_empty() {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

/// The inspection, with words to its findings.
fn document(inspection: &TokenInspection, session: &Session) -> Value {
    let mut document = json!(inspection);
    let findings: Vec<Value> = inspection
        .findings
        .iter()
        .map(|report| finding(report, session.words()))
        .collect();
    document["findings"] = Value::Array(findings);
    document
}

fn tell(inspection: &TokenInspection, session: &Session) {
    let (console, words) = (session.console(), session.words());
    for door in &inspection.opens {
        let values = [
            ("api", words.plain(&format!("common.api.{}", door.api))),
            ("permission", door.why.clone()),
        ];
        console.say(&words.text("cli.token.opens", values));
    }
    console.say(&words.text("cli.token.expires", [("expires", &inspection.expires)]));
    console.say(&words.plain(match inspection.signature {
        Signature::Verified => "cli.token.signature_verified",
        Signature::Invalid => "cli.token.signature_invalid",
        Signature::UnknownKey => "cli.token.signature_unknown_key",
        Signature::NotChecked => "cli.token.signature_not_checked",
    }));
    for finding in &inspection.findings {
        console.report(finding);
    }
}

/// People paste the whole header line as well.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("Authorization:").map_or(text, str::trim);
    text.strip_prefix("Bearer ").map_or(text, str::trim)
}
