//! What people do all day: `EmailEvents` with what belongs to them, `IdentityLogonEvents`, `IdentityDirectoryEvents`,
//! `CloudAppEvents`.

use serde_json::json;

use crate::data::{HUNTING, STORY};
use crate::hunting::everyday::{DAYS, moments};
use crate::hunting::pen::{Pen, Row};
use crate::random::Dice;
use crate::story::{Person, Story, outside_ip};

pub(super) fn write(story: &Story, pen: &mut Pen) {
    for number in 0..STORY.people.len() {
        let Some(person) = story.person(number) else {
            continue;
        };
        let desk = Desk { story, person };
        for day in 0..DAYS {
            desk.day(day, pen);
        }
    }
}

struct Desk<'a> {
    story: &'a Story,
    person: Person,
}

impl Desk<'_> {
    fn day(&self, day: i64, pen: &mut Pen) {
        let moments = |what: &str, most: u64| {
            moments(
                self.story,
                &format!("{what} of {}", self.person.account),
                day,
                most,
            )
        };
        let mail = ["EmailEvents", "EmailAttachmentInfo", "EmailUrlInfo"];
        if mail.iter().any(|table| pen.writes(table)) {
            for (at, dice) in moments("mail", 6) {
                self.mail(at, dice, pen);
            }
        }
        if pen.writes("IdentityLogonEvents") {
            for (at, dice) in moments("sign-ins", 4) {
                self.sign_in(at, dice, pen);
            }
        }
        if pen.writes("CloudAppEvents") {
            for (at, dice) in moments("clouds", 5) {
                self.cloud(at, dice, pen);
            }
        }
        // One password a month is enough.
        if pen.writes("IdentityDirectoryEvents") {
            for (at, dice) in moments("directory", 1) {
                self.directory(at, dice, pen);
            }
        }
    }

    /// Where this person works, and the address there.
    fn place(&self) -> (&'static str, &'static str, String) {
        let mut dice = Dice::new(0, self.person.account);
        let usual: Vec<_> = HUNTING.places.iter().filter(|place| place.usual).collect();
        let place = dice.pick(&usual);
        let (country, city) = place.map_or(("", ""), |place| (place.country.as_str(), place.city.as_str()));
        (country, city, outside_ip(&mut dice))
    }

    fn mail(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        let id = dice.guid().to_string();
        let colleague = usize::try_from(dice.below(STORY.people.len() as u64)).unwrap_or_default();
        let colleague = self.story.person(colleague);
        let inside = dice.chance(50);
        let junk = !inside && dice.chance(15);
        let subjects = if junk {
            &HUNTING.mail.junk
        } else {
            &HUNTING.mail.subjects
        };
        let subject = dice.pick(subjects).map_or("", String::as_str);
        let (name, address) = match (colleague, dice.pick(&HUNTING.mail.partners)) {
            (Some(colleague), _) if inside => (colleague.name, colleague.user_principal_name),
            (_, Some(partner)) => (partner.name.as_str(), partner.address.clone()),
            _ => return,
        };
        let document = dice.pick(&HUNTING.documents).filter(|_| dice.chance(25));
        let site = dice.pick(&HUNTING.sites).filter(|_| dice.chance(30));
        let sender = Sender {
            name,
            address: &address,
            ip: outside_ip(&mut Dice::new(0, &address)),
        };
        pen.row("EmailEvents", at, |row| {
            row.message(&id, &sender, &self.person)
                .text("Subject", subject)
                .text("EmailDirection", if inside { "Intra-org" } else { "Inbound" })
                .text("DeliveryAction", if junk { "Junked" } else { "Delivered" })
                .text(
                    "DeliveryLocation",
                    if junk { "Junk folder" } else { "Inbox/folder" },
                )
                .text("LatestDeliveryAction", if junk { "Junked" } else { "Delivered" })
                .text(
                    "LatestDeliveryLocation",
                    if junk { "Junk folder" } else { "Inbox/folder" },
                )
                .text("ThreatTypes", if junk { "Spam" } else { "" })
                .text("EmailLanguage", "en")
                .number("AttachmentCount", document.is_some().into())
                .number("UrlCount", site.is_some().into());
        });
        if let Some(document) = document {
            pen.row("EmailAttachmentInfo", at, |row| {
                row.message(&id, &sender, &self.person).attachment(document);
            });
        }
        if let Some(site) = site {
            pen.row("EmailUrlInfo", at, |row| {
                row.link(&id, &format!("https://{site}/"), site);
            });
        }
    }

    fn sign_in(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        let mistyped = dice.chance(5);
        let (country, city, ip) = self.place();
        let applications = ["Microsoft 365", "Microsoft Teams", "Active Directory"];
        let application = dice.pick(&applications).copied().unwrap_or_default();
        pen.row("IdentityLogonEvents", at, |row| {
            row.account(&self.person, self.story.account_domain())
                .text("AccountDisplayName", self.person.name)
                .text(
                    "ActionType",
                    if mistyped { "LogonFailed" } else { "LogonSuccess" },
                )
                .text("FailureReason", if mistyped { "WrongPassword" } else { "" })
                .text("Application", application)
                .text(
                    "LogonType",
                    if application == "Active Directory" {
                        "Interactive"
                    } else {
                        "OAuth2:Token"
                    },
                )
                .text(
                    "Protocol",
                    if application == "Active Directory" {
                        "Kerberos"
                    } else {
                        "OAuth2"
                    },
                )
                .text("IPAddress", ip)
                .text("Location", format!("{city}, {country}"))
                .text("OSPlatform", "Windows 11");
        });
    }

    fn cloud(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        let (Some(action), Some(document)) =
            (dice.pick(&HUNTING.cloud_actions), dice.pick(&HUNTING.documents))
        else {
            return;
        };
        let (country, city, ip) = self.place();
        pen.row("CloudAppEvents", at, |row| {
            row.cloud_account(&self.person)
                .text("ActionType", &action.action)
                .text("ActivityType", &action.activity)
                .text("Application", &action.application)
                .number("ApplicationId", action.id.into())
                .text("ObjectType", &action.object)
                .text("IPAddress", &ip)
                .text("CountryCode", country)
                .text("City", city)
                .json("RawEventData", json!({"Operation": action.action, "ClientIP": ip, "UserId": self.person.user_principal_name}));
            if action.object == "File" {
                row.text("ObjectName", document);
            }
        });
    }

    fn directory(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        if !dice.chance(4) {
            return;
        }
        pen.row("IdentityDirectoryEvents", at, |row| {
            row.account(&self.person, self.story.account_domain())
                .text("AccountDisplayName", self.person.name)
                .text("ActionType", "Account Password changed")
                .text("Application", "Active Directory")
                .text("TargetAccountUpn", &self.person.user_principal_name)
                .text("TargetAccountDisplayName", self.person.name)
                .json("AdditionalFields", json!({"Count": "1"}));
        });
    }
}

