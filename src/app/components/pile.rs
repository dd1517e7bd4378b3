//! The strip for several files that came together: which one is shown, and the way to the others.

use crate::app::state::{Action, Shared};
use crate::read::File;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct PileProperties {
    pub files: Shared<Vec<File>>,
    pub current: usize,
    pub dispatch: Callback<Action>,
}

/// The strip.
#[component]
pub fn Pile(properties: &PileProperties) -> Html {
    let PileProperties { files, current, dispatch } = properties;
    let choice = use_node_ref();
    use_effect_with((choice.clone(), *current), |(choice, current)| {
        if let Some(select) = choice.cast::<HtmlSelectElement>() {
            select.set_selected_index(*current as i32);
        }
    });
    let chosen = {
        let (dispatch, current) = (dispatch.clone(), *current);
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let wanted = select.selected_index();
            // The user may be asked first, and stay.
            select.set_selected_index(current as i32);
            dispatch.emit(Action::Choose(wanted.max(0) as usize));
        })
    };
    let step = |to: Option<usize>| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| to.into_iter().for_each(|to| dispatch.emit(Action::Choose(to))))
    };
    let before = current.checked_sub(1);
    let after = Some(current + 1).filter(|next| *next < files.len());
    html! {
        <nav class="pile" aria-label="一起打开的文件" data-testid="pile">
            <label>
                { format!("共 {} 份：", files.len()) }
                <select ref={choice} onchange={chosen}>
                    { for files.iter().enumerate().map(|(at, file)| html! {
                        <option selected={at == *current}>{ format!("{}. {}", at + 1, file.name) }</option>
                    }) }
                </select>
            </label>
            <button type="button" disabled={before.is_none()} onclick={step(before)}>{ "上一份" }</button>
            <button type="button" disabled={after.is_none()} onclick={step(after)}>{ "下一份" }</button>
        </nav>
    }
}
