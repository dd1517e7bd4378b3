//! The strip under the bar: edition, year, the state of the tables, the sections.

use crate::app::state::Shared;
use crate::app::wire::Checked;
use crate::document::Note;
use crate::read::Encoding;
use crate::standard::TableKind;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SummaryProperties {
    pub checked: Shared<Checked>,
    pub reread: Callback<Encoding>,
    /// How many paragraphs and cells were changed.
    pub changed: usize,
}

/// The summary strip.
#[component]
pub fn Summary(properties: &SummaryProperties) -> Html {
    let outcome = &properties.checked.outcome;
    let report = &outcome.report;
    let tables_only = report.is_tables_only();
    let found = report.outline.sections.iter().flatten().count();
    html! {
        <section class="summary-frame" aria-label="概要">
        <ul class="summary" data-testid="summary">
            <li>{ report.edition.map_or("格式未能判断".to_owned(), |edition| format!("{}格式", edition.name())) }</li>
            <li>{ report.year().map_or("年份未能判断".to_owned(), |year| format!("{year}年")) }</li>
            <li>{ report.organ().unwrap_or("机关名称未能判断").to_owned() }</li>
            { for TableKind::ALL.map(|table| table_state(&properties.checked, table)) }
            { for report.document.notes.iter().map(|note| note_of(note, &properties.reread)) }
            { for properties.checked.failed.iter().map(|rule| html! {
                <li class="warning" data-testid="rule-failed">{ format!("规则“{rule}”没有运行完，已跳过") }</li>
            }) }
            if properties.changed > 0 {
                <li class="changed" data-testid="changed">{ format!("已修改 {} 处", properties.changed) }</li>
            }
            if tables_only {
                <li class="warning">{ "只有统计表，没有正文：只核对了表格" }</li>
            } else if found == 6 {
                <li class="fine">{ "六个部分齐全" }</li>
            } else {
                <li class="error">{ format!("六个部分找到 {found} 个") }</li>
            }
        </ul>
        </section>
    }
}

/// What is to be known of the file. Of a guessed encoding the other is offered.
fn note_of(note: &Note, reread: &Callback<Encoding>) -> Html {
    let Some(sentence) = note.sentence() else { return Html::default() };
    let Note::Guessed(encoding) = note else { return html! { <li class="warning">{ sentence }</li> } };
    let (other, reread) = (encoding.other(), reread.clone());
    html! {
        <li>
            { sentence }{ "；" }
            <button type="button" onclick={move |_: MouseEvent| reread.emit(other)}>
                { format!("文字不对就按 {} 重读", other.name()) }
            </button>
        </li>
    }
}

/// ✓ balanced, ✗ n faults, or could not be checked.
fn table_state(checked: &Checked, table: TableKind) -> Html {
    let [holds, fails, unchecked] = checked.outcome.coverage.tables[table as usize];
    let name = table.name();
    let Some(reading) = checked.outcome.report.table(table) else {
        return html! { <li class="error">{ format!("{name} 未找到") }</li> };
    };
    let unsure = if reading.doubts.is_empty() { "" } else { "（识别没有把握）" };
    let (class, text) = match (holds, fails, unchecked) {
        (_, 1.., _) => ("error", format!("{name} ✗ {fails} 项不符{unsure}")),
        (0, 0, 1..) => ("warning", format!("{name} 无法核对{unsure}")),
        (_, 0, 1..) => ("warning", format!("{name} {unchecked} 项无法核对{unsure}")),
        (0, 0, 0) if reading.cells.is_empty() => ("warning", format!("{name} 没有读到数")),
        _ => ("fine", format!("{name} ✓ 平衡{unsure}")),
    };
    html! { <li {class}>{ text }</li> }
}
