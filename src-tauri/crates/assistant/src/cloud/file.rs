//! The JSON shape of a cloud, checked before anything is sent anywhere.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use url::Url;

use super::{Api, ApiPlace, Cloud, GeoHost};
use crate::checklist::PortalPage;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::is_loopback;
use crate::sign_in::AssertionForm;

/// One cloud as it stands in a file. Field names are those of Microsoft's national-cloud tables; the shape is
/// explained in `docs/custom-cloud.md`. What a file says besides is read over.
#[derive(Clone, Debug, Deserialize)]
struct CloudFile {
    id: String,
    name: String,
    #[serde(default)]
    practice: bool,
    entra_authority: Url,
    #[serde(default)]
    authority_aliases: Vec<String>,
    tenant_region_sub_scope: Option<String>,
    azure_portal: Option<Url>,
    entra_admin_center: Option<Url>,
    graph_base: Option<Url>,
    #[serde(default = "yes")]
    graph_security_available: bool,
    xdr_api_base: Option<Url>,
    mde_api_base: Option<Url>,
    #[serde(default = "yes")]
    defender_available: bool,
    #[serde(default)]
    geo_hosts: Vec<GeoFile>,
    #[serde(default)]
    older_hosts: Vec<String>,
    defender_portal: Option<Url>,
    token: BTreeMap<Api, Audience>,
    #[serde(default)]
    assertion: AssertionForm,
    #[serde(default)]
    portal_links: BTreeMap<PortalPage, String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Audience {
    resource_v1: String,
    #[serde(default = "yes")]
    confirmed: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct GeoFile {
    id: String,
    base: Url,
    area: String,
    #[serde(default = "yes")]
    area_confirmed: bool,
}

#[derive(Deserialize)]
struct MicrosoftClouds {
    clouds: Vec<CloudFile>,
    closed_clouds: Vec<ClosedCloud>,
}

/// A cloud that Microsoft has closed: its hosts still stand in old scripts.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ClosedCloud {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) hosts: Vec<String>,
    pub(super) closed_on: String,
}

/// Microsoft's clouds, open and closed.
pub(super) struct Catalogue {
    pub(super) clouds: Vec<Cloud>,
    pub(super) closed: Vec<ClosedCloud>,
}

fn yes() -> bool {
    true
}

/// Read once. A row that is no cloud is left out; a test counts them.
pub(super) static MICROSOFT: LazyLock<Catalogue> = LazyLock::new(|| {
    let file: Option<MicrosoftClouds> = serde_json::from_str(include_str!("../../data/clouds.json")).ok();
    let (clouds, closed) = file.map_or_else(Default::default, |file| (file.clouds, file.closed_clouds));
    let clouds = clouds.into_iter().filter_map(|file| file.into_cloud(false).ok());
    Catalogue {
        clouds: clouds.collect(),
        closed,
    }
});

/// Why a file is not a cloud: the field, and what is the matter with it.
struct Flaw {
    field: &'static str,
    why: &'static str,
}

/// Reads a person's own file; says in which line and which field it is not a cloud.
pub(super) fn parse(json: &str) -> Result<Cloud> {
    let file: CloudFile = serde_json::from_str(json).map_err(|error| unreadable(json, &error))?;
    let definition = serde_json::from_str(json).ok();
    let cloud = file.into_cloud(true).map(|cloud| Cloud { definition, ..cloud });
    cloud.map_err(|flaw| {
        let quoted = format!("\"{}\"", flaw.field);
        let line = json
            .lines()
            .position(|line| line.contains(&quoted))
            .map_or(1, |at| at + 1);
        malformed(line, flaw.field).detailed(format!("{}: {}", flaw.field, flaw.why))
    })
}

fn malformed(line: usize, field: &str) -> ErrorReport {
    ErrorReport::new(ErrorCode::CloudFileMalformed)
        .with("line", line)
        .with("name", field)
}

/// The field that is missing is named by the reader; a wrong one is the key that the line begins with.
fn unreadable(json: &str, error: &serde_json::Error) -> ErrorReport {
    let said = error.to_string();
    let line = json
        .lines()
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let missing = said
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    let field = missing.or_else(|| line.split('"').nth(1)).unwrap_or_default();
    malformed(error.line(), field).detailed(&said)
}

impl CloudFile {
    /// Checks every address and makes the cloud.
    fn into_cloud(self, custom: bool) -> std::result::Result<Cloud, Flaw> {
        let apis = self.apis()?;
        // Connections of Microsoft's clouds send their secrets to the cloud of that name.
        if custom && MICROSOFT.clouds.iter().any(|cloud| cloud.id == self.id) {
            return Err(Flaw {
                field: "id",
                why: "it is the name of one of Microsoft's clouds",
            });
        }
        if self.id.is_empty() {
            return Err(Flaw {
                field: "id",
                why: "it is empty",
            });
        }
        if apis.is_empty() && self.defender_available {
            return Err(Flaw {
                field: "token",
                why: "no API has both a base and a resource",
            });
        }
        for link in self.portal_links.values() {
            let plain = link.replace("{client_id}", "id");
            let url = plain.parse().map_err(|_| Flaw {
                field: "portal_links",
                why: "it is no address",
            })?;
            origin("portal_links", url)?;
        }
        for portal in [
            &self.defender_portal,
            &self.azure_portal,
            &self.entra_admin_center,
        ] {
            if let Some(portal) = portal.clone() {
                origin("defender_portal", portal)?;
            }
        }
        let geo_hosts = self.geo_hosts.into_iter().map(|geo| {
            Ok(GeoHost {
                id: geo.id,
                host: origin("geo_hosts", geo.base)?,
                area: geo.area,
                area_confirmed: geo.area_confirmed,
            })
        });
        Ok(Cloud {
            geo_hosts: geo_hosts.collect::<std::result::Result<_, Flaw>>()?,
            authority: origin("entra_authority", self.entra_authority)?,
            id: self.id,
            name: self.name,
            practice: self.practice,
            custom,
            apis,
            authority_aliases: self.authority_aliases,
            sub_scope: self.tenant_region_sub_scope,
            older_hosts: self.older_hosts,
            unconfirmed: self
                .token
                .into_iter()
                .filter_map(|(api, audience)| (!audience.confirmed).then_some(api))
                .collect(),
            portals: [
                &self.defender_portal,
                &self.azure_portal,
                &self.entra_admin_center,
            ]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
            portal_links: self.portal_links.into_iter().collect(),
            defender_portal: self.defender_portal,
            assertion: self.assertion,
            definition: None,
        })
    }

