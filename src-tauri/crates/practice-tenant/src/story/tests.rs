//! Whatever the seed and the size, every API tells the same story, and every id that one names leads somewhere.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn story(seed: u64, count: u32) -> Story {
    let now: Timestamp = "2026-11-20T18:00:00Z".parse().unwrap();
    let tenant = TenantId(Dice::new(seed, "tenant").guid());
    Story::new(seed, tenant, "contoso.com", count, now)
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().unwrap()
}

fn lower(value: &Value) -> String {
    value.as_str().unwrap().to_lowercase()
}

/// Defender XDR and Graph about one incident, and each of its alerts.
fn assert_one_incident(story: &Story, told: Told<'_>) {
    let (xdr, graph) = (told.xdr(), told.graph(true));
    let id = graph["id"].as_str().unwrap();
    assert_eq!(story.incident(id).unwrap().graph(true), graph);
    assert_eq!(xdr["incidentId"].to_string(), id);
    for (one, other) in [
        ("createdTime", "createdDateTime"),
        ("lastUpdateTime", "lastUpdateDateTime"),
        ("incidentName", "displayName"),
        ("assignedTo", "assignedTo"),
        ("tags", "customTags"),
        ("comments", "comments"),
    ] {
        assert_eq!(xdr[one], graph[other], "{one}");
    }
    for field in ["severity", "status", "classification"] {
        assert_eq!(lower(&xdr[field]), lower(&graph[field]), "{field}");
    }
    let alerts = (list(&xdr, "alerts"), list(&graph, "alerts"));
    assert_eq!(alerts.0.len(), alerts.1.len());
    for (xdr, graph) in alerts.0.iter().zip(alerts.1) {
        assert_one_alert(story, xdr, graph, id);
    }
}

/// The three views of one alert.
fn assert_one_alert(story: &Story, xdr: &Value, graph: &Value, incident: &str) {
    let alert = story.alert(graph["id"].as_str().unwrap()).unwrap();
    assert_eq!(alert.graph(), *graph);
    assert_eq!(graph["incidentId"], incident);
    assert_eq!(xdr["alertId"], graph["id"]);
    assert_same_alert(
        xdr,
        graph,
        [
            "creationTime",
            "lastUpdatedTime",
            "resolvedTime",
            "firstActivity",
            "lastActivity",
        ],
    );
    for entity in list(xdr, "entities") {
        if let Some(device) = entity["deviceId"].as_str() {
            assert!(story.device_named(device).is_some());
        }
    }
    if alert.is_endpoint() {
        let mde = alert.mde(true);
        assert_eq!(mde["id"], graph["id"]);
        assert_eq!(mde["incidentId"].to_string(), incident);
        let times = [
            "alertCreationTime",
            "lastUpdateTime",
            "resolvedTime",
            "firstEventTime",
            "lastEventTime",
        ];
        assert_same_alert(&mde, graph, times);
        assert_eq!(
            mde["comments"].as_array().unwrap().len(),
            list(graph, "comments").len()
        );
        assert_device(story, &alert, &mde, xdr, graph);
    }
}

fn assert_same_alert(defender: &Value, graph: &Value, times: [&str; 5]) {
    let graph_times = [
        "createdDateTime",
        "lastUpdateDateTime",
        "resolvedDateTime",
        "firstActivityDateTime",
        "lastActivityDateTime",
    ];
    for (one, other) in times.iter().zip(graph_times) {
        assert_eq!(defender[one], graph[other], "{one}");
    }
    for field in [
        "title",
        "category",
        "description",
        "assignedTo",
        "mitreTechniques",
    ] {
        assert_eq!(defender[field], graph[field], "{field}");
    }
    for field in ["severity", "status"] {
        assert_eq!(lower(&defender[field]), lower(&graph[field]), "{field}");
    }
    let verdict = defender["classification"].as_str().unwrap_or("unknown");
    assert_eq!(verdict.to_lowercase(), lower(&graph["classification"]));
}

