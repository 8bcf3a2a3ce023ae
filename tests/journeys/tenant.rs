//! The practice tenant and an assistant beside it, both in this process, talking over real HTTP.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, Mutex};

use handrail_assistant::checklist::Checklist;
use handrail_assistant::clock::{Clock, SystemClock};
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context, FoundTenant, Goal};
use handrail_assistant::defender::ListQuery;
use handrail_assistant::diagnosis::Hints;
use handrail_assistant::error::ErrorReport;
use handrail_assistant::outside::{
    ConnectionDocuments, Doors, Held, KeptIn, LastRuns, ProfileStore, ProfileStoreError, RunName, SecretName,
    SecretStore, SecretStoreError,
};
use handrail_assistant::results::{CellView, ResultKind, ResultView, TableLine, TableQuery};
use handrail_assistant::sign_in::{LandingPage, SignInAttempt};
use handrail_assistant::{Assistant, Outbound};
use handrail_practice_tenant::{Options, PracticeTenant, Ready};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use trust::Between;

use crate::person::Person;

/// Everything that a journey needs.
pub(crate) struct Tenant {
    practice: PracticeTenant,
    pub(crate) assistant: Assistant,
    pub(crate) person: Arc<Person>,
    pub(crate) memory: Arc<Memory>,
    http: reqwest::Client,
}

impl Tenant {
    /// The practice tenant as it comes, with its admin at the browser.
    pub(crate) async fn start() -> Self {
        Self::with(Options::default()).await
    }

    /// A practice tenant that is reached through the proxy and in no other way.
    pub(crate) async fn behind(between: &Between, options: Options) -> Self {
        Self::with(Options {
            listen: between.listen(),
            advertise: Some(between.origin().clone()),
            ..options
        })
        .await
    }

    /// The practice tenant with other options.
    pub(crate) async fn with(options: Options) -> Self {
        let practice = handrail_practice_tenant::start(Options {
            listen_tls: None,
            ..options
        })
        .await
        .unwrap();
        let admin = practice.ready().users.first().unwrap();
        let person = Person::with(admin);
        let memory = Arc::new(Memory::default());
        let assistant = assistant(&person, &memory);
        assistant.add_cloud(Cloud::parse(&practice.cloud().to_string()).unwrap());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self {
            practice,
            assistant,
            person,
            memory,
            http,
        }
    }

    /// Addresses, ids and made-up credentials.
    pub(crate) fn ready(&self) -> &Ready {
        self.practice.ready()
    }

    /// The practice tenant as a cloud, to change and use as another one.
    pub(crate) fn cloud(&self) -> Value {
        self.practice.cloud()
    }

    /// What the tenant really holds.
    pub(crate) async fn truth(&self) -> Value {
        let url = format!("{}/truth", self.ready().control);
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }

    /// The calls that the tenant has answered, the first one first.
    pub(crate) async fn calls(&self) -> Vec<Value> {
        let url = format!("{}/truth?only=requests", self.ready().control);
        let truth: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        truth["requests"].as_array().unwrap().clone()
    }

    /// What stands at an address of the practice tenant's controls.
    pub(crate) async fn fetched(&self, url: &str) -> Value {
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }

    /// Puts a customer into a state.
    pub(crate) async fn put_customer(&self, domain: &str, state: &str) {
        let url = format!("{}/customers", self.ready().control);
        let wanted = json!({"tenantId": domain, "state": state});
        let answer = self.http.post(url).json(&wanted).send().await.unwrap();
        assert!(answer.status().is_success(), "{domain}: {}", answer.status());
    }

    /// Switches a fault on or off.
    pub(crate) async fn switch(&self, scenario: &str, on: bool) {
        let url = format!("{}/scenarios", self.ready().control);
        let answer = self
            .http
            .post(url)
            .json(&json!({"name": scenario, "on": on}))
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{scenario}: {}", answer.status());
    }

    /// Answers so from now on in place of its own words.
    pub(crate) fn answer(&self, answers: &Value) {
        self.practice.answer(answers).unwrap();
    }

