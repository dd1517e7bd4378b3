//! The root: the reducer, the worker, what comes in by paste, drop, file and keyboard.

use super::{header::Header, help::Help, list::List, paper::Paper, ruler::Ruler, start::Start, summary::Summary};
use crate::app::hooks::{use_arrivals, use_goal, use_keyboard, use_measures, use_worker};
use crate::app::marks::Marks;
use crate::app::state::{Action, Phase, Shared, State};
use crate::app::wire::{Checked, Input};
use crate::check::Severity;
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let client = use_worker(state.dispatcher());
    let open_input = {
        let (client, state) = (client, state.dispatcher());
        use_callback((), move |input: Input, ()| {
            let name = (&input).into();
            state.dispatch(Action::Asked(client.check(input), name));
        })
    };
    let dispatch = {
        let state = state.dispatcher();
        use_callback((), move |action: Action, ()| state.dispatch(action))
    };
    let dragging = use_arrivals(open_input.clone(), dispatch.clone());
    use_keyboard(dispatch.clone());

    html! {
        <>
            <Header checked={state.checked().cloned()} open={open_input.clone()} dispatch={dispatch.clone()} />
            if let Some(sentence) = &state.notice {
                <div class="notice" role="alert">
                    <p>{ sentence.clone() }</p>
                    <button type="button" onclick={on(&dispatch, || Action::Read)}>{ "知道了" }</button>
                </div>
            }
            { match &state.phase {
                Phase::Start => html! { <Start open={open_input} /> },
                Phase::Reading(name) => html! {
                    <main class="reading" aria-busy="true"><p>{ format!("正在读取和核对：{name}……") }</p></main>
                },
                Phase::Report(checked) => html! {
                    <Desk state={(*state).clone()} checked={checked.clone()} dispatch={dispatch.clone()} />
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
}

/// The report with its findings.
#[component]
fn Desk(properties: &DeskProperties) -> Html {
    let DeskProperties { state, checked, dispatch } = properties;
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
            <Summary checked={checked.clone()} />
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
