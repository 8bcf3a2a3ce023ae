//! What Handrail costs, printed as tables. A claim about speed is a ratio against something that was measured in the same
//! run; seconds by themselves say more about the machine than about Handrail.

mod assistant;
mod customers;
mod incidents;
mod memory;
mod msal;
mod plain;
mod practice;
mod report;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

pub(crate) type Failed = Box<dyn Error + Send + Sync>;

/// Measures, and prints what it measured.
#[derive(Parser)]
struct Arguments {
    /// Only this part.
    #[arg(long)]
    part: Option<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// A hundred thousand incidents in one tenant.
    Incidents,
    /// A thousand customers: added, looked at, asked.
    Customers,
}

#[tokio::main]
async fn main() -> ExitCode {
    match measure(Arguments::parse().part).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("{failed}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(part: Option<Part>) -> Result<(), Failed> {
    let wanted = |one| part.is_none_or(|part| part == one);
    // The customers come first: what a program of many megabytes leaves behind is not theirs.
    if wanted(Part::Customers) {
        customers::measure().await?;
    }
    if wanted(Part::Incidents) {
        incidents::measure().await?;
    }
    Ok(())
}
