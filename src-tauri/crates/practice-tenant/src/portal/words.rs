//! The words of the practice portal, as the Entra admin center has them in both languages.

pub(crate) mod branding;
pub(crate) mod credentials;
pub(crate) mod directories;
pub(crate) mod enterprise;
pub(crate) mod faults;
pub(crate) mod users;

use crate::language::Text;

const fn text(en: &'static str, fr: &'static str) -> Text {
    Text { en, fr }
}

pub(crate) const STRIP: Text = text(
    "Practice tenant – nothing here is real",
    "Locataire d’entraînement – rien ici n’est réel",
);
pub(crate) const CENTER: Text = text(
    "Entra admin center, for practice",
    "Centre d’administration Entra, pour s’entraîner",
);
pub(crate) const SKIP: Text = text("Skip to content", "Aller au contenu");
pub(crate) const HOME: Text = text("Home", "Accueil");
pub(crate) const MANAGE: Text = text("Manage", "Gérer");
pub(crate) const APP_REGISTRATIONS: Text = text("App registrations", "Inscriptions d’applications");
pub(crate) const NO_REGISTRATIONS: Text = text(
    "This organization has registered no application of its own.",
    "Cette organisation n’a inscrit aucune application à elle.",
);
pub(crate) const NEW_REGISTRATION: Text = text("New registration", "Nouvelle inscription");
pub(crate) const REGISTER_AN_APPLICATION: Text = text("Register an application", "Inscrire une application");
pub(crate) const REGISTER: Text = text("Register", "Inscrire");
pub(crate) const DISPLAY_NAME: Text = text("Display name", "Nom d’affichage");
pub(crate) const CREATED_ON: Text = text("Created on", "Créée le");
pub(crate) const NAME: Text = text("Name", "Nom");
pub(crate) const NAME_HINT: Text = text(
    "The user-facing display name for this application (this can be changed later).",
    "Nom d’affichage de cette application pour les utilisateurs (modifiable ultérieurement).",
);
pub(crate) const ACCOUNT_TYPES: Text = text("Supported account types", "Types de comptes pris en charge");
pub(crate) const WHO_CAN_USE: Text = text(
    "Who can use this application or access this API?",
    "Qui peut utiliser cette application ou accéder à cette API ?",
);
pub(crate) const SINGLE_TENANT: Text = text("Single tenant only", "Locataire unique");
pub(crate) const MULTIPLE_TENANTS: Text = text("Multiple Entra ID tenants", "Plusieurs locataires Entra ID");
pub(crate) const ANY_AND_PERSONAL: Text = text(
    "Any Entra ID Tenant + Personal Microsoft accounts",
    "N’importe quel locataire Entra ID + comptes Microsoft personnels",
);
pub(crate) const PERSONAL: Text = text("Personal accounts only", "Comptes personnels uniquement");
pub(crate) const REDIRECT_URI: Text = text("Redirect URI", "URI de redirection");
pub(crate) const REDIRECT_URI_OPTIONAL: Text =
    text("Redirect URI (optional)", "URI de redirection (facultatif)");
pub(crate) const REDIRECT_HINT: Text = text(
    "We’ll return the authentication response to this URI after successfully authenticating the user.",
    "Nous renverrons la réponse d’authentification à cet URI une fois l’utilisateur authentifié.",
);
pub(crate) const SELECT_PLATFORM: Text = text("Select a platform", "Sélectionner une plateforme");
pub(crate) const PLATFORM: Text = text("Platform", "Plateforme");
pub(crate) const NATIVE: Text = text(
    "Public client/native (mobile & desktop)",
    "Client public/natif (mobile et bureau)",
);
pub(crate) const MOBILE_AND_DESKTOP: Text = text(
    "Mobile and desktop applications",
    "Applications de bureau et mobiles",
);
pub(crate) const WEB: Text = text("Web", "Web");
pub(crate) const SPA: Text = text("Single-page application (SPA)", "Application monopage (SPA)");
pub(crate) const BREADCRUMB: Text = text("Breadcrumb", "Fil d’Ariane");
pub(crate) const OVERVIEW: Text = text("Overview", "Vue d’ensemble");
pub(crate) const ESSENTIALS: Text = text("Essentials", "Essentiels");
pub(crate) const CLIENT_CREDENTIALS: Text =
    text("Client credentials", "Informations d’identification du client");
