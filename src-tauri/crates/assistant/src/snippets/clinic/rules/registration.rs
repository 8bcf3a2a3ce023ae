//! What the app registration must have for a script to run, and nobody tells the reader.

use super::{Finding, Rule, edited, expressions, has, places};
use crate::snippets::clinic::purpose::remark_mark;
use crate::snippets::clinic::script::Script;
use crate::snippets::clinic::{FaultId, ScriptLanguage};

pub(super) const RULES: &[Rule] = &[public_client_flag];

expressions! {
    FLOW = r"grant_type['\x22]?\s*(?:=>|[=:,]|\]\s*=)\s*['\x22]?(?:password\b|urn(?::|%3A)ietf(?::|%3A)params(?::|%3A)oauth(?::|%3A)grant-type(?::|%3A)device_code)|/devicecode\b|\binitiate_device_flow\b|\bacquire_token_by_(?:device_flow|username_password)\b|\bAcquireToken(?:WithDeviceCode|ByUsernamePassword)\b|\b(?:DeviceCode|UsernamePassword)Credential\(\s*[^\s)]|\bGet-MsalToken\b[^\n]*-DeviceCode\b";
    PROVES_ITSELF = r"client_?secret|client_?assertion|client_?certificate|ConfidentialClient";
    NAMED = r"public\s+client\s+flows|flux\s+(?:de\s+)?clients?\s+publics?|allowPublicClient|isFallbackPublicClient";
    OF_MICROSOFT = r"04b07795-8ddb-461a-bbee-02f9e1bf7b46|1950a258-227b-4e31-a9cf-717495945fc2|14d82eec-204b-4c2f-b7e8-296a70dab67e";
    BATCH = r"^\s*(?:@?echo off\b|set\s+\x22?[a-z_]\w*=|REM\b|::)|%[a-z_]\w+%";
    ABOVE_ALL = r"\A(?:#![^\n]*\n)?(?:#[^\n]*\bcoding[:=][^\n]*\n)?";
}

/// Does a text tell how public client flows are switched on?
pub(crate) fn tells_of_the_flag(text: &str) -> bool {
    has(&NAMED, text)
}

/// Entra refuses the password and the device code of an application that is not a public client: AADSTS7000218. An
/// application with a secret of its own is none, and Microsoft's own command lines are registered already.
fn public_client_flag(script: &Script<'_>) -> Vec<Finding> {
    let told = script.flag_on_page || tells_of_the_flag(script.text);
    if told || has(&PROVES_ITSELF, &script.code) || has(&OF_MICROSOFT, &script.code) {
        return Vec::new();
    }
    let first = places(&FLOW, &script.code).find_map(|place| Some(place.get(0)?.start()));
    let head = places(&ABOVE_ALL, script.text).find_map(|place| Some(place.get(0)?.end()));
    let finding = first.map(|at| Finding {
        at,
        // At the top, because a remark within a command that goes on below would end it.
        ..edited(
            FaultId::PublicClientFlag,
            head.map_or(0..0, |end| end..end),
            remark(script),
        )
    });
    finding.into_iter().collect()
}

fn remark(script: &Script<'_>) -> String {
    let in_batch = script.language == ScriptLanguage::Curl && has(&BATCH, &script.code);
    let mark = if in_batch {
        "REM"
    } else {
        remark_mark(script.language)
    };
    let line_break = if script.text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    format!(
        "{mark} The app registration has Allow public client flows set to Yes, under Authentication.{line_break}"
    )
}
