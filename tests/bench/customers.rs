//! What a thousand customers cost: added from a list, looked at once, and asked for the incidents of 48 hours; the last
//! beside MSAL for Python with a pool of threads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal, Tenancy};
use handrail_assistant::defender::ListQuery;
use handrail_assistant::ids::TenantId;
use handrail_assistant::results::{ResultFormat, ResultKind};
use handrail_assistant::tenants::{CustomerList, SweepQuery, SweepQuestion, SweepView};
use handrail_doors::Spoken;
use handrail_words::{Language, Words};

use crate::practice::{Customer, Practice};
use crate::report::Report;
use crate::{Failed, assistant, memory, msal};

const CUSTOMERS: u32 = 1000;
/// A partner who begins: what the others cost more is the price of one customer.
const FEW: usize = 100;
/// Of the home tenant; each customer has a sixth of them.
const INCIDENTS: u32 = 360;
const HOURS: u32 = 48;
const AT_ONCE: u32 = SweepQuery::CONCURRENCY;

pub(crate) async fn measure() -> Result<(), Failed> {
    msal::interpreter()?;
    let practice = Practice::start(INCIDENTS, CUSTOMERS)?;
    let customers = practice.customers()?;
    let goal = Goal {
        tenancy: Tenancy::Customers,
        ..Goal::new(Api::Graph, Context::Application)
    };
    let (assistant, connection) = assistant::beside(&practice, "partner", goal).await?;
    let bench = Bench {
        practice,
        customers,
        assistant,
        connection,
    };
    let mut report = Report::new(format!("{CUSTOMERS} customers, {AT_ONCE} at a time"));
    bench.add(&mut report).await?;
    bench.look(&mut report).await?;
    bench.sweep(&mut report).await?;
    report.print();
    Ok(())
}

struct Bench {
    practice: Practice,
    customers: Vec<Customer>,
    assistant: Assistant,
    connection: String,
}

/// What one piece of work cost this process.
struct Cost {
    took: Duration,
    worked: Option<Duration>,
    /// More memory at its peak than before, in megabytes.
    memory: Option<f64>,
}

/// Runs a piece of work and says what it cost.
async fn cost<T>(work: impl Future<Output = Result<T, Failed>>) -> Result<(T, Cost), Failed> {
    memory::forget_peak();
    let (memory, worked, began) = (memory::now(), memory::processor_time(), Instant::now());
    let done = work.await?;
    let cost = Cost {
        took: began.elapsed(),
        worked: memory::processor_time()
            .zip(worked)
            .map(|(now, before)| now.saturating_sub(before)),
        memory: memory::peak().zip(memory).map(|(peak, before)| peak - before),
    };
    Ok((done, cost))
}

impl Bench {
    /// From a list as a partner has it: domain and name.
    async fn add(&self, report: &mut Report) -> Result<(), Failed> {
        let mut list = String::from("domain,name\n");
        for (at, customer) in self.customers.iter().enumerate() {
            writeln!(list, "{},Customer {at}", customer.domain)?;
        }
        let add = async {
            let list = CustomerList::parse(&list)?;
            Ok(self
                .assistant
                .add_customers(&self.connection, list, |_| ())
                .await?)
        };
        let (added, cost) = cost(add).await?;
        if added.added.len() != self.customers.len() {
            return Err(format!("{} of {CUSTOMERS} customers were added", added.added.len()).into());
        }
        report.time("added from a CSV list", cost.took, None);
        report.memory("  more memory at its peak", cost.memory);
        Ok(())
    }

    /// One look at each; the board has to show what their tenants really are.
    async fn look(&self, report: &mut Report) -> Result<(), Failed> {
        let tenants: Vec<TenantId> = self
            .customers
            .iter()
            .map(|one| one.tenant_id.parse())
            .collect::<Result<_, _>>()?;
        let look = async { Ok(self.assistant.look_at(&self.connection, &tenants, |_| ()).await?) };
        let (board, cost) = cost(look).await?;
        let mut really = BTreeMap::<&str, u32>::new();
        for customer in &self.customers {
            *really.entry(&customer.state).or_default() += 1;
        }
        for seen in &board.counts {
            let state = serde_json::to_value(seen.state)?;
            let really = really
                .remove(state.as_str().unwrap_or_default())
                .unwrap_or_default();
            if really != seen.count {
                return Err(
                    format!("{} customers are {state}, the board shows {}", really, seen.count).into(),
                );
            }
        }
        if let Some((state, count)) = really.iter().next() {
            return Err(format!("{count} customers are {state}, the board shows none").into());
        }
        // Looks are held to 600 a minute, whatever the machine could do.
        report.time("board filled, one look at each", cost.took, None);
        report.figure(
            "  customers looked at in a second",
            per_second(CUSTOMERS, cost.took),
            "",
            None,
        );
        report.memory("  more memory at its peak", cost.memory);
        Ok(())
    }

