//! Where a client secret comes from. Never from the line itself, which other programs can see.

use std::env;

use clap::Args;
use handrail_assistant::diagnosis::masked;
use handrail_doors::withhold;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::standard_input;

/// No secret is longer; whatever is, was piped in by mistake.
const MAX_SECRET: u64 = 4096;

/// Shared by the commands that can act as an application.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct SecretArguments {
    #[arg(long, value_name = "NAME")]
    secret_env: Option<String>,
    #[arg(long)]
    secret_stdin: bool,
}

impl SecretArguments {
    /// The secret from where it was said to be, without the end of its line; `None` where nobody said.
    pub(crate) async fn read(&self) -> Result<Option<SecretString>, Failure> {
        read_secret(self.secret_env.as_deref(), self.secret_stdin).await
    }
}

/// A secret from an environment variable or from standard input, without the end of its line.
pub(crate) async fn read_secret(
    variable: Option<&str>,
    stdin: bool,
) -> Result<Option<SecretString>, Failure> {
    let empty = || Failure::Usage("cli.usage.secret_empty", Vec::new());
    let text = if let Some(name) = variable {
        let unset = |_| Failure::Usage("cli.usage.secret_env_unset", vec![("name", masked(name))]);
        // The browser, for one, has no business with it.
        withhold(name);
        Zeroizing::new(env::var(name).map_err(unset)?)
    } else if stdin {
        standard_input::text(MAX_SECRET).await.ok_or_else(empty)?
    } else {
        return Ok(None);
    };
    match text.trim() {
        "" => Err(empty()),
        secret => Ok(Some(SecretString::from(secret))),
    }
}
