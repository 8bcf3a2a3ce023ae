//! What can be asked for on the command line. Names and meanings are stable once shipped.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::diagnosis::Attempted;
use handrail_assistant::results::ResultKind;
use handrail_practice_tenant::{Options, Scenario};
use handrail_words::Language;
use url::Url;

use crate::certificate::CertificateArguments;
use crate::certificate::export::CertificateCommand;
use crate::consent_link::ConsentLinkArguments;
use crate::customers::CustomersCommand;
use crate::question::{QuestionArguments, list};
use crate::register::RegisterCommand;
use crate::secret::SecretArguments;
use crate::since::Since;
use crate::snippet::SnippetArguments;
use crate::support::SupportCommand;

/// `handrail`. The texts of `--help` live in the language files, see [`crate::help`].
#[derive(Debug, Parser)]
#[command(name = "handrail", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) globals: Globals,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Valid in front of and behind every command.
#[derive(Clone, Debug, Args)]
pub(crate) struct Globals {
    #[arg(long, global = true, display_order = 100)]
    pub(crate) json: bool,
    #[arg(long, global = true, display_order = 100, value_name = "en|fr")]
    pub(crate) lang: Option<Language>,
    #[arg(
        long,
        global = true,
        display_order = 100,
        value_name = "LEVEL",
        default_value = "warn"
    )]
    pub(crate) log: LogLevel,
    #[arg(long, global = true, display_order = 100, value_name = "FILE")]
    pub(crate) cloud: Option<PathBuf>,
    #[arg(long, global = true, display_order = 100, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        display_order = 100,
        value_name = "DIR",
        env = "HANDRAIL_DATA_DIR"
    )]
    pub(crate) data_dir: Option<PathBuf>,
}

/// How much is logged to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Practice(PracticeArguments),
    HelloWorld(HelloWorldArguments),
    Diagnose(DiagnoseArguments),
    SignIn(SignInArguments),
    #[command(subcommand)]
    Token(TokenCommand),
    Snippet(SnippetArguments),
    #[command(subcommand)]
    Connections(ConnectionsCommand),
    #[command(subcommand)]
    Customers(CustomersCommand),
    #[command(subcommand)]
    Register(Box<RegisterCommand>),
    #[command(subcommand)]
    Certificate(CertificateCommand),
    Clinic {
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
    },
    ConsentLink(ConsentLinkArguments),
    #[command(subcommand)]
    Support(SupportCommand),
    Check {
        #[arg(long, value_name = "NAME")]
        connection: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct PracticeArguments {
    #[arg(long, value_name = "ADDR:PORT", default_value_t = Options::default().listen)]
    pub(crate) listen: SocketAddr,
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen_tls: SocketAddr,
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    #[arg(long, value_name = "URL", value_parser = Options::parse_advertise)]
    pub(crate) advertise: Option<Url>,
    #[arg(long, value_name = "NAME")]
    pub(crate) scenario: Vec<Scenario>,
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = Options::default().incidents)]
    pub(crate) incidents: u32,
    #[arg(long, value_name = "N", default_value_t = Options::default().customers)]
    pub(crate) customers: u32,
    #[arg(long)]
    pub(crate) empty: bool,
    #[arg(long, value_name = "N", default_value_t = Options::default().seed)]
    pub(crate) seed: u64,
    #[arg(long)]
    pub(crate) list_scenarios: bool,
    #[arg(long)]
    pub(crate) until_stdin_closes: bool,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["practice", "connection", "card", "tenant"])))]
#[command(group(ArgGroup::new("secret").args(["secret_env", "secret_stdin"]).conflicts_with_all(["practice", "connection"])))]
#[command(group(ArgGroup::new("own_certificate").args(["certificate"]).conflicts_with_all(["practice", "secret"])))]
pub(crate) struct HelloWorldArguments {
    #[arg(long)]
    pub(crate) practice: bool,
    #[arg(long, value_name = "NAME")]
    pub(crate) connection: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) card: Option<PathBuf>,
    #[arg(long, requires = "card")]
    pub(crate) trust_hosts: bool,
    #[arg(long, value_name = "DOMAIN|ID", requires = "client_id")]
    pub(crate) tenant: Option<String>,
    #[arg(long, value_name = "ID", requires = "tenant")]
    pub(crate) client_id: Option<String>,
    #[command(flatten)]
    pub(crate) secret: SecretArguments,
    #[command(flatten)]
    pub(crate) certificate: CertificateArguments,
    #[arg(long, value_name = "graph|xdr|mde", conflicts_with_all = ["connection", "card"])]
    pub(crate) api: Option<Api>,
    #[arg(long = "as", value_name = "user|application", value_parser = context, conflicts_with_all = ["connection", "card"])]
    pub(crate) context: Option<Context>,
    #[arg(long, value_name = "48h|7d|TIME", default_value = "48h")]
    pub(crate) since: Since,
    #[arg(long, value_name = "LIST", value_parser = list, default_value = "incidents")]
    pub(crate) read: ResultKind,
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) top: Option<u32>,
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "json")]
    pub(crate) format: Vec<Format>,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("place").required(true).args(["connection", "tenant"])))]
