//! The app registration itself.

use serde_json::{Map, Value};

use super::{Applying, may_be_late, may_name_what_is_late};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::parse_guid;
use crate::registration::found::Application;
use crate::registration::plan::{ResolvedPermission, create_body, repair_body};
use crate::registration::request::DirectoryRequest;
use crate::registration::run::{Act, EntryState, Run};

impl Applying<'_> {
    /// Finds the registration of this run, or the one that is to be repaired, and adds what it lacks; makes one where
    /// there is neither.
    pub(crate) async fn application(&mut self) -> Result<Application> {
        let (_, permissions) = self.permissions().await?;
        let found = match self.begun().await? {
            Some(found) => found,
            None => match self.picked()? {
                Some(id) => {
                    let found = self.known(&DirectoryRequest::find_application(&id)).await;
                    found.map_err(|report| deleted(report, &id))?
                }
                None => self.created(&permissions).await?,
            },
        };
        let (id, client_id) = (string(&found, "id")?, string(&found, "appId")?);
        self.journal
            .change(move |run| (run.application, run.client_id) = (Some(id), Some(client_id)))
            .await?;
        self.repaired(found, &permissions).await
    }

    /// The registration as it is now.
    pub(crate) async fn registered(&mut self) -> Result<Application> {
        let id = self.application_id()?;
        self.known(&DirectoryRequest::find_application(&id)).await
    }

    /// "Object ID" of the registration.
    pub(super) fn application_id(&self) -> Result<String> {
        let id = self.journal.run().application.clone();
        id.ok_or_else(|| ErrorReport::new(ErrorCode::DirectoryObjectUnknown))
    }

    /// The registration that this run made or found. Once it has one, another is not taken up in its place: what was
    /// done to the first would be forgotten. `None` where there is none yet, or where somebody deleted it.
    async fn begun(&mut self) -> Result<Option<Value>> {
        let Some(id) = self.journal.run().application.clone() else {
            return Ok(None);
        };
        match self.known(&DirectoryRequest::find_application(&id)).await {
            Err(report) if report.code == ErrorCode::DirectoryObjectUnknown => {
                self.journal.lost().await?;
                Ok(None)
            }
            outcome => outcome.map(Some),
        }
    }

    /// The registration that a person picked.
    fn picked(&self) -> Result<Option<String>> {
        let Some(repair) = &self.journal.run().choices.repair else {
            return Ok(None);
        };
        let unknown = || ErrorReport::new(ErrorCode::DirectoryObjectUnknown);
        let id = parse_guid(repair).ok_or_else(unknown)?;
        Ok(Some(id.to_string()))
    }

    /// Makes the registration. Under its unique name it is made once, however often that is asked for.
    async fn created(&mut self, permissions: &[ResolvedPermission]) -> Result<Value> {
        let unknown = || ErrorReport::new(ErrorCode::Internal).detailed("the run has no name");
        let unique_name = Run::unique_name(self.journal.run().id.ok_or_else(unknown)?);
        let act = Act::CreateApplication {
            unique_name: unique_name.clone(),
        };
        let request =
            DirectoryRequest::create_application(&unique_name, create_body(&self.target, permissions));
        let by_name = DirectoryRequest::find_application(&format!("(uniqueName='{unique_name}')"));
        // An answer was lost: under its name it may be there, and the directory refuses another although it cannot be seen.
        let lost = self.journal.intended(|entry| entry.act == act).is_some();
        let late = if lost { may_name_what_is_late } else { may_be_late };
        let place = self.journal.intend(self.step, act).await?;
        let mut looks = 0;
        let found: Value = loop {
            let there = if lost {
                self.directory.found(&by_name).await?
            } else {
                None
            };
            if let Some(found) = there {
                break found;
            }
            match self.send(place, &request, (&mut looks, late)).await? {
                None => (),
                // It was there, and is as it was asked for.
                Some(answer) if answer.body.is_empty() => break self.known(&by_name).await?,
                Some(answer) => break answer.json()?,
            }
        };
        let (id, client_id) = (string(&found, "id")?, string(&found, "appId")?);
        self.journal
            .change({
                let (id, client_id) = (id.clone(), client_id);
                move |run| {
                    if let Some(entry) = run.entries.get_mut(place) {
                        (entry.state, entry.made) = (EntryState::Done, Some(id.clone()));
                    }
                    (run.application, run.client_id) = (Some(id), Some(client_id));
                }
            })
            .await?;
        self.known(&DirectoryRequest::find_application(&id)).await
    }

    /// Adds what the registration lacks for its goal; takes nothing away.
    async fn repaired(&mut self, found: Value, permissions: &[ResolvedPermission]) -> Result<Application> {
        let application: Application = understood(found.clone())?;
        self.settle_changes(&found).await?;
        let Some(body) = repair_body(&application, &self.target, permissions) else {
            return Ok(application);
        };
        let act = Act::ChangeApplication {
            application: application.id.clone(),
            before: like(&found, &body),
            after: body.clone(),
        };
        let place = self.journal.intend(self.step, act).await?;
        let request = DirectoryRequest::change_application(&application.id, body);
        let mut looks = 0;
        while self
            .send(place, &request, (&mut looks, may_be_late))
            .await?
            .is_none()
        {}
        self.journal.reach(place, EntryState::Done, None).await?;
        self.registered().await
    }

    /// A change of which nobody knows whether it was done was not, where all of it stands as it stood before.
    async fn settle_changes(&mut self, found: &Value) -> Result<()> {
        loop {
            let open = self
                .journal
                .intended(|entry| matches!(entry.act, Act::ChangeApplication { .. }));
            let Some((place, entry)) = open else { return Ok(()) };
            let untouched = match &entry.act {
                Act::ChangeApplication { before, .. } => like(found, before) == *before,
                _ => false,
            };
            let state = if untouched {
                EntryState::Undone
            } else {
                EntryState::Done
            };
            self.journal.reach(place, state, None).await?;
        }
    }
}

/// What somebody picked was there: if it is not known after all that time, it was deleted.
fn deleted(report: ErrorReport, id: &str) -> ErrorReport {
    match report.code {
        ErrorCode::DirectoryObjectUnknown => {
            ErrorReport::new(ErrorCode::RegistrationGone).with("client_id", id)
        }
        _ => report,
    }
}

/// The members of `found` that `shape` has.
fn like(found: &Value, shape: &Value) -> Value {
    match (found, shape) {
        (Value::Object(found), Value::Object(shape)) => {
            let member = |(name, shape): (&String, &Value)| {
                let there = found.get(name).unwrap_or(&Value::Null);
                (name.clone(), like(there, shape))
            };
            Value::Object(shape.iter().map(member).collect::<Map<_, _>>())
        }
        (found, _) => found.clone(),
    }
}

fn string(found: &Value, name: &str) -> Result<String> {
    let text = found[name].as_str().filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| not_understood(name))
}

fn understood(found: Value) -> Result<Application> {
    serde_json::from_value(found).map_err(not_understood)
}

fn not_understood(what: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", what)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stood_before_is_kept_in_the_shape_of_what_changes() {
        let found = json!({
            "tags": ["a"],
            "web": {"redirectUris": [], "logoutUrl": null},
            "displayName": "x",
        });
        let body = json!({
            "tags": ["a", "b"],
            "web": {"redirectUris": ["http://localhost"]},
            "isFallbackPublicClient": true,
        });
        assert_eq!(
            like(&found, &body),
            json!({"tags": ["a"], "web": {"redirectUris": []}, "isFallbackPublicClient": null})
        );
    }
}
