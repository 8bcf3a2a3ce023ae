//! Who signed in to a connection: several people, or one person with several accounts. One of them is in use.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::SecretState;
use crate::clock::rfc3339;
use crate::outside::KeptIn;

/// Names an account in a tenant: `oid` and `tid` of its ID token, which never change (Microsoft, "ID token claims
/// reference"). Empty for an account that was stored before accounts had names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AccountId(String);

impl AccountId {
    /// The account of these two claims.
    pub(crate) fn new(oid: &str, tid: &str) -> Self {
        Self(format!("{oid}.{tid}"))
    }

    /// What tells its refresh token from those of others.
    pub(crate) fn of_secret(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|id| !id.is_empty())
    }
}

/// Somebody who signed in. The refresh token is with the secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Which account.
    pub id: AccountId,
    /// Its name for people; also the hint for the sign-in page.
    pub user_name: String,
    /// When it signed in or was chosen last, RFC 3339.
    pub last_used: Option<String>,
    /// Where its refresh token is; `None` when the tenant gave none.
    pub kept: Option<KeptIn>,
}

impl Account {
    /// Somebody who signs in now.
    pub(crate) fn new(id: AccountId, user_name: &str, now: Timestamp) -> Self {
        Self {
            id,
            user_name: user_name.to_owned(),
            last_used: Some(rfc3339(now)),
            kept: None,
        }
    }
}

/// An account as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Names the account.
    pub id: String,
    /// Its name for people.
    pub user_name: String,
    /// When it signed in or was chosen last, RFC 3339.
    pub last_used: Option<String>,
    /// Where its refresh token is.
    pub kept: SecretState,
    /// This one is in use.
    pub current: bool,
}

/// All accounts of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub(crate) struct Accounts {
    known: Vec<Account>,
    current: Option<AccountId>,
}

/// What may stand in the file: earlier versions knew the name of one account.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Now {
        known: Vec<Account>,
        current: Option<AccountId>,
    },
    Before(Option<String>),
}

impl From<Stored> for Accounts {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Now { known, current } => Self { known, current },
            Stored::Before(None) => Self::default(),
            Stored::Before(Some(user_name)) => Self {
                known: vec![Account {
                    id: AccountId::default(),
                    user_name,
                    last_used: None,
                    kept: None,
                }],
                current: Some(AccountId::default()),
            },
        }
    }
}

impl Accounts {
    /// Every account, in the order in which they signed in first.
    pub(crate) fn all(&self) -> &[Account] {
        &self.known
    }

    /// The account in use.
    pub(crate) fn current(&self) -> Option<&Account> {
        self.known
            .iter()
            .find(|one| Some(&one.id) == self.current.as_ref())
    }

    /// The account of that name.
    pub(crate) fn one(&self, id: &str) -> Option<&Account> {
        self.known.iter().find(|one| one.id.0 == id)
    }

    /// Somebody signed in, and is in use from now on. Answers who is thereby known under a better name: the one whose
    /// refresh token an earlier version kept.
    pub(crate) fn signed_in(&mut self, account: Account) -> Option<Account> {
        let unnamed = |one: &Account| one.id == AccountId::default() && one.user_name == account.user_name;
        let renamed = self.known.iter().position(unnamed);
        let renamed = renamed.map(|index| self.known.remove(index));
        self.current = Some(account.id.clone());
        match self.known.iter_mut().find(|one| one.id == account.id) {
            Some(known) => *known = account,
            None => self.known.push(account),
        }
        renamed
    }

    /// Puts a known account in use; false where nobody has that name.
    pub(crate) fn choose(&mut self, id: &str, now: Timestamp) -> bool {
        let Some(account) = self.known.iter_mut().find(|one| one.id.0 == id) else {
            return false;
        };
        account.last_used = Some(rfc3339(now));
        self.current = Some(account.id.clone());
        true
    }

    /// Forgets an account. Where it was in use, the one that was used last takes its place.
    pub(crate) fn forget(&mut self, id: &str) -> Option<Account> {
        let index = self.known.iter().position(|one| one.id.0 == id)?;
        let forgotten = self.known.remove(index);
        if self.current.as_ref() == Some(&forgotten.id) {
            let last = self.known.iter().max_by(|a, b| a.last_used.cmp(&b.last_used));
            self.current = last.map(|one| one.id.clone());
        }
        Some(forgotten)
    }

    /// What the window shows.
    pub(crate) fn views(&self) -> Vec<AccountView> {
        let view = |one: &Account| AccountView {
            id: one.id.0.clone(),
            user_name: one.user_name.clone(),
            last_used: one.last_used.clone(),
            kept: one.kept.into(),
            current: Some(&one.id) == self.current.as_ref(),
        };
        self.known.iter().map(view).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn account(oid: &str, minute: i64) -> Account {
        let now = Timestamp::from_second(minute * 60).unwrap();
        Account::new(AccountId::new(oid, "t"), &format!("{oid}@contoso.com"), now)
    }

    fn current(accounts: &Accounts) -> Option<&str> {
        accounts.current().map(|one| one.user_name.as_str())
    }

    #[test]
    fn who_signed_in_last_is_in_use_and_the_others_stay_known() {
        let mut accounts = Accounts::default();
        accounts.signed_in(account("ana", 1));
        accounts.signed_in(account("ben", 2));
        assert_eq!(current(&accounts), Some("ben@contoso.com"));
        accounts.signed_in(account("ana", 3));
        assert_eq!(accounts.all().len(), 2);
        assert_eq!(current(&accounts), Some("ana@contoso.com"));
    }

    #[test]
    fn the_account_used_last_takes_the_place_of_a_forgotten_one() {
        let mut accounts = Accounts::default();
        for (name, minute) in [("ana", 1), ("ben", 5), ("cleo", 3)] {
            accounts.signed_in(account(name, minute));
        }
        assert!(accounts.forget("nobody").is_none());
        assert!(accounts.forget("cleo.t").is_some());
        assert_eq!(current(&accounts), Some("ben@contoso.com"));
        let now = Timestamp::from_second(600).unwrap();
        assert!(accounts.choose("ana.t", now));
        assert!(!accounts.choose("cleo.t", now));
        assert_eq!(current(&accounts), Some("ana@contoso.com"));
    }

    #[test]
    fn an_account_that_an_earlier_version_stored_is_known_and_gets_its_name_at_the_next_sign_in() {
        let mut accounts: Accounts = serde_json::from_value(json!("ana@contoso.com")).unwrap();
        assert_eq!(current(&accounts), Some("ana@contoso.com"));
        assert_eq!(accounts.current().unwrap().id.of_secret(), None);
        let renamed = accounts.signed_in(account("ana", 1)).unwrap();
        assert_eq!(renamed.id, AccountId::default());
        assert_eq!(accounts.all().len(), 1);
        assert_eq!(accounts.current().unwrap().id.of_secret(), Some("ana.t"));

        let nobody: Accounts = serde_json::from_value(json!(null)).unwrap();
        assert!(nobody.all().is_empty());
        let stored = serde_json::to_value(&accounts).unwrap();
        assert_eq!(serde_json::from_value::<Accounts>(stored).unwrap(), accounts);
    }
}
