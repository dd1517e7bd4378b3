//! The stretches of the report that can be edited, as elements: which lies where, and the focus among them.

use super::browser::element;
use crate::app::edits::Target;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Where the next stretch is looked for.
#[derive(Clone, Copy, PartialEq)]
pub enum Towards {
    /// The next in reading order.
    On,
    /// The one before.
    Back,
    /// The cell below.
    Down,
    /// The cell above.
    Up,
}

/// The element that an event comes from.
pub fn target_element(event: &Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into::<Element>().ok())
}

/// The stretch that `from` stands in.
pub fn stretch_of(from: &Element) -> Option<Target> {
    Target::parse(&from.closest("[data-edit]").ok().flatten()?.get_attribute("data-edit")?)
}

/// The stretch that lies `towards` from the one that `from` stands in. Up and down stay in the table.
pub fn neighbour(from: &Element, towards: Towards) -> Option<Target> {
    let own = from.closest("[data-edit]").ok().flatten()?;
    let table = own.closest("table").ok().flatten();
    let place = own.get_bounding_client_rect();
    let middle = (place.left() + place.right()) / 2.0;
    let scope = match (towards, table) {
        (Towards::Down | Towards::Up, table) => table?,
        _ => element("#paper")?.into(),
    };
    let all = scope.query_selector_all("[data-edit]").ok()?;
    let all: Vec<Element> = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect();
    let at = all.iter().position(|other| *other == own)?;
    let is_in_column = |other: &&Element| {
        let other = other.get_bounding_client_rect();
        other.left() < middle && middle < other.right()
    };
    let found = match towards {
        Towards::On => all.get(at + 1),
        Towards::Back => at.checked_sub(1).and_then(|at| all.get(at)),
        Towards::Down => all[at + 1..].iter().find(is_in_column),
        Towards::Up => all[..at].iter().rev().find(is_in_column),
    };
    Target::parse(&found?.get_attribute("data-edit")?)
}

/// Gives the focus to a stretch.
pub fn focus_target(target: &Target) {
    if let Some(element) = element(&format!("[data-edit=\"{}\"]", target.name())) {
        let _ = element.focus();
    }
}
