//! The words of Directories.

use crate::language::Text;
use crate::portal::words::text;

pub(crate) const DIRECTORIES: Text = text("Directories", "Annuaires");
pub(crate) const HINT: Text = text(
    "Switch to a customer’s directory to see which applications it knows and what they may do there. App registrations stay in the directory that owns them.",
    "Basculez vers l’annuaire d’un client pour voir quelles applications il connaît et ce qu’elles peuvent y faire. Les inscriptions d’applications restent dans l’annuaire qui les possède.",
);
pub(crate) const SEARCH_HINT: Text = text("Name, domain or tenant ID", "Nom, domaine ou ID de locataire");
pub(crate) const DOMAIN: Text = text("Domain", "Domaine");
pub(crate) const SWITCH: Text = text("Switch directory", "Changer d’annuaire");
pub(crate) const CURRENT: Text = text("Current", "Actuel");
pub(crate) const MORE: Text = text(
    "more; search to find them.",
    "autres ; recherchez pour les trouver.",
);
