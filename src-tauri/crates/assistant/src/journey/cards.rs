//! Connection cards: handed on, looked at, and taken.

use std::path::Path;

use secrecy::SecretString;
use uuid::Uuid;

use super::Assistant;
use crate::cloud::{Cloud, unknown_cloud};
use crate::connection::{Card, CardView, Connection, ConnectionView};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::write_text;

impl Assistant {
    /// The card of a connection, as the text of a file.
    pub async fn card(&self, id: &str) -> Result<String> {
        let connection = self.0.connections.one(id).await?;
        Card::of(&connection, &self.0.session.cloud(&connection.cloud)?).text()
    }

    /// The name that a card's file gets.
    pub async fn card_name(&self, id: &str) -> Result<String> {
        let connection = self.0.connections.one(id).await?;
        let safe = |c: char| {
            if c.is_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '-'
            }
        };
        let name: String = connection.name.chars().map(safe).take(80).collect();
        Ok(format!("{}.handrail.json", name.trim_matches('.')))
    }

    /// Writes the card of a connection to a file.
    pub async fn save_card(&self, id: &str, path: &Path) -> Result<()> {
        let (text, path) = (self.card(id).await?, path.to_owned());
        let written = tokio::task::spawn_blocking(move || write_text(&path, &text)).await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }

    /// What a card would make, for a person to look at. Nothing is sent anywhere.
    pub async fn inspect_card(&self, card: &Card) -> Result<CardView> {
        let (cloud, trusted) = self.cloud_of(card)?;
        let same = self.same_as(card).await?;
        Ok(card.view(&cloud, trusted, same.map(|connection| connection.id)))
    }

    /// Takes a card: a connection that is the same already is left as it is. Whoever calls this has let a person decide
    /// about hosts that are unknown.
    pub async fn import_card(&self, card: Card, secret: Option<SecretString>) -> Result<ConnectionView> {
        let (cloud, trusted) = self.cloud_of(&card)?;
        if cloud.api(card.goal().api).is_none() {
            return Err(ErrorReport::new(ErrorCode::ApiNotInCloud)
                .with("api", card.goal().api)
                .with("cloud", &cloud.name));
        }
        let new = card.clone().connection(Uuid::new_v4().to_string());
        let same = |connection: &Connection| card.is_of(connection);
        let mut connection = self.0.connections.add_once(new, same).await?;
        if !trusted {
            self.add_cloud(cloud.clone());
        }
        if let Some(secret) = secret {
            connection = self.keep_secret(&connection, secret).await?;
        }
        Ok(connection.view(&cloud))
    }

    /// The cloud that a card leads to, and whether it is in use here already.
    fn cloud_of(&self, card: &Card) -> Result<(Cloud, bool)> {
        let in_use = self.0.session.cloud(card.cloud()).ok();
        match (in_use, card.own_cloud()?) {
            (Some(cloud), None) => Ok((cloud, true)),
            (Some(cloud), Some(own)) if cloud.definition() == own.definition() => Ok((cloud, true)),
            (Some(cloud), Some(_)) => {
                Err(ErrorReport::new(ErrorCode::CardCloudTaken).with("cloud", &cloud.name))
            }
            (None, Some(own)) => Ok((own, false)),
            (None, None) => Err(unknown_cloud(card.cloud())),
        }
    }

    async fn same_as(&self, card: &Card) -> Result<Option<Connection>> {
        let all = self.0.connections.all().await?;
        Ok(all.into_iter().find(|connection| card.is_of(connection)))
    }

    /// Offers the clouds of one's own that came with cards.
    pub(super) fn offer_clouds_of(&self, connections: &[Connection]) {
        for connection in connections {
            if let (Some(own), Err(_)) = (&connection.own_cloud, self.0.session.cloud(&connection.cloud)) {
                match Cloud::parse(&own.to_string()) {
                    Ok(cloud) => self.add_cloud(cloud),
                    Err(report) => tracing::warn!(%report, "the cloud of a connection cannot be read"),
                }
            }
        }
    }
}
