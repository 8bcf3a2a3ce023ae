//! What a person does when the fault comes, and which requests it falls on.

use std::sync::Arc;

use handrail_assistant::checklist::Checklist;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Credential, Flow, Goal, Tenancy};
use handrail_assistant::defender::{Change, HuntQuery, ListQuery};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::registration::{ConsentChoice, RunView};
use handrail_assistant::results::{ResultFormat, ResultKind, ResultView, TableQuery};
use handrail_assistant::sign_in::CertificateLifetime;
use handrail_assistant::tenants::{CustomerList, SweepQuery, SweepQuestion, SweepView};
use handrail_doors::Spoken;
use handrail_practice_tenant::{CustomerState, ReadyCustomer, ReadyUser};
use handrail_words::Words;
use http::Method;
use secrecy::SecretString;
use serde_json::json;
use trust::Seen;

use super::Scene;
use super::actor::Actor;
use crate::portal::Portal;
use crate::registering::{choosing, lend_to_set_up, pages, sign_in_to_set_up};
use crate::tenant::{ALWAYS, goal, landing, last, lines};

/// The rows of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Discovery,
    AuthorizationCode,
    DeviceCode,
    AdminConsent,
    Check,
    ClientSecret,
    Certificate,
    Refresh,
    GraphIncidents,
    XdrIncidents,
    MdeAlerts,
    NextPage,
    Hunting,
    IncidentUpdate,
    RegistrationPlan,
    RegistrationApply,
    Rotate,
    CustomerLookup,
    Sweep,
}

/// How it went.
#[derive(Default)]
pub(super) struct Outcome {
    /// What the person is told.
    pub(super) problem: Option<ErrorReport>,
    /// Something is in hand all the same.
    pub(super) partial: bool,
}

impl Outcome {
    fn of<T>(outcome: Result<T, ErrorReport>) -> Self {
        Self {
            problem: outcome.err(),
            partial: false,
        }
    }

    fn of_list(outcome: Result<ResultView, ErrorReport>) -> Self {
        match outcome {
            Ok(view) => Self {
                partial: view.stopped.is_some() && view.rows > 0,
                problem: view.stopped.or(view.save_problem),
            },
            Err(report) => Self::of::<()>(Err(report)),
        }
    }

    /// The first step that is in the way.
    fn of_steps(outcome: Result<Checklist, ErrorReport>) -> Self {
        Self::of(outcome.and_then(|checklist| {
            let ready = checklist.connection.ready;
            let problem = checklist.steps.into_iter().find_map(|step| step.problem);
            match problem {
                Some(problem) => Err(problem),
                None if ready => Ok(()),
                None => Err(ErrorReport::new(ErrorCode::Internal).detailed("not ready, without a problem")),
            }
        }))
    }

    fn of_run(outcome: Result<RunView, ErrorReport>) -> Self {
        Self::of(outcome.and_then(|view| {
            let problem = view.steps.into_iter().find_map(|step| step.problem);
            match problem {
                Some(problem) => Err(problem),
                None if view.finished => Ok(()),
                None => {
                    Err(ErrorReport::new(ErrorCode::Internal).detailed("not finished, without a problem"))
                }
            }
        }))
    }

    fn of_sweep(outcome: Result<SweepView, ErrorReport>) -> Self {
        match outcome {
            Ok(view) => Self {
                partial: view.rows > 0,
                problem: view
                    .stopped
                    .or_else(|| view.failures.into_iter().next().map(|failure| failure.problem)),
            },
            Err(report) => Self::of::<()>(Err(report)),
        }
    }
}

