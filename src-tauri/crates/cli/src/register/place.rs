//! Which connection a registration is for: a stored one by its name, or the one of a goal in a tenant.

use clap::{Args, ValueEnum};
use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Credential, Flow, FoundTenant, Goal, Tenancy};
use handrail_assistant::error::{ErrorCode, ErrorReport};

use crate::choices::{credential, flow};
use crate::connections::named;
use crate::failure::Failure;
use crate::session::Session;

/// A connection by its name, or a goal in a tenant.
#[derive(Debug, Args)]
pub(super) struct PlaceArguments {
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,
    #[arg(long, value_name = "DOMAIN|ID")]
    tenant: Option<String>,
    #[arg(
        long,
        value_name = "application|user|partner",
        hide_possible_values = true,
        required_unless_present = "connection",
        conflicts_with = "connection"
    )]
    goal: Option<Reader>,
    #[arg(long, value_name = "graph|xdr|mde", conflicts_with = "connection")]
    api: Option<Api>,
    #[arg(long, value_name = "secret|certificate", value_parser = credential)]
    credential: Option<Credential>,
    #[arg(long, value_name = "authorization_code|device_code", value_parser = flow)]
    flow: Option<Flow>,
    #[arg(long, value_name = "NAME", conflicts_with = "connection")]
    name: Option<String>,
}

/// Who reads, and whose incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Reader {
    Application,
    User,
    Partner,
}

/// Where the registration belongs, and what is stored of it.
pub(super) struct Place<'a> {
    wanted: &'a PlaceArguments,
    pub(super) assistant: Assistant,
    found: Found,
}

enum Found {
    Connection(Box<ConnectionView>),
    /// No connection of that goal is stored; the name is that of the tenant.
    Tenant(FoundTenant),
}

impl PlaceArguments {
    /// Looks among what is stored. Nothing is made.
    pub(super) async fn search(&self, session: &Session) -> Result<Place<'_>, Failure> {
        let assistant = session.stored()?;
        // Clouds that came with cards are known from here on.
        let all = assistant.connections().await?;
        let found = if let Some(name) = &self.connection {
            Found::Connection(Box::new(named(name, &all)?))
        } else {
            let cloud = session.custom_cloud()?.map(|cloud| cloud.id);
            let tenant = self.tenant.as_deref().unwrap_or_default();
            let tenant = assistant.find_tenant(tenant, cloud.as_deref()).await?;
            match self.stored_for(&tenant, &all)? {
                Some(known) => Found::Connection(Box::new(known)),
                None => Found::Tenant(tenant),
            }
        };
        Ok(Place {
            wanted: self,
            assistant,
            found,
        })
    }

    /// The connection that an earlier run made: by its name where one is given, otherwise by goal and tenant.
    fn stored_for(
        &self,
        tenant: &FoundTenant,
        all: &[ConnectionView],
    ) -> Result<Option<ConnectionView>, Failure> {
        let same = |one: &&ConnectionView| {
            (&one.cloud_id, &one.tenant_id) == (&tenant.cloud_id, &tenant.tenant_id) && self.is_for(one.goal)
        };
        if let Some(name) = &self.name {
            let mut namesakes = all.iter().filter(|one| one.name.eq_ignore_ascii_case(name));
            let taken = namesakes.clone().next().is_some();
            return match namesakes.find(same) {
                None if taken => Err(Failure::Usage(
                    "cli.usage.name_of_another",
                    vec![("name", name.clone())],
                )),
                found => Ok(found.cloned()),
            };
        }
        let same: Vec<&ConnectionView> = all.iter().filter(same).collect();
        match same.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some((*one).clone())),
            several => {
                let ids: Vec<&str> = several.iter().map(|one| one.id.as_str()).collect();
                let values = vec![("name", tenant.domain.clone()), ("ids", ids.join(", "))];
                Err(Failure::Usage("cli.usage.goal_ambiguous", values))
            }
        }
    }

    /// Is that the goal which the line asks for? Another credential or flow is another way to the same one.
    fn is_for(&self, goal: Goal) -> bool {
        let wanted = self.goal();
        (goal.api, goal.context, goal.tenancy) == (wanted.api, wanted.context, wanted.tenancy)
    }

    /// A goal with what the line says of credential and flow.
    fn changed(&self, goal: Goal) -> Goal {
        Goal {
            credential: self.credential.unwrap_or(goal.credential),
            flow: self.flow.unwrap_or(goal.flow),
            ..goal
        }
    }

    /// The goal of the line.
    pub(super) fn goal(&self) -> Goal {
        let (context, tenancy) = match self.goal.unwrap_or(Reader::Application) {
            Reader::Application => (Context::Application, Tenancy::Own),
            Reader::User => (Context::User, Tenancy::Own),
            Reader::Partner => (Context::Application, Tenancy::Customers),
        };
        self.changed(Goal {
            tenancy,
            ..Goal::new(self.api.unwrap_or(Api::Graph), context)
        })
    }

    /// A connection of the line's goal, in a tenant that was found.
    pub(super) async fn made(
        &self,
        assistant: &Assistant,
        tenant: &FoundTenant,
    ) -> Result<ConnectionView, Failure> {
        let made = assistant.create_connection(tenant, self.goal()).await?.connection;
        Ok(match &self.name {
            Some(name) => assistant.name_connection(&made.id, name).await?,
            None => made,
        })
    }
}

