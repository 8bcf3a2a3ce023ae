//! What a diagnosis says, as the window and the command line show it. No sentences: keys of the language files.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::checklist::StepId;
use crate::cloud::Api;
use crate::connection::Context;
use crate::error::{ErrorReport, Trace};
use crate::token::TokenKind;

/// What a text was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Recognised {
    /// A text around one of Entra's numbers.
    Aadsts,
    /// The JSON of a failed token request.
    TokenError,
    /// An address to which Entra sent the browser back, with an error in it.
    Redirect,
    /// A page of Entra, by its heading.
    EntraPage,
    /// What Graph or a Defender API answered.
    ApiError,
    /// A token.
    Jwt,
    /// A GUID and nothing else.
    Guid,
    /// Something that looks like a client secret.
    Secret,
    /// A script; the clinic reads it.
    Script,
    /// A failure on the way there: name, proxy, certificate, clock, port.
    Network,
    /// Nothing of the above.
    Unknown,
}

/// Who can put it right (the catalogue's `who_can_fix`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// The person who signs in or pastes.
    User,
    /// An administrator of the tenant that holds the setting.
    Admin,
    /// Whoever wrote the tool or script.
    Developer,
    /// Nobody here: wait, or ask Microsoft.
    Microsoft,
}

/// What else it could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Alternative {
    /// The step that it would belong to.
    pub step: StepId,
    /// Where its words are: `<words>.title` and, for a person who looks closer, `.cause` and `.action`.
    pub words: String,
}

/// What a pasted token opens. Holds its claims' facts, never the token. The signature was not checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastedToken {
    /// Whose token it is.
    pub kind: TokenKind,
    /// Claim `aud`.
    pub audience: String,
    /// The API of that audience, if it is one that Handrail reads.
    pub api: Option<Api>,
    /// Claim `tid`.
    pub tenant_id: String,
    /// Claim `appid` or `azp`.
    pub client_id: String,
    /// `roles` or `scp`.
    pub permissions: Vec<String>,
    /// The APIs whose list it opens.
    pub opens: Vec<Api>,
    /// Permissions that would open the list of its own audience.
    pub missing: Vec<String>,
    /// Claim `exp`, RFC 3339.
    pub expires: String,
    /// It ended before now.
    pub expired: bool,
}

/// What a bare value is, and so where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Belongs {
    /// "Directory (tenant) ID".
    TenantId,
    /// "Application (client) ID".
    ClientId,
    /// The Value of a client secret.
    ClientSecret,
    /// The application id of one of Microsoft's own services: nothing to enter anywhere.
    MicrosoftApp,
    /// A GUID that could be any of them: tenant ID, client ID, object ID or Secret ID.
    AnyId,
}

/// What Handrail makes of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// What the text was taken for.
    pub recognised: Recognised,
    /// The one cause and next action; none where nothing is wrong.
    pub finding: Option<ErrorReport>,
    /// Who can put it right.
    pub who: Option<Who>,
    /// What else it could be, the likeliest first.
    pub alternatives: Vec<Alternative>,
    /// What finds the event in the sign-in logs.
    pub trace: Trace,
    /// Microsoft's own page about the number.
    pub official: Option<String>,
    /// What a pasted token opens and lacks.
    pub token: Option<PastedToken>,
    /// What a bare value is.
    pub belongs: Option<Belongs>,
    /// The name of a Microsoft service, with [`Belongs::MicrosoftApp`].
    pub service: Option<String>,
    /// The text as it was pasted, with everything secret masked, where nothing in it is known.
    pub shown: Option<String>,
    /// The customer of a partner whose answer to a consent link it is.
    pub answer: Option<PastedAnswer>,
}

/// Whose answer to a consent link a text is. What it says was not believed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastedAnswer {
    /// The partner's connection.
    pub connection_id: String,
    /// The customer's tenant.
    pub tenant_id: String,
    /// The domain by which the customer was named.
    pub domain: String,
}

impl Diagnosis {
    /// A diagnosis that says only what the text was taken for.
    pub(super) fn of(recognised: Recognised) -> Self {
        Self {
            recognised,
            finding: None,
            who: None,
            alternatives: Vec::new(),
            trace: Trace::default(),
            official: None,
            token: None,
            belongs: None,
            service: None,
            shown: None,
            answer: None,
        }
    }
}

/// What was being done when it failed, where somebody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are those of RFC 6749 and RFC 8628")]
pub enum Attempted {
    AuthorizationCode,
    ClientCredentials,
    DeviceCode,
    Ropc,
    Refresh,
    AdminConsent,
    ApiCall,
}

impl Attempted {
    const NAMES: [(&str, Self); 7] = [
        ("authorization_code", Self::AuthorizationCode),
        ("client_credentials", Self::ClientCredentials),
        ("device_code", Self::DeviceCode),
        ("ropc", Self::Ropc),
        ("refresh", Self::Refresh),
        ("admin_consent", Self::AdminConsent),
        ("api_call", Self::ApiCall),
    ];
}

impl fmt::Display for Attempted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::NAMES.iter().find(|(_, flow)| flow == self);
        f.write_str(name.map_or("", |(name, _)| name))
    }
}

impl FromStr for Attempted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let flow = Self::NAMES.iter().find(|(name, _)| *name == text);
        flow.map(|(_, flow)| *flow)
            .ok_or_else(|| Self::NAMES.map(|(name, _)| name).join(", "))
    }
}

/// What somebody says about the text beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Hints {
    /// What was being done.
    pub flow: Option<Attempted>,
    /// Which API was meant.
    pub api: Option<Api>,
    /// Who reads.
    pub context: Option<Context>,
}
