//! What page and desk say to each other: events of the window. Each is a program of its own.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::{JsCast, JsValue};
use web_sys::{Blob, CustomEvent, CustomEventInit, Element};

/// To the desk: files, as pairs of name and blob. See static/many.js, which fetches the desk for the first of them.
const MANY: &str = "nianbao-many";
/// To the page: the report to open.
const ONE: &str = "nianbao-one";
/// To the desk: what the user wants of it while a report is open.
const GO: &str = "nianbao-go";
/// The class of the document's body while the desk is seen.
const AT_DESK: &str = "at-desk";

/// A report of the desk that the page opens.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// Its number there.
    pub number: u32,
    /// The name of its file.
    pub name: String,
    /// The file.
    pub file: Blob,
    /// Last year's report: its file's name and the file.
    pub previous: Option<(String, Blob)>,
    /// Its place among those that the desk lists, from 1, and how many those are.
    pub place: (u32, u32),
}

/// Where the user wants to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Back to the list.
    Back,
    /// To the report after this one.
    Next,
    /// To the one before.
    Before,
}

fn body() -> Element {
    gloo::utils::body().into()
}

/// Whether nobody refused it.
fn tell(name: &str, detail: &JsValue) -> bool {
    let options = CustomEventInit::new();
    options.set_detail(detail);
    options.set_cancelable(true);
    let event = CustomEvent::new_with_event_init_dict(name, &options);
    event.and_then(|event| gloo::utils::window().dispatch_event(&event)).unwrap_or(false)
}

fn listen(name: &'static str, hear: impl Fn(JsValue) + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), name, move |event| {
        if let Some(event) = event.dyn_ref::<CustomEvent>() {
            hear(event.detail());
        }
    })
}

/// Whether the desk is what the user sees.
pub fn is_seen() -> bool {
    body().class_list().contains(AT_DESK)
}

/// Shows the desk in place of the page, or the page again.
pub fn show(desk: bool) {
    let _ = body().class_list().toggle_with_force(AT_DESK, desk);
}

/// Makes the desk's place in the document.
pub fn mount(draw: impl FnOnce(Element)) {
    if let Ok(place) = gloo::utils::document().create_element("div") {
        place.set_id("desk");
        let _ = body().append_child(&place);
        draw(place);
    }
}

/// Says that the desk hears.
pub fn say_ready() {
    tell("nianbao-ready", &JsValue::NULL);
}

/// Hears of files that come to the desk.
pub fn on_many(hear: impl Fn(Vec<(String, Blob)>) + 'static) -> EventListener {
    listen(MANY, move |detail| {
        let pair = |pair: JsValue| {
            let pair = Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).dyn_into::<Blob>().ok()?))
        };
        hear(Array::from(&detail).iter().filter_map(pair).collect());
    })
}

/// Hears sentences for the user of the desk.
pub fn on_say(hear: impl Fn(String) + 'static) -> EventListener {
    listen("nianbao-say", move |detail| detail.as_string().into_iter().for_each(&hear))
}

/// Hears that files come to the desk.
pub fn on_coming(hear: impl Fn() + 'static) -> EventListener {
    listen(MANY, move |_| hear())
}

/// Has the page open a report; whether it does.
pub fn open(one: &One) -> bool {
    let detail = Object::new();
    let set = |key: &str, value: &JsValue| {
        let _ = Reflect::set(&detail, &key.into(), value);
    };
    set("number", &one.number.into());
    set("name", &one.name.as_str().into());
    set("file", &one.file);
    if let Some((name, file)) = &one.previous {
        set("previousName", &name.as_str().into());
        set("previous", file);
    }
    set("at", &one.place.0.into());
    set("of", &one.place.1.into());
    tell(ONE, &detail)
}

/// Hears of reports that the desk wants opened; `hear` says whether they are.
pub fn on_one(hear: impl Fn(One) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::window(), ONE, options, move |event| {
        let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail).unwrap_or_default();
        let get = |key: &str| Reflect::get(&detail, &key.into()).unwrap_or_default();
        let number = |key: &str| get(key).as_f64().unwrap_or_default() as u32;
        let (Some(name), Ok(file)) = (get("name").as_string(), get("file").dyn_into::<Blob>()) else { return };
        let previous = get("previousName").as_string().zip(get("previous").dyn_into::<Blob>().ok());
        if !hear(One { number: number("number"), name, file, previous, place: (number("at"), number("of")) }) {
            event.prevent_default();
        }
    })
}

/// Tells the desk where the user wants to go.
pub fn go(way: Way) {
    tell(GO, &(way as u32).into());
}

/// Hears where the user wants to go.
pub fn on_go(hear: impl Fn(Way) + 'static) -> EventListener {
    listen(GO, move |detail| {
        let ways = [Way::Back, Way::Next, Way::Before];
        if let Some(&way) = detail.as_f64().and_then(|number| ways.get(number as usize)) {
            hear(way);
        }
    })
}
