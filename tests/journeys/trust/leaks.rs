//! Every journey with canaries in it.
