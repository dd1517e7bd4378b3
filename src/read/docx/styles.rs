//! What a paragraph inherits from its style: heading level, list, being hidden.

use crate::read::xml::{attribute, child, children, is, number, on, value};
use roxmltree::Node;
use std::collections::HashMap;

/// A list and the level in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The number of the list; `0` for none.
    pub list: Option<String>,
    /// The level, from 0.
    pub level: Option<usize>,
}

/// A style as it is written.
#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    outline: Option<u32>,
    listing: Listing,
    hidden: Option<bool>,
}

/// What follows from a style and those it is based on.
#[derive(Debug, Default)]
pub struct Inherited {
    /// Heading level, from 1.
    pub heading: Option<u8>,
    /// The list it belongs to.
    pub listing: Listing,
    /// Whether its text is hidden.
    pub hidden: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// No chain of styles is longer.
const CHAIN: usize = 32;

impl Styles {
    /// Reads the styles part.
    pub fn new(root: Node) -> Self {
        let mut styles = Styles::default();
        for node in children(root).filter(|node| is(*node, "style")) {
            let Some(id) = attribute(node, "styleId") else { continue };
            if attribute(node, "type") == Some("paragraph") && attribute(node, "default") == Some("1") {
                styles.default = Some(id.to_owned());
            }
            let paragraph = child(node, "pPr");
            let named = value(node, "name").and_then(heading_name);
            let style = Style {
                base: value(node, "basedOn").map(str::to_owned),
                outline: paragraph.and_then(|node| number(node, "outlineLvl")).or(named),
                listing: paragraph.map(listing).unwrap_or_default(),
                hidden: child(node, "rPr")
                    .filter(|node| child(*node, "vanish").is_some())
                    .map(|node| on(node, "vanish")),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// What a paragraph of style `id` inherits.
    pub fn inherited(&self, id: Option<&str>) -> Inherited {
        let mut inherited = Inherited::default();
        let (mut outline, mut hidden) = (None, None);
        let mut next = id.or(self.default.as_deref());
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            outline = outline.or(style.outline);
            hidden = hidden.or(style.hidden);
            inherited.listing.list = inherited.listing.list.or(style.listing.list.clone());
            inherited.listing.level = inherited.listing.level.or(style.listing.level);
            next = style.base.as_deref();
        }
        inherited.heading = heading(outline);
        inherited.hidden = hidden.unwrap_or(false);
        inherited
    }
}

/// The list that paragraph properties name.
pub fn listing(properties: Node) -> Listing {
    let Some(node) = child(properties, "numPr") else { return Listing::default() };
    Listing { list: value(node, "numId").map(str::to_owned), level: number(node, "ilvl").map(|level| level as usize) }
}

/// The heading level of an outline level; 9 is body text.
pub fn heading(outline: Option<u32>) -> Option<u8> {
    outline.filter(|level| *level < 9).map(|level| level as u8 + 1)
}

/// `heading 2`, as Word names it whatever its language.
fn heading_name(name: &str) -> Option<u32> {
    let level: u32 = name.to_ascii_lowercase().strip_prefix("heading ")?.parse().ok()?;
    level.checked_sub(1).filter(|level| *level < 9)
}
