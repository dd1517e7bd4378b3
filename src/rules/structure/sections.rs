//! S03–S08: the six headings of the first level.

use crate::check::{Context, Finding, Place, Severity};
use crate::report::outline::{Heading, HeadingKind};
use crate::rules::{FORMAT, Rule};
use crate::standard::{SECTIONS, TableKind, heading};
use crate::text::fold;
use crate::text::ordinal::numeral;

/// All six sections are there.
pub static MISSING: Rule = Rule {
    id: "section-missing",
    code: "S03",
    title: "一级标题缺失",
    severity: Severity::Error,
    basis: "《中华人民共和国政府信息公开条例》第五十条；统一格式",
    what: "统一格式的六个部分是否都有标题。",
    why: "年度报告由六个部分组成，缺一个部分就是内容不完整，可能被退回修改。",
    how: "补上缺少的部分；没有内容的也要保留标题并写明情况。",
    right: examples!["标题四：四、政府信息公开行政复议、行政诉讼情况\n四：2023年没有发生行政复议、行政诉讼。"],
    wrong: examples!["标题四："],
    by_default: true,
    check: |context, findings| {
        let found = context.report.outline.sections.iter().flatten().count();
        if found == 0 {
            let tables = context.report.tables.iter().flatten().count();
            let (message, severity) = match tables {
                0 => ("只找到标题，六个部分和三张统计表都没有找到。", Severity::Error),
                _ => (
                    "没有找到六个部分的标题，只核对了统计表；如果这是整份年报，请补上标题后再核对。",
                    Severity::Warning,
                ),
            };
            findings.push(Finding::new(&MISSING, message).severity(severity).at(Place::default()));
            return;
        }
        for number in (1..=6).filter(|&number| context.heading(number).is_none()) {
            let mut finding = Finding::new(
                &MISSING,
                format!(
                    "缺少“{}”部分的标题（统一格式共六个部分，本文找到 {found} 个）{}。",
                    heading(number),
                    context.damage_note()
                ),
            )
            .at(Place { section: Some(number), ..Place::default() });
            // Where its table stands without the heading, that is the place to look.
            let table = TableKind::ALL.into_iter().find(|table| table.section() == number);
            if let Some(reading) =
                table.and_then(|table| context.report.table(table)).and_then(|table| table.cells.values().next())
            {
                let place = Place { section: Some(number), ..context.span(reading.span) };
                finding = finding.at(place);
            }
            findings.push(finding);
        }
    },
};

/// They stand in their order.
pub static ORDER: Rule = Rule {
    id: "section-order",
    code: "S04",
    title: "一级标题顺序有误",
    severity: Severity::Error,
    basis: FORMAT,
    what: "六个部分是否按统一格式的顺序排列。",
    why: "统一格式的顺序是固定的，便于逐项查阅和汇总。",
    how: "把这一部分（连同内容）移到它应在的位置。",
    right: examples!["标题五：五、存在的主要问题及改进情况\n标题六：六、其他需要报告的事项"],
    wrong: examples!["标题五：六、其他需要报告的事项\n标题六：五、存在的主要问题及改进情况"],
    by_default: true,
    check: |context, findings| {
        for heading in &context.report.outline.headings {
            let HeadingKind::Misplaced(number) = heading.kind else { continue };
            let before =
                (1..number).rev().find_map(|other| context.heading(other).filter(|other| other.item > heading.item));
            let after =
                (number + 1..=6).find_map(|other| context.heading(other).filter(|other| other.item < heading.item));
            let expected = match (before, after) {
                (Some(other), _) => format!("应在“{}”之后", context.quote(other.span)),
                (None, Some(other)) => format!("应在“{}”之前", context.quote(other.span)),
                (None, None) => continue,
            };
            findings.push(
                Finding::new(&ORDER, format!("“{}”{expected}。", context.quote(heading.span)))
                    .at(place(context, heading)),
            );
        }
    },
};

