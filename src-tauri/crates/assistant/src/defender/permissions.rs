//! Which permission opens which list. Any one of a list is enough; the first is the least.
//!
//! Source: the permissions section of each API page (MicrosoftDocs/defender-docs, microsoft-graph-docs-contrib).
//! The Defender resources drop `.All` for delegated permissions; Graph keeps it in both forms.

mod published;

pub(crate) use self::published::published_id;
use crate::cloud::Api;
use crate::connection::{Context, Goal, Purpose};

/// All permissions that open what a goal is for; none where its API does not have that.
pub fn sufficient(goal: Goal) -> &'static [&'static str] {
    match goal.api {
        Api::Graph => of_graph(goal.purpose),
        Api::Xdr => of_xdr(goal.purpose, goal.context),
        Api::Mde => of_endpoint(goal.purpose, goal.context),
    }
}

/// The least permission that opens what a goal is for; empty where its API does not have that.
pub fn least(goal: Goal) -> &'static str {
    sufficient(goal).first().copied().unwrap_or_default()
}

/// Does a permission open anything at the API of a goal, in its context?
pub fn is_known(goal: Goal, permission: &str) -> bool {
    Purpose::ALL
        .into_iter()
        .any(|purpose| sufficient(Goal { purpose, ..goal }).contains(&permission))
}

fn of_graph(purpose: Purpose) -> &'static [&'static str] {
    match purpose {
        Purpose::Incidents => &["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
        Purpose::Alerts => &["SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"],
        Purpose::Changing => &["SecurityIncident.ReadWrite.All"],
        Purpose::Hunting => &["ThreatHunting.Read.All"],
        Purpose::Machines | Purpose::Vulnerabilities | Purpose::Recommendations | Purpose::Score => &[],
    }
}

fn of_xdr(purpose: Purpose, context: Context) -> &'static [&'static str] {
    match (purpose, context) {
        (Purpose::Incidents | Purpose::Alerts, Context::Application) => {
            &["Incident.Read.All", "Incident.ReadWrite.All"]
        }
        (Purpose::Incidents | Purpose::Alerts, Context::User) => &["Incident.Read", "Incident.ReadWrite"],
        (Purpose::Changing, Context::Application) => &["Incident.ReadWrite.All"],
        (Purpose::Changing, Context::User) => &["Incident.ReadWrite"],
        (Purpose::Hunting, Context::Application) => &["AdvancedHunting.Read.All"],
        (Purpose::Hunting, Context::User) => &["AdvancedHunting.Read"],
        _ => &[],
    }
}

fn of_endpoint(purpose: Purpose, context: Context) -> &'static [&'static str] {
    match (purpose, context) {
        (Purpose::Incidents | Purpose::Alerts, Context::Application) => {
            &["Alert.Read.All", "Alert.ReadWrite.All"]
        }
        (Purpose::Incidents | Purpose::Alerts, Context::User) => &["Alert.Read", "Alert.ReadWrite"],
        (Purpose::Changing, Context::Application) => &["Alert.ReadWrite.All"],
        (Purpose::Changing, Context::User) => &["Alert.ReadWrite"],
        (Purpose::Hunting, Context::Application) => &["AdvancedQuery.Read.All"],
        (Purpose::Hunting, Context::User) => &["AdvancedQuery.Read"],
        (Purpose::Machines, Context::Application) => &["Machine.Read.All", "Machine.ReadWrite.All"],
        (Purpose::Machines, Context::User) => &["Machine.Read", "Machine.ReadWrite"],
        (Purpose::Vulnerabilities, Context::Application) => &["Vulnerability.Read.All"],
        (Purpose::Vulnerabilities, Context::User) => &["Vulnerability.Read"],
        (Purpose::Recommendations, Context::Application) => &["SecurityRecommendation.Read.All"],
        (Purpose::Recommendations, Context::User) => &["SecurityRecommendation.Read"],
        (Purpose::Score, Context::Application) => &["Score.Read.All"],
        (Purpose::Score, Context::User) => &["Score.Read"],
    }
}
