//! What the text says of 行政复议 and 行政诉讼 against 表四, and of 表二.

use super::{Kind, Put, Where};
use crate::model::{Model, Tag};
use nianbao::check::Severity::{Error, Info, Warning};
use nianbao::standard::Edition;

const HERE: Put = Put::Instead(Tag::Disputes);

fn count(model: &Model, row: &str) -> i64 {
    model.cell(row, "total").map_or(0, |cell| model.count(cell))
}

fn has_review(model: &Model) -> bool {
    count(model, "review") > 0
}

fn has_litigation(model: &Model) -> bool {
    count(model, "direct_litigation") + count(model, "litigation_after_review") > 0
}

fn is_2021(model: &Model) -> bool {
    model.edition == Edition::E2021
}

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::sentence(
            "正文复议数与表四不符",
            "X",
            Error,
            HERE,
            &[
                "全年因政府信息公开被申请行政复议{!review.total}件。",
                "{Y}年发生政府信息公开行政复议案件{!review.total}起。",
                "行政复议{!review.total}件，行政诉讼{~litigation}件。",
                "涉及政府信息公开的行政复议案{!review.total:han}件。",
                "收到政府信息公开类行政复议申请{!review.total}件。",
                "本年度政府信息公开行政复议共计{!review.total}宗。",
            ],
        )
        .or_cell("review", "total"),
        Kind::sentence(
            "正文诉讼数与表四不符",
            "X",
            Error,
            HERE,
            &[
                "全年因政府信息公开被提起行政诉讼{!litigation}件。",
                "{Y}年发生政府信息公开行政诉讼案件{!litigation}起。",
                "行政复议{~review.total}件，行政诉讼{!litigation}件。",
                "政府信息公开行政诉讼案{!litigation:han}件。",
                "作为被告应诉政府信息公开行政诉讼{!litigation}宗。",
            ],
        )
        .when(|model| count(model, "direct_litigation") == 0 || count(model, "litigation_after_review") == 0),
        Kind::sentence(
            "称没有复议诉讼而表四有",
            "X",
            Error,
            HERE,
            &[
                "{Y}年⟦未发生政府信息公开行政复议和行政诉讼→依法办理政府信息公开行政复议和行政诉讼⟧。",
                "⟦没有因政府信息公开引起的行政复议、行政诉讼案件→依法应对因政府信息公开引起的行政复议、行政诉讼案件⟧。",
                "全年⟦无行政复议、行政诉讼→依法办理行政复议、行政诉讼⟧。",
                "政府信息公开⟦行政复议0件，行政诉讼0件→行政复议、行政诉讼均依法办理⟧。",
                "本机关⟦未因政府信息公开被申请行政复议、提起行政诉讼→依法参加政府信息公开行政复议、行政诉讼⟧。",
            ],
        )
        .when(|model| has_review(model) && has_litigation(model)),
        Kind::sentence(
            "复议维持、纠正等件数与表四不符",
            "X",
            Warning,
            HERE,
            &[
                "发生行政复议{review.total}件，其中维持{!review.upheld}件。",
                "行政复议案件{review.total}件，结果维持{!review.upheld}件。",
                "行政复议{review.total}件，被纠正{!review.corrected}件。",
                "行政复议{review.total}件，尚未审结{!review.pending}件。",
            ],
        )
        .when(has_review),
        Kind::sentence(
            "正文制发规范性文件数与表二不符",
            "X",
            Warning,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。全年制发行政规范性文件{!normative_documents.issued}件。",
                "（一）主动公开。{Y}年出台行政规范性文件{!normative_documents.issued}份，同步公开。",
                "（一）主动公开。共制定行政规范性文件{!normative_documents.issued:han}件。",
                "（一）主动公开。全年印发行政规范性文件{!normative_documents.issued}件，均在网站公布。",
            ],
        )
        .when(is_2021)
        .or_cell("normative_documents", "issued"),
        Kind::sentence(
            "正文废止、有效文件数与表二不符",
            "X",
            Warning,
            Put::Instead(Tag::Active),
            &[
                "（一）主动公开。公开现行有效的行政规范性文件{!normative_documents.in_force}件。",
                "（一）主动公开。截至{Y}年底，现行有效行政规范性文件{!normative_documents.in_force}件，已全部上网。",
                "（一）主动公开。全年废止行政规范性文件{!normative_documents.repealed}件。",
            ],
        )
        .when(is_2021),
        Kind::sentence(
            "正文许可、处罚、强制数与表二不符",
            "X",
            Warning,
            Put::After(Tag::Active),
            &[
                "全年作出行政许可决定{!licensing.decisions}件。",
                "{Y}年办理行政许可{!licensing.decisions}件。",
                "作出行政处罚决定{!penalties.decisions}件。",
                "全年行政处罚处理决定{!penalties.decisions}件，均已公示。",
                "实施行政强制{!compulsory_measures.decisions}件。",
            ],
        )
        .when(|model| model.name != "市交通局2025"),
        Kind::sentence(
            "正文收费金额与表二不符",
            "X",
            Warning,
            Put::After(Tag::Active),
            &[
                "全年行政事业性收费{!fees.amount}万元。",
                "{Y}年收取行政事业性收费共计{!fees.amount}万元。",
                "公开行政事业性收费目录，全年收费金额{!fees.amount}万元。",
            ],
        )
        .when(|model| is_2021(model) && model.cell("fees", "amount").and_then(|cell| model.value(cell)) > Some(0.0))
        .or_cell("fees", "amount"),
        Kind::change("表二改了数而正文没有改", "X", Warning, |model, random| {
            let before = model.prose();
            let (row, column) = *random.pick(&[("normative_documents", "issued"), ("licensing", "decisions")])?;
            let cell = model.cell(row, column).filter(|_| is_2021(model))?;
            let count = model.count(cell);
            let told = match row {
                "licensing" => format!("行政许可决定{count}件"),
                _ => format!("行政规范性文件{count}件"),
            };
            let change = random.between(1, 3);
            model.add(cell, change)?;
            if row == "normative_documents" {
                model.add(model.cell(row, "in_force")?, change)?;
            }
            let entry = model.paragraph(Tag::Active)?;
            entry.text = entry.text.replacen(&told, &crate::model::marked(&told), 1);
            before.contains(&told).then_some(vec![Where::Cell(cell), Where::Marked])
        }),
        Kind::sentence(
            "信息处理费大于表二收费",
            "X",
            Info,
            Put::Instead(Tag::Others),
            &[
                "{Y}年⟦收取信息处理费380元→未收取信息处理费⟧。",
                "{Y}年发出收费通知2件，⟦实际收取信息处理费1200元→未收取信息处理费⟧。",
                "依法⟦收取信息处理费共计400元→未收取信息处理费⟧。",
            ],
        )
        .when(|model| is_2021(model) && model.cell("fees", "amount").and_then(|cell| model.value(cell)) == Some(0.0))
        .or_cell("fees", "amount"),
        Kind::sentence(
            "信息处理费不是10元的整数倍",
            "X",
            Info,
            Put::Instead(Tag::Others),
            &[
                "{Y}年⟦收取信息处理费385元→收取信息处理费380元⟧。",
                "{Y}年发出收费通知2件，⟦实际收取信息处理费1234元→实际收取信息处理费1230元⟧。",
            ],
        )
        .when(|model| is_2021(model) && model.cell("fees", "amount").and_then(|cell| model.value(cell)) > Some(1.0)),
        services_without_items(),
    ]
}

/// A sentence that names service items, and 表二 without any.
fn services_without_items() -> Kind {
    let kind = Kind::sentence(
        "有服务事项而表二为0",
        "X",
        Info,
        Put::After(Tag::Active),
        &["编制并公布⟦公共服务事项清单→工作要点⟧。", "更新⟦权责清单和办事流程图→网站栏目⟧。"],
    )
    .codes(&["X-23"])
    .when(|model| model.edition == Edition::E2019 && model.name.starts_with("街道办"));
    let Kind { apply, .. } = kind;
    let apply = move |model: &mut Model, random: &mut crate::random::Random| {
        for column in ["items_last_year", "change", "decisions"] {
            model.set(model.cell("other_services", column)?, 0)?;
        }
        apply(model, random)
    };
    Kind { apply: Box::new(apply), ..kind }
}