/// None comes twice.
pub static REPEATED: Rule = Rule {
    id: "section-repeated",
    code: "S05",
    title: "一级标题重复",
    severity: Severity::Error,
    basis: FORMAT,
    what: "同一个部分的标题是否出现两次。",
    why: "重复的部分往往是复制时多贴了一段，或把另一个部分的标题写错了。",
    how: "删去重复的部分，或改成它应有的标题。",
    right: examples!["一：（一）主动公开政府信息情况\n一：全年公开信息267条。"],
    wrong: examples!["一：现将工作情况报告如下。\n一：二、主动公开政府信息情况\n一：全年公开信息267条。"],
    by_default: true,
    check: |context, findings| {
        for repeated in &context.report.outline.headings {
            let HeadingKind::Repeated(number) = repeated.kind else { continue };
            findings.push(
                Finding::new(&REPEATED, format!("“{}”部分的标题出现了不止一次，这里重复出现。", heading(number)))
                    .at(place(context, repeated))
                    .at_all(context.heading(number).map(|first| place(context, first))),
            );
        }
    },
};

/// Their words are the official ones.
pub static WORDING: Rule = Rule {
    id: "section-wording",
    code: "S06",
    title: "一级标题文字与统一格式不一致",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "六个标题的文字是否与统一格式一致；空格、括号宽窄和末尾标点不计。",
    why: "标题是统一规定的，改字、多字、少字都不合格式；沿用条例原文或旧格式的写法影响较小，只作提示。",
    how: "改为统一格式的标题。",
    right: examples![
        "标题四：四、政府信息公开行政复议、行政诉讼情况",
        "标题四：四、 政府信息公开行政复议、行政诉讼情况：",
    ],
    wrong: examples![
        "标题三：三、收到的处理政府信息公开申请情况",
        "标题一：一、总体概述",
        "标题四：四、政府信息公开行政复议和行政诉讼情况",
    ],
    by_default: true,
    check: |context, findings| {
        for number in 1..=6 {
            let Some(found) = context.heading(number) else { continue };
            let words = fold(context.quote(found.words));
            let official = SECTIONS[number - 1];
            if words == fold(official) {
                continue;
            }
            let severity = if is_known_variant(&words, number) { Severity::Info } else { Severity::Warning };
            findings.push(
                Finding::new(
                    &WORDING,
                    format!("标题写作“{}”，统一格式为“{}”。", context.quote(found.words).trim(), official),
                )
                .severity(severity)
                .at(context.span(found.words))
                .fix(official),
            );
        }
    },
};

/// Variants that come from the wording of the 条例 or from earlier formats.
fn is_known_variant(words: &str, number: usize) -> bool {
    let strip = |words: &str| {
        let words = words.strip_prefix("行政机关").or_else(|| words.strip_prefix("政府信息公开工作")).unwrap_or(words);
        words.replace(['、', '，'], "").replace("和行政诉讼", "行政诉讼").replace("及行政诉讼", "行政诉讼")
    };
    let variants: &[&str] = match number {
        4 => {
            &["因政府信息公开工作被申请行政复议提起行政诉讼情况", "因政府信息公开工作被申请行政复议提起行政诉讼的情况"]
        }
        5 => &["存在问题及改进情况", "存在的问题及改进情况", "存在的主要问题和改进情况", "存在的主要问题及改进措施"],
        _ => &[],
    };
    let stripped = strip(words);
    stripped == strip(SECTIONS[number - 1]) || variants.contains(&stripped.as_str())
}