pub(crate) const CERTIFICATES_COUNTED: Text = text("certificate(s)", "certificat(s)");
pub(crate) const SECRETS_COUNTED: Text = text("secret(s)", "secret(s)");
pub(crate) const REDIRECT_URIS: Text = text("Redirect URIs", "URI de redirection");
pub(crate) const PUBLIC_CLIENT_COUNTED: Text = text("public client", "client public");
pub(crate) const MANAGED_APPLICATION: Text = text(
    "Managed application in local directory",
    "Application managée dans l’annuaire local",
);
pub(crate) const CONSENT_WARNING: Text = text(
    "Some of the configured permissions still need an administrator’s consent in this organization. See",
    "Certaines autorisations configurées attendent encore le consentement d’un administrateur dans cette organisation. Voir",
);
pub(crate) const CLIENT_ID: Text = text("Application (client) ID", "ID d’application (client)");
pub(crate) const OBJECT_ID: Text = text("Object ID", "ID de l’objet");
pub(crate) const TENANT_ID: Text = text("Directory (tenant) ID", "ID de l’annuaire (locataire)");
pub(crate) const PROPERTIES: Text = text("Properties", "Propriétés");
pub(crate) const APP_REGISTRATION: Text = text("App registration", "Inscription d’application");
pub(crate) const SAVED: Text = text("Saved.", "Enregistré.");
pub(crate) const COPY: Text = text("Copy", "Copier");
pub(crate) const COPIED: Text = text("Copied", "Copié");
pub(crate) const AUTHENTICATION: Text = text("Authentication", "Authentification");
pub(crate) const REDIRECT_CONFIGURATION: Text = text(
    "Redirect URI configuration",
    "Configuration des URI de redirection",
);
pub(crate) const NO_REDIRECTS: Text = text(
    "No redirect URI yet. People can sign in only after one was added.",
    "Aucun URI de redirection. Il en faut un pour que l’on puisse se connecter.",
);
pub(crate) const ADD_REDIRECT_URI: Text = text("Add Redirect URI", "Ajouter un URI de redirection");
pub(crate) const REMOVE: Text = text("Remove", "Supprimer");
pub(crate) const SUPPORTED_ACCOUNTS: Text = text("Supported accounts", "Comptes pris en charge");
pub(crate) const SETTINGS: Text = text("Settings", "Paramètres");
pub(crate) const ALLOW_PUBLIC: Text = text(
    "Allow public client flows",
    "Autoriser les flux de clients publics",
);
pub(crate) const ALLOW_PUBLIC_HINT: Text = text(
    "Needed for device code and password flows.",
    "Nécessaire pour les flux de code d’appareil et de mot de passe.",
);
pub(crate) const YES: Text = text("Yes", "Oui");
pub(crate) const NO: Text = text("No", "Non");
pub(crate) const SAVE: Text = text("Save", "Enregistrer");
pub(crate) const API_PERMISSIONS: Text = text("API permissions", "Autorisations d’API");
pub(crate) const CONFIGURED: Text = text("Configured permissions", "Autorisations configurées");
pub(crate) const CONFIGURED_HINT: Text = text(
    "Applications are authorized to call APIs when they are granted permissions by users or admins as part of the consent process.",
    "Les applications sont autorisées à appeler des API quand des utilisateurs ou des administrateurs leur accordent des autorisations lors du consentement.",
);
pub(crate) const OTHER_GRANTED: Text = text(
    "Other permissions granted for",
    "Autres autorisations accordées pour",
);
pub(crate) const NONE_CONFIGURED: Text = text("No permissions added", "Aucune autorisation ajoutée");
pub(crate) const ADD_A_PERMISSION: Text = text("Add a permission", "Ajouter une autorisation");
pub(crate) const GRANT_FOR: Text = text(
    "Grant admin consent for",
    "Accorder un consentement d’administrateur pour",
);
pub(crate) const PERMISSION_NAME: Text = text("API / Permissions name", "API / nom des autorisations");
pub(crate) const TYPE: Text = text("Type", "Type");
pub(crate) const DESCRIPTION: Text = text("Description", "Description");
pub(crate) const ADMIN_REQUIRED: Text = text(
    "Admin consent required",
    "Consentement de l’administrateur requis",
);
pub(crate) const STATUS: Text = text("Status", "État");
pub(crate) const GRANTED: Text = text("Granted for", "Accordée pour");
pub(crate) const NOT_GRANTED: Text = text("Not granted for", "Non accordée pour");
pub(crate) const DELEGATED: Text = text("Delegated", "Déléguée");
pub(crate) const APPLICATION: Text = text("Application", "Application");
pub(crate) const CONFIRM_TITLE: Text = text(
    "Grant admin consent confirmation",
    "Confirmation du consentement de l’administrateur",
);
pub(crate) const CONFIRM_QUESTION: Text = text(
    "Do you want to grant consent for the requested permissions for all accounts in this organization? This will update any existing admin consent records this application already has to match what is listed below.",
    "Voulez-vous accorder votre consentement aux autorisations demandées pour tous les comptes de cette organisation ? Les consentements d’administrateur existants seront mis à jour selon la liste ci-dessous.",
);
pub(crate) const GRANTED_NOTICE: Text = text(
    "Successfully granted admin consent.",
    "Le consentement de l’administrateur a été accordé.",
);
pub(crate) const SELECT_AN_API: Text = text("Select an API", "Sélectionner une API");
pub(crate) const MICROSOFT_APIS: Text = text("Microsoft APIs", "API Microsoft");
pub(crate) const ORGANIZATION_APIS: Text =
    text("APIs my organization uses", "API utilisées par mon organisation");
