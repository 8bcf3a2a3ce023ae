//! Several programs on the same data: what each of them said is done is there afterwards, and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::{fs, thread};

use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{Context, FoundTenant, Goal};
use handrail_assistant::outside::{Browser, BrowserError};
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{Memory, stored_in};
use serde_json::{Value, json};
use tempfile::TempDir;
use trust::{Part, Tally};
use url::Url;

use crate::run::{DONE, Practice, run};

/// How often each program does its work.
const TIMES: usize = 6;
/// Programs that take cards, and remove every other connection again.
const CARDS: usize = 3;
/// Programs that add customers, so many each time.
const ADDING: usize = 3;
const AT_ONCE: usize = 2;

struct NoBrowser;

impl Browser for NoBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        Err(BrowserError(url.to_string()))
    }
}

/// A program that stays open beside the others, as the window does.
fn window(home: &TempDir) -> Assistant {
    let data = home.path().join("data");
    let doors = stored_in(&data, Arc::new(NoBrowser), Arc::new(Memory::default()));
    Assistant::new(doors, Cloud::microsoft(), &Outbound::default()).unwrap()
}

/// What it made, renamed and kept.
async fn works_in_the_window(window: &Assistant) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut names, mut queries) = (BTreeSet::new(), BTreeSet::new());
    for time in 0..TIMES * 20 {
        let found = FoundTenant {
            tenant_id: "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7".into(),
            domain: format!("window{time}.example"),
            cloud_id: "commercial".into(),
            cloud_name: "Worldwide".into(),
            practice: false,
            region: None,
            seen_at: "2026-01-01T00:00:00Z".into(),
        };
        let goal = Goal::new(Api::Graph, Context::User);
        let id = window
            .create_connection(&found, goal)
            .await
            .unwrap()
            .connection
            .id;
        let name = format!("Window {time}");
        window.name_connection(&id, &name).await.unwrap();
        names.insert(name);
        let query = format!("query {time}");
        window.save_query(&query, "DeviceInfo").await.unwrap();
        queries.insert(query);
    }
    (names, queries)
}

fn card(practice: &Practice, name: &str, client_id: u128) -> String {
    let card = json!({
        "handrailCard": 1, "name": name, "cloud": "practice",
        "tenantId": practice.text("/tenantId"), "tenantDomain": practice.text("/tenantDomain"),
        "clientId": format!("{client_id:08x}-0000-4000-8000-000000000001"),
        "goal": {"api": "graph", "context": "user"},
    });
    card.to_string()
}

/// Takes cards one after the other, and removes every other one. Answers with what has to stay.
fn takes_cards(home: &TempDir, practice: &Practice, program: usize) -> BTreeSet<String> {
    let mut stays = BTreeSet::new();
    for time in 0..TIMES {
        let name = format!("Card-{program}-{time}");
        let file = format!("{name}.handrail.json");
        let client_id = (program * TIMES + time + 1) as u128;
        fs::write(home.path().join(&file), card(practice, &name, client_id)).unwrap();
        let taken = run(home, &format!("connections import {file} {}", practice.cloud()));
        assert_eq!(taken.code, Some(DONE), "{taken:#?}");
        if time % 2 == 0 {
            let removed = run(home, &format!("connections remove {name} {}", practice.cloud()));
            assert_eq!(removed.code, Some(DONE), "{removed:#?}");
        } else {
            stays.insert(name);
        }
    }
    stays
}

/// Adds customers of a partner that each of these programs may be the first to name.
fn adds_customers(home: &TempDir, practice: &Practice, program: usize) -> BTreeSet<String> {
    let mut added = BTreeSet::new();
    for time in 0..TIMES {
        let first = (program * TIMES + time) * AT_ONCE;
        let domain = |number: usize| practice.text(&format!("/customers/{number}/domain")).to_owned();
        let domains: Vec<String> = (first..first + AT_ONCE).map(domain).collect();
        let line = format!(
            "customers add --tenant {} --client-id {} {} {}",
            practice.text("/tenantDomain"),
            practice.text("/apps/partner/clientId"),
            domains.join(" "),
            practice.cloud()
        );
        let outcome = run(home, &line);
        assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
        added.extend(domains);
    }
    added
}

/// The customers in all rosters.
fn customers(home: &TempDir) -> Vec<String> {
    let rosters = fs::read_dir(home.path().join("data/customers")).unwrap();
    let files = rosters.map(|entry| entry.unwrap().path());
    let rosters = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let documents = rosters.map(|path| serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap());
    let domains = |roster: Value| {
        let customers = roster["customers"].as_array().unwrap().clone();
        customers
            .into_iter()
            .map(|one| one["domain"].as_str().unwrap().to_owned())
    };
    documents.flat_map(domains).collect()
}

/// Compares what has to be there with what is, one case for each.
fn compare(tally: &mut Tally, what: &str, wanted: &BTreeSet<String>, found: &[String]) {
    for one in wanted {
        let times = found.iter().filter(|other| *other == one).count();
        tally.case(format_args!("{what} {one} is there {times} times"), times == 1);
    }
    let others: Vec<&String> = found.iter().filter(|one| !wanted.contains(*one)).collect();
    tally.case(
        format_args!("{what} that nobody left there: {others:?}"),
        others.is_empty(),
    );
}

#[test]
fn what_several_programs_do_at_the_same_time_is_all_there() {
    let mut tally = Tally::of(Part::Endurance, "no lost update");
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, &format!("--customers {}", ADDING * TIMES * AT_ONCE));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let window = window(&home);
    let (mut stays, mut added) = (BTreeSet::new(), BTreeSet::new());
    let (made, queries) = thread::scope(|scope| {
        let working = scope.spawn(|| runtime.block_on(works_in_the_window(&window)));
        let (home, practice) = (&home, &practice);
        let taking: Vec<_> = (0..CARDS)
            .map(|program| scope.spawn(move || takes_cards(home, practice, program)))
            .collect();
        let adding: Vec<_> = (0..ADDING)
            .map(|program| scope.spawn(move || adds_customers(home, practice, program)))
            .collect();
        for program in taking {
            stays.extend(program.join().unwrap());
        }
        for program in adding {
            added.extend(program.join().unwrap());
        }
        working.join().unwrap()
    });

    stays.extend(made);
    stays.insert(practice.text("/tenantDomain").to_owned());
    let list = run(&home, &format!("connections list --json {}", practice.cloud())).document();
    let text = |one: &Value| one["name"].as_str().unwrap().to_owned();
    let names: Vec<String> = list["connections"].as_array().unwrap().iter().map(text).collect();
    compare(&mut tally, "connection", &stays, &names);
    compare(&mut tally, "customer", &added, &customers(&home));
    let kept = runtime.block_on(window.saved_queries()).unwrap();
    let own: Vec<String> = kept.into_iter().filter_map(|query| query.name).collect();
    compare(&mut tally, "query", &queries, &own);
    let seen = runtime.block_on(window.connections()).unwrap().len();
    let windows = stays.iter().filter(|name| name.starts_with("Window")).count();
    // The window does not know the practice tenant's cloud, and sees the others all the same.
    tally.case(
        format_args!("the window sees {seen} of its {windows}"),
        seen == windows,
    );
    tally.tell();
}
