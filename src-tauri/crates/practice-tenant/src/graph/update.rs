//! Bodies that change incidents and alerts (microsoftgraph/microsoft-graph-docs-contrib: security-incident-update.md,
//! security-alert-update.md, security-incident-post-comments.md).

use serde_json::{Map, Value};

use crate::graph::error::GraphError;
use crate::graph::list::bad_request;
use crate::story::{Change, Classification, Determination, Owner, Status, small};

/// What the body is about: the two have different fields and states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Incident,
    Alert,
}

impl Of {
    fn type_name(self) -> &'static str {
        match self {
            Self::Incident => "microsoft.graph.security.incident",
            Self::Alert => "microsoft.graph.security.alert",
        }
    }
}

/// Reads the fields of a PATCH. Annotations say nothing here.
pub(super) fn change(body: &[u8], of: Of) -> Result<Change, GraphError> {
    let mut change = Change::default();
    for (name, value) in own_fields(body)? {
        take(&mut change, of, &name, &value)?;
    }
    Ok(change)
}

/// Reads the body of a POST to `comments`.
pub(super) fn comment(body: &[u8]) -> Result<Change, GraphError> {
    let mut change = Change::default();
    for (name, value) in own_fields(body)? {
        match (name.as_str(), value) {
            ("comment", Value::String(text)) if !text.is_empty() => change.comment = Some(text),
            ("comment", _) => {}
            (other, _) => return Err(unknown(other, "microsoft.graph.security.alertComment")),
        }
    }
    if change.comment.is_none() {
        return Err(bad_request("The property 'comment' is required."));
    }
    Ok(change)
}

/// The sentence for an empty body is quoted in microsoftgraph/msgraph-sdk-python, issue 1168.
fn own_fields(body: &[u8]) -> Result<impl Iterator<Item = (String, Value)>, GraphError> {
    if body.is_empty() {
        return Err(bad_request("Empty Payload. JSON content expected."));
    }
    let fields: Map<String, Value> = serde_json::from_slice(body).map_err(|_| {
        bad_request(
            "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
        )
    })?;
    Ok(fields.into_iter().filter(|(name, _)| !name.starts_with('@')))
}

fn unknown(name: &str, of: &str) -> GraphError {
    bad_request(format!(
        "The property '{name}' does not exist on type '{of}'. Make sure to only use property names that are defined by the type or mark the type as open type."
    ))
}

/// Fields of the resources that a client may not set.
const READ_ONLY: [&str; 12] = [
    "id",
    "incidentId",
    "severity",
    "displayName",
    "title",
    "description",
    "createdDateTime",
    "lastUpdateDateTime",
    "tenantId",
    "comments",
    "systemTags",
    "evidence",
];

fn take(change: &mut Change, of: Of, name: &str, value: &Value) -> Result<(), GraphError> {
    let word = || {
        value.as_str().ok_or_else(|| {
            bad_request(format!(
                "Cannot convert the value of '{name}' to the expected type."
            ))
        })
    };
    match name {
        "assignedTo" if value.is_null() => change.owner = Some(Owner::Nobody),
        "assignedTo" => change.owner = Some(Owner::Person(word()?.to_owned())),
        "status" => change.status = Some(found(word()?, |word| status(word, of))?),
        "classification" => change.classification = Some(found(word()?, classification)?),
        "determination" => change.determination = Some(found(word()?, Determination::of_graph)?),
        "customTags" if of == Of::Incident => {
            let list = value.as_array().into_iter().flatten();
            let tags: Option<Vec<String>> = list.map(|one| one.as_str().map(str::to_owned)).collect();
            let tags = tags.filter(|_| value.is_array());
            change.tags = Some(tags.ok_or_else(|| {
                bad_request("Cannot convert the value of 'customTags' to the expected type.")
            })?);
        }
        read_only if READ_ONLY.contains(&read_only) => {
            return Err(bad_request(format!(
                "The property '{read_only}' is read-only and cannot be set."
            )));
        }
        other => return Err(unknown(other, of.type_name())),
    }
    Ok(())
}

/// The page's own example writes `TruePositive` where its table has `truePositive`: a first letter may be large.
fn found<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, GraphError> {
    parse(&small(word)).ok_or_else(|| bad_request(format!("Requested value '{word}' was not found.")))
}

/// `redirected` is a state that only the service sets.
fn status(word: &str, of: Of) -> Option<Status> {
    Status::ALL.into_iter().find(|status| match of {
        Of::Incident => small(status.incident_word()) == word,
        Of::Alert => small(status.alert_word()) == word,
    })
}

fn classification(word: &str) -> Option<Classification> {
    Classification::ALL
        .into_iter()
        .find(|one| small(one.word()) == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: Value, of: Of) -> Result<Change, String> {
        change(body.to_string().as_bytes(), of).map_err(|error| error.message)
    }

    #[test]
    fn the_published_example_is_understood() {
        let body = json!({"classification": "TruePositive", "determination": "MultiStagedAttack", "customTags": ["Demo"]});
        let change = read(body, Of::Incident).unwrap();
        assert_eq!(change.classification, Some(Classification::TruePositive));
        assert_eq!(change.determination, Some(Determination::MultiStagedAttack));
        assert_eq!(change.tags, Some(vec!["Demo".to_owned()]));
    }

    #[test]
    fn each_fault_is_named() {
        for (body, message) in [
            (
                json!({"colour": "red"}),
                "The property 'colour' does not exist on type",
            ),
            (
                json!({"severity": "high"}),
                "The property 'severity' is read-only",
            ),
            (json!({"status": "open"}), "Requested value 'open' was not found."),
            (json!({"status": 3}), "Cannot convert the value of 'status'"),
            (
                json!({"customTags": "VIP"}),
                "Cannot convert the value of 'customTags'",
            ),
            (json!([]), "Unable to read JSON request payload."),
        ] {
            let refused = read(body, Of::Incident).unwrap_err();
            assert!(refused.starts_with(message), "{refused}");
        }
        assert!(read(json!({"customTags": []}), Of::Alert).is_err());
        assert!(comment(b"{}").is_err());
    }
}
