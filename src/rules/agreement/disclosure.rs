//! what the text says of documents and decisions against 表二.

use super::compare::{Figures, compare, facts};
use crate::check::Severity;
use crate::prose::{Counted, Decision};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, Row, TableKind};

/// The numbers of rules and normative documents are 表二's.
pub static DOCUMENTS: Rule = Rule {
    id: "text-documents",
    code: "X-11",
    title: "规范性文件数与表二不一致",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文所写制发、废止、现行有效的规章和行政规范性文件件数，是否等于表二相应的数。只说“公开”“解读”多少件的，不在此列。",
    why: "同一个数在正文和表格中不同，读者无法知道哪个对。",
    how: "核对文件目录，改正写错的一处；正文计入了其他文件的，写明口径。",
    right: examples!["一：2023年制发行政规范性文件2件，现行有效6件；主动公开规范性文件解读5件。"],
    wrong: examples!["一：2023年制发行政规范性文件4件，废止0件，现行有效6件。"],
    by_default: true,
    check: |context, findings| {
        for fact in facts(context) {
            let (row, column) = match fact.counted {
                Counted::NormativeDocuments(column) => (Row::NORMATIVE_DOCUMENTS, column),
                Counted::Rules(column) => (Row::RULES, column),
                _ => continue,
            };
            // The 2019 edition counts what was made, but not what was repealed or is in force.
            let column = match (context.form(TableKind::Disclosure), column) {
                (Edition::E2019, Column::Issued) => Column::Made,
                (Edition::E2019, _) => continue,
                (Edition::E2021, column) => column,
            };
            let verb = match column {
                Column::Repealed => "废止",
                Column::InForce => "现行有效",
                _ => "制发",
            };
            let name = row.short(context.edition);
            compare(
                &DOCUMENTS,
                context,
                fact,
                &format!("{verb}{name}"),
                &Figures::cell(CellName::new(row, column)),
                findings,
            );
        }
    },
};

/// The numbers of decisions are 表二's.
pub static DECISIONS: Rule = Rule {
    id: "text-decisions",
    code: "X-12",
    title: "许可、处罚、强制数与表二不一致",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文所写作出（办理、实施）行政许可、行政处罚、行政强制决定的件数，是否等于表二的处理决定数量。公开许可、处罚信息多少条，说的是信息条数，不在此列。",
    why: "同一个数在正文和表格中不同，读者无法知道哪个对。",
    how: "核对决定件数，改正写错的一处。",
    right: examples!["一：2023年作出行政许可决定2件，公开行政处罚信息35条。"],
    wrong: examples!["一：2023年作出行政许可决定20件。"],
    by_default: true,
    check: |context, findings| {
        for fact in facts(context) {
            let Counted::Decisions(decision) = fact.counted else { continue };
            let id = match decision {
                Decision::Licensing => "licensing",
                Decision::Penalties => "penalties",
                Decision::Compulsory => "compulsory_measures",
            };
            let Some(row) = Row::all(TableKind::Disclosure, context.edition).find(|row| row.id() == id) else {
                continue;
            };
            let cell = CellName::new(row, Column::Decisions);
            compare(
                &DECISIONS,
                context,
                fact,
                &format!("{}决定", row.short(context.edition)),
                &Figures::cell(cell),
                findings,
            );
        }
    },
};
