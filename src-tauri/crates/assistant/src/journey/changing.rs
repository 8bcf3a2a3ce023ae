//! Changing one's mind without starting over: what rests on the old choice is forgotten, the rest stays.

use super::Assistant;
use crate::checklist::{Checklist, StepId};
use crate::cloud::{Api, unknown_cloud};
use crate::connection::{Connection, Credential, Flow};
use crate::error::Result;

/// What only a sign-in by the flow that was chosen can prove.
const OF_THE_FLOW: [StepId; 4] = [
    StepId::RedirectUri,
    StepId::PublicClientFlag,
    StepId::ConditionalAccess,
    StepId::SignIn,
];

/// What rests on the secret or the certificate.
const OF_THE_CREDENTIAL: [StepId; 3] = [StepId::Secret, StepId::Certificate, StepId::Token];

/// What rests on the API and its permission.
const OF_THE_API: [StepId; 5] = [
    StepId::Permissions,
    StepId::Consent,
    StepId::SignIn,
    StepId::Token,
    StepId::Incidents,
];

impl Assistant {
    /// Another way to sign in.
    pub async fn set_flow(&self, id: &str, flow: Flow) -> Result<Checklist> {
        self.change(id, |connection| {
            if connection.goal.flow != flow {
                connection.goal.flow = flow;
                connection.trail.forget(&OF_THE_FLOW);
            }
        })
        .await
    }

    /// Another way for the application to prove itself. The old credential stays where it is kept.
    pub async fn set_credential(&self, id: &str, credential: Credential) -> Result<Checklist> {
        self.change(id, |connection| {
            if connection.goal.credential != credential {
                connection.goal.credential = credential;
                connection.trail.forget(&OF_THE_CREDENTIAL);
            }
        })
        .await
    }

    /// Another API, if the cloud has it.
    pub async fn set_api(&self, id: &str, api: Api) -> Result<Checklist> {
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        cloud.api(api).ok_or_else(|| unknown_cloud(&cloud.id))?;
        self.change(id, |connection| {
            if connection.goal.api != api {
                connection.goal.api = api;
                connection.trail.forget(&OF_THE_API);
                connection.last_answer = None;
            }
        })
        .await
    }

    /// Stores a change that makes tokens in memory useless.
    pub(super) async fn change(&self, id: &str, change: impl FnOnce(&mut Connection)) -> Result<Checklist> {
        let changed = self.0.connections.update(id, change).await?;
        self.0.session.forget_tokens(&changed);
        self.shown(&changed)
    }
}
