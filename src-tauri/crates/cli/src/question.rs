//! What is asked for on the line, the same for reading and for a script that reads.

use clap::Args;
use handrail_assistant::defender::{ListQuery, Severity};
use handrail_assistant::results::ResultKind;

/// Which rows of a list.
#[derive(Clone, Debug, Args)]
pub(crate) struct QuestionArguments {
    #[arg(long, value_name = "SEVERITY", value_delimiter = ',', value_parser = severity)]
    severity: Vec<Severity>,
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = ["active", "inProgress", "resolved"])]
    status: Vec<String>,
    #[arg(long, value_name = "USER")]
    assigned_to: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    text: String,
}

impl QuestionArguments {
    /// The question, of a kind and a time that were said already.
    pub(crate) fn of(&self, query: ListQuery) -> ListQuery {
        ListQuery {
            severities: self.severity.clone(),
            statuses: self.status.clone(),
            assigned_to: self.assigned_to.clone(),
            text: self.text.clone(),
            ..query
        }
    }
}

const LISTS: [ResultKind; 5] = [
    ResultKind::Incidents,
    ResultKind::Alerts,
    ResultKind::Machines,
    ResultKind::Vulnerabilities,
    ResultKind::Recommendations,
];

/// The list of that name; the error names those there are.
pub(crate) fn list(text: &str) -> Result<ResultKind, String> {
    let known = LISTS.into_iter().find(|kind| kind.name() == text);
    known.ok_or_else(|| LISTS.map(ResultKind::name).join(", "))
}

fn severity(text: &str) -> Result<Severity, &'static str> {
    [
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Informational,
    ]
    .into_iter()
    .find(|one| one.name() == text)
    .ok_or("high, medium, low or informational")
}
