//! Connections: added, renamed, removed.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, FoundTenant, Goal};

use crate::say;

/// No more than a person would have.
const MANY: usize = 6;

pub(crate) async fn work(assistant: &Assistant) {
    let mut ids: Vec<String> = assistant
        .connections()
        .await
        .unwrap()
        .into_iter()
        .map(|one| one.id)
        .collect();
    say("ready");
    for number in 0.. {
        let domain = format!("n{number}.example");
        say(format!("adding {domain}"));
        let added = assistant
            .create_connection(&found(&domain), Goal::new(Api::Graph, Context::User))
            .await;
        let id = added.unwrap().connection.id;
        say(format!("added {id} {domain}"));
        ids.push(id);
        let oldest = ids[0].clone();
        let name = format!("Renamed {number} — é");
        say(format!("naming {oldest} {name}"));
        assistant.name_connection(&oldest, &name).await.unwrap();
        say(format!("named {oldest} {name}"));
        if ids.len() > MANY {
            let gone = ids.remove(0);
            say(format!("removing {gone}"));
            assistant.remove_connection(&gone).await.unwrap();
            say(format!("removed {gone}"));
        }
    }
}

/// A tenant that nobody has to be asked about.
fn found(domain: &str) -> FoundTenant {
    FoundTenant {
        tenant_id: "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7".into(),
        domain: domain.into(),
        cloud_id: "commercial".into(),
        cloud_name: "Worldwide".into(),
        practice: false,
        region: None,
        seen_at: "2026-01-01T00:00:00Z".into(),
    }
}
