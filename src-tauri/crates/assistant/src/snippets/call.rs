//! What a snippet does, in which language, and what comes out.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::connection::{Context, Credential, Goal, Purpose};
use crate::defender::{FilterField, ListQuery, place_of};
use crate::registration::RegistrationChoices;

/// What a snippet does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum SnippetCall {
    /// Reads a list, all pages.
    List {
        /// What is asked for.
        query: ListQuery,
    },
    /// Asks the hunting tables.
    Hunting {
        /// The query, as it is on screen.
        text: String,
    },
    /// Gets a token and shows what it opens.
    Token,
    /// Makes the app registration.
    Register {
        /// What a person chose for it.
        #[serde(default)]
        choices: RegistrationChoices,
    },
}

impl SnippetCall {
    /// The API that a connection's call goes to, and what is done there. Hunting goes to Microsoft Graph: the other
    /// endpoints end in 2027.
    pub(crate) fn target(&self, own: Api) -> (Api, Purpose) {
        match self {
            Self::List { query } => place_of(query.kind, own),
            Self::Hunting { .. } => (Api::Graph, Purpose::Hunting),
            Self::Token | Self::Register { .. } => (own, Purpose::Incidents),
        }
    }
}

/// The languages of snippets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SnippetLanguage {
    /// PowerShell with nothing installed.
    Powershell,
    /// PowerShell with the module Microsoft.Graph.
    PowershellGraph,
    /// Python with MSAL.
    Python,
    /// JavaScript for Node with MSAL.
    Javascript,
    /// C# with MSAL.NET.
    Csharp,
    /// Go with its standard library.
    Go,
    /// bash with curl and jq.
    Curl,
    /// Requests for an editor that sends them.
    Http,
    /// bash with the Azure CLI.
    Az,
    /// Terraform with the provider azuread.
    Terraform,
    /// Bicep with the extension for Microsoft Graph.
    Bicep,
}

impl SnippetLanguage {
    /// All of them, in the order of the window.
    pub const ALL: [Self; 11] = [
        Self::Powershell,
        Self::PowershellGraph,
        Self::Python,
        Self::Javascript,
        Self::Csharp,
        Self::Go,
        Self::Curl,
        Self::Http,
        Self::Az,
        Self::Terraform,
        Self::Bicep,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Powershell => "powershell",
            Self::PowershellGraph => "powershell_graph",
            Self::Python => "python",
            Self::Javascript => "javascript",
            Self::Csharp => "csharp",
            Self::Go => "go",
            Self::Curl => "curl",
            Self::Http => "http",
            Self::Az => "az",
            Self::Terraform => "terraform",
            Self::Bicep => "bicep",
        }
    }

    /// Can this be said in the language?
    pub fn offers(self, call: &SnippetCall, goal: Goal) -> bool {
        let registers = matches!(call, SnippetCall::Register { .. });
        let (api, _) = call.target(goal.api);
        match self {
            Self::Az | Self::Terraform | Self::Bicep => registers,
            Self::PowershellGraph => registers || api == Api::Graph,
            // An editor sends requests, and signs nothing.
            Self::Http => registers || goal.context == Context::User || goal.credential == Credential::Secret,
            _ => !registers,
        }
    }
}

/// What a person needs before a snippet runs. The words are under `snippets.needs` in the language files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The client ID, which the connection does not know yet.
    ClientId,
    /// The secret in the environment variable `CLIENT_SECRET`.
    SecretInEnvironment,
    /// The files that `CERTIFICATE_FILE` and `CERTIFICATE_KEY_FILE` name.
    CertificateInEnvironment,
    /// A person who signs in.
    Person,
    /// An administrator who signs in.
    Administrator,
    /// PowerShell 7.
    Powershell7,
    /// The module Microsoft.Graph.
    GraphModule,
    /// Python and MSAL.
    PythonMsal,
    /// Node and MSAL.
    NodeMsal,
    /// .NET and MSAL.NET.
    DotnetMsal,
    /// The Go toolchain.
    GoToolchain,
    /// bash, curl and jq.
    CurlAndJq,
    /// openssl.
    Openssl,
    /// An editor that sends `.http` files.
    HttpEditor,
    /// The Azure CLI.
    AzureCli,
    /// Terraform, and somebody who is signed in.
    Terraform,
    /// Bicep, a resource group, and its file of extensions.
    Bicep,
    /// A tenant in Microsoft's worldwide cloud.
    PublicCloud,
    /// Somebody who may register apps.
    Registrar,
    /// A tenant that knows the API already.
    KnownApi,
    /// The public half of a certificate.
    PublicCertificate,
    /// A place where the state may hold a secret.
    SecretInState,
    /// A secret, which is made afterwards.
    SecretAfterwards,
}

/// A call in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Snippet {
    /// The language.
    pub language: SnippetLanguage,
    /// The text, ready to be run.
    pub text: String,
    /// The name under which it is saved.
    pub file_name: String,
    /// What it needs.
    pub needs: Vec<Need>,
    /// What of the question the API cannot filter by, and the script does not either.
    pub left_out: Vec<FilterField>,
}
