//! `handrail certificate export`: a certificate that Handrail made, with its private key, for another program. The password
//! comes from whoever asks: it is for a vault, and standard output is none.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use secrecy::ExposeSecret;
use serde_json::json;

use crate::connections::named;
use crate::failure::Failure;
use crate::secret::read_secret;
use crate::session::{Session, unreadable};

/// NIST SP 800-63B-4 asks for fifteen characters where a password stands alone.
const LEAST_CHARACTERS: usize = 15;

#[derive(Debug, Subcommand)]
pub(crate) enum CertificateCommand {
    Export(ExportArguments),
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("password").required(true).args(["password_env", "password_stdin"])))]
pub(crate) struct ExportArguments {
    #[arg(long, value_name = "NAME")]
    connection: String,
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long, value_name = "NAME")]
    password_env: Option<String>,
    #[arg(long)]
    password_stdin: bool,
}

/// Writes the newest certificate of a connection with its key, encrypted.
pub(crate) async fn run(wanted: &ExportArguments, session: &Session) -> Result<(), Failure> {
    let chosen = read_secret(wanted.password_env.as_deref(), wanted.password_stdin).await?;
    let chosen = chosen.filter(|one| one.expose_secret().chars().count() >= LEAST_CHARACTERS);
    let least = vec![("characters", LEAST_CHARACTERS.to_string())];
    let chosen = chosen.ok_or(Failure::Usage("cli.usage.password_short", least))?;
    let assistant = session.stored()?;
    let id = named(&wanted.connection, &assistant.connections().await?)?.id;
    let path = std::path::absolute(&wanted.output).map_err(|error| unreadable(&wanted.output, &error))?;
    let sealed = assistant.certificate_with_key_under(&id, chosen).await?;
    sealed.write(&path)?;
    let path = path.display().to_string();
    let (console, words) = (session.console(), session.words());
    console.say(&words.text("cli.certificate.exported", [("path", &path)]));
    console.document(&json!({"path": path}))
}
