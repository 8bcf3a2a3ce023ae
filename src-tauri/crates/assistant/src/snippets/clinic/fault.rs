//! What can be wrong with a script. The words are under `snippets.faults` in the language files.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Writes the enum and the list of all its values, so that neither can lack one.
macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// A known fault: its stable name. Numbers in the descriptions count the list of errors in Microsoft's own
        /// five pages that the clinic began with.
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Type)]
        #[serde(rename_all = "snake_case")]
        pub enum FaultId {
            $($(#[$doc])* $name),+
        }

        impl FaultId {
            /// Every fault there is.
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

faults! {
    /// ADAL, retired (11, 12).
    AdalLibrary,
    /// A PowerShell module installed as a package (13).
    ModuleAsPackage,
    /// `login.windows.net` (14).
    OldSignInHost,
    /// A v1 token or authorize endpoint (15).
    V1Endpoint,
    /// `resource` instead of `scope` (15).
    ResourceParameter,
    /// `resource` sent to v2, or `scope` to v1 (15; AADSTS901002).
    MixedVersions,
    /// `.default` without the slash before it (16).
    ScopeGlued,
    /// `//.default`, or `.default` twice.
    ScopeDoubled,
    /// A named permission where only `.default` works (AADSTS1002012).
    ScopeNotDefault,
    /// Several APIs in one scope (AADSTS700022).
    SeveralApis,
    /// `securitycenter.onmicrosoft.com/windowsatpservice`.
    OldScopeName,
    /// A token for one API, a call to another (39 and kin).
    WrongAudience,
    /// `common` or `organizations` for an application.
    CommonTenant,
    /// The password grant (33).
    PasswordGrant,
    /// A consent link that cannot prove or finish anything (20).
    ConsentLink,
    /// `https://portal.azure.com` as a redirect address (8, 9).
    PortalRedirect,
    /// A redirect address that a desktop app should not have (37).
    RedirectAddress,
    /// A sign-in window although a silent answer would do (25).
    PromptAlways,
    /// A secret written into the script (23).
    SecretInScript,
    /// A secret among the arguments of a command (19).
    SecretOnCommandLine,
    /// A form body put together from text, its values not encoded (19, 34).
    ValuesNotEncoded,
    /// `%NAME%`, which only one shell knows and which eats percent signs (19).
    PercentExpansion,
    /// A token saved as plain text (22).
    TokenInFile,
    /// A token on the clipboard (24).
    TokenOnClipboard,
    /// A token on the screen or in a log (24).
    TokenPrinted,
    /// A token written into the script.
    TokenInScript,
    /// A token pasted into a website (42).
    TokenOnWebsite,
    /// A token's life taken for an hour (43).
    TokenLife,
    /// Claims with names that tokens do not have (44).
    ClaimName,
    /// Certificates not checked (17).
    TlsOff,
    /// http where a secret or token travels.
    PlainHttp,
    /// `$filter` that the shell replaces by nothing (26).
    FilterLost,
    /// A time in quotes.
    DateInQuotes,
    /// A field name of another API.
    FieldName,
    /// One page read, the others not (29).
    OnePage,
    /// No answer to HTTP 429 (30).
    NoThrottling,
    /// `$top` above the limit.
    TopTooLarge,
    /// The older host of Defender for Endpoint (39).
    OldApiHost,
    /// A hunting endpoint that ends in February 2027.
    LegacyHunting,
    /// Graph's alerts of the first generation.
    LegacyAlerts,
    /// A permission that does not exist under this name (2, 3).
    PermissionName,
    /// Headers in front of the JSON (18).
    HeadersInOutput,
    /// The status ends the program before the body was read (36).
    BodyDiscarded,
    /// `Out-File` in UTF-16 (31).
    FileEncoding,
    /// `ConvertTo-Json` cuts at the second level.
    JsonDepth,
    /// One row is no list (31).
    JsonSingle,
    /// Typographic quotes.
    SmartQuotes,
    /// `&amp;`, `&quot;` and the like.
    HtmlEntities,
    /// The prompt of a shell pasted along.
    PromptPasted,
    /// Line numbers pasted along.
    LineNumbers,
    /// The API looked for under a name that the portal does not have (1, 27).
    ApiSearchName,
    /// A larger role than needed (7).
    RoleTooLarge,
    /// A platform that does not fit (8).
    PlatformName,
    /// A step that seems to be missing (10).
    StepNumbering,
    /// Application context where a user is meant, or the other way round (5, 32, 50).
    ContextMixedUp,
    /// Application context advised in general (6).
    ContextAdvice,
    /// The customer asked for the tenant ID by hand (21).
    TenantByHand,
    /// Rows or times called something else than they are (28).
    RowsMisnamed,
    /// "Allow public client flows" left out (35).
    PublicClientFlag,
    /// The guide of another flow (38, 47).
    WrongGuide,
    /// Portal words that the portal does not have (40).
    PortalWords,
    /// A permission that today's pages no longer list (41).
    PermissionUnlisted,
    /// A translation that misleads (45, 46).
    Mistranslation,
    /// Text run together at the permissions (4).
    TextRunTogether,
    /// Names from before: Azure AD, docs.microsoft.com (48).
    OldNames,
    /// Products called by earlier names (49).
    OldProductName,
}
