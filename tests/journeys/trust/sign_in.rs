//! What is tried at the sign-in and at its listener on this computer.
