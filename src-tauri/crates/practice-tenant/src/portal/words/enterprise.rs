//! The words of Enterprise applications.

use crate::language::Text;
use crate::portal::words::text;

pub(crate) const ENTERPRISE_APPS: Text = text("Enterprise applications", "Applications d’entreprise");
pub(crate) const APPLICATION_ID: Text = text("Application ID", "ID d’application");
pub(crate) const LIST_HINT: Text = text(
    "The applications that this organization knows. One appears here when it is registered or when somebody consents to it.",
    "Les applications que cette organisation connaît. Une application apparaît ici quand elle est inscrite ou quand quelqu’un y consent.",
);
pub(crate) const NONE: Text = text(
    "This organization knows no application yet. Open an admin consent link to add one.",
    "Cette organisation ne connaît encore aucune application. Ouvrez un lien de consentement administrateur pour en ajouter une.",
);
pub(crate) const PROPERTIES: Text = text("Properties", "Propriétés");
pub(crate) const USERS_AND_GROUPS: Text = text("Users and groups", "Utilisateurs et groupes");
pub(crate) const PERMISSIONS: Text = text("Permissions", "Autorisations");
pub(crate) const ENABLED: Text = text(
    "Enabled for users to sign in?",
    "Activée pour que les utilisateurs se connectent ?",
);
pub(crate) const ENABLED_HINT: Text = text(
    "With No, nobody can sign in to this application, and it gets no token of its own either.",
    "Avec Non, personne ne peut se connecter à cette application, et elle n’obtient pas non plus de jeton pour elle-même.",
);
pub(crate) const ASSIGNMENT_REQUIRED: Text = text("Assignment required?", "Affectation requise ?");
pub(crate) const ASSIGNMENT_HINT: Text = text(
    "With Yes, people must be assigned under Users and groups before they can sign in.",
    "Avec Oui, il faut être affecté sous Utilisateurs et groupes avant de pouvoir se connecter.",
);
pub(crate) const GRANTED_FOR_ALL: Text = text(
    "Permissions granted for everyone",
    "Autorisations accordées pour tous",
);
pub(crate) const DELETE: Text = text("Delete", "Supprimer");
pub(crate) const DELETE_HINT: Text = text(
    "Removes the application from this organization, with everything that was granted to it. The registration stays where it is.",
    "Retire l’application de cette organisation, avec tout ce qui lui a été accordé. L’inscription reste où elle est.",
);
pub(crate) const ADD_USER: Text = text("Add user", "Ajouter un utilisateur");
pub(crate) const SELECT_USER: Text = text("Select a user", "Sélectionner un utilisateur");
pub(crate) const SELECT_A_USER: Text = text(
    "Select a user of this organization.",
    "Sélectionnez un utilisateur de cette organisation.",
);
pub(crate) const ASSIGN: Text = text("Assign", "Affecter");
pub(crate) const NOBODY_ASSIGNED: Text = text("Nobody is assigned.", "Personne n’est affecté.");
pub(crate) const ASSIGNED_ONLY: Text = text(
    "Only the people listed here can sign in. This is set under",
    "Seules les personnes de cette liste peuvent se connecter. Cela se règle sous",
);
pub(crate) const EVERYBODY_MAY: Text = text(
    "Everybody can sign in, listed here or not. This is set under",
    "Tout le monde peut se connecter, présent ou non dans cette liste. Cela se règle sous",
);
pub(crate) const USER_NAME: Text = text("User principal name", "Nom d’utilisateur principal");
pub(crate) const PERMISSIONS_HINT: Text = text(
    "What this application may do here. Granting admin consent replaces what was granted for everyone before by what the registration lists now.",
    "Ce que cette application peut faire ici. Accorder le consentement d’administrateur remplace ce qui était accordé pour tous par ce que l’inscription demande maintenant.",
);
pub(crate) const ADMIN_CONSENT: Text = text("Admin consent", "Consentement de l’administrateur");
pub(crate) const USER_CONSENT: Text = text("User consent", "Consentement de l’utilisateur");
pub(crate) const NOTHING_GRANTED: Text = text("Nothing was granted.", "Rien n’a été accordé.");
pub(crate) const GRANTED_BY: Text = text("Granted by", "Accordée par");
pub(crate) const AN_ADMINISTRATOR: Text = text("An administrator", "Un administrateur");
pub(crate) const REVOKE: Text = text("Revoke", "Révoquer");
pub(crate) const CONSENT_SETTINGS: Text = text("Consent and permissions", "Consentement et autorisations");
pub(crate) const USER_CONSENT_FOR_APPS: Text = text(
    "User consent for applications",
    "Consentement des utilisateurs pour les applications",
);
pub(crate) const CONSENT_NEVER: Text = text(
    "Do not allow user consent",
    "Ne pas autoriser le consentement des utilisateurs",
);
pub(crate) const CONSENT_NEVER_HINT: Text = text(
    "An administrator is required for every application.",
    "Il faut un administrateur pour chaque application.",
);
pub(crate) const CONSENT_LOW: Text = text(
    "Allow user consent for permissions of low impact",
    "Autoriser le consentement des utilisateurs pour les autorisations à faible impact",
);
pub(crate) const CONSENT_LOW_HINT: Text = text(
    "People may let an application sign them in and read their own profile, and nothing more.",
    "Chacun peut laisser une application le connecter et lire son propre profil, rien de plus.",
);
pub(crate) const REQUESTS: Text = text(
    "Admin consent requests",
    "Demandes de consentement administrateur",
);
pub(crate) const REQUESTS_ON: Text = text(
    "People can request admin consent to apps they are unable to consent to",
    "Chacun peut demander le consentement d’un administrateur pour les applications auxquelles il ne peut pas consentir",
);
pub(crate) const REQUESTS_HINT: Text = text(
    "They then see a form for a reason instead of a dead end.",
    "Un formulaire de justification remplace alors l’impasse.",
);
pub(crate) const PENDING: Text = text("Pending requests", "Demandes en attente");
pub(crate) const NONE_PENDING: Text = text("Nobody has asked.", "Personne n’a rien demandé.");
pub(crate) const REQUESTED_BY: Text = text("Requested by", "Demandée par");
pub(crate) const REASON: Text = text("Justification", "Justification");
pub(crate) const REQUESTED_ON: Text = text("Requested on", "Demandée le");
