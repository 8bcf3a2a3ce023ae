//! The people and things of an alert in the words that Defender XDR and Defender for Endpoint share.

use serde_json::{Map, Value, json};

use crate::story::alert::Alert;
use crate::story::cast::{Cast, File, Person};
use crate::story::words::time;

/// The registry value that every registry story is about.
pub(crate) const HIVE: &str = "HKEY_LOCAL_MACHINE";
pub(crate) const KEY: &str = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";
pub(crate) const VALUE_NAME: &str = "Updater";
pub(crate) const VALUE: &str = "C:\\ProgramData\\Updater\\update-helper.exe /quiet";

/// One entity: its type, and the fields that apply.
pub(super) struct Entity {
    pub(super) of: &'static str,
    pub(super) own: Map<String, Value>,
}

impl Entity {
    pub(super) fn new(of: &'static str, own: Value) -> Self {
        let own = if let Value::Object(own) = own {
            own
        } else {
            Map::new()
        };
        Self { of, own }
    }

    /// Adds what only one of the APIs says.
    pub(super) fn with(mut self, more: Value) -> Self {
        if let Value::Object(more) = more {
            self.own.extend(more);
        }
        self
    }

    /// With every field that the API's list has; those that do not apply are null.
    pub(super) fn whole(self, fields: &[&str]) -> Value {
        let mut body = Map::new();
        body.insert("entityType".to_owned(), self.of.into());
        for field in fields {
            body.insert((*field).to_owned(), Value::Null);
        }
        body.extend(self.own);
        Value::Object(body)
    }
}

impl Alert<'_> {
    /// An entity that both APIs show, or `None` for a kind that they show differently or not at all.
    pub(super) fn entity(&self, kind: &str, cast: &Cast) -> Option<Entity> {
        Some(match kind {
            "user" => self.user_entity(cast.person.as_ref()?),
            "file" => Entity::new("File", file(cast.file.as_ref()?)),
            "process" => {
                let file = cast.file.as_ref()?;
                Entity::new("Process", self::file(file)).with(self.process(file))
            }
            "ip" => Entity::new("Ip", json!({"ipAddress": cast.ip})),
            "url" => Entity::new("Url", json!({"url": cast.url})),
            "registry" => Entity::new(
                "Registry",
                json!({
                    "registryHive": HIVE, "registryKey": KEY, "registryValueType": "String", "registryValue": VALUE,
                }),
            ),
            _ => return None,
        })
    }

    fn user_entity(&self, person: &Person) -> Entity {
        Entity::new(
            "User",
            json!({
                "accountName": person.account, "domainName": self.story().account_domain(),
                "userSid": person.sid, "aadUserId": person.object_id,
                "userPrincipalName": person.user_principal_name,
            }),
        )
    }

    fn process(&self, file: &File) -> Value {
        json!({
            "processId": file.process_id, "processCommandLine": file.row.command,
            "processCreationTime": time(self.first_activity()), "parentProcessId": file.parent_process_id,
            "parentProcessCreationTime": time(self.first_activity() - 5_000),
        })
    }
}

fn file(file: &File) -> Value {
    json!({
        "sha1": file.image.sha1, "sha256": file.image.sha256,
        "fileName": file.row.name, "filePath": file.row.path,
    })
}
