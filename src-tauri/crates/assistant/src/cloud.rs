//! Clouds as data: where to sign in, which host to call and which audience to ask for.
//!
//! To the assistant the practice tenant is just another cloud, and so is any file of the same shape.

mod file;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod hosts;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;
use url::Url;

pub use self::hosts::{GeoHost, HostKind, KnownHost, known_host};
use crate::checklist::PortalPage;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{ClientId, TenantId};
use crate::sign_in::AssertionForm;

/// The APIs that hand out incidents and alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Api {
    /// Microsoft Graph security.
    Graph,
    /// Defender XDR.
    Xdr,
    /// Defender for Endpoint.
    Mde,
}

impl Api {
    /// All of them, the recommended one first.
    pub const ALL: [Self; 3] = [Self::Graph, Self::Xdr, Self::Mde];

    /// The stable short name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Xdr => "xdr",
            Self::Mde => "mde",
        }
    }

    /// Its application id in every tenant (Microsoft's list of first-party applications).
    pub fn app_id(self) -> &'static str {
        match self {
            Self::Graph => "00000003-0000-0000-c000-000000000000",
            Self::Xdr => "8ee8fdad-f234-4243-8f3b-15c294843740",
            Self::Mde => "fc780465-2017-40d4-a0c5-307022471b92",
        }
    }

    /// What the portal calls it under "APIs my organization uses" (resources.json of Microsoft's app list).
    /// These names are never translated and keep the products' oldest names.
    pub fn portal_name(self) -> &'static str {
        match self {
            Self::Graph => "Microsoft Graph",
            Self::Xdr => "Microsoft Threat Protection",
            Self::Mde => "WindowsDefenderATP",
        }
    }
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Api {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|api| api.name() == text)
            .ok_or_else(|| "graph, xdr or mde".to_owned())
    }
}

/// The host to call and the audience to ask for are two things: for Defender for Endpoint they differ, and
/// mixing them up is the most common silent 403.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiPlace {
    /// Scheme, host and port that answer the calls.
    pub host: Url,
    /// The identifier URI that a token for it is issued to, without a final slash.
    pub audience: String,
}

/// One cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// Stable name: `commercial`, `gcc`, `practice`, ...
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Nothing here is real.
    pub practice: bool,
    /// Came from a file of the person's own.
    pub custom: bool,
    /// Where tokens come from: scheme, host and port.
    pub authority: Url,
    apis: Vec<(Api, ApiPlace)>,
    /// Other hosts of the Defender APIs, each near one area.
    geo_hosts: Vec<GeoHost>,
    /// Other hosts that mean the same authority.
    authority_aliases: Vec<String>,
    /// What the discovery document of its tenants says in `tenant_region_sub_scope`.
    sub_scope: Option<String>,
    /// Hosts that once answered for its APIs.
    older_hosts: Vec<String>,
    /// APIs whose audience no page of Microsoft states.
    unconfirmed: Vec<Api>,
    portals: Vec<Url>,
    portal_links: Vec<(PortalPage, String)>,
    defender_portal: Option<Url>,
    /// How a certificate proves an application to its sign-in service.
    pub(crate) assertion: AssertionForm,
    /// What a person's own file says.
    definition: Option<serde_json::Value>,
}

impl Cloud {
    /// The clouds of Microsoft that are open. Not each has the Defender APIs: [`Self::has_apis`].
    pub fn microsoft() -> Vec<Self> {
        file::MICROSOFT.clouds.clone()
    }

    /// Reads a cloud of the shape of one entry of `data/clouds.json`; an error says line and field.
    pub fn parse(json: &str) -> Result<Self> {
        file::parse(json)
    }

    /// What the person's own file says, so that it can be handed on; `None` of Microsoft's clouds.
    pub fn definition(&self) -> Option<&serde_json::Value> {
        self.definition.as_ref()
    }

    /// Its pages for people.
    pub fn portals(&self) -> &[Url] {
        &self.portals
    }

    /// Does it offer anything that Handrail reads?
    pub fn has_apis(&self) -> bool {
        !self.apis.is_empty()
    }

    /// Does a page of Microsoft state the audience of this API here? If not, it is a likely value.
    pub fn audience_confirmed(&self, api: Api) -> bool {
        !self.unconfirmed.contains(&api)
    }

    /// The host and audience of an API; `None` where this cloud does not have it.
    pub fn api(&self, api: Api) -> Option<&ApiPlace> {
        self.apis
            .iter()
            .find_map(|(name, place)| (*name == api).then_some(place))
    }

    /// The deep link to a page of the portal.
    pub fn portal_link(&self, page: PortalPage, client_id: Option<ClientId>) -> Option<Url> {
        let template = self
            .portal_links
            .iter()
            .find_map(|(name, link)| (*name == page).then_some(link))?;
        let filled = match client_id {
            Some(id) => template.replace("{client_id}", &id.to_string()),
            None if template.contains("{client_id}") => {
                return self.portal_link(PortalPage::AppRegistrations, None);
            }
            None => template.clone(),
        };
        filled.parse().ok()
    }

    /// The page of one incident, or of one alert of Defender for Endpoint, in the Defender portal. Made from the
    /// cloud's own data: an address that a service names is not opened.
    pub fn incident_link(&self, api: Api, id: &str, tenant: TenantId) -> Option<Url> {
        let mut url = self.defender_portal.clone()?;
        let list = if api == Api::Mde { "alerts" } else { "incidents" };
        url.path_segments_mut().ok()?.pop_if_empty().extend([list, id]);
        url.query_pairs_mut().append_pair("tid", &tenant.to_string());
        Some(url)
    }

    /// What the window offers.
    pub fn choice(&self) -> CloudChoice {
        CloudChoice {
            id: self.id.clone(),
            name: self.name.clone(),
            practice: self.practice,
            custom: self.custom,
        }
    }
}

/// A cloud as the window offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CloudChoice {
    /// Stable name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Nothing here is real.
    pub practice: bool,
    /// Came from a file of the person's own.
    pub custom: bool,
}

/// No cloud of that name is there: it came from a file that was not loaded this time.
pub(crate) fn unknown_cloud(id: &str) -> ErrorReport {
    ErrorReport::new(ErrorCode::CloudUnknown).with("cloud", id)
}
