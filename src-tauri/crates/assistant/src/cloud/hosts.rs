//! Which hosts belong to which cloud: its own, those near an area, older names, and those of closed clouds.

use url::{Origin, Url};

use super::file::MICROSOFT;
use super::{Api, ApiPlace, Cloud};

/// A host of the Defender APIs that is near one area. Calling it changes neither data nor audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeoHost {
    /// Stable name, unique in its cloud.
    pub id: String,
    /// Scheme, host and port.
    pub host: Url,
    /// The area in English; the language files know the areas of Microsoft's clouds by `id`.
    pub area: String,
    /// Does a page of Microsoft name the area of this host?
    pub area_confirmed: bool,
}

/// What a host is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// Sign-in pages and tokens.
    SignIn,
    /// The APIs that Handrail reads.
    Api,
    /// A name that the APIs had earlier.
    OlderApi,
    /// Pages for people.
    Portal,
}

/// A host that belongs to one of Microsoft's clouds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHost {
    /// The cloud's stable name.
    pub cloud: String,
    /// The cloud's name for people.
    pub cloud_name: String,
    /// What it is for; in a closed cloud that no longer matters.
    pub kind: HostKind,
    /// The day on which the cloud was closed, `2021-10-29`, if it was.
    pub closed_on: Option<String>,
}

/// The cloud that a host of Microsoft belongs to. Hosts that several clouds share lead to the first of them, the
/// worldwide one before GCC and GCC High before `DoD`.
pub fn known_host(host: &str) -> Option<KnownHost> {
    let open = MICROSOFT.clouds.iter().find_map(|cloud| {
        cloud.kind_of(host).map(|kind| KnownHost {
            cloud: cloud.id.clone(),
            cloud_name: cloud.name.clone(),
            kind,
            closed_on: None,
        })
    });
    open.or_else(|| {
        let closed = MICROSOFT
            .closed
            .iter()
            .find(|cloud| cloud.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)))?;
        Some(KnownHost {
            cloud: closed.id.clone(),
            cloud_name: closed.name.clone(),
            kind: HostKind::SignIn,
            closed_on: Some(closed.closed_on.clone()),
        })
    })
}

impl Cloud {
    /// The hosts of an API besides the usual one. Microsoft Graph finds the nearest place by itself.
    pub fn geo_hosts(&self, api: Api) -> &[GeoHost] {
        if api == Api::Graph || self.api(api).is_none() {
            return &[];
        }
        &self.geo_hosts
    }

    /// Other hosts that mean the same authority.
    pub fn authority_aliases(&self) -> &[String] {
        &self.authority_aliases
    }

    /// The value of `tenant_region_sub_scope` in the discovery documents of its tenants, where one tells it apart
    /// from another cloud of the same authority.
    pub fn sub_scope(&self) -> Option<&str> {
        self.sub_scope.as_deref()
    }

    /// Is this a host where people of this cloud sign in?
    pub fn signs_in_at(&self, host: &str) -> bool {
        let aliases = self.authority_aliases.iter().map(String::as_str);
        self.authority
            .host_str()
            .into_iter()
            .chain(aliases)
            .any(|own| own.eq_ignore_ascii_case(host))
    }

    /// Where an API answers, at the host of that name or at the usual one. The audience is the same for each.
    pub fn place(&self, api: Api, geo: Option<&str>) -> Option<ApiPlace> {
        let usual = self.api(api)?;
        let near = self
            .geo_hosts(api)
            .iter()
            .find(|host| Some(host.id.as_str()) == geo);
        Some(ApiPlace {
            host: near.map_or(&usual.host, |near| &near.host).clone(),
            audience: usual.audience.clone(),
        })
    }

    /// May a request of this cloud go to that address? Only to its own authority and APIs.
    pub fn owns(&self, url: &Url) -> bool {
        let apis = Api::ALL.into_iter().any(|api| self.answers(api, url));
        apis || self.hands_out_tokens_at(url)
    }

    /// Is that address one of the authority's own? Codes and secrets may go there and nowhere else.
    pub(crate) fn hands_out_tokens_at(&self, url: &Url) -> bool {
        same_origin(&self.authority, url)
    }

    /// May the authority call itself by that address in what it signs? By its own, or by another name that it has.
    pub(crate) fn issues_as(&self, issuer: &Url) -> bool {
        let of_an_alias = issuer.scheme() == "https" && issuer.port().is_none();
        let host = issuer.host_str().unwrap_or_default();
        self.hands_out_tokens_at(issuer) || of_an_alias && self.signs_in_at(host)
    }

