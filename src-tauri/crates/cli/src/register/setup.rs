//! Who may change registrations: somebody who signs in for it, or an application with a secret of its own. It ends with
//! the command.

use clap::{ArgGroup, Args};
use handrail_assistant::Assistant;
use handrail_assistant::registration::{RegistrationChoices, SetupClient, SetupView};
use handrail_practice_tenant::PracticeTenant;
use secrecy::SecretString;

use crate::console::tell;
use crate::failure::Failure;
use crate::secret::read_secret;
use crate::session::Session;
use crate::sign_in::{landing, tell_code};

/// Through which client somebody signs in to set up, and how.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("setup_client").args(["setup_client_id", "borrow_graph_tools"])))]
#[command(group(ArgGroup::new("setup_secret").args(["setup_secret_env", "setup_secret_stdin"])
    .requires("setup_client_id").conflicts_with("device_code")))]
pub(super) struct SetupArguments {
    #[arg(long, value_name = "ID")]
    setup_client_id: Option<String>,
    #[arg(long)]
    borrow_graph_tools: bool,
    #[arg(long)]
    device_code: bool,
    #[arg(long, value_name = "NAME")]
    setup_secret_env: Option<String>,
    #[arg(long)]
    setup_secret_stdin: bool,
}

impl SetupArguments {
    /// Does the line say who sets up?
    pub(super) fn is_given(&self) -> bool {
        self.setup_client_id.is_some() || self.borrow_graph_tools
    }

    /// Signs in for the set-up of a connection, with the least that the choices need.
    pub(super) async fn sign_in(
        &self,
        assistant: &Assistant,
        id: &str,
        choices: &RegistrationChoices,
        session: &Session,
    ) -> Result<(), Failure> {
        let secret = read_secret(self.setup_secret_env.as_deref(), self.setup_secret_stdin).await?;
        let view = if let Some(secret) = secret {
            let client_id = self.setup_client_id.as_deref().unwrap_or_default().parse()?;
            assistant.lend_setup_secret(id, client_id, secret).await?
        } else {
            let client = self.client(assistant, id).await?;
            let attempt = self.begin(assistant, id, client, choices, session).await?;
            assistant.finish_setup_sign_in(&attempt).await?
        };
        say_who(&view, session);
        Ok(())
    }

    /// The client of the line, or the one that somebody signed in through the last time.
    async fn client(&self, assistant: &Assistant, id: &str) -> Result<SetupClient, Failure> {
        if self.borrow_graph_tools {
            return Ok(SetupClient::GraphCommandLineTools);
        }
        if let Some(client_id) = self.setup_client_id.clone() {
            return Ok(SetupClient::Own { client_id });
        }
        let last = assistant.setup_client(id).await?;
        last.ok_or(Failure::Usage("cli.usage.setup_client_needed", Vec::new()))
    }

    /// Opens the page, or shows the code, and hands back the attempt.
    async fn begin(
        &self,
        assistant: &Assistant,
        id: &str,
        client: SetupClient,
        choices: &RegistrationChoices,
        session: &Session,
    ) -> Result<String, Failure> {
        let words = session.words();
        if self.device_code {
            session
                .console()
                .say(&words.plain("cli.sign_in.device_code_warning"));
            let asked = assistant.start_setup_device_sign_in(id, client, choices).await?;
            tell_code(&asked.verification_uri, &asked.user_code, words);
            return Ok(asked.attempt_id);
        }
        let opened = assistant
            .start_setup_sign_in(id, client, choices, landing(words))
            .await?;
        tell(&words.text("cli.register.sign_in", [("link", &opened.authorize_url)]));
        Ok(opened.attempt_id)
    }
}

/// The practice tenant's own pipeline sets up there.
pub(super) async fn lend_pipeline(
    practice: &PracticeTenant,
    assistant: &Assistant,
    id: &str,
    session: &Session,
) -> Result<(), Failure> {
    let pipeline = &practice.ready().apps.pipeline;
    let secret = SecretString::from(pipeline.client_secret.clone().unwrap_or_default());
    let client_id = pipeline.client_id.parse()?;
    say_who(
        &assistant.lend_setup_secret(id, client_id, secret).await?,
        session,
    );
    Ok(())
}

fn say_who(view: &SetupView, session: &Session) {
    let who = view.user_name.as_deref().unwrap_or(&view.client_id);
    let scopes = view.scopes.join(", ");
    let values = [("who", who), ("scopes", &scopes)];
    session
        .console()
        .say(&session.words().text("cli.register.set_up_by", values));
}
