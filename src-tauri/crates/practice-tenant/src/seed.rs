//! The directory as the seed makes it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};

use crate::catalogue::{Kind, Permission, Resource};
use crate::certificate::Certificate;
use crate::customers::settle;
use crate::data::STORY;
use crate::entra::Lockout;
use crate::ids::{CertificateId, ClientId, ObjectId, SecretId, TenantId};
use crate::random::{Dice, client_secret, password};
use crate::ready::{CustomerState, ReadyApp, ReadyApps, ReadyCustomer, ReadyUser};
use crate::store::{
    App, Audience, Platform, Redirect, Role, SecondFactor, Secret, ServicePrincipal, Store, Tenant, User,
    UserConsent,
};

/// A filled directory, and what the ready line says about it.
pub(crate) struct Seeded {
    pub(crate) store: Store,
    pub(crate) users: Vec<ReadyUser>,
    pub(crate) apps: ReadyApps,
    pub(crate) customers: Vec<ReadyCustomer>,
}

/// Its people sign in at a federation server that nobody runs here.
const FEDERATED_DOMAIN: &str = "federated.contoso.com";

const WANTED_BY_AN_APPLICATION: [(Resource, &str); 12] = [
    (Resource::Graph, "SecurityIncident.Read.All"),
    (Resource::Graph, "SecurityAlert.Read.All"),
    (Resource::Graph, "ThreatHunting.Read.All"),
    (Resource::Xdr, "Incident.Read.All"),
    (Resource::Xdr, "AdvancedHunting.Read.All"),
    (Resource::Mde, "Alert.Read.All"),
    (Resource::Mde, "Machine.Read.All"),
    (Resource::Mde, "AdvancedQuery.Read.All"),
    (Resource::Mde, "Vulnerability.Read.All"),
    (Resource::Mde, "Software.Read.All"),
    (Resource::Mde, "SecurityRecommendation.Read.All"),
    (Resource::Mde, "Score.Read.All"),
];

/// What the application may change beside. Those of the partner and of those who gave no consent only read.
const CHANGED_BY_AN_APPLICATION: [(Resource, &str); 4] = [
    (Resource::Graph, "SecurityIncident.ReadWrite.All"),
    (Resource::Graph, "SecurityAlert.ReadWrite.All"),
    (Resource::Xdr, "Incident.ReadWrite.All"),
    (Resource::Mde, "Alert.ReadWrite.All"),
];

const WANTED_FOR_A_USER: [(Resource, &str); 13] = [
    (Resource::Graph, "User.Read"),
    (Resource::Graph, "SecurityIncident.Read.All"),
    (Resource::Graph, "SecurityAlert.Read.All"),
    (Resource::Graph, "ThreatHunting.Read.All"),
    (Resource::Xdr, "Incident.Read"),
    (Resource::Xdr, "AdvancedHunting.Read"),
    (Resource::Mde, "Alert.Read"),
    (Resource::Mde, "Machine.Read"),
    (Resource::Mde, "AdvancedQuery.Read"),
    (Resource::Mde, "Vulnerability.Read"),
    (Resource::Mde, "Software.Read"),
    (Resource::Mde, "SecurityRecommendation.Read"),
    (Resource::Mde, "Score.Read"),
];

const CHANGED_FOR_A_USER: [(Resource, &str); 4] = [
    (Resource::Graph, "SecurityIncident.ReadWrite.All"),
    (Resource::Graph, "SecurityAlert.ReadWrite.All"),
    (Resource::Xdr, "Incident.ReadWrite"),
    (Resource::Mde, "Alert.ReadWrite"),
];

/// What a person's own app needs to make a whole registration by script.
const WANTED_FOR_SETUP: [(Resource, &str); 5] = [
    (Resource::Graph, "Application.ReadWrite.All"),
    (Resource::Graph, "AppRoleAssignment.ReadWrite.All"),
    (Resource::Graph, "DelegatedPermissionGrant.ReadWrite.All"),
    (Resource::Graph, "User.Read"),
    (Resource::Graph, "Organization.Read.All"),
];

/// The directory is this much older than the run: nothing of it is still spreading.
const AGE: SignedDuration = SignedDuration::from_hours(24 * 30);

fn permissions(kind: Kind, names: &[(Resource, &str)]) -> BTreeSet<Permission> {
    names
        .iter()
        .filter_map(|(resource, name)| resource.permission(kind, name))
        .collect()
}

