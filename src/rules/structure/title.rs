//! S01, S02: the title.

use crate::check::{Context, Finding, Place, Severity};
use crate::report::Title;
use crate::rules::{PRACTICE, Rule};

/// The title has the usual form.
pub static FORM: Rule = Rule {
    id: "title-form",
    code: "S01",
    title: "标题形式不规范",
    severity: Severity::Warning,
    basis: "《中华人民共和国政府信息公开条例》第五十条所用名称；审核惯例",
    what: "标题是否为“机关名称＋年份＋政府信息公开工作年度报告”，年份也可以写在最前面。",
    why: "条例称这份文件为“政府信息公开工作年度报告”；写成“政务公开工作报告”“年报”“总结”，容易与其他文件混淆。",
    how: "按“某某局2024年政府信息公开工作年度报告”的样式改标题。",
    right: examples![
        "标题：白石镇人民政府2023年政府信息公开工作年度报告",
        "标题：2023年白石镇人民政府政府信息公开工作年度报告",
    ],
    wrong: examples!["标题：白石镇人民政府2023年政府信息公开年报", "标题：白石镇人民政府2023年政务公开工作年度报告"],
    by_default: true,
    check: |context, findings| {
        let Some(title) = &context.report.outline.title else { return };
        if title.regular || title.year.is_none() {
            return;
        }
        findings.push(
            Finding::new(
                &FORM,
                format!("标题“{}”不符合“机关名称＋年份＋政府信息公开工作年度报告”的通行写法。", title.text),
            )
            .at(place(context, title)),
        );
    },
};

/// The title tells the year.
pub static YEAR: Rule = Rule {
    id: "title-year",
    code: "S02",
    title: "标题缺年份或年份不可信",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "标题中有没有报告年份；年份是否不早于2008年、不晚于今年。",
    why: "适用哪一版格式、统计期限是否正确，都以标题中的年份为准。",
    how: "在标题中写明报告年份，例如“2024年”。",
    right: examples![
        "标题：白石镇人民政府2023年政府信息公开工作年度报告",
        "标题：白石镇人民政府二〇二三年政府信息公开工作年度报告",
    ],
    wrong: examples![
        "标题：白石镇人民政府政府信息公开工作年度报告",
        "标题：白石镇人民政府2032年政府信息公开工作年度报告",
    ],
    by_default: true,
    check: |context, findings| {
        let Some(title) = &context.report.outline.title else {
            // Without any title only a report that is otherwise there is at fault.
            if context.report.outline.headings.len() >= 3 {
                findings.push(Finding::new(&YEAR, "没有找到标题，无法知道报告年份和适用的格式。").at(Place::default()));
            }
            return;
        };
        match title.year {
            None => findings.push(
                Finding::new(
                    &YEAR,
                    format!(
                        "标题“{}”中没有找到可信的报告年份（应写作“2024年”的样式），无法判断适用的格式。",
                        title.text
                    ),
                )
                .at(place(context, title)),
            ),
            Some(year) if context.environment.this_year.is_some_and(|this| year > this) => findings.push(
                Finding::new(&YEAR, format!("标题中的年份为{year}年，晚于今年，请核对。")).at(place(context, title)),
            ),
            Some(year) if year < 2008 => findings.push(
                Finding::new(&YEAR, format!("标题中的年份为{year}年，而《政府信息公开条例》2008年才施行，请核对。"))
                    .at(place(context, title)),
            ),
            Some(year @ ..2019) => findings.push(
                Finding::new(
                    &YEAR,
                    format!("{year}年的年度报告早于统一格式（自2019年的报告起使用），本工具的格式规则不适用。"),
                )
                .severity(Severity::Info)
                .at(place(context, title)),
            ),
            Some(_) => {}
        }
    },
};

fn place(context: &Context, title: &Title) -> Place {
    let block = context.report.document.blocks_of(title.items.start as usize).start;
    Place { span: Some(context.report.document.whole(block)), ..Place::default() }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn form() {
        let of = |title: &str| Sample::filled(E2021).title(title).messages("title-form").len();
        assert_eq!(of("2023年白石镇人民政府政府信息公开工作年度报告"), 0);
        assert_eq!(of("白石镇人民政府2023年度政府信息公开工作年度报告"), 0);
        assert_eq!(of("白石镇人民政府2023年政府信息公开年报"), 1);
        assert_eq!(of("白石镇人民政府2023年政务公开工作年度报告"), 1);
    }

    #[test]
    fn year() {
        let of = |title: &str| Sample::filled(E2021).title(title).messages("title-year").len();
        assert_eq!(of("白石镇人民政府政府信息公开工作年度报告"), 1);
        assert_eq!(of("白石镇人民政府二〇二三年政府信息公开工作年度报告"), 0);
        assert_eq!(of("白石镇人民政府1998年政府信息公开工作年度报告"), 1);
        assert_eq!(of("白石镇人民政府2062年政府信息公开工作年度报告"), 1);
    }
}
