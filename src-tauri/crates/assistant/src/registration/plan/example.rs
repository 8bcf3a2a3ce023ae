//! Connections of a tenant that the tests of plans and of what became of them share.

use super::super::RegistrationChoices;
use super::super::target::Target;
use crate::cloud::Api;
use crate::connection::{Connection, Context, FoundTenant, Goal};

/// A connection to Contoso.
pub(crate) fn connection(api: Api, context: Context) -> Connection {
    let tenant = FoundTenant {
        tenant_id: "11111111-2222-4333-8444-555555555555".to_owned(),
        domain: "contoso.com".to_owned(),
        cloud_id: "commercial".to_owned(),
        cloud_name: "Worldwide".to_owned(),
        practice: false,
        region: None,
        seen_at: "2026-09-01T08:00:00Z".to_owned(),
    };
    let tenant_id = tenant.tenant_id.parse().unwrap();
    Connection::new("one".to_owned(), &tenant, tenant_id, Goal::new(api, context))
}

/// What its registration has to be, with nothing chosen.
pub(super) fn target(api: Api, context: Context) -> Target {
    Target::of(&connection(api, context), &RegistrationChoices::default())
}
