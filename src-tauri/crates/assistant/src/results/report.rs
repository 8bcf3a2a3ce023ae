//! The evidence report: one page that an auditor can read and print, with everything that was seen of a connection
//! and nothing secret. No script, nothing from elsewhere; every value is escaped by the template.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::SavedFile;
use super::whole::{Named, write};
use crate::checklist::{Checklist, Evidence, Step, StepState};
use crate::clock::rfc3339;
use crate::cloud::{Api, ApiPlace, Cloud};
use crate::connection::{ConnectionView, Context, Goal, Tenancy};
use crate::error::{ErrorReport, Result};
use crate::outside::Speech;

const STYLE: &str = include_str!("report.css");

/// What the report is made from.
pub(crate) struct Facts {
    pub(crate) checklist: Checklist,
    pub(crate) cloud: Cloud,
    /// Where the API is called, and the audience that its tokens are for.
    pub(crate) place: ApiPlace,
    pub(crate) at: Timestamp,
}

/// Writes the report into a folder.
pub(crate) fn save_report(facts: &Facts, folder: &Path, speech: &dyn Speech) -> Result<SavedFile> {
    let page = Page { facts, speech }.page().into_string();
    let what = Page { facts, speech }.say("results.report.title");
    let named = Named {
        what: &what,
        extension: "html",
        at: facts.at,
    };
    let (path, bytes) = write(folder, &named, |out| out.write_all(page.as_bytes()))?;
    Ok(SavedFile::new(
        named.extension,
        &path,
        facts.checklist.steps.len(),
        bytes,
    ))
}

