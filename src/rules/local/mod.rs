//! Family L: what a province or city asks for besides the official format (本地要求), which stands in the settings.
//!
//! | line | means |
//! |---|---|
//! | `名称 某省2024年度编制要求` | what messages call it |
//! | `必写 六 收费\|收取费用 写明是否收费` | section 六 says one of these; what follows is told the user |
//! | `必写 全文 网站` | the report does |
//! | `可加行 表二 其他主动公开文件` | a row of that table is no fault |
//! | `可加表` | tables besides the three are no fault |

use super::Rule;
use crate::check::{Context, Finding, Place, Severity};
use crate::standard::{TableKind, heading};
use crate::text::fold::fold;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[&REQUIREMENT];

/// What the locality asks for is there.
pub static REQUIREMENT: Rule = Rule {
    id: "local-requirement",
    code: "L-01",
    title: "本地要求",
    severity: Severity::Warning,
    basis: "本地要求（设置）",
    what: "“设置”里的本地要求逐条写了没有。要求由使用者按本省、本市的通知填写，没有填写时不核对。",
    why: "省、市对年度报告常有统一格式以外的要求，缺了会被退回。",
    how: "在要求的部分补写；要求已经变化的，在“设置”里修改。",
    right: examples!["要求：必写 六 收费 写明是否收取信息处理费\n六：本年度未收取信息处理费，无其他收费事项。"],
    wrong: examples!["要求：必写 六 收费 写明是否收取信息处理费\n六：无其他需要报告的事项。"],
    by_default: true,
    check: |context, findings| {
        let name = context.local.name.map_or_else(|| "本地要求".to_owned(), |name| format!("“{name}”"));
        for wanted in &context.local.wanted {
            let Some(place) = wanted.missing(context) else { continue };
            let place_name =
                wanted.section.map_or_else(|| "全文".to_owned(), |number| format!("“{}”", heading(number)));
            let forms: Vec<String> = wanted.forms.iter().map(|form| format!("“{form}”")).collect();
            let note = if wanted.note.is_empty() { String::new() } else { format!("（{}）", wanted.note) };
            let message = format!("{name}要求{place_name}写到{}{note}，未见。", forms.join("或"));
            let finding = Finding::new(&REQUIREMENT, message).at(place);
            findings.push(match context.local.name {
                Some(name) => finding.basis(name.to_owned()),
                None => finding,
            });
        }
    },
};

/// What a locality asks for, read from its lines.
#[derive(Debug, Default, PartialEq)]
pub struct Local<'t> {
    /// What it is called.
    name: Option<&'t str>,
    /// What must be written.
    wanted: Vec<Wanted<'t>>,
    /// Rows that may be there besides the official ones: their names, folded.
    rows: Vec<(TableKind, String)>,
    /// Whether tables besides the three may be there.
    tables: bool,
}

/// What must be written.
#[derive(Debug, PartialEq)]
struct Wanted<'t> {
    /// In which section, 1 to 6; anywhere without.
    section: Option<usize>,
    /// One of these.
    forms: Vec<&'t str>,
    /// What the user is told besides.
    note: String,
}

impl<'t> Local<'t> {
    /// Reads lines; those that are empty or begin with # say nothing. The error is a sentence for the user.
    pub fn of(lines: &'t [String]) -> Result<Self, String> {
        /// Lines of a file; no notice asks for more.
        const MOST: usize = 500;
        if lines.len() > MOST {
            return Err(format!("本地要求有 {} 行，最多 {MOST} 行，请删减。", lines.len()));
        }
        let mut local = Local::default();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let fault = |fault| format!("本地要求第 {} 行“{}”有误：{fault}，请改正。", at + 1, line.trim());
            local.add(line).map_err(fault)?;
        }
        Ok(local)
    }

    fn add(&mut self, line: &'t str) -> Result<(), String> {
        let mut words = line.split_whitespace();
        match words.next().unwrap_or_default() {
            "名称" => self.name = Some(line.trim().trim_start_matches("名称").trim()).filter(|name| !name.is_empty()),
            "必写" => {
                let section = section(words.next().unwrap_or_default())?;
                let forms = words.next().unwrap_or_default().split(['|', '｜']);
                let forms: Vec<&str> = forms.filter(|form| !form.is_empty()).collect();
                if forms.is_empty() {
                    return Err("没有写明必写的词句".to_owned());
                }
                self.wanted.push(Wanted { section, forms, note: words.collect::<Vec<_>>().join(" ") });
            }
            "可加行" => {
                let name = words.next().unwrap_or_default();
                let table = TableKind::ALL.into_iter().find(|table| table.name() == name);
                let table = table.ok_or("“可加行”后面要写表二、表三或表四")?;
                match words.next() {
                    Some(row) => self.rows.push((table, fold(row))),
                    None => return Err("没有写明行名".to_owned()),
                }
            }
            "可加表" => self.tables = true,
            other => return Err(format!("“{other}”不是“名称”“必写”“可加行”“可加表”中的一种")),
        }
        Ok(())
    }

    /// Whether a row of `table` with this folded label may be there.
    pub fn allows_row(&self, table: TableKind, label: &str) -> bool {
        self.rows.iter().any(|(other, name)| *other == table && label.ends_with(name))
    }

    /// Whether tables besides the three may be there.
    pub fn allows_tables(&self) -> bool {
        self.tables
    }
}

