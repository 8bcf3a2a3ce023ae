//! The connection card: what an administrator hands to others, so that they need to set up nothing. It holds no secret, no
//! token and no evidence; whoever gets it brings their own account, secret or certificate.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;
use url::Url;

use super::{Connection, Customer, Goal};
use crate::cloud::{Api, Cloud, known_host};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::is_loopback;
use crate::ids::{ClientId, TenantId};

/// A card is a few lines; with a cloud of one's own in it, some more.
pub const MAX_CARD: usize = 64 * 1024;

/// Version of the form. A newer one is left alone rather than misread.
const VERSION: u32 = 1;

/// A connection card as it stands in a `.handrail.json` file. What a card does not have is refused, so that nobody
/// believes that a secret can be sent in one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Card {
    #[serde(rename = "handrailCard")]
    version: u32,
    name: String,
    cloud: String,
    /// A cloud of one's own, in the form of `docs/custom-cloud.md`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cloud_definition: Option<Value>,
    tenant_id: TenantId,
    tenant_domain: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_id: Option<ClientId>,
    goal: Goal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    customer: Option<Customer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redirect_uri: Option<Url>,
}

/// A host that a card leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardHost {
    /// Its name, with the port where there is one.
    pub host: String,
    /// What goes there.
    pub receives: Receives,
    /// It is one of Microsoft's, or of a cloud that is in use here.
    pub known: bool,
}

/// What a host is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Receives {
    /// Passwords and secrets: people and applications sign in there.
    Credentials,
    /// Access tokens.
    Tokens,
    /// People, through a link.
    People,
}

/// A card as it is shown before it is trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardView {
    /// Name for people.
    pub name: String,
    /// Which cloud.
    pub cloud_id: String,
    /// Its name for people.
    pub cloud_name: String,
    /// Nothing there is real.
    pub practice: bool,
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// How whoever made the card named it.
    pub tenant_domain: String,
    /// "Application (client) ID", if the card has one.
    pub client_id: Option<String>,
    /// What it is for.
    pub goal: Goal,
    /// Every host that it leads to, those that receive credentials first.
    pub hosts: Vec<CardHost>,
    /// One of them at least is unknown: a person has to decide.
    pub has_unknown_hosts: bool,
    /// The connection that is the same already.
    pub already: Option<String>,
}

impl Card {
    /// The card of a connection; a cloud of one's own comes with it, the practice tenant does not: it runs elsewhere.
    pub(crate) fn of(connection: &Connection, cloud: &Cloud) -> Self {
        Self {
            version: VERSION,
            name: connection.name.clone(),
            cloud: connection.cloud.clone(),
            cloud_definition: cloud.definition().filter(|_| !cloud.practice).cloned(),
            tenant_id: connection.tenant_id,
            tenant_domain: connection.tenant_domain.clone(),
            client_id: connection.client_id,
            goal: connection.goal,
            host: connection.host.clone(),
            customer: connection.customer.clone(),
            redirect_uri: connection.own_redirect_uri.clone(),
        }
    }

    /// Reads a card; an error says what is missing or wrong in it.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::CardTooLong`], [`ErrorCode::CardMalformed`] with the field, [`ErrorCode::CardTooNew`] with the version.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_CARD {
            return Err(ErrorReport::new(ErrorCode::CardTooLong));
        }
        // Windows editors begin a file with a mark.
        let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(json).map_err(|error| malformed("handrailCard", error))?;
        match value.get("handrailCard").and_then(Value::as_u64) {
            None => return Err(malformed("handrailCard", "")),
            Some(version) if version > u64::from(VERSION) => {
                return Err(ErrorReport::new(ErrorCode::CardTooNew).with("name", version));
            }
            Some(_) => (),
        }
        let card: Self = serde_json::from_value(value).map_err(|error| {
            let said = error.to_string();
            malformed(said.split('`').nth(1).unwrap_or("handrailCard"), &said)
        })?;
        if card.name.trim().is_empty() {
            return Err(malformed("name", ""));
        }
        Ok(card)
    }

    /// The card as text, ready to be kept in a file.
    pub(crate) fn text(&self) -> Result<String> {
        let text = serde_json::to_string_pretty(self);
        text.map(|text| text + "\n")
            .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))
    }

    /// What it is for.
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// It leads to the practice tenant, which has to run for it.
    pub fn is_practice(&self) -> bool {
        self.cloud == "practice"
    }

    /// The cloud that the card names.
    pub fn cloud(&self) -> &str {
        &self.cloud
    }

    /// The cloud of one's own that comes with the card.
    pub(crate) fn own_cloud(&self) -> Result<Option<Cloud>> {
        let Some(definition) = &self.cloud_definition else {
            return Ok(None);
        };
        let cloud = Cloud::parse(&definition.to_string())?;
        if cloud.id != self.cloud || cloud.practice {
            return Err(malformed("cloudDefinition", ""));
        }
        Ok(Some(cloud))
    }

    /// The connection that the card makes.
    pub(crate) fn connection(self, id: String) -> Connection {
        Connection {
            name: self.name.clone(),
            client_id: self.client_id,
            host: self.host,
            customer: self.customer,
            own_redirect_uri: self.redirect_uri,
            own_cloud: self.cloud_definition,
            from_card: true,
            ..Connection::at(id, self.cloud, (self.tenant_id, self.tenant_domain), self.goal)
        }
    }

    /// Does this connection lead to the same, with the same registration, for the same?
    pub(crate) fn is_of(&self, connection: &Connection) -> bool {
        (&self.cloud, self.tenant_id, self.client_id, self.goal)
            == (
                &connection.cloud,
                connection.tenant_id,
                connection.client_id,
                connection.goal,
            )
            && self.customer == connection.customer
    }

    /// What is shown. `cloud` is the one that the card leads to, `trusted` whether it is in use here already.
    pub(crate) fn view(&self, cloud: &Cloud, trusted: bool, already: Option<String>) -> CardView {
        let hosts = self.hosts(cloud, trusted);
        CardView {
            name: self.name.clone(),
            cloud_id: cloud.id.clone(),
            cloud_name: cloud.name.clone(),
            practice: cloud.practice,
            tenant_id: self.tenant_id.to_string(),
            tenant_domain: self.tenant_domain.clone(),
            client_id: self.client_id.map(|id| id.to_string()),
            goal: self.goal,
            has_unknown_hosts: hosts.iter().any(|host| !host.known),
            hosts,
            already,
        }
    }

    fn hosts(&self, cloud: &Cloud, trusted: bool) -> Vec<CardHost> {
        let mut found: Vec<CardHost> = Vec::new();
        let mut add = |url: &Url, receives, trusted: bool| {
            let Some(name) = url.host_str() else { return };
            let host = match url.port() {
                Some(port) => format!("{name}:{port}"),
                None => name.to_owned(),
            };
            let known = trusted || (url.port().is_none() && known_host(name).is_some());
            if !found.iter().any(|seen| seen.host == host) {
                found.push(CardHost {
                    host,
                    receives,
                    known,
                });
            }
        };
        add(&cloud.authority, Receives::Credentials, trusted);
        for api in Api::ALL {
            let usual = cloud.api(api).map(|place| &place.host);
            let near = cloud.geo_hosts(api).iter().map(|geo| &geo.host);
            usual
                .into_iter()
                .chain(near)
                .for_each(|host| add(host, Receives::Tokens, trusted));
        }
        for portal in cloud.portals() {
            add(portal, Receives::People, trusted);
        }
        if let Some(page) = self.redirect_uri.as_ref().filter(|page| !is_loopback(page)) {
            add(page, Receives::People, false);
        }
        found
    }
}

