//! The report, drawn as the office would print it, with the faults marked in place.

use super::field::{Walk, walk};
use super::finding::insert;
use super::tables::{drawn, leftovers, rebuilt};
use super::text::{Pencil, marked_text};
use crate::app::edits::{Edit, Editing, Target, Version};
use crate::app::hooks::{is_field, stretch_of, target_element};
use crate::app::marks::block_id;
use crate::app::state::{Action, Shared};
use crate::app::wire::Checked;
use crate::check::Place;
use crate::document::{Item, Paragraph};
use crate::report::{self, FormPart, Report, Role};
use crate::standard::TableKind;
use crate::write::marks::Marks;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct PaperProperties {
    pub checked: Shared<Checked>,
    pub marks: Shared<Marks>,
    pub open: Option<usize>,
    pub lit: Option<Place>,
    pub select: Callback<usize>,
    pub editing: Option<Editing>,
    /// The report as it was checked, and as it is now.
    pub shown: Version,
    pub version: Version,
    pub dispatch: Callback<Action>,
}

/// The report.
#[component]
pub fn Paper(properties: &PaperProperties) -> Html {
    let PaperProperties { checked, marks, open, lit, select, editing, shown, version, dispatch } = properties;
    let pencil = Pencil {
        checked: checked.clone(),
        open: *open,
        lit: *lit,
        select: select.clone(),
        editing: editing.clone(),
        version: version.has_blocks_of(shown).then(|| version.clone()),
        dispatch: dispatch.clone(),
    };
    let ondblclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            let element = target_element(&event).filter(|element| element.tag_name() != "TEXTAREA");
            if let Some(target) = element.and_then(|element| stretch_of(&element)) {
                dispatch.emit(Action::Edit(Edit::Begin(target)));
            }
        })
    };
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.is_composing();
            match (plain && !is_field(&event)).then(|| walk(&event)).flatten() {
                Some(Walk::Edit(target)) => dispatch.emit(Action::Edit(Edit::Begin(target))),
                Some(Walk::Moved) => {}
                None => return,
            }
            event.prevent_default();
        })
    };
    let report = &checked.outcome.report;
    let mut done = [false; 3];
    let items = (0..report.document.items.len())
        .filter_map(|item| draw(&pencil, marks, report, item, &mut done))
        .collect::<Vec<_>>();
    html! {
        <main class="desk-paper" tabindex="-1" aria-label="年报">
            { left_out(report) }
            <article id="paper" class="paper" data-testid="report" {ondblclick} {onkeydown}>{ for items }</article>
        </main>
    }
}

/// What the page's frame and other text outside the report came to.
fn left_out(report: &Report) -> Html {
    let outside: Vec<String> = (0..report.document.items.len())
        .filter(|&item| matches!(report.outline.roles.get(item), Some(Role::Outside)))
        .flat_map(|item| report.document.blocks_of(item))
        .map(|block| report.document.text(block).trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    if outside.is_empty() {
        return html! {};
    }
    html! {
        <details class="left-out">
            <summary>{ format!("报告以外的 {} 段文字（网页导航、页脚等）没有核对", outside.len()) }</summary>
            <ul>{ for outside.into_iter().take(200).map(|text| html! { <li>{ text }</li> }) }</ul>
        </details>
    }
}

/// An item of the document; `done` tells which of the three tables were drawn.
fn draw(pencil: &Pencil, marks: &Marks, report: &Report, item: usize, done: &mut [bool; 3]) -> Option<Html> {
    let role = *report.outline.roles.get(item)?;
    if role == Role::Outside {
        return None;
    }
    if let Role::Table(at) = role
        && let Some(table) = report.tables.get(at).and_then(Option::as_ref)
        && !table.rows.is_empty()
        && (!table.whole || matches!(report.document.items.get(item), Some(Item::Table(_))))
    {
        if table.whole {
            let Some(Item::Table(grid)) = report.document.items.get(item) else { return None };
            done[at] = true;
            return Some(drawn(pencil, marks, &report.document, grid, Some(table)));
        }
        if std::mem::replace(&mut done[at], true) {
            return None;
        }
        return Some(html! {
            <>
                { rebuilt(pencil, marks, &report.document, table) }
                { leftovers(pencil, marks, &report.document, table) }
                if table.is_damaged() {
                    <p class="rebuilt">{ format!("{}在复制或转换中受损，以上按统一格式重排，请对照原件。", table.kind.name()) }</p>
                    { insert(report, FormPart::Table(table.kind), format!("换成统一格式的{}，逐格填写", table.kind.name()), &pencil.dispatch) }
                }
            </>
        });
    }
    Some(match report.document.items.get(item)? {
        Item::Table(table) => {
            let reading = report.tables.iter().flatten().find(|reading| reading.items.contains(&(item as u32)));
            let is_first =
                |reading: &&report::Table| !done[reading.kind as usize] || reading.kind == TableKind::Disclosure;
            drawn(pencil, marks, &report.document, table, reading.filter(is_first))
        }
        Item::Paragraph(paragraph) => draw_paragraph(pencil, marks, report, item, paragraph, role),
    })
}

fn draw_paragraph(
    pencil: &Pencil,
    marks: &Marks,
    report: &Report,
    item: usize,
    paragraph: &Paragraph,
    role: Role,
) -> Html {
    let text = report.document.text(paragraph.block);
    let target = Target { block: paragraph.block, range: None };
    let content = match (pencil.field(&target, false), pencil.newer(paragraph.block)) {
        (Some(field), _) => field,
        (None, Some(text)) => html! { { text } },
        (None, None) => marked_text(pencil, paragraph.block, text, marks.of_block(paragraph.block)),
    };
    let (id, edit) = (block_id(paragraph.block), target.name());
    match role {
        Role::Title => {
            let first = report.outline.title.as_ref().is_some_and(|title| title.items.start == item as u32);
            if first {
                html! { <h1 {id} data-edit={edit} tabindex="0">{ content }</h1> }
            } else {
                html! { <p {id} class="title-rest" data-edit={edit} tabindex="-1">{ content }</p> }
            }
        }
        Role::Heading => html! { <h2 {id} data-edit={edit} tabindex="-1">{ content }</h2> },
        Role::Signature => html! { <p {id} class="signature" data-edit={edit} tabindex="-1">{ content }</p> },
        _ if paragraph.is_subheading(text) => html! { <h3 {id} data-edit={edit} tabindex="-1">{ content }</h3> },
        _ => {
            let class = text.trim().is_empty().then_some("empty");
            html! { <p {id} {class} data-edit={edit} tabindex="-1">{ content }</p> }
        }
    }
}
