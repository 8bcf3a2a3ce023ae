//! The bundle: its form, and how it is put together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::exchange::{Exchange, Task};
use super::masking::{Known, MaskKind, Masked, Masking};
use crate::checklist::{Checklist, Evidence, Step, StepId, StepState};
use crate::clock::rfc3339;
use crate::cloud::{Api, Cloud};
use crate::connection::{Connection, Goal, SecretState};
use crate::error::{ErrorCode, ErrorReport, Result};

/// What the first field of a bundle says. Another form gets another name.
pub const FORMAT: &str = "handrail-support-1";

/// Are ids and names in the bundle the real ones?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Ids {
    /// Made ones stand in their place.
    #[default]
    Masked,
    /// Microsoft's support asks for them.
    Kept,
}

/// What only the program around the assistant knows.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Which program: `window` or `command line`.
    pub program: String,
    /// The language of its words.
    pub language: String,
    /// The language of the system.
    pub system_language: Option<String>,
    /// What a person chose.
    pub settings: BTreeMap<String, Value>,
    /// The last lines of its log.
    pub log: Vec<String>,
    /// The home folder, which is removed from every path.
    pub home: Option<String>,
}

/// Which program this is, and where it runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Program {
    /// Of Handrail.
    pub version: String,
    /// `window` or `command line`.
    pub program: String,
    /// `linux`, `macos`, `windows`.
    pub system: String,
    /// `x86_64`, `aarch64`.
    pub architecture: String,
    /// Of its words.
    pub language: String,
    /// Of the system.
    #[serde(default)]
    pub system_language: Option<String>,
}

/// A cloud that a connection is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CloudUsed {
    /// Its stable name.
    pub id: String,
    /// A person's own, or the practice tenant.
    pub custom: bool,
    /// Nothing there is real.
    pub practice: bool,
    /// Where it is.
    pub hosts: Vec<String>,
}

/// A step as the checklist shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepSeen {
    /// Which step.
    pub id: StepId,
    /// How it stands.
    pub state: StepState,
    /// What proves it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// What speaks against it.
    #[serde(default)]
    pub problem: Option<ErrorReport>,
}

/// A connection without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConnectionSeen {
    /// Its stable name.
    pub id: String,
    /// Which cloud.
    pub cloud: String,
    /// What it is for.
    pub goal: Goal,
    /// Where it is registered.
    pub tenant_id: String,
    /// How the person named that.
    pub tenant_domain: String,
    /// The registration, once known.
    pub client_id: Option<String>,
    /// Another host than the usual one was chosen.
    pub host: Option<String>,
    /// There is a secret or a certificate.
    pub has_credential: bool,
    /// Somebody signed in.
    pub signed_in: bool,
    /// The customer, once known.
    pub customer_tenant_id: Option<String>,
    /// Its steps, in order.
    pub steps: Vec<StepSeen>,
}

/// Something that went wrong since the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Noted {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// During what.
    pub task: Task,
    /// The same went well afterwards.
    pub over: bool,
    /// What it was.
    pub report: ErrorReport,
}

/// How much there is of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Counts {
    /// Connections.
    pub connections: u32,
    /// Steps of their checklists.
    pub steps: u32,
    /// Remembered exchanges with services.
    pub exchanges: u32,
    /// Those of them that failed.
    pub failed: u32,
    /// Exchanges that were forgotten since there is room for so many only.
    pub forgotten: u32,
    /// What went wrong since the start.
    pub findings: u32,
    /// Lines of the log.
    pub log_lines: u32,
}

/// Everything that is handed on. Made values stand in it already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SupportBundle {
    /// [`FORMAT`].
    pub format: String,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// Are the ids the real ones?
    pub ids: Ids,
    /// Which program.
    pub handrail: Program,
    /// What a person chose.
    pub settings: BTreeMap<String, Value>,
    /// How much there is of each.
    pub counts: Counts,
    /// How often something was masked, by kind.
    pub masked: BTreeMap<MaskKind, u32>,
    /// The clouds in use.
    pub clouds: Vec<CloudUsed>,
    /// The connections.
    pub connections: Vec<ConnectionSeen>,
    /// What went wrong since the start, oldest first.
    pub findings: Vec<Noted>,
    /// What went over the network, oldest first.
    pub exchanges: Vec<Exchange>,
    /// The last lines of the log.
    pub log: Vec<String>,
}