/// The device of an endpoint alert is one of the machines, and says the same of itself everywhere.
fn assert_device(story: &Story, alert: &Alert<'_>, mde: &Value, xdr: &Value, graph: &Value) {
    let device = story.device_named(mde["machineId"].as_str().unwrap()).unwrap();
    let machine = device.mde();
    let by_name = story
        .device_named(mde["computerDnsName"].as_str().unwrap())
        .unwrap();
    assert_eq!(by_name.mde(), machine);
    assert_eq!(alert.machine().unwrap().mde(), machine);
    let shown = &xdr["devices"][0];
    for (one, other) in [
        ("mdatpDeviceId", "id"),
        ("aadDeviceId", "aadDeviceId"),
        ("deviceDnsName", "computerDnsName"),
        ("osPlatform", "osPlatform"),
        ("osBuild", "osBuild"),
        ("version", "version"),
        ("healthStatus", "healthStatus"),
        ("riskScore", "riskScore"),
        ("rbacGroupName", "rbacGroupName"),
        ("rbacGroupId", "rbacGroupId"),
        ("firstSeen", "firstSeen"),
    ] {
        assert_eq!(shown[one], machine[other], "{one}");
    }
    let evidence = list(graph, "evidence");
    let evidence = evidence
        .iter()
        .find(|one| one["mdeDeviceId"].is_string())
        .unwrap();
    assert_eq!(evidence["mdeDeviceId"], machine["id"]);
    let seen = |field: &str| machine[field].as_str().unwrap().to_owned();
    let created = mde["alertCreationTime"].as_str().unwrap().to_owned();
    assert!(
        seen("firstSeen") < created && created <= seen("lastSeen"),
        "{machine} at {created}"
    );
    assert!(story.alerts_of(&device).any(|one| one.id() == mde["id"]));
    let account = &mde["relatedUser"]["userName"];
    assert!(
        story
            .users_of(&device)
            .iter()
            .any(|user| user["accountName"] == *account)
    );
    assert_eq!(alert.user().unwrap()["accountName"], *account);
    let mut theirs = story.alerts_about(account.as_str().unwrap()).unwrap();
    assert!(theirs.any(|one| one.id() == mde["id"]));
}

fn change() -> impl Strategy<Value = Change> {
    let status = proptest::option::of(proptest::sample::select(&Status::ALL[..]));
    let classification = proptest::option::of(proptest::sample::select(&Classification::ALL[..]));
    let owner = proptest::option::of(prop_oneof![
        Just(Owner::Nobody),
        Just(Owner::Person("analyst@contoso.com".to_owned())),
    ]);
    (status, classification, owner, proptest::option::of("[a-z]{1,8}")).prop_map(
        |(status, classification, owner, comment)| Change {
            status,
            owner,
            classification,
            determination: classification.map(|_| Determination::Other),
            tags: None,
            comment,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_api_tells_the_same_story_whatever_the_seed(seed: u64, count in 0..40u32) {
        let story = story(seed, count);
        prop_assert_eq!(story.incidents().len(), usize::try_from(count).unwrap());
        for told in story.incidents() {
            assert_one_incident(&story, told);
        }
        prop_assert_eq!(story.devices().count(), 60);
        let total: usize = story.devices().map(|device| story.alerts_of(&device).count()).sum();
        prop_assert_eq!(total, story.endpoint_alerts().count());
    }

    #[test]
    fn changes_leave_one_story(
        seed: u64,
        steps in proptest::collection::vec((0..12usize, any::<bool>(), change()), 1..12),
    ) {
        let mut story = story(seed, 12);
        let mut at = 1_800_000_000_000;
        for (which, of_alert, change) in steps {
            at += 1000;
            let by = By { name: "analyst@contoso.com".to_owned(), at };
            let incident = story.nth(which).unwrap();
            let (id, key) = (incident.id(), incident.alerts().last().unwrap().key());
            if of_alert {
                story.changes.change_alert(key, &change, &by);
            } else {
                story.changes.change_incident(id, &change, &by);
            }
        }
        for told in story.incidents() {
            assert_one_incident(&story, told);
        }
    }
}

#[test]
fn an_incident_speaks_for_its_alerts_until_one_speaks_for_itself() {
    let mut story = story(7, 3);
    let incident = story.nth(0).unwrap();
    let (id, key) = (incident.id(), incident.alerts().next().unwrap().key());
    let by = |at: i64| By {
        name: "analyst@contoso.com".to_owned(),
        at,
    };
    let say = |status: Status| Change {
        status: Some(status),
        ..Change::default()
    };
    let status = |story: &Story| {
        let incident = story.nth(0).unwrap();
        let alert = incident.alerts().next().unwrap();
        (incident.status(), alert.status(), alert.resolved().is_some())
    };
    let later = 1_800_000_000_000;
    story
        .changes
        .change_incident(id, &say(Status::Resolved), &by(later));
    assert_eq!(status(&story), (Status::Resolved, Status::Resolved, true));
    story
        .changes
        .change_alert(key, &say(Status::InProgress), &by(later + 1));
    assert_eq!(status(&story), (Status::Resolved, Status::InProgress, false));
    assert_eq!(story.nth(0).unwrap().updated(), later + 1);
    story
        .changes
        .change_incident(id, &say(Status::Active), &by(later + 2));
    assert_eq!(status(&story), (Status::Active, Status::Active, false));
}

#[test]
fn an_id_that_was_tampered_with_leads_nowhere() {
    let story = story(1, 20);
    for alert in story.alerts() {
        let id = alert.id();
        assert!(story.alert(&id).is_some());
        let last = if id.ends_with('0') { '1' } else { '0' };
        let other = format!("{}{last}", &id[..id.len() - 1]);
        assert!(story.alert(&other).is_none_or(|found| found.id() == other));
        assert!(
            story
                .alert(&id.replacen(|digit: char| digit.is_ascii_digit(), "", 1))
                .is_none()
        );
    }
    for id in ["", "1", "da_1", "é", "da638_99999999999", "ffffffff"] {
        assert!(story.alert(id).is_none(), "{id}");
    }
}
