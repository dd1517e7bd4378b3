//! what the text says of requests against 表三.

use super::compare::{Figures, compare, facts, total};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Applicant, Counted, Fact, Outcome};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Row};
use crate::text::Number;

/// The number of requests received is 表三's.
pub static RECEIVED: Rule = Rule {
    id: "text-received",
    code: "X-01",
    title: "新收申请数与表三不一致",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文所写收到（受理、新收）政府信息公开申请的件数，是否等于表三“一、本年新收”的总计；写“收到”并含上年结转的，等于两项之和也可以。写明自然人、法人或其他组织件数的，与各自的列核对。",
    why: "同一个数在正文和表格中不同，读者无法知道哪个对；上级汇总时也可能被退回。",
    how: "核对登记台账，把写错的一处改过来；统计范围不同的，在正文中写明。",
    right: examples![
        "一：2023年收到政府信息公开申请35件，其中自然人30件、法人或其他组织5件。",
        "一：2023年共受理政府信息公开申请37件（含上年结转2件），较2022年受理33件有所增加。",
        "一：新收政府信息公开申请三十五件，收到申请人来电咨询120件。",
    ],
    wrong: examples![
        "一：2023年收到政府信息公开申请53件。",
        "一：2023年，我镇新收政府信息公开申请37件。",
        "一：受理依申请公开35件，其中自然人申请25件。",
    ],
    by_default: true,
    check: |context, findings| {
        let (new, carried) = (context.number(total(Row::NEW)), context.number(total(Row::CARRIED_OVER)));
        let handled = context.number(total(Row::OUTCOMES));
        for fact in facts(context).filter(|fact| !fact.denied) {
            let strict = match fact.counted {
                Counted::New => true,
                Counted::Received | Counted::Processed => false,
                _ => continue,
            };
            let (mut figures, whose) = of_applicant(context, fact, Row::NEW);
            if !strict {
                // With what was carried over it is as right.
                let with = |row| sum(context, fact, row);
                let both = |(new, carried): (Number, Number)| ("加上年结转", new + carried);
                figures.also.extend(with(Row::NEW).zip(with(Row::CARRIED_OVER)).map(both));
                if fact.applicant.is_none() {
                    figures.also.extend(new.zip(carried).map(both));
                }
            }
            if fact.counted == Counted::Processed {
                figures.also.extend(sum(context, fact, Row::OUTCOMES).or(handled).map(|sum| ("办结总计", sum)));
            }
            let verb = match fact.counted {
                Counted::New => "新收",
                Counted::Processed => "办理",
                _ => "收到",
            };
            compare(&RECEIVED, context, fact, &format!("{verb}{whose}申请"), &figures, findings);
        }
    },
};

/// What came over from last year is 表三's.
pub static CARRIED_OVER: Rule = Rule {
    id: "text-carried-over",
    code: "X-02",
    title: "上年结转数与表三不一致",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文所写上年结转的申请件数，是否等于表三“二、上年结转”的总计。",
    why: "上年结转数还要与上年报告的“结转下年度继续办理”一致，正文与表格不同，跨年就对不上。",
    how: "以上年报告表三第四项为准核对，改正写错的一处。",
    right: examples!["一：收到政府信息公开申请35件，上一年度结转2件。", "一：2022年结转政府信息公开申请2件。"],
    wrong: examples!["一：收到政府信息公开申请35件，上一年度结转3件。"],
    by_default: true,
    check: |context, findings| {
        against_total(&CARRIED_OVER, Counted::CarriedOver, Row::CARRIED_OVER, "上年结转申请", context, findings)
    },
};

/// The number answered is 表三's.
pub static HANDLED: Rule = Rule {
    id: "text-handled",
    code: "X-03",
    title: "办结数与表三不一致",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文所写办结（答复、办理完毕）申请的件数，是否等于表三“（七）总计”。建议提案、热线工单等不是政府信息公开申请，不在此列。",
    why: "办结数与结转数相互牵制，一处写错，勾稽关系就不成立。",
    how: "核对办理台账，改正写错的一处。",
    right: examples![
        "一：收到政府信息公开申请35件，办结35件，按期答复率100%。",
        "一：收到政府信息公开申请35件，法定期限内答复30件，延期答复5件。",
        "一：办理人大代表建议12件，答复12件。"
    ],
    wrong: examples!["一：收到政府信息公开申请35件，上年结转2件，办结37件，结转下年度2件。"],
    by_default: true,
    check: |context, findings| {
        for fact in facts(context).filter(|fact| fact.counted == Counted::Handled) {
            let (figures, whose) = of_applicant(context, fact, Row::OUTCOMES);
            compare(&HANDLED, context, fact, &format!("办结{whose}申请"), &figures, findings);
        }
    },
};

