//! Somebody at work: what people do with Handrail in five minutes, over and over.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{Context, Flow, FoundTenant, Goal, Tenancy};
use handrail_assistant::defender::HuntQuery;
use handrail_assistant::diagnosis::Hints;
use handrail_assistant::ids::TenantId;
use handrail_assistant::outside::Doors;
use handrail_assistant::results::{ResultFormat, Sort, TableQuery};
use handrail_assistant::tenants::{CustomerList, SweepQuery, SweepQuestion};
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{BackedUp, KeptDocuments, KeptRuns, Memory as Secrets};
use handrail_practice_tenant::ReadyUser;
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::leaping::leaping_by;
use crate::person::{Manner, Person};
use crate::taking_away::words;
use crate::tenant::{ALWAYS, landing, last};

/// Faults that come and go.
const FAULTS: [&str; 6] = [
    "secret-expired",
    "broken-json",
    "throttled",
    "truncated",
    "wrong-audience",
    "key-rotated",
];

pub(super) struct Desk {
    assistant: Assistant,
    person: Arc<Person>,
    clock: Arc<dyn Clock>,
    http: reqwest::Client,
    ready: Value,
    found: FoundTenant,
    folder: TempDir,
    application: String,
    user: String,
    device: String,
    partner: String,
}

impl Desk {
    /// A connection of each kind, and a partner's customers.
    pub(super) async fn of(ready: &Value) -> Self {
        let (cloud, ready) = (&ready["cloud"], ready["ready"].clone());
        let text = |pointer: &str| ready.pointer(pointer).and_then(Value::as_str).unwrap().to_owned();
        let person = Person::with(&ReadyUser {
            user_principal_name: text("/users/0/userPrincipalName"),
            password: text("/users/0/password"),
            roles: Vec::new(),
        });
        let (clock, folder) = (leaping_by(&text("/control")), tempfile::tempdir().unwrap());
        let assistant = assistant(&person, &clock, &folder);
        assistant.add_cloud(Cloud::parse(&cloud.to_string()).unwrap());
        let found = assistant
            .find_tenant(&text("/tenantDomain"), Some("practice"))
            .await
            .unwrap();
        let mut desk = Self {
            assistant,
            person,
            clock,
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            ready,
            found,
            folder,
            application: String::new(),
            user: String::new(),
            device: String::new(),
            partner: String::new(),
        };
        let user = Goal::new(Api::Graph, Context::User);
        desk.application = desk
            .added("application", Goal::new(Api::Graph, Context::Application))
            .await;
        desk.user = desk.added("user", user).await;
        let by_code = Goal {
            flow: Flow::DeviceCode,
            ..user
        };
        desk.device = desk.added("user", by_code).await;
        let partner = Goal {
            tenancy: Tenancy::Customers,
            ..Goal::new(Api::Graph, Context::Application)
        };
        desk.partner = desk.added("partner", partner).await;
        let domains = desk.customers("domain").join("\n");
        let list = CustomerList::parse(&domains).unwrap();
        desk.assistant
            .add_customers(&desk.partner, list, |_| ())
            .await
            .unwrap();
        desk
    }

    async fn added(&self, app: &str, goal: Goal) -> String {
        let app = &self.ready["apps"][app];
        let client_id = app["clientId"].as_str().unwrap().parse().unwrap();
        let secret = app["clientSecret"]
            .as_str()
            .map(|secret| SecretString::from(secret.to_owned()));
        let added = self
            .assistant
            .add_registration(&self.found, goal, client_id, secret);
        added.await.unwrap().id
    }

    fn customers(&self, what: &str) -> Vec<String> {
        let customers = self.ready["customers"].as_array().unwrap().iter();
        customers
            .map(|one| one[what].as_str().unwrap().to_owned())
            .collect()
    }

    /// Five minutes.
    pub(super) async fn work(&self, round: usize) {
        self.clock.sleep(Duration::from_secs(5 * 60)).await;
        self.read(&self.application).await;
        self.explain().await;
        self.leave_sign_ins().await;
        self.meet(FAULTS[round % FAULTS.len()]).await;
        match round % 4 {
            0 => self.watch().await,
            1 => self.sweep().await,
            2 => self.come_and_go().await,
            _ => self.take_away().await,
        }
        if round.is_multiple_of(12) {
            self.sign_in().await;
        }
    }

    /// What is held in hand takes the place of the last.
    async fn read(&self, id: &str) {
        self.assistant.check(id).await.unwrap();
        let view = self
            .assistant
            .read_list(id, &last(ALWAYS), None, |_| ())
            .await
            .unwrap();
        let query = TableQuery {
            search: "a".into(),
            sort: Some(Sort {
                column: "severity".into(),
                descending: true,
            }),
            ..TableQuery::default()
        };
        let page = self.assistant.table_page(&view.result_id, query.clone(), 0, 50);
        assert!(page.await.unwrap().shown > 0);
        let facet = self.assistant.facet(&view.result_id, query, "severity".into(), 5);
        facet.await.unwrap();
        self.assistant.compare(&view.result_id).await.unwrap();
    }

