//! Runs a page's content stream (ISO 32000-1, clauses 8 and 9) as far as glyphs and ruling lines need it.

use super::fonts::Font;
use super::guard;
use crate::read::encoding::Decode;
use crate::read::paper::{self, Direction, Glyph, Rule, Sheet};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::HashMap;
use std::rc::Rc;

/// The deepest nesting of forms.
const FORM_DEPTH: u32 = 12;
/// The most operators of a document: what goes on beyond is left out.
const OPERATORS: u32 = 20_000_000;
/// The most bytes of forms and shown strings of a document, however often they are drawn.
const BYTES: usize = 64 << 20;
/// The most glyphs of a page.
const GLYPHS: usize = 200_000;
/// The most lines of a page.
const RULES: usize = 100_000;
/// The deepest stack of graphics states.
const STATES: usize = 512;

/// An affine map, as PDF writes it.
#[derive(Clone, Copy, Debug)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `after`.
    fn then(self, after: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [u, v, w, x, y, z]) = (self.0, after.0);
        Matrix([a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z])
    }

    fn at(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// What makes text of `direction` level, on a page of this width and height.
    fn turning(direction: Direction, (width, height): (f64, f64)) -> Matrix {
        Matrix(match direction {
            Direction::Level => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            Direction::Down => [0.0, -1.0, 1.0, 0.0, 0.0, width],
            Direction::Reversed => [-1.0, 0.0, 0.0, -1.0, width, height],
            Direction::Up => [0.0, 1.0, -1.0, 0.0, height, 0.0],
        })
    }

    fn of(numbers: [Number; 6]) -> Matrix {
        Matrix(numbers.map(|number| number.as_f64()))
    }
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    scaling: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

impl State {
    fn new(matrix: Matrix) -> Self {
        State {
            matrix,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

/// Reads pages one after the other; fonts are kept between them.
pub struct Interpreter {
    decode: Decode,
    /// By object; those without one of their own by the object around them and their name in it.
    fonts: HashMap<(ObjectIdentifier, Vec<u8>), Rc<Font>>,
    operators: u32,
    bytes: usize,
    /// How many pictures were drawn.
    pub pictured: u32,
    /// How many codes have no meaning.
    pub unmapped: u32,
    /// Whether something was damaged or beyond the limits.
    pub damaged: bool,
    sheet: Sheet,
    /// How many glyphs of the page run in each direction.
    directions: [u32; 4],
    /// Text that is drawn but not seen: what text recognition lays under a scan.
    unseen: Vec<Glyph>,
}

impl Interpreter {
    /// Begins a document.
    pub fn new(decode: Decode) -> Self {
        Interpreter {
            decode,
            fonts: HashMap::new(),
            operators: 0,
            bytes: 0,
            pictured: 0,
            unmapped: 0,
            damaged: false,
            sheet: Sheet::default(),
            directions: [0; 4],
            unseen: Vec::new(),
        }
    }

    /// What stands on a page, with y downwards.
    pub fn page(&mut self, page: &Page) -> Sheet {
        let (width, height) = page.render_dimensions();
        self.sheet = Sheet { width, height, ..Sheet::default() };
        if !self.may_take(0) {
            return std::mem::take(&mut self.sheet);
        }
        let contents = guard::contents(page);
        self.damaged |= contents.damaged;
        if !self.may_take(contents.cost) {
            return std::mem::take(&mut self.sheet);
        }
        self.directions = [0; 4];
        let upright = Matrix(page.initial_transform(true).as_coeffs());
        self.run(TypedIter::new(&contents.data), page.resources(), None, State::new(upright), 0);
        // A page whose text runs sideways is read once more, turned.
        let turned = [Direction::Level, Direction::Down, Direction::Reversed, Direction::Up]
            .into_iter()
            .max_by_key(|direction| self.directions[*direction as usize])
            .filter(|direction| self.directions[*direction as usize] > self.directions[Direction::Level as usize]);
        if let Some(direction) = turned {
            let size = (f64::from(width), f64::from(height));
            let sideways = matches!(direction, Direction::Down | Direction::Up);
            let (width, height) = if sideways { (height, width) } else { (width, height) };
            self.sheet = Sheet { width, height, ..Sheet::default() };
            self.unseen.clear();
            let matrix = upright.then(Matrix::turning(direction, size));
            self.run(TypedIter::new(&contents.data), page.resources(), None, State::new(matrix), 0);
        }
        if self.sheet.glyphs.is_empty() {
            self.sheet.glyphs = std::mem::take(&mut self.unseen);
        }
        self.unseen.clear();
        std::mem::take(&mut self.sheet)
    }

    fn run(
        &mut self,
        mut operations: TypedIter,
        resources: &Resources,
        parent: Option<&Resources>,
        state: State,
        depth: u32,
    ) {
        use TypedInstruction as Op;
        let mut state = state;
        let mut stack: Vec<State> = Vec::new();
        let mut text = Matrix::IDENTITY;
        let mut line = Matrix::IDENTITY;
        let mut path = Path::default();
        // Marked content: whether each open mark is a running header or footer.
        let mut marks: Vec<bool> = Vec::new();
        while let Some(operation) = operations.next() {
            self.operators += 1;
            if self.operators > OPERATORS {
                self.damaged = true;
                return;
            }
            let running = marks.contains(&true);
            match operation {
                Op::SaveState(_) if stack.len() < STATES => stack.push(state.clone()),
                Op::RestoreState(_) => {
                    if let Some(saved) = stack.pop() {
                        state = saved;
                    }
                }
                Op::Transform(op) => {
                    state.matrix = Matrix::of([op.0, op.1, op.2, op.3, op.4, op.5]).then(state.matrix);
                }
                Op::BeginText(_) => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                Op::CharacterSpacing(op) => state.character_spacing = op.0.as_f64(),
                Op::WordSpacing(op) => state.word_spacing = op.0.as_f64(),
                Op::HorizontalScaling(op) => state.scaling = op.0.as_f64() / 100.0,
                Op::TextLeading(op) => state.leading = op.0.as_f64(),
                Op::TextRise(op) => state.rise = op.0.as_f64(),
                Op::TextRenderingMode(op) => state.mode = op.0.as_i64(),
                Op::TextFont(op) => {
                    state.size = op.1.as_f64();
                    state.font = self.font(resources, op.0).or_else(|| self.font(parent?, op.0));
                }
                Op::NextLine(op) => {
                    line = Matrix([1.0, 0.0, 0.0, 1.0, op.0.as_f64(), op.1.as_f64()]).then(line);
                    text = line;
                }
                Op::NextLineAndSetLeading(op) => {
                    state.leading = -op.1.as_f64();
                    line = Matrix([1.0, 0.0, 0.0, 1.0, op.0.as_f64(), op.1.as_f64()]).then(line);
                    text = line;
                }
                Op::SetTextMatrix(op) => {
                    line = Matrix::of([op.0, op.1, op.2, op.3, op.4, op.5]);
                    text = line;
                }
                Op::NextLineUsingLeading(_) => (line, text) = next_line(line, &state),
                Op::ShowText(op) => self.show(op.0.as_bytes(), &state, &mut text, running),
                Op::NextLineAndShowText(op) => {
                    (line, text) = next_line(line, &state);
                    self.show(op.0.as_bytes(), &state, &mut text, running);
                }
                Op::ShowTextWithParameters(op) => {
                    state.word_spacing = op.0.as_f64();
                    state.character_spacing = op.1.as_f64();
                    (line, text) = next_line(line, &state);
                    self.show(op.2.as_bytes(), &state, &mut text, running);
                }
                Op::ShowTexts(op) => {
                    for object in op.0.iter::<Object>() {
                        match object {
                            Object::Number(number) => {
                                let back = number.as_f64() / 1000.0 * state.size * state.scaling;
                                text = Matrix([1.0, 0.0, 0.0, 1.0, -back, 0.0]).then(text);
                            }
                            Object::String(string) => self.show(string.as_bytes(), &state, &mut text, running),
                            _ => {}
                        }
                    }
                }
                Op::MoveTo(op) => path.begin(state.matrix.at(op.0.as_f64(), op.1.as_f64())),
                Op::LineTo(op) => path.line(state.matrix.at(op.0.as_f64(), op.1.as_f64())),
                Op::CubicTo(op) => path.curve(state.matrix.at(op.4.as_f64(), op.5.as_f64())),
                Op::CubicStartTo(op) => path.curve(state.matrix.at(op.2.as_f64(), op.3.as_f64())),
                Op::CubicEndTo(op) => path.curve(state.matrix.at(op.2.as_f64(), op.3.as_f64())),
                Op::ClosePath(_) => path.close(),
                Op::RectPath(op) => {
                    let [x, y, width, height] = [op.0, op.1, op.2, op.3].map(|number| number.as_f64());
                    path.begin(state.matrix.at(x, y));
                    path.line(state.matrix.at(x + width, y));
                    path.line(state.matrix.at(x + width, y + height));
                    path.line(state.matrix.at(x, y + height));
                    path.close();
                }
                Op::StrokePath(_) => self.stroke(&mut path),
                Op::CloseAndStrokePath(_) => {
                    path.close();
                    self.stroke(&mut path);
                }
                Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                    self.fill(&mut path)
                }
                Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.stroke(&mut path),
                Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                    path.close();
                    self.stroke(&mut path);
                }
                Op::EndPath(_) => path = Path::default(),
                Op::InlineImage(_) => self.pictured += 1,
                Op::XObject(op) => {
                    let form = resources.get_x_object(op.0).or_else(|| parent?.get_x_object(op.0));
                    if let Some(form) = form {
                        self.form(&form, resources, &state, depth);
                    }
                }
                Op::BeginMarkedContent(_) if marks.len() < STATES => marks.push(false),
                Op::BeginMarkedContentWithProperties(op) if marks.len() < STATES => {
                    let properties = match op.1 {
                        Object::Dict(properties) => Some(properties.clone()),
                        Object::Name(name) => resources.properties.get::<Dict>(name),
                        _ => None,
                    };
                    marks.push(
                        op.0.as_str() == "Artifact" && properties.is_some_and(|properties| is_running(&properties)),
                    );
                }
                Op::EndMarkedContent(_) => drop(marks.pop()),
                _ => {}
            }
        }
    }

    fn form(&mut self, form: &Stream, resources: &Resources, state: &State, depth: u32) {
        let dict = form.dict();
        match dict.get::<Name>("Subtype").as_ref().map(|name| name.as_str()) {
            Some("Image") => self.pictured += 1,
            Some("Form") if depth < FORM_DEPTH => {
                let Some(data) = guard::decoded(form) else { return };
                if !self.may_take(data.len()) {
                    return;
                }
                let mut inner = state.clone();
                if let Some(matrix) = dict.get::<Array>("Matrix") {
                    let numbers: Vec<f64> = matrix.iter::<Number>().take(6).map(|number| number.as_f64()).collect();
                    if let Ok(numbers) = <[f64; 6]>::try_from(numbers) {
                        inner.matrix = Matrix(numbers).then(inner.matrix);
                    }
                }
                let own = Resources::new(dict.get::<Dict>("Resources").unwrap_or_default());
                self.run(TypedIter::new(&data), &own, Some(resources), inner, depth + 1);
            }
            _ => {}
        }
    }

    /// Whether so many bytes more are within [`BYTES`]; they are counted.
    fn may_take(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        let may = self.bytes <= BYTES;
        self.damaged |= !may;
        may
    }

    /// Whether the page holds [`GLYPHS`]; what more it has is left out.
    fn is_full(&mut self) -> bool {
        let is_full = self.sheet.glyphs.len() + self.unseen.len() >= GLYPHS;
        self.damaged |= is_full;
        is_full
    }

    fn font(&mut self, resources: &Resources, name: &Name) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        // A font that stands in its page's own dictionary has that page's number.
        let key = match resources.fonts.get_ref(name) {
            Some(reference) => Some((ObjectIdentifier::from(reference), Vec::new())),
            None => dict.obj_id().map(|id| (id, name.as_ref().to_vec())),
        };
        if let Some(font) = key.as_ref().and_then(|key| self.fonts.get(key)) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::new(&dict, self.decode));
        if let Some(key) = key {
            self.fonts.insert(key, font.clone());
        }
        Some(font)
    }

    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix, running: bool) {
        let Some(font) = &state.font else { return };
        if !self.may_take(bytes.len()) || self.is_full() {
            return;
        }
        for shown in font.show(bytes) {
            let before = Matrix([state.size * state.scaling, 0.0, 0.0, state.size, 0.0, state.rise])
                .then(*text)
                .then(state.matrix);
            let width = f64::from(shown.width) / 1000.0;
            let spacing = state.character_spacing + if shown.space { state.word_spacing } else { 0.0 };
            let advance = (width * state.size + spacing) * state.scaling;
            *text = Matrix([1.0, 0.0, 0.0, 1.0, advance, 0.0]).then(*text);
            match shown.text {
                Some(shown) if !running => self.glyph(&shown, before, width, state.mode == 3),
                None => self.unmapped += 1,
                _ => {}
            }
        }
    }

    /// Puts a glyph on the sheet; `matrix` maps its em square to the page.
    fn glyph(&mut self, text: &str, matrix: Matrix, width: f64, unseen: bool) {
        if self.is_full() {
            return;
        }
        let [a, b, c, d, ..] = matrix.0;
        let size = c.hypot(d);
        let Some(direction) = Direction::of(a, b) else { return };
        self.directions[direction as usize] += 1;
        let ((x, y), (end, _)) = (matrix.at(0.0, 0.0), matrix.at(width, 0.0));
        let (left, right) = (x.min(end), x.max(end));
        let inside = |value: f64, limit: f32| (-1.0..=f64::from(limit) + 1.0).contains(&value);
        if !(size.is_finite() && size > 0.5 && inside(x, self.sheet.width) && inside(y, self.sheet.height)) {
            return;
        }
        let characters: Vec<char> = text.chars().collect();
        let step = (right - left) / characters.len().max(1) as f64;
        for (at, character) in characters.into_iter().enumerate() {
            let left = left + step * at as f64;
            let glyph = Glyph {
                character,
                left: left as f32,
                right: (left + step) as f32,
                baseline: y as f32,
                size: size as f32,
            };
            if unseen { self.unseen.push(glyph) } else { self.sheet.glyphs.push(glyph) }
        }
    }

    /// Lines that are drawn.
    fn stroke(&mut self, path: &mut Path) {
        for part in std::mem::take(path).parts {
            for pair in part.points.windows(2) {
                self.keep(Rule::between(pair[0], pair[1]));
            }
        }
    }

    /// Thin shapes that are filled are lines, too.
    fn fill(&mut self, path: &mut Path) {
        for part in std::mem::take(path).parts.into_iter().filter(|part| !part.curved) {
            let (upper_left, lower_right) = paper::bounds(&part.points);
            self.keep(Rule::thin(upper_left, lower_right));
        }
    }

    fn keep(&mut self, rule: Option<Rule>) {
        if self.sheet.rules.len() < RULES {
            self.sheet.rules.extend(rule);
        } else {
            self.damaged = true;
        }
    }
}

