use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::json;

use super::super::record::CustomerRecord;
use super::*;
use crate::connection::Customer;
use crate::error::ErrorCode;
use crate::lock::lock;
use crate::outside::{ConnectionDocuments, Held, ProfileStoreError};

#[derive(Default)]
struct Paper(Mutex<Option<Vec<u8>>>);

impl ConnectionDocuments for Paper {
    fn load(&self, _: &str) -> std::result::Result<Option<Vec<u8>>, ProfileStoreError> {
        Ok(lock(&self.0).clone())
    }

    fn update(
        &self,
        _: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> std::result::Result<(), ProfileStoreError> {
        let mut document = lock(&self.0);
        if let Some(next) = change(document.clone()) {
            *document = Some(next);
        }
        Ok(())
    }

    fn forget(&self, _: &str) -> std::result::Result<(), ProfileStoreError> {
        *lock(&self.0) = None;
        Ok(())
    }

    fn hold(&self, _: &str) -> std::result::Result<Option<Held>, ProfileStoreError> {
        Ok(Some(Box::new(())))
    }
}

fn record(domain: &str) -> CustomerRecord {
    let customer = Customer {
        tenant_id: uuid::Uuid::from_u128(7).into(),
        domain: domain.to_owned(),
    };
    CustomerRecord::new(customer, "commercial".to_owned(), Timestamp::UNIX_EPOCH)
}

#[tokio::test]
async fn what_another_program_added_meanwhile_is_kept() {
    let paper = Arc::new(Paper::default());
    let (window, script) = (Rosters::new(Arc::clone(&paper) as _), Rosters::new(paper));
    for (rosters, domain) in [(&window, "one.example"), (&script, "two.example")] {
        let added = record(domain);
        rosters
            .change("c", move |roster| roster.customers.push(added))
            .await
            .unwrap();
    }
    let domains = |roster: Roster| -> Vec<String> {
        let customers = roster.customers.into_iter();
        customers.map(|record| record.customer.domain).collect()
    };
    assert_eq!(
        domains(window.of("c").await.unwrap()),
        ["one.example", "two.example"]
    );
}

#[tokio::test]
async fn a_document_of_a_newer_version_is_left_as_it_is() {
    let newer = json!({"version": 99, "customers": []}).to_string().into_bytes();
    let paper = Arc::new(Paper(Mutex::new(Some(newer.clone()))));
    let rosters = Rosters::new(Arc::clone(&paper) as _);
    let changed = rosters.change("c", |roster| roster.customers.push(record("one.example")));
    assert_eq!(changed.await.unwrap_err().code, ErrorCode::StoreTooNew);
    assert_eq!(*lock(&paper.0), Some(newer));
}
