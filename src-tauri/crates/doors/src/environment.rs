//! What programs that are started from here inherit: nothing that opens a door.

use std::collections::BTreeSet;
use std::env;
use std::process::Command;
use std::sync::Mutex;

use crate::lock::lock;

/// Variables whose names say that a secret is in them. No browser needs one.
const TELLING: [&str; 4] = ["SECRET", "PASSWORD", "PASSPHRASE", "TOKEN"];
/// The one of that kind that a browser does need: with it, its window comes to the front.
const HARMLESS: &str = "XDG_ACTIVATION_TOKEN";

/// Variables that a secret was read from.
static WITHHELD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// A secret was read from this variable: no program that is started from here gets it, nor another variable that
/// holds the same. Removing it from the own environment would not be safe beside other threads.
pub fn withhold(name: &str) {
    lock(&WITHHELD).insert(name.to_owned());
}

/// Leaves out of a program's environment what it must not have.
pub(crate) fn clean(command: &mut Command) {
    let withheld = lock(&WITHHELD).clone();
    let secrets: Vec<_> = withheld.iter().filter_map(env::var_os).collect();
    for (name, value) in env::vars_os() {
        let shown = name.to_string_lossy();
        if withheld.contains(&*shown) || is_telling(&shown) || secrets.contains(&value) {
            command.env_remove(&name);
        }
    }
}

fn is_telling(name: &str) -> bool {
    let name = name.to_uppercase();
    name != HARMLESS && TELLING.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn removed(command: &Command) -> Vec<String> {
        let removed = command.get_envs().filter(|(_, value)| value.is_none());
        removed
            .map(|(name, _)| name.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn what_was_named_is_left_out_and_the_rest_stays() {
        // Whatever variable there is stands for the one that held a secret: setting one is not safe in a test either.
        let (name, _) = env::vars().find(|(name, _)| name == "PATH").unwrap();
        let mut command = Command::new("true");
        clean(&mut command);
        assert!(!removed(&command).contains(&name));
        withhold(&name);
        clean(&mut command);
        assert!(removed(&command).contains(&name));
    }

    #[test]
    fn names_that_tell_are_known() {
        for name in [
            "AZURE_CLIENT_SECRET",
            "Handrail_Secret",
            "PFX_PASSWORD",
            "GITHUB_TOKEN",
        ] {
            assert!(is_telling(name), "{name}");
        }
        for name in ["PATH", "HOME", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", HARMLESS] {
            assert!(!is_telling(name), "{name}");
        }
    }
}
