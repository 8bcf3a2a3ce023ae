//! The words of Users.

use crate::language::Text;
use crate::portal::words::text;

pub(crate) const USERS: Text = text("Users", "Utilisateurs");
pub(crate) const ALL_USERS: Text = text("All users", "Tous les utilisateurs");
pub(crate) const USER_NAME: Text = text("User principal name", "Nom d’utilisateur principal");
pub(crate) const ROLES: Text = text("Assigned roles", "Rôles attribués");
pub(crate) const NO_ROLE: Text = text("No role", "Aucun rôle");
pub(crate) const SIGN_IN: Text = text("Sign in", "Connexion");
pub(crate) const ACCOUNT_ENABLED: Text = text("Account enabled", "Compte activé");
pub(crate) const ENABLED_HINT: Text = text(
    "Without it, neither a sign-in nor a renewal of tokens works.",
    "Sans cela, ni la connexion ni le renouvellement des jetons ne fonctionnent.",
);
pub(crate) const PASSWORD_EXPIRED: Text = text("Password expired", "Mot de passe expiré");
pub(crate) const EXPIRED_HINT: Text = text(
    "The right password is refused until a new one is set.",
    "Le bon mot de passe est refusé jusqu’à ce qu’un nouveau soit défini.",
);
pub(crate) const MULTIFACTOR: Text = text("Multifactor authentication", "Authentification multifacteur");
pub(crate) const MFA_REQUIRED: Text = text(
    "Per-user multifactor authentication enforced",
    "Authentification multifacteur par utilisateur appliquée",
);
pub(crate) const MFA_HINT: Text = text(
    "A password alone is no longer enough for this user.",
    "Un mot de passe seul ne suffit plus pour cet utilisateur.",
);
pub(crate) const MFA_REGISTERED: Text = text(
    "Authenticator app registered",
    "Application d’authentification inscrite",
);
pub(crate) const REGISTERED_HINT: Text = text(
    "Without one, the user has to set it up at the next sign-in that needs it.",
    "Sans elle, l’utilisateur doit la configurer à la prochaine connexion qui l’exige.",
);
pub(crate) const REVOKE_SESSIONS: Text = text("Revoke sessions", "Révoquer les sessions");
pub(crate) const REVOKE_HINT: Text = text(
    "Every app and browser of this user has to sign in again: refresh tokens from before now are refused.",
    "Toutes les applications et tous les navigateurs de cet utilisateur doivent se reconnecter : les jetons d’actualisation antérieurs sont refusés.",
);
pub(crate) const INVITE: Text = text("Invite external user", "Inviter un utilisateur externe");
pub(crate) const INVITE_HINT: Text = text(
    "Somebody of another directory becomes a guest here, signs in with their own account, and has no role to begin with.",
    "Une personne d’un autre annuaire devient invitée ici, se connecte avec son propre compte et n’a aucun rôle au départ.",
);
pub(crate) const EMAIL: Text = text("Email", "Adresse e-mail");
pub(crate) const INVITE_BUTTON: Text = text("Invite", "Inviter");
pub(crate) const ALREADY_HERE: Text = text(
    "This person is already in this directory.",
    "Cette personne est déjà dans cet annuaire.",
);
pub(crate) const NOBODY: Text = text(
    "No practice directory has this person. Type the address of somebody of a customer, such as its administrator.",
    "Aucun annuaire d’entraînement ne connaît cette personne. Saisissez l’adresse de quelqu’un chez un client, par exemple son administrateur.",
);