    /// Files are written, and cleared away.
    async fn take_away(&self) {
        let (assistant, folder) = (&self.assistant, self.folder.path().join("results"));
        let query = last(48);
        let view = assistant.read_list(&self.application, &query, Some(&folder), |_| ());
        let id = view.await.unwrap().result_id;
        for format in [ResultFormat::Csv, ResultFormat::Xlsx] {
            let saved = assistant.save_result(&id, format, None, &folder, words("en"));
            saved.await.unwrap();
        }
        assistant.save_brief(&id, &folder, words("fr")).await.unwrap();
        let report = assistant.save_evidence_report(&self.application, &folder, words("fr"));
        report.await.unwrap();
        let hunt = HuntQuery {
            text: "DeviceInfo | take 5".into(),
            api: Api::Graph,
            timespan: None,
        };
        assistant
            .hunt(&self.application, None, &hunt, |_| ())
            .await
            .unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    async fn explain(&self) {
        for text in [
            "AADSTS50011: the redirect URI does not match",
            "https://localhost/?error=access_denied",
        ] {
            let explained = self.assistant.diagnose(Some(&self.user), text, Hints::default());
            explained.await.unwrap();
        }
    }

    /// A tab that is closed, a sign-in that is given up, a code that nobody types in.
    async fn leave_sign_ins(&self) {
        self.person.will(Manner::ClosesTheTab);
        let begin = || self.assistant.start_sign_in(&self.user, false, landing());
        begin().await.unwrap();
        let attempt = begin().await.unwrap();
        let finishing = self.assistant.finish_sign_in(&attempt.attempt_id, |_| ());
        let (finished, ()) = tokio::join!(finishing, async {
            self.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
        });
        finished.unwrap_err();
        begin().await.unwrap();
        self.assistant.start_device_sign_in(&self.device).await.unwrap();
        self.person.will(Manner::Agrees);
    }

    async fn sign_in(&self) {
        let attempt = self
            .assistant
            .start_sign_in(&self.user, false, landing())
            .await
            .unwrap();
        self.assistant
            .finish_sign_in(&attempt.attempt_id, |_| ())
            .await
            .unwrap();
        self.read(&self.user).await;
    }

    /// The board is looked at, and left.
    async fn watch(&self) {
        let ids = self.customers("tenantId");
        let tenants: Vec<TenantId> = ids.iter().map(|id| id.parse().unwrap()).collect();
        self.assistant
            .look_at(&self.partner, &tenants, |_| ())
            .await
            .unwrap();
        let (assistant, id) = (self.assistant.clone(), self.partner.clone());
        let watching = tokio::spawn(async move { assistant.watch_customers(&id, None, |_| ()).await });
        tokio::task::yield_now().await;
        self.assistant.stop_watching(&self.partner);
        watching.abort();
        // Cancelled or ended: gone is what counts.
        let _ = watching.await;
    }

    async fn sweep(&self) {
        let folder = self.folder.path().join("sweep");
        let query = SweepQuery {
            question: SweepQuestion::List { query: last(48) },
            tenant_ids: None,
            concurrency: None,
            formats: vec![ResultFormat::Json],
        };
        let swept = self
            .assistant
            .sweep(&self.partner, &query, &folder, words("en"), |_| ());
        swept.await.unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    /// Whatever comes of it is told, and over when the fault is.
    async fn meet(&self, fault: &str) {
        self.switch(fault, true).await;
        let _ = self.assistant.check(&self.application).await;
        let query = last(48);
        let read = self.assistant.read_list(&self.application, &query, None, |_| ());
        let _ = read.await;
        self.switch(fault, false).await;
    }

    async fn switch(&self, scenario: &str, on: bool) {
        let url = format!("{}/scenarios", self.ready["control"].as_str().unwrap());
        let switch = self.http.post(url).json(&json!({"name": scenario, "on": on}));
        assert!(switch.send().await.unwrap().status().is_success());
    }

    /// A connection that is tried and removed.
    async fn come_and_go(&self) {
        let id = self
            .added("application", Goal::new(Api::Xdr, Context::Application))
            .await;
        self.read(&id).await;
        self.assistant.remove_connection(&id).await.unwrap();
    }
}

fn assistant(person: &Arc<Person>, clock: &Arc<dyn Clock>, folder: &TempDir) -> Assistant {
    let data = folder.path().join("data");
    fs::create_dir_all(&data).unwrap();
    let doors = Doors {
        browser: Arc::clone(person) as _,
        secrets: Arc::new(Secrets::default()),
        profiles: Arc::new(BackedUp::new(&data, "connections")),
        queries: Arc::new(BackedUp::new(&data, "queries")),
        runs: Arc::new(KeptRuns::new(&data)),
        customers: Arc::new(KeptDocuments::of_customers(&data)),
        registrations: Arc::new(KeptDocuments::of_registrations(&data)),
        clock: Arc::clone(clock),
    };
    Assistant::new(doors, Cloud::microsoft(), &Outbound::default()).unwrap()
}
