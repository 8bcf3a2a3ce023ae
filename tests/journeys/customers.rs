//! A partner's customers, from a list of domains to the roster. Nobody is asked for a tenant ID.

use std::cell::Cell;
use std::collections::BTreeSet;

use handrail_assistant::Assistant;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{Context, Goal, Tenancy};
use handrail_assistant::error::{ErrorCode, Result};
use handrail_assistant::tenants::{AddProgress, AddedCustomers, CustomerBrief, CustomerList, RefusedLine};
use handrail_practice_tenant::{Options, ReadyCustomer};
use serde_json::Value;

use crate::tenant::{Tenant, assistant, goal};

/// A partner whose registration is all right, and who has no customers yet.
struct Partner {
    tenant: Tenant,
    id: String,
}

impl Partner {
    async fn of(customers: u32) -> Self {
        let tenant = Tenant::with(Options {
            customers,
            incidents: 1,
            ..Options::default()
        })
        .await;
        let partner = Goal {
            tenancy: Tenancy::Customers,
            ..goal(Api::Xdr, Context::Application)
        };
        let client_id = tenant.ready().apps.partner.client_id.clone();
        let id = tenant.registered(partner, &client_id, None).await.id;
        Self { tenant, id }
    }

    fn customers(&self) -> &[ReadyCustomer] {
        &self.tenant.ready().customers
    }

    /// All their domains, one below the other.
    fn domains(&self) -> String {
        let domains = self.customers().iter().map(|customer| customer.domain.as_str());
        domains.collect::<Vec<_>>().join("\n")
    }

    async fn add(&self, list: &str) -> Result<AddedCustomers> {
        add(&self.tenant.assistant, &self.id, list).await
    }

    /// What is stored.
    fn kept(&self) -> Vec<Value> {
        let roster = self.tenant.memory.roster(&self.id);
        let customers = roster.map(|roster| roster["customers"].as_array().unwrap().clone());
        customers.unwrap_or_default()
    }

    /// From here on the sign-in service cannot be reached.
    fn cut_off(&self) {
        let mut gone = self.tenant.cloud();
        gone["entra_authority"] = "http://127.0.0.1:9".into();
        self.reach(&gone);
    }

    fn reach(&self, cloud: &Value) {
        let cloud = Cloud::parse(&cloud.to_string()).unwrap();
        self.tenant.assistant.add_cloud(cloud);
    }
}

async fn add(assistant: &Assistant, id: &str, list: &str) -> Result<AddedCustomers> {
    let list = CustomerList::parse(list)?;
    assistant.add_customers(id, list, |_| ()).await
}

fn domains(briefs: &[CustomerBrief]) -> Vec<&str> {
    briefs.iter().map(|brief| brief.domain.as_str()).collect()
}

#[tokio::test]
async fn bad_lines_are_listed_with_their_reasons_and_the_good_ones_are_kept() {
    let partner = Partner::of(3).await;
    let [first, second, third] = partner.customers() else {
        panic!("three customers were asked for");
    };
    let list = [
        "Nom du client;Domaine",
        &format!("Crédit Général;{}", first.domain),
        "Nobody;nowhere.example",
        "Contoso Ltd;contoso",
        &format!("We ourselves;{}", partner.tenant.ready().tenant_domain),
        &format!("Once more;{}", first.domain.to_uppercase()),
        &format!("By its ID;{}", first.tenant_id),
        &format!(";admin@{}", second.domain),
    ]
    .join("\r\n");
    let outcome = partner.add(&list).await.unwrap();
    assert_eq!(domains(&outcome.added), [&first.domain, &second.domain]);
    assert_eq!(outcome.added[0].tenant_id, first.tenant_id);
    assert_eq!(outcome.added[0].cloud_id, "practice");
    let refused = outcome.refused.iter().map(|line| (line.line, line.problem.code));
    assert_eq!(
        refused.collect::<Vec<_>>(),
        [
            (3, ErrorCode::TenantNotFound),
            (4, ErrorCode::DomainMalformed),
            (5, ErrorCode::CustomerIsHome),
            (6, ErrorCode::CustomerListedTwice),
            (7, ErrorCode::CustomerListedTwice),
        ]
    );
    assert_eq!(outcome.refused[1].text, "Contoso Ltd;contoso");
    assert_eq!(outcome.refused[4].problem.params["line"], "2");

    let again = format!("{},Crédit Lyonnais\n{},Third", first.domain, third.domain);
    let outcome = partner.add(&again).await.unwrap();
    assert_eq!(domains(&outcome.known), [&first.domain]);
    assert_eq!(domains(&outcome.added), [&third.domain]);
    let names: Vec<Value> = partner.kept().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(
        names,
        [Value::from("Crédit Lyonnais"), Value::Null, "Third".into()]
    );
}

#[tokio::test]
async fn a_thousand_customers_are_added_and_told_as_they_come() {
    let partner = Partner::of(1_000).await;
    let progress = Cell::new((0, 0));
    let list = CustomerList::parse(&partner.domains()).unwrap();
    let told = |now: AddProgress| {
        assert!(now.done >= progress.get().0);
        progress.set((now.done, now.of));
    };
    let adding = partner.tenant.assistant.add_customers(&partner.id, list, told);
    let outcome = adding.await.unwrap();
    assert_eq!((outcome.added.len(), outcome.refused.len()), (1_000, 0));
    assert_eq!(progress.get(), (1_000, 1_000));
    assert_eq!(partner.kept().len(), 1_000);
}