pub(crate) const SEARCH_HINT: Text = text(
    "Start typing an API name or Application ID",
    "Commencez à taper un nom d’API ou un ID d’application",
);
pub(crate) const SEARCH: Text = text("Search", "Rechercher");
pub(crate) const NO_RESULTS: Text = text("No results found.", "Aucun résultat.");
pub(crate) const WHAT_TYPE: Text = text(
    "What type of permissions does your application require?",
    "Quel type d’autorisation votre application nécessite-t-elle ?",
);
pub(crate) const DELEGATED_LONG: Text = text("Delegated permissions", "Autorisations déléguées");
pub(crate) const DELEGATED_HINT: Text = text(
    "Your application needs to access the API as the signed-in user.",
    "Votre application doit accéder à l’API en tant qu’utilisateur connecté.",
);
pub(crate) const APPLICATION_LONG: Text = text("Application permissions", "Autorisations d’application");
pub(crate) const APPLICATION_HINT: Text = text(
    "Your application runs as a background service or daemon without a signed-in user.",
    "Votre application s’exécute en tant que service d’arrière-plan ou démon sans utilisateur connecté.",
);
pub(crate) const SELECT_PERMISSIONS: Text = text("Select permissions", "Sélectionner des autorisations");
pub(crate) const ADD_PERMISSIONS: Text = text("Add permissions", "Ajouter des autorisations");
pub(crate) const CERTIFICATES_SECRETS: Text = text("Certificates & secrets", "Certificats et secrets");
pub(crate) const CLIENT_SECRETS: Text = text("Client secrets", "Secrets client");
pub(crate) const SECRETS_HINT: Text = text(
    "A secret string that the application uses to prove its identity when requesting a token. Also can be referred to as application password.",
    "Chaîne secrète qui permet à l’application de prouver son identité lorsqu’elle demande un jeton. Également appelée mot de passe d’application.",
);
pub(crate) const NEW_SECRET: Text = text("New client secret", "Nouveau secret client");
pub(crate) const ADD_SECRET: Text = text("Add a client secret", "Ajouter un secret client");
pub(crate) const ADD: Text = text("Add", "Ajouter");
pub(crate) const CANCEL: Text = text("Cancel", "Annuler");
pub(crate) const EXPIRES: Text = text("Expires", "Date d’expiration");
pub(crate) const DAYS: Text = text("days", "jours");
pub(crate) const RECOMMENDED: Text = text("Recommended", "Recommandé");
pub(crate) const VALUE: Text = text("Value", "Valeur");
pub(crate) const SECRET_ID: Text = text("Secret ID", "ID de secret");
pub(crate) const COPY_NOW: Text = text(
    "Copy the new client secret value now. You won’t be able to retrieve it after you leave this page.",
    "Copiez maintenant la valeur du nouveau secret client. Vous ne pourrez plus la récupérer après avoir quitté cette page.",
);
pub(crate) const NO_SECRETS: Text = text(
    "No client secrets have been created for this application.",
    "Aucun secret client n’a été créé pour cette application.",
);
pub(crate) const CERTIFICATES: Text = text("Certificates", "Certificats");
pub(crate) const NO_CERTIFICATES: Text = text(
    "No certificates have been added for this application.",
    "Aucun certificat n’a été ajouté pour cette application.",
);
pub(crate) const THUMBPRINT: Text = text("Thumbprint", "Empreinte");
pub(crate) const DEFENDER_PORTAL: Text = text("Microsoft Defender portal", "Portail Microsoft Defender");
pub(crate) const SEVERITY: Text = text("Severity", "Gravité");
pub(crate) const ALERT: Text = text("Alert", "Alerte");
pub(crate) const NO_INCIDENT: Text = text("There is no such incident.", "Cet incident n’existe pas.");
pub(crate) const REDIRECT_URI_EXAMPLE: Text =
    text("e.g. https://example.com/auth", "p. ex. https://example.com/auth");
