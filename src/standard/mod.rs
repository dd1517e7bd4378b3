//! The two official formats as data: headings, tables, labels, units, relations.
//!
//! - 2019 edition: 国办公开办函〔2019〕60号, for the reports of 2019 and 2020;
//! - 2021 edition: 国办公开办函〔2021〕30号, for the reports of 2021 and later.

pub mod form;
pub mod names;
pub mod relations;

pub use names::{CellName, Column, Row, TableKind};
pub use relations::{Relation, RelationKind, Sense};

use crate::text::Words;
use serde::{Deserialize, Serialize};

/// An edition of the unified format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edition {
    /// 《政府信息公开工作年度报告格式（试行）》.
    E2019,
    /// 《中华人民共和国政府信息公开工作年度报告格式》.
    E2021,
}

impl Edition {
    /// The edition that a report for `year` has to follow; `None` for years before the unified format.
    pub fn for_year(year: i32) -> Option<Self> {
        match year {
            ..2019 => None,
            2019 | 2020 => Some(Edition::E2019),
            _ => Some(Edition::E2021),
        }
    }

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Edition::E2019 => "2019",
            Edition::E2021 => "2021",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Edition::E2019 => "2019年版",
            Edition::E2021 => "2021年版",
        }
    }

    /// The number of the notice that made it (发文字号).
    pub fn notice(self) -> &'static str {
        match self {
            Edition::E2019 => "国办公开办函〔2019〕60号",
            Edition::E2021 => "国办公开办函〔2021〕30号",
        }
    }

    /// Words that stand in its tables and not in the other edition's, folded.
    pub fn markers(self) -> &'static [&'static str] {
        match self {
            Edition::E2019 => OLD_MARKERS,
            Edition::E2021 => NEW_MARKERS,
        }
    }

    /// Whether one of those words stands in `text` (folded).
    pub fn is_marked(self, text: &str) -> bool {
        static OLD: Words = Words::new(OLD_MARKERS);
        static NEW: Words = Words::new(NEW_MARKERS);
        match self {
            Edition::E2019 => OLD.is_in(text),
            Edition::E2021 => NEW.is_in(text),
        }
    }
}

const OLD_MARKERS: &[&str] = &[
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "上一年项目数量",
    "本年增/减",
    "其他对外管理服务事项",
    "采购项目数量",
    "政府集中采购",
    "第二十条第（九）项",
];
const NEW_MARKERS: &[&str] = &[
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "行政规范性文件",
    "本年处理决定数量",
    "本年收费金额",
    "申请人无正当理由逾期不补正",
    "申请人逾期未按收费通知要求缴纳费用",
];

/// The titles of the six sections (一级标题), the same in both editions, without their ordinals.
pub const SECTIONS: [&str; 6] = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];

/// The full heading of section `number` (1 to 6), as `一、总体情况`.
pub fn heading(number: usize) -> String {
    format!("{}、{}", crate::text::ordinal::numeral(number as u32), SECTIONS.get(number.wrapping_sub(1)).unwrap_or(&""))
}