    /// Is that address one of this API's own? A token for the API may go there and nowhere else.
    pub fn answers(&self, api: Api, url: &Url) -> bool {
        let usual = self.api(api).map(|place| &place.host);
        let near = self.geo_hosts(api).iter().map(|near| &near.host);
        usual.into_iter().chain(near).any(|own| same_origin(own, url))
    }

    fn kind_of(&self, host: &str) -> Option<HostKind> {
        let named = |url: &Url| url.host_str().is_some_and(|own| own.eq_ignore_ascii_case(host));
        let api = |api: &Api| {
            let near = self.geo_hosts(*api).iter().map(|near| &near.host);
            self.api(*api)
                .map(|place| &place.host)
                .into_iter()
                .chain(near)
                .any(named)
        };
        if self.signs_in_at(host) {
            Some(HostKind::SignIn)
        } else if Api::ALL.iter().any(api) {
            Some(HostKind::Api)
        } else if self.older_hosts.iter().any(|own| own.eq_ignore_ascii_case(host)) {
            Some(HostKind::OlderApi)
        } else {
            self.portals.iter().any(named).then_some(HostKind::Portal)
        }
    }
}

/// A name or a password before the host is no part of an origin, and has no business in an address of a service.
fn same_origin(own: &Url, url: &Url) -> bool {
    let asked: Origin = url.origin();
    let plain = url.username().is_empty() && url.password().is_none();
    plain && asked.is_tuple() && own.origin() == asked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud(id: &str) -> Cloud {
        Cloud::microsoft()
            .into_iter()
            .find(|cloud| cloud.id == id)
            .unwrap()
    }

    #[test]
    fn a_nearer_host_changes_the_address_and_never_the_audience() {
        let cloud = cloud("commercial");
        let near = cloud.place(Api::Mde, Some("eu")).unwrap();
        assert_eq!(near.host.as_str(), "https://eu.api.security.microsoft.com/");
        assert_eq!(near.audience, "https://api.securitycenter.microsoft.com");
        let usual = cloud.place(Api::Mde, Some("moon")).unwrap();
        assert_eq!(&usual, cloud.api(Api::Mde).unwrap());
    }

    #[test]
    fn graph_and_the_government_clouds_have_one_host_each() {
        assert!(cloud("commercial").geo_hosts(Api::Graph).is_empty());
        assert_eq!(cloud("commercial").geo_hosts(Api::Xdr).len(), 7);
        assert!(cloud("gcc").geo_hosts(Api::Xdr).is_empty());
    }

    #[test]
    fn a_token_may_go_to_the_hosts_of_its_own_api_and_nowhere_else() {
        let cloud = cloud("commercial");
        let near = "https://uk.api.security.microsoft.com/api/incidents"
            .parse()
            .unwrap();
        assert!(cloud.answers(Api::Xdr, &near) && cloud.owns(&near));
        assert!(!cloud.answers(Api::Graph, &near));
        let alike = "https://uk.api.security.microsoft.com.example/api"
            .parse()
            .unwrap();
        assert!(!cloud.owns(&alike));
    }

    #[test]
    fn a_host_tells_its_cloud_and_what_it_is_for() {
        let of = |host: &str| known_host(host).map(|known| (known.cloud, known.kind));
        let is = |cloud: &str, kind| Some((cloud.to_owned(), kind));
        assert_eq!(of("sts.windows.net"), is("commercial", HostKind::SignIn));
        assert_eq!(of("LOGIN.microsoftonline.us"), is("gcc-high", HostKind::SignIn));
        assert_eq!(of("login.chinacloudapi.cn"), is("china", HostKind::SignIn));
        assert_eq!(
            of("swa.api.security.microsoft.com"),
            is("commercial", HostKind::Api)
        );
        assert_eq!(of("api-gcc.security.microsoft.us"), is("gcc", HostKind::Api));
        assert_eq!(
            of("api-eu.securitycenter.microsoft.com"),
            is("commercial", HostKind::OlderApi)
        );
        assert_eq!(of("portal.azure.us"), is("gcc-high", HostKind::Portal));
        assert_eq!(of("example.com"), None);
    }

    #[test]
    fn a_host_of_a_closed_cloud_says_since_when() {
        let known = known_host("login.microsoftonline.de").unwrap();
        assert_eq!(known.closed_on.as_deref(), Some("2021-10-29"));
    }

    #[test]
    fn china_is_known_and_offers_nothing_to_read() {
        assert!(!cloud("china").has_apis());
        assert!(
            Cloud::microsoft()
                .iter()
                .filter(|cloud| !cloud.has_apis())
                .count()
                == 1
        );
    }

    #[test]
    fn an_audience_that_no_page_states_is_marked() {
        assert!(cloud("commercial").audience_confirmed(Api::Mde));
        assert!(!cloud("gcc").audience_confirmed(Api::Mde));
    }
}