pub(crate) const NO_PAGE: Text = text(
    "There is no page at this address.",
    "Il n’y a pas de page à cette adresse.",
);
pub(crate) const NOT_FOUND: Text = text(
    "This is not in this directory.",
    "Ceci n’existe pas dans cet annuaire.",
);

/// What is wrong with something typed.
pub(crate) mod wrong {
    use super::{Text, text};

    pub(crate) const NAME_EMPTY: Text = text(
        "The name is empty. Type one, up to 120 characters.",
        "Le nom est vide. Saisissez-en un, de 120 caractères au plus.",
    );
    pub(crate) const NAME_LONG: Text = text(
        "The name is longer than 120 characters.",
        "Le nom dépasse 120 caractères.",
    );
    pub(crate) const ACCOUNT_TYPES: Text = text(
        "Choose who can use the application.",
        "Choisissez qui peut utiliser l’application.",
    );
    pub(crate) const PLATFORM: Text = text(
        "Select a platform for the redirect URI.",
        "Sélectionnez une plateforme pour l’URI de redirection.",
    );
    pub(crate) const EMPTY: Text = text("Type a redirect URI.", "Saisissez un URI de redirection.");
    pub(crate) const NOT_A_URI: Text = text("Must be a valid URL.", "Doit être une URL valide.");
    pub(crate) const TOO_LONG: Text = text(
        "Must be no longer than 256 characters.",
        "Ne doit pas dépasser 256 caractères.",
    );
    pub(crate) const NOT_HTTPS: Text = text(
        "Must start with “HTTPS” or “http://localhost”.",
        "Doit commencer par « HTTPS » ou « http://localhost ».",
    );
    pub(crate) const LOOPBACK: Text = text(
        "This box does not take 127.0.0.1; use http://localhost, or set it in the manifest.",
        "Ce champ n’accepte pas 127.0.0.1 ; utilisez http://localhost ou le manifeste.",
    );
    pub(crate) const FRAGMENT: Text = text(
        "Must not contain a fragment (#).",
        "Ne doit pas contenir de fragment (#).",
    );
    pub(crate) const WILDCARD: Text = text(
        "Must not contain a wildcard (*).",
        "Ne doit pas contenir de caractère générique (*).",
    );
    pub(crate) const CHARACTER: Text = text(
        "Must not contain blanks or ! $ ' ( ) , ;",
        "Ne doit pas contenir d’espace ni ! $ ' ( ) , ;",
    );
    pub(crate) const TAKEN: Text = text(
        "This redirect URI is already registered.",
        "Cet URI de redirection est déjà inscrit.",
    );
    pub(crate) const TOO_MANY: Text = text(
        "This registration holds as many redirect URIs as it can. Remove one first.",
        "Cette inscription contient autant d’URI de redirection que possible. Supprimez-en un d’abord.",
    );
    pub(crate) const KIND: Text = text(
        "Choose the type of permissions first.",
        "Choisissez d’abord le type d’autorisation.",
    );
    pub(crate) const PERMISSIONS: Text = text(
        "Select at least one permission.",
        "Sélectionnez au moins une autorisation.",
    );
    pub(crate) const DESCRIPTION_LONG: Text = text(
        "The description is longer than 120 characters.",
        "La description dépasse 120 caractères.",
    );
    pub(crate) const EXPIRES: Text = text(
        "Choose when the secret expires.",
        "Choisissez quand le secret expire.",
    );
}
