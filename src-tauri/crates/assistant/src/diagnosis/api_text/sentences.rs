//! What an API says in so many words. Sources: the error tables of Graph and of the Defender APIs, and the messages of
//! the library that both check tokens with (`IDX` numbers of Microsoft.IdentityModel).

use crate::checklist::StepId;
use crate::diagnosis::aadsts::meaning;
use crate::diagnosis::catalogue::entry;
use crate::diagnosis::clues::Clues;
use crate::diagnosis::decision::Decision;
use crate::error::{Confidence, ErrorCode};

/// The tenant of all personal accounts (Microsoft, "Access token claims reference").
const CONSUMERS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// What a message says in so many words: the cause, the step, how sure, and the wordings in small letters.
type Sentence = (ErrorCode, StepId, Confidence, &'static [&'static str]);

const SENTENCES: [Sentence; 14] = [
    (
        ErrorCode::TenantNotFound,
        StepId::Tenant,
        Confidence::Likely,
        &["organizationfromtenantguidnotfound"],
    ),
    (
        ErrorCode::TokenExpired,
        StepId::SignIn,
        Confidence::Certain,
        &[
            "token is expired",
            "token expired",
            "token has expired",
            "lifetime validation failed, the token",
            "idx10223",
            "expiredauthenticationtoken",
            "jeton a expiré",
            "token ist abgelaufen",
        ],
    ),
    (
        ErrorCode::WrongAudience,
        StepId::RequestBug,
        Confidence::Certain,
        &[
            "invalid audience",
            "audience validation failed",
            "idx10214",
            "invalidaudience",
            "wrong audience",
            "token audience",
            "audience is invalid",
            "the audience '",
        ],
    ),
    (
        ErrorCode::CloudMismatch,
        StepId::Tenant,
        Confidence::Likely,
        &[
            "invalid issuer",
            "issuer validation failed",
            "idx10205",
            "issuer' is invalid",
            "wrong issuer",
            "issuer is invalid",
        ],
    ),
    (
        ErrorCode::ClaimsChallenge,
        StepId::ConditionalAccess,
        Confidence::Certain,
        &[
            "insufficient_claims",
            "tokencreatedwithoutdatedpolicies",
            "continuous access evaluation",
            "claims challenge",
        ],
    ),
    (
        ErrorCode::TokenMalformed,
        StepId::RequestBug,
        Confidence::Certain,
        &[
            "not well formed",
            "idx12741",
            "idx14100",
            "idx12709",
            "compacttoken",
            "no dots",
            "unable to read token",
            "jwt is malformed",
            "cannot be decoded",
        ],
    ),
    (
        ErrorCode::TokenNotSent,
        StepId::RequestBug,
        Confidence::Certain,
        &[
            "access token is empty",
            "authorization header is missing",
            "missing authorization",
            "no authorization header",
            "bearer token is missing",
            "token is missing",
            "tokennotfound",
            "authentication token was not",
            "authentication_missingormalformed",
            "token missing or malformed",
        ],
    ),
    (
        ErrorCode::SignatureInvalid,
        StepId::RequestBug,
        Confidence::Likely,
        &[
            "signature validation failed",
            "idx10511",
            "idx10503",
            "idx10501",
            "idx10500",
            "invalid signature",
        ],
    ),
    (
        ErrorCode::DefenderNotActive,
        StepId::Tenant,
        Confidence::Likely,
        &[
            "licen",
            "lizenz",
            "subscription",
            "abonnement",
            "not provisioned",
            "not been provisioned",
            "not onboarded",
            "account mode is inactive",
            "enabled for the tenant",
            "disabledfeature",
            "tenant does not have",
            "not applicable to target tenant",
        ],
    ),
    (
        // The payload that it names is the token's: mostly its audience, else its issuer or its time.
        ErrorCode::WrongAudience,
        StepId::RequestBug,
        Confidence::Likely,
        &["invalid authorization payload"],
    ),
    (
        ErrorCode::WrongAudience,
        StepId::RequestBug,
        Confidence::Unsure,
        &["graphtokenvalidationfail", "graph token validation fail"],
    ),
    (
        ErrorCode::UserLacksDefenderRole,
        StepId::Permissions,
        Confidence::Likely,
        &["remediation level", "machine group", "device group"],
    ),
    (
        ErrorCode::PathUnknown,
        StepId::RequestBug,
        Confidence::Certain,
        &[
            "not found for the segment",
            "no http resource was found",
            "has been retired",
            "410 gone",
            "is deprecated and",
        ],
    ),
    (
        ErrorCode::PersonalAccount,
        StepId::AccountTypes,
        Confidence::Likely,
        &[CONSUMERS],
    ),
];

/// What only these APIs say, wherever it stands.
pub(super) const UNMISTAKABLE: [&str; 7] = [
    "organizationfromtenantguidnotfound",
    "invalid authorization payload",
    "graphtokenvalidationfail",
    "account mode is inactive",
    "authentication_missingormalformed",
    "not applicable to target tenant",
    "invalidlicense",
];

/// What the message says in so many words.
pub(super) fn decide(clues: &Clues) -> Option<Decision> {
    if clues.says(&[
        "identity of the calling application could not be established",
        "authorization_identitynotfound",
    ]) {
        let row = entry(7_000_229)?;
        return Some(Decision::number(row, meaning(row.code)).likely());
    }
    let (code, step, confidence, _) = SENTENCES.iter().find(|(.., wordings)| clues.says(wordings))?;
    Some(Decision::of(*code).at(*step).sure(*confidence))
}
