//! Killed while connections are saved: whole by their new name, as the command line does, and in place, as the window's
//! store plugin does.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use handrail_assistant::outside::ProfileStore as _;
use handrail_doors::BackedUp;
use trust::{Part, Tally};

use super::kills;
use super::victim::Victim;

const SEED: u64 = 0x5EED_0001;

/// Names by id.
type List = BTreeMap<String, String>;

/// What was said: the list once it is done, and what was begun last.
fn told(list: &mut List, said: &[String]) -> Option<String> {
    let mut begun = None;
    for line in said {
        let (word, rest) = line.split_once(' ').unwrap();
        let (id, name) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "added" | "named" => drop(list.insert(id.to_owned(), name.to_owned())),
            "removed" => drop(list.remove(id)),
            _ => {
                begun = Some(line.clone());
                continue;
            }
        }
        begun = None;
    }
    begun
}

/// Is this the list, or the list once what was begun is done?
fn holds(stored: &List, list: &List, begun: Option<&str>) -> bool {
    let Some((word, rest)) = begun.and_then(|begun| begun.split_once(' ')) else {
        return stored == list;
    };
    let mut next = list.clone();
    match (word, rest.split_once(' ')) {
        ("adding", _) => {
            let new = stored
                .iter()
                .find(|(id, name)| !list.contains_key(*id) && *name == rest);
            next.extend(new.map(|(id, name)| (id.clone(), name.clone())));
        }
        ("naming", Some((id, name))) => drop(next.insert(id.to_owned(), name.to_owned())),
        _ => drop(next.remove(rest)),
    }
    stored == list || *stored == next
}

fn stored(files: &BackedUp) -> Option<List> {
    let Some(document) = files.load().ok()? else {
        return Some(List::new());
    };
    let connections = document["connections"].as_array()?.iter();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    connections
        .map(|one| Some((text(&one["id"])?, text(&one["name"])?)))
        .collect()
}

#[tokio::test]
async fn connections_outlive_whoever_is_killed_while_saving_them() {
    let mut tally = Tally::of(Part::Kills, "connections");
    let mut victim = Victim::of("connections", (7, Duration::from_millis(2)), SEED);
    let files = BackedUp::new(&victim.data(), "connections");
    let (mut list, mut in_the_middle, mut cut_off) = (List::new(), 0, 0);
    for kill in 0..kills() {
        victim.knows("in_place", kill % 2 == 1);
        let begun = told(&mut list, &victim.dies().await);
        in_the_middle += usize::from(begun.is_some());
        let text = fs::read(files.path()).unwrap_or_default();
        cut_off += usize::from(serde_json::from_slice::<serde_json::Value>(&text).is_err());
        let found = stored(&files);
        let held = found
            .as_ref()
            .is_some_and(|found| holds(found, &list, begun.as_deref()));
        tally.case(
            format_args!("seed {SEED:#x}, kill {kill}, in {begun:?}: {found:?} is not {list:?}"),
            held,
        );
        list = found.unwrap_or_default();
    }
    // How many files are cut off is left to chance: a write of some kilobytes is short.
    assert!(in_the_middle > kills() / 4, "{in_the_middle} in the middle");
    trust::matrix(&format!(
        "kills, connections: {in_the_middle} in the middle of a change, {cut_off} of a file"
    ));

    victim.grow_old();
    victim.dies().await;
    victim.knows("in_place", false);
    files.update(&mut |list| list).unwrap();
    let old = victim.left_over();
    tally.case(format_args!("left over: {old:?}"), old.len() <= 1);
    let known = [
        "connections.json",
        "connections.backup.json",
        "connections.lock",
        "customers",
        "registrations",
    ];
    let there = fs::read_dir(victim.data())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let others: Vec<PathBuf> = there
        .filter(|path| !old.contains(path) && !known.iter().any(|name| path.ends_with(name)))
        .collect();
    tally.case(format_args!("what else is there: {others:?}"), others.is_empty());
    tally.tell();
}
