use super::*;

fn ids(goal: Goal) -> Vec<StepId> {
    steps(goal).into_iter().map(|step| step.id).collect()
}

fn partner(api: Api) -> Goal {
    Goal {
        tenancy: Tenancy::Customers,
        ..Goal::new(api, Context::Application)
    }
}

#[test]
fn the_application_needs_a_secret_and_no_redirect_address() {
    use StepId::{Consent, Incidents, Permissions, Register, Secret, Tenant, Token};
    assert_eq!(
        ids(Goal::new(Api::Xdr, Context::Application)),
        [Tenant, Register, Permissions, Secret, Consent, Token, Incidents]
    );
}

#[test]
fn a_certificate_takes_the_place_of_the_secret() {
    let goal = Goal {
        credential: Credential::Certificate,
        ..Goal::new(Api::Graph, Context::Application)
    };
    assert!(ids(goal).contains(&StepId::Certificate) && !ids(goal).contains(&StepId::Secret));
    assert_eq!(place(goal, StepId::Secret), Some(StepId::Certificate));
}

#[test]
fn a_person_needs_a_redirect_address_and_no_secret() {
    use StepId::{Consent, Incidents, Permissions, RedirectUri, Register, SignIn, Tenant};
    assert_eq!(
        ids(Goal::new(Api::Graph, Context::User)),
        [
            Tenant,
            Register,
            RedirectUri,
            Permissions,
            Consent,
            SignIn,
            Incidents
        ]
    );
}

#[test]
fn a_device_code_needs_the_switch_for_public_clients_in_place_of_a_redirect_address() {
    let goal = Goal {
        flow: Flow::DeviceCode,
        ..Goal::new(Api::Mde, Context::User)
    };
    assert!(ids(goal).contains(&StepId::PublicClientFlag) && !ids(goal).contains(&StepId::RedirectUri));
}

#[test]
fn a_partner_registers_for_several_tenants_and_names_the_customer_before_consent() {
    use StepId::{
        AccountTypes, Consent, Customer, Incidents, Permissions, RedirectUri, Register, Secret, Tenant, Token,
    };
    assert_eq!(
        ids(partner(Api::Xdr)),
        [
            Tenant,
            Register,
            AccountTypes,
            RedirectUri,
            Permissions,
            Secret,
            Customer,
            Consent,
            Token,
            Incidents
        ]
    );
    let plans = steps(partner(Api::Xdr));
    assert_eq!(plans[1].choices, [PortalChoice::MultipleTenants]);
    assert_eq!(plans[3].choices, [PortalChoice::WebPlatform]);
}

#[test]
fn a_step_that_the_goal_has_not_appears_where_it_belongs_once_something_was_found_there() {
    let goal = Goal::new(Api::Graph, Context::User);
    let seen: Vec<StepId> = steps_with(goal, &[StepId::ConditionalAccess, StepId::Network])
        .into_iter()
        .map(|step| step.id)
        .collect();
    let at = seen
        .iter()
        .position(|id| *id == StepId::ConditionalAccess)
        .unwrap();
    assert_eq!((seen[at - 1], seen[at + 1]), (StepId::Consent, StepId::SignIn));
    assert_eq!(seen.len(), steps(goal).len() + 1, "a lost network is no step");
}

#[test]
fn a_finding_goes_to_its_own_step_or_to_the_one_that_stands_for_it() {
    let goal = Goal::new(Api::Graph, Context::Application);
    assert_eq!(place(goal, StepId::SignIn), Some(StepId::Token));
    assert_eq!(place(goal, StepId::Ids), Some(StepId::Register));
    assert_eq!(place(goal, StepId::UserAssignment), Some(StepId::UserAssignment));
    assert_eq!(place(goal, StepId::Network), None);
}

#[test]
fn the_permission_to_copy_is_the_least_one_of_the_right_kind() {
    let copied = |api, context| {
        steps(Goal::new(api, context))
            .into_iter()
            .flat_map(|step| step.copy)
            .find(|value| value.name == CopyName::Permission)
            .unwrap()
            .value
    };
    assert_eq!(copied(Api::Xdr, Context::Application), "Incident.Read.All");
    assert_eq!(copied(Api::Xdr, Context::User), "Incident.Read");
    assert_eq!(copied(Api::Graph, Context::User), "SecurityIncident.Read.All");
    assert_eq!(copied(Api::Mde, Context::User), "Alert.Read");
}

#[test]
fn the_role_for_consent_is_the_least_one_for_the_kind_of_permission() {
    let roles = |api, context| {
        let plans = steps(Goal::new(api, context));
        plans
            .into_iter()
            .find(|step| step.id == StepId::Consent)
            .unwrap()
            .roles
    };
    assert_eq!(
        roles(Api::Graph, Context::Application),
        [EntraRole::PrivilegedRoleAdministrator]
    );
    for (api, context) in [(Api::Graph, Context::User), (Api::Xdr, Context::Application)] {
        assert_eq!(roles(api, context), [EntraRole::CloudApplicationAdministrator]);
    }
}