struct Page<'a> {
    facts: &'a Facts,
    speech: &'a dyn Speech,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.say_with(key, &BTreeMap::new())
    }

    fn say_with(&self, key: &str, params: &BTreeMap<String, String>) -> String {
        self.speech.say(key, params).unwrap_or_else(|| key.to_owned())
    }

    fn page(&self) -> Markup {
        let connection = &self.facts.checklist.connection;
        html! {
            (DOCTYPE)
            html lang=(self.speech.language()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    meta name="color-scheme" content="light dark";
                    title { (self.say("results.report.title")) " – " (connection.name) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    h1 { (self.say("results.report.title")) }
                    p.lead { (self.outcome()) }
                    (self.facts_table(connection))
                    h2 { (self.say("results.report.steps")) }
                    @for (at, step) in self.facts.checklist.steps.iter().enumerate() { (self.step(at + 1, step)) }
                    (self.findings())
                    (self.not_proved())
                    h2 { (self.say("results.report.limits")) }
                    ul {
                        @for limit in ["limit_seen", "limit_time", "limit_secret"] {
                            li { (self.say(&format!("results.report.{limit}"))) }
                        }
                    }
                    footer {
                        "Handrail " (env!("CARGO_PKG_VERSION")) " · " (time(&rfc3339(self.facts.at)))
                    }
                }
            }
        }
    }

    /// How many of the steps are proved, in one sentence.
    fn outcome(&self) -> String {
        let steps = &self.facts.checklist.steps;
        let proved = steps
            .iter()
            .filter(|step| step.state == StepState::Proved)
            .count();
        let params = [("proved", proved), ("total", steps.len())];
        let params = params.map(|(name, count)| (name.to_owned(), count.to_string()));
        let key = if proved == steps.len() {
            "results.report.all_proved"
        } else {
            "results.report.some_proved"
        };
        self.say_with(key, &params.into())
    }

    fn facts_table(&self, connection: &ConnectionView) -> Markup {
        let Facts { cloud, place, .. } = self.facts;
        let purpose = format!("checklist.summary.{}", purpose(connection.goal));
        let unconfirmed = !cloud.audience_confirmed(connection.goal.api);
        html! {
            table.facts {
                (self.fact("results.report.connection", &connection.name))
                (self.fact("checklist.param.domain", &connection.tenant_domain))
                (self.fact("checklist.param.tenant_id", &connection.tenant_id))
                @if let Some(customer) = &connection.customer {
                    (self.fact("checklist.steps.customer.title", &format!("{} ({})", customer.domain, customer.tenant_id)))
                }
                (self.fact("checklist.param.cloud", &cloud.name))
                (self.fact("results.report.authority", &cloud.authority.origin().ascii_serialization()))
                (self.fact("checklist.param.client_id", connection.client_id.as_deref().unwrap_or("–")))
                (self.fact("results.report.goal", &self.say(&purpose)))
                (self.fact("checklist.param.api", &self.say(&format!("common.api.{}", connection.goal.api))))
                (self.fact("checklist.param.host", &place.host.origin().ascii_serialization()))
                (self.fact("checklist.param.audience", &place.audience))
                @if unconfirmed { (self.fact("", &self.say("results.report.audience_unconfirmed"))) }
                (self.fact("checklist.param.permissions", &connection.permissions.join(", ")))
                @if let Some(account) = &connection.account { (self.fact("checklist.param.user", account)) }
            }
        }
    }

    fn fact(&self, label: &str, value: &str) -> Markup {
        html! { tr { th scope="row" { @if !label.is_empty() { (self.say(label)) } } td { (value) } } }
    }

    fn step(&self, number: usize, step: &Step) -> Markup {
        html! {
            section {
                h3 { (number) ". " (self.step_title(step)) " " span class=(class(step.state)) { (self.state(step)) } }
                @for evidence in &step.evidence { (self.evidence(evidence)) }
                @if step.evidence.is_empty() { p { (self.say("results.report.nothing_seen")) } }
            }
        }
    }

    fn step_title(&self, step: &Step) -> String {
        self.say(&format!("checklist.steps.{}.title", wire(&step.id)))
    }

    fn state(&self, step: &Step) -> String {
        self.say(&format!("checklist.state.{}", wire(&step.state)))
    }

    fn evidence(&self, evidence: &Evidence) -> Markup {
        let kind = wire(&evidence.kind);
        html! {
            p { (self.say(&format!("checklist.evidence.{kind}.long"))) }
            table {
                @for (name, value) in &evidence.params { (self.fact(&self.param(name), value)) }
                (self.fact("results.report.seen_at", &time(&evidence.at)))
                (self.fact("results.report.kind", &kind))
            }
        }
    }

    /// The label of a value; a name without words is shown as it is.
    fn param(&self, name: &str) -> String {
        let key = format!("checklist.param.{name}");
        self.speech
            .say(&key, &BTreeMap::new())
            .map_or_else(|| name.to_owned(), |_| key)
    }

    fn findings(&self) -> Markup {
        let open = self
            .facts
            .checklist
            .steps
            .iter()
            .filter_map(|step| step.problem.as_ref().map(|problem| (step, problem)));
        let open: Vec<_> = open.collect();
        html! {
            h2 { (self.say("results.report.findings")) }
            @if open.is_empty() { p { (self.say("results.report.no_findings")) } }
            @for (step, problem) in open { (self.finding(step, problem)) }
        }
    }

    fn finding(&self, step: &Step, problem: &ErrorReport) -> Markup {
        let words = match problem.entry {
            Some(number) => format!("aadsts.{number}"),
            None => format!("errors.{}", problem.code.name()),
        };
        let mut params = problem.params.clone();
        self.known(&mut params);
        let part = |part: &str| self.say_with(&format!("{words}.{part}"), &params);
        html! {
            section {
                h3 { (part("title")) }
                p { (part("cause")) }
                p { (part("action")) }
                table {
                    (self.fact("results.report.step", &self.step_title(step)))
                    (self.fact("results.report.code", &problem.code.name()))
                    @if let Some(trace) = &problem.trace {
                        @if let Some(number) = trace.aadsts { (self.fact("results.report.number", &format!("AADSTS{number}"))) }
                        @if let Some(id) = &trace.correlation_id { (self.fact("results.report.correlation_id", id)) }
                        @if let Some(at) = &trace.timestamp { (self.fact("results.report.seen_at", at)) }
                    }
                }
            }
        }
    }

    /// What the words of a finding may name and every connection knows.
    fn known(&self, params: &mut BTreeMap<String, String>) {
        let connection = &self.facts.checklist.connection;
        let known = [
            ("tenant", connection.name.clone()),
            ("domain", connection.tenant_domain.clone()),
            ("tenant_id", connection.tenant_id.clone()),
            ("cloud", self.facts.cloud.name.clone()),
            ("client_id", connection.client_id.clone().unwrap_or_default()),
            ("permission", connection.permissions.join(", ")),
            ("permissions", connection.permissions.join(", ")),
            ("api", self.say(&format!("common.api.{}", connection.goal.api))),
            ("redirect_uri", "http://localhost".to_owned()),
        ];
        for (name, value) in known {
            params.entry(name.to_owned()).or_insert(value);
        }
    }

    fn not_proved(&self) -> Markup {
        let steps = self.facts.checklist.steps.iter();
        let open: Vec<&Step> = steps.filter(|step| step.state != StepState::Proved).collect();
        html! {
            h2 { (self.say("results.report.not_proved")) }
            @if open.is_empty() { p { (self.say("results.report.none_open")) } }
            @else {
                ul { @for step in open { li { (self.step_title(step)) " – " (self.state(step)) } } }
            }
        }
    }
}

