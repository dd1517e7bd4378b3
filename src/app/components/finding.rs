//! A finding in the list; opened it shows its calculation, what would be right, the basis and the rule's help.

use super::class_of;
use super::comparison::comparisons;
use super::fixes::change;
use super::form::FindingForm;
use crate::app::edits::Edit;
use crate::app::outgoing;
use crate::app::state::{Action, Form, Shown};
use crate::app::wire::{Card, Checked, There};
use crate::check::{Calculation, Finding, Place, Term, Whose};
use crate::report::{FormPart, Report};
use crate::standard::{TableKind, heading};
use crate::text::Number;
use crate::write::listing::suggestion as suggestion_in_words;
use crate::write::marks::badge;
use crate::write::plain_list;
use wasm_bindgen::JsCast;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ItemProperties {
    pub shown: Shown,
    pub index: usize,
    pub number: usize,
    pub open: bool,
    /// The form that is open in it.
    pub form: Option<Form>,
    /// Whether the tab key comes here first.
    pub first: bool,
    pub dispatch: Callback<Action>,
}

/// A finding in the list.
#[component]
pub fn Item(properties: &ItemProperties) -> Html {
    let ItemProperties { shown, index, number, open, form, first, dispatch } = properties;
    let checked = &shown.checked;
    let index = *index;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*open, move |open| {
            if let (true, Some(element)) = (*open, node.cast::<web_sys::Element>()) {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                element.scroll_into_view_with_scroll_into_view_options(&options);
                // Of one that is higher than the list its head is to be seen.
                if let Some(head) = element.first_element_child() {
                    head.scroll_into_view_with_scroll_into_view_options(&options);
                }
            }
        });
    }
    let Some(finding) = checked.outcome.findings.get(index) else { return html! {} };
    let card = checked.card(finding).cloned().unwrap_or_default();
    let activate = {
        let (dispatch, open) = (dispatch.clone(), *open);
        Callback::from(move |_: MouseEvent| dispatch.emit(if open { Action::Close } else { Action::Open(index) }))
    };
    let copy = {
        let (checked, dispatch) = (checked.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(finding) = checked.outcome.findings.get(index) else { return };
            outgoing::copy(&plain_list::of(&checked.outcome, finding), "已复制这一项", dispatch.clone());
        })
    };
    let by_key = {
        let (dispatch, open) = (dispatch.clone(), *open);
        Callback::from(move |event: KeyboardEvent| {
            // Keys of the buttons inside are theirs.
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let own = target.is_some_and(|target| target.id() == format!("f{index}"));
            match event.key().as_str() {
                "Enter" | "ArrowRight" if own => dispatch.emit(Action::Open(index)),
                "ArrowLeft" if open && own => dispatch.emit(Action::Close),
                _ => return,
            }
            event.prevent_default();
        })
    };
    html! {
        <div
            ref={node}
            id={format!("f{index}")}
            class={classes!("finding", class_of(finding.severity), open.then_some("open"))}
            role="treeitem"
            aria-expanded={open.to_string()}
            aria-selected={open.to_string()}
            tabindex={if *open || *first { "0" } else { "-1" }}
            data-rule={finding.rule.to_string()}
            data-severity={finding.severity.id()}
            onkeydown={by_key}
        >
            <div class="finding-head" onclick={activate}>
                <span class="badge" aria-hidden="true">{ badge(*number) }</span>
                <span class="finding-text">
                    <span class="finding-kind"><b>{ finding.severity.name() }</b>{ " " }{ card.title.clone() }</span>
                    <span class="finding-message">{ finding.message.clone() }</span>
                    <span class="on-paper">{ on_paper(checked, finding, &card) }</span>
                </span>
            </div>
            if *open {
                <div class="finding-body">
                    { for finding.calculations.iter().map(|calculation| sum(calculation, dispatch)) }
                    { comparisons(&finding.comparisons) }
                    { suggestion(shown, index, dispatch) }
                    { missing(&checked.outcome.report, finding, dispatch) }
                    { places(checked, finding, dispatch) }
                    { there(checked, index) }
                    <p class="basis">{ "依据　" }{ finding.basis.to_string() }</p>
                    { help(&card) }
                    { actions(&card, *form, copy, dispatch) }
                    if let Some(form) = form {
                        <FindingForm key={if *form == Form::Dismiss { "dismiss" } else { "rule" }} checked={checked.clone()} {index} number={*number} form={*form} dispatch={dispatch.clone()} />
                    }
                </div>
            }
        </div>
    }
}

