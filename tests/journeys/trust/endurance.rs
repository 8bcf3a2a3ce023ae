//! Hours of use in fast time, several programs at once.

mod hours;