#[tokio::test]
async fn what_was_found_before_an_end_in_the_middle_is_kept_and_not_asked_for_again() {
    let partner = Partner::of(60).await;
    let list = CustomerList::parse(&partner.domains()).unwrap();
    let (halfway, reached) = tokio::sync::oneshot::channel();
    let halfway = Cell::new(Some(halfway));
    let told = |now: AddProgress| {
        if now.done >= 40 {
            halfway.take().map(|halfway| halfway.send(()));
        }
    };
    // As a program that is killed: nothing of it goes on.
    tokio::select! {
        _ = partner.tenant.assistant.add_customers(&partner.id, list, told) => panic!("it was not ended"),
        reached = reached => reached.unwrap(),
    }
    let kept = partner.kept().len();
    assert!((30..60).contains(&kept), "{kept}");
    partner.cut_off();
    let outcome = partner.add(&partner.domains()).await.unwrap();
    assert_eq!((outcome.known.len(), outcome.added.len()), (kept, 0));
    partner.reach(&partner.tenant.cloud());
    let outcome = partner.add(&partner.domains()).await.unwrap();
    assert_eq!((outcome.known.len(), outcome.added.len()), (kept, 60 - kept));
}

#[tokio::test]
async fn who_cancels_keeps_what_was_found_and_learns_which_lines_are_left() {
    let partner = Partner::of(40).await;
    let list = CustomerList::parse(&partner.domains()).unwrap();
    let (assistant, id) = (&partner.tenant.assistant, &partner.id);
    let told = |now: AddProgress| {
        if now.done == 10 {
            assistant.cancel_adding(id);
        }
    };
    let outcome = assistant.add_customers(id, list, told).await.unwrap();
    assert_eq!((outcome.added.len(), outcome.refused.len()), (10, 30));
    let left = outcome.refused.iter();
    assert!(left.clone().all(|line| line.problem.code == ErrorCode::Cancelled));
    assert_eq!(partner.kept().len(), 10);
    let rest: Vec<&str> = left.map(|line| line.text.as_str()).collect();
    assert_eq!(partner.add(&rest.join("\n")).await.unwrap().added.len(), 30);
}

#[tokio::test]
async fn a_window_and_a_script_that_add_the_same_list_make_one_roster() {
    let partner = Partner::of(50).await;
    let script = assistant(&partner.tenant.person, &partner.tenant.memory);
    script.add_cloud(Cloud::parse(&partner.tenant.cloud().to_string()).unwrap());
    let list = partner.domains();
    let (window, script) = tokio::join!(partner.add(&list), add(&script, &partner.id, &list));
    let (window, script) = (window.unwrap(), script.unwrap());
    assert_eq!(window.added.len() + script.added.len(), 50);
    for outcome in [&window, &script] {
        assert_eq!(outcome.added.len() + outcome.known.len(), 50);
    }
    let kept = partner.kept();
    let tenants: BTreeSet<&str> = kept.iter().map(|one| one["tenantId"].as_str().unwrap()).collect();
    assert_eq!((kept.len(), tenants.len()), (50, 50));
}

#[tokio::test]
async fn a_sign_in_service_that_cannot_be_reached_ends_the_list_early() {
    let partner = Partner::of(1).await;
    partner.cut_off();
    let list: Vec<String> = (0..200).map(|number| format!("c{number}.example")).collect();
    let outcome = partner.add(&list.join("\n")).await.unwrap();
    assert_eq!(outcome.refused.len(), 200);
    let unreachable = |line: &RefusedLine| line.problem.retryable;
    assert!(outcome.refused.iter().all(unreachable));
}

#[tokio::test]
async fn a_customer_is_named_left_out_and_removed() {
    let partner = Partner::of(2).await;
    partner.add(&partner.domains()).await.unwrap();
    let (assistant, id) = (&partner.tenant.assistant, partner.id.as_str());
    let first = partner.customers()[0].tenant_id.clone();
    let tenants = std::slice::from_ref(&first);
    assistant
        .name_customer(id, &first, "  Fabrikam\n(EMEA) ")
        .await
        .unwrap();
    assistant.skip_customers(id, tenants, true).await.unwrap();
    let kept = partner.kept();
    assert_eq!(
        (&kept[0]["name"], &kept[0]["skipped"]),
        (&"Fabrikam (EMEA)".into(), &true.into())
    );
    assert_eq!(kept[1]["skipped"], false);

    assistant.remove_customers(id, tenants).await.unwrap();
    assistant.remove_customers(id, tenants).await.unwrap();
    assert_eq!(partner.kept().len(), 1);
    let unknown = assistant.skip_customers(id, tenants, false).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::CustomerUnknown);

    assistant.remove_connection(id).await.unwrap();
    assert_eq!(partner.kept(), Vec::<Value>::new());
}

#[tokio::test]
async fn the_customer_of_a_checklist_is_on_the_roster_too() {
    let partner = Partner::of(2).await;
    let assistant = &partner.tenant.assistant;
    for customer in [
        &partner.customers()[0],
        &partner.customers()[1],
        &partner.customers()[0],
    ] {
        assistant
            .set_customer(&partner.id, &customer.domain)
            .await
            .unwrap();
    }
    let tenants: Vec<Value> = partner.kept().iter().map(|one| one["tenantId"].clone()).collect();
    let expected: Vec<Value> = partner
        .customers()
        .iter()
        .map(|one| one.tenant_id.clone().into())
        .collect();
    assert_eq!(tenants, expected);
}

#[tokio::test]
async fn a_connection_to_ones_own_tenant_has_no_customers() {
    let partner = Partner::of(1).await;
    let own = partner.tenant.application(Api::Graph).await;
    let refused = add(&partner.tenant.assistant, &own.id, &partner.domains()).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::NoCustomersHere);
}
