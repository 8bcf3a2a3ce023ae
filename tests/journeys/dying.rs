//! A program that dies: after so many things were written, nothing is written any more, and a new one begins with what
//! is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use handrail_assistant::cloud::Cloud;
use handrail_assistant::outside::{
    ConnectionDocuments, Doors, KeptIn, ProfileStore, ProfileStoreError, SecretName, SecretStore,
    SecretStoreError,
};
use handrail_assistant::registration::{ConsentChoice, RegistrationChoices, SetupClient};
use handrail_assistant::{Assistant, Outbound};
use secrecy::SecretString;
use serde_json::Value;

use crate::leaping::leaping_along;
use crate::tenant::{Memory, Paper, Tenant, landing};

/// When it dies at a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Death {
    /// Nothing of it is written: the calls before it were made.
    Before,
    /// It is written: the calls after it are not made.
    After,
}

/// The stores of a tenant, behind which a program dies at one write.
pub(crate) struct Dying {
    memory: Arc<Memory>,
    left: AtomicI64,
    death: Death,
}

/// A program over the tenant's stores, for whom pauses take no time, with somebody signed in who may set up. It dies at
/// the write of that number, counted from one; a write is a secret, a connection or a journal.
pub(crate) async fn dying(tenant: &Tenant, id: &str, write: i64, death: Death) -> (Assistant, Arc<Dying>) {
    let (assistant, doors) = program(tenant, death).await;
    set_up(tenant, &assistant, id).await;
    doors.left.store(write, Ordering::SeqCst);
    (assistant, doors)
}

/// A program as it lives on.
pub(crate) async fn living(tenant: &Tenant, id: &str) -> Assistant {
    dying(tenant, id, i64::MAX, Death::Before).await.0
}

/// The same, in which nobody signed in to set up.
pub(crate) async fn just_started(tenant: &Tenant) -> Assistant {
    program(tenant, Death::Before).await.0
}

async fn program(tenant: &Tenant, death: Death) -> (Assistant, Arc<Dying>) {
    let doors = Arc::new(Dying {
        memory: Arc::clone(&tenant.memory),
        left: AtomicI64::new(i64::MAX),
        death,
    });
    let assistant = Assistant::new(
        Doors {
            browser: Arc::clone(&tenant.person) as _,
            secrets: Arc::clone(&doors) as _,
            profiles: Arc::clone(&doors) as _,
            queries: Arc::new(Paper::default()),
            runs: Arc::clone(&tenant.memory) as _,
            customers: Arc::clone(&tenant.memory) as _,
            registrations: Arc::clone(&doors) as _,
            clock: leaping_along(tenant).await,
        },
        Vec::new(),
        &Outbound::default(),
    )
    .unwrap();
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    (assistant, doors)
}

/// An administrator signs in to set up.
async fn set_up(tenant: &Tenant, assistant: &Assistant, id: &str) {
    let client = SetupClient::Own {
        client_id: tenant.ready().apps.setup.client_id.clone(),
    };
    let choices = RegistrationChoices {
        consent: ConsentChoice::Grant,
        ..RegistrationChoices::default()
    };
    let attempt = assistant
        .start_setup_sign_in(id, client, &choices, landing())
        .await
        .unwrap();
    assistant.finish_setup_sign_in(&attempt.attempt_id).await.unwrap();
}

impl Dying {
    /// Did it come to its last write?
    pub(crate) fn died(&self) -> bool {
        self.left.load(Ordering::SeqCst) <= 0
    }

    fn write<T>(&self, write: impl FnOnce() -> T) -> Option<T> {
        match self.left.fetch_sub(1, Ordering::SeqCst) {
            2.. => Some(write()),
            1 if self.death == Death::After => {
                write();
                None
            }
            _ => None,
        }
    }
}

fn dead<T>(written: Option<Result<T, ProfileStoreError>>) -> Result<T, ProfileStoreError> {
    written.unwrap_or_else(|| {
        Err(ProfileStoreError {
            path: None,
            reason: "the program died".into(),
        })
    })
}

fn dead_keychain<T>(written: Option<Result<T, SecretStoreError>>) -> Result<T, SecretStoreError> {
    written.unwrap_or_else(|| Err(SecretStoreError("the program died".into())))
}

impl SecretStore for Dying {
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError> {
        dead_keychain(self.write(|| self.memory.put(name, secret)))
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        self.memory.fetch(name)
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        dead_keychain(self.write(|| self.memory.remove(name)))
    }
}

impl ProfileStore for Dying {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        ProfileStore::load(&*self.memory)
    }

    fn save(&self, document: &Value) -> Result<(), ProfileStoreError> {
        dead(self.write(|| ProfileStore::save(&*self.memory, document)))
    }
}

impl ConnectionDocuments for Dying {
    fn load(&self, connection: &str) -> Result<Option<Vec<u8>>, ProfileStoreError> {
        ConnectionDocuments::load(&*self.memory.registrations, connection)
    }

    fn update(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<(), ProfileStoreError> {
        dead(self.write(|| self.memory.registrations.update(connection, change)))
    }

    fn forget(&self, connection: &str) -> Result<(), ProfileStoreError> {
        dead(self.write(|| self.memory.registrations.forget(connection)))
    }
}
