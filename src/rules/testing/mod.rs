//! Reports made to order for the tests of rules: the official form filled soundly, then changed where a test wants it.

pub mod examples;

use crate::check::{Environment, Finding, Outcome, check};
use crate::document::{Document, Note, TableBuilder};
use crate::report::{Report, recognise};
use crate::standard::form::{self, Content};
use crate::standard::{CellName, Edition, TableKind, heading};

/// A report to be.
#[derive(Clone)]
pub struct Sample {
    title: String,
    preface: Vec<String>,
    headings: Vec<Option<String>>,
    bodies: [Vec<String>; 6],
    forms: [Edition; 3],
    tables: [bool; 3],
    cells: Vec<(String, String, String)>,
    labels: Vec<(String, String)>,
    dropped: Vec<String>,
    added: Vec<(TableKind, Vec<String>)>,
    after: Vec<String>,
    /// The section in which each table stands.
    sections: [usize; 3],
    /// Cells that are left out of their rows.
    gaps: Vec<(String, String)>,
    /// Tables at the end of section 一, besides the three.
    others: Vec<Vec<Vec<String>>>,
    revisions: u32,
}

const ROWS: &[(&str, [u32; 7])] = &[
    ("1", [30, 4, 1, 0, 0, 0, 35]),
    ("2", [2, 0, 0, 0, 0, 0, 2]),
    ("3.1", [12, 3, 0, 0, 0, 0, 15]),
    ("3.2", [2, 0, 0, 0, 0, 0, 2]),
    ("3.3.7", [5, 0, 1, 0, 0, 0, 6]),
    ("3.4.1", [8, 1, 0, 0, 0, 0, 9]),
    ("3.5.1", [3, 0, 0, 0, 0, 0, 3]),
    ("3.7", [30, 4, 1, 0, 0, 0, 35]),
    ("4", [2, 0, 0, 0, 0, 0, 2]),
];

impl Sample {
    /// A sound report of 白石镇人民政府: for 2020 in the 2019 edition, for 2023 in the 2021 edition.
    pub fn filled(edition: Edition) -> Self {
        Sample::of_year(edition, if edition == Edition::E2019 { 2020 } else { 2023 })
    }

    /// The report of the year before, which agrees with that of [`Sample::filled`] and is told in other words.
    pub fn last_year(edition: Edition) -> Self {
        let sample = Sample::of_year(edition, if edition == Edition::E2019 { 2019 } else { 2022 });
        let sample = sample
            .body(1, &[
                "我镇围绕群众关心的事项做好公开，全年在区政府网站主动公开信息241条，收到政府信息公开申请33件，上年结转4件，办理答复35件，结转下年度2件。",
                "明确专人维护公开栏目，信息发布前逐级审核，未发生责任追究，社会评议良好。",
            ])
            .body(5, &["公开的时效性不强。今后将建立台账，按月通报，已督促各站所限期报送。"])
            .cell("1", "natural_person", "28")
            .cell("1", "total", "33")
            .cell("2", "natural_person", "4")
            .cell("2", "total", "4");
        match edition {
            // 现行有效 6 = 4 + 2 − 0.
            Edition::E2021 => sample.cell("normative_documents", "in_force", "4"),
            Edition::E2019 => sample.cell("normative_documents", "total_disclosed", "4"),
        }
    }

    fn of_year(edition: Edition, year: i32) -> Self {
        let lines =
            |lines: &[&str]| lines.iter().map(|line| line.replace("YEAR", &year.to_string())).collect::<Vec<_>>();
        Sample {
            title: format!("白石镇人民政府{year}年政府信息公开工作年度报告"),
            preface: lines(&[
                "本报告按照《中华人民共和国政府信息公开条例》编制，数据统计期限为YEAR年1月1日至12月31日。",
            ]),
            headings: (1..=6).map(|number| Some(heading(number))).collect(),
            bodies: [
                lines(&[
                    "YEAR年，我镇认真执行政府信息公开各项规定。",
                    "1.主动公开情况。通过区政府网站公开信息267条。",
                    "2.依申请公开情况。YEAR年收到政府信息公开申请35件，上年结转2件，办理答复35件，结转下年度2件。",
                    "3.政府信息管理情况。执行信息发布审核，清理过期信息。",
                    "4.平台建设情况。维护网站政务公开专栏。",
                    "5.监督保障情况。参加业务培训，接受社会评议和考核，无责任追究情形。",
                ]),
                vec![],
                vec![],
                vec![],
                lines(&[
                    "公开内容不够丰富，公开形式较为单一。",
                    "下一步，我们将丰富公开内容，拓展公开形式，已安排专人每季度检查一次。",
                ]),
                lines(&["YEAR年未收取信息处理费。"]),
            ],
            forms: [edition; 3],
            tables: [true; 3],
            cells: Vec::new(),
            labels: Vec::new(),
            dropped: Vec::new(),
            added: Vec::new(),
            after: Vec::new(),
            sections: TableKind::ALL.map(TableKind::section),
            gaps: Vec::new(),
            others: Vec::new(),
            revisions: 0,
        }
    }

