//! The words of "Branding & properties".

use crate::language::Text;
use crate::portal::words::text;

pub(crate) const BRANDING: Text = text("Branding & properties", "Personnalisation et propriétés");
pub(crate) const PUBLISHER_DOMAIN: Text = text("Publisher domain", "Domaine de l’éditeur");
pub(crate) const PUBLISHER_VERIFICATION: Text = text("Publisher verification", "Vérification de l’éditeur");
pub(crate) const HINT: Text = text(
    "A verified publisher has a Partner One ID. Until then, whoever is asked to consent in another organization reads \
     that the publisher is unverified. Here every number of five to ten digits is an ID.",
    "Un éditeur vérifié a un Partner One ID. D’ici là, quiconque doit donner son consentement dans une autre \
     organisation lit que l’éditeur n’est pas vérifié. Ici, tout nombre de cinq à dix chiffres est un tel ID.",
);
pub(crate) const PUBLISHER_NAME: Text = text("Publisher display name", "Nom d’affichage de l’éditeur");
pub(crate) const PARTNER_ID: Text = text("Partner One ID", "Partner One ID (identifiant de partenaire)");
pub(crate) const VERIFY_AND_SAVE: Text = text("Verify and save", "Vérifier et enregistrer");
pub(crate) const REMOVE: Text = text("Remove verification", "Supprimer la vérification");
pub(crate) const NO_ACCOUNT: Text = text(
    "This Partner One ID does not exist. It has five to ten digits.",
    "Ce Partner One ID n’existe pas. Il comporte de cinq à dix chiffres.",
);
