//! Shorthand for the elements of Word and OFD files. Names are compared without their namespace: WPS and strict OOXML
//! use other URIs for the same words.

use roxmltree::Node;

/// The first child of this name.
pub fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    children(node).find(|child| is(*child, name))
}

/// The child elements.
pub fn children<'a, 'x>(node: Node<'a, 'x>) -> impl Iterator<Item = Node<'a, 'x>> {
    node.children().filter(Node::is_element)
}

/// Whether the element has this name.
pub fn is(node: Node, name: &str) -> bool {
    node.tag_name().name() == name
}

/// The attribute of this name, in whatever namespace; some programs write `size` for `Size`.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name().eq_ignore_ascii_case(name)).map(|attribute| attribute.value())
}

/// The attribute `val` of the child of this name.
pub fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| attribute(child, "val"))
}

/// The same as a number.
pub fn number(node: Node, name: &str) -> Option<u32> {
    value(node, name)?.parse().ok()
}

/// Whether a property that is on by being there is on.
pub fn on(node: Node, name: &str) -> bool {
    child(node, name).is_some_and(|child| !matches!(attribute(child, "val"), Some("0" | "false" | "off" | "none")))
}
