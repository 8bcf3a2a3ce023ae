//! What stood in a registration before it was changed, put back where nobody else has written since.

use serde_json::{Map, Value};

/// What is to be put back.
#[derive(Debug, PartialEq)]
pub(super) enum Restoring {
    /// Everything stands as before.
    Nothing,
    /// These members.
    Members(Map<String, Value>),
    /// Nothing; somebody else has changed these members since.
    ChangedSince(Vec<String>),
}

/// Compares a registration with what stood there before and what was written then.
pub(super) fn restoring(now: &Value, before: &Value, after: &Value) -> Restoring {
    let (mut members, mut changed) = (Map::new(), Vec::new());
    for (name, old) in before.as_object().into_iter().flatten() {
        if stands(&now[name], old) {
            continue;
        }
        if after.get(name).is_none_or(|written| stands(&now[name], written)) {
            members.insert(name.clone(), old.clone());
        } else {
            changed.push(name.clone());
        }
    }
    match (members.is_empty(), changed.is_empty()) {
        (false, _) => Restoring::Members(members),
        (true, false) => Restoring::ChangedSince(changed),
        (true, true) => Restoring::Nothing,
    }
}

/// Does it stand there? Of an object only the members that are named count, a list has no order, and where nothing
/// stands that is an empty list and a no.
fn stands(now: &Value, wanted: &Value) -> bool {
    match (now, wanted) {
        (Value::Object(now), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, wanted)| stands(now.get(name).unwrap_or(&Value::Null), wanted)),
        (Value::Array(now), Value::Array(wanted)) => {
            let held = |one: &Value, all: &[Value]| all.iter().any(|other| stands(other, one));
            now.len() == wanted.len()
                && wanted.iter().all(|one| held(one, now))
                && now.iter().all(|one| held(one, wanted))
        }
        (Value::Null, nothing) | (nothing, Value::Null) => {
            nothing.is_null() || *nothing == false || nothing.as_array().is_some_and(Vec::is_empty)
        }
        (now, wanted) => now == wanted,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(restoring: Restoring) -> Value {
        match restoring {
            Restoring::Members(members) => Value::Object(members),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_member_gets_back_what_stood_there() {
        let before = json!({"web": {"redirectUris": []}, "isFallbackPublicClient": null});
        let after = json!({"web": {"redirectUris": ["http://localhost"]}, "isFallbackPublicClient": true});
        let now = json!({
            "web": {"redirectUris": ["http://localhost"], "homePageUrl": null},
            "isFallbackPublicClient": true, "displayName": "Reader",
        });
        assert_eq!(members(restoring(&now, &before, &after)), before);
    }

    #[test]
    fn what_stands_as_before_is_not_sent_again() {
        let before = json!({"isFallbackPublicClient": null, "tags": ["a", "b"]});
        let after = json!({"isFallbackPublicClient": true, "tags": ["a", "b", "c"]});
        let now = json!({"isFallbackPublicClient": false, "tags": ["b", "a"]});
        assert_eq!(restoring(&now, &before, &after), Restoring::Nothing);
    }

    #[test]
    fn what_somebody_else_wrote_since_stays_and_is_named() {
        let before = json!({"displayName": "Old", "signInAudience": "AzureADMyOrg"});
        let after = json!({"displayName": "New", "signInAudience": "AzureADMultipleOrgs"});
        let now = json!({"displayName": "Theirs", "signInAudience": "AzureADMultipleOrgs"});
        let first = members(restoring(&now, &before, &after));
        assert_eq!(first, json!({"signInAudience": "AzureADMyOrg"}));
        let now = json!({"displayName": "Theirs", "signInAudience": "AzureADMyOrg"});
        let then = restoring(&now, &before, &after);
        assert_eq!(then, Restoring::ChangedSince(vec!["displayName".into()]));
    }

    #[test]
    fn a_permission_too_many_is_told_from_none() {
        let one = json!([{"resourceAppId": "a", "resourceAccess": [{"id": "1", "type": "Role"}]}]);
        let two = json!([{"resourceAppId": "a", "resourceAccess": [
            {"id": "2", "type": "Role"}, {"id": "1", "type": "Role"},
        ]}]);
        assert!(stands(&one, &one));
        assert!(!stands(&one, &two));
        assert!(!stands(&two, &one));
    }
}