    /// Puts the tenant's clock forward.
    pub(crate) async fn put_the_clock_forward(&self, seconds: u32) {
        let url = format!("{}/clock", self.ready().control);
        let request = self.http.post(url).json(&json!({ "advanceSeconds": seconds }));
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// Contoso.
    pub(crate) async fn found(&self) -> FoundTenant {
        self.found_by(&self.assistant).await
    }

    /// Contoso, as another assistant finds it.
    pub(crate) async fn found_by(&self, assistant: &Assistant) -> FoundTenant {
        assistant
            .find_tenant(&self.ready().tenant_domain, Some("practice"))
            .await
            .unwrap()
    }

    /// A connection as the application, whose registration is all right.
    pub(crate) async fn application(&self, api: Api) -> ConnectionView {
        let app = &self.ready().apps.application;
        let secret = app.client_secret.clone().map(SecretString::from);
        self.registered(goal(api, Context::Application), &app.client_id, secret)
            .await
    }

    /// A connection on behalf of a person, whose registration is all right.
    pub(crate) async fn user(&self, api: Api) -> ConnectionView {
        self.registered(goal(api, Context::User), &self.ready().apps.user.client_id, None)
            .await
    }

    /// A connection through any registration.
    pub(crate) async fn registered(
        &self,
        goal: Goal,
        client_id: &str,
        secret: Option<SecretString>,
    ) -> ConnectionView {
        let (tenant, client_id) = (self.found().await, client_id.parse().unwrap());
        self.assistant
            .add_registration(&tenant, goal, client_id, secret)
            .await
            .unwrap()
    }

    /// A token as a script gets it: asked for directly, with the made-up credentials of a registration.
    pub(crate) async fn issued(&self, app: &str, scope: &str) -> String {
        let apps = &self.ready().apps;
        let app = if app == "unconsented" {
            &apps.unconsented
        } else {
            &apps.application
        };
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &app.client_id),
            ("client_secret", app.client_secret.as_deref().unwrap_or_default()),
            ("scope", scope),
        ];
        let url = format!(
            "{}/{}/oauth2/v2.0/token",
            self.ready().origin,
            self.ready().tenant_id
        );
        let answer: Value = self
            .http
            .post(url)
            .form(&fields)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        answer["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    }

    /// Opens the sign-in page at the person's browser.
    pub(crate) async fn begin(&self, connection: &ConnectionView) -> SignInAttempt {
        self.assistant
            .start_sign_in(&connection.id, false, landing())
            .await
            .unwrap()
    }

    /// Waits for the end of a sign-in.
    pub(crate) async fn finish(&self, attempt: &SignInAttempt) -> Result<Checklist, ErrorReport> {
        self.assistant.finish_sign_in(&attempt.attempt_id, |_| ()).await
    }

    /// What Handrail says to a page that the person pastes.
    pub(crate) async fn diagnosed(&self, connection: &ConnectionView, page: &str) -> ErrorReport {
        self.assistant
            .diagnose(Some(&connection.id), page, Hints::default())
            .await
            .unwrap()
            .finding
            .unwrap()
    }

    /// Reads everything of the last hours without saving it. What stopped before its end is a failure.
    pub(crate) async fn read(
        &self,
        connection: &ConnectionView,
        hours: u32,
    ) -> Result<ResultView, ErrorReport> {
        self.ask(connection, &last(hours)).await
    }

    /// The same for any question.
    pub(crate) async fn ask(
        &self,
        connection: &ConnectionView,
        query: &ListQuery,
    ) -> Result<ResultView, ErrorReport> {
        let view = self
            .assistant
            .read_list(&connection.id, query, None, |_| ())
            .await?;
        view.stopped.clone().map_or(Ok(view), Err)
    }

    /// The lines that a person sees of a result, every one of them.
    pub(crate) async fn lines(&self, result_id: &str, query: TableQuery) -> Vec<Line> {
        lines(&self.assistant, result_id, query).await
    }
}

/// The same of a result that another assistant holds.
pub(crate) async fn lines(assistant: &Assistant, result_id: &str, query: TableQuery) -> Vec<Line> {
    let columns = assistant.result(result_id).unwrap().columns;
    let page = assistant.table_page(result_id, query, 0, u32::MAX).await;
    let rows = page.unwrap().page.into_iter().filter_map(|line| match line {
        TableLine::Row { cells, .. } => Some(cells),
        TableLine::Group { .. } => None,
    });
    rows.map(|cells| {
        let named = columns.iter().map(|column| column.name.clone());
        Line(named.zip(cells.into_iter().map(texts)).collect())
    })
    .collect()
}

/// A line of a table: the texts under each column, several where the cell is a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line(BTreeMap<String, Vec<String>>);

impl Line {
    /// The one text under a column; empty where there is none.
    pub(crate) fn text(&self, column: &str) -> &str {
        self.texts(column).first().map_or("", String::as_str)
    }

