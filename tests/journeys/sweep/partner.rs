//! A partner with customers in every state, and what the customers really hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal, Tenancy};
use handrail_assistant::error::ErrorReport;
use handrail_assistant::ids::TenantId;
use handrail_assistant::results::ResultFormat;
use handrail_assistant::tenants::{SweepProgress, SweepQuery, SweepQuestion, SweepView};
use handrail_doors::Spoken;
use handrail_practice_tenant::{CustomerState, Options};
use handrail_words::Words;
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::tenant::{ALWAYS, Tenant, last};

pub(crate) struct Partner {
    pub(crate) tenant: Tenant,
    pub(crate) id: String,
    pub(crate) folder: TempDir,
}

impl Partner {
    /// A partner whose app reads incidents through this API, with so many customers.
    pub(crate) async fn of(api: Api, customers: u32, incidents: u32) -> Self {
        Self::with(
            api,
            Options {
                customers,
                incidents,
                ..Options::default()
            },
        )
        .await
    }

    /// A partner of a practice tenant with these options.
    pub(crate) async fn with(api: Api, options: Options) -> Self {
        let tenant = Tenant::with(options).await;
        let secret = tenant.ready().apps.partner.client_secret.clone();
        let partner = Self::proved_by(tenant, api, secret.map(SecretString::from)).await;
        partner.keep(&partner.everyone());
        partner
    }

    async fn proved_by(tenant: Tenant, api: Api, secret: Option<SecretString>) -> Self {
        let goal = Goal {
            tenancy: Tenancy::Customers,
            ..Goal::new(api, Context::Application)
        };
        let client_id = tenant.ready().apps.partner.client_id.clone();
        let id = tenant.registered(goal, &client_id, secret).await.id;
        let folder = tempfile::tempdir().unwrap();
        Self { tenant, id, folder }
    }

    fn everyone(&self) -> Vec<Value> {
        let customers = self.tenant.ready().customers.iter();
        let record = customers.map(|one| {
            json!({"tenantId": one.tenant_id, "domain": one.domain, "cloud": "practice",
                   "addedAt": "2026-01-01T00:00:00Z"})
        });
        record.collect()
    }

    /// Makes these the partner's customers.
    pub(crate) fn keep(&self, customers: &[Value]) {
        self.tenant.memory.keep_customers(&self.id, customers);
    }

    /// The same, some of them changed.
    pub(crate) fn keep_changed(&self, change: impl Fn(usize, &mut Value)) {
        let mut customers = self.everyone();
        customers
            .iter_mut()
            .enumerate()
            .for_each(|(place, one)| change(place, one));
        self.keep(&customers);
    }

    /// What is stored of a customer.
    pub(crate) fn record(&self, tenant_id: &str) -> Value {
        let roster = self.tenant.memory.roster(&self.id).unwrap();
        let customers = roster["customers"].as_array().unwrap();
        customers
            .iter()
            .find(|one| one["tenantId"] == tenant_id)
            .unwrap()
            .clone()
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join("sweep")
    }

    pub(crate) async fn sweep(&self, query: &SweepQuery) -> Result<SweepView, ErrorReport> {
        self.sweep_telling(query, |_| ()).await
    }

    pub(crate) async fn sweep_telling(
        &self,
        query: &SweepQuery,
        told: impl Fn(SweepProgress) + Send + Sync + 'static,
    ) -> Result<SweepView, ErrorReport> {
        let (assistant, folder) = (&self.tenant.assistant, self.folder());
        assistant.sweep(&self.id, query, &folder, english(), told).await
    }

    pub(crate) async fn resume(&self) -> Result<SweepView, ErrorReport> {
        self.resume_in(&self.folder()).await
    }

    pub(crate) async fn resume_in(&self, folder: &Path) -> Result<SweepView, ErrorReport> {
        let assistant = &self.tenant.assistant;
        assistant.resume_sweep(&self.id, folder, english(), |_| ()).await
    }

    /// What the sweep keeps out of sight.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder().join(".handrail-sweep")
    }

    /// The domains of the customers in that state.
    pub(crate) fn domains(&self, state: CustomerState) -> Vec<String> {
        let customers = self.tenant.ready().customers.iter();
        let same = customers.filter(|one| one.state == state);
        same.map(|one| one.domain.clone()).collect()
    }

    /// The tenant of the customer with that domain.
    pub(crate) fn tenant_id(&self, domain: &str) -> TenantId {
        let mut customers = self.tenant.ready().customers.iter();
        let customer = customers.find(|one| one.domain == domain).unwrap();
        customer.tenant_id.parse().unwrap()
    }

    /// The ids of the incidents that a customer really has.
    pub(crate) async fn truth(&self, domain: &str) -> Vec<String> {
        let url = format!(
            "{}/truth?tenant={domain}&only=incidents",
            self.tenant.ready().control
        );
        let truth: Value = self.tenant.fetched(&url).await;
        ids(truth["incidents"].as_array().unwrap(), "id")
    }

    /// The addresses of the API that a customer's tenant answered, the first one first.
    pub(crate) async fn calls(&self, domain: &str) -> Vec<String> {
        let url = format!("{}/calls?tenant={domain}", self.tenant.ready().control);
        let calls: Value = self.tenant.fetched(&url).await;
        let requests = calls["requests"].as_array().unwrap().iter();
        let answered = requests.filter(|call| call["status"] == 200);
        answered.map(|call| call["path"].to_string()).collect()
    }
}

/// All incidents there are, as JSON.
pub(crate) fn incidents() -> SweepQuery {
    SweepQuery {
        question: SweepQuestion::List { query: last(ALWAYS) },
        tenant_ids: None,
        concurrency: None,
        formats: vec![ResultFormat::Json],
    }
}

pub(crate) fn english() -> Arc<Spoken> {
    Arc::new(Spoken(Words::of("en")))
}

/// The ids of rows, in alphabetical order.
pub(crate) fn ids(rows: &[Value], name: &str) -> Vec<String> {
    let id = |row: &Value| match &row[name] {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    let mut ids: Vec<String> = rows.iter().map(id).collect();
    ids.sort();
    ids
}

/// The rows of a JSON file.
pub(crate) fn rows(file: &Path) -> Vec<Value> {
    serde_json::from_slice(&fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
        .unwrap()
}

/// Every file that a person sees in a folder, by its name.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let seen = entries.filter(|entry| entry.path().is_file());
    seen.map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    })
    .collect()
}
