//! From the lines of a list to customers: tenant and cloud of each are looked up, and what was found is kept while the
//! rest is still looked for.

use std::collections::HashMap;

use futures_util::{Stream, StreamExt, stream};
use jiff::Timestamp;
use serde::Serialize;
use specta::Type;
use tokio_util::sync::CancellationToken;

use super::list::{CustomerList, Listed};
use super::lookup::{FoundCustomer, Lookup};
use super::record::{CustomerBrief, CustomerRecord};
use super::roster::Roster;
use super::roster::Rosters;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::{TenantId, TenantName};

/// Documents asked for at a time: quick enough for thousands, and nothing that a sign-in service would notice.
const AT_ONCE: usize = 8;
/// So many are found before they are kept, and later an eighth of what was kept: a long list costs what it is long, and
/// a run that is killed loses little.
const FIRST_BATCH: usize = 16;

/// How far adding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AddProgress {
    /// Lines that are settled.
    pub done: u32,
    /// All lines.
    pub of: u32,
}

/// A line that became no customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RefusedLine {
    /// Its number in the list, counted from 1.
    pub line: u32,
    /// As it came.
    pub text: String,
    /// Why.
    pub problem: ErrorReport,
}

/// What became of a list: each of its lines is in one of the three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct AddedCustomers {
    /// Customers now, and not before.
    pub added: Vec<CustomerBrief>,
    /// Customers before already. A name in the list is their name now.
    pub known: Vec<CustomerBrief>,
    /// The lines that became none.
    pub refused: Vec<RefusedLine>,
}

/// A line whose tenant has to be looked up.
struct Unknown {
    line: u32,
    text: String,
    name: Option<String>,
    tenant: TenantName,
}

/// One list on its way onto a roster.
pub(crate) struct Adding<'a> {
    rosters: &'a Rosters,
    connection: &'a str,
    now: Timestamp,
    /// The line that named a tenant first.
    firsts: HashMap<TenantId, u32>,
    /// What is to be kept next, each with its line.
    found: Vec<(u32, CustomerRecord)>,
    added: Vec<(u32, CustomerBrief)>,
    known: Vec<(u32, CustomerBrief)>,
    refused: Vec<RefusedLine>,
    /// Answers in a row that said nothing about a customer.
    failures: usize,
}

impl<'a> Adding<'a> {
    pub(crate) fn new(rosters: &'a Rosters, connection: &'a str, now: Timestamp) -> Self {
        Self {
            rosters,
            connection,
            now,
            firsts: HashMap::new(),
            found: Vec::new(),
            added: Vec::new(),
            known: Vec::new(),
            refused: Vec::new(),
            failures: 0,
        }
    }

    /// Settles every line. Who cancels keeps what was found so far; the lines behind are refused as cancelled.
    pub(crate) async fn run(
        mut self,
        list: CustomerList,
        lookup: &Lookup<'_>,
        cancelled: &CancellationToken,
        on_progress: impl Fn(AddProgress),
    ) -> Result<AddedCustomers> {
        let lines = list.lines();
        let of = lines.len();
        let unknown = self.sort_out(lines).await?;
        let names: Vec<TenantName> = unknown.iter().map(|line| line.tenant.clone()).collect();
        let asked = stream::iter(names).map(|name| async move { lookup.customer(&name).await });
        let mut answers = asked.buffered(AT_ONCE);
        for (at, line) in unknown.iter().enumerate() {
            on_progress(AddProgress::new(of - (unknown.len() - at), of));
            let answer = next(&mut answers, cancelled).await;
            if let Some(report) = self.settle(line, answer) {
                let behind = unknown[at + 1..].iter();
                behind.for_each(|line| self.refuse(line.line, &line.text, report.clone()));
                break;
            }
            if self.found.len() >= FIRST_BATCH.max(self.added.len() / 8) {
                self.keep().await?;
            }
        }
        self.keep().await?;
        on_progress(AddProgress::new(of, of));
        Ok(self.outcome())
    }

