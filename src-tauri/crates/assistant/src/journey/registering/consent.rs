//! Admin consent: through Graph, or on Entra's own page.

use super::Making;
use crate::checklist::StepId;
use crate::connection::{Connection, Tenancy};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::journey::consenting::another_tenant;
use crate::registration::{ConsentChoice, RegistrationStepId, RunEvent};
use crate::sign_in::consent_page;

impl Making<'_> {
    /// Consent for one's own tenant. What customers consent to is asked of each customer; at home nothing is needed.
    pub(super) async fn consent(&mut self) -> Result<()> {
        let connection = self.connection().await?;
        if connection.goal.tenancy == Tenancy::Customers {
            return Ok(());
        }
        if self.applying.journal.run().choices.consent == ConsentChoice::Grant {
            return self.applying.grant().await;
        }
        let granted = self.applying.all_granted().await?;
        if granted.unwrap_or_else(|| connection.trail.proved(StepId::Consent)) {
            return Ok(());
        }
        // An app that the sign-in service does not know yet ends on an error page, which nobody hears of.
        self.until(StepId::Register).await?;
        self.consent_in_browser(&connection).await
    }

    async fn consent_in_browser(&mut self, connection: &Connection) -> Result<()> {
        let cloud = self.assistant.0.session.cloud(&connection.cloud)?;
        let link = consent_page(connection, &cloud, None)
            .ok_or_else(|| ErrorReport::new(ErrorCode::ClientIdMalformed))?;
        let page = self.pages.consent.clone();
        let (attempt, pending) = self.assistant.open_consent(connection, link, page).await?;
        (self.tell)(RunEvent::InBrowser {
            id: RegistrationStepId::Consent,
            link: attempt.link,
            code: None,
        });
        // Where a page of one's own gets the answer, the proof is what hears of it.
        let Some(pending) = pending else { return Ok(()) };
        let answer = tokio::select! {
            () = self.applying.cancelled.cancelled() => Err(ErrorReport::new(ErrorCode::Cancelled)),
            answer = pending.answer() => answer,
        };
        if let Some(report) = another_tenant(connection, &answer?) {
            return Err(report);
        }
        self.applying.was_consented();
        Ok(())
    }
}
