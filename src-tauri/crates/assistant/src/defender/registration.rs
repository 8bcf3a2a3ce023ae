//! The registration itself, through Microsoft Graph (microsoftgraph/microsoft-graph-docs-contrib: application-get.md).

use serde::Deserialize;

use super::client::ApiClient;
use crate::cloud::ApiPlace;
use crate::error::Result;
use crate::ids::ClientId;

/// Any one of these lets an application read its own registration.
pub(crate) const READS_REGISTRATION: [&str; 4] = [
    "Application.Read.All",
    "Application.ReadWrite.OwnedBy",
    "Application.ReadWrite.All",
    "Directory.Read.All",
];

const FIELDS: &str = "signInAudience,web,publicClient,verifiedPublisher,passwordCredentials";

/// What stands in a registration, as far as it matters here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Registration {
    /// `AzureADMyOrg` is a single tenant.
    pub(crate) sign_in_audience: String,
    pub(crate) web: RedirectUris,
    pub(crate) public_client: RedirectUris,
    pub(crate) verified_publisher: Option<Publisher>,
    pub(crate) password_credentials: Vec<RegisteredSecret>,
}

/// The addresses of one platform.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RedirectUris {
    pub(crate) redirect_uris: Vec<String>,
}

/// Who publishes the app; without an id, nobody that Microsoft verified.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Publisher {
    pub(crate) display_name: Option<String>,
    pub(crate) verified_publisher_id: Option<String>,
}

/// A secret, without its value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RegisteredSecret {
    /// The first three characters of the value.
    pub(crate) hint: Option<String>,
    pub(crate) end_date_time: Option<String>,
}

impl ApiClient<'_> {
    /// Reads the registration of a client ID.
    pub(crate) async fn registration(
        &mut self,
        place: &ApiPlace,
        client_id: ClientId,
    ) -> Result<Registration> {
        let mut url = place.host.clone();
        url.set_path(&format!("/v1.0/applications(appId='{client_id}')"));
        url.query_pairs_mut().append_pair("$select", FIELDS);
        self.fetch(&url).await?.json()
    }
}
