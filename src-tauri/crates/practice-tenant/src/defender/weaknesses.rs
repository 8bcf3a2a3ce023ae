//! Vulnerability management of Defender for Endpoint (MicrosoftDocs/defender-docs: defender-endpoint/api/
//! get-all-vulnerabilities.md, get-vulnerability-by-id.md, get-machines-by-vulnerability.md,
//! get-discovered-vulnerabilities.md, get-software.md, get-installed-software.md, get-all-recommendations.md,
//! get-exposure-score.md, get-device-secure-score.md).

use axum::extract::Path;
use serde_json::{Value, json};

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::defender::error::DefenderError;
use crate::defender::list::{Answer, admitted, entity, options_up_to, page, whole};
use crate::defender::machines::found;
use crate::odata::{Offer, Record, Schema, Type};
use crate::story::{Device, Recommendation, Software, Story, Vulnerability, time};

const fn needs(role: &'static [&'static str], scope: &'static [&'static str]) -> Needs {
    Needs {
        resource: Resource::Mde,
        roles: role,
        scopes: scope,
    }
}

const VULNERABILITIES: Needs = needs(&["Vulnerability.Read.All"], &["Vulnerability.Read"]);
const SOFTWARE: Needs = needs(&["Software.Read.All"], &["Software.Read"]);
const RECOMMENDATIONS: Needs = needs(
    &["SecurityRecommendation.Read.All"],
    &["SecurityRecommendation.Read"],
);
const SCORES: Needs = needs(&["Score.Read.All"], &["Score.Read"]);

static VULNERABILITY_SCHEMA: Schema = Schema {
    name: "Microsoft.Windows.Defender.Vulnerability",
    fields: &[
        ("id", Type::Text),
        ("name", Type::Text),
        ("description", Type::Text),
        ("cvssV3", Type::Number),
        ("publishedOn", Type::Time),
        ("severity", Type::Enum),
        ("updatedOn", Type::Time),
    ],
    not_filterable: &[
        "exposedMachines",
        "publicExploit",
        "exploitVerified",
        "exploitInKit",
        "exploitTypes",
        "exploitUris",
        "cvssVector",
    ],
};

static SOFTWARE_SCHEMA: Schema = Schema {
    name: "Microsoft.Windows.Defender.Software",
    fields: &[("id", Type::Text), ("name", Type::Text), ("vendor", Type::Text)],
    not_filterable: &[
        "weaknesses",
        "publicExploit",
        "activeAlert",
        "exposedMachines",
        "impactScore",
    ],
};

static RECOMMENDATION_SCHEMA: Schema = Schema {
    name: "Microsoft.Windows.Defender.Recommendation",
    fields: &[
        ("id", Type::Text),
        ("productName", Type::Text),
        ("vendor", Type::Text),
        ("recommendedVersion", Type::Text),
        ("recommendationCategory", Type::Text),
        ("subCategory", Type::Text),
        ("severityScore", Type::Number),
        ("remediationType", Type::Enum),
        ("recommendedProgram", Type::Text),
        ("recommendedVendor", Type::Text),
        ("status", Type::Enum),
    ],
    not_filterable: &[
        "recommendationName",
        "weaknesses",
        "publicExploit",
        "activeAlert",
        "exposedMachinesCount",
        "totalMachineCount",
        "exposureImpact",
        "configScoreImpact",
    ],
};

const fn offer(schema: &'static Schema) -> Offer {
    Offer {
        schema,
        expand: &[],
        order_by: false,
        select: false,
    }
}

/// A list of which whoever may read it may read all.
fn listed<R: Record + Clone>(
    request: &ApiRequest,
    needs: &Needs,
    (set, schema, largest): (&str, &'static Schema, usize),
    records: impl FnOnce(&Story) -> Vec<R>,
    print: impl Fn(&R) -> Value,
) -> Answer {
    let caller = admitted(request, needs)?;
    let (options, size) = options_up_to(request, &offer(schema), largest)?;
    let records = records(&caller.story).into_iter();
    Ok(page(request, &caller, set, (&options, size), records, print))
}

pub(super) async fn vulnerabilities(request: ApiRequest) -> Answer {
    listed(
        &request,
        &VULNERABILITIES,
        ("Vulnerabilities", &VULNERABILITY_SCHEMA, 8_000),
        |story| story.vulnerabilities().collect(),
        Vulnerability::mde,
    )
}

pub(super) async fn vulnerability(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &VULNERABILITIES)?;
    let found = caller.story.vulnerability(&id).ok_or_else(|| unknown(&id))?;
    Ok(entity(&request, "Vulnerabilities", found.mde()))
}

fn unknown(id: &str) -> DefenderError {
    DefenderError::not_found(format!("Vulnerability {id} was not found"))
}

pub(super) async fn machine_references(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &VULNERABILITIES)?;
    let found = caller.story.vulnerability(&id).ok_or_else(|| unknown(&id))?;
    let devices = caller.story.devices_open_to(&found.row.id);
    let list = devices.iter().map(Device::mde_reference).collect();
    Ok(whole(&request, "MachineReferences", list))
}

pub(super) async fn vulnerabilities_of_machine(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &VULNERABILITIES)?;
    let device = found(&caller, &id)?;
    let list = caller.story.vulnerabilities_of(&device);
    let list = list.iter().map(Vulnerability::mde).collect();
    let set = "Collection(Analytics.Contracts.PublicAPI.PublicVulnerabilityDto)";
    Ok(whole(&request, set, list))
}

pub(super) async fn software(request: ApiRequest) -> Answer {
    listed(
        &request,
        &SOFTWARE,
        ("Software", &SOFTWARE_SCHEMA, 10_000),
        |story| story.software().collect(),
        Software::mde,
    )
}

pub(super) async fn software_of_machine(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &SOFTWARE)?;
    let device = found(&caller, &id)?;
    let installed = caller.story.software_of(&device);
    let list = installed
        .iter()
        .map(|one| caller.story.program(one.row).mde())
        .collect();
    Ok(whole(&request, "Software", list))
}

pub(super) async fn recommendations(request: ApiRequest) -> Answer {
    listed(
        &request,
        &RECOMMENDATIONS,
        ("Recommendations", &RECOMMENDATION_SCHEMA, 10_000),
        |story| story.recommendations().collect(),
        Recommendation::mde,
    )
}

pub(super) async fn exposure_score(request: ApiRequest) -> Answer {
    score(&request, "ExposureScore", Story::exposure_score)
}

pub(super) async fn configuration_score(request: ApiRequest) -> Answer {
    score(&request, "ConfigurationScore", Story::configuration_score)
}

fn score(request: &ApiRequest, set: &str, of: impl FnOnce(&Story) -> f64) -> Answer {
    let caller = admitted(request, &SCORES)?;
    let body = json!({"time": time(caller.story.started()), "score": of(&caller.story)});
    Ok(entity(request, set, body))
}
