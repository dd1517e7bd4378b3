//! The words that tell what a number in running text counts, found in one pass.

use super::Passage;
use crate::text::{Index, Words};
use std::ops::Range;
use std::sync::OnceLock;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cue {
    /// 申请.
    Request,
    /// 行政复议.
    Review,
    /// 行政诉讼.
    Litigation,
    /// 未经复议直接起诉.
    Direct,
    /// 复议后起诉.
    AfterReview,
    /// 收到, 受理.
    Receive,
    /// 新收: what came this year and nothing else.
    NewOnly,
    /// 办结, 答复.
    Handle,
    /// 办理: received or handled, this year's or carried over.
    Process,
    /// 未办结 and others that only look like one of these.
    Unfinished,
    /// 结转, 顺延.
    Transfer,
    /// 上年.
    Last,
    /// 下年.
    Next,
    /// 予以公开.
    Open,
    /// 部分公开.
    Partly,
    /// 不予公开.
    Refused,
    /// 无法提供.
    Unable,
    /// 信息不存在: a part of 无法提供.
    NotHeld,
    /// 不予处理.
    NotProcessed,
    /// 其他处理.
    OtherOutcome,
    /// 维持.
    Upheld,
    /// 纠正.
    Corrected,
    /// 其他结果.
    OtherResult,
    /// 尚未审结.
    Pending,
    /// 自然人.
    NaturalPerson,
    /// 法人或其他组织.
    Organisation,
    /// 商业企业: one of the five kinds of 法人或其他组织.
    Business,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    Welfare,
    /// 法律服务机构.
    Legal,
    /// 网上, 信函: a way in which some came.
    Channel,
    /// 咨询, 信访, 会议: something else is counted.
    Elsewhat,
    /// 全市, 代表区政府: for whom the number counts.
    Scope,
    /// 较, 同比.
    Comparison,
    /// 增长, 减少: the number is a difference.
    Difference,
    /// 各: each of those named.
    Each,
    /// 均: all of those named.
    Both,
    /// 其中: parts follow.
    Within,
    /// 季度, 上半年: a part of the year.
    Period,
    /// 未收到, 没有发生.
    Not,
    /// 规范性文件.
    NormativeDocument,
    /// 规章.
    Rule,
    /// 制发.
    Issue,
    /// 废止.
    Repeal,
    /// 现行有效.
    InForce,
    /// 行政许可.
    Licensing,
    /// 行政处罚.
    Penalty,
    /// 行政强制.
    Compulsory,
    /// 作出……决定.
    Decide,
    /// 公开, 公示: information is counted, not what it is about.
    Publish,
    /// 行政事业性收费.
    Fee,
    /// 信息处理费.
    InformationFee,
    /// 主动公开.
    Proactive,
}

impl Cue {
    /// A bit that is its own.
    pub(super) fn bit(self) -> u64 {
        const { assert!((Cue::Proactive as usize) < 64) };
        1 << self as u64
    }
}

/// Words that deny.
const DENIALS: &[&str] = &[
    "未收到",
    "没有收到",
    "未曾收到",
    "未接到",
    "没有接到",
    "未受理",
    "没有受理",
    "未发生",
    "没有发生",
    "未产生",
    "没有产生",
    "未出现",
    "没有出现",
    "未涉及",
    "未有",
    "没有",
    "未被",
    "没有被",
    "未因",
    "不存在",
    "未引发",
    "未接收",
    "尚未收到",
    "未新收",
    "无",
];

/// Whether `passage` may deny something.
pub(super) fn may_deny(passage: &Passage) -> bool {
    static WORDS: Words = Words::new(DENIALS);
    passage.may_have(&WORDS)
}

