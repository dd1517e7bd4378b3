//! The names of tables, rows, columns and cells: the contract's identifiers and the official labels.

use super::Edition;
use serde::{Deserialize, Serialize};

/// One of the three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TableKind {
    /// 表二, section 二.
    Disclosure,
    /// 表三, section 三.
    Requests,
    /// 表四, section 四.
    Disputes,
}

impl TableKind {
    /// All three in order.
    pub const ALL: [TableKind; 3] = [TableKind::Disclosure, TableKind::Requests, TableKind::Disputes];

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            TableKind::Disclosure => "disclosure",
            TableKind::Requests => "requests",
            TableKind::Disputes => "disputes",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Disclosure => "表二",
            TableKind::Requests => "表三",
            TableKind::Disputes => "表四",
        }
    }

    /// The section that it belongs to: 2, 3 or 4.
    pub fn section(self) -> usize {
        self as usize + 2
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is named by its identifier and label below")]
pub enum Column {
    Made,
    NewlyDisclosed,
    TotalDisclosed,
    Issued,
    Repealed,
    InForce,
    ItemsLastYear,
    Change,
    Decisions,
    Amount,
    Purchases,
    NaturalPerson,
    Business,
    Research,
    PublicWelfare,
    LegalService,
    OtherApplicant,
    Applicants,
    Upheld,
    Corrected,
    OtherResult,
    Pending,
    Cases,
}

impl Column {
    /// The columns of 表三.
    pub const REQUESTS: [Column; 7] = [
        Column::NaturalPerson,
        Column::Business,
        Column::Research,
        Column::PublicWelfare,
        Column::LegalService,
        Column::OtherApplicant,
        Column::Applicants,
    ];
    /// The columns of each of the three parts of 表四.
    pub const DISPUTES: [Column; 5] =
        [Column::Upheld, Column::Corrected, Column::OtherResult, Column::Pending, Column::Cases];

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Column::Made => "made",
            Column::NewlyDisclosed => "newly_disclosed",
            Column::TotalDisclosed => "total_disclosed",
            Column::Issued => "issued",
            Column::Repealed => "repealed",
            Column::InForce => "in_force",
            Column::ItemsLastYear => "items_last_year",
            Column::Change => "change",
            Column::Decisions => "decisions",
            Column::Amount => "amount",
            Column::Purchases => "purchases",
            Column::NaturalPerson => "natural_person",
            Column::Business => "business",
            Column::Research => "research",
            Column::PublicWelfare => "public_welfare",
            Column::LegalService => "legal_service",
            Column::OtherApplicant | Column::OtherResult => "other",
            Column::Applicants | Column::Cases => "total",
            Column::Upheld => "upheld",
            Column::Corrected => "corrected",
            Column::Pending => "pending",
        }
    }

    /// Its official label; the columns of 表二 that differ between rows and editions: see [`CellName::column_label`].
    fn label(self) -> &'static str {
        match self {
            Column::Made => "本年新制作数量",
            Column::NewlyDisclosed => "本年新公开数量",
            Column::TotalDisclosed => "对外公开总数量",
            Column::Issued => "本年制发件数",
            Column::Repealed => "本年废止件数",
            Column::InForce => "现行有效件数",
            Column::ItemsLastYear => "上一年项目数量",
            Column::Change => "本年增/减",
            Column::Decisions => "处理决定数量",
            Column::Amount => "采购总金额",
            Column::Purchases => "采购项目数量",
            Column::NaturalPerson => "自然人",
            Column::Business => "商业企业",
            Column::Research => "科研机构",
            Column::PublicWelfare => "社会公益组织",
            Column::LegalService => "法律服务机构",
            Column::OtherApplicant => "其他",
            Column::Applicants | Column::Cases => "总计",
            Column::Upheld => "结果维持",
            Column::Corrected => "结果纠正",
            Column::OtherResult => "其他结果",
            Column::Pending => "尚未审结",
        }
    }

    /// The official label of this column of `row` in `edition`.
    pub fn label_in(self, row: Row, edition: Edition) -> &'static str {
        match (self, row, edition) {
            (Column::Amount, Row::FEES, _) => "本年收费金额（单位：万元）",
            (Column::Decisions, _, Edition::E2021) => "本年处理决定数量",
            _ => self.label(),
        }
    }

    /// Whether its cells may hold a fraction (amounts of money).
    pub fn is_money(self) -> bool {
        self == Column::Amount
    }
}

