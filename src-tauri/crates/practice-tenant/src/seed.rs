//! The directory as the seed makes it.

mod people;
mod wanted;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};

use crate::catalogue::{Kind, Resource};
use crate::certificate::Certificate;
use crate::customers::settle;
use crate::data::STORY;
use crate::ids::{CertificateId, ClientId, ObjectId, SecretId, TenantId};
use crate::options::Options;
use crate::random::{Dice, client_secret};
use crate::ready::{CustomerState, ReadyApp, ReadyApps, ReadyCustomer, ReadyUser};
use crate::store::{
    App, Audience, Platform, Redirect, Role, Secret, ServicePrincipal, Store, Tenant, UserConsent,
};
use wanted::{
    CHANGED_BY_AN_APPLICATION, CHANGED_FOR_A_USER, WANTED_BY_A_PIPELINE, WANTED_BY_AN_APPLICATION,
    WANTED_FOR_A_USER, WANTED_FOR_SETUP, permissions,
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

/// The directory is this much older than the run: nothing of it is still spreading.
const AGE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Makes the home tenant with its people and apps, and the customer tenants; of an empty one the people and one app.
pub(crate) fn plant(options: &Options, certificate: Certificate, now: Timestamp) -> Seeded {
    let seed = options.seed;
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
    if options.empty {
        garden.api(garden.store.home, Resource::Graph);
        let setup = garden.setup_app();
        return Seeded {
            store: garden.store,
            users,
            apps: ReadyApps {
                setup: setup.public(),
                ..ReadyApps::default()
            },
            customers: Vec::new(),
        };
    }
    garden.apis(garden.store.home);
    let apps = garden.apps(certificate);
    garden.store.partner = Some(apps.partner.client_id);
    garden.partner_reads_registrations(apps.partner.client_id);
    let customers = (0..options.customers)
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

impl PlantedApp {
    fn confidential(self) -> ReadyApp {
        ReadyApp {
            client_id: self.client_id.to_string(),
            client_secret: Some(self.secret.expose_secret().to_owned()),
            ..ReadyApp::default()
        }
    }

    fn public(self) -> ReadyApp {
        ReadyApp {
            client_id: self.client_id.to_string(),
            redirect_uri: Some("http://localhost".to_owned()),
            ..ReadyApp::default()
        }
    }
}

struct PlantedApps {
    application: PlantedApp,
    user: PlantedApp,
    partner: PlantedApp,
    unconsented: PlantedApp,
    setup: PlantedApp,
    pipeline: PlantedApp,
}

impl PlantedApps {
    fn ready(self) -> ReadyApps {
        ReadyApps {
            application: self.application.confidential(),
            user: self.user.public(),
            setup: self.setup.public(),
            partner: self.partner.confidential(),
            unconsented: self.unconsented.confidential(),
            pipeline: self.pipeline.confidential(),
        }
    }
}

/// The address of a program on one's own computer.
fn loopback(platform: Platform) -> Vec<Redirect> {
    let uri = "http://localhost".to_owned();
    vec![Redirect { platform, uri }]
}

impl Garden {
    /// The service principals of the three APIs: every tenant has them, under object ids of its own.
    fn apis(&mut self, tenant: TenantId) {
        for api in Resource::ALL {
            self.api(tenant, api);
        }
    }

    fn api(&mut self, tenant: TenantId, api: Resource) {
        let mut dice = Dice::new(self.seed, &format!("{} in {tenant}", api.id()));
        let principal = ServicePrincipal::new(ObjectId(dice.guid()), self.long_ago);
        self.store.set_principal(tenant, api.client_id(), principal);
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
            ..self.bare()
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
            redirects: loopback(Platform::PublicClient),
            // Without it the person could sign in with a browser only, not with a device code.
            allow_public_client: true,
            wanted: &for_a_user | &permissions(Kind::Delegated, &CHANGED_FOR_A_USER),
            ..empty.clone()
        };
        let partner = App {
            audience: Audience::AzureADMultipleOrgs,
            redirects: loopback(Platform::Web),
            ..empty.clone()
        };
        let pipeline = App {
            wanted: permissions(Kind::Application, &WANTED_BY_A_PIPELINE),
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
            setup: self.setup_app(),
            pipeline: self.app("Contoso pipeline", pipeline, true),
        }
    }

    /// Through this one an administrator makes others.
    fn setup_app(&mut self) -> PlantedApp {
        let setup = App {
            redirects: loopback(Platform::PublicClient),
            allow_public_client: true,
            wanted: permissions(Kind::Delegated, &WANTED_FOR_SETUP),
            ..self.bare()
        };
        self.app("Handrail setup", setup, true)
    }

    fn bare(&self) -> App {
        let nobody = ClientId(uuid::Uuid::nil());
        App::new(nobody, String::new(), Audience::AzureADMyOrg, self.long_ago)
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
