//! What was done to a registration: the journal on disk, and what is shown of it.
//!
//! Before each call that changes the tenant, its [`Act`] is written down as intended; after the answer, as done, with the
//! id of what was made. Whoever finds an intended act after a crash looks in the tenant whether it was done.

mod view;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use uuid::Uuid;

use super::choices::RegistrationChoices;
use super::rotate::Rotation;
use crate::checklist::Checklist;
use crate::documents::{Document, Documents};
use crate::error::{ErrorCode, ErrorReport};

/// Version of the stored document.
const VERSION: u32 = 1;

/// The journals of all connections.
pub(crate) type Runs = Documents<Run>;

/// A step of making a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationStepId {
    /// The app registration itself: name, account types, redirect addresses, permissions asked for.
    Application,
    /// Its enterprise application, without which nobody can consent or sign in.
    ServicePrincipal,
    /// The enterprise application of an API that the tenant does not have yet.
    Resource,
    /// A client secret.
    Secret,
    /// A certificate.
    Certificate,
    /// Admin consent, by the link or by grants.
    Consent,
    /// A token and one real call.
    Proof,
}

/// Something that is done to the tenant, with what is needed to find it again and to undo it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(crate) enum Act {
    /// A registration is made; found again by its unique name.
    CreateApplication { unique_name: String },
    /// A registration that was there is changed; `before` holds what stood in the members that change, `after` what was
    /// written there, so that what somebody else wrote since is told apart.
    ChangeApplication {
        application: String,
        before: Value,
        #[serde(default)]
        after: Value,
    },
    /// A service principal is made: the app's own, or an API's.
    CreateServicePrincipal { app_id: String },
    /// A service principal that was there is changed, in the same way.
    ChangeServicePrincipal {
        principal: String,
        before: Value,
        after: Value,
    },
    /// A secret is added; found again by its name.
    AddPassword { application: String, name: String },
    /// A secret is taken away.
    RemovePassword { application: String, key_id: String },
    /// A certificate is added; found again by its thumbprint (SHA-1, hexadecimal).
    AddCertificate { application: String, thumbprint: String },
    /// A certificate is taken away.
    RemoveCertificate { application: String, thumbprint: String },
    /// An application permission is granted. All three are object ids of the directory.
    AssignRole {
        principal: String,
        resource: String,
        role: String,
    },
    /// Delegated permissions are granted. `before` is what the grant held, `None` where there was none.
    Grant {
        client: String,
        resource: String,
        scope: String,
        before: Option<String>,
    },
    /// An application permission that was granted is taken away.
    RemoveRole {
        principal: String,
        resource: String,
        role: String,
    },
    /// Delegated permissions are taken out of a grant: everybody's, or that of one person (`person`, an object id).
    RemoveGrant {
        client: String,
        resource: String,
        scope: String,
        person: Option<String>,
    },
}

impl Act {
    /// Does it end with the app of that client ID? All does, but for the service principals of APIs.
    pub(crate) fn is_of_the_app(&self, client_id: Option<&str>) -> bool {
        match self {
            Self::CreateServicePrincipal { app_id } => client_id == Some(app_id),
            _ => true,
        }
    }
}

/// How far an act is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EntryState {
    /// The call goes out next; whether it was answered is not known.
    Intended,
    /// It was done.
    Done,
    /// It is to be undone next; whether that was answered is not known.
    Undoing,
    /// It was undone, or turned out never to have been done.
    Undone,
    /// It was not undone, since something else has come to rest on it.
    Left,
}

/// One act with how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) step: RegistrationStepId,
    #[serde(flatten)]
    pub(crate) act: Act,
    pub(crate) state: EntryState,
    /// The id of what was made, once answered.
    #[serde(default)]
    pub(crate) made: Option<String>,
    pub(crate) at: Timestamp,
    /// Why it was left.
    #[serde(default)]
    pub(crate) problem: Option<ErrorReport>,
}

impl Entry {
    /// An act whose call goes out next.
    pub(crate) fn intended(step: RegistrationStepId, act: Act, at: Timestamp) -> Self {
        Self {
            step,
            act,
            state: EntryState::Intended,
            made: None,
            at,
            problem: None,
        }
    }

    /// Is something of it in the tenant, or may be?
    pub(crate) fn undoable(&self) -> bool {
        matches!(
            self.state,
            EntryState::Intended | EntryState::Done | EntryState::Undoing
        )
    }
}