pub(crate) struct SignInArguments {
    #[arg(long, value_name = "NAME")]
    pub(crate) connection: Option<String>,
    #[arg(long, value_name = "DOMAIN|ID", requires = "client_id")]
    pub(crate) tenant: Option<String>,
    #[arg(long, value_name = "ID", requires = "tenant")]
    pub(crate) client_id: Option<String>,
    #[arg(long, value_name = "graph|xdr|mde", conflicts_with = "connection")]
    pub(crate) api: Option<Api>,
    #[arg(long)]
    pub(crate) device_code: bool,
    #[arg(long, conflicts_with = "device_code")]
    pub(crate) another_account: bool,
}

/// How incidents are written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Json,
    Ndjson,
    Csv,
    Xlsx,
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct DiagnoseArguments {
    #[arg(value_name = "-", value_parser = ["-"])]
    pub(crate) input: Option<String>,
    #[arg(long, value_name = "FLOW")]
    pub(crate) flow: Option<Attempted>,
    #[arg(long, value_name = "graph|xdr|mde")]
    pub(crate) api: Option<Api>,
    #[arg(long = "as", value_name = "user|application", value_parser = context)]
    pub(crate) context: Option<Context>,
    #[arg(long, value_name = "NAME")]
    pub(crate) connection: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    Inspect {
        #[arg(value_name = "-", value_parser = ["-"])]
        input: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConnectionsCommand {
    List,
    Export {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        trust_hosts: bool,
    },
    Remove {
        #[arg(value_name = "NAME")]
        name: String,
    },
}

pub(crate) fn context(text: &str) -> Result<Context, &'static str> {
    match text {
        "user" => Ok(Context::User),
        "application" => Ok(Context::Application),
        _ => Err("user or application"),
    }
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::*;

    fn parse(line: &str) -> Result<Arguments, ErrorKind> {
        Arguments::try_parse_from(line.split_whitespace()).map_err(|error| error.kind())
    }

    #[test]
    fn hello_world_needs_exactly_one_place_to_read_from() {
        let wrong = [
            ("handrail hello-world", ErrorKind::MissingRequiredArgument),
            (
                "handrail hello-world --practice --connection a",
                ErrorKind::ArgumentConflict,
            ),
            (
                "handrail hello-world --tenant contoso.com",
                ErrorKind::MissingRequiredArgument,
            ),
            (
                "handrail hello-world --practice --secret-stdin",
                ErrorKind::ArgumentConflict,
            ),
            (
                "handrail hello-world --connection a --api xdr",
                ErrorKind::ArgumentConflict,
            ),
        ];
        for (line, kind) in wrong {
            assert_eq!(parse(line).unwrap_err(), kind, "{line}");
        }
        for line in [
            "handrail hello-world --practice --api mde --as user --json",
            "handrail --json hello-world --connection Contoso --since 7d",
            "handrail hello-world --tenant contoso.com --client-id x --secret-env HANDRAIL_SECRET",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn a_secret_is_never_taken_from_the_line_itself() {
        let line = "handrail hello-world --tenant contoso.com --client-id x --secret abc";
        assert_eq!(parse(line).unwrap_err(), ErrorKind::UnknownArgument);
    }

    #[test]
    fn formats_that_do_not_exist_are_refused() {
        assert!(parse("handrail hello-world --practice --format json").is_ok());
        assert!(parse("handrail hello-world --practice --format json,ndjson,csv,xlsx,html").is_ok());
        for format in ["pdf", "json,xls"] {
            let line = format!("handrail hello-world --practice --format {format}");
            assert_eq!(parse(&line).unwrap_err(), ErrorKind::InvalidValue, "{format}");
        }
    }
}
