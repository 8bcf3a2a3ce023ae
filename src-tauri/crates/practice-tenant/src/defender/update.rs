//! Bodies that change incidents and alerts (MicrosoftDocs/defender-docs: defender-xdr/api-update-incidents.md,
//! defender-endpoint/api/update-alert.md, batch-update-alerts.md).

use serde_json::{Map, Value};

use crate::defender::error::DefenderError;
use crate::story::{Change, Classification, Determination, Owner, Status};

/// What the body is about: the two write a state in different words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Incident,
    Alert,
}

/// Reads the fields of a body. Names are case-sensitive, and one that is not of the page makes the body incorrect
/// (common-errors.md, "Body parameters are case-sensitive").
///
/// The pages list which determinations go with which classification, but the published batch request sends a pair that
/// is not listed: pairs are not checked.
pub(super) fn change(body: &[u8], of: Of) -> Result<Change, DefenderError> {
    change_of(fields(body)?, of)
}

/// The same for several alerts at once: their ids, and the change.
pub(super) fn batch(body: &[u8]) -> Result<(Vec<String>, Change), DefenderError> {
    let mut fields = fields(body)?;
    let ids = fields
        .remove("alertIds")
        .ok_or_else(|| DefenderError::missing_parameter("alertIds"))?;
    let ids: Vec<String> = texts(&ids).ok_or_else(DefenderError::incorrect_body)?;
    if ids.is_empty() {
        return Err(DefenderError::missing_parameter("alertIds"));
    }
    Ok((ids, change_of(fields, Of::Alert)?))
}

fn fields(body: &[u8]) -> Result<Map<String, Value>, DefenderError> {
    serde_json::from_slice(body).map_err(|_| DefenderError::incorrect_body())
}

fn change_of(fields: Map<String, Value>, of: Of) -> Result<Change, DefenderError> {
    let mut change = Change::default();
    for (name, value) in &fields {
        take(&mut change, of, name, value).ok_or_else(DefenderError::incorrect_body)?;
    }
    if change.is_empty() {
        return Err(DefenderError::incorrect_body());
    }
    Ok(change)
}

/// `None` for a name or a value that does not belong there.
fn take(change: &mut Change, of: Of, name: &str, value: &Value) -> Option<()> {
    match (name, value) {
        ("assignedTo", Value::Null) => change.owner = Some(Owner::Nobody),
        ("status" | "classification" | "determination" | "comment", Value::Null) => {}
        ("status", value) => change.status = Some(status(value.as_str()?, of)?),
        ("assignedTo", value) => change.owner = Some(Owner::Person(value.as_str()?.to_owned())),
        ("classification", value) => change.classification = Some(classification(value.as_str()?)?),
        ("determination", value) => {
            change.determination = Some(Determination::of_defender(value.as_str()?)?);
        }
        ("comment", value) => change.comment = Some(value.as_str()?.to_owned()),
        ("tags", value) if of == Of::Incident => change.tags = Some(texts(value)?),
        _ => return None,
    }
    Some(())
}

/// `Redirected` is a state that only the service sets.
fn status(word: &str, of: Of) -> Option<Status> {
    Status::ALL.into_iter().find(|status| match of {
        Of::Incident => status.incident_word() == word,
        Of::Alert => status.alert_word() == word,
    })
}

fn classification(word: &str) -> Option<Classification> {
    let mut known = Classification::ALL.into_iter();
    known.find(|one| one.known() == Some(word))
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let list = value.as_array()?.iter();
    list.map(|one| one.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: Value, of: Of) -> Option<Change> {
        change(body.to_string().as_bytes(), of).ok()
    }

    #[test]
    fn incidents_and_alerts_write_an_untouched_state_differently() {
        assert_eq!(
            read(json!({"status": "Active"}), Of::Incident).unwrap().status,
            Some(Status::Active)
        );
        assert_eq!(
            read(json!({"status": "New"}), Of::Alert).unwrap().status,
            Some(Status::Active)
        );
        assert!(read(json!({"status": "New"}), Of::Incident).is_none());
        assert!(read(json!({"status": "Active"}), Of::Alert).is_none());
    }

    #[test]
    fn each_page_has_words_of_its_own_and_all_are_understood() {
        for (word, determination) in [
            ("Clean", Determination::Clean),
            ("NotMalicious", Determination::Clean),
            ("CompromisedAccount", Determination::CompromisedAccount),
            ("CompromisedUser", Determination::CompromisedAccount),
            ("NoEnoughDataToValidate", Determination::NotEnoughData),
            ("InsufficientData", Determination::NotEnoughData),
        ] {
            let change = read(json!({"determination": word}), Of::Alert).unwrap();
            assert_eq!(change.determination, Some(determination), "{word}");
        }
    }

    #[test]
    fn what_the_page_does_not_name_makes_a_body_incorrect() {
        for body in [
            json!({}),
            json!([]),
            json!({"Status": "Active"}),
            json!({"severity": "High"}),
            json!({"status": "active"}),
            json!({"status": 1}),
            json!({"tags": "VIP"}),
            json!({"classification": "Unknown"}),
            json!({"determination": "Apt"}),
            json!({"comment": null}),
        ] {
            assert!(read(body.clone(), Of::Incident).is_none(), "{body}");
        }
        assert!(read(json!({"tags": ["VIP"]}), Of::Alert).is_none());
        assert!(change(b"{", Of::Alert).is_err());
    }
}
