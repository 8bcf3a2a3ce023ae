//! What a plan is made from: the goal, what was chosen, and what the tenant has already.

use jiff::Timestamp;
use url::Url;
use uuid::Uuid;

use super::FoundRegistration;
use super::grants::Granted;
use crate::cloud::{Api, Cloud};
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::choices::RegistrationChoices;
use crate::registration::found::{Application, ServicePrincipal};
use crate::registration::run::Run;
use crate::registration::target::Target;

/// Stands in a request for "Object ID" of a registration that is not made yet.
pub(crate) const APPLICATION: &str = "{application}";
/// Stands for its "Application (client) ID".
pub(crate) const CLIENT_ID: &str = "{clientId}";
/// Stands for the id of a run that has not begun.
const RUN: &str = "{run}";

/// What a plan is made from, apart from the tenant.
pub(crate) struct Ground<'a> {
    pub(super) connection: &'a Connection,
    pub(super) cloud: &'a Cloud,
    pub(super) choices: &'a RegistrationChoices,
    pub(super) target: Target,
    pub(super) now: Timestamp,
    host: Url,
    run: Option<Uuid>,
}

impl<'a> Ground<'a> {
    /// `run` is the one that has begun, if any; [`ErrorCode::ApiNotInCloud`] where no Microsoft Graph could do it.
    pub(crate) fn new(
        connection: &'a Connection,
        cloud: &'a Cloud,
        choices: &'a RegistrationChoices,
        run: Option<Uuid>,
        now: Timestamp,
    ) -> Result<Self> {
        let place = cloud.api(Api::Graph).ok_or_else(|| {
            ErrorReport::new(ErrorCode::ApiNotInCloud)
                .with("api", Api::Graph)
                .with("cloud", &cloud.name)
        })?;
        Ok(Self {
            connection,
            cloud,
            choices,
            target: Target::of(connection, choices),
            now,
            host: place.host.clone(),
            run,
        })
    }

    /// What the registration has to be.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// What it is for.
    pub(crate) fn connection(&self) -> &Connection {
        self.connection
    }

    /// What was chosen.
    pub(crate) fn choices(&self) -> &RegistrationChoices {
        self.choices
    }

    /// Where the tenant is.
    pub(crate) fn cloud(&self) -> &Cloud {
        self.cloud
    }

    /// Where Microsoft Graph is.
    pub(super) fn host(&self) -> &Url {
        &self.host
    }

    /// By what name the registration will be known in the tenant.
    pub(super) fn unique_name(&self) -> String {
        self.run
            .map_or_else(|| format!("handrail-{RUN}"), Run::unique_name)
    }

    /// The id of the run in digits without hyphens, or what stands for it.
    pub(super) fn run(&self) -> String {
        self.run
            .map_or_else(|| RUN.to_owned(), |run| run.simple().to_string())
    }
}

/// What the tenant has already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Looked {
    /// The service principals of the APIs whose permissions are asked for.
    pub(crate) resources: Vec<ServicePrincipal>,
    /// The registration that is brought to the goal, instead of a new one being made.
    pub(crate) application: Option<Application>,
    /// Its service principal.
    pub(crate) principal: Option<ServicePrincipal>,
    /// What that was granted.
    pub(crate) granted: Granted,
    /// Why what it was granted could not be read.
    pub(crate) grants_unread: Option<ErrorReport>,
    /// Other registrations of the same goal.
    pub(crate) existing: Vec<FoundRegistration>,
}
