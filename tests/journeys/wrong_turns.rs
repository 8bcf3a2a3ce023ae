//! The classic wrong turns of a registration made by hand: each ends at the step where it was taken, and the fix in the
//! portal turns that step green. What the terminal or the browser shows of it says the same when it is pasted.

mod by_hand;
mod enterprise;
mod ids;
mod people;
mod permissions;
mod redirect;
mod secret;