impl Place<'_> {
    /// What the registration is for.
    pub(super) fn goal(&self) -> Goal {
        match &self.found {
            Found::Connection(known) => self.wanted.changed(known.goal),
            Found::Tenant(_) => self.wanted.goal(),
        }
    }

    /// The stored connection.
    pub(super) fn known(self) -> Result<(Assistant, ConnectionView), Failure> {
        match self.found {
            Found::Connection(known) => Ok((self.assistant, *known)),
            Found::Tenant(tenant) => Err(ErrorReport::new(ErrorCode::ConnectionUnknown)
                .with("name", tenant.domain)
                .into()),
        }
    }

    /// The stored connection, whose app is known.
    pub(super) fn registered(self) -> Result<(Assistant, ConnectionView), Failure> {
        let (assistant, known) = self.known()?;
        if known.client_id.is_none() {
            return Err(Failure::Usage(
                "cli.usage.nothing_registered",
                vec![("name", known.name)],
            ));
        }
        Ok((assistant, known))
    }

    /// The stored connection, made where there is none, and brought to the credential and flow of the line.
    pub(super) async fn stored(self) -> Result<(Assistant, ConnectionView), Failure> {
        let (goal, assistant) = (self.goal(), self.assistant);
        let mut known = match self.found {
            Found::Connection(known) => *known,
            Found::Tenant(tenant) => self.wanted.made(&assistant, &tenant).await?,
        };
        if known.goal.credential != goal.credential {
            known = assistant
                .set_credential(&known.id, goal.credential)
                .await?
                .connection;
        }
        if known.goal.flow != goal.flow {
            known = assistant.set_flow(&known.id, goal.flow).await?.connection;
        }
        Ok((assistant, known))
    }

    /// The stored connection, or one for this run only where there is none of this goal.
    pub(super) async fn passing(self, session: &Session) -> Result<(Assistant, ConnectionView), Failure> {
        let goal = self.goal();
        match self.found {
            Found::Connection(known) if known.goal == goal => Ok((self.assistant, *known)),
            Found::Connection(known) => {
                let assistant = session.passing()?;
                let tenant = assistant.find_tenant(&known.tenant_domain, Some(&known.cloud_id));
                let made = assistant.create_connection(&tenant.await?, goal).await?;
                Ok((assistant, made.connection))
            }
            Found::Tenant(tenant) => {
                let assistant = session.passing()?;
                let made = self.wanted.made(&assistant, &tenant).await?;
                Ok((assistant, made))
            }
        }
    }
}
