//! The list of findings: grouped by section, with the counts by severity as filters.

use super::class_of;
use super::finding::Item;
use super::set_aside::SetAside;
use crate::app::hooks::is_field;
use crate::app::state::{Action, Dialog, Form, MOST, Sheet, Shown};
use crate::app::wire::Checked;
use crate::check::{Finding, Severity};
use crate::standard::heading;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct ListProperties {
    pub shown: Shown,
    /// Which severities are listed.
    pub filter: [bool; 3],
    /// Only those with these words are.
    pub search: String,
    pub open: Option<usize>,
    pub form: Option<Form>,
    pub sheet: Sheet,
    /// How many rules are switched off.
    pub switched_off: usize,
    pub dispatch: Callback<Action>,
}

/// The list.
#[component]
pub fn List(properties: &ListProperties) -> Html {
    /// Fewer findings than these need no search.
    const MANY: usize = 8;
    let ListProperties { shown, filter, search, open, form, sheet, switched_off, dispatch } = properties;
    let checked = &shown.checked;
    let findings = &checked.outcome.findings;
    let visible: Vec<usize> = checked.listed(*filter, search).collect();
    let groups = visible[..visible.len().min(MOST)]
        .chunk_by(|&left, &right| section(&findings[left]) == section(&findings[right]));
    // What stays when the report is checked again keeps its element, and with it the focus.
    let mut drawn = Vec::new();
    let groups = groups.map(|group| {
        let section = section(&findings[group[0]]);
        let title = group_title(section);
        let key =
            format!("{}-{}", section.unwrap_or_default(), drawn.iter().filter(|other| **other == section).count());
        drawn.push(section);
        let items = group.iter().map(|&index| {
            let (number, open) = (shown.numbers.of(index), *open == Some(index));
            html! {
                <Item
                    key={number} shown={shown.clone()} {index} {number} {open}
                    form={form.filter(|_| open)} first={index == visible[0]} dispatch={dispatch.clone()}
                />
            }
        });
        html! {
            <div {key} role="group" aria-label={title.clone()}>
                <div class="group" aria-hidden="true">{ title }</div>
                { for items }
            </div>
        }
    });
    let filters = Severity::ALL.map(|severity| {
        let toggle = {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Toggle(severity)))
        };
        let pressed = filter[severity as usize];
        html! {
            <button type="button" class={classes!("filter", class_of(severity))} aria-pressed={pressed.to_string()} onclick={toggle} data-filter={severity.id()}>
                { format!("{} {}", severity.name(), checked.count(severity)) }
            </button>
        }
    });
    let sure = checked.outcome.sure_fixes().len();
    let fixes = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Dialog(Some(Dialog::Fixes))))
    };
    let find = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            dispatch.emit(Action::Search(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let end = {
        let (dispatch, is_empty) = (dispatch.clone(), search.is_empty());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !is_empty {
                event.stop_propagation();
                dispatch.emit(Action::Search(String::new()));
            }
        })
    };
    let next_sheet = match sheet {
        Sheet::Closed => Sheet::Half,
        Sheet::Half => Sheet::Full,
        Sheet::Full => Sheet::Closed,
    };
    let grow = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Sheet(next_sheet)))
    };
    let size = match sheet {
        Sheet::Closed => "closed",
        Sheet::Half => "half",
        Sheet::Full => "full",
    };
    html! {
        <section class={classes!("findings", size)} data-testid="findings" aria-labelledby="findings-title">
            <div class="findings-head">
                <h2 id="findings-title" class="unseen">{ format!("问题 {} 项", findings.len()) }</h2>
                { for filters }
                if sure > 0 {
                    <button type="button" class="all-fixes" onclick={fixes} data-testid="fixes">{ format!("改正 {sure} 处…") }</button>
                }
                <button type="button" class="sheet" onclick={grow} aria-label="展开或收起列表">{ if *sheet == Sheet::Full { "▾" } else { "▴" } }</button>
            </div>
            if findings.len() >= MANY || !search.is_empty() {
                <p class="find"><input type="search" value={search.clone()} oninput={find} onkeydown={end} placeholder="查找问题（按 / ）" aria-label="查找问题" aria-keyshortcuts="/" autocomplete="off" /></p>
            }
            <div class="findings-body" onkeydown={Callback::from(move_focus)}>
                if findings.is_empty() {
                    { all_clear(checked, *switched_off) }
                } else {
                    <div role="tree" aria-label="问题列表">{ for groups }</div>
                    if visible.len() > MOST {
                        <p class="capped">{ format!("共 {} 项，这里列出前 {MOST} 项；改正后会列出其余的。", visible.len()) }</p>
                    }
                    if visible.is_empty() {
                        <p class="capped">{ nothing_listed(search) }</p>
                    }
                    { coverage(checked, *switched_off) }
                }
                <SetAside checked={checked.clone()} switched_off={*switched_off} dispatch={dispatch.clone()} />
            </div>
        </section>
    }
}