    /// The APIs that have both a host and an audience, as far as the cloud offers them.
    fn apis(&self) -> std::result::Result<Vec<(Api, ApiPlace)>, Flaw> {
        let bases = [
            (
                Api::Graph,
                "graph_base",
                &self.graph_base,
                self.graph_security_available,
            ),
            (
                Api::Xdr,
                "xdr_api_base",
                &self.xdr_api_base,
                self.defender_available,
            ),
            (
                Api::Mde,
                "mde_api_base",
                &self.mde_api_base,
                self.defender_available,
            ),
        ];
        let mut apis = Vec::new();
        for (api, field, base, offered) in bases {
            if let (true, Some(base), Some(audience)) = (offered, base, self.token.get(&api)) {
                let audience = audience.resource_v1.trim_end_matches('/').to_owned();
                let host = origin(field, base.clone())?;
                apis.push((api, ApiPlace { host, audience }));
            }
        }
        Ok(apis)
    }
}

/// The origin of an address that tokens or people may be sent to.
fn origin(field: &'static str, url: Url) -> std::result::Result<Url, Flaw> {
    safe_origin(url).ok_or(Flaw {
        field,
        why: "https is needed, without a user name",
    })
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
        let ids: Vec<String> = Cloud::microsoft().into_iter().map(|cloud| cloud.id).collect();
        assert_eq!(ids, ["commercial", "gcc", "gcc-high", "dod", "china"]);
    }

    #[test]
    fn endpoint_calls_one_host_and_asks_for_the_audience_of_another() {
        let cloud = &Cloud::microsoft()[0];
        let place = cloud.api(Api::Mde).unwrap();
        assert_eq!(place.host.as_str(), "https://api.security.microsoft.com/");
        assert_eq!(place.audience, "https://api.securitycenter.microsoft.com");
    }

    #[test]
    fn a_cloud_asks_for_assertions_in_its_form_and_in_no_unknown_one() {
        let asking = |field: &str| {
            Cloud::parse(&format!(
                r#"{{"id":"mine","name":"Mine","entra_authority":"https://login.example","graph_base":"https://graph.example",
                    {field}"token":{{"graph":{{"resource_v1":"https://graph.microsoft.com/"}}}}}}"#
            ))
        };
        let form = |field: &str| asking(field).unwrap().assertion;
        assert_eq!(form(""), AssertionForm::Ps256);
        assert_eq!(form(r#""assertion":"PS256","#), AssertionForm::Ps256);
        assert_eq!(form(r#""assertion":"RS256","#), AssertionForm::Rs256);
        assert!(asking(r#""assertion":"HS256","#).is_err());
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
    fn a_file_cannot_take_the_place_of_a_cloud_of_microsoft() {
        let json = r#"{"id":"gcc","name":"Mine","entra_authority":"https://login.example",
            "graph_base":"https://graph.example","token":{"graph":{"resource_v1":"https://graph.example"}}}"#;
        assert_eq!(Cloud::parse(json).unwrap_err().params["name"], "id");
    }

    #[test]
    fn a_broken_file_says_the_line_and_what_is_missing_in_it() {
        let of = |json: &str| {
            let report = Cloud::parse(json).unwrap_err();
            assert_eq!(report.code, ErrorCode::CloudFileMalformed);
            (report.params["line"].clone(), report.params["name"].clone())
        };
        let at = |line: &str, field: &str| (line.to_owned(), field.to_owned());
        assert_eq!(of("{\n  \"id\": \"x\"\n}"), at("3", "name"));
        assert_eq!(of("{\n  \"id\": \"x\",\n  \"name\": 7\n}"), at("3", "name"));
        assert_eq!(of("{\n  \"id\": \"x\"\n  \"name\": \"y\"\n}"), at("3", "name"));
        let insecure = "{\"id\": \"x\", \"name\": \"y\",\n\"entra_authority\": \"https://a.example\",\n\
            \"graph_base\": \"http://g.example\",\n\"token\": {\"graph\": {\"resource_v1\": \"https://g.example\"}}}";
        assert_eq!(of(insecure), at("3", "graph_base"));
        let nothing =
            "{\"id\": \"x\", \"name\": \"y\",\n\"entra_authority\": \"https://a.example\",\n\"token\": {}}";
        assert_eq!(of(nothing), at("3", "token"));
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
        let cloud = &Cloud::microsoft()[0];
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
