//! The alerts of an incident.

use uuid::Uuid;

use crate::data::{AlertRow, STORY};
use crate::odata::{Record, Value};
use crate::random::Dice;
use crate::story::cast::{Device, File, Person, file, outside_ip};
use crate::story::words::{detection_source, time_value};
use crate::story::{Incident, Severity, Story};

/// One alert. Times are milliseconds since 1970.
#[derive(Clone, Copy)]
pub(crate) struct Alert<'a> {
    pub(crate) story: &'a Story,
    pub(crate) incident: &'a Incident,
    pub(crate) row: &'static AlertRow,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    seed: u64,
}

/// What an alert is about.
pub(crate) struct Cast {
    pub(crate) person: Option<Person>,
    pub(crate) device: Option<Device>,
    pub(crate) file: Option<File>,
    pub(crate) ip: String,
    pub(crate) url: String,
    pub(crate) subject: &'static str,
    pub(crate) sender: String,
}

impl Story {
    /// The alerts of an incident, oldest first. The first is as old as the incident.
    pub(crate) fn alerts<'a>(&'a self, incident: &'a Incident) -> impl Iterator<Item = Alert<'a>> {
        let rows = incident.kind().map_or(&[][..], |kind| &kind.alerts);
        let span = (incident.updated - incident.created).max(1);
        rows.iter().enumerate().map(move |(number, row)| {
            let label = u64::try_from(number).unwrap_or_default();
            let mut dice = Dice::new(incident.seed, row.title.as_str());
            let later = i64::try_from(dice.below(u64::try_from(span).unwrap_or(1))).unwrap_or_default();
            let created = incident.created + if number == 0 { 0 } else { later };
            let seed = dice.roll() ^ label;
            Alert {
                story: self,
                incident,
                row,
                created,
                updated: incident.updated.max(created),
                seed,
            }
        })
    }
}

/// 100-nanosecond steps from the year 1 to 1970.
const TICKS_TO_1970: i64 = 621_355_968_000_000_000;

impl Alert<'_> {
    pub(crate) fn is_endpoint(&self) -> bool {
        self.row.source == "endpoint"
    }

    /// Defender for Endpoint numbers alerts by ticks and a hash; the other products use GUIDs.
    pub(crate) fn id(&self) -> String {
        let mut dice = Dice::new(self.seed, "id");
        if self.is_endpoint() {
            let ticks =
                TICKS_TO_1970 + self.created * 10_000 + i64::try_from(dice.below(10_000)).unwrap_or_default();
            let hash = i32::from_le_bytes(dice.roll().to_le_bytes()[..4].try_into().unwrap_or_default());
            return format!("da{ticks}_{hash}");
        }
        let prefix = match self.row.source.as_str() {
            "office" => "fa",
            "apps" => "ca",
            "identity" => "aa",
            _ => "ad",
        };
        format!("{prefix}{}", dice.guid())
    }

    pub(crate) fn detector_id(&self) -> Uuid {
        Dice::new(0, &self.row.title).guid()
    }

    pub(crate) fn severity(&self) -> Severity {
        Severity::parse(&self.row.severity)
    }

    pub(crate) fn first_activity(&self) -> i64 {
        self.created - 90_000
    }

    pub(crate) fn last_activity(&self) -> i64 {
        self.created - 1_000
    }

    pub(crate) fn resolved(&self) -> Option<i64> {
        (self.incident.status == crate::story::Status::Resolved).then_some(self.updated)
    }

    pub(crate) fn investigation_id(&self) -> Option<u64> {
        let mut dice = Dice::new(self.seed, "investigation");
        (self.is_endpoint() && dice.chance(40)).then(|| 10_000 + dice.below(90_000))
    }

    /// The people and things of this alert. Those of one incident agree, unless it is about several endpoints or users.
    pub(crate) fn cast(&self) -> Cast {
        let several = self
            .incident
            .kind()
            .is_some_and(|kind| kind.incident.contains("multiple"));
        let mut shared = Dice::new(if several { self.seed } else { self.incident.seed }, "cast");
        let person = self
            .story
            .person(usize::try_from(shared.below(997)).unwrap_or_default());
        let device = self.story.device(shared.roll(), self.created);
        let mut own = Dice::new(self.seed, "things");
        let pick = |dice: &mut Dice, words: &'static [String]| dice.pick(words).map_or("", String::as_str);
        let domain = pick(&mut shared, &STORY.domains);
        let (url, sender) = (
            format!("https://{domain}/{}", own.hex(8)),
            format!("service@{domain}"),
        );
        Cast {
            person,
            device,
            file: file(&mut own),
            ip: outside_ip(&mut shared),
            url,
            subject: pick(&mut own, &STORY.subjects),
            sender,
        }
    }
}

impl Record for Alert<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "incident and investigation numbers are far below 2^52"
        )]
        let number = |number: u64| Value::Number(number as f64);
        match name {
            "alertCreationTime" => time_value(self.created),
            "lastUpdateTime" => time_value(self.updated),
            "lastEventTime" => time_value(self.last_activity()),
            "incidentId" => number(self.incident.id.into()),
            "investigationId" | "InvestigationId" => self.investigation_id().map_or(Value::Null, number),
            "id" => Value::text(self.id()),
            "assignedTo" => self.story.owner(self.incident).map_or(Value::Null, Value::text),
            "detectionSource" => Value::text(detection_source(&self.row.detection).1),
            "status" => Value::text(self.incident.status.alert_word()),
            "severity" => Value::text(self.severity().word()),
            "category" => Value::text(self.row.category.as_str()),
            _ => Value::Null,
        }
    }
}