impl Operation {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::AuthorizationCode => "authorization code",
            Self::DeviceCode => "device code",
            Self::AdminConsent => "admin consent",
            Self::Check => "check",
            Self::ClientSecret => "client secret",
            Self::Certificate => "certificate",
            Self::Refresh => "refresh",
            Self::GraphIncidents => "incidents, Graph",
            Self::XdrIncidents => "incidents, XDR",
            Self::MdeAlerts => "alerts, MDE",
            Self::NextPage => "next page",
            Self::Hunting => "hunting",
            Self::IncidentUpdate => "incident update",
            Self::RegistrationPlan => "registration plan",
            Self::RegistrationApply => "registration apply",
            Self::Rotate => "rotate",
            Self::CustomerLookup => "customer lookup",
            Self::Sweep => "sweep",
        }
    }

    /// Does the fault fall on this request?
    pub(super) fn is_hit(self, seen: &Seen) -> bool {
        let path = seen.path();
        let of_api = path.starts_with("/v1.0/") || path.starts_with("/api/");
        match self {
            Self::Discovery | Self::CustomerLookup => path.contains("/.well-known/"),
            Self::AuthorizationCode => token(seen, "authorization_code"),
            Self::DeviceCode => token(seen, "device_code"),
            Self::ClientSecret | Self::Certificate | Self::AdminConsent => token(seen, "client_credentials"),
            Self::Refresh => token(seen, "refresh_token"),
            Self::NextPage => of_api && seen.target.to_ascii_lowercase().contains("skip"),
            Self::IncidentUpdate => of_api && seen.method == Method::PATCH,
            Self::RegistrationApply => of_api && seen.method != Method::GET,
            Self::Rotate => path.ends_with("/addPassword"),
            Self::Check
            | Self::GraphIncidents
            | Self::XdrIncidents
            | Self::MdeAlerts
            | Self::Hunting
            | Self::RegistrationPlan
            | Self::Sweep => of_api,
        }
    }

    /// Is a request that is hit the first one of all?
    pub(super) fn begins_with_its_hit(self) -> bool {
        !matches!(
            self,
            Self::AuthorizationCode
                | Self::AdminConsent
                | Self::NextPage
                | Self::IncidentUpdate
                | Self::RegistrationApply
                | Self::Rotate
        )
    }

    /// Does it write a file?
    pub(super) fn saves(self) -> bool {
        matches!(
            self,
            Self::GraphIncidents | Self::XdrIncidents | Self::MdeAlerts | Self::NextPage
        )
    }

    /// Everything up to the moment in which the fault comes.
    pub(super) async fn prepare(self, scene: &Scene, actor: &mut Actor) {
        let apps = &scene.tenant.ready().apps;
        let secret = |secret: &Option<String>| secret.clone().map(SecretString::from);
        let api = match self {
            Self::XdrIncidents => Api::Xdr,
            Self::MdeAlerts => Api::Mde,
            _ => Api::Graph,
        };
        let by = match self {
            Self::AuthorizationCode | Self::Refresh => goal(api, Context::User),
            Self::DeviceCode => Goal {
                flow: Flow::DeviceCode,
                ..goal(api, Context::User)
            },
            Self::Certificate => Goal {
                credential: Credential::Certificate,
                ..goal(api, Context::Application)
            },
            Self::AdminConsent | Self::CustomerLookup | Self::Sweep => Goal {
                tenancy: Tenancy::Customers,
                ..goal(Api::Xdr, Context::Application)
            },
            _ => goal(api, Context::Application),
        };
        match self {
            Self::Discovery => {}
            Self::AuthorizationCode | Self::DeviceCode | Self::Refresh => {
                actor.register(scene, by, &apps.user.client_id, None).await;
            }
            Self::AdminConsent | Self::CustomerLookup | Self::Sweep => {
                let app = &apps.partner;
                actor
                    .register(scene, by, &app.client_id, secret(&app.client_secret))
                    .await;
            }
            Self::RegistrationPlan | Self::RegistrationApply => {
                let found = scene.tenant.found_by(&actor.assistant).await;
                let made = actor.assistant.create_connection(&found, by).await.unwrap();
                actor.id = made.connection.id;
                actor.set_up(scene).await;
            }
            Self::Certificate => {
                let client_id = &apps.application.client_id;
                actor.register(scene, by, client_id, None).await;
                let lifetime = CertificateLifetime::OneYear;
                actor
                    .assistant
                    .make_certificate(&actor.id, lifetime)
                    .await
                    .unwrap();
                let pem = actor.assistant.public_certificate(&actor.id).await.unwrap();
                let portal = Portal::at(&scene.tenant.ready().origin);
                portal.upload_certificate(client_id, &pem).await;
            }
            Self::IncidentUpdate | Self::Rotate => {
                // Of one's own, since it is changed.
                let portal = Portal::at(&scene.tenant.ready().origin);
                let client_id = portal.register("Changes").await.client_id;
                for permission in ["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"] {
                    portal
                        .add_permission(&client_id, "Microsoft Graph", "application", permission)
                        .await;
                }
                portal.grant_admin_consent(&client_id).await;
                let value = portal.new_secret(&client_id).await.value;
                actor.register(scene, by, &client_id, Some(value.into())).await;
            }
            _ => {
                let app = &apps.application;
                actor
                    .register(scene, by, &app.client_id, secret(&app.client_secret))
                    .await;
            }
        }
        self.warm_up(scene, actor).await;
    }

    /// What was done in this session before: what is asked next is what the fault falls on.
    async fn warm_up(self, scene: &Scene, actor: &mut Actor) {
        match self {
            Self::Refresh => {
                let attempt = actor.assistant.start_sign_in(&actor.id, false, landing()).await;
                let attempt = attempt.unwrap().attempt_id;
                actor.assistant.finish_sign_in(&attempt, |_| ()).await.unwrap();
                actor.restart(scene);
            }
            Self::ClientSecret | Self::Certificate => {
                // The discovery document is known, and no token is.
                actor.restart(scene);
            }
            Self::GraphIncidents
            | Self::XdrIncidents
            | Self::MdeAlerts
            | Self::NextPage
            | Self::Hunting
            | Self::IncidentUpdate => {
                let view = actor
                    .assistant
                    .read_list(&actor.id, &last(ALWAYS), None, |_| ())
                    .await;
                let lines = lines(&actor.assistant, &view.unwrap().result_id, TableQuery::default()).await;
                lines[0].text("id").clone_into(&mut actor.about);
            }
            Self::Rotate => {
                let choices = choosing(ConsentChoice::Grant);
                sign_in_to_set_up(&scene.tenant, &actor.assistant, &actor.id, &choices).await;
            }
            Self::AdminConsent => {
                let domain = &consented(scene).domain;
                actor.assistant.set_customer(&actor.id, domain).await.unwrap();
                actor.person.is(&ReadyUser {
                    user_principal_name: format!("admin@{domain}"),
                    password: String::new(),
                    roles: Vec::new(),
                });
            }
            Self::Sweep => {
                let one = consented(scene);
                let customer = json!({"tenantId": one.tenant_id, "domain": one.domain, "cloud": "practice",
                                      "addedAt": "2026-01-01T00:00:00Z"});
                actor.memory.keep_customers(&actor.id, &[customer]);
            }
            _ => {}
        }
    }

    /// The operation.
    pub(super) async fn run(self, scene: &Scene, actor: &mut Actor) -> Outcome {
        let (assistant, id) = (&actor.assistant, actor.id.as_str());
        let folder = actor.folder.path();
        match self {
            Self::Discovery => {
                let domain = &scene.tenant.ready().tenant_domain;
                Outcome::of(assistant.find_tenant(domain, Some("practice")).await)
            }
            Self::AuthorizationCode => {
                let attempt = assistant.start_sign_in(id, false, landing()).await;
                let Ok(attempt) = attempt else {
                    return Outcome::of(attempt);
                };
                Outcome::of_steps(assistant.finish_sign_in(&attempt.attempt_id, |_| ()).await)
            }
            Self::DeviceCode => {
                let attempt = assistant.start_device_sign_in(id).await;
                let Ok(attempt) = attempt else {
                    return Outcome::of(attempt);
                };
                actor.person.read_code(&attempt.user_code);
                assistant.open_sign_in_link(&attempt.attempt_id).unwrap();
                actor.person.saw().await;
                Outcome::of_steps(assistant.finish_sign_in(&attempt.attempt_id, |_| ()).await)
            }
            Self::AdminConsent => {
                let attempt = assistant.start_consent(id, landing()).await;
                if attempt.is_err() {
                    return Outcome::of(attempt);
                }
                Outcome::of_steps(assistant.finish_consent(id).await)
            }
            Self::Check => Outcome::of_steps(assistant.check(id).await),
            Self::ClientSecret
            | Self::Certificate
            | Self::Refresh
            | Self::GraphIncidents
            | Self::XdrIncidents
            | Self::NextPage => {
                let folder = self.saves().then_some(folder);
                Outcome::of_list(assistant.read_list(id, &last(ALWAYS), folder, |_| ()).await)
            }
            Self::MdeAlerts => {
                let query = ListQuery::last_hours(ResultKind::Alerts, ALWAYS);
                Outcome::of_list(assistant.read_list(id, &query, Some(folder), |_| ()).await)
            }
            Self::Hunting => {
                let query = HuntQuery {
                    text: "DeviceInfo | take 3".to_owned(),
                    api: Api::Graph,
                    timespan: None,
                };
                Outcome::of(assistant.hunt(id, None, &query, |_| ()).await)
            }
            Self::IncidentUpdate => {
                let change = Change {
                    assigned_to: Some(format!("{id}@contoso.com")),
                    ..Change::default()
                };
                Outcome::of(assistant.apply_change(id, None, &actor.about, &change).await)
            }
            Self::RegistrationPlan => {
                let choices = choosing(ConsentChoice::Grant);
                Outcome::of(assistant.plan_registration(id, &choices).await)
            }
            Self::RegistrationApply => {
                let choices = choosing(ConsentChoice::Grant);
                let run = assistant.apply_registration(id, &choices, &pages(), |_| ()).await;
                Outcome::of_run(run)
            }
            Self::Rotate => Outcome::of_run(assistant.rotate_credential(id, |_| ()).await),
            Self::CustomerLookup => {
                let domain = &scene.tenant.ready().customers[0].domain;
                let list = CustomerList::parse(domain).unwrap();
                let added = assistant.add_customers(id, list, |_| ()).await;
                Outcome::of(added.and_then(|added| match added.refused.into_iter().next() {
                    Some(line) => Err(line.problem),
                    None => Ok(()),
                }))
            }
            Self::Sweep => {
                let query = SweepQuery {
                    question: SweepQuestion::List { query: last(ALWAYS) },
                    tenant_ids: None,
                    concurrency: None,
                    formats: vec![ResultFormat::Json],
                };
                let folder = folder.join("sweep");
                let swept = assistant.sweep(id, &query, &folder, english(), |_| ()).await;
                Outcome::of_sweep(swept)
            }
        }
    }

    /// The same once all is well.
    pub(super) async fn again(self, scene: &Scene, actor: &mut Actor) -> Outcome {
        if self != Self::Sweep {
            let mut outcome = self.run(scene, actor).await;
            let signed_out = |report: &ErrorReport| report.code == ErrorCode::SetupMissing;
            if self == Self::Rotate && outcome.problem.as_ref().is_some_and(signed_out) {
                // As the person was told to.
                self.warm_up(scene, actor).await;
                outcome = self.run(scene, actor).await;
            }
            // It was made by the request whose answer nobody heard.
            outcome
                .problem
                .take_if(|report| report.code == ErrorCode::ChangeEmpty);
            return outcome;
        }
        let folder = actor.folder.path().join("sweep");
        let resumed = actor
            .assistant
            .resume_sweep(&actor.id, &folder, english(), |_| ());
        match resumed.await {
            // Nothing was left to ask, or nothing begun.
            Err(report) if report.code == ErrorCode::SweepUnreadable => Outcome::default(),
            resumed => Outcome::of_sweep(resumed),
        }
    }
}

impl Actor {
    async fn register(&mut self, scene: &Scene, goal: Goal, client_id: &str, secret: Option<SecretString>) {
        let found = scene.tenant.found_by(&self.assistant).await;
        let client_id = client_id.parse().unwrap();
        let made = self
            .assistant
            .add_registration(&found, goal, client_id, secret)
            .await;
        self.id = made.unwrap().id;
    }

    /// Somebody signs in to change registrations.
    async fn set_up(&self, scene: &Scene) {
        lend_to_set_up(&scene.tenant, &self.assistant, &self.id).await;
    }
}

/// A customer who lets the partner in.
fn consented(scene: &Scene) -> &ReadyCustomer {
    let mut customers = scene.tenant.ready().customers.iter();
    customers
        .find(|one| one.state == CustomerState::Consented)
        .unwrap()
}

/// What the files of a sweep are written in.
pub(super) fn english() -> Arc<Spoken> {
    Arc::new(Spoken(Words::of("en")))
}

/// A request to the token endpoint with this grant.
fn token(seen: &Seen, grant: &str) -> bool {
    seen.path().ends_with("/token") && seen.text().contains(grant)
}
