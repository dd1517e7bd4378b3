//! T3-01–T3-03, T3-15–T3-17: the rows, labels and heads of 表三.

use crate::check::{Context, Finding, Place, Severity};
use crate::report::{Label, RowReading};
use crate::rules::{FORMAT, Rule, figures};
use crate::standard::{Column, Edition, Row, TableKind, form};
use crate::text::fold;
use crate::text::similar::likeness;

const TABLE: TableKind = TableKind::Requests;
const GROUPS: [&str; 4] = ["（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"];

/// All rows are there.
pub static MISSING: Rule = Rule {
    id: "requests-rows",
    code: "T3-01",
    title: "表三缺行",
    severity: Severity::Error,
    basis: FORMAT,
    what: "表三的数据行是否齐全（2019年版23行，2021年版25行）。",
    why: "行不得增减；缺了（七）总计或结转行，勾稽关系就无法核对。",
    how: "补上缺少的行，没有的填0。",
    right: examples!["整行·（三）4.保护第三方合法权益：0"],
    wrong: examples!["缺行：（三）4.保护第三方合法权益\n缺行：四、结转下年度继续办理"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE).filter(|_| !context.report.is_scrambled()) else { return };
        let missing = table.missing();
        if missing.is_empty() {
            return;
        }
        let total = Row::all(TABLE, table.form).count();
        let names = figures::row_names(&missing, table.form);
        let message = format!(
            "表三应有 {total} 行数据，只找到 {} 行，缺少：{names}{}。",
            total - missing.len(),
            context.damage_note()
        );
        findings.push(Finding::new(&MISSING, message).at_all(missing.iter().map(|&row| context.row(row))));
    },
};

/// Rows have their official names.
pub static LABELS: Rule = Rule {
    id: "requests-labels",
    code: "T3-02",
    title: "表三行名有误",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "表三的行名是否与统一格式一致；空格、括号和引号的宽窄不计。",
    why: "行名对应条例的具体条款，错字会改变意思。",
    how: "改为统一格式的行名。",
    right: examples!["改名：（一）予以公开→(一) 予以公开"],
    wrong: examples!["改名：2.其他法律行政法规禁止公开→2.其他法律行政止公开", "改名：（四）无法提供→（四）无法提共"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        figures::row_labels(&LABELS, TABLE, context, findings);
        if table.is_torn() || !table.items.iter().any(|&item| is_table(context, item)) {
            return;
        }
        // Each group's name stands once beside its first row.
        let groups =
            GROUPS.iter().copied().filter(|group| table.rows.iter().any(|reading| reading.row.group() == *group));
        let heads = table.heads_text();
        for group in groups.chain(["三、本年度办理结果"]) {
            if heads.contains(&fold(group)) || table.rows.iter().any(|reading| ends_group(reading, group)) {
                continue;
            }
            let wanted: Vec<char> = fold(group).chars().collect();
            let like = |head: &Label| likeness(&head.text.chars().collect::<Vec<_>>(), &wanted);
            let is_other = |head: &&Label| GROUPS.iter().any(|other| figures::is_printed_as(&head.text, other));
            let nearest = table
                .heads
                .iter()
                .filter(|head| !is_other(head))
                .max_by(|left, right| like(left).total_cmp(&like(right)));
            match nearest.filter(|head| like(head) >= 0.6) {
                Some(head) if figures::is_printed_as(&head.text, group) => {}
                Some(head) => {
                    let span = head.spans.first().copied();
                    let written = span.map_or("", |span| context.quote(span).trim());
                    let message = format!("表三“{written}”应为“{group}”。");
                    findings.push(Finding::new(&LABELS, message).at(context.in_table(TABLE, span)).fix(group));
                }
                None => {
                    let row = table.rows.iter().find(|reading| reading.row.group() == group).map(|reading| reading.row);
                    let place = row.map_or(context.in_table(TABLE, None), |row| context.row(row));
                    let message = format!("表三缺少分组名“{group}”{}。", context.damage_note());
                    findings.push(Finding::new(&LABELS, message).at(place));
                }
            }
        }
    },
};

/// Whether a group's name is glued to the label of its first row.
fn ends_group(reading: &RowReading, group: &str) -> bool {
    reading.label.as_ref().is_some_and(|label| label.text.contains(&fold(group)))
}

fn is_table(context: &Context, item: u32) -> bool {
    matches!(context.report.document.items.get(item as usize), Some(crate::document::Item::Table(_)))
}

