//! Text as the checker sees it: places, folded forms, numbers, ordinals, likeness.

pub mod fold;
pub mod index;
pub mod number;
pub mod ordinal;
pub mod similar;
pub mod span;
#[macro_use]
pub mod words;

pub use fold::{Folded, fold};
pub use index::Index;
pub use number::{Number, Value};
pub use ordinal::Ordinal;
pub use span::Span;
pub use words::{Tracer, Traces, Words};
