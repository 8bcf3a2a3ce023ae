//! The people of a connection, or one person's several accounts.

use super::Assistant;
use crate::checklist::{Checklist, StepId};
use crate::connection::{AccountView, Connection};
use crate::error::{ErrorCode, ErrorReport, Result};

/// What was seen of one person says nothing about another.
const OF_THE_ACCOUNT: [StepId; 8] = [
    StepId::Permissions,
    StepId::Consent,
    StepId::SignIn,
    StepId::Token,
    StepId::UserAssignment,
    StepId::ConditionalAccess,
    StepId::Incidents,
    StepId::RequestBug,
];

impl Assistant {
    /// Everybody who signed in to a connection.
    pub async fn accounts(&self, id: &str) -> Result<Vec<AccountView>> {
        Ok(self.0.connections.one(id).await?.accounts.views())
    }

    /// Puts an account in use that signed in before, and looks at what it can do. Nobody is asked as long as its refresh
    /// token lives.
    pub async fn use_account(&self, id: &str, account: &str) -> Result<Checklist> {
        let now = self.0.session.now();
        self.with_account(id, account).await?;
        let choose = |connection: &mut Connection| {
            connection.accounts.choose(account, now);
            connection.trail.forget(&OF_THE_ACCOUNT);
        };
        self.0.connections.update(id, choose).await?;
        self.check(id).await
    }

    /// Forgets an account with its refresh token and its tokens.
    pub async fn forget_account(&self, id: &str, account: &str) -> Result<Vec<AccountView>> {
        let connection = self.with_account(id, account).await?;
        self.0.session.forget_tokens(&connection);
        if let Some(account) = connection.accounts.one(account) {
            let name = connection.refresh_token_name(account);
            self.0.session.remove_secret(name).await?;
        }
        let forget = |connection: &mut Connection| {
            let before = connection.accounts.current().cloned();
            connection.accounts.forget(account);
            if connection.accounts.current() != before.as_ref() {
                connection.trail.forget(&OF_THE_ACCOUNT);
            }
        };
        Ok(self.0.connections.update(id, forget).await?.accounts.views())
    }

    async fn with_account(&self, id: &str, account: &str) -> Result<Connection> {
        let connection = self.0.connections.one(id).await?;
        if connection.accounts.one(account).is_none() {
            return Err(ErrorReport::new(ErrorCode::AccountUnknown).with("name", account));
        }
        Ok(connection)
    }
}