/// Makes the home tenant with its people and apps, and `customers` customer tenants.
pub(crate) fn plant(seed: u64, customers: u32, certificate: Certificate, now: Timestamp) -> Seeded {
    let home = Tenant {
        id: TenantId(Dice::new(seed, "tenant").guid()),
        name: "Contoso".to_owned(),
        domains: vec![
            "contoso.com".to_owned(),
            "contoso.onmicrosoft.com".to_owned(),
            FEDERATED_DOMAIN.to_owned(),
        ],
        federated_domains: vec![FEDERATED_DOMAIN.to_owned()],
        state: None,
        user_consent: UserConsent::default(),
        consent_requests: false,
    };
    let long_ago = now.checked_sub(AGE).unwrap_or(now);
    let mut garden = Garden {
        seed,
        now,
        long_ago,
        store: Store::new(home, long_ago),
    };
    let users = garden.home_users();
    garden.apis(garden.store.home);
    let apps = garden.apps(certificate);
    garden.store.partner = Some(apps.partner.client_id);
    garden.partner_reads_registrations(apps.partner.client_id);
    let customers = (0..customers)
        .map(|number| garden.customer(number, apps.partner.client_id))
        .collect();
    Seeded {
        store: garden.store,
        users,
        apps: apps.ready(),
        customers,
    }
}

struct Garden {
    seed: u64,
    now: Timestamp,
    /// When everything of the seed was made.
    long_ago: Timestamp,
    store: Store,
}

struct PlantedApp {
    client_id: ClientId,
    secret: SecretString,
}

struct PlantedApps {
    application: PlantedApp,
    user: PlantedApp,
    partner: PlantedApp,
    unconsented: PlantedApp,
    setup: PlantedApp,
}

impl PlantedApps {
    fn ready(self) -> ReadyApps {
        let with_secret = |app: PlantedApp| ReadyApp {
            client_id: app.client_id.to_string(),
            client_secret: Some(app.secret.expose_secret().to_owned()),
            ..ReadyApp::default()
        };
        let public = |app: PlantedApp| ReadyApp {
            client_id: app.client_id.to_string(),
            redirect_uri: Some("http://localhost".to_owned()),
            ..ReadyApp::default()
        };
        ReadyApps {
            application: with_secret(self.application),
            user: public(self.user),
            setup: public(self.setup),
            partner: with_secret(self.partner),
            unconsented: with_secret(self.unconsented),
        }
    }
}

impl Garden {
    fn user(&mut self, tenant: TenantId, name: &str, display_name: &str, roles: Vec<Role>) -> ReadyUser {
        let mut dice = Dice::new(self.seed, name);
        let user = User {
            object_id: ObjectId(dice.guid()),
            tenant,
            user_principal_name: name.to_owned(),
            display_name: display_name.to_owned(),
            password: password(&mut dice),
            password_expired: false,
            lockout: Lockout::default(),
            roles,
            enabled: true,
            second_factor: SecondFactor {
                required: false,
                registered: true,
            },
            sessions_valid_from: None,
            guest_of: None,
        };
        let ready = ReadyUser {
            user_principal_name: user.user_principal_name.clone(),
            password: user.password.clone(),
            roles: user.roles.iter().map(|role| role.name().to_owned()).collect(),
        };
        self.store.users.add(user);
        ready
    }

    fn home_users(&mut self) -> Vec<ReadyUser> {
        let admin = vec![
            Role::CloudApplicationAdministrator,
            Role::PrivilegedRoleAdministrator,
            Role::SecurityAdministrator,
        ];
        let home = self.store.home;
        let users = vec![
            self.user(home, "admin@contoso.com", "Ada Admin", admin),
            self.user(
                home,
                "analyst@contoso.com",
                "Amir Analyst",
                vec![Role::SecurityReader],
            ),
            self.user(home, "member@contoso.com", "Mia Member", vec![]),
            self.user(
                home,
                "appadmin@contoso.com",
                "Clara Cloud",
                vec![Role::CloudApplicationAdministrator],
            ),
        ];
        self.user(
            home,
            &format!("fiona@{FEDERATED_DOMAIN}"),
            "Fiona Federated",
            vec![],
        );
        users
    }

    /// The service principals of the three APIs: every tenant has them, under object ids of its own.
    fn apis(&mut self, tenant: TenantId) {
        for api in Resource::ALL {
            let mut dice = Dice::new(self.seed, &format!("{} in {tenant}", api.id()));
            let principal = ServicePrincipal::new(ObjectId(dice.guid()), self.long_ago);
            self.store.set_principal(tenant, api.client_id(), principal);
        }
    }

