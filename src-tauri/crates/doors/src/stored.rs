//! All that is stored in a data folder, behind the assistant's doors.

use std::path::Path;
use std::sync::Arc;

use handrail_assistant::clock::SystemClock;
use handrail_assistant::outside::{Browser, Doors, SecretStore};

use crate::{BackedUp, KeptDocuments, KeptRuns};

/// The doors of a program without a window: what a data folder holds, and the computer's clock.
pub fn stored_in(data: &Path, browser: Arc<dyn Browser>, secrets: Arc<dyn SecretStore>) -> Doors {
    Doors {
        browser,
        secrets,
        profiles: Arc::new(BackedUp::new(data, "connections")),
        queries: Arc::new(BackedUp::new(data, "queries")),
        runs: Arc::new(KeptRuns::new(data)),
        customers: Arc::new(KeptDocuments::of_customers(data)),
        registrations: Arc::new(KeptDocuments::of_registrations(data)),
        clock: Arc::new(SystemClock),
    }
}
