//! The codes and what is always true of each.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Remedy;
use crate::checklist::{PortalPage, StepId};

/// The stable name of a cause. Scripts and the language files rely on these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the names are the field's own words; the language files explain each"
)]
pub enum ErrorCode {
    // Findings: the tenant's side.
    TenantNotFound,
    TenantInOtherCloud,
    CloudHasNoDefender,
    ClientNotFound,
    SingleTenant,
    ClientIdIsTenantId,
    SecretWrong,
    SecretIdPasted,
    SecretExpired,
    SecretMissing,
    RedirectUriMismatch,
    RedirectUriMissing,
    PlatformIsWeb,
    PlatformIsSinglePage,
    PublicClientWithSecret,
    ConsentMissing,
    ConsentDeclined,
    ConsentTenantWrong,
    ConsentAtHome,
    CustomerConsentMissing,
    /// Some of what is wanted is granted: consent was given to less.
    CustomerConsentPartial,
    /// A rule of the customer's directory refuses the app every token.
    CustomerBlocked,
    /// The customer switched the app off.
    CustomerAppDisabled,
    /// Everything is granted, and no product answers behind the API.
    CustomerDefenderNotActive,
    PublisherUnverified,
    AdminApprovalNeeded,
    PermissionMissing,
    PermissionKindWrong,
    ResourceMissing,
    UserNotInTenant,
    UserNotAssigned,
    UserLacksDefenderRole,
    MultifactorRequired,
    ConditionalAccess,
    ServicePrincipalMissing,
    SignInExpired,
    WrongTenant,
    WrongAudience,
    WrongClient,
    TokenExpired,
    SignatureInvalid,
    ApiForbidden,
    ApiThrottled,
    CertificateMissing,
    CertificateNotRegistered,
    CertificateRefused,
    CertificateExpired,
    PublicClientFlowsOff,
    DeviceCodeBlocked,
    RequestRejected,
    TextUnknown,
    PlaceholderLeft,
    AddressMalformed,
    AddressOutdated,
    ScopeMalformed,
    PermissionNameUnknown,
    CloudMismatch,
    VersionsMixed,
    GrantNotYetEffective,
    IdTokenSent,
    TokenNotSent,
    TokenMalformed,
    PathUnknown,
    ItemUnknown,
    QueryRejected,
    DefenderNotActive,
    PartialAnswer,
    PersonalAccount,
    ClientElsewhere,
    SecretShared,
    SecretReplaced,
    IdPasted,
    ScriptPasted,
    ClaimsChallenge,
    NobodyListens,
    HuntingQueryRefused,
    HuntingResultTooLarge,
    HuntingTooHeavy,
    HuntingQuotaUsed,
    HuntingEnded,
    ChangeNotKept,
    /// Other tenants may use the app, and none needs to.
    AccountTypesTooWide,
    RedirectUriExtra,
    PublicClientFlowsOn,
    ImplicitGrantOn,
    /// A permission is not among those that the registration asks for.
    PermissionNotAsked,
    PermissionExtra,
    GrantExtra,
    GrantForSomePeople,
    SecretExpiresSoon,
    SeveralSecrets,
    CertificateExpiresSoon,
    EnterpriseAppDisabled,
    AssignmentRequired,
    /// Whoever sets up has no role that may change registrations.
    SetupForbidden,
    /// Whoever sets up has no role that may grant permissions.
    GrantForbidden,
    /// The client of the set-up was not consented to everything that the set-up needs.
    SetupScopeMissing,
    /// The tenant does not know the client of the set-up.
    SetupClientUnknown,
    /// A client that was borrowed for the set-up is not cleared for Microsoft Graph.
    SetupClientNotCleared,
    /// A policy of the tenant forbids client secrets.
    SecretForbidden,
    /// A policy of the tenant wants client secrets to end sooner.
    SecretLifetimeForbidden,
    /// A policy of the tenant wants certificates to end sooner.
    CertificateLifetimeForbidden,
    /// The tenant's API does not offer a permission under that name, or has switched it off.
    PermissionNotOffered,
    /// Somebody changed a registration after Handrail did.
    RegistrationChangedSince,
    /// Others rest on a service principal that a run made.
    PrincipalShared,
    /// A secret or certificate that was taken away does not come back.
    CredentialNotRestorable,
    /// Which of several secrets is the one in use cannot be told.
    SecretNotIdentified,
    /// The directory does not know an object, or not yet.
    DirectoryObjectUnknown,
    /// Somebody deleted the registration that a run made or put right.
    RegistrationGone,
    EntraRefused,
    // Errors: this side.
    DomainMalformed,
    ClientIdMalformed,
    CustomerMissing,
    CustomerIsHome,
    CustomerUnknown,
    CustomerListedTwice,
    CustomerListEmpty,
    CustomerListTooLong,
    CustomerListUnreadable,
    NoCustomersHere,
    CallbackNotRecognised,
    CallbackOfAnotherLink,
    RedirectUriMalformed,
    SecretMalformed,
    ClipboardEmpty,
    ClipboardUnavailable,
    NetworkUnreachable,
    NameNotFound,
    /// The certificate of a host is signed by nobody who is trusted here.
    TlsRefused,
    HostCertificateExpired,
    HostCertificateNotYetValid,
    /// The certificate of a host is that of another one.
    HostCertificateOfAnother,
    /// A host or something before it speaks only versions of TLS that are broken.
    HostTlsOutdated,
    /// What answers at a port for https speaks something else.
    TlsNotSpoken,
    ProxyUnreachable,
    ProxySignInNeeded,
    /// A proxy does not open the way to a host.
    ProxyRefused,
    ServerTrouble,
    /// The answer did not end in time.
    AnswerTooSlow,
    /// The pages of a list lead in a circle, or bring nothing for ever.
    ListEndless,
    /// The service asks for a pause that nobody waits for unasked.
    LongPause,
    AnswerNotUnderstood,
    AnswerTooLarge,
    BrowserNotOpened,
    LoopbackUnavailable,
    StateMismatch,
    SignInCancelled,
    SignInTimedOut,
    SignInUnknown,
    NotSignedIn,
    /// Nobody is signed in to change registrations, or not any more.
    SetupMissing,
    /// Another program changes the same registration at this moment.
    RegistrationBusy,
    SignInDeclined,
    DeviceCodeExpired,
    AccountUnknown,
    CertificateFileMalformed,
    CertificateNotInFile,
    CertificateKeyMissing,
    CertificateKeyEncrypted,
    CertificateKeyNotRsa,
    CertificateKeyMismatch,
    NextLinkRefused,
    Cancelled,
    FolderNotWritable,
    DiskFull,
    FolderNotOpened,
    /// A file that was saved is gone, or no program opens its kind.
    FileNotOpened,
    FileNotWritten,
    ConnectionUnknown,
    ResultGone,
    /// The folder already holds a sweep.
    SweepFolderTaken,
    /// What a sweep needs to go on is not there, or cannot be read.
    SweepUnreadable,
    /// Another Handrail works on the same sweep.
    SweepRunning,
    HuntingFailed,
    TimespanMalformed,
    SavedQueryNameless,
    VerdictMismatch,
    TagsNotOffered,
    ChangeEmpty,
    SnippetNotOffered,
    CardMalformed,
    CardTooNew,
    CardTooLong,
    CardCloudTaken,
    SupportBundleMalformed,
    /// Nothing in it went wrong, so there is nothing to play again.
    SupportBundleWithoutFinding,
    StoreUnreadable,
    /// What is stored was written by a newer Handrail.
    StoreTooNew,
    KeychainUnavailable,
    PracticeUnavailable,
    PortInUse,
    CloudFileUnreadable,
    CloudFileMalformed,
    CloudUnknown,
    ApiNotInCloud,
    HostNotOffered,
    /// What the registration says could not be read for want of a permission at home.
    RegistrationUnread,
    ClockWrong,
    /// The clock of this computer is so much apart from the service's.
    ClockApart,
    ProxyAnswered,
    TlsOutdated,
    /// Nothing was made that could be taken away.
    NothingToUndo,
    /// The connection has neither a secret nor a certificate.
    NothingToRotate,
    Internal,
}

