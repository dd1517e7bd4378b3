//! The desk as a whole.

use super::bar::{Bar, Running};
use super::copies::Copies;
use super::filters::Filters;
use super::notices::Notices;
use super::rules::Rules;
use super::spread::Spread;
use super::sums::Sums;
use super::table::Table;
use super::years::Years;
use crate::app::desk::bridge::{self, Way};
use crate::app::desk::hub::Hub;
use crate::app::desk::state::{Action, Desk as State, View};
use crate::app::hooks::element;
use yew::prelude::*;

/// The desk: hears of files, draws what is known of them.
#[component]
pub fn Desk() -> Html {
    let state = use_reducer(State::default);
    let hub = use_state(|| Hub::new(state.dispatcher()));
    let hub = (*hub).clone();
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    {
        let (hub, dispatch) = (hub.clone(), dispatch.clone());
        use_effect_with((), move |()| {
            let listener = bridge::on_many(move |files| {
                bridge::show(true);
                hub.add(files);
            });
            let said = bridge::on_say(move |sentence| dispatch.emit(Action::Say(sentence)));
            bridge::say_ready();
            move || drop((listener, said))
        });
    }
    let listed = use_memo((state.rows.clone(), state.archives.clone(), state.filter.clone(), state.sort), {
        let state = state.clone();
        move |_| state.listed()
    });
    let open = {
        let (hub, listed) = (hub.clone(), listed.clone());
        use_callback(listed.clone(), move |at: u32, _| {
            let place = listed.iter().position(|&other| other == at).unwrap_or_default() as u32 + 1;
            hub.open(at, (place, listed.len() as u32));
        })
    };
    {
        let (listed, open, dispatch) = (listed.clone(), open.clone(), dispatch.clone());
        use_effect_with((listed, state.open), move |(listed, now)| {
            let (listed, now) = (listed.clone(), *now);
            let listener = bridge::on_go(move |way| {
                let at = now.and_then(|now| listed.iter().position(|&other| other == now));
                let to = match way {
                    Way::Back => None,
                    Way::Next => at.map(|at| at + 1),
                    Way::Before => at.and_then(|at| at.checked_sub(1)),
                };
                match to.and_then(|to| listed.get(to)) {
                    Some(&at) => open.emit(at),
                    None => {
                        bridge::show(true);
                        dispatch.emit(Action::Open(None));
                        let row = now.and_then(|now| element(&format!("#report-{now}")));
                        if let Some(row) = row.or_else(|| element("#desk h1")) {
                            let _ = row.focus();
                        }
                    }
                }
            });
            move || drop(listener)
        });
    }
    let view = match state.view {
        View::Reports => html! {
            <>
                <Filters desk={(*state).clone()} listed={listed.len()} dispatch={dispatch.clone()} />
                <Table desk={(*state).clone()} listed={listed.clone()} open={open.clone()} dispatch={dispatch.clone()} />
            </>
        },
        View::Rules => html! { <Rules desk={(*state).clone()} dispatch={dispatch.clone()} /> },
        View::Spread => {
            html! { <Spread desk={(*state).clone()} hub={hub.clone()} listed={listed.clone()} open={open.clone()} /> }
        }
        View::Copies => html! { <Copies desk={(*state).clone()} hub={hub.clone()} open={open.clone()} /> },
        View::Years => html! { <Years desk={(*state).clone()} hub={hub.clone()} dispatch={dispatch.clone()} /> },
        View::Notices => html! {
            <Notices desk={(*state).clone()} hub={hub.clone()} listed={listed.clone()} dispatch={dispatch.clone()} />
        },
        View::Sums => html! { <Sums desk={(*state).clone()} hub={hub.clone()} dispatch={dispatch.clone()} /> },
    };
    // The summary stands above the table, too.
    let class = if state.said.is_empty() || state.said == state.summary() { "unseen" } else { "said" };
    html! {
        <>
            <Bar desk={(*state).clone()} hub={hub.clone()} {listed} dispatch={dispatch.clone()} />
            <Running progress={state.progress.clone()} {hub} />
            <p {class} role="status" aria-live="polite">{ state.said.clone() }</p>
            <main class="desk-main">{ view }</main>
        </>
    }
}
