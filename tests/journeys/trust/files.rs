//! Files that a person is made to open.