/// Everything before it is masked.
pub(crate) struct Gathered {
    pub(crate) at: jiff::Timestamp,
    pub(crate) around: Surroundings,
    pub(crate) clouds: Vec<Cloud>,
    pub(crate) connections: Vec<(Connection, Checklist)>,
    pub(crate) findings: Vec<Noted>,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) forgotten: u64,
    /// What has to be masked wherever it stands.
    pub(crate) known: Known,
}

impl Gathered {
    /// The bundle, and the made values that stand in it.
    pub(crate) fn bundle(self, ids: Ids) -> Result<(SupportBundle, Vec<Masked>)> {
        let mut known = self.known.clone();
        known.home.clone_from(&self.around.home);
        // Where a person's own cloud is, is that person's business.
        for cloud in self.clouds.iter().filter(|cloud| !cloud.custom) {
            known.hosts.extend(hosts_of(cloud));
        }
        let mut masking = Masking::new(known, ids == Ids::Kept);
        let mut document = serde_json::to_value(self.raw(ids)).map_err(unmade)?;
        masking.keep_traces_of(&document);
        masking.document(&mut document);
        let mut bundle: SupportBundle = serde_json::from_value(document).map_err(unmade)?;
        bundle.masked = masking.counts();
        Ok((bundle, masking.shown()))
    }

    fn raw(self, ids: Ids) -> SupportBundle {
        let connections: Vec<ConnectionSeen> = self
            .connections
            .iter()
            .map(|(connection, checklist)| connection_seen(connection, checklist))
            .collect();
        let counts = Counts {
            connections: count(connections.len()),
            steps: count(connections.iter().map(|one| one.steps.len()).sum()),
            exchanges: count(self.exchanges.len()),
            failed: count(self.exchanges.iter().filter(|one| one.failed()).count()),
            forgotten: u32::try_from(self.forgotten).unwrap_or(u32::MAX),
            findings: count(self.findings.len()),
            log_lines: count(self.around.log.len()),
        };
        SupportBundle {
            format: FORMAT.to_owned(),
            made_at: rfc3339(self.at),
            ids,
            handrail: Program {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                program: self.around.program,
                system: std::env::consts::OS.to_owned(),
                architecture: std::env::consts::ARCH.to_owned(),
                language: self.around.language,
                system_language: self.around.system_language,
            },
            settings: self.around.settings,
            counts,
            masked: BTreeMap::new(),
            clouds: clouds_of(&self.clouds),
            connections,
            findings: self.findings,
            exchanges: self.exchanges,
            log: self.around.log,
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn unmade(error: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::Internal).detailed(error)
}

/// A connection and its checklist, as they are handed on.
fn connection_seen(connection: &Connection, checklist: &Checklist) -> ConnectionSeen {
    let step = |step: &Step| StepSeen {
        id: step.id,
        state: step.state,
        evidence: step.evidence.clone(),
        problem: step.problem.clone(),
    };
    let view = &checklist.connection;
    ConnectionSeen {
        id: connection.id.clone(),
        cloud: connection.cloud.clone(),
        goal: connection.goal,
        tenant_id: connection.tenant_id.to_string(),
        tenant_domain: connection.tenant_domain.clone(),
        client_id: view.client_id.clone(),
        host: connection.host.clone(),
        has_credential: view.secret != SecretState::Missing,
        signed_in: view.account.is_some(),
        customer_tenant_id: view.customer.as_ref().map(|customer| customer.tenant_id.clone()),
        steps: checklist.steps.iter().map(step).collect(),
    }
}

/// The clouds, as they are handed on.
fn clouds_of(clouds: &[Cloud]) -> Vec<CloudUsed> {
    let used = |cloud: &Cloud| CloudUsed {
        id: cloud.id.clone(),
        custom: cloud.custom,
        practice: cloud.practice,
        hosts: hosts_of(cloud).into_iter().collect(),
    };
    clouds.iter().map(used).collect()
}

/// The servers of a cloud.
fn hosts_of(cloud: &Cloud) -> BTreeSet<String> {
    let apis = Api::ALL.into_iter().filter_map(|api| cloud.api(api));
    let urls = apis
        .map(|place| place.host.clone())
        .chain([cloud.authority.clone()]);
    urls.filter_map(|url| url.host_str().map(str::to_lowercase))
        .collect()
}