/// The section called so; none for the whole text.
fn section(name: &str) -> Result<Option<usize>, String> {
    if name == "全文" {
        return Ok(None);
    }
    let number = ["一", "二", "三", "四", "五", "六"].iter().position(|other| *other == name);
    number.map(|at| Some(at + 1)).ok_or_else(|| "“必写”后面要写部分，即一至六之一，或者“全文”".to_owned())
}

impl Wanted<'_> {
    /// The place where it is missing; `None` where it is written, or where its section is missing as a whole.
    fn missing(&self, context: &Context) -> Option<Place> {
        let is_in = |text: &str| self.forms.iter().any(|form| text.contains(&fold(form)));
        let Some(number) = self.section else {
            let blocks = context.report.document.items.len();
            let blocks = (0..blocks).flat_map(|item| context.report.document.blocks_of(item));
            let text: String = blocks.map(|block| fold(context.report.document.text(block))).collect();
            return (!is_in(&text)).then(Place::default);
        };
        context.heading(number)?;
        (!is_in(&fold(&context.body_text(number)))).then(|| context.section(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::examples::findings;

    fn messages(rule: &Rule, example: &str) -> Vec<String> {
        findings(rule, example).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn what_is_asked_for_is_missed() {
        let asked = "要求：名称 某省编制要求\n要求：必写 六 收费|收取费用 写明是否收费\n要求：必写 全文 平台";
        assert_eq!(messages(&REQUIREMENT, &format!("{asked}\n六：没有收取费用。\n一：平台建设有序。")), [""; 0]);
        let said = messages(&REQUIREMENT, &format!("{asked}\n一：稳步推进。\n六：无。"));
        let first = "“某省编制要求”要求“六、其他需要报告的事项”写到“收费”或“收取费用”（写明是否收费），未见。";
        assert!(said.contains(&first.to_owned()), "{said:?}");
        assert_eq!(said.len(), 2);
        // A section that is missing is another rule's.
        assert_eq!(messages(&REQUIREMENT, "要求：必写 六 收费\n标题六："), [""; 0]);
    }

    #[test]
    fn rows_and_tables_that_are_allowed_are_no_fault() {
        let row = "多行：表二｜通知公告｜120";
        let rule = crate::rules::find("disclosure-extra-row").expect("the rule");
        assert_eq!(messages(rule, &format!("要求：可加行 表二 通知公告\n{row}")), [""; 0]);
        assert_eq!(messages(rule, &format!("要求：可加行 表二 政策解读\n{row}")).len(), 1);
        let table = "附表：栏目｜条数；通知公告｜120";
        let rule = crate::rules::find("table-extra").expect("the rule");
        assert_eq!(messages(rule, &format!("要求：可加表\n{table}")), [""; 0]);
    }

    #[test]
    fn faults_are_told_by_line() {
        for (line, said) in [
            ("必写 七 收费", "一至六"),
            ("必写 六", "没有写明必写的词句"),
            ("可加行 表五 甲", "表二、表三或表四"),
            ("可加行 表二", "没有写明行名"),
            ("要写 六 收费", "“要写”"),
        ] {
            let sentence = Local::of(&["# 说明".to_owned(), line.to_owned()]).expect_err(line);
            assert!(sentence.contains("第 2 行") && sentence.contains(said), "{sentence}");
        }
    }
}