/// What goes over to the next year is 表三's.
pub static REMAINING: Rule = Rule {
    id: "text-remaining",
    code: "X-04",
    title: "结转下年度数与表三不一致",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文所写结转（顺延、转）下年度的申请件数，是否等于表三“四、结转下年度继续办理”的总计。",
    why: "这个数是下一年报告“上年结转”的来源。",
    how: "核对年末未办结的申请，改正写错的一处。",
    right: examples!["一：收到政府信息公开申请35件，顺延到下一年度办理2件。"],
    wrong: examples![
        "一：收到政府信息公开申请35件，顺延到下一年度办理3件。",
        "一：收到政府信息公开申请35件，无结转，结转2024年继续办理0件。"
    ],
    by_default: true,
    check: |context, findings| {
        against_total(&REMAINING, Counted::Remaining, Row::REMAINING, "结转下年度申请", context, findings)
    },
};

/// The outcomes told are 表三's.
pub static OUTCOMES: Rule = Rule {
    id: "text-outcomes",
    code: "X-05",
    title: "办理结果与表三不一致",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文所写予以公开、部分公开、不予公开、无法提供、不予处理、其他处理的件数，是否等于表三相应各行总计（分项的取各分项之和）。",
    why: "办理结果按表三分类，正文的分类数应与表格相同。",
    how: "核对台账，改正写错的一处；正文只说一部分的，写明“其中”。",
    right: examples![
        "一：收到政府信息公开申请35件，予以公开15件，部分公开2件，不予公开6件，无法提供9件，不予处理3件。"
    ],
    wrong: examples!["一：收到政府信息公开申请35件，予以公开15件，部分公开2件，不予公开8件。"],
    by_default: true,
    check: |context, findings| {
        let form = context.report.requests_form();
        for fact in facts(context) {
            let Counted::Outcome(outcome) = fact.counted else { continue };
            let (name, prefix) = match outcome {
                Outcome::Open => ("予以公开", "3.1"),
                Outcome::Partly => ("部分公开", "3.2"),
                Outcome::Refused => ("不予公开", "3.3."),
                Outcome::Unable => ("无法提供", "3.4."),
                Outcome::NotHeld => ("本机关不掌握（信息不存在）", "3.4.1"),
                Outcome::NotProcessed => ("不予处理", "3.5."),
                Outcome::Other => ("其他处理", "3.6"),
            };
            let cells = || Row::outcomes(form).filter(|row| row.id().starts_with(prefix)).map(total);
            // What agrees needs no more words; most do.
            if fact.value == cells().map(|cell| context.number(cell)).sum::<Option<Number>>().unwrap_or(fact.value) {
                continue;
            }
            let cells: Vec<CellName> = cells().collect();
            // 涉及个人隐私不予公开2件 gives one row of several.
            let also = cells.iter().filter_map(|&cell| Some(("", context.number(cell)?))).collect();
            let figures = Figures { cells, together: ["表三“", name, "”各项总计之和"], also };
            // What an office does not hold may be told in parts: information that does not exist, or that others hold.
            // 因信息不存在等原因无法提供 gives the number of 无法提供.
            if outcome == Outcome::NotHeld {
                let unable = Row::outcomes(form).filter(|row| row.id().starts_with("3.4.")).map(total);
                let unable = unable.map(|cell| context.number(cell)).sum::<Option<Number>>();
                if figures.sum(context).is_some_and(|sum| fact.value <= sum) || unable == Some(fact.value) {
                    continue;
                }
            }
            compare(&OUTCOMES, context, fact, name, &figures, findings);
        }
    },
};

/// Where none came, 表三 says so too.
pub static NONE_RECEIVED: Rule = Rule {
    id: "text-none-received",
    code: "X-06",
    title: "正文称未收到申请，表三不为0",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文写“未收到（没有收到）政府信息公开申请”的，表三“一、本年新收”是否为0。",
    why: "这类句子常见于沿用上年文字。",
    how: "有申请的，写明收到和办理的件数；确实没有的，改正表三。",
    right: examples!["一：2023年收到政府信息公开申请35件，未收到逾期未答复的投诉。"],
    wrong: examples!["一：2023年，我镇未收到公民、法人和其他组织的政府信息公开申请。"],
    by_default: true,
    check: |context, findings| {
        for fact in facts(context).filter(|fact| fact.denied && fact.counted == Counted::Received) {
            compare(&NONE_RECEIVED, context, fact, "未收到政府信息公开申请", &Figures::cell(total(Row::NEW)), findings);
        }
    },
};

