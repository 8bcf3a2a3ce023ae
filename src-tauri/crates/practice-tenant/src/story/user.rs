//! People as Defender for Endpoint knows them: accounts that signed in on devices
//! (MicrosoftDocs/defender-docs: defender-endpoint/api/user.md, get-alert-related-user-info.md).

use serde_json::{Value, json};

use crate::random::Dice;
use crate::story::Story;
use crate::story::alert::Alert;
use crate::story::cast::Person;
use crate::story::device::Device;
use crate::story::words::time;

const DAY: i64 = 86_400_000;

impl Story {
    /// Who signed in on a device.
    pub(crate) fn users_of(&self, device: &Device) -> Vec<Value> {
        let people = self.people_of_device(device.number);
        people
            .into_iter()
            .filter_map(|number| self.person(number))
            .map(|person| self.signed_in(&person, device))
            .collect()
    }

    fn signed_in(&self, person: &Person, device: &Device) -> Value {
        let mut dice = Dice::new(self.seed, &format!("{} on {}", person.sid, device.id));
        let after = i64::try_from(dice.below(DAY.unsigned_abs())).unwrap_or_default();
        json!({
            "id": self.user_id(person),
            "accountName": person.account,
            "accountDomain": self.account_domain(),
            "firstSeen": time(device.first_seen + after),
            "lastSeen": time(device.last_seen - after),
            "logonTypes": "Interactive",
            "isDomainAdmin": is_domain_admin(person),
            "isOnlyNetworkUser": false,
        })
    }

    fn user_id(&self, person: &Person) -> String {
        format!("{}\\{}", self.account_domain(), person.account)
    }

    /// The alerts about the account of that name, without its domain.
    pub(crate) fn alerts_about(&self, account: &str) -> Option<impl Iterator<Item = Alert<'_>> + Clone> {
        let mut people = (0..crate::data::STORY.people.len()).filter_map(|number| self.person(number));
        let person = people.find(|person| person.account == account)?;
        let number = person.number;
        let about = move |alert: &Alert<'_>| alert.person_number() == number;
        Some(self.endpoint_alerts().filter(about))
    }
}

/// One in twenty runs the domain.
pub(crate) fn is_domain_admin(person: &Person) -> bool {
    person.number == 0
}

impl Alert<'_> {
    /// The person concerned, as the API's user; `None` when there is none.
    pub(crate) fn user(&self) -> Option<Value> {
        let story = self.story();
        let person = story.person(self.person_number())?;
        let mut devices: Vec<Device> = story
            .devices()
            .filter(|device| story.people_of_device(device.number).contains(&person.number))
            .collect();
        let count = devices.len();
        devices.sort_by_key(|device| device.first_seen);
        let (most, least) = (devices.first()?, devices.last()?);
        Some(json!({
            "id": story.user_id(&person),
            "accountName": person.account,
            "accountDomain": story.account_domain(),
            "accountSid": person.sid,
            "firstSeen": time(most.first_seen),
            "lastSeen": time(devices.iter().map(|device| device.last_seen).max()?),
            "mostPrevalentMachineId": most.id,
            "leastPrevalentMachineId": least.id,
            "logonTypes": "Interactive",
            "logOnMachinesCount": count,
            "isDomainAdmin": is_domain_admin(&person),
            "isOnlyNetworkUser": false,
        }))
    }
}
