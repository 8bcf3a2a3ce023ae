//! Files of clouds of one's own.

use url::Url;

use super::{Api, Cloud};
use crate::fuzz::Target;
use crate::http::is_loopback;

pub(crate) const TARGETS: &[Target] = &[("cloud-file", cloud_file)];

/// Whatever the file says: secrets and tokens go by https, or stay on this computer.
fn cloud_file(data: &[u8]) {
    let Ok(cloud) = Cloud::parse(&String::from_utf8_lossy(data)) else {
        return;
    };
    let safe = |url: &Url| url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
    assert!(safe(&cloud.authority), "{}", cloud.authority);
    for api in Api::ALL {
        let hosts = cloud.geo_hosts(api).iter().map(|geo| &geo.host);
        for host in hosts.chain(cloud.api(api).map(|place| &place.host)) {
            assert!(safe(host), "{host}");
        }
        let link = cloud.incident_link(api, "1/../2?x#y", uuid::Uuid::nil().into());
        assert!(link.is_none_or(|link| safe(&link)));
    }
}