const CUES: &[(Cue, &[&str])] = &[
    (Cue::Request, &["政府信息公开申请", "信息公开申请", "依申请公开", "依申请", "申请"]),
    (Cue::Review, &["行政复议", "复议"]),
    (Cue::Litigation, &["行政诉讼", "诉讼", "起诉"]),
    (Cue::Direct, &["未经复议直接起诉", "未经复议直接提起", "未经复议", "直接起诉", "直接提起"]),
    (Cue::AfterReview, &["复议后起诉", "复议后提起", "经复议后", "复议后"]),
    (Cue::Receive, &["收到", "受理", "收办", "接收", "接到", "收取申请", "收件"]),
    (Cue::NewOnly, &["新收到", "新收", "新受理", "本年新收", "新增申请"]),
    (
        Cue::Handle,
        &["办结", "答复", "办理完毕", "办理完成", "办毕", "办复", "回复", "已办理", "处理完毕", "予以答复", "作出答复"],
    ),
    (Cue::Process, &["办理"]),
    (
        Cue::Unfinished,
        &[
            "未办结",
            "未答复",
            "不予受理",
            "正在办理",
            "未办理",
            "待办",
            "办理中",
            "答复率",
            "办结率",
            "予以受理",
            "办理情况",
            "申请人",
            "重复申请",
            "受理回执",
            "补正",
            "撤回",
            "撤销申请",
            "继续办理",
            "告知",
            "逾期",
            "未按期",
            "答复意见",
            "答复函",
            "答复书",
            "申请表",
            "申请书",
            "申请材料",
            "申请渠道",
            "申请办理",
            "回复率",
            "延期答复",
            "延期",
        ],
    ),
    (
        Cue::Transfer,
        &["结转", "顺延", "转至", "转入", "转到", "转下", "延至", "延续到", "延续至", "遗留", "跨年", "转结", "续转"],
    ),
    (Cue::Last, &["上一年度", "上年度", "上一年", "上年", "去年", "往年", "前一年", "历年"]),
    (Cue::Next, &["下一年度", "下年度", "下一年", "下年", "次年", "明年", "翌年", "来年"]),
    (Cue::Open, &["予以公开", "同意公开", "全部公开", "予公开"]),
    (Cue::Partly, &["部分公开", "区分处理"]),
    (Cue::Refused, &["不予公开", "不同意公开"]),
    (Cue::Unable, &["无法提供"]),
    (Cue::NotHeld, &["信息不存在", "不掌握", "非本机关"]),
    (Cue::NotProcessed, &["不予处理"]),
    (Cue::OtherOutcome, &["其他处理"]),
    (Cue::Upheld, &["结果维持", "维持原行政行为", "维持"]),
    (Cue::Corrected, &["结果纠正", "被纠正", "纠正", "被纠错", "纠错"]),
    (Cue::OtherResult, &["其他结果"]),
    (Cue::Pending, &["尚未审结", "未审结", "尚未结案", "正在审理", "审理中"]),
    (Cue::NaturalPerson, &["自然人"]),
    (Cue::Organisation, &["法人或其他组织", "法人和其他组织", "法人及其他组织", "法人或者其他组织", "法人、其他组织"]),
    (Cue::Business, &["商业企业"]),
    (Cue::Research, &["科研机构"]),
    (Cue::Welfare, &["社会公益组织", "社会公益"]),
    (Cue::Legal, &["法律服务机构", "法律服务"]),
    (
        Cue::Channel,
        &[
            "网上",
            "网络",
            "网站",
            "线上",
            "互联网",
            "在线",
            "平台",
            "信函",
            "邮寄",
            "当面",
            "现场",
            "传真",
            "邮件",
            "邮箱",
            "窗口",
            "来信",
            "书面",
            "信件",
            "EMS",
            "挂号",
            "政务服务网",
            "渠道",
            "类申请",
            "领域",
            "企业",
            "涉及",
            "法人",
            "组织",
        ],
    ),
    (
        Cue::Elsewhat,
        &[
            "咨询",
            "来电",
            "来访",
            "信访",
            "投诉",
            "举报",
            "建议",
            "提案",
            "留言",
            "热线",
            "工单",
            "12345",
            "舆情",
            "会议",
            "培训",
            "解读",
            "稿件",
            "新闻",
            "问卷",
            "意见",
            "议案",
            "诉求",
            "电话",
            "信箱",
            "回应",
            "案卷",
            "听证",
            "发布会",
            "专栏",
            "指南",
            "目录",
            "许可申请",
            "行政许可申请",
            "登记申请",
            "败诉",
            "申请材料",
            "补贴",
            "救助",
            "低保",
            "事项申请",
            "公开栏",
            "决定书",
            "庭审",
            "旁听",
            "栏目",
            "网民",
            "网友",
            "证明",
        ],
    ),
    (
        Cue::Scope,
        &[
            "全市",
            "全县",
            "全区",
            "全省",
            "全州",
            "全旗",
            "全系统",
            "市本级",
            "县本级",
            "区本级",
            "省本级",
            "本级",
            "代表",
            "各部门",
            "各乡镇",
            "各镇",
            "各街道",
            "各县区",
            "各单位",
            "所属单位",
            "下属",
            "机关本部",
            "局机关",
            "辖区",
            "区政府办",
            "县政府办",
            "市政府办",
            "区政府",
            "县政府",
            "市政府",
            "向政府",
        ],
    ),
    (Cue::Comparison, &["同比", "相比", "相较", "较", "比", "环比", "对比"]),
    (Cue::Difference, &["增长", "增加", "上升", "提高", "减少", "下降", "降低", "增幅", "降幅", "增多", "增", "减"]),
    (Cue::Each, &["各"]),
    (Cue::Both, &["均", "都"]),
    (Cue::Within, &["其中", "包括", "包含", "分别"]),
    (
        Cue::Period,
        &[
            "季度",
            "上半年",
            "下半年",
            "半年",
            "月份",
            "以来",
            "累计三年",
            "近年",
            "当月",
            "每月",
            "试点期间",
            "期间",
            "五年",
        ],
    ),
    (Cue::Not, DENIALS),
    (Cue::NormativeDocument, &["行政规范性文件", "规范性文件"]),
    (Cue::Rule, &["政府规章", "规章"]),
    (Cue::Issue, &["制发", "制定", "出台", "印发", "制订", "新制作"]),
    (Cue::Repeal, &["废止"]),
    (Cue::InForce, &["现行有效", "继续有效"]),
    (Cue::Licensing, &["行政许可"]),
    (Cue::Penalty, &["行政处罚"]),
    (Cue::Compulsory, &["行政强制"]),
    (Cue::Decide, &["处理决定", "决定", "作出", "做出", "实施", "办件"]),
    (Cue::Publish, &["公示", "公布", "发布", "公开", "上传", "归集", "信息"]),
    (Cue::Fee, &["行政事业性收费", "收费金额", "收费总额"]),
    (Cue::InformationFee, &["信息处理费", "信息公开处理费", "信息公开收费"]),
    (Cue::Proactive, &["主动公开"]),
];

