//! A client secret: its value comes once, in the answer that makes it.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;

use super::{Applying, may_be_late, may_name_what_is_late};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::client_secret::{LIFETIMES, ends_after, secret_name};
use crate::registration::found::PasswordCredential;
use crate::registration::request::DirectoryRequest;
use crate::registration::run::{Act, Entry, EntryState};

/// So long a secret that was just made may not be listed yet.
const SETTLING: Duration = Duration::from_secs(60);

/// A secret that was just made. Prints no value.
pub(crate) struct AddedSecret {
    /// "Secret ID".
    pub(crate) key_id: String,
    pub(crate) ends: Option<Timestamp>,
    pub(crate) value: SecretString,
    place: usize,
}

/// The answer that makes a secret.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Added {
    key_id: String,
    end_date_time: Option<Timestamp>,
    secret_text: String,
}

impl Applying<'_> {
    /// Makes a secret. Once its value is kept, [`Self::kept`] says so.
    pub(crate) async fn add_secret(&mut self) -> Result<AddedSecret> {
        let mut refused = ErrorReport::new(ErrorCode::SecretLifetimeForbidden);
        for days in LIFETIMES {
            match self.add_secret_for(days).await {
                Err(report) if report.code == ErrorCode::SecretLifetimeForbidden => refused = report,
                outcome => return outcome,
            }
        }
        Err(refused)
    }

    async fn add_secret_for(&mut self, days: i64) -> Result<AddedSecret> {
        let (application, name) = (self.application_id()?, self.secret_name());
        let ends = ends_after(days, self.clock.now());
        let request = DirectoryRequest::add_password(&application, &name, &ends);
        let act = Act::AddPassword { application, name };
        let place = self.journal.intend(self.step, act).await?;
        let mut looks = 0;
        let answer = loop {
            if let Some(answer) = self.send(place, &request, (&mut looks, may_be_late)).await? {
                break answer;
            }
        };
        let added: Added = answer.json()?;
        Ok(AddedSecret {
            key_id: added.key_id,
            ends: added.end_date_time,
            value: SecretString::from(added.secret_text),
            place,
        })
    }

    /// The value of a secret is where secrets are kept, and the connection knows it.
    pub(crate) async fn kept(&mut self, place: usize, key_id: String) -> Result<()> {
        self.journal.reach(place, EntryState::Done, Some(key_id)).await
    }

    /// Looks for a secret of which nobody knows whether it was made. The one that is kept was; the value of any other is
    /// lost with the answer that held it, and so the secret goes.
    pub(crate) async fn settle_secrets(&mut self, kept: Option<&str>) -> Result<()> {
        let mut looks = 0;
        while let Some((place, entry)) = self.open_secret() {
            let (at, found) = (entry.at, self.made_under(&entry.act).await?);
            let mine = found.iter().find(|one| kept == Some(one.key_id.as_str()));
            if let Some(mine) = mine {
                self.kept(place, mine.key_id.clone()).await?;
            } else if let Some(lost) = found.first() {
                self.take_back(place, lost.key_id.clone()).await?;
            } else if self.clock.now() < at + SETTLING {
                self.patience(&mut looks, ErrorReport::new(ErrorCode::DirectoryObjectUnknown))
                    .await?;
            } else {
                self.journal.reach(place, EntryState::Undone, None).await?;
            }
        }
        Ok(())
    }

    /// A secret that was intended, or that was being taken back.
    fn open_secret(&self) -> Option<(usize, Entry)> {
        let open = |entry: &Entry| {
            matches!(entry.act, Act::AddPassword { .. })
                && matches!(entry.state, EntryState::Intended | EntryState::Undoing)
        };
        let mut entries = self.journal.run().entries.iter().enumerate();
        let found = entries.find(|(_, entry)| open(entry));
        found.map(|(place, entry)| (place, entry.clone()))
    }

    /// The secrets of that name whose act nobody knows to be done.
    async fn made_under(&mut self, act: &Act) -> Result<Vec<PasswordCredential>> {
        let Act::AddPassword { name, .. } = act else {
            return Ok(Vec::new());
        };
        let mut found = self.registered().await?.password_credentials;
        let settled = |id: &String| {
            let mut entries = self.journal.run().entries.iter();
            entries.any(|entry| entry.state != EntryState::Undoing && entry.made.as_ref() == Some(id))
        };
        found.retain(|one| one.display_name.as_ref() == Some(name) && !settled(&one.key_id));
        Ok(found)
    }

    async fn take_back(&mut self, place: usize, key_id: String) -> Result<()> {
        let application = self.application_id()?;
        self.journal
            .reach(place, EntryState::Undoing, Some(key_id.clone()))
            .await?;
        self.go_on()?;
        let removed = self
            .directory
            .send(&DirectoryRequest::remove_password(&application, &key_id))
            .await;
        match removed {
            // It is not there: a call whose answer was lost took it away.
            Err(report) if !may_name_what_is_late(&report) => Err(report),
            _ => self.journal.reach(place, EntryState::Undone, None).await,
        }
    }

    /// By which a secret of this run is found again.
    fn secret_name(&self) -> String {
        let id = self.journal.run().id.unwrap_or_default();
        secret_name(&id.simple().to_string())
    }
}

impl PasswordCredential {
    /// When it ends.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        self.end_date_time.as_ref()?.parse().ok()
    }

    /// Does it still hold?
    pub(crate) fn is_good(&self, now: Timestamp) -> bool {
        self.ends().is_none_or(|ends| ends > now)
    }
}

impl AddedSecret {
    /// Its place in the journal.
    pub(crate) fn place(&self) -> usize {
        self.place
    }
}
