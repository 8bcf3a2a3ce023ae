//! Service principals: the app's own, without which nobody can consent, and those of the APIs.

use super::{Applying, may_name_what_is_late};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::found::ServicePrincipal;
use crate::registration::plan::resource_of;
use crate::registration::request::DirectoryRequest;
use crate::registration::run::{Act, EntryState};

impl Applying<'_> {
    /// The app's own enterprise application.
    pub(crate) async fn service_principal(&mut self) -> Result<ServicePrincipal> {
        let unknown = || ErrorReport::new(ErrorCode::DirectoryObjectUnknown);
        let client_id = self.journal.run().client_id.clone().ok_or_else(unknown)?;
        let found = self.principal(&client_id).await?;
        let id = found.id.clone();
        self.journal
            .change(move |run| run.service_principal = Some(id))
            .await?;
        Ok(found)
    }

    /// Brings the APIs into the tenant that it lacks. With ids of its own, the registration has to ask for those.
    pub(crate) async fn missing_resources(&mut self) -> Result<()> {
        let resources = self.resources().await?;
        for api in self.target.apis() {
            if resource_of(&resources, api).is_none() {
                self.principal(api.app_id()).await?;
            }
        }
        self.application().await?;
        Ok(())
    }

    /// The service principal of an app, made where there is none. An app has one in a tenant, whoever asks for it.
    async fn principal(&mut self, app_id: &str) -> Result<ServicePrincipal> {
        let find = DirectoryRequest::find_service_principal(app_id);
        let act = Act::CreateServicePrincipal {
            app_id: app_id.to_owned(),
        };
        let request = DirectoryRequest::create_service_principal(app_id);
        let (mut looks, mut place, mut sent) = (0, None, false);
        loop {
            if let Some(found) = self.directory.found::<ServicePrincipal>(&find).await? {
                self.journal.found_done(&act, &found.id).await?;
                return Ok(found);
            }
            if sent {
                let late = ErrorReport::new(ErrorCode::DirectoryObjectUnknown);
                self.patience(&mut looks, late).await?;
                continue;
            }
            let intended = match place {
                Some(place) => place,
                None => self.journal.intend(self.step, act.clone()).await?,
            };
            place = Some(intended);
            let late = (&mut looks, may_name_what_is_late as super::Late);
            if let Some(answer) = self.send(intended, &request, late).await? {
                let made: ServicePrincipal = answer.json()?;
                self.journal
                    .reach(intended, EntryState::Done, Some(made.id))
                    .await?;
                sent = true;
            }
        }
    }
}
