//! What a registration is to be, as the line says it.

use std::str::FromStr;

use clap::Args;
use handrail_assistant::connection::{Credential, Flow, Purpose};
use handrail_assistant::registration::{ConsentChoice, RegistrationChoices};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// How consent is given, what else is to be possible, and the name of the app.
#[derive(Debug, Args)]
pub(crate) struct ChoiceArguments {
    #[arg(long, value_name = "link|grant", default_value = "link", value_parser = consent)]
    consent: ConsentChoice,
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    also: Vec<Also>,
    #[arg(long, value_name = "NAME")]
    app_name: Option<String>,
}

impl ChoiceArguments {
    /// What they come to.
    pub(crate) fn of(&self) -> RegistrationChoices {
        RegistrationChoices {
            consent: self.consent,
            name: self.app_name.clone(),
            also: self.also.iter().map(|one| one.0).collect(),
            repair: None,
        }
    }
}

/// A purpose by its stable name.
#[derive(Clone, Copy, Debug)]
struct Also(Purpose);

impl FromStr for Also {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let name: StrDeserializer<'_, Error> = text.into_deserializer();
        Purpose::deserialize(name).map(Self)
    }
}

fn consent(text: &str) -> Result<ConsentChoice, &'static str> {
    match text {
        "link" => Ok(ConsentChoice::Link),
        "grant" => Ok(ConsentChoice::Grant),
        _ => Err("link or grant"),
    }
}

pub(crate) fn credential(text: &str) -> Result<Credential, &'static str> {
    match text {
        "secret" => Ok(Credential::Secret),
        "certificate" => Ok(Credential::Certificate),
        _ => Err("secret or certificate"),
    }
}

pub(crate) fn flow(text: &str) -> Result<Flow, &'static str> {
    match text {
        "authorization_code" => Ok(Flow::AuthorizationCode),
        "device_code" => Ok(Flow::DeviceCode),
        _ => Err("authorization_code or device_code"),
    }
}
