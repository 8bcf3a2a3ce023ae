//! Discovery documents.

use super::{Said, read};
use crate::fuzz::{CLOUDS, Target, answer};

pub(crate) const TARGETS: &[Target] = &[("discovery-document", document)];

/// Whatever a document says, codes and secrets go to the cloud that was asked: for its tenant, and for a neighbour.
fn document(data: &[u8]) {
    let answer = answer(200, data);
    for cloud in CLOUDS.iter() {
        let Ok(Said::Here(found)) = read(&answer, cloud) else {
            continue;
        };
        let neighbour = found.of_neighbour(uuid::Uuid::max().into());
        for discovery in std::iter::once(*found).chain(neighbour) {
            let endpoints = [
                Some(&discovery.authorization_endpoint),
                Some(&discovery.token_endpoint),
                Some(&discovery.jwks_uri),
                discovery.device_authorization_endpoint.as_ref(),
            ];
            for url in endpoints.into_iter().flatten() {
                assert_eq!(url.origin(), cloud.authority.origin(), "{url}");
            }
        }
    }
}
