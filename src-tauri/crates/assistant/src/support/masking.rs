//! Made values in place of what names a tenant, an app, a person, a device or a place: the same one for the same thing,
//! and of the same form, so that what is masked can be played again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::IpAddr;

use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use uuid::Uuid;

use crate::connection::{Connection, Customer};
use crate::diagnosis::masked;
use crate::ids::ClientId;

mod patterns;

use self::patterns::{
    APPLICATION, DEVICE, ENDS, ENDS_OF_FILES, GUID, HEX, HOME, HOST, IP, NAMED, NUMBER, OF_MICROSOFT,
    PUBLISHED, TENANTS_OF_MICROSOFT, TRACE, USER,
};

/// What stands in place of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum MaskKind {
    /// "Directory (tenant) ID".
    Tenant,
    /// "Application (client) ID".
    Client,
    /// Another id: of an object, a device, a certificate, a connection.
    Object,
    /// A domain or the name of a server.
    Domain,
    /// Somebody who signs in.
    User,
    /// A computer.
    Device,
    /// A name that somebody gave.
    Name,
    /// An IP address.
    Address,
    /// A folder of somebody's own.
    Folder,
    /// A token, a secret, a code.
    Secret,
}

/// One made value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Masked {
    /// What it stands for.
    pub kind: MaskKind,
    /// As it stands in the text.
    pub shown: String,
}

/// What is known beforehand, in the order in which it is numbered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) tenants: Vec<Uuid>,
    pub(crate) clients: Vec<Uuid>,
    /// Domains of tenants, in lower case. Whatever stands below them is masked, too.
    pub(crate) domains: Vec<String>,
    /// What accounts are called.
    pub(crate) users: Vec<String>,
    /// Names that people gave to connections and customers.
    pub(crate) names: Vec<String>,
    /// Hosts of Microsoft's clouds or a person's own that are no secret.
    pub(crate) hosts: BTreeSet<String>,
    /// The home folder.
    pub(crate) home: Option<String>,
}

impl Known {
    /// Adds what a connection says of tenants, apps and people.
    pub(crate) fn note(&mut self, connection: &Connection) {
        self.tenants.push(connection.tenant_id.uuid());
        self.clients.extend(connection.client_id.map(ClientId::uuid));
        self.note_domain(&connection.tenant_domain);
        if let Some(customer) = &connection.customer {
            self.note_customer(customer);
        }
        let accounts = connection.accounts.all().iter();
        self.users
            .extend(accounts.map(|account| account.user_name.clone()));
        self.names.push(connection.name.clone());
    }

    /// Adds a customer of a partner.
    pub(crate) fn note_customer(&mut self, customer: &Customer) {
        self.tenants.push(customer.tenant_id.uuid());
        self.note_domain(&customer.domain);
    }

    /// A tenant may be named by its id, too.
    fn note_domain(&mut self, domain: &str) {
        if domain.contains('.') {
            self.domains.push(domain.to_lowercase());
        }
    }
}

/// Puts made values in place of real ones, the same for the same.
pub(crate) struct Masking {
    known: Known,
    literals: Vec<(Regex, MaskKind)>,
    /// Trace and correlation ids, which support asks for.
    traces: BTreeSet<Uuid>,
    keep_ids: bool,
    made: HashMap<(MaskKind, String), String>,
    /// The made values, which are not masked again.
    values: HashSet<String>,
    numbers: HashMap<MaskKind, u32>,
    /// What of it stands in the text.
    shown: BTreeSet<String>,
    counts: BTreeMap<MaskKind, u32>,
}

impl Masking {
    /// Masks with what is known beforehand. With `keep_ids`, only what opens something and what leads to a person's
    /// computer goes.
    pub(crate) fn new(known: Known, keep_ids: bool) -> Self {
        let literal =
            |text: &String, kind| Some((Regex::new(&format!("(?i){}", regex::escape(text))).ok()?, kind));
        let telling =
            |text: &&String| text.chars().count() >= 4 && text.chars().any(|c| !c.is_ascii_lowercase());
        let users = known
            .users
            .iter()
            .filter(telling)
            .filter_map(|one| literal(one, MaskKind::User));
        let names = known
            .names
            .iter()
            .filter(telling)
            .filter_map(|one| literal(one, MaskKind::Name));
        let literals = users.chain(names).collect();
        let mut masking = Self {
            literals,
            traces: BTreeSet::new(),
            keep_ids,
            made: HashMap::new(),
            values: HashSet::new(),
            numbers: HashMap::new(),
            shown: BTreeSet::new(),
            counts: BTreeMap::new(),
            known,
        };
        masking.values.insert(PEOPLE.to_owned());
        masking.number_known();
        masking
    }

    /// The connection's own are the first of their kind, whatever stands first in the text.
    fn number_known(&mut self) {
        let Known {
            tenants,
            clients,
            domains,
            ..
        } = self.known.clone();
        for id in tenants {
            self.made(MaskKind::Tenant, &id.to_string());
        }
        for id in clients {
            self.made(MaskKind::Client, &id.to_string());
        }
        for domain in domains {
            self.made(MaskKind::Domain, &domain);
        }
    }

