//! The root: the reducer, the worker, what comes in by paste, drop, file and keyboard.

use super::{
    header::Header, help::Help, list::List, paper::Paper, pile::Pile, ruler::Ruler, start::Start, summary::Summary,
    waiting::Waiting,
};
use crate::app::hooks::{use_arrivals, use_goal, use_keyboard, use_measures, use_worker};
use crate::app::marks::Marks;
use crate::app::state::{Action, Phase, Shared, State};
use crate::app::wire::{Checked, Input};
use crate::check::Severity;
use crate::read::{Encoding, File};
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let client = use_worker(state.dispatcher());
    // What was opened last, for reading it again in another encoding.
    let last = use_mut_ref(|| None::<Input>);
    let open_input = {
        let (client, state, last) = (client.clone(), state.dispatcher(), last.clone());
        use_callback((), move |input: Input, ()| {
            let name = (&input).into();
            *last.borrow_mut() = matches!(input, Input::File { .. }).then(|| input.clone());
            state.dispatch(Action::Asked(client.check(input), name));
        })
    };
    let open_alone = {
        let (open, state) = (open_input.clone(), state.dispatcher());
        use_callback((), move |input: Input, ()| {
            state.dispatch(Action::Alone);
            open.emit(input);
        })
    };
    {
        // A file of the pile is opened when it is chosen.
        let open = open_input.clone();
        use_effect_with(state.pile.clone(), move |pile| {
            let file = pile.as_ref().and_then(|(files, at)| files.get(*at).cloned());
            if let Some(File { name, bytes }) = file {
                open.emit(Input::File { name, bytes, encoding: None });
            }
        });
    }
    let reread = {
        let open = open_input.clone();
        use_callback((), move |encoding: Encoding, ()| {
            let input = last.borrow().clone();
            if let Some(Input::File { name, bytes, .. }) = input {
                open.emit(Input::File { name, bytes, encoding: Some(encoding) });
            }
        })
    };
    let cancel = {
        let state = state.dispatcher();
        Callback::from(move |_: MouseEvent| {
            client.cancel();
            state.dispatch(Action::Cancel);
        })
    };
    let dispatch = {
        let state = state.dispatcher();
        use_callback((), move |action: Action, ()| state.dispatch(action))
    };
    let dragging = use_arrivals(open_alone.clone(), dispatch.clone());
    use_keyboard(dispatch.clone());

    html! {
        <>
            <Header checked={state.checked().cloned()} open={open_alone.clone()} dispatch={dispatch.clone()} />
            if let Some((files, current)) = &state.pile {
                <Pile files={files.clone()} current={*current} dispatch={dispatch.clone()} />
            }
            if let Some(sentence) = &state.notice {
                <div class="notice" role="alert">
                    <p>{ sentence.clone() }</p>
                    <button type="button" onclick={on(&dispatch, || Action::Read)}>{ "知道了" }</button>
                </div>
            }
            { match &state.phase {
                Phase::Start => html! { <Start open={open_alone} /> },
                Phase::Reading(name, progress) => html! { <Waiting name={name.clone()} progress={*progress} {cancel} /> },
                Phase::Report(checked) => html! {
                    <Desk state={(*state).clone()} checked={checked.clone()} dispatch={dispatch.clone()} {reread} />
                },
            } }
            if state.help {
                <Help close={on(&dispatch, || Action::Help(false))} />
            }
            if *dragging {
                <div class="dropzone" aria-hidden="true"><p>{ "松开鼠标，打开这份年报" }</p></div>
            }
        </>
    }
}

/// A listener that says `action`.
fn on<E>(dispatch: &Callback<Action>, action: impl Fn() -> Action + 'static) -> Callback<E> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.emit(action()))
}

#[derive(PartialEq, Properties)]
struct DeskProperties {
    state: State,
    checked: Shared<Checked>,
    dispatch: Callback<Action>,
    reread: Callback<Encoding>,
}

/// The report with its findings.
#[component]
fn Desk(properties: &DeskProperties) -> Html {
    let DeskProperties { state, checked, dispatch, reread } = properties;
    let marks = use_memo((checked.clone(), state.shown), |(checked, shown)| {
        Shared::new(Marks::new(checked, |severity| shown[severity as usize]))
    });
    use_goal(checked.clone(), state.goal);
    use_measures(checked.clone());
    let select = {
        let dispatch = dispatch.clone();
        use_callback((), move |finding: usize, ()| dispatch.emit(Action::Open(finding)))
    };
    let counts = Severity::ALL.map(|severity| format!("{} {}", severity.name(), checked.count(severity)));
    html! {
        <div class="desk">
            <p class="unseen" aria-live="polite">{ format!("核对完毕，共 {} 项：{}。", checked.outcome.findings.len(), counts.join("，")) }</p>
            <Summary checked={checked.clone()} reread={reread.clone()} />
            <Paper
                checked={checked.clone()}
                marks={(*marks).clone()}
                open={state.open}
                lit={state.lit}
                {select}
            />
            <Ruler checked={checked.clone()} shown={state.shown} open={state.open} dispatch={dispatch.clone()} />
            <List
                checked={checked.clone()}
                shown={state.shown}
                open={state.open}
                sheet={state.sheet}
                dispatch={dispatch.clone()}
            />
        </div>
    }
}