/// The name of a value in JSON, which is also its key in the language files.
fn wire(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// `2026-11-21T12:30:05Z` for people who compare it with a log.
fn time(at: &str) -> String {
    at.replace('T', " ").replace('Z', " UTC")
}

/// The last part of the key that says what a connection is for.
fn purpose(goal: Goal) -> &'static str {
    match (goal.tenancy, goal.context, goal.api) {
        (Tenancy::Customers, ..) => "customers",
        (Tenancy::Own, Context::User, Api::Mde) => "user_alerts",
        (Tenancy::Own, Context::Application, Api::Mde) => "application_alerts",
        (Tenancy::Own, Context::User, _) => "user",
        (Tenancy::Own, Context::Application, _) => "application",
    }
}

fn class(state: StepState) -> &'static str {
    match state {
        StepState::Proved => "proved",
        StepState::Blocked => "blocked",
        StepState::Open => "open",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::{EvidenceKind, StepId};
    use crate::connection::{Connection, FoundTenant};
    use crate::error::ErrorCode;

    /// Says the key and its values: what is looked at here is not the language.
    struct Keys;

    impl Speech for Keys {
        fn language(&self) -> &'static str {
            "en"
        }

        fn is_singular(&self, count: u64) -> bool {
            count == 1
        }

        fn say(&self, key: &str, params: &BTreeMap<String, String>) -> Option<String> {
            let values: Vec<&str> = params.values().map(String::as_str).collect();
            Some(format!("{key} {}", values.join(" ")))
        }
    }

    fn facts(see: impl FnOnce(&mut Connection)) -> Facts {
        let cloud = Cloud::microsoft().remove(1);
        let tenant = FoundTenant {
            tenant_id: "8d1f0c3e-5a77-4c1b-9e0d-3f6a2b7c42c7".into(),
            domain: "contoso.com".into(),
            cloud_id: cloud.id.clone(),
            cloud_name: cloud.name.clone(),
            practice: false,
            region: None,
            seen_at: "2026-11-21T12:00:00Z".into(),
        };
        let goal = Goal::new(Api::Xdr, Context::Application);
        let id = tenant.tenant_id.parse().unwrap();
        let mut connection = Connection::new("one".into(), &tenant, id, goal);
        see(&mut connection);
        Facts {
            checklist: Checklist::of(&connection, &cloud),
            place: cloud.place(Api::Xdr, None).unwrap(),
            cloud,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn page(facts: &Facts) -> String {
        Page { facts, speech: &Keys }.page().into_string()
    }

    #[test]
    fn what_a_service_or_a_person_sent_stays_text() {
        let hostile = "</td><script>alert(1)</script>\"'";
        let page = page(&facts(|connection| {
            connection.name = hostile.into();
            let seen = Evidence::new(EvidenceKind::RolesClaim, Timestamp::UNIX_EPOCH).with("roles", hostile);
            connection.trail.prove(StepId::Permissions, seen);
            let report = ErrorReport::new(ErrorCode::EntraRefused).with("code", hostile);
            connection.trail.object(StepId::Consent, report);
        }));
        assert!(!page.contains("<script"), "{page}");
        assert!(page.matches("&lt;script&gt;").count() >= 3);
    }

    #[test]
    fn what_the_other_side_said_besides_is_left_out() {
        let page = page(&facts(|connection| {
            let report = ErrorReport::new(ErrorCode::SecretWrong).detailed("the secret 1234 of key 5678");
            connection.trail.object(StepId::Secret, report);
        }));
        assert!(page.contains("secret_wrong") && !page.contains("1234") && !page.contains("5678"));
    }

    #[test]
    fn an_audience_that_nobody_states_is_told() {
        assert!(page(&facts(|_| ())).contains("results.report.audience_unconfirmed"));
    }
}