/// Who sent a message.
pub(in crate::hunting) struct Sender<'a> {
    pub(in crate::hunting) name: &'a str,
    pub(in crate::hunting) address: &'a str,
    /// The last server that passed it on.
    pub(in crate::hunting) ip: String,
}

impl Row<'_> {
    /// Which message it is, and between whom.
    pub(in crate::hunting) fn message(
        &mut self,
        id: &str,
        sender: &Sender<'_>,
        recipient: &Person,
    ) -> &mut Self {
        let (_, domain) = sender.address.split_once('@').unwrap_or_default();
        self.text("NetworkMessageId", id)
            .text("InternetMessageId", format!("<{id}@{domain}>"))
            .text("ReportId", format!("{id}-{}", recipient.number))
            .text("SenderFromAddress", sender.address)
            .text("SenderFromDomain", domain)
            .text("SenderMailFromAddress", sender.address)
            .text("SenderMailFromDomain", domain)
            .text("SenderDisplayName", sender.name)
            .text("SenderIPv4", &sender.ip)
            .text("RecipientEmailAddress", &recipient.user_principal_name)
            .text("RecipientObjectId", recipient.object_id.to_string())
    }

    /// A file that came with a message.
    pub(in crate::hunting) fn attachment(&mut self, name: &str) -> &mut Self {
        let image = crate::story::Image::of(name);
        let (_, kind) = name.rsplit_once('.').unwrap_or_default();
        self.text("FileName", name)
            .text("FileType", kind)
            .text("SHA256", &image.sha256)
            .number("FileSize", i64::try_from(image.size).unwrap_or_default())
    }

    /// A link in a message.
    pub(in crate::hunting) fn link(&mut self, id: &str, url: &str, domain: &str) -> &mut Self {
        self.text("NetworkMessageId", id)
            .text("ReportId", format!("{id}-url"))
            .text("Url", url)
            .text("UrlDomain", domain)
            .text("UrlLocation", "Body")
    }

    /// Who did something in a cloud app.
    pub(in crate::hunting) fn cloud_account(&mut self, person: &Person) -> &mut Self {
        self.text("AccountObjectId", person.object_id.to_string())
            .text("AccountId", &person.user_principal_name)
            .text("AccountDisplayName", person.name)
            .text("AccountType", "Regular")
            .flag("IsAdminOperation", false)
            .flag("IsAnonymousProxy", false)
            .flag("IsExternalUser", false)
            .flag("IsImpersonated", false)
            .text("DeviceType", "Desktop")
            .text("OSPlatform", "Windows 11")
            .text("UserAgent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)")
            .text("AuditSource", "Defender for Cloud Apps app connector")
    }
}
