//! Killed while many customers are asked: page logs, journal and files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal, Tenancy};
use handrail_assistant::outside::ConnectionDocuments as _;
use handrail_doors::KeptDocuments;
use handrail_practice_tenant::{CustomerState, Options};
use serde_json::{Value, json};
use trust::{Part, Tally};

use super::kills;
use super::victim::Victim;
use crate::tenant::Tenant;

const SEED: u64 = 0x5EED_0005;
const CUSTOMERS: u32 = 24;

/// A partner whose customers all answer, in the victim's stores. Answers with the domains.
async fn partner(victim: &mut Victim) -> (Tenant, Vec<String>) {
    let tenant = Tenant::with(Options {
        customers: CUSTOMERS,
        incidents: 120,
        ..Options::default()
    })
    .await;
    let goal = Goal {
        tenancy: Tenancy::Customers,
        ..Goal::new(Api::Graph, Context::Application)
    };
    let app = &tenant.ready().apps.partner;
    let (found, client_id) = (tenant.found().await, app.client_id.parse().unwrap());
    let first = victim.next_program(&tenant);
    let id = first
        .add_registration(&found, goal, client_id, None)
        .await
        .unwrap()
        .id;
    let consented = tenant
        .ready()
        .customers
        .iter()
        .filter(|one| one.state == CustomerState::Consented);
    let (records, domains): (Vec<Value>, Vec<String>) = consented
        .map(|one| {
            let record = json!({"tenantId": one.tenant_id, "domain": one.domain, "cloud": "practice",
                                "addedAt": "2026-01-01T00:00:00Z"});
            (record, one.domain.clone())
        })
        .unzip();
    let roster = json!({"version": 1, "customers": records}).to_string();
    let customers = KeptDocuments::of_customers(&victim.data());
    customers
        .update(&id, &mut |_| Some(roster.clone().into_bytes()))
        .unwrap();
    victim.knows("cloud", tenant.cloud());
    victim.knows("connection", id);
    victim.knows("secret", app.client_secret.as_deref().unwrap());
    fs::create_dir(victim.folder()).unwrap();
    (tenant, domains)
}

/// The rows of each whole file of a customer; `None` where one is not whole.
fn rows(folder: &Path, domains: &[String]) -> Option<BTreeMap<String, usize>> {
    let seen = domains
        .iter()
        .map(|domain| (domain, folder.join(format!("{domain}.json"))));
    let there = seen.filter(|(_, file)| file.exists());
    there
        .map(|(domain, file)| {
            let rows: Vec<Value> = serde_json::from_slice(&fs::read(file).unwrap()).ok()?;
            Some((domain.clone(), rows.len()))
        })
        .collect()
}

/// The folders that were spoken of.
fn folders(within: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(within).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn a_sweep_goes_on_whoever_is_killed_in_it_and_comes_to_the_same_files() {
    let mut tally = Tally::of(Part::Kills, "sweeps");
    // Whoever goes on says first who was done before.
    let mut victim = Victim::of("sweeps", (30, Duration::from_millis(10)), SEED);
    let (_tenant, domains) = partner(&mut victim).await;
    assert!(domains.len() > 5, "{domains:?}");
    // What the first sweep that came to its end had, all others have.
    let (mut whole, mut resumed, mut told, mut current) = (None, 0, BTreeMap::new(), PathBuf::new());
    for kill in 0..kills() {
        let mut ended = Vec::new();
        for line in victim.dies().await {
            let (word, rest) = line.split_once(' ').unwrap();
            match word {
                "sweeping" => {
                    told.clear();
                    current = rest.into();
                }
                "resuming" => {
                    resumed += 1;
                    current = rest.into();
                }
                "done" => {
                    let (rows, file) = rest.split_once(' ').unwrap();
                    told.insert(file.to_owned(), rows.parse::<usize>().unwrap());
                }
                "swept" => ended.push(rest.split_once(' ').unwrap().1.to_owned()),
                _ => {}
            }
        }
        for folder in folders(&victim.folder()) {
            let found = rows(&folder, &domains);
            let complete = ended.iter().any(|ended| Path::new(ended) == folder);
            let held = found.as_ref().is_some_and(|found| {
                let mut same =
                    |rows: &BTreeMap<String, usize>| rows == whole.get_or_insert_with(|| rows.clone());
                !complete || (!found.is_empty() && same(found))
            });
            assert!(
                held,
                "seed {SEED:#x}, kill {kill}: {} {found:?}",
                folder.display()
            );
            if complete {
                fs::remove_dir_all(&folder).unwrap();
            }
        }
        for (file, rows) in told
            .iter()
            .filter(|(file, _)| current.exists() && !file.is_empty())
        {
            let path = current.join(Path::new(file).file_name().unwrap());
            let text = fs::read(&path).unwrap_or_default();
            let there: Vec<Value> = serde_json::from_slice(&text).unwrap_or_default();
            assert_eq!(
                there.len(),
                *rows,
                "seed {SEED:#x}, kill {kill}: {} was told as done",
                path.display()
            );
        }
        tally.cases(1);
    }
    assert!(whole.is_some() && resumed > kills() / 10, "{resumed} resumed");
    trust::matrix(&format!("kills, sweeps: {resumed} gone on with"));
    tally.tell();
}
