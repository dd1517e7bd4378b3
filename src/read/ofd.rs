//! OFD (GB/T 33190—2016), the State's own fixed-layout format: text objects and paths with their places.

use super::package::{Package, parse_xml};
use super::paper::{self, Glyph, Rule, Sheet};
use super::xml::{attribute, child, children, is};
use super::{Reading, Unreadable, limits};
use crate::document::{Document, Note};
use roxmltree::Node;

const KIND: &str = "OFD 文件";
/// Points in a millimetre: OFD counts in the latter.
const POINTS: f64 = 72.0 / 25.4;
/// The most glyphs and lines of a page.
const OBJECTS: usize = 200_000;

/// An affine map, as `CTM` writes it.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    fn moved(x: f64, y: f64) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `after`.
    fn then(self, after: Matrix) -> Self {
        let ([a, b, c, d, e, f], [u, v, w, x, y, z]) = (self.0, after.0);
        Matrix([a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z])
    }

    fn at(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// What was met beside text.
#[derive(Default)]
struct Found {
    pictures: usize,
    /// Whether a page was left out.
    damaged: bool,
}

/// Whether the package is an OFD file.
pub fn is_ofd(package: &Package) -> bool {
    package.has("OFD.xml")
}

/// Reads an OFD file.
///
/// # Errors
/// A damaged file, one with more than [`limits::PAGES`] pages, one without text.
pub fn read(package: &mut Package, reading: Reading) -> Result<Document, Unreadable> {
    let entry = package.text("OFD.xml")?.ok_or_else(|| limits::damaged(KIND))?;
    let tree = parse_xml(&entry, KIND)?;
    let roots: Vec<String> = tree
        .descendants()
        .filter(|node| is(*node, "DocRoot"))
        .filter_map(|node| node.text())
        .map(|path| resolve("", path))
        .collect();
    let mut sheets = Vec::new();
    let mut found = Found::default();
    for root in roots {
        let text = package.text(&root)?.ok_or_else(|| limits::damaged(KIND))?;
        let document = parse_xml(&text, KIND)?;
        read_document(package, &root, document.root_element(), reading, &mut sheets, &mut found)?;
    }
    if sheets.iter().all(|sheet: &Sheet| sheet.glyphs.is_empty()) {
        return Err(Unreadable(if found.pictures > 0 {
            "这个 OFD 文件是扫描件（只有图片，没有文字），无法核对；请打开 Word、WPS 原稿，或先用文字识别（OCR）转成文字。".to_owned()
        } else {
            "这个 OFD 文件里没有文字；请确认选对了文件，或打开 Word、WPS 原稿。".to_owned()
        }));
    }
    let mut document = paper::compose(sheets);
    if found.damaged {
        document.add_note(Note::Damaged);
    }
    Ok(document)
}

fn read_document(
    package: &mut Package,
    root: &str,
    document: Node,
    reading: Reading,
    sheets: &mut Vec<Sheet>,
    found: &mut Found,
) -> Result<(), Unreadable> {
    let area = child(document, "CommonData").and_then(|data| child(data, "PageArea"));
    let size = area.and_then(page_size);
    let places = |list: &str, item: &str| -> Vec<(Option<String>, String)> {
        let found =
            document.descendants().filter(|node| is(*node, list)).flat_map(children).filter(|node| is(*node, item));
        found
            .filter_map(|node| {
                Some((attribute(node, "ID").map(str::to_owned), resolve(root, attribute(node, "BaseLoc")?)))
            })
            .collect()
    };
    let templates = places("CommonData", "TemplatePage");
    let pages = places("Pages", "Page");
    if sheets.len() + pages.len() > limits::PAGES {
        return Err(limits::beyond("OFD 的页数", &format!("{} 页", limits::PAGES)));
    }
    for (at, (_, path)) in pages.iter().enumerate() {
        (reading.progress)(at as u32, pages.len() as u32);
        let text = package.text(path)?;
        let Some(Ok(tree)) = text.as_deref().map(|text| parse_xml(text, KIND)) else {
            found.damaged = true;
            continue;
        };
        let page = tree.root_element();
        let own = child(page, "Area").and_then(page_size);
        let (width, height) = own.or(size).unwrap_or((210.0, 297.0));
        let mut sheet = Sheet { width: (width * POINTS) as f32, height: (height * POINTS) as f32, ..Sheet::default() };
        // A page may stand on templates: letterheads, frames.
        for template in children(page).filter(|node| is(*node, "Template")) {
            let id = attribute(template, "TemplateID");
            let path = templates.iter().find(|(own, _)| own.as_deref() == id).map(|(_, path)| path);
            if let Some(path) = path
                && let Some(text) = package.text(path)?
                && let Ok(tree) = parse_xml(&text, KIND)
            {
                read_content(tree.root_element(), &mut sheet, found);
            }
        }
        read_content(page, &mut sheet, found);
        sheets.push(sheet);
        if sheets.iter().map(|sheet| sheet.glyphs.len()).sum::<usize>() > limits::GLYPHS {
            found.damaged |= at + 1 < pages.len();
            break;
        }
    }
    Ok(())
}

/// Width and height of the physical box, in millimetres.
fn page_size(area: Node) -> Option<(f64, f64)> {
    match numbers(child(area, "PhysicalBox")?.text()?)[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}

fn read_content(page: Node, sheet: &mut Sheet, found: &mut Found) {
    for layer in child(page, "Content").into_iter().flat_map(children) {
        read_block(layer, Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]), sheet, found);
    }
}

