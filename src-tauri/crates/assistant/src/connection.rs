//! What a person works with: a tenant, a registration in it, a goal, and the evidence so far.

mod accounts;
mod card;
mod certificates;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod list;
mod purpose;
mod reminder;
mod uses;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specta::Type;
use url::Url;

pub(crate) use self::accounts::Accounts;
pub use self::accounts::{Account, AccountId, AccountView};
pub use self::card::{Card, CardHost, CardView, MAX_CARD, Receives};
pub(crate) use self::certificates::Certificates;
pub use self::certificates::StoredCertificate;
pub(crate) use self::list::Connections;
pub use self::purpose::Purpose;
pub(crate) use self::reminder::ends_soon;
pub use self::reminder::{Reminder, ReminderKind, ReminderState};
pub(crate) use self::uses::{Uses, day, long_enough};
use crate::checklist::{LOOPBACK_REDIRECT, PortalPage, StepId, Trail, steps_with};
use crate::clock::rfc3339;
use crate::cloud::{Api, Cloud};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport, Remedy};
use crate::ids::{ClientId, TenantId};
use crate::outside::{KeptIn, SecretKind, SecretName};
use crate::registration::SetupClient;
use crate::sign_in::consent_url;

/// Who reads: somebody who signs in, or the application by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    /// On behalf of a signed-in user: delegated permissions, claim `scp`.
    User,
    /// As the application: application permissions, claim `roles`.
    Application,
}

/// Whose incidents are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Tenancy {
    /// Those of the tenant that holds the registration.
    #[default]
    Own,
    /// Those of other tenants, which consent to the registration of a partner.
    Customers,
}

/// How a person signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Authorization code with PKCE, in the system browser of this computer (RFC 8252).
    #[default]
    AuthorizationCode,
    /// A code that is typed in on any device (RFC 8628): the fall-back.
    DeviceCode,
}

/// How the application proves who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// A client secret.
    #[default]
    Secret,
    /// A certificate whose key stays on this computer, unless a person saves it for another program.
    Certificate,
}

/// What the connection is for, and how it gets its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct Goal {
    /// Which API is read.
    pub api: Api,
    /// Who reads.
    pub context: Context,
    /// Whose incidents are read.
    #[serde(default)]
    pub tenancy: Tenancy,
    /// How a person signs in; counts on behalf of a user.
    #[serde(default)]
    pub flow: Flow,
    /// How the application proves itself; counts without a user.
    #[serde(default)]
    pub credential: Credential,
    /// What is done there.
    #[serde(default)]
    pub purpose: Purpose,
}

impl Goal {
    /// The usual way to an API in a tenant of one's own: a browser, or a secret.
    pub fn new(api: Api, context: Context) -> Self {
        Self {
            api,
            context,
            tenancy: Tenancy::default(),
            flow: Flow::default(),
            credential: Credential::default(),
            purpose: Purpose::default(),
        }
    }
}

/// A tenant that was found, with what proved it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundTenant {
    /// "Directory (tenant) ID", from the issuer of the discovery document.
    pub tenant_id: String,
    /// What the person asked for: a domain, or the tenant ID again.
    pub domain: String,
    /// The cloud that knows the tenant.
    pub cloud_id: String,
    /// Its name for people.
    pub cloud_name: String,
    /// Nothing here is real.
    pub practice: bool,
    /// `tenant_region_scope` of the discovery document.
    pub region: Option<String>,
    /// When it was seen, RFC 3339.
    pub seen_at: String,
}

/// The tenant whose incidents a partner reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// "Directory (tenant) ID", from the discovery document of the domain.
    pub tenant_id: TenantId,
    /// How the person named it.
    pub domain: String,
}

/// A customer as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerView {
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// How the person named it.
    pub domain: String,
}

/// The last answer of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LastAnswer {
    /// How many rows there were.
    pub rows: u32,
    /// When, RFC 3339.
    pub at: String,
}