/// A row of one of the three tables; for 表四 one of its three parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Row(u8);

struct RowData {
    id: &'static str,
    /// The official label.
    label: &'static str,
    /// The name in messages.
    short: &'static str,
    /// The group label that covers the row in 表三, or the clause of 第二十条 in 表二.
    group: &'static str,
    /// The only edition that has it, if not both.
    only: Option<Edition>,
}

const fn row(id: &'static str, label: &'static str, short: &'static str, group: &'static str) -> RowData {
    RowData { id, label, short, group, only: None }
}

const fn row_of(
    only: Edition,
    id: &'static str,
    label: &'static str,
    short: &'static str,
    group: &'static str,
) -> RowData {
    RowData { id, label, short, group, only: Some(only) }
}

const REFUSED: &str = "（三）不予公开";
const UNABLE: &str = "（四）无法提供";
const NOT_PROCESSED: &str = "（五）不予处理";
const OTHER: &str = "（六）其他处理";

static ROWS: [RowData; 37] = [
    row("rules", "规章", "规章", "一"),
    row("normative_documents", "规范性文件", "规范性文件", "一"),
    row("licensing", "行政许可", "行政许可", "五"),
    row_of(Edition::E2019, "other_services", "其他对外管理服务事项", "其他对外管理服务事项", "五"),
    row("penalties", "行政处罚", "行政处罚", "六"),
    row("compulsory_measures", "行政强制", "行政强制", "六"),
    row("fees", "行政事业性收费", "行政事业性收费", "八"),
    row_of(Edition::E2019, "procurement", "政府集中采购", "政府集中采购", "九"),
    row("1", "一、本年新收政府信息公开申请数量", "一、本年新收", ""),
    row("2", "二、上年结转政府信息公开申请数量", "二、上年结转", ""),
    row("3.1", "（一）予以公开", "（一）予以公开", ""),
    row("3.2", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开", ""),
    row("3.3.1", "1.属于国家秘密", "（三）1.属于国家秘密", REFUSED),
    row("3.3.2", "2.其他法律行政法规禁止公开", "（三）2.其他法律行政法规禁止公开", REFUSED),
    row("3.3.3", "3.危及“三安全一稳定”", "（三）3.危及‘三安全一稳定’", REFUSED),
    row("3.3.4", "4.保护第三方合法权益", "（三）4.保护第三方合法权益", REFUSED),
    row("3.3.5", "5.属于三类内部事务信息", "（三）5.属于三类内部事务信息", REFUSED),
    row("3.3.6", "6.属于四类过程性信息", "（三）6.属于四类过程性信息", REFUSED),
    row("3.3.7", "7.属于行政执法案卷", "（三）7.属于行政执法案卷", REFUSED),
    row("3.3.8", "8.属于行政查询事项", "（三）8.属于行政查询事项", REFUSED),
    row("3.4.1", "1.本机关不掌握相关政府信息", "（四）1.本机关不掌握相关政府信息", UNABLE),
    row("3.4.2", "2.没有现成信息需要另行制作", "（四）2.没有现成信息需要另行制作", UNABLE),
    row("3.4.3", "3.补正后申请内容仍不明确", "（四）3.补正后申请内容仍不明确", UNABLE),
    row("3.5.1", "1.信访举报投诉类申请", "（五）1.信访举报投诉类申请", NOT_PROCESSED),
    row("3.5.2", "2.重复申请", "（五）2.重复申请", NOT_PROCESSED),
    row("3.5.3", "3.要求提供公开出版物", "（五）3.要求提供公开出版物", NOT_PROCESSED),
    row("3.5.4", "4.无正当理由大量反复申请", "（五）4.无正当理由大量反复申请", NOT_PROCESSED),
    row("3.5.5", "5.要求行政机关确认或重新出具已获取信息", "（五）5.要求确认或重新出具已获取信息", NOT_PROCESSED),
    row_of(Edition::E2019, "3.6", "（六）其他处理", "（六）其他处理", ""),
    row_of(
        Edition::E2021,
        "3.6.1",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（六）1.逾期不补正",
        OTHER,
    ),
    row_of(
        Edition::E2021,
        "3.6.2",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "（六）2.逾期未缴费",
        OTHER,
    ),
    row_of(Edition::E2021, "3.6.3", "3.其他", "（六）3.其他", OTHER),
    row("3.7", "（七）总计", "（七）总计", ""),
    row("4", "四、结转下年度继续办理", "四、结转下年度继续办理", ""),
    row("review", "行政复议", "行政复议", ""),
    row("direct_litigation", "未经复议直接起诉", "未经复议直接起诉", ""),
    row("litigation_after_review", "复议后起诉", "复议后起诉", ""),
];

impl Row {
    /// 规章.
    pub const RULES: Row = Row(0);
    /// 规范性文件 (2021: 行政规范性文件).
    pub const NORMATIVE_DOCUMENTS: Row = Row(1);
    /// 行政事业性收费.
    pub const FEES: Row = Row(6);
    /// 政府集中采购.
    pub const PROCUREMENT: Row = Row(7);
    /// 一、本年新收.
    pub const NEW: Row = Row(8);
    /// 二、上年结转.
    pub const CARRIED_OVER: Row = Row(9);
    /// （二）部分公开.
    pub const PARTLY_OPEN: Row = Row(11);
    /// （六）其他处理, the one row of the 2019 edition.
    pub const OTHER_SINGLE: Row = Row(28);
    /// （六）2 逾期未缴费.
    pub const FEE_UNPAID: Row = Row(30);
    /// （七）总计.
    pub const OUTCOMES: Row = Row(32);
    /// 四、结转下年度.
    pub const REMAINING: Row = Row(33);
    /// 行政复议.
    pub const REVIEW: Row = Row(34);
    /// 复议后起诉.
    pub const LITIGATION_AFTER_REVIEW: Row = Row(36);

    fn data(self) -> &'static RowData {
        &ROWS[self.0 as usize % ROWS.len()]
    }

    /// The table it belongs to.
    pub fn table(self) -> TableKind {
        match self.0 {
            ..8 => TableKind::Disclosure,
            8..34 => TableKind::Requests,
            _ => TableKind::Disputes,
        }
    }

    /// The rows of `table` in `edition`, in their official order.
    pub fn all(table: TableKind, edition: Edition) -> impl DoubleEndedIterator<Item = Row> + Clone {
        (0..ROWS.len() as u8)
            .map(Row)
            .filter(move |row| row.table() == table && row.data().only.is_none_or(|only| only == edition))
    }

    /// The rows of 表三 whose sum is （七）总计.
    pub fn outcomes(edition: Edition) -> impl DoubleEndedIterator<Item = Row> + Clone {
        Row::all(TableKind::Requests, edition).filter(|row| row.is_outcome())
    }

    /// Whether it is one of the rows under （一） to （六） of 表三.
    pub fn is_outcome(self) -> bool {
        (10..32).contains(&self.0)
    }

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        self.data().id
    }

    /// Its official label in `edition`.
    pub fn label(self, edition: Edition) -> &'static str {
        match (self, edition) {
            (Row::NORMATIVE_DOCUMENTS, Edition::E2021) => "行政规范性文件",
            _ => self.data().label,
        }
    }

    /// Its name in messages.
    pub fn short(self, edition: Edition) -> &'static str {
        match self {
            Row::NORMATIVE_DOCUMENTS => self.label(edition),
            _ => self.data().short,
        }
    }

    /// The label of the group that it belongs to in 表三 (`（三）不予公开`), or the clause of 第二十条 in 表二 (`一`);
    /// empty where there is none.
    pub fn group(self) -> &'static str {
        self.data().group
    }

    /// Its columns in `edition`, in their official order.
    pub fn columns(self, edition: Edition) -> &'static [Column] {
        match (self.table(), edition) {
            (TableKind::Requests, _) => &Column::REQUESTS,
            (TableKind::Disputes, _) => &Column::DISPUTES,
            (TableKind::Disclosure, Edition::E2019) => match self.group() {
                "一" => &[Column::Made, Column::NewlyDisclosed, Column::TotalDisclosed],
                "八" => &[Column::ItemsLastYear, Column::Change],
                "九" => &[Column::Purchases, Column::Amount],
                _ => &[Column::ItemsLastYear, Column::Change, Column::Decisions],
            },
            (TableKind::Disclosure, Edition::E2021) => match self.group() {
                "一" => &[Column::Issued, Column::Repealed, Column::InForce],
                "八" => &[Column::Amount],
                _ => &[Column::Decisions],
            },
        }
    }
}

