//! From two or three plain answers to a goal, with the reasons. Pure.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::connection::{Context, Goal, Tenancy};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// A person at a screen.
    Person,
    /// A script or a service, with nobody there.
    Script,
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Incidents across all Defender products.
    Incidents,
    /// The alerts and devices of Defender for Endpoint.
    Endpoint,
    /// Hunting queries.
    Hunting,
}

/// What a person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Answers {
    /// Who reads.
    pub reader: Reader,
    /// What is read.
    pub subject: Subject,
    /// Whose tenant it is in.
    pub tenancy: Tenancy,
}

/// Why something is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Graph brings incidents with their alerts, from all products, and is where Microsoft builds.
    GraphHasIncidents,
    /// Hunting outside Graph ends on 1 February 2027.
    GraphKeepsHunting,
    /// Only this API has the alerts and devices of Endpoint by themselves.
    EndpointHasItsAlerts,
    /// Somebody is there to sign in, so that the rights of that person count.
    PersonSignsIn,
    /// Nobody is there to sign in.
    NobodyIsThere,
    /// People of a partner have no account in the customer's tenant.
    CustomersConsent,
}

/// Why another way was not recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The XDR API has the same incidents; it is for scripts that use it already.
    XdrHasTheSame,
    /// Graph has no devices of Endpoint.
    GraphLacksDevices,
    /// The Endpoint API knows one product only.
    EndpointIsOneProduct,
    /// The application would see everything, whoever sits in front of it, and needs a secret.
    ApplicationSeesAll,
    /// Somebody would have to sign in again and again.
    UserHasToSignIn,
}

/// What to set up, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Recommendation {
    /// The goal.
    pub goal: Goal,
    /// Why: first for the API, then for who reads.
    pub reasons: Vec<Reason>,
    /// Why not the others.
    pub others: Vec<Against>,
}

/// What to set up for these answers.
///
/// Microsoft advises delegated access wherever a person is present: the application's own rights are for what runs
/// alone (MicrosoftDocs/entra-docs: permissions-consent-overview.md).
pub fn recommend(answers: Answers) -> Recommendation {
    let (api, api_reason, other_apis) = match answers.subject {
        Subject::Incidents => (
            Api::Graph,
            Reason::GraphHasIncidents,
            [Against::XdrHasTheSame, Against::EndpointIsOneProduct],
        ),
        Subject::Hunting => (
            Api::Graph,
            Reason::GraphKeepsHunting,
            [Against::XdrHasTheSame, Against::EndpointIsOneProduct],
        ),
        Subject::Endpoint => (
            Api::Mde,
            Reason::EndpointHasItsAlerts,
            [Against::GraphLacksDevices, Against::XdrHasTheSame],
        ),
    };
    let (context, reader_reason, other_reader) = match (answers.tenancy, answers.reader) {
        (Tenancy::Customers, _) => (
            Context::Application,
            Reason::CustomersConsent,
            Against::UserHasToSignIn,
        ),
        (Tenancy::Own, Reader::Script) => (
            Context::Application,
            Reason::NobodyIsThere,
            Against::UserHasToSignIn,
        ),
        (Tenancy::Own, Reader::Person) => (Context::User, Reason::PersonSignsIn, Against::ApplicationSeesAll),
    };
    let goal = Goal {
        tenancy: answers.tenancy,
        ..Goal::new(api, context)
    };
    Recommendation {
        goal,
        reasons: vec![api_reason, reader_reason],
        others: other_apis.into_iter().chain([other_reader]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recommended(reader: Reader, subject: Subject, tenancy: Tenancy) -> Goal {
        recommend(Answers {
            reader,
            subject,
            tenancy,
        })
        .goal
    }

    #[test]
    fn a_person_gets_graph_on_their_own_behalf() {
        assert_eq!(
            recommended(Reader::Person, Subject::Incidents, Tenancy::Own),
            Goal::new(Api::Graph, Context::User)
        );
    }

    #[test]
    fn the_application_reads_only_where_no_person_is_present() {
        let context = |reader| recommended(reader, Subject::Incidents, Tenancy::Own).context;
        assert_eq!(context(Reader::Person), Context::User);
        assert_eq!(context(Reader::Script), Context::Application);
    }

    #[test]
    fn endpoint_is_recommended_for_its_own_alerts_only() {
        let api = |subject| recommended(Reader::Person, subject, Tenancy::Own).api;
        assert_eq!(api(Subject::Endpoint), Api::Mde);
        assert_eq!(api(Subject::Incidents), Api::Graph);
        assert_eq!(api(Subject::Hunting), Api::Graph);
    }

    #[test]
    fn customers_are_read_as_the_application_that_they_consented_to() {
        let goal = recommended(Reader::Person, Subject::Incidents, Tenancy::Customers);
        assert_eq!(
            (goal.context, goal.tenancy),
            (Context::Application, Tenancy::Customers)
        );
    }
}
