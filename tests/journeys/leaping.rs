//! A clock for whom pauses take no time, at the assistant and at the practice tenant.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::outside::Doors;
use handrail_assistant::{Assistant, Outbound};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::tenant::{Paper, Tenant};

/// A clock that does not wait: it puts itself and the practice tenant's forward.
struct Leaping {
    ahead: AtomicI64,
    control: String,
    http: reqwest::Client,
}

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst))
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            let seconds = i64::try_from(pause.as_secs()).unwrap();
            let leap = json!({"advanceSeconds": seconds});
            let url = format!("{}/clock", self.control);
            self.http.post(url).json(&leap).send().await.unwrap();
            self.ahead.fetch_add(seconds, Ordering::SeqCst);
        })
    }
}

/// A clock for whom pauses take no time, at the practice tenant as well.
pub(crate) fn leaping(tenant: &Tenant) -> Arc<dyn Clock> {
    leaping_by(&tenant.ready().control)
}

/// The same of a practice tenant that is known by its controls only.
pub(crate) fn leaping_by(control: &str) -> Arc<dyn Clock> {
    Arc::new(Leaping {
        ahead: AtomicI64::new(0),
        control: control.to_owned(),
        http: reqwest::Client::builder().no_proxy().build().unwrap(),
    })
}

/// An assistant beside the practice tenant, for whom pauses take no time.
pub(crate) fn impatient(tenant: &Tenant) -> Assistant {
    let doors = Doors {
        browser: Arc::clone(&tenant.person) as _,
        secrets: Arc::clone(&tenant.memory) as _,
        profiles: Arc::clone(&tenant.memory) as _,
        queries: Arc::new(Paper::default()),
        runs: Arc::clone(&tenant.memory) as _,
        customers: Arc::clone(&tenant.memory) as _,
        registrations: Arc::clone(&tenant.memory.registrations) as _,
        clock: leaping(tenant),
    };
    let assistant = Assistant::new(doors, Vec::new(), &Outbound::default()).unwrap();
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    assistant
}
