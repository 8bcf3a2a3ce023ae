//! Each operation, each fault: the matrix.
