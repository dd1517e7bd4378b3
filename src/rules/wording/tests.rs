//! Sentences, wrong and right.
