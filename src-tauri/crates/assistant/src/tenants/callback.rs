//! A redirect address that somebody pasted: what the consent page told the browser, on its way through mail programs.
//!
//! What it says is hearsay. It names a customer to look at, and proves nothing (Microsoft, "Admin consent on the
//! Microsoft identity platform": never authorise by `tenant`).

use url::form_urlencoded;

use super::record::CustomerRecord;
use crate::diagnosis::EntraError;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{TenantId, parse_guid};

/// Longer texts are no address and the few lines around it.
const MAX_TEXT: usize = 64 * 1024;
/// How often an address may stand inside another one: mail programs wrap links in links of their own.
const MAX_DEPTH: usize = 3;
/// The letters of a GUID, with its hyphens.
const GUID: usize = 36;

/// What a pasted address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PastedCallback {
    /// The state, and whatever a mail program or a person wrote right behind it.
    state: Option<String>,
    /// The tenant that is said to have answered.
    pub(crate) tenant: Option<TenantId>,
    /// Somebody or something said no.
    pub(crate) refused: Option<Refused>,
}

/// The words of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refused {
    error: String,
    description: String,
}

impl Refused {
    pub(crate) fn as_error(&self) -> EntraError {
        EntraError {
            error: self.error.clone(),
            error_description: self.description.clone(),
            ..EntraError::default()
        }
    }
}

impl PastedCallback {
    /// Reads the address in a pasted text. Line breaks, markup, quoting and the text around it do not matter.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let unknown = || ErrorReport::new(ErrorCode::CallbackNotRecognised);
        if text.len() > MAX_TEXT {
            return Err(unknown());
        }
        let mut fields = Fields::default();
        fields.read(&joined(text), 0);
        fields.callback().ok_or_else(unknown)
    }

    /// Is it the answer to the link with that state?
    pub(crate) fn answers(&self, state: &str) -> bool {
        let pasted = self.state.as_deref();
        !state.is_empty() && pasted.is_some_and(|pasted| pasted.starts_with(state))
    }

    /// Whose answer it is: the customer whose link has its state, or the one whose tenant it names where there is no
    /// state, or one that says no more than the connection.
    pub(crate) fn of<'a>(
        &self,
        customers: &'a [CustomerRecord],
        connection: &str,
    ) -> Result<&'a CustomerRecord> {
        let invited = |record: &&CustomerRecord| {
            let invited = record.invited.as_ref();
            invited.is_some_and(|invited| self.answers(&invited.state))
        };
        if let Some(record) = customers.iter().find(invited) {
            return Ok(record);
        }
        if self.state.is_some() && !self.answers(connection) {
            return Err(ErrorReport::new(ErrorCode::CallbackOfAnotherLink));
        }
        let tenant = self
            .tenant
            .ok_or_else(|| ErrorReport::new(ErrorCode::CallbackNotRecognised))?;
        let listed = customers
            .iter()
            .find(|record| record.customer.tenant_id == tenant);
        listed.ok_or_else(|| ErrorReport::new(ErrorCode::CustomerUnknown).with("tenant", tenant))
    }
}

/// The values that count, as they were found; the first of each.
#[derive(Default)]
struct Fields {
    admin_consent: bool,
    /// An address can be the answer to a sign-in too; that is another thing.
    code: bool,
    state: Option<String>,
    tenant: Option<TenantId>,
    error: Option<String>,
    description: Option<String>,
    /// Two addresses in one text that do not agree.
    contradictory: bool,
}

impl Fields {
    /// Takes the pairs out of a text. A value that holds pairs again is read in the same way.
    fn read(&mut self, text: &str, depth: usize) {
        let pieces = text.split(['?', '&', '#', '<', '>', '"', '\'', '(', ')', '[', ']']);
        for piece in pieces.flat_map(str::split_whitespace) {
            for (name, value) in form_urlencoded::parse(piece.as_bytes()) {
                if depth < MAX_DEPTH && value.contains("admin_consent=") {
                    self.read(&value, depth + 1);
                } else {
                    self.take(&name, &value);
                }
            }
        }
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "admin_consent" => self.admin_consent |= starts_with(value, "true"),
            "code" => self.code = true,
            "state" => {
                let state = run(value, |letter| {
                    letter.is_ascii_alphanumeric() || "-_".contains(letter)
                });
                self.contradictory |= contradicts(self.state.as_ref(), &state);
                self.state.get_or_insert(state);
            }
            "tenant" => {
                if let Some(tenant) = value.get(..GUID).and_then(parse_guid).map(TenantId::from) {
                    self.contradictory |= self.tenant.is_some_and(|other| other != tenant);
                    self.tenant.get_or_insert(tenant);
                }
            }
            "error" => {
                let error = run(value, |letter| letter.is_ascii_lowercase() || letter == '_');
                self.error.get_or_insert(error);
            }
            "error_description" => _ = self.description.get_or_insert_with(|| value.to_owned()),
            _ => {}
        }
    }

    fn callback(self) -> Option<PastedCallback> {
        // A refusal of the older page may come without `admin_consent` where a mail program cut the beginning off.
        let answer = self.admin_consent || (self.error.is_some() && self.state.is_some());
        let whose = self.state.is_some() || self.tenant.is_some();
        if !answer || !whose || self.contradictory || self.code {
            return None;
        }
        let description = self.description.unwrap_or_default();
        Some(PastedCallback {
            state: self.state,
            tenant: self.tenant,
            refused: self.error.map(|error| Refused { error, description }),
        })
    }
}

fn starts_with(value: &str, word: &str) -> bool {
    let start = value.get(..word.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The letters of a kind that a text begins with.
fn run(text: &str, of_the_kind: impl Fn(char) -> bool) -> String {
    text.chars().take_while(|letter| of_the_kind(*letter)).collect()
}

/// The same state may be there twice, once with something right behind it.
fn contradicts(known: Option<&String>, state: &str) -> bool {
    known.is_some_and(|known| !known.starts_with(state) && !state.starts_with(known.as_str()))
}

/// The text in one line, as it was before mail programs broke, quoted and encoded it.
fn joined(text: &str) -> String {
    let mut text: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    if text.contains("=3D") {
        text = text.replace("=\r\n", "").replace("=\n", "").replace("=3D", "=");
    }
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches(['>', '|', ' ', '\t']));
    let mut joined: String = lines.map(str::trim_end).collect();
    while joined.contains("&amp;") {
        joined = joined.replace("&amp;", "&");
    }
    joined
}

fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests;
