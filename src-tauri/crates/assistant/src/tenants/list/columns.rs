//! Which column of a table says what. Headings are those of the exports that partners have, in English and French.

use crate::ids::TenantName;

/// Written small, without accents and blanks.
const DOMAIN: [&str; 27] = [
    "adressedemessagerie",
    "adresseemail",
    "courriel",
    "customerdomain",
    "defaultdomain",
    "defaultdomainname",
    "domain",
    "domaine",
    "domaineclient",
    "domaineduclient",
    "domainepardefaut",
    "domaineprincipal",
    "domaines",
    "domainname",
    "domains",
    "email",
    "emailaddress",
    "locataire",
    "nomdedomaine",
    "nomdedomaineprincipal",
    "primarydomain",
    "primarydomainname",
    "siteweb",
    "tenant",
    "tenantdomain",
    "url",
    "website",
];
const TENANT: [&str; 11] = [
    "customertenantid",
    "directoryid",
    "directorytenantid",
    "iddannuairelocataire",
    "iddelannuaire",
    "iddelannuairelocataire",
    "iddelocataire",
    "iddulocataire",
    "idmicrosoft",
    "microsoftid",
    "tenantid",
];
const NAME: [&str; 21] = [
    "client",
    "clientname",
    "clients",
    "company",
    "companyname",
    "customer",
    "customername",
    "customers",
    "displayname",
    "entreprise",
    "name",
    "nom",
    "nomclient",
    "nomdaffichage",
    "nomdelasociete",
    "nomdelentreprise",
    "nomduclient",
    "organisation",
    "organization",
    "raisonsociale",
    "societe",
];

/// Where a table keeps what. Without headings nothing is known, and each row is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    domain: Option<usize>,
    tenant: Option<usize>,
    name: Option<usize>,
}

impl Columns {
    /// The columns that a row of headings names; `None` where it is a row like any other.
    pub(super) fn of(fields: &[String]) -> Option<Self> {
        if fields.iter().any(|field| names_tenant(field)) {
            return None;
        }
        let headings: Vec<String> = fields.iter().map(|field| bare(field)).collect();
        let place = |known: &[&str]| {
            let mut headings = headings.iter();
            headings.position(|heading| known.contains(&heading.as_str()))
        };
        let columns = Self {
            domain: place(&DOMAIN),
            tenant: place(&TENANT),
            name: place(&NAME),
        };
        (columns != Self::default()).then_some(columns)
    }

    /// Where a row names its tenant: the domain before the ID, since people know it by that.
    pub(super) fn tenant_in(&self, fields: &[String]) -> Option<usize> {
        let filled = |place: &usize| fields.get(*place).is_some_and(|field| !field.is_empty());
        let known = self.domain.filter(filled).or(self.tenant.filter(filled));
        match (self.domain.or(self.tenant), known) {
            (_, Some(place)) => Some(place),
            (Some(_), None) => None,
            (None, None) => fields
                .iter()
                .position(|field| names_tenant(field))
                .or_else(|| (0..fields.len()).find(filled)),
        }
    }

    /// What a row calls its customer: what the column says, or else the next field that has something in it.
    pub(super) fn name_in<'f>(&self, fields: &'f [String], tenant: Option<usize>) -> Option<&'f str> {
        let headed = self.domain.or(self.tenant).or(self.name).is_some();
        let place = match (self.name, headed) {
            (Some(place), _) => Some(place),
            (None, true) => None,
            (None, false) => {
                (0..fields.len()).find(|place| Some(*place) != tenant && !fields[*place].is_empty())
            }
        };
        let name = fields.get(place.filter(|place| Some(*place) != tenant)?)?;
        Some(name.as_str())
    }
}

/// Is it a tenant, or the heading of a column?
pub(super) fn says_something(field: &str) -> bool {
    let heading = bare(field);
    let known = |words: &[&str]| words.contains(&heading.as_str());
    names_tenant(field) || known(&DOMAIN) || known(&TENANT) || known(&NAME)
}

pub(super) fn names_tenant(field: &str) -> bool {
    field.parse::<TenantName>().is_ok()
}

/// A heading written small, without accents and without what stands between its words.
fn bare(heading: &str) -> String {
    let letters = heading.chars().flat_map(char::to_lowercase);
    let plain = letters.map(|letter| match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    });
    plain.filter(|letter| letter.is_alphanumeric()).collect()
}
