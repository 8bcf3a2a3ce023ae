//! Which host answers a connection's calls: the usual one, or one that is nearer.

use std::collections::BTreeMap;

use tokio::task::JoinSet;

use super::Assistant;
use crate::checklist::{Checklist, StepId};
use crate::cloud::{Cloud, GeoHost};
use crate::connection::Connection;
use crate::defender::hosts::{HostMeasure, HostView, measure};
use crate::error::{ErrorCode, ErrorReport, Result};

impl Assistant {
    /// The hosts that a connection may call, the usual one first. Only one where there is nothing to choose.
    pub async fn hosts(&self, id: &str) -> Result<Vec<HostView>> {
        let connection = self.0.connections.one(id).await?;
        self.hosts_of(&connection)
    }

    fn hosts_of(&self, connection: &Connection) -> Result<Vec<HostView>> {
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let chosen = self.0.session.place(connection)?.host;
        let usual = cloud.place(connection.goal.api, None).map(|place| HostView {
            id: None,
            chosen: place.host == chosen,
            host: place.host,
            area: None,
            area_confirmed: true,
        });
        let near = near(&cloud, connection).iter().map(|near| HostView {
            id: Some(near.id.clone()),
            host: near.host.clone(),
            area: Some(near.area.clone()),
            area_confirmed: near.area_confirmed,
            chosen: near.host == chosen,
        });
        Ok(usual.into_iter().chain(near).collect())
    }

    /// Measures how fast each host answers from here, all at the same time. No token goes out. Each result is told
    /// as it comes; a second measurement ends the first.
    pub async fn measure_hosts(
        &self,
        id: &str,
        on_measure: impl Fn(HostMeasure) + Send + Sync,
    ) -> Result<Vec<HostMeasure>> {
        let connection = self.0.connections.one(id).await?;
        let cancelled = self.0.measuring.begin(id);
        let mut running = JoinSet::new();
        for (at, host) in self.hosts_of(&connection)?.into_iter().enumerate() {
            let http = self.0.session.http.clone();
            running.spawn(async move { (at, measure(&http, host).await) });
        }
        let mut done = BTreeMap::new();
        loop {
            let next = tokio::select! {
                () = cancelled.cancelled() => return Err(ErrorReport::new(ErrorCode::Cancelled)),
                next = running.join_next() => next,
            };
            let Some(finished) = next else { break };
            let (at, host) =
                finished.map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
            on_measure(host.clone());
            done.insert(at, host);
        }
        let mut measures: Vec<HostMeasure> = done.into_values().collect();
        HostMeasure::mark_fastest(&mut measures);
        Ok(measures)
    }

    /// Ends a measurement that runs.
    pub fn cancel_measure(&self, id: &str) {
        self.0.measuring.cancel(id);
    }

    /// Calls another host from now on: one of the cloud's own list by its name, or the usual one. The last step has
    /// to be proved again, since that host has answered nothing yet.
    pub async fn set_host(&self, id: &str, host: Option<&str>) -> Result<Checklist> {
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let offered = |name: &str| near(&cloud, &connection).iter().any(|near| near.id == name);
        if let Some(name) = host.filter(|name| !offered(name)) {
            return Err(ErrorReport::new(ErrorCode::HostNotOffered)
                .with("host", name)
                .with("cloud", &cloud.name));
        }
        let choose = |connection: &mut Connection| {
            if connection.host.as_deref() != host {
                connection.host = host.map(str::to_owned);
                connection.trail.forget(&[StepId::Incidents]);
            }
        };
        let chosen = self.0.connections.update(id, choose).await?;
        self.shown(&chosen)
    }
}

fn near<'a>(cloud: &'a Cloud, connection: &Connection) -> &'a [GeoHost] {
    cloud.geo_hosts(connection.goal.api)
}
