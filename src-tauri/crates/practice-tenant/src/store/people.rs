//! Tenants and the people in them.

use jiff::Timestamp;
use uuid::Uuid;

use crate::catalogue::{Kind, Permission, Resource};
use crate::entra::Lockout;
use crate::ids::{ObjectId, TenantId};
use crate::random::opaque;
use crate::ready::CustomerState;

/// A directory of its own.
#[derive(Clone, Debug)]
pub(crate) struct Tenant {
    pub(crate) id: TenantId,
    pub(crate) name: String,
    /// Verified domains, the default one first.
    pub(crate) domains: Vec<String>,
    /// Those of them whose people sign in at a server of their own: Entra has no password for them.
    pub(crate) federated_domains: Vec<String>,
    /// `None` for the home tenant.
    pub(crate) state: Option<CustomerState>,
    pub(crate) user_consent: UserConsent,
    /// People can ask an administrator where they may not consent by themselves.
    pub(crate) consent_requests: bool,
}

/// "User consent for applications".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UserConsent {
    /// "Do not allow user consent".
    Never,
    /// For permissions that need no administrator.
    #[default]
    LowImpact,
}

impl Tenant {
    /// Defender was never set up here.
    pub(crate) fn lacks_defender(&self) -> bool {
        self.state == Some(CustomerState::NotProvisioned)
    }

    /// The people of that domain sign in elsewhere.
    pub(crate) fn is_federated(&self, domain: &str) -> bool {
        self.federated_domains
            .iter()
            .any(|one| one.eq_ignore_ascii_case(domain))
    }

    /// A Conditional Access policy refuses every token.
    pub(crate) fn blocks_tokens(&self) -> bool {
        self.state == Some(CustomerState::Blocked)
    }
}

/// A directory role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    ApplicationDeveloper,
    CloudApplicationAdministrator,
    PrivilegedRoleAdministrator,
    SecurityAdministrator,
    SecurityReader,
}

impl Role {
    /// The name in the admin center.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ApplicationDeveloper => "Application Developer",
            Self::CloudApplicationAdministrator => "Cloud Application Administrator",
            Self::PrivilegedRoleAdministrator => "Privileged Role Administrator",
            Self::SecurityAdministrator => "Security Administrator",
            Self::SecurityReader => "Security Reader",
        }
    }

    /// The template id that stands in the claim `wids` (MicrosoftDocs/entra-docs: permissions-reference.md).
    pub(crate) fn template_id(self) -> &'static str {
        match self {
            Self::ApplicationDeveloper => "cf1c38e5-3621-4004-a7cb-879624dced7c",
            Self::CloudApplicationAdministrator => "158c047a-c907-4556-b7ef-446551a6b5f7",
            Self::PrivilegedRoleAdministrator => "e8611ab8-c189-46e8-94e1-60213ab1f814",
            Self::SecurityAdministrator => "194ae4cb-b126-40b2-bd5b-6091b380977d",
            Self::SecurityReader => "5d6b6bb7-de71-4623-b4af-96380a352509",
        }
    }

    /// The template ids of roles that may see incidents and alerts in Defender.
    pub(crate) const MAY_VIEW_DEFENDER: [Self; 2] = [Self::SecurityAdministrator, Self::SecurityReader];
}

/// Somebody who can sign in.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "the directory's own name for it")]
pub(crate) struct User {
    pub(crate) object_id: ObjectId,
    pub(crate) tenant: TenantId,
    pub(crate) user_principal_name: String,
    pub(crate) display_name: String,
    /// Shown on the sign-in page: a practice account has no secret to keep.
    pub(crate) password: String,
    pub(crate) password_expired: bool,
    pub(crate) lockout: Lockout,
    pub(crate) roles: Vec<Role>,
    /// Graph's `accountEnabled`.
    pub(crate) enabled: bool,
    pub(crate) second_factor: SecondFactor,
    /// Refresh tokens and sessions from before then are revoked, Graph's `signInSessionsValidFromDateTime`.
    pub(crate) sessions_valid_from: Option<Timestamp>,
    /// The account of another directory that a guest signs in with.
    pub(crate) guest_of: Option<Home>,
}

/// Where a guest is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) tenant: TenantId,
    pub(crate) account: ObjectId,
}

impl User {
    /// The object that stands for `account` in another tenant, once it was invited there
    /// (MicrosoftDocs/entra-docs: external-id/user-properties.md). It has no role and a password that nobody knows.
    pub(crate) fn invited(account: &Self, tenant: &Tenant) -> Self {
        let name = account.user_principal_name.replace('@', "_");
        let domain = tenant.domains.first().map_or("", String::as_str);
        Self {
            object_id: ObjectId(Uuid::new_v4()),
            tenant: tenant.id,
            user_principal_name: format!("{name}#EXT#@{domain}"),
            display_name: account.display_name.clone(),
            password: opaque(2),
            password_expired: false,
            lockout: Lockout::default(),
            roles: Vec::new(),
            enabled: true,
            second_factor: account.second_factor,
            sessions_valid_from: None,
            guest_of: Some(Home {
                tenant: account.tenant,
                account: account.object_id,
            }),
        }
    }

    /// May manage the organization's applications.
    pub(crate) fn is_admin(&self) -> bool {
        self.roles.contains(&Role::CloudApplicationAdministrator)
    }

    /// May register apps where members may not, and consent for themselves where they may not
    /// (MicrosoftDocs/entra-docs: permissions-reference.md).
    pub(crate) fn may_always_register_apps(&self) -> bool {
        self.is_admin() || self.roles.contains(&Role::ApplicationDeveloper)
    }

    /// May grant this for the whole organization (MicrosoftDocs/entra-docs: grant-admin-consent.md, permissions-reference.md).
    pub(crate) fn may_grant(&self, permission: Permission) -> bool {
        let privileged = self.roles.contains(&Role::PrivilegedRoleAdministrator);
        let Permission { resource, kind, .. } = permission;
        let only_privileged = resource == Resource::Graph && kind == Kind::Application;
        privileged || (self.is_admin() && !only_privileged)
    }
}

/// Multifactor authentication of one user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SecondFactor {
    /// "Per-user MFA": asked for at every sign-in, whatever the policies say.
    pub(crate) required: bool,
    /// The user has an authenticator app.
    pub(crate) registered: bool,
}
