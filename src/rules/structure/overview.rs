//! S15, S16: what 总体情况 must tell.

use crate::check::{Finding, Severity};
use crate::prose::Part;
use crate::report::OrganClass;
use crate::rules::{PRACTICE, Rule};
use crate::standard::Edition;
use crate::text::Words;

/// The five aspects, and the words that show that one is written about.
static ASPECT_WORDS: [(&str, Words); 5] = [
    (
        "主动公开",
        Words::new(&[
            "主动公开",
            "主动发布",
            "公开信息",
            "公开政府信息",
            "发布信息",
            "发布各类",
            "公开各类",
            "发布政府信息",
            "公开政务信息",
            "发布通知",
            "发布公告",
            "发布政策",
            "发布重要",
            "发布文件",
            "公开政策",
            "公开文件",
            "公开重大",
            "公开规范性文件",
            "公开行政规范性文件",
            "拓展信息发布",
        ]),
    ),
    ("依申请公开", Words::new(&["依申请", "申请"])),
    (
        "政府信息管理",
        Words::new(&[
            "信息管理",
            "资源管理",
            "内容管理",
            "审核",
            "审查",
            "审签",
            "三审",
            "动态调整",
            "动态管理",
            "规范性文件",
            "公开属性",
            "清理",
            "保密",
            "公开目录",
            "公开指南",
            "归集",
            "归档",
        ]),
    ),
    (
        "政府信息公开平台建设",
        Words::new(&[
            "平台",
            "网站",
            "门户",
            "网上",
            "阵地",
            "专栏",
            "公众号",
            "新媒体",
            "专区",
            "栏目",
            "微信",
            "公开栏",
        ]),
    ),
    (
        "监督保障",
        Words::new(&[
            "监督",
            "考核",
            "考评",
            "培训",
            "责任",
            "保障",
            "检查",
            "督查",
            "督导",
            "评议",
            "评估",
            "问责",
            "领导小组",
            "队伍",
        ]),
    ),
];

/// 总体情况 tells of the five aspects.
pub static ASPECTS: Rule = Rule {
    id: "overview-aspects",
    code: "S15",
    title: "总体情况内容不全",
    severity: Severity::Warning,
    basis: "国办公开办函〔2021〕30号一（一）",
    what: "“一、总体情况”是否写到主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。",
    why: "总体情况主要写这五个方面；没有收到申请的，也应写明没有收到。",
    how: "补写缺少的方面，一两句话即可。",
    right: examples![
        "一：2023年，主动公开信息267条；未收到政府信息公开申请；信息发布前逐级审核；网站专栏按时更新；开展业务培训一次，考核合格。"
    ],
    wrong: examples!["一：2023年，主动公开信息267条，网站专栏按时更新，年度考核合格。"],
    by_default: true,
    check: |context, findings| {
        let Some(found) = context.heading(1) else { return };
        if context.prose.section(1).next().is_none() {
            return;
        }
        let tells_of = |words: &Words| context.prose.section(1).any(|passage| passage.has(words));
        let missing: Vec<&str> =
            ASPECT_WORDS.iter().filter(|(_, words)| !tells_of(words)).map(|(name, _)| *name).collect();
        if missing.is_empty() {
            return;
        }
        let finding =
            Finding::new(&ASPECTS, format!("总体情况没有写到：{}。", missing.join("、"))).at(context.span(found.span));
        // For the reports of 2019 and 2020 the five aspects were practice, not text.
        findings.push(match context.year().and_then(Edition::for_year) {
            Some(Edition::E2019) => finding.severity(Severity::Info).basis(PRACTICE),
            _ => finding,
        });
    },
};

/// A government's report tells of assessment and accountability.
pub static OVERSIGHT: Rule = Rule {
    id: "government-oversight",
    code: "S16",
    title: "政府报告缺考核、评议、追责",
    severity: Severity::Info,
    basis: "《中华人民共和国政府信息公开条例》第五十条第一款第（四）项",
    what: "各级人民政府的报告有没有写工作考核、社会评议和责任追究结果。",
    why: "条例要求各级人民政府的年度报告还应当包括这三项。",
    how: "在“监督保障”中写明考核、评议和追责的结果，没有的写明没有。",
    right: examples![
        "一：2023年，主动公开信息267条，维护网站专栏，未收到政府信息公开申请。工作考核为良好等次，社会评议满意，没有责任追究情形。",
        "标题：白石县财政局2023年政府信息公开工作年度报告\n一：2023年，主动公开信息267条，维护网站专栏，未收到政府信息公开申请。",
    ],
    wrong: examples!["一：2023年，主动公开信息267条，维护网站专栏，未收到政府信息公开申请。"],
    by_default: true,
    check: |context, findings| {
        let Some(organ) = context.report.organ() else { return };
        let class = OrganClass::of(organ);
        if !matches!(class, OrganClass::Government | OrganClass::Township) {
            return;
        }
        static WORDS: Words =
            Words::new(&["考核", "考评", "评估", "评议", "测评", "通报", "责任追究", "追责", "问责", "评价"]);
        let mentioned = context
            .prose
            .passages
            .iter()
            .any(|passage| matches!(passage.part, Part::Section(_)) && passage.has(&WORDS));
        let Some(found) = context.heading(1) else { return };
        if !mentioned && !context.body_text(1).is_empty() {
            findings.push(
                Finding::new(
                    &OVERSIGHT,
                    "各级人民政府的年度报告还应写明工作考核、社会评议和责任追究结果，全文没有写到。",
                )
                .at(context.span(found.span)),
            );
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn aspects() {
        let sample = Sample::filled(E2021).body(1, &["2023年，我镇主动公开信息267条，网站有专栏，考核合格。"]);
        assert_eq!(sample.messages("overview-aspects"), ["总体情况没有写到：依申请公开、政府信息管理。"]);
    }

    #[test]
    fn oversight() {
        let text =
            ["主动公开信息267条。", "未收到政府信息公开申请。", "执行信息发布审核。", "维护网站。", "参加业务培训。"];
        assert_eq!(Sample::filled(E2021).body(1, &text).messages("government-oversight").len(), 1);
        let bureau = Sample::filled(E2021).body(1, &text).title("白石县财政局2023年政府信息公开工作年度报告");
        assert_eq!(bureau.messages("government-oversight").len(), 0);
    }
}
