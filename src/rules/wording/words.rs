//! W-01–W-09: words written wrong, told by the lists alone.

use super::show::report;
use crate::check::Severity;
use crate::rules::{PRACTICE, Rule};

const NOTICES: &str = "审核惯例；政府网站严重错别字通报";

/// Idioms and set phrases are written right.
pub static PHRASE: Rule = Rule {
    id: "phrase-misspelt",
    code: "W-01",
    title: "固定说法中的错字",
    severity: Severity::Error,
    basis: NOTICES,
    what: "“架起桥梁”“再接再厉”“实事求是”一类固定说法有没有写错字。",
    why: "固定说法只有一种写法，写错一字就是错别字，网站检查会通报。",
    how: "按提示改正；确属专名的可忽略。",
    right: examples!["架起了政府与群众联系的桥梁。", "驾驶员培训机构的信息已公开。", "一如既往做好公开工作。"],
    wrong: examples!["驾起了政府与群众联系的桥梁。", "我镇将一如继往做好公开工作。"],
    by_default: true,
    check: |context, findings| report(&PHRASE, context, findings, |told| told.replaced()),
};

/// Words are written right.
pub static WORD: Rule = Rule {
    id: "wrong-word",
    code: "W-02",
    title: "常见错别字",
    severity: Severity::Error,
    basis: NOTICES,
    what: "“安排”写作“按排”、“部署”写作“布署”、“座谈会”写作“坐谈会”等常见错别字。",
    why: "年度报告公开发布，错别字直接影响公信力，网站检查会通报。",
    how: "按提示改正；引用原文确是如此的可忽略。",
    right: examples![
        "我镇统一安排专人负责，已按排名先后公布名单。",
        "以经济建设为中心，在次年一季度公布结果。",
        "公布署名文章12篇。"
    ],
    wrong: examples!["我镇按排专人负责公开工作。", "认真落实上级布署。", "召开坐谈会3次。"],
    by_default: true,
    check: |context, findings| report(&WORD, context, findings, |told| told.replaced()),
};

/// Names of state and party are written right.
pub static GRAVE: Rule = Rule {
    id: "grave-typo",
    code: "W-03",
    title: "严重错字",
    severity: Severity::Error,
    basis: NOTICES,
    what: "国家、政党、政府、领导人的名称和重要政治用语有没有错字，如“共和国”写作“共合国”。",
    why: "这类错字在网站检查中按严重错别字单列。",
    how: "立即改正，并全文复查。",
    right: examples!["让权力在阳光下运行。"],
    wrong: examples!["让权力在阳关下运行。", "根据《中华人民共合国政府信息公开条例》编制。"],
    by_default: true,
    check: |context, findings| report(&GRAVE, context, findings, |told| format!("{}，属严重错字", told.replaced())),
};

/// 截至 stands before a date.
pub static UNTIL: Rule = Rule {
    id: "until-word",
    code: "W-04",
    title: "“截止”与“截至”混淆",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "时间点前面是否误用“截止”。",
    why: "“截止”是到期停止，后面不接时间；说明统计到哪一天，应当用“截至”。",
    how: "把“截止”“截止到”改为“截至”。",
    right: examples!["截至2023年12月31日，公开信息267条。", "报名截止日期为2023年5月1日。"],
    wrong: examples!["截止2023年12月31日，公开信息267条。", "截止到目前，公开信息267条。"],
    by_default: true,
    check: |context, findings| report(&UNTIL, context, findings, |told| told.replaced()),
};

/// 国家秘密, as the law says.
pub static SECRET: Rule = Rule {
    id: "state-secret-word",
    code: "W-05",
    title: "“国家机密”应为“国家秘密”",
    severity: Severity::Warning,
    basis: "《中华人民共和国政府信息公开条例》用语；审核惯例",
    what: "是否把“国家秘密”写作“国家机密”。",
    why: "“机密”只是国家秘密的一个密级，条例和统计表都用“国家秘密”。",
    how: "改为“国家秘密”。",
    right: examples!["不得公开涉及国家秘密的信息。"],
    wrong: examples!["不得公开涉及国家机密的信息。"],
    by_default: true,
    check: |context, findings| report(&SECRET, context, findings, |told| told.replaced()),
};

/// One logs in with 登录.
pub static LOGIN: Rule = Rule {
    id: "log-in-word",
    code: "W-06",
    title: "“登陆”与“登录”混淆",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "进入网站、平台是否误用“登陆”。",
    why: "“登陆”指登上陆地，进入网站、系统应当用“登录”。",
    how: "改为“登录”。",
    right: examples!["可登录区政府网站查询。", "台风登陆期间及时发布预警信息。"],
    wrong: examples!["可登陆区政府网站查询。"],
    by_default: true,
    check: |context, findings| report(&LOGIN, context, findings, |told| told.replaced()),
};

/// Organs have 权力, citizens 权利.
pub static RIGHT: Rule = Rule {
    id: "power-or-right",
    code: "W-07",
    title: "“权力”与“权利”混淆",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "机关的“权力”和公民的“权利”有没有用反，如“行政权利”“知情权力”。",
    why: "两个词意思相反，用错会改变法律含义。",
    how: "机关行使的用“权力”，公民享有的用“权利”。",
    right: examples!["公开行政权力清单，保障公民的知情权利。", "明确权利义务。"],
    wrong: examples!["规范行政权利运行。", "告知申请人的权力义务。"],
    by_default: true,
    check: |context, findings| report(&RIGHT, context, findings, |told| told.replaced()),
};

/// Rules are 制定.
pub static ENACT: Rule = Rule {
    id: "enact-word",
    code: "W-08",
    title: "“制订”与“制定”",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "制度、办法、方案前面是否用“制订”。",
    why: "“制订”偏重拟订，制度、办法定案后一般用“制定”；计划两者都可以。",
    how: "定案的改为“制定”。",
    right: examples!["制定公开制度，制订年度计划。"],
    wrong: examples!["制订公开制度3项。"],
    by_default: false,
    check: |context, findings| report(&ENACT, context, findings, |told| told.replaced()),
};

/// What is counted are applications for information.
pub static APPLICATION: Rule = Rule {
    id: "application-term",
    code: "W-09",
    title: "“依申请公开”当作申请的名称",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "是否写“收到依申请公开12件”。",
    why: "“依申请公开”是公开的一种方式，收到的是“政府信息公开申请”。",
    how: "改为“政府信息公开申请”。",
    right: examples!["收到政府信息公开申请35件。"],
    wrong: examples!["全年收到依申请公开35件。"],
    by_default: false,
    check: |context, findings| report(&APPLICATION, context, findings, |told| told.usage("用词不准")),
};