    pub(crate) fn texts(&self, column: &str) -> &[String] {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }
}

fn texts(cell: CellView) -> Vec<String> {
    match cell {
        CellView::Empty(_) => Vec::new(),
        CellView::Text(text) => vec![text],
        CellView::Number(number) => vec![number.to_string()],
        CellView::Boolean(yes) => vec![yes.to_string()],
        CellView::List(texts) => texts,
    }
}

/// An assistant with that person at the browser and nothing in its stores.
pub(crate) fn assistant(person: &Arc<Person>, memory: &Arc<Memory>) -> Assistant {
    at(person, memory, Arc::new(SystemClock))
}

/// An assistant over the tenant's own stores at another time.
pub(crate) fn assistant_at(tenant: &Tenant, clock: Arc<dyn Clock>) -> Assistant {
    at(&tenant.person, &tenant.memory, clock)
}

fn at(person: &Arc<Person>, memory: &Arc<Memory>, clock: Arc<dyn Clock>) -> Assistant {
    let doors = doors(person, memory, clock);
    Assistant::new(doors, Cloud::microsoft(), &Outbound::default()).unwrap()
}

/// What an assistant gets from outside in a journey.
pub(crate) fn doors(person: &Arc<Person>, memory: &Arc<Memory>, clock: Arc<dyn Clock>) -> Doors {
    Doors {
        browser: Arc::clone(person) as _,
        secrets: Arc::clone(memory) as _,
        profiles: Arc::clone(memory) as _,
        queries: Arc::new(Paper::default()),
        runs: Arc::clone(memory) as _,
        customers: Arc::clone(memory) as _,
        registrations: Arc::clone(&memory.registrations) as _,
        clock,
    }
}

pub(crate) fn goal(api: Api, context: Context) -> Goal {
    Goal::new(api, context)
}

/// Everything of the last hours.
pub(crate) fn last(hours: u32) -> ListQuery {
    ListQuery::last_hours(ResultKind::Incidents, hours)
}

/// More hours than any incident of the practice tenant is old.
pub(crate) const ALWAYS: u32 = 24 * 365 * 10;

pub(crate) fn landing() -> LandingPage {
    LandingPage {
        language: "en".into(),
        title: "You are signed in".into(),
        message: "Go back to Handrail.".into(),
    }
}

/// Doors that keep things in memory, so that a journey can look at what was kept.
#[derive(Default)]
pub(crate) struct Memory {
    secrets: Mutex<HashMap<SecretName, SecretString>>,
    document: Mutex<Option<Value>>,
    runs: Mutex<HashMap<RunName, Vec<u8>>>,
    customers: handrail_doors::Memory,
    /// What was done to app registrations.
    pub(crate) registrations: Arc<handrail_doors::Memory>,
}

impl Memory {
    /// What would stand in the connections file.
    pub(crate) fn document(&self) -> Value {
        self.document.lock().unwrap().clone().unwrap_or_default()
    }