/// A word of the list in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it tells.
    pub cue: Cue,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The words of the list in `text`, the longest at each place, none overlapping.
pub(super) fn find(text: &str) -> Vec<Hit> {
    static LIST: OnceLock<(Index, Vec<(Cue, usize)>)> = OnceLock::new();
    let (index, words) = LIST.get_or_init(|| {
        let words = || CUES.iter().flat_map(|(cue, words)| words.iter().map(|word| (*cue, *word)));
        (Index::new(words().map(|(_, word)| word)), words().map(|(cue, word)| (cue, word.len())).collect())
    });
    let mut hits = Vec::new();
    let mut free = 0;
    for (at, character) in text.char_indices() {
        if at < free {
            continue;
        }
        let Some(number) = index.at(text, at, character).next() else { continue };
        let (cue, length) = words[usize::from(number)];
        free = at + length;
        hits.push(Hit { cue, range: at..free });
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        let cues = |text: &str| find(text).into_iter().map(|hit| hit.cue).collect::<Vec<_>>();
        assert_eq!(cues("上一年度结转政府信息公开申请"), [Cue::Last, Cue::Transfer, Cue::Request]);
        assert_eq!(cues("未办结"), [Cue::Unfinished]);
        assert_eq!(cues("复议后起诉"), [Cue::AfterReview]);
        assert_eq!(cues("不予公开"), [Cue::Refused]);
    }
}
