//! What a person chooses before a registration is made.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::connection::Purpose;

/// Who consents, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ConsentChoice {
    /// The app is created, and then Entra's own consent page is opened: no right to grant is needed for the set-up.
    #[default]
    Link,
    /// The permissions are granted through Graph as well, which takes a right that can raise rights.
    Grant,
}

/// What a person chooses before a registration is made. The goal itself is the connection's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct RegistrationChoices {
    /// Who consents, and how.
    pub consent: ConsentChoice,
    /// The name of the app; `None` is the connection's own suggestion.
    pub name: Option<String>,
    /// What is to be possible beside the goal of the connection, each with a permission of its own.
    pub also: Vec<Purpose>,
    /// "Object ID" of a registration that is there already and is to be repaired instead of a new one being made.
    pub repair: Option<String>,
}