fn read_block(block: Node, to_page: Matrix, sheet: &mut Sheet, found: &mut Found) {
    for object in children(block) {
        let boundary = attribute(object, "Boundary").map(numbers).unwrap_or_default();
        let (x, y) = (boundary.first().copied().unwrap_or(0.0), boundary.get(1).copied().unwrap_or(0.0));
        let own = attribute(object, "CTM").map(numbers).and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
        let matrix = own.map_or(Matrix::moved(x, y), |own| Matrix(own).then(Matrix::moved(x, y))).then(to_page);
        match object.tag_name().name() {
            "TextObject" => read_text(object, matrix, sheet),
            "PathObject" => read_path(object, matrix, sheet),
            "ImageObject" => found.pictures += 1,
            "PageBlock" | "Layer" => read_block(object, to_page, sheet, found),
            _ => {}
        }
    }
}

fn read_text(object: Node, matrix: Matrix, sheet: &mut Sheet) {
    if attribute(object, "Visible") == Some("false") {
        return;
    }
    let size: f64 = attribute(object, "Size").and_then(|size| size.parse().ok()).unwrap_or(0.0);
    let [a, b, ..] = matrix.0;
    if paper::Direction::of(a, b).is_none() {
        return;
    }
    let stretch: f64 = attribute(object, "HScale").and_then(|scale| scale.parse().ok()).unwrap_or(1.0);
    let (mut x, mut y) = (0.0, 0.0);
    for code in children(object).filter(|node| is(*node, "TextCode")) {
        let number = |name| attribute(code, name).and_then(|value: &str| value.trim().parse::<f64>().ok());
        // Where no place is given it is that of the code before.
        (x, y) = (number("X").unwrap_or(x), number("Y").unwrap_or(y));
        let most = code.text().map_or(0, |text| text.chars().count());
        let (across, down) = (deltas(attribute(code, "DeltaX"), most), deltas(attribute(code, "DeltaY"), most));
        let (mut here_x, mut here_y) = (x, y);
        for (at, character) in code.text().unwrap_or_default().chars().enumerate() {
            if sheet.glyphs.len() >= OBJECTS {
                return;
            }
            let full = if character < '\u{2E80}' { 0.5 } else { 1.0 };
            let width = size * stretch * full;
            let ((left, baseline), (right, _)) = (matrix.at(here_x, here_y), matrix.at(here_x + width, here_y));
            let [_, _, c, d, ..] = matrix.0;
            let height = c.hypot(d) * size;
            let sound = [left, right, baseline, height].iter().all(|value| value.is_finite()) && height > 0.5;
            if sound {
                sheet.glyphs.push(Glyph {
                    character,
                    left: left.min(right) as f32,
                    right: left.max(right) as f32,
                    baseline: baseline as f32,
                    size: height as f32,
                });
            }
            // The last distance goes for all that follow.
            let step = |list: &[f64], missing: f64| list.get(at).or(list.last()).copied().unwrap_or(missing);
            here_y += step(&down, 0.0);
            here_x += step(&across, if down.is_empty() { width } else { 0.0 });
        }
    }
}

