//! The alerts of all incidents, one after the other.

use crate::data::AlertRow;
use crate::story::Story;
use crate::story::alert::Alert;

/// Alerts of some kind, newest incident first. Those that are passed over are only counted: the last page of a long list
/// costs little more than the first.
#[derive(Clone)]
pub(crate) struct Alerts<'a> {
    story: &'a Story,
    is: fn(&AlertRow) -> bool,
    /// Place of the incident that the next alert is looked for in.
    incident: usize,
    /// How many alerts of that kind of this incident are behind.
    behind: usize,
}

impl<'a> Alerts<'a> {
    pub(super) fn new(story: &'a Story, is: fn(&AlertRow) -> bool) -> Self {
        Self {
            story,
            is,
            incident: 0,
            behind: 0,
        }
    }

    /// How many alerts of the incident at that place there are; `None` behind the last incident.
    fn in_incident(&self, at: usize) -> Option<usize> {
        let incident = self.story.incidents.get(at)?;
        Some(incident.rows().filter(|(_, row)| (self.is)(row)).count())
    }
}

impl<'a> Iterator for Alerts<'a> {
    type Item = Alert<'a>;

    fn next(&mut self) -> Option<Alert<'a>> {
        self.nth(0)
    }

    fn nth(&mut self, mut ahead: usize) -> Option<Alert<'a>> {
        loop {
            let left = self.in_incident(self.incident)?.saturating_sub(self.behind);
            if ahead < left {
                break;
            }
            ahead -= left;
            self.incident += 1;
            self.behind = 0;
        }
        let told = self.story.nth(self.incident)?;
        let (number, row) = told
            .incident
            .rows()
            .filter(|(_, row)| (self.is)(row))
            .nth(self.behind + ahead)?;
        self.behind += ahead + 1;
        Some(told.alert(number, row))
    }

    fn count(self) -> usize {
        let from = self.incident;
        let all = (from..).map_while(|at| self.in_incident(at));
        all.sum::<usize>() - self.behind
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::ids::TenantId;
    use crate::random::Dice;

    #[test]
    fn leaping_ends_where_walking_ends() {
        let now: Timestamp = "2026-11-20T18:00:00Z".parse().unwrap();
        let tenant = TenantId(Dice::new(1, "tenant").guid());
        let story = Story::new(1, tenant, "contoso.com", 50, now);
        for alerts in [story.alerts(), story.endpoint_alerts()] {
            let mut walked: Vec<String> = Vec::new();
            for alert in alerts.clone() {
                walked.push(alert.id());
            }
            assert_eq!(alerts.clone().count(), walked.len());
            for (place, id) in walked.iter().enumerate() {
                let mut leaping = alerts.clone();
                assert_eq!(leaping.nth(place).map(|alert| alert.id()).as_ref(), Some(id));
                let left: Vec<String> = leaping.clone().map(|alert| alert.id()).collect();
                assert_eq!(left, walked[place + 1..]);
                assert_eq!(leaping.count(), left.len());
            }
            assert!(alerts.clone().nth(walked.len()).is_none());
        }
    }
}
