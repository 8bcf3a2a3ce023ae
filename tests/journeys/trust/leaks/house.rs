//! A person's computer: Handrail with files of its own on it, and everything that it says.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context, Goal};
use handrail_assistant::error::ErrorReport;
use handrail_assistant::outside::Doors;
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{BackedUp, KeptDocuments, KeptRuns, Spoken};
use handrail_practice_tenant::Options;
use handrail_words::Words;
use secrecy::SecretString;
use serde::Serialize;
use tempfile::TempDir;
use trust::{Between, Canaries, Exchange, Tally};

use super::places::{self, Place};
use crate::leaping::leaping;
use crate::tenant::Tenant;

/// A secret that is put where it must not be, to see that it is found there.
pub(super) const PLANTED: &str = "planted~Canary.That-Is_Found/Everywhere+0001";

pub(super) struct House {
    /// Its assistant is the one with files.
    pub(super) tenant: Tenant,
    pub(super) between: Between,
    folder: TempDir,
    said: Mutex<Vec<Place>>,
    /// What was sent and answered, and what people put in.
    secrets: Mutex<Canaries>,
}

impl House {
    pub(super) async fn of(options: Options) -> Self {
        places::begin_to_log();
        let between = Between::laid().await;
        let mut tenant = Tenant::behind(&between, options).await;
        let folder = tempfile::tempdir().unwrap();
        tenant.assistant = assistant(&tenant, &folder);
        Self {
            tenant,
            between,
            folder,
            said: Mutex::default(),
            secrets: Mutex::default(),
        }
    }

    pub(super) fn assistant(&self) -> &Assistant {
        &self.tenant.assistant
    }

    /// Where results go.
    pub(super) fn results(&self) -> PathBuf {
        self.folder.path().join("results")
    }

    /// Something secret that a person puts in.
    pub(super) fn put_in(&self, what: &str, secret: &str) -> SecretString {
        self.secrets.lock().unwrap().add(what, secret);
        SecretString::from(secret.to_owned())
    }

    /// What a command answers, as the window and `--json` get it.
    pub(super) fn say(&self, what: &str, answer: &impl Serialize) {
        let answer = serde_json::to_vec(answer).unwrap();
        self.said
            .lock()
            .unwrap()
            .push(Place::new(format!("answer of {what}"), answer));
    }

    /// The same where it may fail: how it is told, and how it is printed.
    pub(super) fn heard<T: Serialize>(&self, what: &str, outcome: Result<T, ErrorReport>) -> Option<T> {
        match outcome {
            Ok(answer) => {
                self.say(what, &answer);
                Some(answer)
            }
            Err(report) => {
                self.say(what, &report);
                let printed = format!("{report} {report:?}").into_bytes();
                let place = Place::new(format!("failure of {what}"), printed);
                self.said.lock().unwrap().push(place);
                None
            }
        }
    }

    /// What was sent and answered so far is searched for in the end.
    pub(super) fn remember(&self, exchanges: &[Exchange]) {
        self.secrets
            .lock()
            .unwrap()
            .join(&Canaries::of_exchanges(exchanges));
    }

    /// Searches everything for every secret, once there were some of each of these kinds.
    pub(super) fn search(&self, kinds: &[&str], tally: &mut Tally) {
        self.remember(&self.between.taken());
        let secrets = self.secrets.lock().unwrap();
        for kind in kinds {
            assert!(secrets.count(kind) > 0, "nothing was {kind}");
        }
        self.plant();
        let open = places::open_file_that_is_gone(PLANTED);
        let (said, log) = (self.said.lock().unwrap(), places::log());
        let mut all = places::files_below(self.folder.path());
        all.extend(places::files_that_are_gone());
        all.extend(said.iter().cloned());
        all.push(log);
        drop(open);
        let mut planted = Canaries::default();
        planted.add("planted", PLANTED);
        let found: Vec<&str> = all
            .iter()
            .filter(|place| !planted.found_in(&place.bytes).is_empty())
            .map(|place| place.name.split(' ').next().unwrap_or_default())
            .collect();
        for kind in ["file", "gone", "answer", "log", "name"] {
            assert!(found.contains(&kind), "the search is blind: {kind}, {found:?}");
        }
        // Whose they are, they stand in addresses that people see and in what is kept of customers who were asked.
        let seen = secrets.without(&["state", "nonce"]);
        for place in &all {
            let hits = seen.found_in(&place.bytes);
            tally.case(format!("{}: {}", place.name, hits.join("; ")), hits.is_empty());
        }
    }

    fn plant(&self) {
        let file = self.results().join("planted");
        std::fs::create_dir_all(&file).unwrap();
        let encoded = PLANTED.replace('/', "%2F");
        std::fs::write(file.join(encoded), PLANTED).unwrap();
        self.say("planted", &PLANTED);
        places::log_line(PLANTED);
    }

    /// A connection as the application.
    pub(super) async fn application(&self, api: Api) -> ConnectionView {
        let connection = self.tenant.application(api).await;
        self.say("addRegistration", &connection);
        connection
    }

    /// Somebody is signed in.
    pub(super) async fn user(&self, goal: Goal) -> ConnectionView {
        let client_id = &self.tenant.ready().apps.user.client_id;
        let connection = self.tenant.registered(goal, client_id, None).await;
        let attempt = self.tenant.begin(&connection).await;
        self.say("startSignIn", &attempt);
        self.heard("finishSignIn", self.tenant.finish(&attempt).await);
        connection
    }
}

pub(super) fn english() -> Arc<Spoken> {
    Arc::new(Spoken(Words::of("en")))
}

pub(super) fn as_user(api: Api) -> Goal {
    Goal::new(api, Context::User)
}

/// An assistant as the window has it, but for the keychain.
fn assistant(tenant: &Tenant, folder: &TempDir) -> Assistant {
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    let doors = Doors {
        browser: Arc::clone(&tenant.person) as _,
        secrets: Arc::clone(&tenant.memory) as _,
        profiles: Arc::new(BackedUp::new(&data, "connections")),
        queries: Arc::new(BackedUp::new(&data, "queries")),
        runs: Arc::new(KeptRuns::new(&data)),
        customers: Arc::new(KeptDocuments::of_customers(&data)),
        registrations: Arc::new(KeptDocuments::of_registrations(&data)),
        clock: leaping(tenant),
    };
    let assistant = Assistant::new(doors, Cloud::microsoft(), &Outbound::default()).unwrap();
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    assistant
}
