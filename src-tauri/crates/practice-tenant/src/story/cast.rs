//! Who and what an alert is about: people, devices, files, addresses.

use uuid::Uuid;

use crate::data::{FileRow, STORY};
use crate::random::Dice;
use crate::story::Story;
use crate::story::alert::Alert;
use crate::story::device::Device;

/// Somebody who works at the tenant.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// From 0, the same in every telling.
    pub(crate) number: usize,
    pub(crate) name: &'static str,
    pub(crate) account: &'static str,
    pub(crate) user_principal_name: String,
    pub(crate) object_id: Uuid,
    pub(crate) sid: String,
}

/// The hashes and the size of a file, which follow from its name.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    pub(crate) sha1: String,
    pub(crate) sha256: String,
    pub(crate) md5: String,
    pub(crate) size: u64,
}

impl Image {
    /// The same on every device.
    pub(crate) fn of(name: &str) -> Self {
        let mut hashes = Dice::new(0, name);
        let (sha1, sha256) = (hashes.hex(40), hashes.hex(64));
        let size = 20_000 + hashes.below(4_000_000);
        Self {
            sha1,
            sha256,
            md5: hashes.hex(32),
            size,
        }
    }
}

/// A file that an alert is about.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) row: &'static FileRow,
    pub(crate) image: Image,
    pub(crate) process_id: u64,
    pub(crate) parent_process_id: u64,
}

/// What an alert is about.
pub(crate) struct Cast {
    pub(crate) person: Option<Person>,
    pub(crate) device: Option<Device>,
    pub(crate) file: Option<File>,
    pub(crate) ip: String,
    pub(crate) host: &'static str,
    pub(crate) url: String,
    pub(crate) subject: &'static str,
    pub(crate) sender: String,
}

impl Story {
    /// The person of that number; numbers wrap round.
    pub(crate) fn person(&self, number: usize) -> Option<Person> {
        let number = number.checked_rem(STORY.people.len())?;
        let row = STORY.people.get(number)?;
        let mut dice = Dice::new(self.seed, &format!("{} {}", self.tenant, row.account));
        Some(Person {
            number,
            name: &row.name,
            account: &row.account,
            user_principal_name: format!("{}@{}", row.account, self.domain),
            object_id: dice.guid(),
            sid: format!(
                "S-1-5-21-{}-{}-{}",
                1_000_000 + dice.below(99_000_000),
                dice.below(999_999_999),
                1100 + number
            ),
        })
    }

    /// The Windows domain of the tenant's accounts: `contoso` of `contoso.com`.
    pub(crate) fn account_domain(&self) -> &str {
        self.domain.split('.').next().unwrap_or_default()
    }
}

impl Alert<'_> {
    /// The throws that decide who and what it is about. Alerts of one incident share them, unless the incident is about
    /// several endpoints or users.
    fn shared_dice(&self) -> Dice {
        let several = self
            .incident
            .kind()
            .is_some_and(|kind| kind.incident.contains("multiple"));
        Dice::new(
            if several {
                self.seed
            } else {
                self.incident.incident.seed
            },
            "cast",
        )
    }

    pub(crate) fn device_number(&self) -> u64 {
        Story::thrown_device(self.shared_dice().roll())
    }

    /// The number of the person concerned: one of those who sign in on the device.
    pub(crate) fn person_number(&self) -> usize {
        let mut dice = self.shared_dice();
        let device = Story::thrown_device(dice.roll());
        let people = self.story().people_of_device(device);
        dice.pick(&people).copied().unwrap_or_default()
    }

    /// The people and things of this alert.
    pub(crate) fn cast(&self) -> Cast {
        let mut shared = Dice::new(self.shared_dice().roll(), "things");
        let mut own = Dice::new(self.seed, "things");
        let pick = |dice: &mut Dice, words: &'static [String]| dice.pick(words).map_or("", String::as_str);
        let host = pick(&mut shared, &STORY.domains);
        Cast {
            person: self.story().person(self.person_number()),
            device: self.story().device(self.device_number()),
            file: file(&mut own),
            ip: outside_ip(&mut shared),
            host,
            url: format!("https://{host}/{}", own.hex(8)),
            subject: pick(&mut own, &STORY.subjects),
            sender: format!("service@{host}"),
        }
    }

    /// The alert's evidence shows this kind of thing.
    pub(crate) fn shows(&self, kind: &str) -> bool {
        self.row.evidence.iter().any(|one| one == kind)
    }
}

/// A file, chosen and numbered by throws.
fn file(dice: &mut Dice) -> Option<File> {
    let row = dice.pick(&STORY.files)?;
    Some(File {
        row,
        image: Image::of(&row.name),
        process_id: 1000 + 4 * dice.below(4000),
        parent_process_id: 600 + 4 * dice.below(4000),
    })
}

/// An address of the ranges reserved for documentation (RFC 5737).
pub(crate) fn outside_ip(dice: &mut Dice) -> String {
    let range = dice
        .pick(&["192.0.2", "198.51.100", "203.0.113"])
        .copied()
        .unwrap_or("192.0.2");
    format!("{range}.{}", 1 + dice.below(254))
}
