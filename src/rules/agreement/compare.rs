//! A fact of the text held against figures of the tables.

use crate::check::arithmetic::Repair;
use crate::check::{Context, Finding, Place, Severity, Verdict};
use crate::prose::Fact;
use crate::report::OrganClass;
use crate::rules::Rule;
use crate::standard::{CellName, Column, Row};
use crate::text::Number;

/// What the tables say of the same thing.
pub struct Figures {
    /// The cells whose sum it is.
    pub cells: Vec<CellName>,
    /// What several cells are called together, in pieces; one has its own name.
    pub together: [&'static str; 3],
    /// Other numbers that the text may rightly give, with what a message calls them; "" for those it passes over.
    pub also: Vec<(&'static str, Number)>,
}

impl Figures {
    /// One cell.
    pub fn cell(cell: CellName) -> Self {
        Figures { cells: vec![cell], together: [""; 3], also: Vec::new() }
    }

    /// Whether `number` is one of the others.
    fn allow(&self, number: Number) -> bool {
        self.also.iter().any(|(_, other)| *other == number)
    }

    /// The others as a message tells them behind the sum: （加上年结转为 37）.
    fn others(&self, sum: Number) -> String {
        let told = self.also.iter().filter(|(name, number)| !name.is_empty() && *number != sum);
        let mut told: Vec<String> = told.map(|(name, number)| format!("{name}为 {number}")).collect();
        told.dedup();
        if told.is_empty() { String::new() } else { format!("（{}）", told.join("，")) }
    }

    /// What they are called in a message.
    fn name(&self, context: &Context) -> String {
        match self.cells[..] {
            [cell] => format!("{}“{}”", cell.table().name(), context.name(cell)),
            _ => self.together.concat(),
        }
    }

    /// The sum of the cells; `None` where one of them is no number.
    pub fn sum(&self, context: &Context) -> Option<Number> {
        self.cells.iter().map(|&cell| context.number(cell)).sum::<Option<Number>>()
    }
}

impl Figures {
    /// The sum after what the arithmetic would repair; `None` where it repairs none of the cells.
    fn mended(&self, context: &Context) -> Option<Number> {
        let repairs: Vec<Repair> = context
            .arithmetic
            .faults
            .iter()
            .flat_map(|fault| match &fault.verdict {
                Verdict::One(repair) => vec![*repair],
                Verdict::Two(first, second) => vec![*first, *second],
                Verdict::Line(repairs) => repairs.clone(),
                _ => Vec::new(),
            })
            .filter(|repair| self.cells.contains(&repair.cell))
            .collect();
        let change: Number = repairs.iter().map(|repair| repair.to - repair.from).sum();
        (!repairs.is_empty()).then(|| self.sum(context).map(|sum| sum + change)).flatten()
    }
}

/// The total of a row of 表三 or 表四.
pub fn total(row: Row) -> CellName {
    CellName::new(
        row,
        if row.table() == crate::standard::TableKind::Requests { Column::Applicants } else { Column::Cases },
    )
}

/// Adds a finding where `fact` differs from the figures. `said` is what the text says, without the number.
pub fn compare(
    rule: &'static Rule,
    context: &Context,
    fact: &Fact,
    said: &str,
    figures: &Figures,
    findings: &mut Vec<Finding>,
) {
    let Some(sum) = figures.sum(context) else { return };
    if !fact.is_whole() || fact.value == sum || figures.allow(fact.value) {
        return;
    }
    // 约3000件 is right for 2985.
    if fact.unsure && (fact.value - sum).abs().as_float() <= sum.as_float() * 0.1 {
        return;
    }
    // The arithmetic of the table has found the wrong cell, and the text has what is right.
    if figures.mended(context) == Some(fact.value) {
        return;
    }
    let confirmed = !fact.denied && fact.value < sum && is_confirmed(context, fact, sum, figures);
    let (severity, note) = match (explanation(context, fact), fact.unsure, confirmed) {
        (Some(words), ..) => (Severity::Info, format!("；正文写有“{words}”，如果统计范围不同，请核对并写明")),
        (None, _, true) => (Severity::Info, "；别处所写与表一致，如果这里只是其中一部分，请写明".to_owned()),
        (None, true, _) => (lower(rule.severity), String::new()),
        _ => (rule.severity, String::new()),
    };
    let told = if fact.denied { said.to_owned() } else { format!("{said} {}", counted(fact)) };
    findings.push(
        Finding::new(
            rule,
            format!(
                "正文称{told}，{}为 {sum}{}，两处不一致{note}，请核对哪一处有误。",
                figures.name(context),
                figures.others(sum)
            ),
        )
        .severity(severity)
        .at(place(context, fact))
        .at_all(figures.cells.iter().map(|&cell| context.cell(cell))),
    );
}

/// The number of a fact with its unit, as the text has it.
fn counted(fact: &Fact) -> String {
    match fact.counted {
        crate::prose::Counted::Fees | crate::prose::Counted::InformationFee => format!("{} 元", fact.value),
        _ => format!("{} 件", fact.value),
    }
}

/// Where a fact stands.
pub fn place(context: &Context, fact: &Fact) -> Place {
    context.span(context.prose.passages[fact.passage].span(fact.range.clone()))
}

/// The severity below `severity`.
fn lower(severity: Severity) -> Severity {
    if severity == Severity::Error { Severity::Warning } else { Severity::Info }
}

/// Whether another sentence gives the table's number for the same thing.
fn is_confirmed(context: &Context, fact: &Fact, sum: Number, figures: &Figures) -> bool {
    context.prose.facts.iter().any(|other| {
        other.counted == fact.counted
            && other.applicant == fact.applicant
            && other.is_whole()
            && (other.value == sum || figures.allow(other.value))
    })
}

/// Words beside the number that tell why it may differ: for whom it counts, where that is not the report's own whole.
fn explanation<'a>(context: &'a Context, fact: &Fact) -> Option<&'a str> {
    let words = &context.prose.passages[fact.passage].text()[fact.scope.clone()?];
    let class = context.report.organ().map_or(OrganClass::Unknown, OrganClass::of);
    let covers_its_area = matches!(class, OrganClass::Government | OrganClass::GovernmentOffice | OrganClass::Unknown);
    let whole_area = words.starts_with('全') || words.starts_with('各') || words == "辖区";
    (!(covers_its_area && whole_area)).then_some(words)
}

/// The facts of this year and the whole.
pub fn facts<'a>(context: &'a Context) -> impl Iterator<Item = &'a Fact> {
    context.prose.facts.iter().filter(|fact| fact.is_whole())
}