    /// Writes `value` into a cell, or over several cells where it holds `｜`; rows and columns by their names in JSON.
    pub fn cell(mut self, row: &str, column: &str, value: &str) -> Self {
        self.cells.push((row.into(), column.into(), value.into()));
        self
    }

    /// Writes `value` into all cells of a table.
    pub fn fill(self, table: TableKind, value: &str) -> Self {
        let cells = CellName::all(table, self.forms[table as usize]);
        cells.fold(self, |sample, cell| sample.cell(cell.row.id(), cell.column.id(), value))
    }

    /// Leaves a cell out of its row.
    pub fn without_cell(mut self, row: &str, column: &str) -> Self {
        self.gaps.push((row.into(), column.into()));
        self
    }

    /// Writes `value` into all cells of a row.
    pub fn row(mut self, row: &str, value: &str) -> Self {
        for column in CellName::all_of(row) {
            self.cells.push((row.into(), column.into(), value.into()));
        }
        self
    }

    /// Prints `new` where the form prints `old`.
    pub fn label(mut self, old: &str, new: &str) -> Self {
        self.labels.push((old.into(), new.into()));
        self
    }

    /// Leaves a row out of its table.
    pub fn without_row(mut self, row: &str) -> Self {
        self.dropped.push(row.into());
        self
    }

    /// Adds a row at the end of a table.
    pub fn extra_row(mut self, table: TableKind, cells: &[&str]) -> Self {
        self.added.push((table, cells.iter().map(|&cell| cell.into()).collect()));
        self
    }

    /// Sets the title.
    pub fn title(mut self, title: &str) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the preface.
    pub fn preface(mut self, text: &str) -> Self {
        self.preface = vec![text.into()];
        self
    }

    /// Sets the heading of section `number`.
    pub fn heading(mut self, number: usize, text: &str) -> Self {
        self.headings[number - 1] = Some(text.into());
        self
    }

    /// Leaves out the heading of section `number`.
    pub fn without_heading(mut self, number: usize) -> Self {
        self.headings[number - 1] = None;
        self
    }

    /// Sets the paragraphs of section `number`.
    pub fn body(mut self, number: usize, lines: &[&str]) -> Self {
        self.bodies[number - 1] = lines.iter().map(|&line| line.into()).collect();
        self
    }

    /// Adds a paragraph to section 一.
    pub fn and(mut self, line: &str) -> Self {
        self.bodies[0].push(line.into());
        self
    }

    /// Leaves out a table.
    pub fn without_table(mut self, table: TableKind) -> Self {
        self.tables[table as usize] = false;
        self
    }

    /// Takes a table from the other edition.
    pub fn form(mut self, table: TableKind, edition: Edition) -> Self {
        self.forms[table as usize] = edition;
        self
    }

    /// Puts a table into section `number`.
    pub fn table_in(mut self, table: TableKind, number: usize) -> Self {
        self.sections[table as usize] = number;
        self
    }

    /// Adds a table at the end of section 一.
    pub fn other_table(mut self, rows: Vec<Vec<String>>) -> Self {
        self.others.push(rows);
        self
    }

    /// Leaves tracked changes in the file.
    pub fn revisions(mut self, count: u32) -> Self {
        self.revisions = count;
        self
    }

    /// Adds paragraphs at the end.
    pub fn after(mut self, lines: &[&str]) -> Self {
        self.after = lines.iter().map(|&line| line.into()).collect();
        self
    }

    /// The report, read.
    pub fn report(&self) -> Report {
        recognise(self.document())
    }

    /// What all rules find in it.
    pub fn findings(&self) -> Vec<Finding> {
        self.outcome().findings
    }

    /// The report, checked.
    pub fn outcome(&self) -> Outcome {
        check(self.report(), &Environment { this_year: Some(2026), ..Environment::default() })
    }

    /// What one rule finds in it: messages.
    pub fn messages(&self, rule: &str) -> Vec<String> {
        self.findings().into_iter().filter(|finding| finding.rule == rule).map(|finding| finding.message).collect()
    }

