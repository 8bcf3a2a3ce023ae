//! Which permission opens which list. Any one of a list is enough; the first is the least.
//!
//! Source: the permissions section of each API page (MicrosoftDocs/defender-docs, microsoft-graph-docs-contrib).
//! The Defender resources drop `.All` for delegated permissions; Graph keeps it in both forms.

use crate::cloud::Api;
use crate::connection::{Context, Goal};

/// All permissions that open the list of a goal.
pub fn sufficient(goal: Goal) -> &'static [&'static str] {
    match (goal.api, goal.context) {
        (Api::Graph, _) => &["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
        (Api::Xdr, Context::Application) => &["Incident.Read.All", "Incident.ReadWrite.All"],
        (Api::Xdr, Context::User) => &["Incident.Read", "Incident.ReadWrite"],
        (Api::Mde, Context::Application) => &["Alert.Read.All", "Alert.ReadWrite.All"],
        (Api::Mde, Context::User) => &["Alert.Read", "Alert.ReadWrite"],
    }
}

/// The least permission that opens the list of a goal.
pub fn least(goal: Goal) -> &'static str {
    sufficient(goal)[0]
}
