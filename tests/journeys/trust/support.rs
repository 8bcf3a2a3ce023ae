//! No secret that went over the network is in a support bundle, whatever went wrong and whichever ids are wanted.

use handrail_assistant::support::{Ids, Surroundings};
use handrail_practice_tenant::Options;
use trust::{Between, Canaries, Part, Tally};

use crate::scenarios::{connection, failing, met};
use crate::tenant::Tenant;

async fn bundle(tenant: &Tenant, id: Option<&str>, ids: Ids) -> String {
    let preview = tenant
        .assistant
        .preview_support_bundle(id, Surroundings::default(), ids);
    preview.await.unwrap().text
}

#[tokio::test]
async fn no_secret_is_in_a_support_bundle() {
    let mut tally = Tally::of(Part::Leaks, "support bundles");
    for (name, context, _) in failing() {
        // A hundred megabytes on each page say nothing about secrets.
        if name == "huge-page" {
            continue;
        }
        let between = Between::laid().await;
        let tenant = Tenant::with(Options {
            listen: between.listen(),
            advertise: Some(between.origin().clone()),
            ..Options::default()
        })
        .await;
        let connection = connection(&tenant, context).await;
        tenant.switch(name, true).await;
        met(&tenant, &connection).await.unwrap();
        let canaries = Canaries::of_exchanges(&between.exchanges());
        assert!(!canaries.is_empty(), "{name}");
        for (id, ids) in [(Some(connection.id.as_str()), Ids::Masked), (None, Ids::Kept)] {
            let text = bundle(&tenant, id, ids).await;
            let found = canaries.found_in(text.as_bytes());
            tally.case(format!("{name}, {ids:?}: {found:?}"), found.is_empty());
        }
    }
    tally.tell();
}
