//! The words of the consent pages.

use super::text;
use crate::language::Text;

pub(crate) use super::CANCEL;

pub(crate) const PERMISSIONS_REQUESTED: Text = text("Permissions requested", "Autorisations demandées");
pub(crate) const APP_WOULD_LIKE: Text = text("This app would like to:", "Cette application souhaite :");
pub(crate) const UNVERIFIED: Text = text("unverified", "non vérifié");
pub(crate) const VERIFIED: Text = text("Verified", "Vérifié");
pub(crate) const CONSENT_MEANS: Text = text(
    "Accepting these permissions means that you allow this app to use your data as described above.",
    "Accepter ces autorisations signifie que vous permettez à cette application d’utiliser vos données comme indiqué ci-dessus.",
);
pub(crate) const ON_BEHALF: Text = text(
    "Consent on behalf of your organization",
    "Donner votre consentement au nom de votre organisation",
);
pub(crate) const ON_BEHALF_HINT: Text = text(
    "If you check this box, nobody else in your organization will be asked to review these permissions.",
    "Si vous cochez cette case, personne d’autre dans votre organisation ne devra examiner ces autorisations.",
);
pub(crate) const ACCEPT: Text = text("Accept", "Accepter");
pub(crate) const APPROVAL: Text = text("Need admin approval", "Approbation de l’administrateur requise");
pub(crate) const APPROVAL_WHY: Text = text(
    "needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.",
    "a besoin d’une autorisation d’accès à des ressources de votre organisation que seul un administrateur peut accorder. Demandez-la à un administrateur avant d’utiliser cette application.",
);
pub(crate) const RETURN: Text = text(
    "Return to the application without granting consent",
    "Revenir à l’application sans donner de consentement",
);
pub(crate) const AS_ITSELF: Text = text("without a user", "sans utilisateur");
pub(crate) const REVIEW: Text = text(
    "Review for your organization",
    "À examiner pour votre organisation",
);
pub(crate) const FOR_ALL_USERS: Text = text(
    "If you accept, this app will get access to the specified resources for all users in your organization. No one else will be prompted to review these permissions.",
    "Si vous acceptez, cette application aura accès aux ressources indiquées pour tous les utilisateurs de votre organisation. Personne d’autre ne devra examiner ces autorisations.",
);
pub(crate) const APPROVAL_REQUEST: Text = text("Approval required", "Approbation requise");
pub(crate) const REASON: Text = text(
    "Enter justification for requesting this app",
    "Justifiez votre demande pour cette application",
);
pub(crate) const REQUEST: Text = text("Request approval", "Demander l’approbation");
pub(crate) const OTHER_ACCOUNT: Text = text(
    "Have an admin account? Sign in with that account",
    "Vous avez un compte administrateur ? Connectez-vous avec ce compte",
);
pub(crate) const REQUEST_SENT: Text = text("Request sent", "Demande envoyée");
pub(crate) const REQUEST_SENT_HOW: Text = text(
    "An admin can see your request in the admin center. Sign in again once it was approved.",
    "Un administrateur peut voir votre demande dans le centre d’administration. Reconnectez-vous une fois qu’elle est approuvée.",
);