    /// The incidents of 48 hours, of a few and of all, and then the same by a script.
    async fn sweep(&self, report: &mut Report) -> Result<(), Failed> {
        let few: Vec<String> = self
            .customers
            .iter()
            .take(FEW)
            .map(|one| one.tenant_id.clone())
            .collect();
        let (of_few, small) = cost(self.swept(Some(few))).await?;
        let (of_all, large) = cost(self.swept(None)).await?;
        let since = since(&of_all)?;
        let script = msal::sweep(&self.practice, &self.customers, &since, AT_ONCE, false)?;
        let durable = msal::sweep(&self.practice, &self.customers, &since, AT_ONCE, true)?;
        if (of_all.succeeded, of_all.failed, of_all.rows) != (script.succeeded, script.failed, script.rows) {
            return Err(format!(
                "Handrail has {} answers, {} failures and {} rows, the script {}, {} and {}",
                of_all.succeeded, of_all.failed, of_all.rows, script.succeeded, script.failed, script.rows
            )
            .into());
        }
        report.figure("incidents of 48 hours", f64::from(of_all.rows), "rows", None);
        report.time("sweep", large.took, Some((script.took(), "times MSAL")));
        report.time(
            "  on the disk at each step",
            large.took,
            Some((durable.took(), "times MSAL doing so")),
        );
        if let Some(worked) = large.worked {
            report.time("  processor time", worked, Some((script.worked(), "times MSAL")));
        }
        let calls = per_second(of_all.requests, large.took);
        report.figure("  calls in a second", calls, "", None);
        report.memory("  more memory at its peak", large.memory);
        report.memory("  memory of the whole process at its peak", memory::peak());
        if let Some((more, rows)) = growth((&of_few, &small), (&of_all, &large)) {
            report.figure("  memory for each further customer", more, "KB", None);
            report.figure("  rows for each further customer", rows, "", None);
        }
        tell("the same with MSAL for Python", &script, report);
        tell("and on the disk at each step", &durable, report);
        Ok(())
    }

    async fn swept(&self, tenant_ids: Option<Vec<String>>) -> Result<SweepView, Failed> {
        let folder = tempfile::tempdir()?;
        let query = SweepQuery {
            question: SweepQuestion::List {
                query: ListQuery::last_hours(ResultKind::Incidents, HOURS),
            },
            tenant_ids,
            concurrency: Some(AT_ONCE),
            formats: vec![ResultFormat::Json],
        };
        let speech = Arc::new(Spoken(Words::of(Language::English)));
        let swept = self
            .assistant
            .sweep(&self.connection, &query, folder.path(), speech, |_| ())
            .await?;
        if let Some(stopped) = &swept.stopped {
            return Err(format!("the sweep was stopped: {stopped}").into());
        }
        Ok(swept)
    }
}

/// What the script cost.
fn tell(name: &str, script: &msal::Script, report: &mut Report) {
    report.time(name, script.took(), None);
    report.time("  processor time", script.worked(), None);
    let requests = per_second(script.requests, script.took());
    report.figure("  requests in a second", requests, "", None);
    let peak = Some(script.peak_megabytes);
    report.memory("  memory of the whole process at its peak", peak);
}

fn per_second(count: u32, time: Duration) -> f64 {
    f64::from(count) / time.as_secs_f64().max(f64::EPSILON)
}

/// The time from which on incidents were asked for, as the sweep fixed it when it began.
fn since(sweep: &SweepView) -> Result<String, Failed> {
    match &sweep.question {
        SweepQuestion::List { query } => {
            let since = query.since.map(|since| since.to_string());
            since.ok_or_else(|| "the sweep does not say since when it asked".into())
        }
        _ => Err("the sweep asked something else".into()),
    }
}

/// Kilobytes and rows that each customer beyond the few brought.
fn growth((few, small): (&SweepView, &Cost), (all, large): (&SweepView, &Cost)) -> Option<(f64, f64)> {
    let further = f64::from(u32::try_from(all.customers.len() - few.customers.len()).ok()?);
    let memory = large.memory? - small.memory?;
    Some((
        memory * 1024.0 / further,
        f64::from(all.rows - few.rows) / further,
    ))
}
