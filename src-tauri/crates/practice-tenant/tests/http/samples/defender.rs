//! Defender XDR and Defender for Endpoint.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Samples, Tolerance};
use crate::harness::{MDE, Practice, XDR};

pub(crate) const SAMPLES: &[&str] = &[
    "api_error_invalid_request_body.json",
    "api_error_resource_not_found.json",
    "mde_alert_single.json",
    "mde_alerts_list.json",
    "mde_alerts_list_expand_evidence.json",
    "mde_configuration_score.json",
    "mde_exposure_score.json",
    "mde_machine_logonusers.json",
    "mde_machine_single.json",
    "mde_machines_filtered_risk_high.json",
    "mde_machines_list.json",
    "mde_machines_list_live_2024.json",
    "mde_recommendations_list.json",
    "mde_recommendations_list_live_2024.json",
    "mde_software_list.json",
    "mde_vulnerabilities_list.json",
    "xdr_incident_single.json",
    "xdr_incidents_list.json",
];

const MACHINE_SAMPLES: &[&str] = &[
    "mde_machines_filtered_risk_high.json",
    "mde_machines_list.json",
    "mde_machines_list_live_2024.json",
];

const OTHER_ENTITIES: &str = "an entity type that the page names, but its sample does not show";

const XDR_LIST: &[Tolerance] = &[
    (
        ".value[].alerts[].entities[]<MailCluster>",
        "no story groups mails yet",
    ),
    (".value[].alerts[].entities[]<Process>", OTHER_ENTITIES),
    (".value[].alerts[].entities[]<Registry>", OTHER_ENTITIES),
    (".value[].alerts[].entities[]<Url>", OTHER_ENTITIES),
];

const OLDER_EDITION: &[Tolerance] = &[(
    ".value[].detectorId",
    "the list is of an older edition than the other two samples",
)];

const VALUE_NAME: &str = "named by the table of the page's current edition";

const EXPANDED: &[Tolerance] = &[
    (".value[].evidence[]<File>.registryValueName", VALUE_NAME),
    (".value[].evidence[]<Process>.registryValueName", VALUE_NAME),
    (".value[].evidence[]<User>.registryValueName", VALUE_NAME),
    (".value[].evidence[]<Ip>", OTHER_ENTITIES),
    (".value[].evidence[]<RegistryValue>", OTHER_ENTITIES),
    (".value[].evidence[]<Url>", OTHER_ENTITIES),
];

/// The sample of one incident is an element of the list.
const XDR_ONE: &[Tolerance] = &[(".@odata.context", "the sample was cut out of a list")];

const ALERT: &[Tolerance] = &[
    (
        ".@odata.context",
        "the sample is of the page about the resource, not about the call",
    ),
    (".evidence[]<File>.registryValueName", VALUE_NAME),
    (".evidence[]<Process>.registryValueName", VALUE_NAME),
    (".evidence[]<User>.registryValueName", VALUE_NAME),
];

/// One of a list, about the same as the sample.
fn named<'a>(list: &'a Value, field: &str, name: &str) -> &'a Value {
    let mut all = list["value"].as_array().unwrap().iter();
    all.find(|one| one[field] == name).unwrap()
}