fn nothing_listed(search: &str) -> String {
    match search.trim() {
        "" => "按上面的筛选没有可列的；点击“错误”“警告”“提示”恢复显示。".to_owned(),
        words => format!("没有含“{words}”的问题；清空查找框恢复显示。"),
    }
}

fn section(finding: &Finding) -> Option<usize> {
    finding.places.first().and_then(|place| place.section)
}

fn group_title(section: Option<usize>) -> String {
    section.map_or_else(|| "标题、前言和落款".to_owned(), heading)
}

/// Nothing was found: what was checked, and what could not be.
fn all_clear(checked: &Checked, switched_off: usize) -> Html {
    let sign = match checked.outcome.dismissed.len() {
        0 => "✓ 没有发现问题".to_owned(),
        count => format!("✓ 除已忽略的 {count} 项外，没有发现问题"),
    };
    html! {
        <div class="clear" data-testid="all-clear">
            <p class="clear-sign">{ sign }</p>
            { coverage(checked, switched_off) }
        </div>
    }
}

fn coverage(checked: &Checked, switched_off: usize) -> Html {
    let outcome = &checked.outcome;
    let sections = outcome.report.outline.sections.iter().flatten().count();
    let tables = outcome.report.tables.iter().flatten().count();
    let coverage = &outcome.coverage;
    let unchecked = match (outcome.report.tables.len() - tables, coverage.unchecked) {
        (0, 0) => "没有无法核对的项目".to_owned(),
        (0, count) => format!("{count} 条勾稽关系缺数或空白，无法核对"),
        (missing, 0) => format!("没有找到的 {missing} 张表无法核对"),
        (missing, count) => format!("没有找到的 {missing} 张表无法核对，另有 {count} 条勾稽关系缺数或空白，无法核对"),
    };
    html! {
        <p class="coverage">
            { format!("核对了 {sections} 个部分、{tables} 张表、{} 条勾稽关系、{} 条规则；{unchecked}。", coverage.relations, coverage.rules) }
            if switched_off > 0 {
                { format!("停用的 {switched_off} 条规则没有核对。") }
            }
            if let Some(held) = &checked.held {
                { format!("已与{}对照。", held.name()) }
            } else {
                { "没有与上年报告对照" }<span class="on-screen">{ "；要对照，请点上方的“对照上年”" }</span>{ "。" }
            }
        </p>
    }
}

/// Up and down move between the findings.
fn move_focus(event: KeyboardEvent) {
    let step: isize = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    // In a form the arrows choose.
    if is_field(&event) {
        return;
    }
    let Ok(items) = gloo::utils::document().query_selector_all("[role=treeitem]") else { return };
    let active = gloo::utils::document().active_element();
    let at = (0..items.length()).find(|&at| {
        items.item(at).is_some_and(|item| active.as_ref().is_some_and(|active| item.is_same_node(Some(active))))
    });
    let next = match at {
        Some(at) => at as isize + step,
        None => 0,
    };
    let Some(last) = items.length().checked_sub(1) else { return };
    let next = items.item(next.clamp(0, last as isize) as u32);
    if let Some(item) = next.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = item.focus();
    }
}
