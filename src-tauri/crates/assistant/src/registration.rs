//! An app registration made, looked after and taken away through Microsoft Graph.
//!
//! Everything that changes the tenant is first a [`DirectoryRequest`], which is shown, exported and sent as it is; before
//! it is sent, the journal ([`Run`]) says so on disk.
//!
//! [`DirectoryRequest`]: request::DirectoryRequest

mod apply;
mod choices;
mod client_secret;
mod directory;
mod drift;
mod found;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod journal;
mod key_credentials;
mod plan;
mod refusal;
mod request;
mod rotate;
mod run;
mod setup;
mod target;
mod undo;

pub(crate) use self::apply::{AddedSecret, Applying};
pub use self::choices::{ConsentChoice, RegistrationChoices};
pub(crate) use self::client_secret::{LIFETIMES, ends_after};
pub(crate) use self::directory::{Directory, READS_REGISTRATION};
pub(crate) use self::drift::{Difference, GrantRights, Mend, Seen, Wanted, differences};
pub use self::drift::{DriftItem, DriftKind, DriftPart, DriftView, UnseenPart, UnusedPermission};
pub(crate) use self::found::{Application, PasswordCredential, ServicePrincipal};
pub(crate) use self::journal::Journal;
pub(crate) use self::key_credentials::{has_thumbprint, key_credential, without};
pub use self::plan::{
    DetailId, FoundRegistration, NeededScope, PlannedChange, PlannedDetail, PlannedRequest, PlannedStep,
    RegistrationPlan, ScopeReason,
};
pub(crate) use self::plan::{Granted, Ground, Looked, ResolvedPermission, create_body, plan};
pub(crate) use self::refusal::sign_in_refused;
pub(crate) use self::request::DirectoryRequest;
pub use self::request::RequestId;
pub(crate) use self::rotate::{InUse, Phase, Rotation, may_be, secret_in_use};
pub(crate) use self::run::Runs;
pub(crate) use self::run::{Act, EntryState, Run};
pub use self::run::{RegistrationStepId, RunEvent, RunStepState, RunStepView, RunView};
pub use self::setup::{SetupClient, SetupView};
pub(crate) use self::setup::{fits, setup_scopes};
pub(crate) use self::target::Target;
pub(crate) use self::undo::Undo;