/// The columns have their official names.
pub static COLUMNS: Rule = Rule {
    id: "requests-columns",
    code: "T3-03",
    title: "表三列缺失或列名有误",
    severity: Severity::Error,
    basis: FORMAT,
    what: "表三表头是否有自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计七列，文字是否正确。",
    why: "列名错了，数据就归错了申请人类别。",
    how: "改为统一格式的列名。",
    right: examples!["改名：商业企业→商业 企业"],
    wrong: examples!["改名：科研机构→科研企业"],
    by_default: true,
    check: |context, findings| {
        let columns = Column::REQUESTS.iter().map(|column| column.label_in(Row::NEW, context.edition));
        let labels: Vec<&str> = columns.chain(["申请人情况", "法人或其他组织"]).collect();
        figures::column_heads(&COLUMNS, TABLE, &labels, context, findings);
    },
};

/// Groups have no figures of their own.
pub static GROUP_FIGURES: Rule = Rule {
    id: "requests-group-figures",
    code: "T3-15",
    title: "分组行填了数",
    severity: Severity::Info,
    basis: FORMAT,
    what: "“（三）不予公开”“（四）无法提供”等分组名所在的行是否填了小计，或表中有多出的行。",
    why: "分组名不单独填数；有小计时容易被重复计入总计。",
    how: "删去小计，只填下面的明细行。",
    right: examples![
        "自然人·（三）7.属于行政执法案卷：5\n科研机构·（三）7.属于行政执法案卷：1\n总计·（三）7.属于行政执法案卷：6"
    ],
    wrong: examples!["多行：表三｜（三）不予公开｜5｜0｜1｜0｜0｜0｜6"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        let extra = table.extra.iter().filter(|(label, _)| !context.local.allows_row(TABLE, &label.text));
        for (label, values) in extra {
            let span = label.spans.last().or(values.first()).copied();
            let written = label.spans.last().map_or(label.text.as_str(), |&span| context.quote(span).trim());
            let group = GROUPS.iter().any(|group| figures::is_printed_as(&label.text, group));
            let known = Row::all(TABLE, table.form).find(|row| label.text.ends_with(&fold(row.label(table.form))));
            let (message, severity) = match (group, known) {
                (true, _) => (format!("“{written}”是分组名，不单独填数。"), Severity::Info),
                (false, Some(row)) => {
                    (format!("表三“{}”行出现了不止一次，请核对。", row.short(table.form)), Severity::Warning)
                }
                (false, None) if label.exact => (format!("表三多出“{written}”，统一格式没有此行。"), Severity::Warning),
                (false, None) => continue,
            };
            findings.push(Finding::new(&GROUP_FIGURES, message).severity(severity).at(context.in_table(TABLE, span)));
        }
    },
};

/// The note on the balance stands in the head.
pub static NOTE: Rule = Rule {
    id: "requests-note",
    code: "T3-16",
    title: "勾稽说明缺失",
    severity: Severity::Info,
    basis: FORMAT,
    what: "表三左上角是否保留“（本列数据的勾稽关系为：……）”的说明。",
    why: "说明是统一格式的一部分，也是核对数据的依据。",
    how: "照统一格式补上说明。",
    right: examples![
        "改名：（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）→(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)"
    ],
    wrong: examples!["改名：（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）→项目"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        let plain =
            |text: &str| text.chars().filter(|character| !"（），。：；.".contains(*character)).collect::<String>();
        let heads = table.heads_text();
        // Without any heads a converter took the note with them.
        if !heads.contains("申请人情况") || table.is_torn() {
            return;
        }
        let note = plain(&fold(form::BALANCE_NOTE));
        let stands = if table.heads.iter().any(|head| figures::is_in_grid(context, head)) {
            plain(&heads).contains(&note)
        } else {
            // In lines it may stand before what is known as the table, and in pieces between other heads: it is not as
            // it should be where nothing is left of it, or where a line has all of it in other words.
            let lines: Vec<String> = context
                .report
                .document
                .blocks
                .iter()
                .flat_map(|block| block.lines())
                .map(|line| plain(&fold(line)))
                .collect();
            let whole = |line: &&String| line.contains("勾稽关系为") && line.ends_with("之和");
            lines.iter().any(|line| words!["勾稽", "第一项加"].is_in(line))
                && lines.iter().filter(whole).all(|line| line.contains(&note))
        };
        if !stands {
            let note = table.heads.iter().find(|head| head.text.contains("勾稽")).or(table.heads.first());
            let span = note.and_then(|head| head.spans.first().copied());
            findings.push(
                Finding::new(
                    &NOTE,
                    "表三左上角应保留“（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）”。",
                )
                .at(context.in_table(TABLE, span)),
            );
        }
    },
};