/// What was done to one registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run {
    version: u32,
    /// Names the run in the tenant: part of the unique name and of the names of secrets. `None`: nothing was ever done.
    #[serde(default)]
    pub(crate) id: Option<Uuid>,
    #[serde(default)]
    pub(crate) started_at: Option<Timestamp>,
    #[serde(default)]
    pub(crate) choices: RegistrationChoices,
    /// "Object ID" and "Application (client) ID" of the registration, once known.
    #[serde(default)]
    pub(crate) application: Option<String>,
    #[serde(default)]
    pub(crate) client_id: Option<String>,
    /// "Object ID" of its service principal, once known.
    #[serde(default)]
    pub(crate) service_principal: Option<String>,
    /// In the order in which they were done.
    #[serde(default)]
    pub(crate) entries: Vec<Entry>,
    /// Where it stopped, and why.
    #[serde(default)]
    pub(crate) stopped: Option<(RegistrationStepId, ErrorReport)>,
    /// The steps that were seen to be done, with what proves it.
    #[serde(default)]
    pub(crate) done: Vec<RegistrationStepId>,
    /// How long the tenant took to know of a step, in seconds.
    #[serde(default)]
    pub(crate) waited: BTreeMap<RegistrationStepId, u32>,
    /// It is being taken away.
    #[serde(default)]
    pub(crate) undoing: bool,
    /// Its secret or certificate is being replaced.
    #[serde(default)]
    pub(crate) rotation: Option<Rotation>,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            version: VERSION,
            id: None,
            started_at: None,
            choices: RegistrationChoices::default(),
            application: None,
            client_id: None,
            service_principal: None,
            entries: Vec::new(),
            stopped: None,
            done: Vec::new(),
            waited: BTreeMap::new(),
            undoing: false,
            rotation: None,
        }
    }
}

impl Document for Run {
    const NAME: &'static str = "registration";
    const VERSION: u32 = VERSION;

    fn version(&self) -> u32 {
        self.version
    }
}

impl Run {
    /// The name by which a registration of this run is known in the tenant, and by nothing else.
    pub(crate) fn unique_name(id: Uuid) -> String {
        format!("handrail-{}", id.simple())
    }

    /// The finding that somebody deleted the registration.
    pub(crate) fn gone(&self) -> ErrorReport {
        let client_id = self.client_id.clone().unwrap_or_default();
        ErrorReport::new(ErrorCode::RegistrationGone).with("client_id", client_id)
    }

    /// The registration is gone from the tenant, and all that hung on it went along.
    pub(crate) fn lost(&mut self) {
        let client_id = self.client_id.take();
        self.entries
            .retain(|entry| !entry.act.is_of_the_app(client_id.as_deref()));
        (self.application, self.service_principal, self.rotation) = (None, None, None);
        self.id = Some(Uuid::new_v4());
    }

    /// Everything that could be undone was. What is still written down here was left in the tenant, and whoever begins
    /// anew begins with an empty journal.
    pub(crate) fn taken_away(&self) -> bool {
        self.undoing && !self.entries.iter().any(Entry::undoable)
    }
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RunStepState {
    /// Not begun.
    Waiting,
    /// Being done.
    Working,
    /// Done, and the tenant was asked for until it knew of it.
    Done,
    /// Refused, or not to be done: the report says why.
    Stopped,
    /// Undone again.
    Undone,
    /// Left in the tenant on purpose.
    Left,
}

/// A step as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunStepView {
    /// Which.
    pub id: RegistrationStepId,
    /// How it stands.
    pub state: RunStepState,
    /// Names and ids of what was made, for the words and for a link.
    pub made: Vec<String>,
    /// Why it stopped.
    pub problem: Option<ErrorReport>,
    /// How long the tenant took to know of it, in seconds.
    pub waited_seconds: Option<u32>,
}

/// A run as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four facts, each of which is shown by itself"
)]
pub struct RunView {
    /// The connection.
    pub connection_id: String,
    /// When it was begun, RFC 3339.
    pub started_at: String,
    /// What was chosen.
    pub choices: RegistrationChoices,
    /// "Application (client) ID", once known.
    pub client_id: Option<String>,
    /// In the order in which they are done.
    pub steps: Vec<RunStepView>,
    /// Everything is done and proved.
    pub finished: bool,
    /// It can go on from where it stopped.
    pub resumable: bool,
    /// Something is there that can be undone.
    pub undoable: bool,
    /// It is being taken away, or that was begun.
    pub undoing: bool,
}

/// What is heard while a registration is made, rotated or taken away.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RunEvent {
    /// A step stands anew.
    Step {
        /// The step.
        step: Box<RunStepView>,
    },
    /// The tenant is asked again until it knows of what was made.
    Waiting {
        /// The step.
        id: RegistrationStepId,
        /// So far.
        seconds: u32,
    },
    /// A page of Entra's was opened, and its answer is awaited.
    InBrowser {
        /// The step.
        id: RegistrationStepId,
        /// The page, for a browser that did not open.
        link: String,
        /// What is typed in there, where the goal signs people in by a code.
        code: Option<String>,
    },
    /// The checklist stands anew.
    Checklist {
        /// With its evidence.
        checklist: Box<Checklist>,
    },
}
