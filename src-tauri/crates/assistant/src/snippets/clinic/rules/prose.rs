//! Faults of the text around scripts: instructions that send people to the wrong place.

use super::Becomes::Text;
use super::Pattern;
use crate::snippets::clinic::FaultId;

const fn wording(fault: FaultId, finds: &'static str, becomes: &'static str) -> Pattern {
    Pattern {
        fault,
        languages: &[],
        finds,
        becomes: Text(becomes),
    }
}

pub(super) const PATTERNS: &[Pattern] = &[
    wording(
        FaultId::ApiSearchName,
        r"(?P<verb>(\btype|\btapez|\bselect on|\bclick on|\bcliquez sur|\bsélectionnez( sur)?)\s+\*\*)Microsoft 365 Defender\b",
        "${verb}Microsoft Threat Protection",
    ),
    wording(
        FaultId::ApiSearchName,
        r"(?P<verb>(to access|d['’]accéder à)\s+)(?P<at>Microsoft Defender (for Endpoint|pour le point de terminaison))(?P<rest>[^\n]*incidents)",
        "${verb}Microsoft Threat Protection${rest}",
    ),
    wording(
        FaultId::ApiSearchName,
        r"\bMicrosoft 365 Defender(?P<rest>\s+(does not appear in the original list|n['’]apparaît pas dans la liste))",
        "Microsoft Threat Protection${rest}",
    ),
    wording(
        FaultId::PermissionName,
        r"\b(?P<noun>Incident|Alert|Machine)s\.(?P<verb>Read(Write)?)\b",
        "${noun}.${verb}",
    ),
    wording(
        FaultId::PermissionName,
        r"\bincidents?\.[ \t]*Read\.[ \t]+All\b|\bincidents?\.[ \t]+Read\.[ \t]*All\b",
        "Incident.Read.All",
    ),
    wording(
        FaultId::PermissionName,
        r"\bincidents?\.[ \t]+Read\b",
        "Incident.Read",
    ),
    wording(
        FaultId::PermissionName,
        r"\bAdvancedHunting\.[ \t]*Read\.[ \t]+All\b|\bAdvancedHunting\.[ \t]+Read\.[ \t]*All\b",
        "AdvancedHunting.Read.All",
    ),
    wording(
        FaultId::TextRunTogether,
        r"\bapplicationFor\b",
        "application. For example",
    ),
    wording(
        FaultId::ContextMixedUp,
        r"(?P<at>contexte de l['’]application)(?P<rest>[\s\x{a0}]*:\s+1\. Créer une application native)",
        "contexte utilisateur${rest}",
    ),
    wording(
        FaultId::ContextMixedUp,
        r"(?P<at>application context)(?P<rest>\s*:\s+1\. Create an? (AAD )?native)",
        "user context${rest}",
    ),
    // A native application is one that a person signs in to.
    wording(
        FaultId::ContextMixedUp,
        r"^description:[^\n]*\bnative\b[^\n]*\b(?P<at>(?P<cut>sans utilisateur))\b",
        "pour le compte d’un utilisateur",
    ),
    wording(
        FaultId::ContextMixedUp,
        r"^description:[^\n]*\bnative\b[^\n]*\b(?P<at>(?P<cut>without a user))\b",
        "on behalf of a user",
    ),
    wording(
        FaultId::ContextMixedUp,
        r"\bl['’]autorisation d['’]application(?P<rest> et de l['’]autorisation utilisateur)",
        "l’autorisation déléguée${rest}",
    ),
    wording(
        FaultId::ContextMixedUp,
        r"\b(appropriate )?app(lication)? permission(?P<rest> and user permission)",
        "delegated permission${rest}",
    ),
    wording(
        FaultId::ContextAdvice,
        r"(?P<at>\((recommandé|recommended)\))",
        "",
    ),
    wording(
        FaultId::RoleTooLarge,
        r"\badministrateur (général|global)\b",
        "Administrateur d’application cloud",
    ),
    wording(
        FaultId::RoleTooLarge,
        r"\bGlobal administrator\b",
        "Cloud Application Administrator",
    ),
    wording(
        FaultId::PlatformName,
        r"(?P<at>\*\*Type d['’]application[\s\x{a0}]*:\*\*[\s\x{a0}]*Client public|\*\*Application type:\*\* Public client)",
        "**Mobile and desktop applications**",
    ),
    wording(
        FaultId::PortalRedirect,
        r"(?P<name>(redirect uri|URI de redirection)[^\n]*?)https://portal\.azure\.com/?",
        "${name}http://localhost",
    ),
    wording(
        FaultId::RedirectAddress,
        r"\bmyapp://auth\b|\bhttp://localhost:31544\b",
        "http://localhost",
    ),
    wording(
        FaultId::StepNumbering,
        r"^6\. (?P<rest>(Notez|Write down|Note))",
        "5. ${rest}",
    ),
    wording(
        FaultId::TenantByHand,
        r"\bask your customer for their tenant ID\b",
        "look up the tenant ID of your customer's domain",
    ),
    wording(
        FaultId::TenantByHand,
        r"\bdemander à votre client son ID de client\b",
        "chercher l’ID de locataire du domaine de votre client",
    ),
    wording(
        FaultId::ConsentLink,
        r"https://login\.(microsoftonline\.com|windows\.net)/common/oauth2/authorize\?prompt=consent&client_id=(?P<id>[^&\s]+)[^\s]*",
        "https://login.microsoftonline.com/organizations/adminconsent?client_id=${id}&redirect_uri=YOUR-REDIRECT-URI&state=YOUR-RANDOM-STATE",
    ),
    wording(
        FaultId::TokenInFile,
        r"\b(and|et)\s+(will save it in the working folder|l['’]enregistrera dans le dossier de travail)[^.<\n]*Latest-token\.txt[^.<\n]*(\.|$)",
        ".",
    ),
    wording(FaultId::TokenInFile, r"(?P<at>\([^()\n]*Latest-token\.txt\))", ""),
    wording(FaultId::TokenInFile, r"\bLatest-token\.txt\b", "memory"),
    wording(
        FaultId::TokenOnWebsite,
        r"\[JWT\]\(https?://jwt\.(ms|io)/?\)",
        "`handrail token inspect`",
    ),
    wording(
        FaultId::TokenOnWebsite,
        r"\bhttps?://jwt\.(ms|io)\b/?",
        "`handrail token inspect`",
    ),
    wording(FaultId::TokenOnWebsite, r"\bimage jwt\.ms\b", "image"),
    wording(
        FaultId::TokenLife,
        r"(?P<at>\b1 hour\b|\bone hour\b|\b1 heure\b|\bune heure\b)(?P<rest>[^\n]{0,80}(same token|même jeton))",
        "`expires_in`${rest}",
    ),
    wording(
        FaultId::ClaimName,
        r"(?P<before>revendication «[\s\x{a0}]*)(?-i:Roles)(?P<after>[\s\x{a0}]*»)",
        "${before}roles${after}",
    ),
    wording(
        FaultId::ClaimName,
        r"(?P<before>revendication «[\s\x{a0}]*)(?-i:TID)(?P<after>[\s\x{a0}]*»)",
        "${before}tid${after}",
    ),
    wording(
        FaultId::ClaimName,
        r"\bsection «[\s\x{a0}]*rôles[\s\x{a0}]*»",
        "section « roles »",
    ),
    wording(
        FaultId::Mistranslation,
        r"\b(votre )?ID de client\b(?P<rest>( de votre| du client)?)",
        "ID de locataire${rest}",
    ),
    wording(
        FaultId::Mistranslation,
        r"\bclient de votre client\b",
        "locataire de votre client",
    ),
    wording(
        FaultId::Mistranslation,
        r"\bclient du client\b",
        "locataire du client",
    ),
    wording(
        FaultId::Mistranslation,
        r"\bUtilisation de la boucle\b",
        "Utilisation de curl",
    ),
    wording(
        FaultId::Mistranslation,
        r"\bsupposée? boucler pour Windows est déjà installée?",
        "suppose que curl pour Windows est déjà installé",
    ),
    wording(
        FaultId::Mistranslation,
        r"\best censée boucler pour Windows est déjà installée?",
        "suppose que curl pour Windows est déjà installé",
    ),
    wording(
        FaultId::PortalWords,
        r"\bIsoler l['’](autorisation|autorisation \*\*de l['’]ordinateur\*\*)",
        "**Machine.Isolate**",
    ),
    wording(
        FaultId::PortalWords,
        r"\bconsentement d['’]octroi\b",
        "Accorder le consentement administrateur",
    ),
    wording(
        FaultId::PermissionUnlisted,
        r"\*\*Alert\.Read\*\*",
        "**Alert.ReadWrite**",
    ),
    wording(
        FaultId::WrongGuide,
        r"\bv2-protocols-oauth-code\b",
        "v2-oauth2-auth-code-flow",
    ),
    wording(
        FaultId::WrongGuide,
        r"\bv2-protocols-oauth-client-creds\b",
        "v2-oauth2-client-creds-grant-flow",
    ),
    wording(
        FaultId::RowsMisnamed,
        r"\b(?P<verb>to read|pour lire|pour lire les|to read the)( les)? alert(s|es)\b",
        "${verb} incidents",
    ),
    wording(
        FaultId::RowsMisnamed,
        r"\bincidents (?P<at>created|créés)(?P<rest> (in|au cours))",
        "incidents last updated${rest}",
    ),
    wording(
        FaultId::OldNames,
        r"https://docs\.microsoft\.com/azure/active-directory/develop/active-directory-",
        "https://learn.microsoft.com/entra/identity-platform/",
    ),
    wording(
        FaultId::OldNames,
        r"\bdocs\.microsoft\.com\b",
        "learn.microsoft.com",
    ),
    wording(
        FaultId::OldNames,
        r"\[Azure\]\(https://portal\.azure\.com/?\)",
        "[Microsoft Entra](https://entra.microsoft.com)",
    ),
    wording(
        FaultId::OldNames,
        r"\bAzure Active Directory( \(Azure AD\))?|\bAzure AD\b",
        "Microsoft Entra ID",
    ),
    wording(FaultId::OldNames, r"(?-i)\bAAD\b", "Microsoft Entra"),
    wording(
        FaultId::OldProductName,
        r"\bMicrosoft 365 Defender\b",
        "Microsoft Defender XDR",
    ),
    wording(
        FaultId::OldProductName,
        r"\bla protection contre les menaces Microsoft\b|\bprotection contre les menaces Microsoft\b",
        "Microsoft Defender XDR",
    ),
    wording(
        FaultId::OldProductName,
        r"\bProtection Microsoft contre les menaces\b",
        "Microsoft Defender XDR",
    ),
    wording(
        FaultId::OldProductName,
        r"\bMicrosoft Threat Protection(?P<rest> APIs?\b| avec)",
        "Microsoft Defender XDR${rest}",
    ),
];