#[tokio::test]
async fn bodies_of_the_defender_apis_have_the_shape_of_the_published_ones() {
    let Some(samples) = Samples::open() else { return };
    let practice = Practice::start().await;
    let (mde, xdr) = (
        practice.application_token(MDE).await,
        practice.application_token(XDR).await,
    );
    let (_, incidents) = practice.call("/api/incidents", &xdr).await;
    samples.compare(&["xdr_incidents_list.json"], &incidents, XDR_LIST);
    let (_, plain) = practice.call("/api/alerts", &mde).await;
    samples.compare(&["mde_alerts_list.json"], &plain, OLDER_EDITION);
    let (_, expanded) = practice.call("/api/alerts?$expand=evidence", &mde).await;
    samples.compare(&["mde_alerts_list_expand_evidence.json"], &expanded, EXPANDED);
    let mimikatz = named(
        &incidents,
        "incidentName",
        "'Mimikatz' hacktool was detected on one endpoint",
    );
    let path = format!("/api/incidents/{}", mimikatz["incidentId"]);
    let (_, incident) = practice.call(&path, &xdr).await;
    samples.compare(&["xdr_incident_single.json"], &incident, XDR_ONE);
    let signed = named(
        &plain,
        "title",
        "Low-reputation arbitrary code executed by signed executable",
    );
    let path = format!("/api/alerts/{}", signed["id"].as_str().unwrap());
    let (_, alert) = practice.call(&path, &mde).await;
    samples.compare(&["mde_alert_single.json"], &alert, ALERT);
    machines(&practice, &samples).await;
    weaknesses(&practice, &samples).await;
    errors(&practice, &samples).await;
    practice.stop().await;
    samples.finish(SAMPLES);
}

const MACHINES: &[Tolerance] = &[
    (
        ".value[].onboardingStatus",
        "named by the table of the resource and by the list of filters",
    ),
    (
        ".value[].osArchitecture",
        "named by the table of the resource, in place of osProcessor",
    ),
];

const MACHINE: &[Tolerance] = &[
    (".deviceValue", IN_LIST),
    (".exclusionReason", IN_LIST),
    (".ipAddresses", IN_LIST),
    (".isExcluded", IN_LIST),
    (".isPotentialDuplication", IN_LIST),
    (".mergedIntoMachineId", IN_LIST),
    (".onboardingStatus", IN_LIST),
    (".osArchitecture", IN_LIST),
    (".osVersion", IN_LIST),
];

const IN_LIST: &str = "shown by a sample of the list, or by the table of the resource";

async fn machines(practice: &Practice, samples: &Samples) {
    let token = practice.token_with("mde", &["User.Read.All"]).await;
    let (_, list) = practice.call("/api/machines", &token).await;
    samples.compare(MACHINE_SAMPLES, &list, MACHINES);
    let path = format!("/api/machines/{}", list["value"][0]["id"].as_str().unwrap());
    let (_, one) = practice.call(&path, &token).await;
    samples.compare(&["mde_machine_single.json"], &one, MACHINE);
    let (_, users) = practice.call(&format!("{path}/logonusers"), &token).await;
    samples.compare(&["mde_machine_logonusers.json"], &users, &[]);
}

async fn weaknesses(practice: &Practice, samples: &Samples) {
    let token = practice.application_token(MDE).await;
    let both = &[
        "mde_recommendations_list.json",
        "mde_recommendations_list_live_2024.json",
    ];
    for (path, names) in [
        ("vulnerabilities", &["mde_vulnerabilities_list.json"][..]),
        ("recommendations?$count=true", both),
        ("Software", &["mde_software_list.json"]),
        ("exposureScore", &["mde_exposure_score.json"]),
        ("configurationScore", &["mde_configuration_score.json"]),
    ] {
        let (_, answer) = practice.call(&format!("/api/{path}"), &token).await;
        samples.compare(names, &answer, &[]);
    }
}

async fn errors(practice: &Practice, samples: &Samples) {
    let token = practice.application_token(MDE).await;
    let (_, unknown) = practice.call("/api/machines/123123123", &token).await;
    assert_eq!(unknown["error"]["message"], "Machine 123123123 was not found");
    samples.compare(&["api_error_resource_not_found.json"], &unknown, &[]);
    let (_, list) = practice.call("/api/alerts?$top=1", &token).await;
    let path = format!("/api/alerts/{}", list["value"][0]["id"].as_str().unwrap());
    let (_, incorrect) = practice
        .send(Method::PATCH, &path, &token, &json!({"Status": "New"}))
        .await;
    assert_eq!(incorrect["error"]["code"], "InvalidRequestBody");
    samples.compare(&["api_error_invalid_request_body.json"], &incorrect, &[]);
}
