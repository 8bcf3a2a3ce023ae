//! What the browser brought, read from the query of its request.

use secrecy::SecretString;
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use crate::diagnosis::EntraError;

/// What an answer to the request has to match.
pub(in crate::sign_in) struct Expected {
    pub(in crate::sign_in) state: String,
    /// `None` where the answer is not one of OAuth's.
    pub(in crate::sign_in) issuer: Option<Issuer>,
}

/// Who was asked, and has to be the one who answers (RFC 9207): what one server handed out must not be redeemed at another.
pub(in crate::sign_in) struct Issuer {
    pub(in crate::sign_in) name: String,
    /// Each answer names it; otherwise only what is named has to be right.
    pub(in crate::sign_in) always_named: bool,
}

/// What the browser brought for this request.
pub(in crate::sign_in) enum Callback {
    /// An authorization code.
    Code(SecretString),
    /// An administrator is said to have consented for that tenant.
    Consented {
        /// What the browser brought; proves nothing.
        tenant: String,
    },
    /// The person or Entra said no.
    Refused(EntraError),
    /// Another server answered than the one that was asked, or one that does not say who it is.
    OtherIssuer,
}

/// What a request turned out to be.
pub(super) enum Heard {
    /// The answer.
    Answer(Callback),
    /// An answer to another request.
    Foreign,
    /// No answer at all.
    Nothing,
}

/// The parameters that count. One that comes twice makes the whole no answer (RFC 6749 section 3.1): which of the two
/// is meant could be read differently by somebody else.
const PARAMETERS: [&str; 7] = [
    "state",
    "code",
    "error",
    "error_description",
    "iss",
    "admin_consent",
    "tenant",
];

/// Reads the query of the callback.
pub(super) fn read(query: &str, expected: &Expected) -> Heard {
    let mut fields: [Option<String>; PARAMETERS.len()] = Default::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let Some(place) = PARAMETERS.iter().position(|parameter| *parameter == name) else {
            continue;
        };
        if fields[place].replace(value.into_owned()).is_some() {
            return Heard::Nothing;
        }
    }
    let [state, code, error, description, issuer, admin_consent, tenant] =
        fields.map(|field| field.filter(|value| !value.is_empty()));
    let consented = admin_consent.and(tenant);
    if code.is_none() && error.is_none() && consented.is_none() {
        return Heard::Nothing;
    }
    let state = state.unwrap_or_default();
    if !bool::from(state.as_bytes().ct_eq(expected.state.as_bytes())) {
        return Heard::Foreign;
    }
    if !expected.names(issuer.as_deref()) {
        return Heard::Answer(Callback::OtherIssuer);
    }
    Heard::Answer(match (error, code, consented) {
        (Some(error), ..) => Callback::Refused(EntraError {
            error,
            error_description: description.unwrap_or_default(),
            ..EntraError::default()
        }),
        (None, Some(code), _) => Callback::Code(SecretString::from(code)),
        (None, None, tenant) => Callback::Consented {
            tenant: tenant.unwrap_or_default(),
        },
    })
}

impl Expected {
    fn names(&self, said: Option<&str>) -> bool {
        match (&self.issuer, said) {
            (Some(issuer), Some(said)) => issuer.name == said,
            (Some(issuer), None) => !issuer.always_named,
            (None, _) => true,
        }
    }
}
