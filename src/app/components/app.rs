//! The root: the reducer, the worker, what comes in by paste, drop, file and keyboard.

use super::{
    desk_strip::DeskStrip,
    fixes::FixesDialog,
    header::Header,
    help::Help,
    keeping::Question,
    list::List,
    paper::Paper,
    pile::Pile,
    ruler::Ruler,
    settings::SettingsDialog,
    start::Start,
    summary::Summary,
    waiting::{Aside, Waiting},
};
use crate::app::desk::bridge;
use crate::app::drafts::{self, Draft};
use crate::app::edits::Version;
use crate::app::export::{Export, Order};
use crate::app::hooks::{
    DROP_PREVIOUS, use_arrivals, use_desk, use_drafts, use_focus, use_goal, use_keyboard, use_measures, use_storage,
    use_unload, use_worker,
};
use crate::app::state::{Action, Awaited, Dialog, MOST, Phase, Shared, Sheet, Shown, State, Task, name_of};
use crate::app::storage;
use crate::app::wire::{Input, Origin};
use crate::app::worker::{Aim, Client};
use crate::check::{Choice, Settings, Severity};
use crate::document::Revision;
use crate::read::{Encoding, File};
use crate::write::marks::Marks;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let client = use_worker(state.dispatcher());
    // What was opened last, for reading it again in another encoding.
    let last = use_mut_ref(|| None::<Input>);
    // Whether there are changes that exist nowhere else.
    let may_lose = use_mut_ref(|| false);
    *may_lose.borrow_mut() = state.may_lose();
    let dispatch = {
        let (state, client, may_lose) = (state.dispatcher(), client.clone(), may_lose.clone());
        use_callback((), move |action: Action, ()| {
            // They take the report away that is shown.
            let is_leaving = matches!(action, Action::Restart | Action::Pile(_) | Action::Choose(_));
            if is_leaving && *may_lose.borrow() && !is_given_up() {
                return state.dispatch(Action::LeftOut(None));
            }
            if matches!(action, Action::Restart) {
                client.forget();
            }
            state.dispatch(action);
        })
    };
    // What is asked depends on the settings of now and on whose report is shown; those who ask stay the same.
    let now = use_mut_ref(|| (state.settings.clone(), state.version.clone(), None::<String>));
    let organ = state.checked().and_then(|checked| checked.outcome.report.organ()).map(str::to_owned);
    *now.borrow_mut() = (state.settings.clone(), state.version.clone(), organ);
    let open_with = {
        let (client, last, now, dispatch) = (client.clone(), last.clone(), now.clone(), dispatch.clone());
        use_callback((), move |(input, alone): (Input, bool), ()| {
            let name = name_of(&input);
            *last.borrow_mut() = matches!(input, Input::File { .. }).then(|| input.clone());
            let (settings, _, organ) = now.borrow().clone();
            // No organ is called nothing: last year's report that is open is not this one's.
            let only_of = if alone { Some(String::new()) } else { organ };
            let number = client.open(Aim::This, input, only_of, (*settings).clone(), Revision::default());
            dispatch.emit(asked(number, Task::Open, name, settings, Version::unread(Revision::default())));
        })
    };
    let open_input = {
        let open = open_with.clone();
        use_callback((), move |input: Input, ()| open.emit((input, false)))
    };
    let open_from_desk = use_callback((), move |input: Input, ()| open_with.emit((input, true)));
    let open_previous = {
        let (client, now, dispatch) = (client.clone(), now.clone(), dispatch.clone());
        use_callback((), move |input: Input, ()| {
            let name = name_of(&input);
            let (settings, version, _) = now.borrow().clone();
            let number = client.open(Aim::Previous, input, None, (*settings).clone(), (*version.revision).clone());
            dispatch.emit(asked(number, Task::Previous, name, settings, version));
        })
    };
    let drop_previous = {
        let (client, now, dispatch) = (client.clone(), now.clone(), dispatch.clone());
        use_callback((), move |_: MouseEvent, ()| {
            let (settings, version, _) = now.borrow().clone();
            let number = client.again(false, (*settings).clone(), (*version.revision).clone());
            dispatch.emit(asked(number, Task::Again, String::new(), settings, version));
        })
    };
    let open_alone = {
        let (open, dispatch) = (open_input.clone(), dispatch.clone());
        let may_lose = may_lose.clone();
        use_callback((), move |input: Input, ()| {
            if !*may_lose.borrow() || is_given_up() {
                bridge::show(false);
                dispatch.emit(Action::Alone);
                open.emit(input);
            } else {
                dispatch.emit(Action::LeftOut(None));
            }
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
    let resume = {
        let (client, last, now, dispatch) = (client.clone(), last.clone(), now.clone(), dispatch.clone());
        use_callback((), move |draft: Draft, ()| {
            const GONE: &str =
                "保存的这份报告读不出来，可能是另一版本的本页保存的；请重新打开原文件，不需要的可以删除。";
            let Some((parcel, revision)) = drafts::take(&draft.id) else {
                return dispatch.emit(Action::Notice(GONE.to_owned()));
            };
            *last.borrow_mut() = Some(parcel.input.clone()).filter(|input| matches!(input, Input::File { .. }));
            let (settings, version) = (now.borrow().0.clone(), Version::unread(revision.clone()));
            let number = client.resume(parcel, (*settings).clone(), revision);
            let (task, name) = (Task::Open, draft.title);
            let draft = Some(draft.id);
            dispatch.emit(Action::Asked(Awaited { number, task, name, progress: None, by: settings, version, draft }));
        })
    };
    let reread = {
        let (last, may_lose, open) = (last.clone(), may_lose.clone(), open_input.clone());
        use_callback((), move |encoding: Encoding, ()| {
            let input = last.borrow().clone();
            if let Some(Input::File { name, bytes, .. }) = input
                && (!*may_lose.borrow() || is_given_up())
            {
                open.emit(Input::File { name, bytes, encoding: Some(encoding) });
            }
        })
    };
    let cancel = {
        let (client, dispatch) = (client.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            client.cancel();
            dispatch.emit(Action::Cancel);
        })
    };
    let export = use_export(&state, client.clone(), dispatch.clone());
    let may_open: Rc<dyn Fn() -> bool> = {
        let may_lose = may_lose.clone();
        Rc::new(move || !*may_lose.borrow() || is_given_up())
    };
    use_desk(&state, may_open, open_from_desk, open_previous.clone(), dispatch.clone());
    use_recheck(&state, client.clone(), dispatch.clone());
    use_storage(state.settings.clone(), state.stored.clone(), client.clone(), dispatch.clone());
    let dragging = use_arrivals(open_alone.clone(), open_previous.clone(), dispatch.clone());
    use_keyboard(dispatch.clone());
    use_focus(state.focus.clone());
    use_unload(*may_lose.borrow());
    use_drafts(&state, client.clone(), dispatch.clone());
    let take = Callback::from(move |(text, origin): (String, Origin)| client.take(text, origin));

    html! {
        <>
            <Header history={state.history.clone()} shown={state.report().cloned()} {export} open={open_alone.clone()} {open_previous} {drop_previous} dispatch={dispatch.clone()} />
            if let Some((aside, what)) = state.awaited.as_ref().and_then(beside) {
                <Aside {what} name={aside.name.clone()} progress={aside.progress} cancel={cancel.clone()} />
            }
            if state.keeps.is_none() && state.version.changes() > 0 && state.editing.is_none() && storage::is_allowed() {
                <Question dispatch={dispatch.clone()} />
            }
            if let Some(seat) = state.desk {
                <DeskStrip place={seat.place} />
            }
            if let Some((files, current)) = &state.pile {
                <Pile files={files.clone()} current={*current} dispatch={dispatch.clone()} />
            }
            if let Some(sentence) = &state.notice {
                <div class="notice" role="alert">
                    <p>{ sentence.clone() }</p>
                    <button type="button" onclick={on(&dispatch, || Action::Read)}>{ "知道了" }</button>
                </div>
            }
            if let Some(opening) = state.opening() {
                <Waiting name={opening.name.clone()} progress={opening.progress} {cancel} />
            } else {
                { match &state.phase {
                    Phase::Start => html! { <Start open={open_alone} {resume} keeps={state.keeps} /> },
                    Phase::Report(shown) => html! {
                        <Desk state={(*state).clone()} shown={shown.clone()} dispatch={dispatch.clone()} {reread} />
                    },
                } }
            }
            if state.dialog == Some(Dialog::Help) {
                <Help close={on(&dispatch, || Action::Dialog(None))} />
            }
            if let (Some(Dialog::Fixes), Some(shown)) = (state.dialog, state.report()) {
                <FixesDialog shown={shown.clone()} dispatch={dispatch.clone()} />
            }
            if state.dialog == Some(Dialog::Settings) {
                <SettingsDialog
                    settings={state.settings.clone()}
                    rules={state.rules.clone()}
                    remark={state.remark.clone()}
                    unsaved={state.unsaved}
                    keeps={state.keeps == Some(true)}
                    {take}
                    dispatch={dispatch.clone()}
                />
            }
            if let Some((words, times)) = state.toast {
                // It goes by itself; those who do not see it hear it from the live region.
                <p key={times} class="toast" aria-hidden="true">{ words }</p>
            }
            if *dragging {
                { dropzone(state.report().is_some()) }
            }
        </>
    }
}

/// What is under way beside the report that is shown, and what that is called.
fn beside(awaited: &Awaited) -> Option<(&Awaited, &'static str)> {
    match awaited.task {
        Task::Previous => Some((awaited, "正在读取上年报告")),
        Task::Export => Some((awaited, "正在导出")),
        Task::Open | Task::Again => None,
    }
}

/// Asks whether changes that exist nowhere else may be lost.
fn is_given_up() -> bool {
    const ASK: &str = "这份报告的修改还没有导出，继续就没有了。仍要继续吗？";
    gloo::utils::window().confirm_with_message(ASK).unwrap_or(true)
}

/// Where a file can be dropped: with a report open it may be last year's.
fn dropzone(with_previous: bool) -> Html {
    html! {
        <div class="dropzone" aria-hidden="true">
            <p>{ "松开鼠标，打开这份年报" }</p>
            if with_previous {
                <p id={DROP_PREVIOUS}>{ "放到这里，作为上年报告对照" }</p>
            }
        </div>
    }
}

fn asked(number: u32, task: Task, name: String, by: Shared<Settings>, version: Version) -> Action {
    Action::Asked(Awaited { number, task, name, progress: None, by, version, draft: None })
}

/// Has the report checked again when the settings or its version are no longer those that it was checked by.
#[hook]
fn use_recheck(state: &State, client: Client, dispatch: Callback<Action>) {
    let is_time = state.awaited.is_none() && !state.is_refused();
    let by = state.report().filter(|_| is_time).map(|shown| (shown.by.clone(), shown.version.clone()));
    use_effect_with((by, (state.settings.clone(), state.version.clone())), move |(by, now)| {
        if by.as_ref().is_some_and(|by| by != now) {
            let (settings, version) = now.clone();
            let number = client.again(true, (*settings).clone(), (*version.revision).clone());
            dispatch.emit(asked(number, Task::Again, String::new(), settings, version));
        }
    });
}

/// Has a file written of the report as it is now: what was changed is checked first, where it can be, and what is under way
/// is not given up for it.
#[hook]
fn use_export(state: &State, client: Client, dispatch: Callback<Action>) -> Callback<Export> {
    let wanted = use_state(|| None::<Export>);
    let want = wanted.setter();
    let shown = state.report().cloned();
    let is_now = |shown: &Shown| shown.by == state.settings && shown.version == state.version;
    let is_checked = shown.as_ref().is_some_and(is_now) || state.is_refused();
    let is_time = state.awaited.is_none() && is_checked;
    let is_gone = state.report().is_none() && state.awaited.is_none();
    let now = (state.settings.clone(), state.version.clone());
    use_effect_with((*wanted, is_time, is_gone), {
        let want = want.clone();
        move |(wanted, is_time, is_gone)| {
            let Some(export) = wanted.filter(|_| *is_time || *is_gone) else { return };
            want.set(None);
            let Some(Shown { checked, numbers, name, .. }) = shown.filter(|_| *is_time) else { return };
            let outcome = &checked.outcome;
            let numbers = (0..outcome.findings.len()).map(|index| numbers.of(index)).collect();
            let file = export.file(outcome);
            let order = Order { export, report: name, numbers, file: file.clone() };
            let (by, version) = now;
            let number = client.export(order, (*by).clone(), (*version.revision).clone());
            dispatch.emit(asked(number, Task::Export, file, by, version));
        }
    });
    use_callback((), move |export: Export, ()| want.set(Some(export)))
}

/// A listener that says `action`.
fn on<E>(dispatch: &Callback<Action>, action: impl Fn() -> Action + 'static) -> Callback<E> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.emit(action()))
}

#[derive(PartialEq, Properties)]
struct DeskProperties {
    state: State,
    shown: Shown,
    dispatch: Callback<Action>,
    reread: Callback<Encoding>,
}

/// The report with its findings.
#[component]
fn Desk(properties: &DeskProperties) -> Html {
    let DeskProperties { state, shown, dispatch, reread } = properties;
    let Shown { checked, numbers, .. } = shown;
    let marks = use_memo((checked.clone(), state.shown), |(checked, shown)| {
        let findings = &checked.outcome.findings;
        let shows = |index: &usize| shown[findings[*index].severity as usize];
        // What the list has no room for is not marked either: tens of thousands of marks would hold the page up.
        let end = (0..findings.len()).filter(shows).nth(MOST).unwrap_or(findings.len());
        Shared::new(Marks::new(&checked.outcome, |index| numbers.of(index), |index| index < end && shows(&index)))
    });
    use_goal(checked.clone(), state.goal);
    use_measures(checked.clone());
    let select = {
        let dispatch = dispatch.clone();
        use_callback((), move |finding: usize, ()| dispatch.emit(Action::Pick(finding)))
    };
    let counts = Severity::ALL.map(|severity| format!("{} {}", severity.name(), checked.count(severity)));
    let said = if state.said.is_empty() { "核对完毕，" } else { &state.said };
    html! {
        <div class="desk">
            <p class="unseen" aria-live="polite">{ format!("{said}共 {} 项：{}。", checked.outcome.findings.len(), counts.join("，")) }</p>
            <Summary checked={checked.clone()} reread={reread.clone()} changed={state.version.changes()} />
            <Paper
                checked={checked.clone()}
                marks={(*marks).clone()}
                open={state.open}
                lit={state.lit}
                {select}
                editing={state.editing.clone()}
                shown={shown.version.clone()}
                version={state.version.clone()}
                dispatch={dispatch.clone()}
            />
            <Ruler checked={checked.clone()} shown={state.shown} open={state.open} dispatch={dispatch.clone()} />
            <List
                shown={shown.clone()}
                filter={state.shown}
                search={state.search.clone()}
                open={state.open}
                form={state.form}
                sheet={if state.form.is_some() && state.sheet == Sheet::Half { Sheet::Full } else { state.sheet }}
                switched_off={state.settings.rules.values().filter(|choice| **choice == Choice::Off).count()}
                dispatch={dispatch.clone()}
            />
        </div>
    }
}