fn next_line(line: Matrix, state: &State) -> (Matrix, Matrix) {
    let line = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading]).then(line);
    (line, line)
}

/// Whether an artifact is a running header or footer (ISO 32000-1, 14.8.2.2).
fn is_running(properties: &Dict) -> bool {
    properties.get::<Name>("Type").is_some_and(|kind| kind.as_str() == "Pagination")
        || properties.get::<Name>("Subtype").is_some_and(|kind| matches!(kind.as_str(), "Header" | "Footer"))
}

/// The path so far, on the page.
#[derive(Default)]
struct Path {
    parts: Vec<Part>,
    points: usize,
}

#[derive(Default)]
struct Part {
    points: Vec<(f64, f64)>,
    curved: bool,
}

impl Path {
    /// The most points of a path that are kept.
    const POINTS: usize = 200_000;

    fn begin(&mut self, point: (f64, f64)) {
        self.points += 1;
        if self.points < Self::POINTS {
            self.parts.push(Part { points: vec![point], curved: false });
        }
    }

    fn line(&mut self, point: (f64, f64)) {
        self.points += 1;
        if let Some(part) = self.parts.last_mut().filter(|_| self.points < Self::POINTS) {
            part.points.push(point);
        }
    }

    fn curve(&mut self, point: (f64, f64)) {
        self.line(point);
        if let Some(part) = self.parts.last_mut() {
            part.curved = true;
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(first) = part.points.first().copied()
        {
            part.points.push(first);
        }
    }
}