    fn app(&mut self, name: &str, shape: App, consented: bool) -> PlantedApp {
        let mut dice = Dice::new(self.seed, name);
        let client_id = ClientId(dice.guid());
        let value = SecretString::from(client_secret(&mut dice));
        let mut app = App {
            client_id,
            object_id: ObjectId(dice.guid()),
            name: name.to_owned(),
            ..shape
        };
        if app.wanted.iter().any(|one| one.kind == Kind::Application) {
            let id = SecretId(dice.guid());
            let expires = self
                .now
                .checked_add(SignedDuration::from_hours(24 * 180))
                .unwrap_or(self.now);
            app.secrets.push(Secret::new(
                id,
                "Practice".to_owned(),
                &value,
                self.long_ago,
                expires,
            ));
        }
        let home = self.store.home;
        self.store.set_principal(
            home,
            client_id,
            ServicePrincipal::new(ObjectId(dice.guid()), self.long_ago),
        );
        self.store.apps.push(app);
        if consented {
            self.store.grant_admin_consent(home, client_id);
        }
        PlantedApp {
            client_id,
            secret: value,
        }
    }

    fn apps(&mut self, certificate: Certificate) -> PlantedApps {
        let empty = App {
            wanted: permissions(Kind::Application, &WANTED_BY_AN_APPLICATION),
            ..App::new(
                ClientId(uuid::Uuid::nil()),
                String::new(),
                Audience::AzureADMyOrg,
                self.long_ago,
            )
        };
        let for_a_user = permissions(Kind::Delegated, &WANTED_FOR_A_USER);
        let application = App {
            wanted: &empty.wanted | &permissions(Kind::Application, &CHANGED_BY_AN_APPLICATION),
            certificates: vec![Certificate {
                id: CertificateId(Dice::new(self.seed, "certificate").guid()),
                ..certificate
            }],
            ..empty.clone()
        };
        let user = App {
            redirects: vec![Redirect {
                platform: Platform::PublicClient,
                uri: "http://localhost".to_owned(),
            }],
            // Without it the person could sign in with a browser only, not with a device code.
            allow_public_client: true,
            wanted: &for_a_user | &permissions(Kind::Delegated, &CHANGED_FOR_A_USER),
            ..empty.clone()
        };
        let partner = App {
            audience: Audience::AzureADMultipleOrgs,
            redirects: vec![Redirect {
                platform: Platform::Web,
                uri: "http://localhost".to_owned(),
            }],
            ..empty.clone()
        };
        let setup = App {
            redirects: user.redirects.clone(),
            allow_public_client: true,
            wanted: permissions(Kind::Delegated, &WANTED_FOR_SETUP),
            ..empty.clone()
        };
        let unconsented = App {
            redirects: user.redirects.clone(),
            wanted: &empty.wanted | &for_a_user,
            ..empty
        };
        PlantedApps {
            application: self.app("Incident reader (application)", application, true),
            user: self.app("Incident reader (user)", user, true),
            partner: self.app("Contoso SOC (partner)", partner, true),
            unconsented: self.app("Incident reader (no consent)", unconsented, false),
            setup: self.app("Handrail setup", setup, true),
        }
    }

    /// At home, and not among what customers are asked for: so that the partner can look after its own registration.
    fn partner_reads_registrations(&mut self, partner: ClientId) {
        let read = Resource::Graph.permission(Kind::Application, "Application.Read.All");
        let (home, long_ago) = (self.store.home, self.long_ago);
        let principal = self.store.principal_mut(home, partner);
        principal.grant(None, read, long_ago);
    }

    fn customer(&mut self, number: u32, partner: ClientId) -> ReadyCustomer {
        let mut dice = Dice::new(self.seed, &format!("customer {number}"));
        let names = &STORY.customers;
        let index = usize::try_from(number).unwrap_or_default();
        let name = names
            .get(index % names.len().max(1))
            .map_or("Customer", String::as_str);
        let round = index / names.len().max(1);
        let word: String = name
            .to_ascii_lowercase()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let domain = if round == 0 {
            format!("{word}.example")
        } else {
            format!("{word}{round}.example")
        };
        let state = CustomerState::of_customer(index, &mut dice);
        let tenant = Tenant {
            id: TenantId(dice.guid()),
            name: if round == 0 {
                name.to_owned()
            } else {
                format!("{name} {round}")
            },
            domains: vec![domain.clone()],
            federated_domains: vec![],
            state: Some(state),
            user_consent: UserConsent::default(),
            consent_requests: false,
        };
        let id = tenant.id;
        self.store.add_tenant(tenant);
        let admin = vec![
            Role::CloudApplicationAdministrator,
            Role::PrivilegedRoleAdministrator,
        ];
        self.user(id, &format!("admin@{domain}"), "Customer Admin", admin);
        // May consent to much, but not to applications that read Graph.
        self.user(
            id,
            &format!("appadmin@{domain}"),
            "Customer App Admin",
            vec![Role::CloudApplicationAdministrator],
        );
        self.apis(id);
        let principal = ServicePrincipal::new(ObjectId(dice.guid()), self.long_ago);
        self.store.set_principal(id, partner, principal);
        settle(&mut self.store, id, state);
        ReadyCustomer {
            tenant_id: id.to_string(),
            domain,
            state,
        }
    }
}