    /// Settles the lines that nobody has to be asked about, and hands back the others.
    async fn sort_out(&mut self, lines: Vec<Listed>) -> Result<Vec<Unknown>> {
        let roster = self.rosters.of(self.connection).await?;
        let named = |record: &CustomerRecord| {
            let customer = &record.customer;
            [customer.tenant_id.to_string(), customer.domain.clone()]
        };
        let records = roster.customers.iter();
        let known: HashMap<String, &CustomerRecord> = records
            .flat_map(|record| named(record).map(|name| (name, record)))
            .collect();
        let (mut seen, mut unknown) = (HashMap::new(), Vec::new());
        for Listed {
            line,
            text,
            name,
            tenant,
        } in lines
        {
            match tenant {
                Err(report) => self.refuse(line, &text, report),
                Ok(tenant) => match (
                    *seen.entry(tenant.to_string()).or_insert(line),
                    known.get(&tenant.to_string()),
                ) {
                    (first, _) if first != line => self.refuse(line, &text, twice(&tenant, first)),
                    (_, Some(record)) => self.find(line, &text, name, CustomerRecord::clone(record)),
                    (_, None) => unknown.push(Unknown {
                        line,
                        text,
                        name,
                        tenant,
                    }),
                },
            }
        }
        Ok(unknown)
    }

    /// Takes what came back for a line; a report where asking for the others is in vain.
    fn settle(&mut self, line: &Unknown, answer: Result<FoundCustomer>) -> Option<ErrorReport> {
        match answer {
            Ok(found) => {
                self.failures = 0;
                let record = CustomerRecord::new(found.customer, found.cloud, self.now);
                self.find(line.line, &line.text, line.name.clone(), record);
                None
            }
            Err(report) => {
                let about_customer = report.finding || report.code == ErrorCode::CustomerIsHome;
                self.failures = if about_customer { 0 } else { self.failures + 1 };
                self.refuse(line.line, &line.text, report.clone());
                (report.code == ErrorCode::Cancelled || self.failures >= AT_ONCE).then_some(report)
            }
        }
    }

    /// A tenant may have several domains: the first line that names it is its own.
    fn find(&mut self, line: u32, text: &str, name: Option<String>, mut record: CustomerRecord) {
        let first = *self.firsts.entry(record.customer.tenant_id).or_insert(line);
        if first != line {
            return self.refuse(line, text, twice(&record.customer.domain, first));
        }
        record.name = name.or(record.name);
        self.found.push((line, record));
    }

    fn refuse(&mut self, line: u32, text: &str, problem: ErrorReport) {
        let text = text.to_owned();
        self.refused.push(RefusedLine { line, text, problem });
    }

    /// Writes what was found. Another program may have added the same customer meanwhile.
    async fn keep(&mut self) -> Result<()> {
        if self.found.is_empty() {
            return Ok(());
        }
        let found = std::mem::take(&mut self.found);
        let put = |roster: &mut Roster| {
            let (mut added, mut known) = (Vec::new(), Vec::new());
            for (line, record) in found {
                if let Some(there) = roster.customer_mut(record.customer.tenant_id) {
                    there.name = record.name.or(there.name.take());
                    known.push((line, there.brief()));
                } else {
                    added.push((line, record.brief()));
                    roster.customers.push(record);
                }
            }
            (added, known)
        };
        let (added, known) = self.rosters.change(self.connection, put).await?;
        self.added.extend(added);
        self.known.extend(known);
        Ok(())
    }

    fn outcome(mut self) -> AddedCustomers {
        self.refused.sort_by_key(|refused| refused.line);
        AddedCustomers {
            added: in_order(self.added),
            known: in_order(self.known),
            refused: self.refused,
        }
    }
}

impl AddProgress {
    fn new(done: usize, of: usize) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            done: number(done),
            of: number(of),
        }
    }
}

/// The next answer, unless somebody gives up before.
async fn next(
    answers: &mut (impl Stream<Item = Result<FoundCustomer>> + Unpin),
    cancelled: &CancellationToken,
) -> Result<FoundCustomer> {
    let ended = || Err(ErrorReport::new(ErrorCode::Cancelled));
    tokio::select! {
        biased;
        () = cancelled.cancelled() => ended(),
        answer = answers.next() => answer.unwrap_or_else(ended),
    }
}

fn twice(domain: &impl ToString, first: u32) -> ErrorReport {
    ErrorReport::new(ErrorCode::CustomerListedTwice)
        .with("domain", domain.to_string())
        .with("line", first)
}

fn in_order(mut briefs: Vec<(u32, CustomerBrief)>) -> Vec<CustomerBrief> {
    briefs.sort_by_key(|(line, _)| *line);
    briefs.into_iter().map(|(_, brief)| brief).collect()
}