/// What a printed list says besides of a finding, whether it is open or not.
fn on_paper(checked: &Checked, finding: &Finding, card: &Card) -> String {
    let shown = checked.outcome.shown();
    let suggestion = suggestion_in_words(&shown, finding).unwrap_or_else(|| card.how.clone());
    format!("建议：{suggestion}　依据：{}", finding.basis)
}

/// The calculation as a small table: terms, what they come to, what is reported, the difference.
fn sum(calculation: &Calculation, dispatch: &Callback<Action>) -> Html {
    const SHOWN: usize = 5;
    let is_nought = |term: &&Term| term.value == Number::ZERO;
    let noughts = calculation.parts.iter().filter(is_nought).count();
    // Noughts change nothing; they are named only where all terms are few.
    let hide = noughts > 0 && calculation.parts.len() > SHOWN;
    let parts: Vec<&Term> = calculation.parts.iter().filter(|term| !(hide && is_nought(term))).collect();
    let row = |term: &Term, sign: &str| {
        let go = {
            let (dispatch, place) = (dispatch.clone(), term.place);
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Go(place)))
        };
        let light = |place| {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Light(place)))
        };
        // There is no way to a place in last year's report.
        let (place, name) = match term.place.report {
            Whose::This => (
                Some(term.place),
                html! { <button type="button" class="term" onclick={go}>{ term.name.clone() }</button> },
            ),
            Whose::Previous => (None, html! { <span class="there">{ term.name.clone() }</span> }),
        };
        html! {
            <tr onmouseenter={light(place)} onmouseleave={light(None)}>
                <td class="sign">{ sign.to_owned() }</td>
                <td>{ name }</td>
                <td class="number">{ term.value.to_string() }</td>
            </tr>
        }
    };
    let plus = |at: usize| if at == 0 { "" } else { "＋" };
    let (calculated, reported) = (calculation.calculated(), calculation.reported());
    let several = calculation.wholes.len() > 1;
    let difference = (calculated - reported).abs();
    html! {
        <table class="sum" data-testid="calculation">
            <tbody>
                { for parts.iter().enumerate().map(|(at, term)| row(term, plus(at))) }
                if hide {
                    <tr class="noughts"><td class="sign">{ "＋" }</td><td>{ format!("其余 {noughts} 项") }</td><td class="number">{ "0" }</td></tr>
                }
                if calculation.parts.len() > 1 {
                    <tr class="line"><td /><td>{ "合计" }</td><td class="number">{ calculated.to_string() }</td></tr>
                }
                { for calculation.wholes.iter().enumerate().map(|(at, term)| row(term, plus(at))) }
                if several {
                    <tr class="line"><td /><td>{ "合计" }</td><td class="number">{ reported.to_string() }</td></tr>
                }
                <tr class="difference"><td /><td>{ "相差" }</td><td class="number">{ difference.to_string() }</td></tr>
            </tbody>
        </table>
    }
}

/// What is written and what would be right, and the button that writes it.
fn suggestion(shown: &Shown, index: usize, dispatch: &Callback<Action>) -> Html {
    let finding = &shown.checked.outcome.findings[index];
    let Some(fix) = &finding.fix else { return html! {} };
    let make = {
        // By its number: a check that ends at this moment may have moved it in the list.
        let (dispatch, number) = (dispatch.clone(), shown.numbers.of(index));
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Edit(Edit::Fix(vec![number]))))
    };
    html! {
        <p class="fix">
            { if fix.sure { "改为　" } else { "可能应为　" } }{ change(shown, finding) }
            <button type="button" class="make" onclick={make} data-testid="make-fix">
                { if fix.sure { "改正" } else { "核对无误，改正" } }
            </button>
        </p>
    }
}

/// The way to put in, from the official form, what is missing.
fn missing(report: &Report, finding: &Finding, dispatch: &Callback<Action>) -> Html {
    let Some(place) = finding.places.first().filter(|place| place.span.is_none() && place.report == Whose::This) else {
        return html! {};
    };
    let (part, text) = match (place.table, place.section) {
        (Some(kind), _) if report.table(kind).is_none() => {
            (FormPart::Table(kind), format!("补入空白的{}", kind.name()))
        }
        (Some(kind), _) => (FormPart::Table(kind), set_anew(kind)),
        (None, Some(number)) => (FormPart::Section(number), format!("补入“{}”", heading(number))),
        (None, None) => return html! {},
    };
    insert(report, part, text, dispatch)
}