    /// Remembers what finds an event in Microsoft's logs; ids of tenants and apps are never that.
    pub(crate) fn keep_traces_of(&mut self, document: &Value) {
        let text = document.to_string().replace("\\\"", "\"");
        let ids = TRACE
            .captures_iter(&text)
            .filter_map(|found| Uuid::try_parse(&found[1]).ok());
        let known = |id: &Uuid| self.known.tenants.contains(id) || self.known.clients.contains(id);
        let traces: Vec<Uuid> = ids.filter(|id| !known(id)).collect();
        self.traces.extend(traces);
    }

    /// Masks every text in a document. Names of fields are ours.
    pub(crate) fn document(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.document(value)),
            Value::Object(fields) => {
                for (name, value) in fields.iter_mut() {
                    match value {
                        Value::String(text) if name == "address" => *text = self.in_path(text),
                        Value::String(text) if is_number_of_something(name, text) && !self.keep_ids => {
                            *text = self.stands_for(MaskKind::Object, text);
                        }
                        _ => (),
                    }
                    self.document(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => (),
        }
    }

    /// How often something was masked, by kind.
    pub(crate) fn counts(&self) -> BTreeMap<MaskKind, u32> {
        self.counts.clone()
    }

    /// The made values that stand in the text.
    pub(crate) fn shown(&self) -> Vec<Masked> {
        let made = self.made.iter().filter(|(_, shown)| self.shown.contains(*shown));
        let mut all: Vec<Masked> = made
            .map(|((kind, _), shown)| Masked {
                kind: *kind,
                shown: shown.clone(),
            })
            .collect();
        for (kind, shown) in [
            (MaskKind::Address, ADDRESS),
            (MaskKind::Folder, FOLDER),
            (MaskKind::Secret, SECRET),
        ] {
            if self.counts.contains_key(&kind) {
                all.push(Masked {
                    kind,
                    shown: shown.to_owned(),
                });
            }
        }
        all.sort_by(|a, b| (a.kind, a.shown.len(), &a.shown).cmp(&(b.kind, b.shown.len(), &b.shown)));
        all
    }

    /// Masks one text.
    pub(crate) fn text(&mut self, text: &str) -> String {
        let before = text.matches(SECRET).count();
        let mut text = masked(text);
        let secrets = text.matches(SECRET).count();
        self.count(MaskKind::Secret, secrets.max(before));
        if let Some(home) = self.known.home.clone().filter(|home| home.len() > 3) {
            self.count(MaskKind::Folder, text.matches(&home).count());
            text = text.replace(&home, FOLDER);
        }
        text = self.each(&HOME, &text, |masking, _| {
            Some(masking.counted(MaskKind::Folder, FOLDER))
        });
        if !self.keep_ids {
            text = self.ids(&text);
        }
        self.each(&IP, &text, |masking, found| {
            let address: IpAddr = found.trim_end_matches('.').parse().ok()?;
            let harmless = address.is_loopback() || address.is_unspecified();
            (!harmless).then(|| masking.counted(MaskKind::Address, ADDRESS))
        })
    }

    fn ids(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for (literal, kind) in self.literals.clone() {
            text = self.each(&literal, &text, |masking, found| {
                Some(masking.stands_for(kind, found))
            });
        }
        text = self.each(&USER, &text, |masking, found| {
            masking.unless_made(MaskKind::User, found)
        });
        text = self.each(&GUID, &text, Self::guid);
        text = self.each(&HOST, &text, Self::host);
        text = self.each(&HEX, &text, |masking, found| {
            masking.unless_made(MaskKind::Object, found)
        });
        text = self.each(&DEVICE, &text, |masking, found| {
            masking.unless_made(MaskKind::Device, found)
        });
        for (pattern, end) in [(&*NAMED, "'"), (&*APPLICATION, "")] {
            let named = pattern.replace_all(&text, |found: &Captures<'_>| {
                let begin = if end.is_empty() { "" } else { "'" };
                let rest = found.get(3).map_or(end, |rest| rest.as_str());
                format!("{}{begin}{}{rest}", &found[1], self.name(&found[2]))
            });
            text = named.into_owned();
        }
        text
    }

    /// What somebody called a thing, where it is a name and no id.
    fn name(&mut self, found: &str) -> String {
        if self.is_made(found) || Uuid::try_parse(found).is_ok() {
            return found.to_owned();
        }
        self.stands_for(MaskKind::Name, found)
    }

    fn guid(&mut self, found: &str) -> Option<String> {
        let id = Uuid::try_parse(found).ok()?;
        let kept = self.traces.contains(&id) || PUBLISHED.contains(&id) || id.is_nil() || self.is_made(found);
        if kept {
            return None;
        }
        let id = id.to_string();
        let is = |kind: &MaskKind| self.made.contains_key(&(*kind, id.clone()));
        let known = [MaskKind::Tenant, MaskKind::Client].into_iter().find(is);
        Some(self.stands_for(known.unwrap_or(MaskKind::Object), &id))
    }

