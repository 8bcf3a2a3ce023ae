//! Which permissions the calls really made did not need.

use super::UnusedPermission;
use super::seen::{Seen, Wanted};
use crate::cloud::Api;
use crate::connection::{Purpose, day, long_enough};
use crate::defender::permissions;

/// What was granted and could go, or could be smaller. Of what the goal asks for, only a whole quarter says so.
pub(super) fn unused(wanted: &Wanted, seen: &Seen) -> Vec<UnusedPermission> {
    let (uses, today) = (&wanted.connection.uses, day(wanted.now));
    let Some(since) = uses.watched_since(today) else {
        return Vec::new();
    };
    let made = seen.application.created_date_time.as_deref();
    let made = made.and_then(|made| made.parse().ok()).map(day);
    let since = made.map_or(since, |made| since.max(made));
    let lately: Vec<(Api, Purpose)> = uses.lately(today).collect();
    let granted = seen.granted();
    let of_kind = granted.iter().filter(|one| one.kind == wanted.target.kind);
    let known: Vec<(Api, &str)> = of_kind
        .filter_map(|one| Some((one.api?, one.name.as_str())))
        .collect();
    let mut hints = Vec::new();
    for &(api, name) in &known {
        let is_wanted = wanted
            .target
            .permissions
            .iter()
            .any(|one| (one.api, one.name) == (api, name));
        if is_wanted && !long_enough(since, today) {
            continue;
        }
        let smaller = match measured(wanted, api, name, &lately) {
            Measure::Needed => continue,
            Measure::Smaller(name) => Some(name),
            Measure::Idle => None,
        };
        hints.push(UnusedPermission {
            api,
            permission: name.to_owned(),
            smaller: smaller
                .filter(|smaller| !known.contains(&(api, smaller)))
                .map(str::to_owned),
            since: since.to_string(),
        });
    }
    hints
}

/// What the calls say of a permission.
enum Measure {
    /// One of them needed it, or it opens nothing that Handrail asks for.
    Needed,
    /// A smaller one would have been enough.
    Smaller(&'static str),
    /// None of them needed it.
    Idle,
}

fn measured(wanted: &Wanted, api: Api, name: &str, lately: &[(Api, Purpose)]) -> Measure {
    let goal = |purpose| wanted.connection.toward(api, purpose).goal;
    if !permissions::is_known(goal(Purpose::Incidents), name) {
        return Measure::Needed;
    }
    let used = lately.iter().filter(|(at, _)| *at == api);
    let opened = used.filter(|(_, purpose)| permissions::sufficient(goal(*purpose)).contains(&name));
    let least: Vec<&'static str> = opened
        .map(|(_, purpose)| permissions::least(goal(*purpose)))
        .collect();
    match least.first() {
        _ if least.contains(&name) => Measure::Needed,
        Some(smaller) => Measure::Smaller(smaller),
        None => Measure::Idle,
    }
}
