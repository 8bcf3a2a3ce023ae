//! A registration made by hand, right in everything, so that each test takes one wrong turn only.

use handrail_assistant::checklist::{Checklist, StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::diagnosis::Hints;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_practice_tenant::ReadyUser;
use secrecy::SecretString;

use crate::person::Seen;
use crate::portal::{NewSecret, Overview, Portal};
use crate::tenant::{Tenant, goal, landing};
use crate::terminal::Terminal;

/// A practice tenant, the portal, and a connection whose registration is made step by step.
pub(super) struct ByHand {
    pub(super) tenant: Tenant,
    pub(super) portal: Portal,
    pub(super) overview: Overview,
    /// The connection.
    pub(super) id: String,
    api: Api,
    context: Context,
}

impl ByHand {
    /// Registered, and the client ID given; no permission, no secret, no redirect address yet.
    pub(super) async fn registered(api: Api, context: Context) -> Self {
        let begun = Self::begun(api, context).await;
        let client_id = &begun.overview.client_id;
        begun
            .tenant
            .assistant
            .set_client_id(&begun.id, client_id)
            .await
            .unwrap();
        begun
    }

    /// Registered in the portal; the connection does not know it yet.
    pub(super) async fn begun(api: Api, context: Context) -> Self {
        let tenant = Tenant::start().await;
        let portal = Portal::at(&tenant.ready().origin);
        let overview = portal.register("By hand").await;
        let found = tenant.found().await;
        let created = tenant
            .assistant
            .create_connection(&found, goal(api, context))
            .await;
        Self {
            id: created.unwrap().connection.id,
            tenant,
            portal,
            overview,
            api,
            context,
        }
    }

    /// An application with its secret; what it may read is still open.
    pub(super) async fn with_a_secret(api: Api) -> Self {
        let begun = Self::registered(api, Context::Application).await;
        let secret = begun.new_secret().await;
        begun.give_secret(&secret.value).await;
        begun
    }

    /// An application that lacks nothing.
    pub(super) async fn application(api: Api) -> Self {
        let begun = Self::with_a_secret(api).await;
        begun.permit_and_consent().await;
        begun
    }

    /// A registration for people that lacks nothing but its redirect address.
    pub(super) async fn for_people(api: Api) -> Self {
        let begun = Self::registered(api, Context::User).await;
        begun.permit_and_consent().await;
        begun
    }

    /// A registration for people that lacks nothing.
    pub(super) async fn for_people_with_redirect(api: Api) -> Self {
        let begun = Self::for_people(api).await;
        begun.redirect_to("publicClient", "http://localhost").await;
        begun
    }

    pub(super) async fn new_secret(&self) -> NewSecret {
        self.portal.new_secret(&self.overview.client_id).await
    }

    pub(super) async fn give_secret(&self, value: &str) -> Checklist {
        let secret = SecretString::from(value);
        self.tenant.assistant.set_secret(&self.id, secret).await.unwrap()
    }

    /// Adds a permission by the API's name in the portal.
    pub(super) async fn permit(&self, api: &str, permission: &str) {
        let kind = match self.context {
            Context::Application => "application",
            Context::User => "delegated",
        };
        self.permit_as(kind, api, permission).await;
    }

    pub(super) async fn permit_as(&self, kind: &str, api: &str, permission: &str) {
        let client_id = &self.overview.client_id;
        self.portal.add_permission(client_id, api, kind, permission).await;
    }

    pub(super) async fn consent(&self) {
        self.portal.grant_admin_consent(&self.overview.client_id).await;
    }

    /// What the checklist says to copy.
    pub(super) async fn permit_and_consent(&self) {
        let checklist = self.tenant.assistant.checklist(&self.id).await.unwrap();
        let copy = &checklist.step(StepId::Permissions).unwrap().copy;
        self.permit(&copy[0].value, &copy[1].value).await;
        self.consent().await;
    }

    pub(super) async fn redirect_to(&self, platform: &str, uri: &str) {
        let client_id = &self.overview.client_id;
        self.portal.add_redirect_uri(client_id, platform, uri).await;
    }

    pub(super) async fn checked(&self) -> Checklist {
        self.tenant.assistant.check(&self.id).await.unwrap()
    }

    /// The one problem after a check: at which step, and which.
    pub(super) async fn blocked(&self) -> (StepId, ErrorReport) {
        the_problem(&self.checked().await)
    }

    /// After the fix every step is green.
    pub(super) async fn must_be_ready(&self) {
        let checklist = self.checked().await;
        assert!(checklist.connection.ready, "{:?}", checklist.steps);
    }

    /// The finding of a sign-in whose answer comes back to Handrail.
    pub(super) async fn sign_in(&self) -> Result<Checklist, ErrorReport> {
        let attempt = self
            .tenant
            .assistant
            .start_sign_in(&self.id, false, landing())
            .await?;
        self.tenant.finish(&attempt).await
    }

    /// After the fix a person gets to the incidents.
    pub(super) async fn must_sign_in(&self) {
        let checklist = self.sign_in().await.unwrap();
        assert!(checklist.connection.ready, "{:?}", checklist.steps);
    }

    /// The page at which Entra stops the person; nothing of it comes back to Handrail.
    pub(super) async fn stopped_at_entra(&self) -> String {
        let attempt = self
            .tenant
            .assistant
            .start_sign_in(&self.id, false, landing())
            .await
            .unwrap();
        let Seen::EntraPage(page) = self.tenant.person.saw().await else {
            panic!("no page of Entra's")
        };
        self.tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
        page
    }

    /// What Handrail makes of a text that is pasted beside this connection.
    pub(super) async fn pasted(&self, text: &str) -> ErrorReport {
        let hints = Hints {
            api: Some(self.api),
            context: Some(self.context),
            ..Hints::default()
        };
        let diagnosis = self.tenant.assistant.diagnose(Some(&self.id), text, hints).await;
        diagnosis
            .unwrap()
            .finding
            .unwrap_or_else(|| panic!("nothing was found in {text}"))
    }

    /// What curl prints when it asks for this registration's token.
    pub(super) async fn curl(&self, secret: &str) -> String {
        let scope = match self.api {
            Api::Graph => "https://graph.microsoft.com/.default",
            Api::Xdr => "https://api.security.microsoft.com/.default",
            Api::Mde => "https://api.securitycenter.microsoft.com/.default",
        };
        Terminal::beside(&self.tenant)
            .asks_for_a_token(&self.overview.client_id, secret, scope)
            .await
    }

    /// Somebody of the tenant who holds this directory role, or none.
    pub(super) fn somebody(&self, role: Option<&str>) -> ReadyUser {
        let holds = |user: &&ReadyUser| match role {
            Some(role) => user.roles.iter().any(|one| one == role),
            None => user.roles.is_empty(),
        };
        self.tenant.ready().users.iter().find(holds).unwrap().clone()
    }
}

/// The first step that is red, and why.
pub(super) fn the_problem(checklist: &Checklist) -> (StepId, ErrorReport) {
    let blocked = checklist
        .steps
        .iter()
        .find(|step| step.state == StepState::Blocked);
    let step = blocked.unwrap_or_else(|| panic!("nothing is blocked: {:?}", checklist.steps));
    (step.id, step.problem.clone().unwrap())
}

/// Step and code in one, to compare.
pub(super) fn facts((step, report): &(StepId, ErrorReport)) -> (StepId, ErrorCode, Option<u32>) {
    let number = report.trace.as_ref().and_then(|trace| trace.aadsts);
    (*step, report.code, number)
}

/// What two findings about the same failure have to share.
pub(super) fn cause(report: &ErrorReport) -> (ErrorCode, Option<u32>) {
    (report.code, report.trace.as_ref().and_then(|trace| trace.aadsts))
}