/// Their ordinals run from 一 to 六.
pub static ORDINAL: Rule = Rule {
    id: "section-ordinal",
    code: "S07",
    title: "一级标题序号有误",
    severity: Severity::Error,
    basis: FORMAT,
    what: "六个标题的序号是否依次为一至六。",
    why: "序号与部分一一对应，错了会让人以为缺了或多了一个部分。",
    how: "改正序号。",
    right: examples!["标题五：五、存在的主要问题及改进情况"],
    wrong: examples!["标题五：六、存在的主要问题及改进情况"],
    by_default: true,
    check: |context, findings| {
        let wrong: Vec<(usize, &Heading)> = (1..=6)
            .filter_map(|number| Some((number, context.heading(number)?)))
            .filter(|(number, heading)| heading.ordinal.is_none_or(|(_, ordinal)| ordinal as usize != *number))
            .collect();
        let place_of = |heading: &Heading| context.span(heading.ordinal.map_or(heading.span, |(span, _)| span));
        match wrong[..] {
            [] => {}
            [(number, found)] => {
                let expected = numeral(number as u32);
                let message = match found.ordinal {
                    Some(_) => format!("“{}”的序号应为“{expected}、”。", context.quote(found.span)),
                    None => format!("“{}”缺少序号，应为“{}”。", context.quote(found.span), heading(number)),
                };
                let finding = Finding::new(&ORDINAL, message).at(place_of(found));
                let expected = if matches!(found.ordinal, Some((_, 0))) { format!("{expected}、") } else { expected };
                findings.push(if found.ordinal.is_some() {
                    finding.fix(expected)
                } else {
                    finding.severity(lost(found))
                });
            }
            // Several at once have one cause: the count went wrong somewhere, or a converter took the ordinals off.
            _ => {
                let none = wrong.iter().all(|(_, heading)| heading.ordinal.is_none());
                let list: Vec<String> = wrong
                    .iter()
                    .map(|(number, heading)| {
                        format!("“{}”应为“{}、”", context.quote(heading.span), numeral(*number as u32))
                    })
                    .collect();
                let cause = if none {
                    "一级标题没有序号"
                } else {
                    "一级标题的序号没有按统一格式从一到六排列"
                };
                let severity = if none { lost(wrong[0].1) } else { Severity::Error };
                findings.push(
                    Finding::new(&ORDINAL, format!("{cause}：{}{}。", list.join("，"), context.damage_note()))
                        .severity(severity)
                        .at_all(wrong.iter().map(|(_, heading)| place_of(heading))),
                );
            }
        }
    },
};

/// Ordinals that Word makes by itself are lost in copying: a heading that is marked as one is probably right.
fn lost(heading: &Heading) -> Severity {
    if heading.level.is_some() { Severity::Info } else { Severity::Warning }
}

/// There is no seventh section.
pub static EXTRA: Rule = Rule {
    id: "section-extra",
    code: "S08",
    title: "多出一级标题",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "六个部分以外是否还有“七、”等一级标题，或部分内部的小标题用了一级序号。",
    why: "统一格式只有六个部分；内部层次应使用（一）、1.、（1）。",
    how: "把内容并入六个部分，或把小标题的序号改为（一）（二）……",
    right: examples!["一：（一）工作机制\n一：设立工作小组，明确专人负责。", "末尾：附件：2023年主动公开信息目录"],
    wrong: examples![
        "末尾：七、附则\n末尾：本报告自公布之日起施行。",
        "一：现将工作情况报告如下。\n一：二、工作机制\n一：设立工作小组。\n一：三、主动公开工作\n一：全年公开信息267条。",
    ],
    by_default: true,
    check: |context, findings| {
        let extra: Vec<&Heading> = context
            .report
            .outline
            .headings
            .iter()
            .filter(|heading| heading.kind == HeadingKind::Other && !is_appendix(context, heading))
            .collect();
        let quote = |heading: &Heading| format!("“{}”", context.quote(heading.span));
        match extra[..] {
            [] => {}
            [only] => findings.push(
                Finding::new(&EXTRA, format!("统一格式只有六个部分，{}不在其中。", quote(only)))
                    .at(place(context, only)),
            ),
            _ => {
                let names: Vec<String> = extra.iter().map(|heading| quote(heading)).collect();
                let within = context.report.outline.section_of_item(extra[0].item as usize);
                let message = match within {
                    Some(number)
                        if extra
                            .iter()
                            .all(|heading| context.report.outline.section_of_item(heading.item as usize) == within) =>
                    {
                        format!(
                            "“{}”里的 {} 个小标题用了一级序号：{}；统一格式的一级标题只有六个，小标题宜用（一）（二）。",
                            heading(number),
                            names.len(),
                            names.join("、")
                        )
                    }
                    _ => {
                        format!("统一格式只有六个部分，另有 {} 个一级标题不在其中：{}。", names.len(), names.join("、"))
                    }
                };
                findings
                    .push(Finding::new(&EXTRA, message).at_all(extra.iter().map(|heading| place(context, heading))));
            }
        }
    },
};