    /// What a restart does to secrets that were kept for one session.
    pub(crate) fn restart(&self) {
        self.secrets.lock().unwrap().clear();
    }

    /// How many runs are kept for the next ones.
    pub(crate) fn runs(&self) -> usize {
        self.runs.lock().unwrap().len()
    }

    /// What was written down of a registration that is made.
    pub(crate) fn journal(&self, connection: &str) -> Value {
        let written = ConnectionDocuments::load(&*self.registrations, connection).unwrap();
        serde_json::from_slice(&written.unwrap()).unwrap()
    }

    /// One of the secrets that are kept.
    pub(crate) fn any_secret(&self) -> Option<String> {
        let secrets = self.secrets.lock().unwrap();
        secrets
            .values()
            .next()
            .map(|secret| secret.expose_secret().to_owned())
    }

    /// All secrets that are kept.
    pub(crate) fn all_secrets(&self) -> Vec<String> {
        let secrets = self.secrets.lock().unwrap();
        let exposed = secrets.values().map(|secret| secret.expose_secret().to_owned());
        exposed.collect()
    }

    /// How many secrets are kept.
    pub(crate) fn secrets(&self) -> usize {
        self.secrets.lock().unwrap().len()
    }
}

impl SecretStore for Memory {
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError> {
        self.secrets.lock().unwrap().insert(name.clone(), secret.clone());
        Ok(KeptIn::Session)
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        Ok(self.secrets.lock().unwrap().get(name).cloned())
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        self.secrets.lock().unwrap().remove(name);
        Ok(())
    }
}

impl ProfileStore for Memory {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        Ok(self.document.lock().unwrap().clone())
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let mut document = self.document.lock().unwrap();
        if let Some(next) = change(document.clone()) {
            *document = Some(next);
        }
        Ok(())
    }
}

/// A document that is kept as long as the journey lasts.
#[derive(Default)]
pub(crate) struct Paper(Mutex<Option<Value>>);

impl ProfileStore for Paper {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let mut document = self.0.lock().unwrap();
        if let Some(next) = change(document.clone()) {
            *document = Some(next);
        }
        Ok(())
    }
}

impl Memory {
    /// What is stored of a partner's customers.
    pub(crate) fn roster(&self, connection: &str) -> Option<Value> {
        let stored = ConnectionDocuments::load(&self.customers, connection).unwrap();
        stored.map(|roster| serde_json::from_slice(&roster).unwrap())
    }

    /// Makes these the partner's customers.
    pub(crate) fn keep_customers(&self, connection: &str, customers: &[Value]) {
        let roster = json!({"version": 1, "customers": customers}).to_string();
        let replace = &mut |_| Some(roster.clone().into_bytes());
        ConnectionDocuments::update(&self.customers, connection, replace).unwrap();
    }
}

impl ConnectionDocuments for Memory {
    fn load(&self, connection: &str) -> Result<Option<Vec<u8>>, ProfileStoreError> {
        ConnectionDocuments::load(&self.customers, connection)
    }

    fn update(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<(), ProfileStoreError> {
        ConnectionDocuments::update(&self.customers, connection, change)
    }

    fn forget(&self, connection: &str) -> Result<(), ProfileStoreError> {
        ConnectionDocuments::forget(&self.customers, connection)
    }

    fn hold(&self, connection: &str) -> Result<Option<Held>, ProfileStoreError> {
        self.customers.hold(connection)
    }
}

impl LastRuns for Memory {
    fn load(&self, question: &RunName) -> io::Result<Option<Vec<u8>>> {
        Ok(self.runs.lock().unwrap().get(question).cloned())
    }

    fn save(&self, question: &RunName, seen: &[u8]) -> io::Result<()> {
        self.runs.lock().unwrap().insert(question.clone(), seen.to_vec());
        Ok(())
    }

    fn forget(&self, connection: &str) -> io::Result<()> {
        self.runs
            .lock()
            .unwrap()
            .retain(|name, _| name.connection != connection);
        Ok(())
    }
}
