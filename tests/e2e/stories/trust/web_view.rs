//! A page that was taken over can ask for little, and finds nothing.