/// A connection as it is stored. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Stable name for programs.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Which cloud.
    pub cloud: String,
    /// Which tenant.
    pub tenant_id: TenantId,
    /// How the person named it.
    pub tenant_domain: String,
    /// The registration, once known.
    pub client_id: Option<ClientId>,
    /// What it is for.
    pub goal: Goal,
    /// The name of the host that was chosen among those of the cloud; `None` is the usual one.
    #[serde(default)]
    pub host: Option<String>,
    /// Where the client secret is, once given.
    pub secret: Option<KeptIn>,
    /// "Secret ID" of that secret, where Handrail made it or found it by its first characters.
    #[serde(default)]
    pub(crate) secret_key_id: Option<String>,
    /// When it ends, where that is known.
    #[serde(default)]
    pub(crate) secret_ends: Option<Timestamp>,
    /// What its calls were for.
    #[serde(default)]
    pub(crate) uses: Uses,
    /// The certificates that Handrail made for it, public halves.
    #[serde(default)]
    pub(crate) certificates: Certificates,
    /// Who signed in. Connections of earlier versions hold one name.
    #[serde(default, alias = "account")]
    pub(crate) accounts: Accounts,
    /// The evidence so far.
    #[serde(default)]
    pub trail: Trail,
    /// The last answer of the API.
    pub last_answer: Option<LastAnswer>,
    /// The customer, once known; counts where the goal is customers'.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// A partner's own page for the consent's answer; otherwise the loopback listener.
    #[serde(default)]
    pub own_redirect_uri: Option<Url>,
    /// The step that the person looked at last.
    #[serde(default)]
    pub chosen_step: Option<StepId>,
    /// Somebody else set it up and handed on its card.
    #[serde(default)]
    pub from_card: bool,
    /// Through what somebody signed in last to change its registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) setup_client: Option<SetupClient>,
    /// The cloud of one's own that came with a card, in the form of its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) own_cloud: Option<Value>,
    /// What a newer Handrail wrote into it, kept for that one.
    #[serde(flatten)]
    pub(crate) beyond: Map<String, Value>,
}

/// Where the window says the secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretState {
    /// None given yet, or none needed.
    Missing,
    /// In the keychain of the system.
    Keychain,
    /// In memory until Handrail ends.
    Session,
}

impl From<Option<KeptIn>> for SecretState {
    fn from(kept: Option<KeptIn>) -> Self {
        match kept {
            None => Self::Missing,
            Some(KeptIn::Keychain) => Self::Keychain,
            Some(KeptIn::Session) => Self::Session,
        }
    }
}

/// A connection as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// Stable name for programs.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Which cloud.
    pub cloud_id: String,
    /// Nothing here is real.
    pub practice: bool,
    /// Which tenant.
    pub tenant_id: String,
    /// How the person named it.
    pub tenant_domain: String,
    /// The registration, once known.
    pub client_id: Option<String>,
    /// What it is for.
    pub goal: Goal,
    /// The permission it needs.
    pub permissions: Vec<String>,
    /// Where the secret is, or the key of the certificate, whichever the goal names.
    pub secret: SecretState,
    /// Whose account is in use.
    pub account: Option<String>,
    /// Every step is proved, one real call included.
    pub ready: bool,
    /// The last answer of the API.
    pub last_answer: Option<LastAnswer>,
    /// The name that the registration gets.
    pub app_name: String,
    /// The address that the registration is given.
    pub redirect_uri: String,
    /// The customer, once known.
    pub customer: Option<CustomerView>,
    /// Somebody else set it up and handed on its card.
    pub from_card: bool,
}

impl Connection {
    /// A connection to a tenant that was just found.
    pub(crate) fn new(id: String, tenant: &FoundTenant, tenant_id: TenantId, goal: Goal) -> Self {
        let domain = tenant.domain.clone();
        Self::at(id, tenant.cloud_id.clone(), (tenant_id, domain), goal)
    }

    /// A connection of which nothing is known but where it leads and what for.
    fn at(id: String, cloud: String, (tenant_id, domain): (TenantId, String), goal: Goal) -> Self {
        Self {
            id,
            name: domain.clone(),
            cloud,
            tenant_id,
            tenant_domain: domain,
            client_id: None,
            goal,
            host: None,
            secret: None,
            secret_key_id: None,
            secret_ends: None,
            uses: Uses::default(),
            certificates: Certificates::default(),
            accounts: Accounts::default(),
            trail: Trail::default(),
            last_answer: None,
            customer: None,
            own_redirect_uri: None,
            chosen_step: None,
            from_card: false,
            setup_client: None,
            own_cloud: None,
            beyond: Map::new(),
        }
    }

    /// The tenant that hands out the tokens: the customer's, or the one that holds the registration.
    pub(crate) fn token_tenant(&self) -> TenantId {
        self.customer
            .as_ref()
            .filter(|_| self.goal.tenancy == Tenancy::Customers)
            .map_or(self.tenant_id, |customer| customer.tenant_id)
    }

    /// Is it a partner's, whose application reads at many customers by itself? Only such a connection has a board.
    pub(crate) fn has_customers(&self) -> bool {
        (self.goal.tenancy, self.goal.context) == (Tenancy::Customers, Context::Application)
    }

    /// The same registration as seen from the tenant that holds it.
    pub(crate) fn at_home(&self) -> Self {
        let mut home = self.clone();
        home.goal.tenancy = Tenancy::Own;
        home
    }

    /// Where consent and sign-in are answered to, as it stands in the registration.
    pub(crate) fn redirect_uri(&self) -> &str {
        self.own_redirect_uri
            .as_ref()
            .map_or(LOOPBACK_REDIRECT, Url::as_str)
    }