/// （六）其他处理 has the rows of the year's edition.
pub static OTHER_ROWS: Rule = Rule {
    id: "requests-other-rows",
    code: "T3-17",
    title: "（六）其他处理的行数与年份不符",
    severity: Severity::Error,
    basis: "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号",
    what: "2021年起“（六）其他处理”应为三行，2019、2020年为一行。",
    why: "2021年版把“其他处理”分成逾期不补正、逾期未缴费、其他三种情形，分别统计。",
    how: "按报告年份对应的格式分行填写。",
    right: examples!["2019年版\n标题：白石镇人民政府2020年政府信息公开工作年度报告"],
    wrong: examples!["表三：2019年版"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        let expected = context.year().and_then(Edition::for_year).or(context.report.edition);
        let Some(expected) = expected.filter(|expected| *expected != table.form) else { return };
        let Some(found) = table.rows.iter().find(|reading| reading.row.id().starts_with("3.6")) else { return };
        let (right, wrong) = if expected == Edition::E2021 {
            ("三行（1.逾期不补正，2.逾期未缴费，3.其他）", "一行")
        } else {
            ("一行", "三行")
        };
        let year = context.year().map_or(String::new(), |year| format!("{year}年报告的"));
        let place: Place = context.row(found.row);
        findings.push(Finding::new(&OTHER_ROWS, format!("{year}“（六）其他处理”应为{right}，现为{wrong}。")).at(place));
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::{Edition::*, TableKind::Requests};

    #[test]
    fn missing() {
        let messages = Sample::filled(E2021).without_row("3.3.4").without_row("4").messages("requests-rows");
        assert_eq!(
            messages,
            ["表三应有 25 行数据，只找到 23 行，缺少：“（三）4.保护第三方合法权益”、“四、结转下年度继续办理”。"]
        );
    }

    #[test]
    fn labels() {
        let of = |old: &str, new: &str| Sample::filled(E2021).label(old, new).messages("requests-labels");
        assert_eq!(
            of("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
            ["表三行名“2.其他法律行政止公开”应为“2.其他法律行政法规禁止公开”。"]
        );
        assert_eq!(of("6.属于四类过程性信息", "6.属于四类过程性性信息").len(), 1);
        assert_eq!(of("（四）无法提供", "（四）无法提共"), ["表三“（四）无法提共”应为“（四）无法提供”。"]);
        assert_eq!(of("三、本年度办理结果", "三、本年办理结果"), ["表三“三、本年办理结果”应为“三、本年度办理结果”。"]);
        assert!(of("（一）予以公开", "(一) 予以公开").is_empty());
        assert!(of("3.危及“三安全一稳定”", "3.危及\"三安全一稳定\"").is_empty());
    }

    #[test]
    fn columns() {
        // A head that a line break cut is not misspelt.
        let wrapped = "三、收到和处理政府信息公开申请情况\n申请人情况\n法人或其他组织\n自然人 商业企 科研机构 社会公益组织 法律服务 其他 总计\n业 机构\n一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n";
        let report = crate::report::recognise(crate::read::read_text(wrapped, crate::read::Kind::Text));
        let findings = crate::check::check(report, &crate::check::Environment::default()).findings;
        assert!(findings.iter().all(|finding| finding.rule != "requests-columns"), "{findings:#?}");
        let sample = Sample::filled(E2021).label("科研机构", "科研企业");
        assert_eq!(sample.messages("requests-columns"), ["表三“科研企业”应为“科研机构”。"]);
    }

    #[test]
    fn group_figures() {
        let sample = Sample::filled(E2021).extra_row(Requests, &["（三）不予公开", "5", "0", "1", "0", "0", "0", "6"]);
        assert_eq!(sample.messages("requests-group-figures"), ["“（三）不予公开”是分组名，不单独填数。"]);
    }

    #[test]
    fn note() {
        let sample = Sample::filled(E2021).label(crate::standard::form::BALANCE_NOTE, "项目");
        assert_eq!(sample.messages("requests-note").len(), 1);
    }

    #[test]
    fn other_rows() {
        let sample = Sample::filled(E2021).form(Requests, E2019);
        let findings = sample.findings();
        assert_eq!(
            findings.iter().map(|finding| &*finding.rule).collect::<Vec<_>>(),
            ["requests-other-rows"],
            "{findings:#?}"
        );
    }
}
