//! The field in which a stretch of the report is edited where it stands.

use crate::app::edits::{Edit, Target};
use crate::app::hooks::{Towards, focus_target, neighbour};
use crate::app::state::Action;
use gloo::events::EventListener;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FieldProperties {
    pub target: Target,
    /// What it holds at first; what is typed stays its own.
    pub text: String,
    /// Whether it is a cell of a table, where Tab and Enter go on to others.
    pub in_table: bool,
    pub dispatch: Callback<Action>,
}

/// A field that takes all of its stretch. What is typed is told at once, but nothing while an input method composes.
#[component]
pub fn Field(properties: &FieldProperties) -> Html {
    let FieldProperties { target, text, in_table, dispatch } = properties;
    let node = use_node_ref();
    let in_table = *in_table;
    let tell = {
        let (node, dispatch) = (node.clone(), dispatch.clone());
        move || {
            if let Some(field) = node.cast::<HtmlTextAreaElement>() {
                dispatch.emit(Action::Edit(Edit::Type(field.value())));
            }
        }
    };
    {
        let (node, text, tell) = (node.clone(), text.clone(), tell.clone());
        use_effect_with((), move |()| {
            let field = node.cast::<HtmlTextAreaElement>();
            // What an input method has put together comes without an event of input.
            let composed = field.map(|field| {
                field.set_value(&text);
                let _ = field.focus();
                // In a cell one writes another figure, in a text one goes on.
                if in_table {
                    field.select();
                }
                EventListener::new(&field, "compositionend", move |_| tell())
            });
            move || drop(composed)
        });
    }
    let oninput = Callback::from(move |event: InputEvent| {
        if !event.is_composing() {
            tell();
        }
    });
    let onkeydown = {
        let (node, dispatch, block) = (node.clone(), dispatch.clone(), target.block);
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !in_table {
                event.prevent_default();
                event.stop_propagation();
                return dispatch.emit(Action::Edit(Edit::Paragraph(block)));
            }
            let towards = match (event.key().as_str(), event.shift_key()) {
                ("Escape", _) => None,
                ("Enter", false) if !in_table => None,
                ("Tab", back) if in_table => Some(if back { Towards::Back } else { Towards::On }),
                ("Enter", back) if in_table => Some(if back { Towards::Up } else { Towards::Down }),
                ("ArrowUp", _) if in_table => Some(Towards::Up),
                ("ArrowDown", _) if in_table => Some(Towards::Down),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            let next = towards.and_then(|towards| neighbour(&node.cast::<web_sys::Element>()?, towards));
            dispatch.emit(Action::Edit(match next {
                Some(target) => Edit::Begin(target),
                None => Edit::End { stay: true },
            }));
        })
    };
    let onblur = {
        let dispatch = dispatch.clone();
        // The field of another stretch takes the focus before this one goes.
        let own = target.clone();
        Callback::from(move |_: FocusEvent| dispatch.emit(Action::Edit(Edit::Left(own.clone()))))
    };
    let rows = text.lines().map(|line| line.chars().count() / 40 + 1).sum::<usize>().max(1);
    html! {
        <>
        <textarea
            ref={node}
            class="edit"
            rows={if in_table { "1".to_owned() } else { rows.to_string() }}
            spellcheck="false"
            autocomplete="off"
            aria-label={if in_table { "修改单元格" } else { "修改这一段" }}
            {oninput} {onkeydown} {onblur}
        />
        if !in_table {
            <span class="field-keys" aria-hidden="true">{ "Enter 完成　Shift+Enter 换行　Ctrl+Enter 另起一段　Ctrl+Z 撤销" }</span>
        }
        </>
    }
}

/// What a key does at the stretch that has the focus: to move it to another, or to open the field.
pub fn walk(event: &KeyboardEvent) -> Option<Walk> {
    let element = crate::app::hooks::target_element(event.as_ref())?;
    let stretch = element.closest("[data-edit]").ok().flatten()?;
    let key = event.key();
    let in_table = stretch.closest("table").ok().flatten().is_some();
    let towards = match key.as_str() {
        "Enter" | "F2" => {
            // A mark opens its finding first.
            let marked = element.has_attribute("data-rule") && !element.matches(".ring").unwrap_or(false);
            let target = Target::parse(&stretch.get_attribute("data-edit")?)?;
            return (key == "F2" || !marked).then_some(Walk::Edit(target));
        }
        "ArrowDown" if in_table => Towards::Down,
        "ArrowUp" if in_table => Towards::Up,
        "ArrowRight" | "ArrowDown" => Towards::On,
        "ArrowLeft" | "ArrowUp" => Towards::Back,
        _ => return None,
    };
    let next = neighbour(&element, towards)?;
    focus_target(&next);
    Some(Walk::Moved)
}

/// What a key did in the report.
pub enum Walk {
    /// The focus is at another stretch.
    Moved,
    /// This stretch is to be edited.
    Edit(Target),
}
