//! Ids, parsed once at the edge.
//!
//! Entra prints many kinds of GUID that look alike; a type each keeps them from being swapped.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use uuid::Uuid;

macro_rules! guid {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text.trim()).map(Self)
            }
        }
    };
}

guid!(
    /// "Directory (tenant) ID".
    TenantId
);
guid!(
    /// "Application (client) ID".
    ClientId
);
guid!(
    /// "Object ID" of a user, an app registration or a service principal.
    ObjectId
);
guid!(
    /// "Certificate ID": Graph's `keyId` of a certificate.
    CertificateId
);
guid!(
    /// "Secret ID": names a client secret and is no secret itself.
    SecretId
);