    fn host(&mut self, found: &str) -> Option<String> {
        let (before, name) = match found.strip_prefix("://") {
            Some(name) => ("://", name),
            None => ("", found),
        };
        let lower = name.to_lowercase();
        let own =
            parents(&lower).find(|parent| self.made.contains_key(&(MaskKind::Domain, (*parent).to_owned())));
        if let Some(domain) = own {
            return Some(format!("{before}{}", self.stands_for(MaskKind::Domain, domain)));
        }
        let below = |end: &&str| lower == **end || lower.ends_with(&format!(".{end}"));
        let harmless = OF_MICROSOFT.iter().any(below) || self.known.hosts.contains(&lower);
        if harmless && !TENANTS_OF_MICROSOFT.iter().any(|end| lower.ends_with(end)) || self.is_made(&lower) {
            return None;
        }
        let end = lower.rsplit('.').next().unwrap_or_default();
        let country = end.len() == 2
            && end == name.rsplit('.').next().unwrap_or_default()
            && !ENDS_OF_FILES.contains(&end);
        let server = !before.is_empty() || country || ENDS.contains(&end) || end.starts_with("xn--");
        let parts_of_a_number = lower
            .split('.')
            .all(|part| part.chars().all(|c| c.is_ascii_digit()));
        (server && !parts_of_a_number)
            .then(|| format!("{before}{}", self.stands_for(MaskKind::Domain, &lower)))
    }

    /// Numbers in a path name something.
    fn in_path(&mut self, address: &str) -> String {
        if self.keep_ids {
            return address.to_owned();
        }
        let mut text = address.to_owned();
        // What ends one number begins the next.
        for _ in 0..2 {
            let done = NUMBER.replace_all(&text, |found: &Captures<'_>| {
                let number = found[0].trim_matches(['/', '?']);
                format!("/{}{}", self.stands_for(MaskKind::Object, number), &found[1])
            });
            text = done.into_owned();
        }
        text
    }

    fn each(
        &mut self,
        pattern: &Regex,
        text: &str,
        mut mask: impl FnMut(&mut Self, &str) -> Option<String>,
    ) -> String {
        let done = pattern.replace_all(text, |found: &Captures<'_>| {
            mask(self, &found[0]).unwrap_or_else(|| found[0].to_owned())
        });
        done.into_owned()
    }

    fn unless_made(&mut self, kind: MaskKind, found: &str) -> Option<String> {
        (!self.is_made(found)).then(|| self.stands_for(kind, found))
    }

    fn is_made(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.values.contains(&lower)
    }

    fn stands_for(&mut self, kind: MaskKind, real: &str) -> String {
        let made = self.made(kind, &real.to_lowercase());
        self.shown.insert(made.clone());
        self.counted(kind, &made)
    }

    fn counted(&mut self, kind: MaskKind, shown: &str) -> String {
        self.count(kind, 1);
        shown.to_owned()
    }

    fn count(&mut self, kind: MaskKind, times: usize) {
        if times > 0 {
            *self.counts.entry(kind).or_default() += u32::try_from(times).unwrap_or(u32::MAX);
        }
    }

    fn made(&mut self, kind: MaskKind, real: &str) -> String {
        if let Some(made) = self.made.get(&(kind, real.to_owned())) {
            return made.clone();
        }
        let number = self.numbers.entry(kind).or_default();
        *number += 1;
        let made = made_value(kind, *number, Uuid::try_parse(real).is_ok());
        self.values.insert(made.clone());
        self.made.insert((kind, real.to_owned()), made.clone());
        made
    }
}

/// Of the same form as what it stands for. Names of servers end as RFC 2606 reserves it.
fn made_value(kind: MaskKind, number: u32, is_guid: bool) -> String {
    match (kind, is_guid) {
        (MaskKind::Tenant, _) => format!("11111111-0000-4000-8000-{number:012}"),
        (MaskKind::Client, _) => format!("22222222-0000-4000-8000-{number:012}"),
        (MaskKind::Object, true) => format!("33333333-0000-4000-8000-{number:012}"),
        (MaskKind::Object, false) => format!("object-{number}"),
        (MaskKind::Domain, _) => format!("domain-{number}.example"),
        (MaskKind::User, _) => format!("user-{number}@{PEOPLE}"),
        (MaskKind::Device, _) => format!("device-{number}"),
        (MaskKind::Name, _) => format!("name-{number}"),
        (MaskKind::Address, _) => ADDRESS.to_owned(),
        (MaskKind::Folder, _) => FOLDER.to_owned(),
        (MaskKind::Secret, _) => SECRET.to_owned(),
    }
}

/// A name of a server, and the names that it stands below.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    let dots = name.match_indices('.').map(|(at, _)| &name[at + 1..]);
    std::iter::once(name).chain(dots)
}

/// Where everybody lives whose name is made.
const PEOPLE: &str = "people.example";
/// As [`crate::diagnosis`] masks.
const SECRET: &str = "•••";
const ADDRESS: &str = "[address]";
const FOLDER: &str = "[home]";

/// Is it a field that names something by a number?
fn is_number_of_something(field: &str, text: &str) -> bool {
    let names = field == "id" || field.ends_with("_id") || field.ends_with("Id");
    names && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests;