    /// What one rule finds in it when it is held against `previous`, last year's report.
    pub fn against(&self, previous: &Sample, rule: &str) -> Vec<Finding> {
        let previous = Some(std::sync::Arc::new(previous.report()));
        let environment = Environment { this_year: Some(2026), previous, ..Environment::default() };
        check(self.report(), &environment).findings.into_iter().filter(|finding| finding.rule == rule).collect()
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.add_paragraph(&self.title, Some(1), false, true);
        for line in &self.preface {
            document.add_paragraph(line, None, false, true);
        }
        for number in 1..=6 {
            if let Some(heading) = &self.headings[number - 1] {
                document.add_paragraph(heading, None, false, true);
            }
            for line in &self.bodies[number - 1] {
                document.add_paragraph(line, None, false, true);
            }
            for table in TableKind::ALL {
                if self.sections[table as usize] == number && self.tables[table as usize] {
                    document.add_table(self.table(table));
                }
            }
            for rows in self.others.iter().filter(|_| number == 1) {
                let mut builder = TableBuilder::new(true);
                for row in rows {
                    builder.row();
                    row.iter().for_each(|cell| builder.cell(cell, 1, 1));
                }
                document.add_table(builder);
            }
        }
        for line in &self.after {
            document.add_paragraph(line, None, false, true);
        }
        if self.revisions > 0 {
            document.notes.push(Note::Revisions(self.revisions));
        }
        document
    }

    fn table(&self, table: TableKind) -> TableBuilder {
        let mut rows = form::rows(table, self.forms[table as usize]);
        let of_row = |cells: &[form::FormCell]| {
            cells.iter().find_map(|cell| match &cell.content {
                Content::Figure(name) => Some(name.row.id()),
                Content::Label(_) => None,
            })
        };
        while let Some(at) = rows
            .iter()
            .position(|cells| of_row(cells).is_some_and(|row| self.dropped.iter().any(|dropped| dropped == row)))
        {
            for (above, cells) in rows[..at].iter_mut().enumerate() {
                for cell in cells.iter_mut().filter(|cell| cell.rows as usize > at - above) {
                    cell.rows -= 1;
                }
            }
            rows.remove(at);
        }
        let mut builder = TableBuilder::new(true);
        for cells in rows {
            builder.row();
            for cell in cells {
                match cell.content {
                    Content::Label(text) => {
                        let label =
                            self.labels.iter().find(|(old, _)| *old == text).map_or(text, |(_, new)| new.clone());
                        builder.cell(&label, cell.columns, cell.rows);
                    }
                    Content::Figure(name) if self.is_gap(name) => {}
                    Content::Figure(name) => {
                        self.value(name).split('｜').for_each(|value| builder.cell(value, cell.columns, cell.rows));
                    }
                }
            }
        }
        for (_, cells) in self.added.iter().filter(|(added, _)| *added == table) {
            builder.row();
            let label_columns = if table == TableKind::Requests { 3 } else { 1 };
            for (at, cell) in cells.iter().enumerate() {
                builder.cell(cell, if at == 0 { label_columns } else { 1 }, 1);
            }
        }
        builder
    }

    fn is_gap(&self, cell: CellName) -> bool {
        self.gaps.iter().any(|(row, column)| (cell.row.id(), cell.column.id()) == (row, column))
    }

    fn value(&self, cell: CellName) -> String {
        let (row, column) = (cell.row.id(), cell.column.id());
        let set = self.cells.iter().rev().find(|(set_row, set_column, _)| set_row == row && set_column == column);
        if let Some((_, _, value)) = set {
            return value.clone();
        }
        let at = crate::standard::Column::REQUESTS.iter().position(|&other| other == cell.column);
        let filled = ROWS.iter().find(|(filled, _)| *filled == row);
        match (filled, at, cell.table()) {
            (Some((_, values)), Some(at), _) => values[at].to_string(),
            (_, _, TableKind::Disclosure) if row == "rules" => "0".into(),
            (_, _, TableKind::Disclosure) => match column {
                "change" | "repealed" => "0".into(),
                "in_force" | "total_disclosed" => "6".into(),
                "amount" => "1.5".into(),
                _ => "2".into(),
            },
            (_, _, TableKind::Disputes) if row == "review" && matches!(column, "upheld" | "total") => "4".into(),
            _ => "0".into(),
        }
    }
}

impl CellName {
    fn all_of(row: &str) -> Vec<&'static str> {
        let editions = [Edition::E2021, Edition::E2019];
        let cells = editions
            .into_iter()
            .flat_map(|edition| TableKind::ALL.into_iter().flat_map(move |table| CellName::all(table, edition)));
        cells.filter(|cell| cell.row.id() == row).map(|cell| cell.column.id()).collect()
    }
}