fn malformed(name: &str, said: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::CardMalformed)
        .with("name", name)
        .detailed(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = r#"{"handrailCard": 1, "name": "Contoso", "cloud": "commercial",
        "tenantId": "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7", "tenantDomain": "contoso.com",
        "clientId": "631a96bc-a705-4eda-9f99-fdaf9f54f6a2", "goal": {"api": "graph", "context": "user"}}"#;

    fn refused(json: &str) -> (ErrorCode, String) {
        let report = Card::parse(json.as_bytes()).unwrap_err();
        (
            report.code,
            report.params.get("name").cloned().unwrap_or_default(),
        )
    }

    #[test]
    fn a_card_is_written_as_it_is_read() {
        let card = Card::parse(CARD.as_bytes()).unwrap();
        assert_eq!(Card::parse(card.text().unwrap().as_bytes()).unwrap(), card);
        let marked = [b"\xef\xbb\xbf", CARD.as_bytes()].concat();
        assert_eq!(Card::parse(&marked).unwrap(), card);
    }

    #[test]
    fn what_is_no_card_is_refused_with_what_is_wrong() {
        let wrong = |name: &str| (ErrorCode::CardMalformed, name.to_owned());
        assert_eq!(refused("not json"), wrong("handrailCard"));
        assert_eq!(refused("{}"), wrong("handrailCard"));
        assert_eq!(refused("[1]"), wrong("handrailCard"));
        assert_eq!(refused(&CARD.replace("\"Contoso\"", "\" \"")), wrong("name"));
        assert_eq!(
            refused(&CARD.replace("\"tenantDomain\"", "\"domain\"")),
            wrong("domain")
        );
        assert_eq!(refused(&CARD.replace(": 1,", ": 2,")).0, ErrorCode::CardTooNew);
        assert_eq!(refused(&" ".repeat(MAX_CARD + 1)).0, ErrorCode::CardTooLong);
    }

    #[test]
    fn a_card_with_a_secret_in_it_is_no_card() {
        let with_secret = CARD.replacen('{', "{\"clientSecret\": \"x\", ", 1);
        assert_eq!(
            refused(&with_secret),
            (ErrorCode::CardMalformed, "clientSecret".to_owned())
        );
    }

    #[test]
    fn hosts_of_microsoft_are_known_and_others_are_not() {
        let card = Card::parse(CARD.as_bytes()).unwrap();
        let view = card.view(&Cloud::microsoft()[0], false, None);
        assert!(!view.has_unknown_hosts, "{:?}", view.hosts);
        assert_eq!(view.hosts[0].receives, Receives::Credentials);

        let own = r#"{"id":"mine","name":"Mine","entra_authority":"https://login.microsoftonline.com.evil.example",
            "graph_base":"https://graph.microsoft.com:444","token":{"graph":{"resource_v1":"https://graph.microsoft.com"}}}"#;
        let cloud = Cloud::parse(own).unwrap();
        let view = card.view(&cloud, false, None);
        let unknown: Vec<&str> = view
            .hosts
            .iter()
            .filter(|host| !host.known)
            .map(|host| host.host.as_str())
            .collect();
        assert_eq!(
            unknown,
            [
                "login.microsoftonline.com.evil.example",
                "graph.microsoft.com:444"
            ]
        );
        assert!(!card.view(&cloud, true, None).has_unknown_hosts);
    }
}
