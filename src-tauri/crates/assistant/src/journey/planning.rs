//! What would be done to register an app, shown before anything is.

use tokio_util::sync::CancellationToken;

use super::Assistant;
use super::drifting::is_refusal;
use crate::connection::{Connection, Context};
use crate::defender::quoted;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::parse_guid;
use crate::registration::{
    Application, Directory, DirectoryRequest, FoundRegistration, Granted, Ground, Looked,
    RegistrationChoices, RegistrationPlan, Run, plan,
};

impl Assistant {
    /// What would be done for a connection and these choices. Where somebody is signed in to set up, the tenant is looked
    /// at; nothing is changed in it.
    pub async fn plan_registration(
        &self,
        id: &str,
        choices: &RegistrationChoices,
    ) -> Result<RegistrationPlan> {
        let connection = self.0.connections.one(id).await?;
        let run = self.0.runs.of(id).await?;
        let session = &self.0.session;
        let cloud = session.cloud(&connection.cloud)?;
        let ground = Ground::new(&connection, &cloud, choices, run.id, session.now())?;
        let looked = match self.setup(&connection) {
            Ok(setup) => Some(self.looked(&setup, &ground, &run).await?),
            Err(report) if report.code == ErrorCode::SetupMissing => None,
            Err(report) => return Err(report),
        };
        let lost = |looked: &Looked| run.application.is_some() && looked.application.is_none();
        let ground = match &looked {
            // What is made in place of an app that somebody deleted has another name.
            Some(looked) if lost(looked) => Ground::new(&connection, &cloud, choices, None, session.now())?,
            _ => ground,
        };
        let mut plan = plan(&ground, looked.as_ref())?;
        for problem in plan.problems.iter_mut().chain(&mut plan.unseen) {
            *problem = connection.link(problem.clone(), &cloud);
        }
        Ok(plan)
    }

    /// What the tenant has already, as whoever sets up sees it.
    async fn looked(&self, setup: &Connection, ground: &Ground<'_>, run: &Run) -> Result<Looked> {
        let mut directory = Directory::new(&self.0.session, setup, CancellationToken::new())?;
        let mut looked = Looked::default();
        for api in ground.target().apis() {
            let find = DirectoryRequest::find_service_principal(api.app_id());
            looked.resources.extend(directory.found(&find).await?);
        }
        looked.application = ground.begun(&mut directory, run).await?;
        if let Some(application) = &looked.application {
            let find = DirectoryRequest::find_service_principal(&application.app_id);
            looked.principal = directory.found(&find).await?;
        }
        if let Some(principal) = &looked.principal {
            match granted(&mut directory, ground.connection().goal.context, &principal.id).await {
                Ok(granted) => looked.granted = granted,
                Err(report) if is_refusal(&report) => looked.grants_unread = Some(report),
                Err(report) => return Err(report),
            }
        }
        looked.existing = ground.others(&mut directory, looked.application.as_ref()).await?;
        Ok(looked)
    }
}

impl Ground<'_> {
    /// The registration that is brought to the goal: that of a run that has begun, which takes up no other in its place,
    /// or the one that a person picked.
    async fn begun(&self, directory: &mut Directory<'_>, run: &Run) -> Result<Option<Application>> {
        if let Some(object_id) = &run.application {
            let found = directory
                .found(&DirectoryRequest::find_application(object_id))
                .await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let find = match (&self.choices().repair, run.id) {
            (Some(picked), _) => {
                let find = DirectoryRequest::find_application(&picked_id(picked)?);
                return directory.object(&find).await.map(Some);
            }
            (None, Some(run)) => {
                let key = format!("(uniqueName='{}')", Run::unique_name(run));
                DirectoryRequest::find_application(&key)
            }
            (None, None) => return Ok(None),
        };
        directory.found(&find).await
    }

    /// Other registrations of the same goal: by the client ID of the connection, by tag, by name.
    async fn others(
        &self,
        directory: &mut Directory<'_>,
        begun: Option<&Application>,
    ) -> Result<Vec<FoundRegistration>> {
        let (connection, target) = (self.connection(), self.target());
        let mut all: Vec<Application> = Vec::new();
        if let Some(client_id) = connection.client_id {
            let find = DirectoryRequest::find_application(&format!("(appId='{client_id}')"));
            all.extend(directory.found(&find).await?);
        }
        let tagged = format!("tags/any(t:t eq {})", quoted(&target.tag));
        let named = format!("displayName eq {}", quoted(&target.name));
        for filter in [tagged, named] {
            all.extend(
                directory
                    .all(&DirectoryRequest::find_applications(&filter))
                    .await?,
            );
        }
        let mut others: Vec<FoundRegistration> = Vec::new();
        for one in all {
            let known = begun.is_some_and(|begun| begun.id == one.id)
                || others.iter().any(|other| other.object_id == one.id);
            if !known {
                others.extend(FoundRegistration::of(&one, target, self.cloud()));
            }
        }
        Ok(others)
    }
}

/// What the goal is about of all that was granted: reading the other kind takes a right of its own.
async fn granted(directory: &mut Directory<'_>, context: Context, principal: &str) -> Result<Granted> {
    let mut granted = Granted::default();
    match context {
        Context::Application => {
            granted.roles = directory.all(&DirectoryRequest::list_roles(principal)).await?;
        }
        Context::User => {
            granted.scopes = directory.all(&DirectoryRequest::list_grants(principal)).await?;
        }
    }
    Ok(granted)
}

/// "Object ID" of a registration that was picked: nothing else may get into an address.
fn picked_id(text: &str) -> Result<String> {
    let id = parse_guid(text).map(|id| id.to_string());
    id.ok_or_else(|| ErrorReport::new(ErrorCode::DirectoryObjectUnknown))
}
