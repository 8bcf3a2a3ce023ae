//! How a result was asked for, in lines that people read: part of what leaves the house.

use super::held::Held;
use super::words::TableWords;
use crate::connection::{Connection, Context};
use crate::defender::{permissions, place_of};

/// What a connection adds to a result's own story.
pub(crate) struct Origin {
    connection: String,
    tenant: String,
    context: Context,
    /// Empty where the API does not have such a list.
    permission: &'static str,
}

impl Origin {
    /// Whose data these are.
    pub(super) fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Who was asked, with which permission.
    pub(crate) fn through(connection: &Connection, held: &Held) -> Self {
        let (_, purpose) = place_of(held.view.kind, connection.goal.api);
        let goal = connection.toward(held.view.api, purpose).goal;
        let customer = Some(connection.token_tenant()).filter(|tenant| *tenant != connection.tenant_id);
        let domain = customer
            .and(connection.customer.as_ref())
            .map_or(&connection.tenant_domain, |customer| &customer.domain);
        Self {
            connection: connection.name.clone(),
            tenant: format!("{domain} ({})", connection.token_tenant()),
            context: goal.context,
            permission: permissions::least(goal),
        }
    }
}

/// Label and value of each fact; `written` rows of the result are in the file.
pub(super) fn asked(
    held: &Held,
    written: usize,
    origin: &Origin,
    words: TableWords<'_>,
) -> Vec<(String, String)> {
    let view = &held.view;
    let mut facts = vec![
        ("what", words.say(&format!("results.kind.{}", view.kind.name()))),
        ("connection", origin.connection.clone()),
        ("tenant", origin.tenant.clone()),
        ("who", words.say(who(origin.context))),
        ("api", words.say(&format!("common.api.{}", view.api))),
        ("permission", origin.permission.to_owned()),
        ("time", time(view.since.as_deref(), &view.until, words)),
        ("filter", view.filter.sent.clone()),
        ("calls", view.requests.to_string()),
        ("rows", rows(held, written, words)),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let labelled = facts.into_iter();
    labelled
        .map(|(name, value)| (words.say(&format!("results.asked.{name}")), value))
        .collect()
}

fn who(context: Context) -> &'static str {
    match context {
        Context::User => "results.asked.as_user",
        Context::Application => "results.asked.as_application",
    }
}

fn time(since: Option<&str>, until: &str, words: TableWords<'_>) -> String {
    let until = utc(until);
    match since {
        Some(since) => words.say_with("results.asked.span", [("since", utc(since)), ("until", until)]),
        None => until,
    }
}

/// How many rows, and whether there are more of them elsewhere.
fn rows(held: &Held, written: usize, words: TableWords<'_>) -> String {
    let all = held.order.len();
    let mut said = if written == all {
        written.to_string()
    } else {
        words.say_with(
            "results.asked.some",
            [("rows", written.to_string()), ("total", all.to_string())],
        )
    };
    if !held.view.complete {
        said = format!("{said} – {}", words.say("results.asked.incomplete"));
    }
    said
}

/// `2026-11-21T12:30:05Z` for people.
pub(super) fn utc(at: &str) -> String {
    at.replace('T', " ").replace('Z', " UTC")
}

#[cfg(test)]
impl Origin {
    pub(super) fn sample() -> Self {
        Self {
            connection: "Contoso".into(),
            tenant: "contoso.com".into(),
            context: Context::Application,
            permission: "SecurityIncident.Read.All",
        }
    }
}
