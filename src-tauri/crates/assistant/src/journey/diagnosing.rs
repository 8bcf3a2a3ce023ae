//! What anything that somebody pasted means.

use super::Assistant;
use crate::diagnosis::{Acquaintance, Diagnosis, Hints, Known, catalogue, diagnose_for};
use crate::error::Result;

impl Assistant {
    /// What a pasted text says, joined with what is known of a connection.
    pub async fn diagnose(&self, id: Option<&str>, text: &str, hints: Hints) -> Result<Diagnosis> {
        let clouds = self.0.session.clouds();
        let mut known = Known {
            now: self.0.session.now(),
            clouds: &clouds,
            connection: None,
        };
        let Some(id) = id else {
            let diagnosis = diagnose_for(text, hints, &known);
            return self.with_answer(diagnosis, text).await;
        };
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        known.connection = Some(Acquaintance {
            connection: &connection,
            cloud: &cloud,
        });
        let diagnosis = diagnose_for(text, hints, &known);
        if let Some(report) = &diagnosis.finding {
            self.note_pasted(&connection, report).await;
        }
        self.with_answer(diagnosis, text).await
    }

    /// An answer to a consent link says whose it is: what to do with it is decided at that customer.
    async fn with_answer(&self, mut diagnosis: Diagnosis, text: &str) -> Result<Diagnosis> {
        diagnosis.answer = self.pasted_answer(text).await?;
        Ok(diagnosis)
    }

    /// Opens Microsoft's page about a number of Entra's in the system browser.
    pub fn open_error_lookup(&self, number: u32) -> Result<()> {
        self.open(&catalogue::lookup_link(number))
    }
}
