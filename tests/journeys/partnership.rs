//! A partner whose registration is all right, and customers in every state.

use std::collections::BTreeMap;

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal, Tenancy};
use handrail_assistant::ids::TenantId;
use handrail_assistant::tenants::{BoardChange, BoardView, CustomerState};
use handrail_practice_tenant::{Options, ReadyCustomer};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;

use crate::leaping::impatient;
use crate::tenant::{Tenant, goal};

/// The practice tenant, its partner's connection with all customers on the roster, and an assistant that leaps.
pub(crate) struct Partnership {
    pub(crate) tenant: Tenant,
    pub(crate) assistant: Assistant,
    pub(crate) id: String,
}

/// A watch that runs, and what it tells.
pub(crate) struct Watching {
    pub(crate) task: JoinHandle<()>,
    pub(crate) news: UnboundedReceiver<BoardChange>,
}

impl Partnership {
    /// The first six customers are one in each state.
    pub(crate) async fn of(customers: u32) -> Self {
        let tenant = Tenant::with(Options {
            customers,
            incidents: 12,
            ..Options::default()
        })
        .await;
        let partner = tenant.ready().apps.partner.clone();
        let goal = Goal {
            tenancy: Tenancy::Customers,
            ..goal(Api::Graph, Context::Application)
        };
        let secret = partner.client_secret.map(SecretString::from);
        let id = tenant.registered(goal, &partner.client_id, secret).await.id;
        let assistant = impatient(&tenant);
        let partnership = Self {
            tenant,
            assistant,
            id,
        };
        partnership.plant();
        partnership
    }

    /// Puts all customers on the roster, as if they had just been added.
    fn plant(&self) {
        let record = |customer: &ReadyCustomer| {
            json!({
                "tenantId": customer.tenant_id, "domain": customer.domain, "cloud": "practice",
                "addedAt": "2026-01-01T00:00:00Z",
            })
        };
        let customers: Vec<Value> = self.customers().iter().map(record).collect();
        self.tenant.memory.keep_customers(&self.id, &customers);
    }

    pub(crate) fn customers(&self) -> &[ReadyCustomer] {
        &self.tenant.ready().customers
    }

    pub(crate) fn tenants(&self) -> Vec<TenantId> {
        let customers = self.customers().iter();
        customers
            .map(|customer| customer.tenant_id.parse().unwrap())
            .collect()
    }

    /// Looks at every customer now.
    pub(crate) async fn look(&self) -> BoardView {
        let looked = self.assistant.look_at(&self.id, &self.tenants(), |_| ()).await;
        looked.unwrap()
    }

    /// What happens at a customer: an administrator consents, takes it back, or a policy appears.
    pub(crate) async fn put(&self, customer: usize, state: &str) {
        let tenant = &self.customers()[customer].tenant_id;
        let switch = json!({"tenantId": tenant, "state": state});
        let url = format!("{}/customers", self.tenant.ready().control);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = http.post(url).json(&switch).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// How often each tenant was asked: for tokens, and for rows.
    pub(crate) async fn asked(&self) -> BTreeMap<String, (usize, usize)> {
        let mut asked: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let url = format!("{}/calls", self.tenant.ready().control);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let calls: Value = http.get(url).send().await.unwrap().json().await.unwrap();
        let tenant = |call: &Value| call["tenantId"].as_str().unwrap_or_default().to_owned();
        for call in calls["tokenRequests"].as_array().unwrap() {
            asked.entry(tenant(call)).or_default().0 += 1;
        }
        for call in calls["requests"].as_array().unwrap() {
            asked.entry(tenant(call)).or_default().1 += 1;
        }
        asked
    }

    /// Begins to watch with an assistant.
    pub(crate) fn watch(&self, assistant: &Assistant) -> Watching {
        let (tell, news) = unbounded_channel();
        let (assistant, id) = (assistant.clone(), self.id.clone());
        let task = tokio::spawn(async move {
            let told = move |change| drop(tell.send(change));
            assistant.watch_customers(&id, None, told).await.unwrap();
        });
        Watching { task, news }
    }
}

impl Watching {
    /// The first news of which this is true.
    pub(crate) async fn until(&mut self, wanted: impl Fn(&BoardChange) -> bool) -> BoardChange {
        loop {
            let change = self.news.recv().await.unwrap();
            if wanted(&change) {
                return change;
            }
        }
    }

    /// Waits until a customer is so far.
    pub(crate) async fn until_at(&mut self, tenant: &str, state: CustomerState) -> BoardChange {
        let there = |change: &BoardChange| {
            let mut changed = change.changed.iter();
            changed.any(|customer| customer.tenant_id == tenant && customer.state == state)
        };
        self.until(there).await
    }
}