/// What the button says that sets a table anew.
fn set_anew(kind: TableKind) -> String {
    format!("按统一格式重排{}，补上缺的格", kind.name())
}

/// The button that puts in a part of the form, where that can be done.
pub fn insert(report: &Report, part: FormPart, text: String, dispatch: &Callback<Action>) -> Html {
    if report.blank(part).is_none() {
        return html! {};
    }
    let insert = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Edit(Edit::Insert(part))))
    };
    html! { <p class="fix"><button type="button" class="make" onclick={insert} data-testid="insert">{ text }</button></p> }
}

/// The other places of a finding without a calculation, each to go to.
fn places(checked: &Checked, finding: &Finding, dispatch: &Callback<Action>) -> Html {
    const MOST: usize = 12;
    let here: Vec<&Place> = finding.places.iter().filter(|place| place.report == Whose::This).collect();
    // Calculations and statements side by side tell them, too.
    if here.len() < 2 || !finding.calculations.is_empty() || !finding.comparisons.is_empty() {
        return html! {};
    }
    let veil = checked.outcome.veil();
    let buttons = here.iter().take(MOST).enumerate().map(|(at, &place)| {
        let go = {
            let (dispatch, place) = (dispatch.clone(), *place);
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Go(place)))
        };
        let report = &checked.outcome.report;
        let name = match (crate::write::marks::cell_of(place), place.span) {
            (Some(cell), _) => cell.name(report.edition_or_latest()),
            (None, Some(span)) => veil.quote(&report.document, span).chars().take(14).collect(),
            (None, None) => format!("第 {} 处", at + 1),
        };
        html! { <button type="button" class="term" onclick={go}>{ name }</button> }
    });
    html! {
        <p class="places">
            { "位置　" }{ for buttons }
            if here.len() > MOST {
                { format!("等 {} 处", here.len()) }
            }
        </p>
    }
}

/// What stands in last year's report, where no calculation tells it.
fn there(checked: &Checked, index: usize) -> Html {
    const MOST: usize = 12;
    let in_sums = checked.outcome.findings.get(index).is_some_and(|finding| !finding.calculations.is_empty());
    let all: Vec<&There> = checked.there.iter().filter(|there| there.finding == index && !in_sums).collect();
    let line = |there: &&There| {
        let quote = if there.quote.is_empty() { "（空白）" } else { &there.quote };
        let text = match &there.name {
            Some(name) => format!("{name}　{quote}"),
            None => format!("“{quote}”"),
        };
        html! { <p class="there">{ "上年：" }{ text }</p> }
    };
    html! {
        <>
            { for all.iter().take(MOST).map(line) }
            if all.len() > MOST {
                <p class="there">{ format!("上年报告中共 {} 处", all.len()) }</p>
            }
        </>
    }
}

/// The way to the page of all rules, the ways to have the finding, or its rule, set aside, and to take it along.
fn actions(card: &Card, form: Option<Form>, copy: Callback<MouseEvent>, dispatch: &Callback<Action>) -> Html {
    let opener = |own: Form, text: &'static str| {
        let is_open = form == Some(own);
        let toggle = {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Form((!is_open).then_some(own))))
        };
        html! {
            <button type="button" class="finding-opener" aria-expanded={is_open.to_string()} onclick={toggle}>{ text }</button>
        }
    };
    html! {
        <p class="finding-actions rule-page">
            <a href={format!("rules.html#{}", card.id)} target="_blank" rel="noopener">
                { "规则说明" }<span class="unseen">{ format!("：{}（在新窗口打开）", card.title) }</span>
            </a>
            { opener(Form::Dismiss, "忽略…") }
            { opener(Form::Rule, "停用或改级别…") }
            <button type="button" class="finding-opener" onclick={copy}>{ "复制" }</button>
        </p>
    }
}

fn help(card: &Card) -> Html {
    html! {
        <details class="rule-help">
            <summary>{ "查什么、为什么、怎么改" }</summary>
            <dl>
                <dt>{ "查什么" }</dt><dd>{ card.what.clone() }</dd>
                <dt>{ "为什么" }</dt><dd>{ card.why.clone() }</dd>
                <dt>{ "怎么改" }</dt><dd>{ card.how.clone() }</dd>
            </dl>
        </details>
    }
}