fn is_appendix(context: &Context, heading: &Heading) -> bool {
    let words = fold(context.quote(heading.words));
    ["附件", "附表", "附：", "附录"].iter().any(|appendix| words.starts_with(appendix))
}

fn place(context: &Context, heading: &Heading) -> Place {
    context.span(heading.span)
}

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn missing() {
        let sample = Sample::filled(E2021).without_heading(4);
        let messages = sample.messages("section-missing");
        assert_eq!(
            messages,
            ["缺少“四、政府信息公开行政复议、行政诉讼情况”部分的标题（统一格式共六个部分，本文找到 5 个）。"]
        );
        // One cause, one finding: neither ordinals nor tables nor empty sections are reported beside it.
        assert_eq!(sample.findings().len(), 1, "{:#?}", sample.findings());
    }

    #[test]
    fn nothing_but_a_title_or_tables() {
        let findings = |text: &str| {
            let report = crate::report::recognise(crate::read::read_text(text, crate::read::Kind::Text));
            crate::check::check(report, &crate::check::Environment::default()).findings
        };
        let title = findings("白石镇人民政府2023年政府信息公开工作年度报告\n");
        assert_eq!(title.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Error]);
        let tables =
            findings("白石镇人民政府2023年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n行政许可\t3\n");
        assert!(
            tables.iter().any(|finding| finding.rule == "section-missing" && finding.severity == Severity::Warning)
        );
    }

    #[test]
    fn order() {
        let sample =
            Sample::filled(E2021).heading(5, "六、其他需要报告的事项").heading(6, "五、存在的主要问题及改进情况");
        assert_eq!(sample.messages("section-order").len(), 1);
        assert_eq!(Sample::filled(E2021).messages("section-order").len(), 0);
    }

    #[test]
    fn repeated() {
        let sample = Sample::filled(E2021).body(1, &["总体。", "二、主动公开政府信息情况", "重复的一段。"]);
        assert_eq!(sample.messages("section-repeated").len(), 1);
    }

    #[test]
    fn wording() {
        let of = |number, heading: &str| {
            let findings = Sample::filled(E2021).heading(number, heading).findings();
            findings
                .into_iter()
                .filter(|finding| finding.rule == "section-wording")
                .map(|finding| (finding.severity, finding.fix.map(|fix| fix.replace)))
                .collect::<Vec<_>>()
        };
        let official = |number: usize| Some(crate::standard::SECTIONS[number - 1].to_owned());
        assert_eq!(of(3, "三、收到的处理政府信息公开申请情况"), [(Severity::Warning, official(3))]);
        assert_eq!(of(1, "一、总体概述"), [(Severity::Warning, official(1))]);
        assert_eq!(of(4, "四、政府信息公开行政复议和行政诉讼情况"), [(Severity::Info, official(4))]);
        assert_eq!(of(2, "二、行政机关主动公开政府信息情况"), [(Severity::Info, official(2))]);
        assert_eq!(of(4, "四、 政府信息公开行政复议、行政诉讼情况："), []);
    }

    #[test]
    fn ordinal() {
        let findings = Sample::filled(E2021).heading(5, "六、存在的主要问题及改进情况").findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(findings[0].fix.as_ref().map(|fix| fix.replace.as_str()), Some("五"));
        let several =
            Sample::filled(E2021).heading(5, "四、存在的主要问题及改进情况").heading(6, "五、其他需要报告的事项");
        assert_eq!(several.findings().len(), 1);
    }

    #[test]
    fn extra() {
        let messages = Sample::filled(E2021).after(&["七、附则", "本报告自公布之日起施行。"]).messages("section-extra");
        assert_eq!(messages, ["统一格式只有六个部分，“七、附则”不在其中。"]);
        let inner = Sample::filled(E2021)
            .body(1, &["总体。", "二、工作机制保障", "设立小组。", "三、主动公开工作", "公开信息。"]);
        assert_eq!(inner.messages("section-extra").len(), 1);
    }
}
