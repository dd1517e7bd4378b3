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
        let (listed, open, hub, dispatch) = (listed.clone(), open.clone(), hub.clone(), dispatch.clone());
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
                        // Where the table has a row of it, that has the focus next.
                        if let Some(head) = element("#desk h1") {
                            let _ = head.focus();
                        }
                        dispatch.emit(Action::Open(None));
                        hub.catch_up();
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
    let given_up = state.given_up();
    let go_on = {
        let (hub, given_up) = (hub.clone(), given_up.clone());
        Callback::from(move |_: MouseEvent| hub.go_on(given_up.clone()))
    };
    let restore = {
        let hub = hub.clone();
        Callback::from(move |_: MouseEvent| hub.restore())
    };
    // The summary stands above the table, too.
    let class = if state.said.is_empty() || state.said == state.summary() { "unseen" } else { "said" };
    html! {
        <>
            <Bar desk={(*state).clone()} hub={hub.clone()} {listed} dispatch={dispatch.clone()} />
            <Running progress={state.progress.clone()} {hub} />
            <p {class} role="status" aria-live="polite">{ state.said.clone() }</p>
            if !given_up.is_empty() && state.progress.is_none() {
                <p class="said"><button type="button" onclick={go_on} data-testid="go-on">{ format!("核对其余 {} 份", given_up.len()) }</button></p>
            }
            if state.is_lost {
                <p class="said" role="alert">
                    { "核对结果没有保住，分布、历年、雷同、汇总和导出都不全了。" }
                    <button type="button" onclick={restore} data-testid="restore">{ "重新核对" }</button>
                </p>
            }
            <main class="desk-main">{ view }</main>
        </>
    }
}
