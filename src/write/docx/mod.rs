//! Word (.docx; ECMA-376, ISO/IEC 29500): the report as the clerk takes it home.
//!
//! What she brought as Word is changed as text of its XML, at the bytes from which each run was read
//! ([`crate::document::Origin`]); everything else goes over as it was.

mod additions;
mod anchors;
mod clean;
mod comments;
mod edits;
mod package;
mod patch;
mod places;
mod revised;
mod struck;

pub use clean::{clean, letter, pictures_left};
pub use comments::{Notes, commented};
pub use edits::{Corrected, Edit, Tracked, corrected, fixes};
pub use revised::{commented_revised, revised};
