//! The JSON shape of a cloud, checked before anything is sent anywhere.

use std::collections::BTreeMap;

use serde::Deserialize;
use url::Url;

use super::{Api, ApiPlace, Cloud};
use crate::checklist::PortalPage;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::is_loopback;

const MICROSOFT: &str = include_str!("../../data/clouds.json");

/// One cloud as it stands in a file. Field names are those of Microsoft's national-cloud tables.
#[derive(Clone, Debug, Deserialize)]
pub struct CloudFile {
    id: String,
    name: String,
    #[serde(default)]
    practice: bool,
    #[serde(skip, default = "is_custom")]
    custom: bool,
    entra_authority: Url,
    graph_base: Option<Url>,
    xdr_api_base: Option<Url>,
    mde_api_base: Option<Url>,
    defender_portal: Option<Url>,
    token: BTreeMap<Api, Audience>,
    #[serde(default)]
    portal_links: BTreeMap<PortalPage, String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Audience {
    resource_v1: String,
}

#[derive(Deserialize)]
struct MicrosoftClouds {
    clouds: Vec<CloudFile>,
}

fn is_custom() -> bool {
    true
}

pub(super) fn microsoft() -> Vec<Cloud> {
    let clouds = serde_json::from_str::<MicrosoftClouds>(MICROSOFT)
        .map(|file| file.clouds)
        .unwrap_or_default();
    clouds
        .into_iter()
        .filter_map(|file| {
            CloudFile {
                custom: false,
                ..file
            }
            .into_cloud()
            .ok()
        })
        .collect()
}

impl CloudFile {
    /// Reads the JSON; says where it is not a cloud.
    pub fn parse(json: &str) -> Result<Self> {
        serde_json::from_str(json).map_err(|error| {
            ErrorReport::new(ErrorCode::CloudFileMalformed).with("message", error.to_string())
        })
    }

    /// Checks every address and makes the cloud.
    pub fn into_cloud(self) -> Result<Cloud> {
        let malformed = |what: &str| ErrorReport::new(ErrorCode::CloudFileMalformed).with("message", what);
        let bases = [
            (Api::Graph, self.graph_base),
            (Api::Xdr, self.xdr_api_base),
            (Api::Mde, self.mde_api_base),
        ];
        let mut apis = Vec::new();
        for (api, base) in bases {
            let (Some(base), Some(audience)) = (base, self.token.get(&api)) else {
                continue;
            };
            let audience = audience.resource_v1.trim_end_matches('/').to_owned();
            let host = safe_origin(base).ok_or_else(|| malformed(&format!("{api}: https is needed")))?;
            apis.push((api, ApiPlace { host, audience }));
        }
        let authority =
            safe_origin(self.entra_authority).ok_or_else(|| malformed("entra_authority: https is needed"))?;
        for link in self.portal_links.values() {
            let plain = link.replace("{client_id}", "id");
            let url = plain.parse::<Url>().map_err(|_| malformed("portal_links"))?;
            safe_origin(url).ok_or_else(|| malformed("portal_links: https is needed"))?;
        }
        if let Some(portal) = self.defender_portal.clone() {
            safe_origin(portal).ok_or_else(|| malformed("defender_portal: https is needed"))?;
        }
        if apis.is_empty() || self.id.is_empty() {
            return Err(malformed("no API"));
        }
        Ok(Cloud {
            id: self.id,
            name: self.name,
            practice: self.practice,
            custom: self.custom,
            authority,
            apis,
            portal_links: self.portal_links.into_iter().collect(),
            defender_portal: self.defender_portal,
        })
    }
}

/// The origin of an address, if tokens may travel to it: https, or http that stays on this computer.
fn safe_origin(mut url: Url) -> Option<Url> {
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        return None;
    }
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    url.set_path("/");
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(authority: &str, graph: &str) -> Result<Cloud> {
        Cloud::parse(&format!(
            r#"{{"id":"mine","name":"Mine","entra_authority":"{authority}","graph_base":"{graph}",
                "token":{{"graph":{{"resource_v1":"https://graph.microsoft.com/"}}}}}}"#
        ))
    }

    #[test]
    fn every_cloud_of_the_data_file_is_usable() {
        let ids: Vec<String> = microsoft().into_iter().map(|cloud| cloud.id).collect();
        assert_eq!(ids, ["commercial", "gcc", "gcc-high", "dod"]);
    }

    #[test]
    fn endpoint_calls_one_host_and_asks_for_the_audience_of_another() {
        let cloud = &microsoft()[0];
        let place = cloud.api(Api::Mde).unwrap();
        assert_eq!(place.host.as_str(), "https://api.security.microsoft.com/");
        assert_eq!(place.audience, "https://api.securitycenter.microsoft.com");
    }

    #[test]
    fn a_custom_cloud_may_be_http_on_this_computer_only() {
        assert!(custom("http://127.0.0.1:4000", "http://localhost:4000").is_ok());
        assert_eq!(
            custom("http://example.com", "https://example.com")
                .unwrap_err()
                .code,
            ErrorCode::CloudFileMalformed
        );
        assert!(custom("https://example.com", "http://192.168.1.4").is_err());
        assert!(custom("https://user:pw@example.com", "https://example.com").is_err());
    }

    #[test]
    fn a_cloud_owns_its_own_origins_only() {
        let cloud = custom("https://sign-in.example:444", "https://graph.example").unwrap();
        for (url, owned) in [
            ("https://graph.example/v1.0/x?$skip=1", true),
            ("https://sign-in.example:444/t/oauth2", true),
            ("https://sign-in.example/", false),
            ("http://graph.example/", false),
            ("https://graph.example.evil.test/", false),
            ("data:text/plain,x", false),
        ] {
            assert_eq!(cloud.owns(&url.parse().unwrap()), owned, "{url}");
        }
    }

    #[test]
    fn a_portal_link_names_the_registration_and_falls_back_to_the_list() {
        let cloud = &microsoft()[0];
        let id = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2".parse().unwrap();
        let link = cloud.portal_link(PortalPage::ApiPermissions, Some(id)).unwrap();
        assert!(
            link.as_str()
                .contains("/appId/631a96bc-a705-4eda-9f99-fdaf9f54f6a2/")
        );
        let list = cloud.portal_link(PortalPage::ApiPermissions, None).unwrap();
        assert!(list.as_str().ends_with("ApplicationsListBlade"));
    }
}
