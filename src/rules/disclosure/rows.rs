//! T2-01–T2-03, T2-21: the rows, heads and clauses of 表二.

use crate::check::{Context, Finding, Place, Severity};
use crate::report::Doubt;
use crate::rules::{FORMAT, Rule, figures};
use crate::standard::{Edition, Row, TableKind};
use crate::text::{Words, fold};

const TABLE: TableKind = TableKind::Disclosure;

fn in_both(row: Row) -> bool {
    let is_of = |edition| Row::all(TABLE, edition).any(|other| other == row);
    is_of(Edition::E2019) && is_of(Edition::E2021)
}

/// All rows are there, each with its figures.
pub static MISSING: Rule = Rule {
    id: "disclosure-rows",
    code: "T2-01",
    title: "表二缺行",
    severity: Severity::Error,
    basis: FORMAT,
    what: "表二的每一行是否都在，每行的数是否齐全。",
    why: "统一格式的行不得增减，没有的也要保留并填0。",
    how: "补上缺少的行，没有的填0。",
    right: examples!["整行·行政强制：0"],
    wrong: examples!["缺行：行政强制"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE).filter(|_| !context.report.is_scrambled()) else { return };
        let mut missing = table.missing();
        // Where parts of both editions were put together, that is told, and no row of one of them is due.
        let heads = table.heads_text();
        if [Edition::E2019, Edition::E2021].iter().all(|edition| edition.is_marked(&heads)) {
            missing.retain(|row| in_both(*row));
        }
        if !missing.is_empty() {
            let names = figures::row_names(&missing, table.form);
            let message = format!("表二缺少 {} 行：{names}{}。", missing.len(), context.damage_note());
            findings.push(
                Finding::new(&MISSING, message)
                    .at_all(missing.iter().map(|&row| Place { span: None, ..context.row(row) })),
            );
        }
        for doubt in &table.doubts {
            let Doubt::Count(row, count) = doubt else { continue };
            let expected = row.columns(table.form).len();
            findings.push(
                Finding::new(
                    &MISSING,
                    format!(
                        "表二“{}”行应有 {expected} 个数，现有 {count} 个，请核对是否缺数、错列{}。",
                        row.short(table.form),
                        context.damage_note()
                    ),
                )
                .at(context.row(*row)),
            );
        }
    },
};

/// Rows and columns have their official names.
pub static LABELS: Rule = Rule {
    id: "disclosure-labels",
    code: "T2-02",
    title: "表二表头或行名有误",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "表二的行名、栏名是否与统一格式一致；“采购总金额”后注明单位的也认可。",
    why: "栏名是统一规定的，改动会改变口径。",
    how: "改为统一格式的名称。",
    right: examples!["2019年版\n改名：采购总金额→采购总金额（万元）"],
    wrong: examples!["改名：行政强制→行政强制措施", "改名：现行有效件数→现行有效件"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        figures::row_labels(&LABELS, TABLE, context, findings);
        // Each block has its own row of heads.
        let blocks = table.rows.chunk_by(|left, right| left.row.group() == right.row.group());
        let heads: Vec<&str> = blocks
            .flat_map(|rows| {
                rows[0].row.columns(table.form).iter().map(|column| column.label_in(rows[0].row, table.form))
            })
            .collect();
        figures::column_heads(&LABELS, TABLE, &heads, context, findings);
    },
};

/// There is no other row.
pub static EXTRA: Rule = Rule {
    id: "disclosure-extra-row",
    code: "T2-03",
    title: "表二多出行",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "表二中是否有统一格式以外的行，或同一行填了多次。",
    why: "统一格式的行不得增减；湖北省2020年曾另行通知增加一行，属例外。",
    how: "删去多出的行；同一事项分行填写的，合并为一行。",
    right: examples!["一：另有通知公告120条，已在网站公开。"],
    wrong: examples!["多行：表二｜通知公告｜120", "多行：表二｜行政许可｜3"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        let extra = table.extra.iter().filter(|(label, _)| !context.local.allows_row(TABLE, &label.text));
        for (label, values) in extra {
            let known = Row::all(TABLE, table.form).find(|row| label.text.ends_with(&fold(row.label(table.form))));
            let span = label.spans.last().or(values.first()).copied();
            let written = label.spans.last().map_or(label.text.as_str(), |&span| context.quote(span).trim());
            let message = match known {
                Some(row) => format!("表二“{}”行出现了不止一次，应合并为一行。", row.short(table.form)),
                None => format!("表二多出“{written}”，统一格式没有此行。"),
            };
            let local = label.text.contains("其他主动公开文件") && may_be_of_hubei(context, table.form);
            let note =
                if local { "湖北省曾通知2020年的报告增加此行，其他地方的请删去。" } else { "" };
            let severity = if local || !label.exact { Severity::Info } else { Severity::Warning };
            findings.push(
                Finding::new(&EXTRA, format!("{message}{note}")).severity(severity).at(context.in_table(TABLE, span)),
            );
        }
    },
};

