//! What a change makes different, and whether it is so afterwards.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Change, Classification, Determination, WorkStatus};
use crate::defender::story::IncidentDetails;

/// What can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ChangeField {
    Status,
    AssignedTo,
    Classification,
    Determination,
    Tags,
    Comment,
}

impl ChangeField {
    /// The stable name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::AssignedTo => "assigned_to",
            Self::Classification => "classification",
            Self::Determination => "determination",
            Self::Tags => "tags",
            Self::Comment => "comment",
        }
    }
}

/// One field that becomes different. Words are those of the window, for every API the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Difference {
    /// Which.
    pub field: ChangeField,
    /// What is there now; `None` where nothing is.
    pub before: Option<String>,
    /// What will be there; `None` where nothing will be. A comment is added to those before.
    pub after: Option<String>,
}

/// Every field that a change makes different from what is there.
pub(crate) fn differences(change: &Change, now: &IncidentDetails) -> Vec<Difference> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let tags = |tags: &[String]| said(&tags.join(", "));
    let wanted = [
        (
            ChangeField::Status,
            now.status.clone(),
            change.status.map(|one| said(WorkStatus::name(one))),
        ),
        (
            ChangeField::AssignedTo,
            now.assigned_to.clone(),
            change.assigned_to.as_deref().map(said),
        ),
        (
            ChangeField::Classification,
            now.classification.clone(),
            change.classification.map(|one| said(Classification::name(one))),
        ),
        (
            ChangeField::Determination,
            now.determination.clone(),
            change.determination.map(|one| said(Determination::name(one))),
        ),
        (
            ChangeField::Tags,
            tags(&now.tags),
            change.tags.as_deref().map(tags),
        ),
        (ChangeField::Comment, None, change.comment.as_deref().map(said)),
    ];
    wanted
        .into_iter()
        .filter_map(|(field, before, after)| after.map(|after| Difference { field, before, after }))
        .filter(|difference| difference.before != difference.after)
        .collect()
}

/// The first field that is not as a change wanted it, read back from the service.
pub(crate) fn kept(wanted: &[Difference], now: &IncidentDetails) -> Result<(), ChangeField> {
    let is = |difference: &Difference| {
        let after = &difference.after;
        match difference.field {
            ChangeField::Status => now.status == *after,
            ChangeField::AssignedTo => now.assigned_to == *after,
            ChangeField::Classification => now.classification == *after,
            ChangeField::Determination => now.determination == *after,
            ChangeField::Tags => now.tags.join(", ") == after.as_deref().unwrap_or_default(),
            ChangeField::Comment => now.comments.iter().any(|one| Some(&one.text) == after.as_ref()),
        }
    };
    match wanted.iter().find(|difference| !is(difference)) {
        Some(lost) => Err(lost.field),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defender::story::CommentRow;

    fn now() -> IncidentDetails {
        IncidentDetails {
            status: Some("active".into()),
            assigned_to: Some("ana@contoso.com".into()),
            tags: vec!["VIP".into()],
            ..IncidentDetails::default()
        }
    }

    #[test]
    fn what_is_already_so_is_no_difference() {
        let change = Change {
            status: Some(WorkStatus::Active),
            assigned_to: Some(String::new()),
            tags: Some(vec!["VIP".into()]),
            comment: Some("  ".into()),
            ..Change::default()
        };
        let found = differences(&change, &now());
        let assigned = Difference {
            field: ChangeField::AssignedTo,
            before: Some("ana@contoso.com".into()),
            after: None,
        };
        assert_eq!(found, [assigned]);
    }

    #[test]
    fn what_did_not_take_is_named() {
        let change = Change {
            status: Some(WorkStatus::Resolved),
            comment: Some("done".into()),
            ..Change::default()
        };
        let wanted = differences(&change, &now());
        assert_eq!(kept(&wanted, &now()), Err(ChangeField::Status));
        let mut after = now();
        after.status = Some("resolved".into());
        assert_eq!(kept(&wanted, &after), Err(ChangeField::Comment));
        after.comments.push(CommentRow {
            text: "done".into(),
            by: None,
            at: None,
        });
        assert_eq!(kept(&wanted, &after), Ok(()));
    }
}