/// All applicants are said to be natural persons: the other columns are empty.
pub static APPLICANTS: Rule = Rule {
    id: "text-applicants",
    code: "X-25",
    title: "申请人类型与表三不符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文写“申请人均为自然人（公民）”的，表三本年新收中法人或其他组织各列是否为0。",
    why: "两处说法矛盾。",
    how: "核对申请人类型，改正写错的一处。",
    right: examples!["一：收到政府信息公开申请35件，其中自然人30件。"],
    wrong: examples!["一：收到政府信息公开申请35件，申请人均为自然人。"],
    by_default: true,
    check: |context, findings| {
        let cells: Vec<CellName> =
            Column::REQUESTS[1..6].iter().map(|&column| CellName::new(Row::NEW, column)).collect();
        let filled: Vec<CellName> = cells
            .iter()
            .copied()
            .filter(|&cell| context.number(cell).is_some_and(|number| number != Number::ZERO))
            .collect();
        let count: Number = filled.iter().filter_map(|&cell| context.number(cell)).sum();
        if filled.is_empty() {
            return;
        }
        for passage in context.prose.section(1) {
            let text = passage.text();
            for at in ["自然人", "公民", "个人"].iter().filter_map(|person| passage.position(person)) {
                let sentence = passage.sentence_at(at);
                let clause = text[sentence.start..at]
                    .rfind(['，', '；', '：', '（'])
                    .map_or(sentence.start, |mark| sentence.start + mark);
                let clause_end = text[at..].find(['，', '；', '。', '）']).map_or(text.len(), |mark| at + mark);
                let all = words!["均", "全部", "都", "皆", "全为"].is_in(&text[clause..at]);
                // The subject of the clause are applicants: 申请人均为……, 申请件35件，全部由……提出.
                let of_requests = text[sentence.start..at].contains("申请");
                let counts = !passage.amounts_in(clause..clause_end).is_empty();
                if !all
                    || !of_requests
                    || counts
                    || words!["法人", "组织", "信息", "隐私"].is_in(&text[clause..clause_end])
                {
                    continue;
                }
                let from =
                    clause + text[clause..at].find(|first| !matches!(first, '，' | '；' | '：' | '（')).unwrap_or(0);
                let words = &text[from..clause_end];
                findings.push(
                    Finding::new(
                        &APPLICANTS,
                        format!("正文称“{words}”，表三本年新收中法人或其他组织有 {count} 件，请核对。"),
                    )
                    .at(context.span(passage.span(from..clause_end)))
                    .at_all(filled.iter().map(|&cell| context.cell(cell))),
                );
                break;
            }
        }
    },
};

fn against_total(
    rule: &'static Rule,
    counted: Counted,
    row: Row,
    said: &str,
    context: &Context,
    findings: &mut Vec<Finding>,
) {
    for fact in facts(context).filter(|fact| fact.counted == counted) {
        let said = if fact.denied { format!("没有{said}") } else { said.to_owned() };
        compare(rule, context, fact, &said, &Figures::cell(total(row)), findings);
    }
}

/// The cells of `row` for the applicants that a fact names, and their name in a sentence.
fn of_applicant(context: &Context, fact: &Fact, row: Row) -> (Figures, &'static str) {
    match fact.applicant {
        None => (Figures::cell(total(row)), ""),
        Some(Applicant::NaturalPerson) => (Figures::cell(CellName::new(row, Column::NaturalPerson)), "自然人"),
        Some(Applicant::Kind(column)) => {
            (Figures::cell(CellName::new(row, column)), column.label_in(row, context.form(row.table())))
        }
        Some(Applicant::Organisation) => {
            let cells = Column::REQUESTS[1..6].iter().map(|&column| CellName::new(row, column)).collect();
            let together = ["表三“", row.short(context.form(row.table())), "”法人或其他组织五列之和"];
            (Figures { cells, together, also: Vec::new() }, "法人或其他组织")
        }
    }
}

fn sum(context: &Context, fact: &Fact, row: Row) -> Option<Number> {
    of_applicant(context, fact, row).0.sum(context)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn of(rule: &str, line: &str) -> Vec<String> {
        Sample::filled(E2021).body(1, &[line]).messages(rule)
    }

    #[test]
    fn the_figures_are_shown() {
        assert_eq!(
            of("text-received", "2023年收到政府信息公开申请53件。"),
            ["正文称收到申请 53 件，表三“总计·一、本年新收”为 35（加上年结转为 37），两处不一致，请核对哪一处有误。"]
        );
    }

    #[test]
    fn all_matches_are_looked_at() {
        let line = "2023年收到政府信息公开申请35件。全年受理政府信息公开申请36件。";
        assert_eq!(of("text-received", line).len(), 1);
    }

    #[test]
    fn what_the_text_explains_is_a_hint() {
        let sample = Sample::filled(E2021).title("白石县财政局2023年政府信息公开工作年度报告");
        let findings = sample.body(1, &["2023年代表县政府受理政府信息公开申请17件。"]).findings();
        let found: Vec<_> = findings.iter().filter(|finding| finding.rule == "text-received").collect();
        assert!(
            found.iter().all(|finding| finding.severity == crate::check::Severity::Info) && found.len() == 1,
            "{found:#?}"
        );
    }

    #[test]
    fn about_is_not_exact() {
        assert_eq!(of("text-received", "2023年收到政府信息公开申请近40件。").len(), 1);
        assert_eq!(of("text-received", "2023年收到政府信息公开申请30余件。").len(), 1);
        assert_eq!(of("text-received", "2023年收到政府信息公开申请约35件。").len(), 0);
    }
}