/// Whether a province's own notice may have added a row: Hubei's did for the reports of 2020, and few names of organs
/// tell their province; later only where the name does.
fn may_be_of_hubei(context: &Context, form: Edition) -> bool {
    static CITIES: Words = Words::new(&[
        "湖北",
        "武汉",
        "黄石",
        "十堰",
        "宜昌",
        "襄阳",
        "鄂州",
        "荆门",
        "孝感",
        "荆州",
        "黄冈",
        "咸宁",
        "随州",
        "恩施",
        "仙桃",
        "潜江",
        "天门",
        "神农架",
    ]);
    let organ = context.report.organ().unwrap_or_default();
    form == Edition::E2019 || CITIES.is_in(organ)
}

/// Each block has its clause above it.
pub static CLAUSES: Rule = Rule {
    id: "disclosure-clauses",
    code: "T2-21",
    title: "表二条款标题缺失",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "表二各块上方的“第二十条第（一）项”等小标题是否齐全。",
    why: "小标题标明数据对应条例第二十条的哪一项，是统一格式的一部分。",
    how: "补上缺少的小标题。",
    right: examples!["改名：第二十条第（六）项→第二十条第(六)项"],
    wrong: examples!["改名：第二十条第（六）项→"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        let all = table.heads_text();
        let mut clauses: Vec<&str> = table.rows.iter().map(|reading| reading.row.group()).collect();
        clauses.dedup();
        let missing: Vec<&str> =
            clauses.iter().copied().filter(|clause| !all.contains(&format!("第（{clause}）项"))).collect();
        // With none of them a converter dropped the merged rows.
        if missing.is_empty() || missing.len() == clauses.len() {
            return;
        }
        let names: Vec<String> = missing.iter().map(|clause| format!("“第二十条第（{clause}）项”")).collect();
        let row = table.rows.iter().find(|reading| reading.row.group() == missing[0]);
        findings.push(
            Finding::new(&CLAUSES, format!("表二缺少{}小标题{}。", names.join("、"), context.damage_note()))
                .severity(if context.report.is_damaged() { Severity::Info } else { Severity::Warning })
                .at_all(row.map(|reading| context.row(reading.row))),
        );
    },
};

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::rules::testing::Sample;
    use crate::standard::{Edition::*, TableKind::Disclosure};

    #[test]
    fn missing() {
        let sample = Sample::filled(E2021).without_row("compulsory_measures");
        assert_eq!(sample.messages("disclosure-rows"), ["表二缺少 1 行：“行政强制”。"]);
    }

    #[test]
    fn parts_of_both_editions_put_together() {
        let sample = Sample::filled(E2021)
            .label("本年制发件数", "本年新制作数量")
            .label("本年废止件数", "本年新公开数量")
            .label("现行有效件数", "对外公开总数量");
        assert!(sample.messages("disclosure-rows").is_empty());
        assert_eq!(sample.messages("edition-mixed").len(), 1);
    }

    #[test]
    fn labels() {
        let sample = Sample::filled(E2021).label("行政规范性文件", "规范性文件").label("现行有效件数", "现行有效件");
        let messages = sample.messages("disclosure-labels");
        assert_eq!(messages, ["表二“现行有效件”应为“现行有效件数”。", "表二行名“规范性文件”应为“行政规范性文件”。"]);
        let unit = Sample::filled(E2019).label("采购总金额", "采购总金额（单位：万元，保留4位小数）");
        assert!(unit.messages("disclosure-labels").is_empty());
    }

    #[test]
    fn extra() {
        let sample = Sample::filled(E2021).extra_row(Disclosure, &["其他主动公开文件", "5", "0", "9"]);
        assert_eq!(sample.messages("disclosure-extra-row"), ["表二多出“其他主动公开文件”，统一格式没有此行。"]);
        let severity = |sample: Sample| {
            sample.findings().iter().find(|found| found.rule == "disclosure-extra-row").map(|found| found.severity)
        };
        assert_eq!(severity(sample.clone()), Some(Severity::Warning));
        let hubei = sample.title("孝感市人民政府2023年政府信息公开工作年度报告");
        assert_eq!(severity(hubei), Some(Severity::Info));
        let local = Sample::filled(E2019).extra_row(Disclosure, &["其他主动公开文件", "5", "0", "9"]);
        assert_eq!(severity(local), Some(Severity::Info));
        let twice = Sample::filled(E2019).extra_row(Disclosure, &["政府集中采购", "5", "9", ""]);
        assert_eq!(twice.messages("disclosure-extra-row"), ["表二“政府集中采购”行出现了不止一次，应合并为一行。"]);
    }

    #[test]
    fn clauses() {
        let sample = Sample::filled(E2021).label("第二十条第（六）项", "");
        assert_eq!(sample.messages("disclosure-clauses"), ["表二缺少“第二十条第（六）项”小标题。"]);
    }
}
