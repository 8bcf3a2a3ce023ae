//! An assistant that keeps nothing, beside a practice tenant.

use std::sync::Arc;

use handrail_assistant::clock::SystemClock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::connection::Goal;
use handrail_assistant::outside::Doors;
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{Memory, SystemBrowser};
use secrecy::SecretString;

use crate::Failed;
use crate::practice::Practice;

/// The assistant, and its connection by one of the apps that are there from the start.
pub(crate) async fn beside(
    practice: &Practice,
    app: &str,
    goal: Goal,
) -> Result<(Assistant, String), Failed> {
    let memory = Arc::new(Memory::default());
    let doors = Doors {
        browser: Arc::new(SystemBrowser),
        secrets: Arc::clone(&memory) as _,
        profiles: Arc::clone(&memory) as _,
        runs: Arc::clone(&memory) as _,
        customers: Arc::clone(&memory) as _,
        registrations: Arc::new(handrail_doors::Memory::default()),
        queries: memory,
        clock: Arc::new(SystemClock),
    };
    let cloud = Cloud::parse(&std::fs::read_to_string(practice.text("/cloudFile")?)?)?;
    let id = cloud.id.clone();
    let outbound = Outbound {
        extra_roots: Some(std::fs::read(practice.text("/caFile")?)?),
        ..Outbound::default()
    };
    let assistant = Assistant::new(doors, vec![cloud], &outbound)?;
    let tenant = assistant
        .find_tenant(practice.text("/tenantDomain")?, Some(&id))
        .await?;
    let client_id = practice.text(&format!("/apps/{app}/clientId"))?.parse()?;
    let secret = practice.text(&format!("/apps/{app}/clientSecret"))?.to_owned();
    let made = assistant
        .add_registration(&tenant, goal, client_id, Some(SecretString::from(secret)))
        .await?;
    Ok((assistant, made.id))
}