/// What is always true of a code.
pub(super) struct Facts {
    pub(super) step: Option<StepId>,
    pub(super) remedy: Remedy,
    pub(super) page: Option<PortalPage>,
    pub(super) retryable: bool,
}

impl ErrorCode {
    /// The stable name, as it stands in JSON and in the language files.
    pub fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => "internal".to_owned(),
        }
    }

    /// Is it the tenant's side that needs something?
    pub fn is_finding(self) -> bool {
        self <= Self::EntraRefused
    }

    /// Is it about the way to a service, whichever service that is?
    pub(crate) fn is_of_the_way(self) -> bool {
        self.facts().step == Some(StepId::Network)
    }

    #[allow(
        clippy::match_same_arms,
        reason = "grouped by what they mean, not by what they do"
    )]
    #[allow(clippy::too_many_lines, reason = "a table: one row for each group of codes")]
    pub(super) fn facts(self) -> Facts {
        match self {
            Self::SingleTenant => portal(StepId::AccountTypes, PortalPage::Authentication),
            Self::ConsentTenantWrong | Self::ConsentAtHome => act(Some(StepId::Consent), Remedy::Retry),
            Self::CallbackNotRecognised | Self::CallbackOfAnotherLink => {
                act(Some(StepId::Consent), Remedy::EnterAgain)
            }
            Self::CustomerUnknown => act(Some(StepId::Customer), Remedy::None),
            Self::CustomerMissing | Self::CustomerIsHome => act(Some(StepId::Customer), Remedy::EnterAgain),
            Self::CustomerListedTwice
            | Self::CustomerListEmpty
            | Self::CustomerListTooLong
            | Self::CustomerListUnreadable => act(None, Remedy::EnterAgain),
            Self::RedirectUriMalformed => act(Some(StepId::RedirectUri), Remedy::EnterAgain),
            Self::TenantNotFound | Self::TenantInOtherCloud => act(Some(StepId::Tenant), Remedy::EnterAgain),
            Self::CloudHasNoDefender => act(Some(StepId::Tenant), Remedy::None),
            Self::ClientNotFound | Self::WrongClient => portal(StepId::Register, PortalPage::Overview),
            Self::ClientIdIsTenantId | Self::ClientIdMalformed => {
                act(Some(StepId::Register), Remedy::EnterAgain)
            }
            Self::SecretWrong | Self::SecretExpired => {
                portal(StepId::Secret, PortalPage::CertificatesSecrets)
            }
            Self::SecretIdPasted | Self::SecretMissing | Self::SecretMalformed | Self::ClipboardEmpty => {
                act(Some(StepId::Secret), Remedy::EnterAgain)
            }
            Self::ClipboardUnavailable | Self::KeychainUnavailable => {
                again(Some(StepId::Secret), Remedy::Retry)
            }
            Self::RedirectUriMismatch
            | Self::RedirectUriMissing
            | Self::PlatformIsWeb
            | Self::PlatformIsSinglePage
            | Self::PublicClientWithSecret => portal(StepId::RedirectUri, PortalPage::Authentication),
            Self::ConsentMissing => portal(StepId::Consent, PortalPage::ApiPermissions),
            Self::ConsentDeclined => act(Some(StepId::Consent), Remedy::SignIn),
            Self::AdminApprovalNeeded
            | Self::ServicePrincipalMissing
            | Self::CustomerConsentMissing
            | Self::CustomerConsentPartial => act(Some(StepId::Consent), Remedy::AskAdmin),
            Self::CustomerBlocked => act(Some(StepId::ConditionalAccess), Remedy::AskAdmin),
            Self::CustomerAppDisabled => act(Some(StepId::UserAssignment), Remedy::AskAdmin),
            Self::CustomerDefenderNotActive => act(Some(StepId::Incidents), Remedy::AskAdmin),
            Self::SetupForbidden => act(Some(StepId::Register), Remedy::UseAnotherAccount),
            Self::GrantForbidden => act(Some(StepId::Consent), Remedy::UseAnotherAccount),
            Self::SetupScopeMissing => act(Some(StepId::Register), Remedy::AskAdmin),
            Self::PermissionNotOffered => act(Some(StepId::Permissions), Remedy::AskAdmin),
            Self::SetupClientUnknown | Self::SetupClientNotCleared => {
                act(Some(StepId::Register), Remedy::EnterAgain)
            }
            Self::SetupMissing => act(Some(StepId::Register), Remedy::SignIn),
            Self::SecretForbidden | Self::SecretLifetimeForbidden => {
                act(Some(StepId::Secret), Remedy::UseCertificate)
            }
            Self::CertificateLifetimeForbidden => act(Some(StepId::Certificate), Remedy::EnterAgain),
            Self::RegistrationChangedSince => portal(StepId::Register, PortalPage::Overview),
            Self::PrincipalShared => act(Some(StepId::Register), Remedy::None),
            Self::CredentialNotRestorable => act(Some(StepId::Secret), Remedy::None),
            Self::SecretNotIdentified => portal(StepId::Secret, PortalPage::CertificatesSecrets),
            Self::NothingToUndo | Self::NothingToRotate => act(None, Remedy::None),
            Self::RegistrationGone => act(Some(StepId::Register), Remedy::None),
            Self::RegistrationBusy => again(Some(StepId::Register), Remedy::Retry),
            Self::DirectoryObjectUnknown => again(Some(StepId::Register), Remedy::Retry),
            Self::PublisherUnverified => portal(StepId::Register, PortalPage::Overview),
            Self::RegistrationUnread => portal(StepId::Permissions, PortalPage::ApiPermissions),
            Self::PermissionMissing | Self::PermissionKindWrong | Self::ResourceMissing => {
                portal(StepId::Permissions, PortalPage::ApiPermissions)
            }
            Self::UserNotInTenant | Self::WrongTenant => act(Some(StepId::Tenant), Remedy::UseAnotherAccount),
            Self::CertificateMissing => act(Some(StepId::Secret), Remedy::EnterAgain),
            Self::CertificateNotRegistered | Self::CertificateRefused | Self::CertificateExpired => {
                portal(StepId::Secret, PortalPage::CertificatesSecrets)
            }
            Self::PublicClientFlowsOff => portal(StepId::PublicClientFlag, PortalPage::Authentication),
            Self::AccountTypesTooWide | Self::PublicClientFlowsOn | Self::ImplicitGrantOn => {
                portal(StepId::Register, PortalPage::Authentication)
            }
            Self::RedirectUriExtra => portal(StepId::RedirectUri, PortalPage::Authentication),
            Self::PermissionNotAsked | Self::PermissionExtra => {
                portal(StepId::Permissions, PortalPage::ApiPermissions)
            }
            Self::GrantExtra | Self::GrantForSomePeople => {
                portal(StepId::Consent, PortalPage::ApiPermissions)
            }
            Self::SecretExpiresSoon | Self::SeveralSecrets => {
                portal(StepId::Secret, PortalPage::CertificatesSecrets)
            }
            Self::CertificateExpiresSoon => portal(StepId::Certificate, PortalPage::CertificatesSecrets),
            Self::EnterpriseAppDisabled | Self::AssignmentRequired => {
                act(Some(StepId::UserAssignment), Remedy::AskAdmin)
            }
            Self::DeviceCodeBlocked => act(Some(StepId::ConditionalAccess), Remedy::UseBrowser),
            Self::CertificateFileMalformed
            | Self::CertificateNotInFile
            | Self::CertificateKeyMissing
            | Self::CertificateKeyEncrypted
            | Self::CertificateKeyNotRsa
            | Self::CertificateKeyMismatch => act(Some(StepId::Secret), Remedy::EnterAgain),
            Self::UserNotAssigned => act(Some(StepId::UserAssignment), Remedy::AskAdmin),
            Self::UserLacksDefenderRole => act(Some(StepId::Incidents), Remedy::AskAdmin),
            Self::MultifactorRequired | Self::SignInExpired | Self::NotSignedIn => {
                act(Some(StepId::SignIn), Remedy::SignIn)
            }
            Self::ConditionalAccess => act(Some(StepId::ConditionalAccess), Remedy::AskAdmin),
            Self::WrongAudience | Self::SignatureInvalid => again(Some(StepId::Token), Remedy::Retry),
            Self::TokenExpired => again(Some(StepId::Token), Remedy::Retry),
            Self::ApiForbidden => act(Some(StepId::Incidents), Remedy::AskAdmin),
            Self::ApiThrottled => again(Some(StepId::Incidents), Remedy::Retry),
            Self::RequestRejected | Self::EntraRefused => act(Some(StepId::Unknown), Remedy::Retry),
            Self::TextUnknown => act(Some(StepId::Unknown), Remedy::None),
            Self::PlaceholderLeft | Self::IdPasted => act(Some(StepId::Ids), Remedy::EnterAgain),
            Self::AddressMalformed
            | Self::AddressOutdated
            | Self::ScopeMalformed
            | Self::VersionsMixed
            | Self::IdTokenSent
            | Self::TokenNotSent
            | Self::TokenMalformed
            | Self::PathUnknown
            | Self::ItemUnknown
            | Self::QueryRejected
            | Self::ScriptPasted => act(Some(StepId::RequestBug), Remedy::None),
            Self::PermissionNameUnknown => portal(StepId::Permissions, PortalPage::ApiPermissions),
            Self::GrantNotYetEffective => again(Some(StepId::Consent), Remedy::SignIn),
            Self::CloudMismatch | Self::ClientElsewhere => act(Some(StepId::Tenant), Remedy::EnterAgain),
            Self::DefenderNotActive => act(Some(StepId::Tenant), Remedy::AskAdmin),
            Self::PartialAnswer => act(Some(StepId::Service), Remedy::Retry),
            Self::PersonalAccount => act(Some(StepId::AccountTypes), Remedy::SignIn),
            Self::SecretShared | Self::SecretReplaced => {
                portal(StepId::Secret, PortalPage::CertificatesSecrets)
            }
            Self::ClaimsChallenge => act(Some(StepId::ConditionalAccess), Remedy::SignIn),
            Self::NobodyListens => portal(StepId::RedirectUri, PortalPage::Authentication),
            Self::ProxyAnswered | Self::TlsOutdated => again(Some(StepId::Network), Remedy::CheckNetwork),
            Self::DomainMalformed => act(Some(StepId::Tenant), Remedy::EnterAgain),
            Self::NetworkUnreachable
            | Self::NameNotFound
            | Self::TlsRefused
            | Self::HostCertificateExpired
            | Self::HostCertificateNotYetValid
            | Self::HostCertificateOfAnother
            | Self::HostTlsOutdated
            | Self::TlsNotSpoken
            | Self::ProxyUnreachable
            | Self::ProxySignInNeeded
            | Self::ProxyRefused
            | Self::ClockWrong
            | Self::ClockApart => again(Some(StepId::Network), Remedy::CheckNetwork),
            Self::ServerTrouble
            | Self::LongPause
            | Self::AnswerNotUnderstood
            | Self::AnswerTooLarge
            | Self::AnswerTooSlow
            | Self::ListEndless => again(Some(StepId::Service), Remedy::Retry),
            Self::BrowserNotOpened
            | Self::LoopbackUnavailable
            | Self::StateMismatch
            | Self::SignInCancelled
            | Self::SignInTimedOut
            | Self::SignInDeclined
            | Self::DeviceCodeExpired
            | Self::SignInUnknown => again(Some(StepId::SignIn), Remedy::SignIn),
            Self::FolderNotWritable | Self::DiskFull | Self::FileNotWritten | Self::FolderNotOpened => {
                again(None, Remedy::ChooseFolder)
            }
            Self::SweepFolderTaken | Self::SweepUnreadable => act(None, Remedy::ChooseFolder),
            Self::SweepRunning => again(None, Remedy::Retry),
            Self::ResultGone | Self::FileNotOpened => again(None, Remedy::Retry),
            Self::HuntingQueryRefused | Self::HuntingResultTooLarge | Self::HuntingTooHeavy => {
                act(None, Remedy::EnterAgain)
            }
            Self::HuntingQuotaUsed | Self::HuntingFailed | Self::ChangeNotKept => again(None, Remedy::Retry),
            Self::HuntingEnded => act(None, Remedy::UseGraph),
            Self::TimespanMalformed
            | Self::SavedQueryNameless
            | Self::VerdictMismatch
            | Self::TagsNotOffered
            | Self::ChangeEmpty => act(None, Remedy::EnterAgain),
            Self::NextLinkRefused => act(Some(StepId::Service), Remedy::None),
            Self::Cancelled => again(None, Remedy::Retry),
            Self::ConnectionUnknown
            | Self::NoCustomersHere
            | Self::AccountUnknown
            | Self::CloudFileUnreadable
            | Self::CloudFileMalformed
            | Self::CloudUnknown
            | Self::ApiNotInCloud
            | Self::HostNotOffered
            | Self::SnippetNotOffered
            | Self::CardMalformed
            | Self::CardTooNew
            | Self::CardTooLong
            | Self::CardCloudTaken
            | Self::SupportBundleMalformed
            | Self::SupportBundleWithoutFinding => act(None, Remedy::None),
            Self::StoreUnreadable
            | Self::StoreTooNew
            | Self::PracticeUnavailable
            | Self::PortInUse
            | Self::Internal => act(None, Remedy::Restart),
        }
    }
}

/// Something is to be changed on a page of the portal.
fn portal(step: StepId, page: PortalPage) -> Facts {
    Facts {
        page: Some(page),
        ..act(Some(step), Remedy::OpenPortal)
    }
}

/// Something is to be done before it can succeed.
fn act(step: Option<StepId>, remedy: Remedy) -> Facts {
    Facts {
        step,
        remedy,
        page: None,
        retryable: false,
    }
}

/// The same may succeed later.
fn again(step: Option<StepId>, remedy: Remedy) -> Facts {
    Facts {
        retryable: true,
        ..act(step, remedy)
    }
}