/// A cell that holds a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellName {
    /// Its row, which also tells the table.
    pub row: Row,
    /// Its column.
    pub column: Column,
}

impl CellName {
    /// The cell of `row` and `column`.
    pub fn new(row: Row, column: Column) -> Self {
        CellName { row, column }
    }

    /// The table it belongs to.
    pub fn table(self) -> TableKind {
        self.row.table()
    }

    /// All cells of `table` in `edition`, row by row.
    pub fn all(table: TableKind, edition: Edition) -> impl Iterator<Item = CellName> {
        Row::all(table, edition)
            .flat_map(move |row| row.columns(edition).iter().map(move |&column| CellName { row, column }))
    }

    /// Its name in messages: `自然人·（一）予以公开`, `规章·本年制发件数`, `行政复议·总计`.
    pub fn name(self, edition: Edition) -> String {
        let (row, column) = (self.row.short(edition), self.column.label_in(self.row, edition));
        match self.table() {
            TableKind::Requests => format!("{column}·{row}"),
            _ if self.column == Column::Amount && self.row == Row::FEES => format!("{row}·本年收费金额"),
            _ => format!("{row}·{column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_cells_are_the_official_ones() {
        let count = |table, edition| CellName::all(table, edition).count();
        assert_eq!(count(TableKind::Disclosure, Edition::E2019), 22);
        assert_eq!(count(TableKind::Disclosure, Edition::E2021), 10);
        assert_eq!(count(TableKind::Requests, Edition::E2019), 161);
        assert_eq!(count(TableKind::Requests, Edition::E2021), 175);
        assert_eq!(count(TableKind::Disputes, Edition::E2019), 15);
        assert_eq!(count(TableKind::Disputes, Edition::E2021), 15);
    }

    #[test]
    fn the_named_rows_are_the_right_ones() {
        for (row, id) in [
            (Row::RULES, "rules"),
            (Row::NORMATIVE_DOCUMENTS, "normative_documents"),
            (Row::FEES, "fees"),
            (Row::PROCUREMENT, "procurement"),
            (Row::NEW, "1"),
            (Row::CARRIED_OVER, "2"),
            (Row::PARTLY_OPEN, "3.2"),
            (Row::OTHER_SINGLE, "3.6"),
            (Row::FEE_UNPAID, "3.6.2"),
            (Row::OUTCOMES, "3.7"),
            (Row::REMAINING, "4"),
            (Row::REVIEW, "review"),
            (Row::LITIGATION_AFTER_REVIEW, "litigation_after_review"),
        ] {
            assert_eq!(row.id(), id);
        }
    }

    #[test]
    fn names_for_people() {
        let name = |row, column| CellName::new(row, column).name(Edition::E2021);
        assert_eq!(name(Row::NORMATIVE_DOCUMENTS, Column::Issued), "行政规范性文件·本年制发件数");
        assert_eq!(name(Row::OUTCOMES, Column::NaturalPerson), "自然人·（七）总计");
        assert_eq!(name(Row::FEES, Column::Amount), "行政事业性收费·本年收费金额");
    }
}
