//! What is right though unusual: sentences and cells that nothing may find fault with.

mod cells;
mod counting;
mod terms;
mod years;

use crate::defects::{Put, fitting, put_text};
use crate::layouts::Layout;
use crate::model::{Model, marked};
use crate::random::Random;

/// Changes a model rightly.
pub type Change = fn(&mut Model, &mut Random) -> Option<()>;

enum How {
    /// Puts one of the sentences somewhere.
    Sentence(Put, &'static [&'static str]),
    /// Changes the model.
    Change(Change),
}

/// A correct variation.
pub struct Variation {
    pub name: &'static str,
    pub layouts: &'static [Layout],
    how: How,
    fits: fn(&Model) -> bool,
}

impl Variation {
    fn sentence(name: &'static str, put: Put, sentences: &'static [&'static str]) -> Self {
        Variation { name, layouts: &Layout::ALL, how: How::Sentence(put, sentences), fits: |_| true }
    }

    fn change(name: &'static str, change: Change) -> Self {
        Variation { name, layouts: &Layout::ALL, how: How::Change(change), fits: |_| true }
    }

    fn when(self, fits: fn(&Model) -> bool) -> Self {
        Variation { fits, ..self }
    }

    fn only(self, layouts: &'static [Layout]) -> Self {
        Variation { layouts, ..self }
    }

    pub fn apply(&self, model: &mut Model, random: &mut Random) -> Option<()> {
        if !(self.fits)(model) {
            return None;
        }
        match self.how {
            How::Sentence(put, sentences) => {
                let text = marked(&fitting(sentences, model, random)?);
                put_text(put, text, model, random)
            }
            How::Change(change) => change(model, random),
        }
    }
}

/// All variations.
pub fn variations() -> Vec<Variation> {
    [counting::variations(), years::variations(), terms::variations(), cells::variations()]
        .into_iter()
        .flatten()
        .collect()
}