    /// The name that the registration gets.
    pub fn app_name(&self) -> String {
        let who = match (self.goal.tenancy, self.goal.context) {
            (Tenancy::Customers, _) => "partner",
            (Tenancy::Own, Context::User) => "user",
            (Tenancy::Own, Context::Application) => "application",
        };
        format!("Handrail {who}")
    }

    /// Every step is proved.
    pub fn ready(&self) -> bool {
        steps_with(self.goal, &self.trail.steps())
            .iter()
            .all(|step| self.trail.proved(step.id) && !self.trail.contradicted(step.id))
    }

    /// Another secret was given: which one it is, and when it ends, is not known of it.
    pub(crate) fn has_secret(&mut self, kept: KeptIn) {
        self.secret = Some(kept);
        self.secret_key_id = None;
        self.secret_ends = None;
    }

    /// Remembers how many rows the API answered.
    pub(crate) fn answered(&mut self, rows: u32, at: Timestamp) {
        self.last_answer = Some(LastAnswer {
            rows,
            at: rfc3339(at),
        });
    }

    /// What was given or made once and is not there any more: it was kept in memory only, or somebody removed it from
    /// the keychain.
    pub(crate) fn credential_gone(&self) -> Option<ErrorCode> {
        match self.goal.credential {
            Credential::Secret => self.secret.map(|_| ErrorCode::SecretMissing),
            Credential::Certificate => self.certificates.newest().map(|_| ErrorCode::CertificateMissing),
        }
    }

    /// The name under which a secret of this connection is kept.
    pub(crate) fn secret_name(&self, kind: SecretKind, which: Option<&str>) -> SecretName {
        SecretName {
            connection: self.id.clone(),
            kind,
            which: which.map(str::to_owned),
        }
    }

    /// The name of a client secret that is to take the place of the one in use, once it is proved.
    pub(crate) fn next_secret_name(&self) -> SecretName {
        self.secret_name(SecretKind::ClientSecret, Some("next"))
    }

    /// The name of the refresh token of an account.
    pub(crate) fn refresh_token_name(&self, account: &Account) -> SecretName {
        self.secret_name(SecretKind::RefreshToken, account.id.of_secret())
    }

    /// The name of the private key of a certificate.
    pub(crate) fn certificate_key_name(&self, certificate: &StoredCertificate) -> SecretName {
        self.secret_name(SecretKind::CertificateKey, Some(&certificate.thumbprint))
    }

    /// Every name under which something secret may be kept.
    pub(crate) fn secret_names(&self) -> Vec<SecretName> {
        let mut names = vec![
            self.secret_name(SecretKind::ClientSecret, None),
            self.next_secret_name(),
        ];
        names.extend(
            self.accounts
                .all()
                .iter()
                .map(|account| self.refresh_token_name(account)),
        );
        names.extend(self.certificates.all().map(|one| self.certificate_key_name(one)));
        names
    }

    /// Gives a report the link to the page it names.
    pub(crate) fn link(&self, mut report: ErrorReport, cloud: &Cloud) -> ErrorReport {
        // An administrator of the customer has no use for a page of the partner's portal.
        if matches!(
            report.code,
            ErrorCode::CustomerConsentMissing | ErrorCode::CustomerConsentPartial
        ) {
            report.link = consent_url(self, cloud, None).map(String::from);
            return report;
        }
        let at_home = self.token_tenant() == self.tenant_id;
        let page = match (report.page, report.remedy) {
            (Some(page), _) => Some(page),
            (None, Remedy::AskAdmin) if at_home => Some(PortalPage::ApiPermissions),
            (None, _) => None,
        };
        report.link = page
            .and_then(|page| cloud.portal_link(page, self.client_id))
            .map(String::from);
        report
    }

    /// What the window shows.
    pub fn view(&self, cloud: &Cloud) -> ConnectionView {
        ConnectionView {
            id: self.id.clone(),
            name: self.name.clone(),
            cloud_id: self.cloud.clone(),
            practice: cloud.practice,
            tenant_id: self.tenant_id.to_string(),
            tenant_domain: self.tenant_domain.clone(),
            client_id: self.client_id.map(|id| id.to_string()),
            goal: self.goal,
            permissions: vec![permissions::least(self.goal).to_owned()],
            secret: match self.goal.credential {
                Credential::Secret => self.secret.into(),
                Credential::Certificate => self.certificates.newest().map(|one| one.kept).into(),
            },
            account: self.accounts.current().map(|account| account.user_name.clone()),
            ready: self.ready(),
            last_answer: self.last_answer.clone(),
            app_name: self.app_name(),
            redirect_uri: self.redirect_uri().to_owned(),
            customer: self.customer.as_ref().map(|customer| CustomerView {
                tenant_id: customer.tenant_id.to_string(),
                domain: customer.domain.clone(),
            }),
            from_card: self.from_card,
        }
    }
}