/// Distances from character to character; `g n d` stands for n times d.
fn deltas(list: Option<&str>, most: usize) -> Vec<f64> {
    let mut deltas: Vec<f64> = Vec::new();
    let mut words = list.unwrap_or_default().split_whitespace();
    while let Some(word) = words.next() {
        if deltas.len() >= most {
            break;
        }
        if word == "g" {
            let count: usize = words.next().and_then(|count| count.parse().ok()).unwrap_or(0);
            let delta: f64 = words.next().and_then(|delta| delta.parse().ok()).unwrap_or(0.0);
            deltas.extend(std::iter::repeat_n(delta, count.min(most)));
        } else if let Ok(delta) = word.parse() {
            deltas.push(delta);
        }
    }
    deltas
}

/// The straight lines of a path: those that are drawn, and thin shapes that are filled.
fn read_path(object: Node, matrix: Matrix, sheet: &mut Sheet) {
    let data = child(object, "AbbreviatedData").and_then(|data| data.text()).unwrap_or_default();
    let stroked = attribute(object, "Stroke") != Some("false");
    let mut words = data.split_whitespace();
    let mut next = || words.next();
    let (mut point, mut start) = ((0.0, 0.0), (0.0, 0.0));
    let mut shape: Vec<(f64, f64)> = Vec::new();
    let mut straight = true;
    let mut lines: Vec<((f64, f64), (f64, f64))> = Vec::new();
    let thin = |shape: &[(f64, f64)], straight: bool, sheet: &mut Sheet| {
        if stroked || !straight {
            return;
        }
        let (upper_left, lower_right) = paper::bounds(shape);
        keep(sheet, Rule::thin(upper_left, lower_right));
    };
    while let Some(word) = next() {
        let mut pairs = |count: usize| {
            let mut last = (0.0, 0.0);
            for _ in 0..count {
                let mut number = || next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(0.0);
                let (x, y) = (number(), number());
                last = matrix.at(x, y);
            }
            last
        };
        match word {
            "S" | "M" => {
                thin(&shape, straight, sheet);
                point = pairs(1);
                start = point;
                shape = vec![point];
                straight = true;
            }
            "L" => {
                let to = pairs(1);
                lines.push((point, to));
                shape.push(to);
                point = to;
            }
            "Q" | "B" => {
                point = pairs(if word == "Q" { 2 } else { 3 });
                straight = false;
            }
            "A" => {
                // Radii, angle, two flags, then the end.
                for _ in 0..5 {
                    next();
                }
                let to = {
                    let mut number = || next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(0.0);
                    let (x, y) = (number(), number());
                    matrix.at(x, y)
                };
                point = to;
                straight = false;
            }
            "C" => {
                lines.push((point, start));
                point = start;
            }
            _ => {}
        }
        if shape.len() > OBJECTS || lines.len() > OBJECTS {
            break;
        }
    }
    thin(&shape, straight, sheet);
    if stroked {
        for (from, to) in lines {
            keep(sheet, Rule::between(from, to));
        }
    }
}

fn keep(sheet: &mut Sheet, rule: Option<Rule>) {
    if sheet.rules.len() < OBJECTS {
        sheet.rules.extend(rule);
    }
}

fn numbers(list: &str) -> Vec<f64> {
    list.split_whitespace().take(16).filter_map(|number| number.parse().ok()).collect()
}

/// A path in the package, relative to the file `from` unless it begins with `/`.
fn resolve(from: &str, path: &str) -> String {
    let path = path.trim();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = if path.starts_with('/') || folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_counted_out() {
        assert_eq!(deltas(Some("g 3 5.5 2 1"), 9), [5.5, 5.5, 5.5, 2.0, 1.0]);
        assert_eq!(deltas(Some("g 999999999 1 x"), 9).len(), 9);
    }

    #[test]
    fn paths_in_the_package() {
        assert_eq!(resolve("Doc_0/Document.xml", "Pages/Page_0/Content.xml"), "Doc_0/Pages/Page_0/Content.xml");
        assert_eq!(resolve("Doc_0/Document.xml", "/Doc_0/a.xml"), "Doc_0/a.xml");
        assert_eq!(resolve("", "Doc_0/../Doc_1/./d.xml"), "Doc_1/d.xml");
    }
}
