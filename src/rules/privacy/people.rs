//! P-01–P-06: numbers, addresses and names of persons.

use super::numbers::{LongNumber, blocks, is_identity_number, is_old_identity_number, passes_luhn};
use super::tell;
use crate::check::{Context, Severity};
use crate::prose::is_han;
use crate::report::Role;
use crate::rules::signs::Sought;
use crate::rules::{PRACTICE, Rule};
use crate::text::{Span, Words};

const PRIVACY: &str = "《中华人民共和国政府信息公开条例》第十五条（个人隐私）";

/// No identity number.
pub static IDENTITY: Rule = Rule {
    id: "identity-number",
    code: "P-01",
    title: "身份证号",
    severity: Severity::Error,
    basis: PRIVACY,
    what: "全文（包括表格和附件）有没有公民身份号码：18位的核对出生日期和校验码，15位的核对出生日期。",
    why: "身份证号属于个人隐私，公开会造成泄露。",
    how: "发布前删除；已经发布的立即撤下。",
    right: examples!["索引号014239876/2023-00012，统一社会信用代码91320800MA1ABCDE0X。", "身份证号不予公开。"],
    wrong: examples!["申请人身份证号11010519491231002X。"],
    by_default: true,
    check: |context, findings| {
        let is = |kind: fn(&str) -> bool| -> Vec<Span> {
            let long = context.long_numbers().iter();
            long.filter(|number| kind(&number.digits) && has_groups(number, IDENTITY_GROUPS))
                .map(|number| number.span)
                .collect()
        };
        let first = findings.len();
        tell(&IDENTITY, context, &is(is_identity_number), findings, |masked| {
            format!("疑似公民身份号码（{masked}），公开前请删除")
        });
        let new = is(|digits| digits.len() == 18 && is_identity_number(digits)).len();
        tell(&IDENTITY, context, &is(is_old_identity_number), findings, |masked| {
            format!("疑似15位公民身份号码（{masked}），请核对，是的请删除")
        });
        let certain = if new > 4 { 1 } else { new };
        findings.iter_mut().skip(first + certain).for_each(|finding| finding.severity = Severity::Warning);
    },
};

/// No private mobile number.
pub static MOBILE: Rule = Rule {
    id: "mobile-number",
    code: "P-02",
    title: "手机号",
    severity: Severity::Warning,
    basis: "审核惯例；《中华人民共和国政府信息公开条例》第十五条（个人隐私）",
    what: "全文有没有11位手机号码。",
    why: "工作人员或申请人的手机号属于个人信息，单位对外联系宜用座机。",
    how: "改为单位座机；确系单位公布的工作手机可忽略。",
    right: examples!["联系电话：0517-83900000。", "金额13812345678元。"],
    wrong: examples!["联系人电话13812345678。", "联系电话：138-1234-5678。"],
    by_default: true,
    check: |context, findings| {
        let spans: Vec<Span> = context
            .long_numbers()
            .iter()
            .filter(|number| is_mobile(number) && !counts_something(context, number))
            .map(|number| number.span)
            .collect();
        tell(&MOBILE, context, &spans, findings, |masked| {
            format!("疑似个人手机号码（{masked}），单位联系电话建议使用座机")
        });
    },
};

/// No private mailbox.
pub static MAILBOX: Rule = Rule {
    id: "personal-mailbox",
    code: "P-03",
    title: "个人邮箱",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "有没有 qq、163、126、新浪、139 等公共邮箱。",
    why: "公共邮箱可能是个人的；单位受理申请宜用政务邮箱。",
    how: "改为政务邮箱；确系单位公布的邮箱可忽略。",
    right: examples!["电子邮箱：xxgk@example.gov.cn。"],
    wrong: examples!["电子邮箱：lisi1985@qq.com。"],
    by_default: true,
    check: |context, findings| {
        let mut spans = Vec::new();
        for (block, text) in blocks(context.report).filter(|(_, text)| text.contains('@')) {
            for (at, _) in text.match_indices('@') {
                let is_part = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
                let local = text[..at].trim_end_matches(is_part).len();
                let rest = &text[at + 1..];
                let length = rest.len() - rest.trim_start_matches(is_part).len();
                let domain = rest[..length].trim_end_matches(['.', '-']).to_ascii_lowercase();
                if local < at && DOMAINS.iter().any(|public| domain == *public) {
                    spans.push(Span::new(block, local..at + 1 + domain.len()));
                }
            }
        }
        tell(&MAILBOX, context, &spans, findings, |masked| {
            format!("使用了公共邮箱（{masked}），是个人邮箱的请改用政务邮箱")
        });
    },
};

const DOMAINS: [&str; 16] = [
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "189.cn",
    "gmail.com",
    "sina.com",
    "sina.cn",
    "sina.com.cn",
    "sohu.com",
    "foxmail.com",
    "hotmail.com",
    "outlook.com",
    "yeah.net",
    "vip.qq.com",
    "aliyun.com",
];

/// No bank card.
pub static CARD: Rule = Rule {
    id: "bank-card",
    code: "P-04",
    title: "银行账号",
    severity: Severity::Warning,
    basis: PRIVACY,
    what: "有没有16至19位、通过校验的银行卡号。",
    why: "银行卡号属于个人信息，公开有财产风险。",
    how: "发布前删除；确系单位收款账户且需要公布的可忽略。",
    right: examples!["统一社会信用代码113208000142398760，索引号4111111111111111。"],
    wrong: examples!["款项汇入4111111111111111账户。", "卡号6222 0212 3456 7890 128。"],
    by_default: true,
    check: |context, findings| {
        let spans: Vec<Span> =
            context.long_numbers().iter().filter(|number| is_card(context, number)).map(|number| number.span).collect();
        tell(&CARD, context, &spans, findings, |masked| format!("疑似银行账号（{masked}），公开前请删除"));
    },
};

/// Applicants stay nameless.
pub static APPLICANT: Rule = Rule {
    id: "applicant-name",
    code: "P-05",
    title: "申请人姓名",
    severity: Severity::Warning,
    basis: PRIVACY,
    what: "“申请人”“原告”等后面有没有写出姓名（张某、李某某不算）。",
    why: "申请人的姓名属于个人信息，年度报告不需要写。",
    how: "改为“申请人”或“张某”。",
    right: examples![
        "申请人张某申请公开。",
        "申请人自行撤回申请，申请人马上提出，申请人于5月提出申请，申请人陈述要求。"
    ],
    wrong: examples!["申请人张建国申请公开征地信息。"],
    by_default: true,
    check: |context, findings| {
        let mut spans = Vec::new();
        for sign in context.signs(Sought::Party).filter(|sign| sign.role != Role::Outside) {
            let start = sign.at + sign.word.len();
            let rest = &context.report.document.text(sign.block)[start..];
            spans.extend(name_at(rest).map(|length| Span::new(sign.block, start..start + length)));
        }
        tell(&APPLICANT, context, &spans, findings, |masked| format!("出现申请人姓名“{masked}”，请匿名处理"));
    },
};

/// No home address.
pub static ADDRESS: Rule = Rule {
    id: "home-address",
    code: "P-06",
    title: "住址到门牌",
    severity: Severity::Info,
    basis: PRIVACY,
    what: "有没有写到几号楼几单元几室的地址（单位的办公地址除外）。",
    why: "写到门牌的住址可以找到个人。",
    how: "只写到街道、社区；办公地址可忽略。",
    right: examples!["办公地址：解放路12号3号楼501室。", "公开信息12号文件3件。"],
    wrong: examples!["家住阳光小区3号楼2单元501室的居民反映情况。"],
    by_default: true,
    check: |context, findings| {
        let rooms = context.signs(Sought::Room);
        let rooms = rooms.filter(|sign| !matches!(sign.role, Role::Outside | Role::Table(_)));
        let spans: Vec<Span> = rooms
            .filter_map(|sign| {
                let start = address(context.report.document.text(sign.block), sign.at)?;
                Some(Span::new(sign.block, start..sign.at + sign.word.len()))
            })
            .collect();
        tell(&ADDRESS, context, &spans, findings, |masked| format!("疑似个人住址（{masked}），请核对"));
    },
};

const IDENTITY_GROUPS: &[&[usize]] = &[&[18], &[15], &[6, 8, 4], &[6, 4, 4, 4], &[14, 4], &[6, 12]];

fn has_groups(number: &LongNumber, forms: &[&[usize]]) -> bool {
    forms.contains(&number.groups.as_slice())
}

fn is_mobile(number: &LongNumber) -> bool {
    let digits = match number.digits.len() {
        13 => number.digits.strip_prefix("86"),
        11 => Some(number.digits.as_str()),
        _ => None,
    };
    let begins = |digits: &str| digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9');
    digits.is_some_and(begins) && has_groups(number, &[&[11], &[13], &[3, 4, 4], &[2, 11], &[2, 3, 4, 4]])
}

/// Whether a unit behind a number makes it a count or an amount.
fn counts_something(context: &Context, number: &LongNumber) -> bool {
    let text = context.report.document.text(number.span.block);
    let behind = text.get(number.span.end as usize..).unwrap_or_default().trim_start();
    behind.starts_with(['元', '万', '件', '条', '个', '次', '.', '%'])
}

fn is_card(context: &Context, number: &LongNumber) -> bool {
    let digits = number.digits.as_str();
    let is_form = match number.groups[..] {
        [length] => (16..=19).contains(&length),
        [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] => true,
        _ => false,
    };
    if !is_form
        || !digits.bytes().all(|byte| byte.is_ascii_digit())
        || !passes_luhn(digits)
        || is_identity_number(digits)
    {
        return false;
    }
    let text = context.report.document.text(number.span.block);
    let before: Vec<char> = text.get(..number.span.start as usize).unwrap_or_default().chars().rev().take(14).collect();
    let before: String = before.into_iter().rev().collect();
    let behind: String = text.get(number.span.end as usize..).unwrap_or_default().chars().take(6).collect();
    let is_other = words!["索引", "代码", "编号", "文号", "备案", "登记", "许可证", "条码", "证号"].is_in(&before);
    let is_named =
        [&before, &behind].into_iter().any(|text| words!["账", "帐", "卡号", "银行", "开户", "汇入"].is_in(text));
    !is_other && (is_named || digits.starts_with("62"))
}

/// Surnames that are not also words which follow 申请人 in a sentence.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐韩冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔邱秦江史顾侯邵孟龙雷钱汤尹武乔贺赖龚庞樊殷施陶洪翟倪严温俞葛柴";
/// Words that begin like names.
const NO_NAMES: [&str; 17] = [
    "马上", "陈述", "严格", "江苏", "江西", "唐山", "温州", "苏州", "石家", "武汉", "龙岩", "黄山", "施工", "史料",
    "范围", "钱款", "严肃",
];
/// What a person does.
const DEEDS: [&str; 16] =
    ["申请", "要求", "不服", "提出", "提交", "提起", "向", "通过", "认为", "诉", "于", "因", "对", "反映", "（", "等"];

/// The bytes of a name at the beginning of `text`, if a deed follows it.
fn name_at(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if !SURNAMES.contains(first) || NO_NAMES.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    [3, 2].into_iter().find_map(|length| {
        let end = text.char_indices().nth(length).map(|(at, _)| at)?;
        let (name, rest) = text.split_at(end);
        let plain = name.chars().all(|character| is_han(character) && !"某等的女先".contains(character));
        (plain && DEEDS.iter().any(|deed| rest.starts_with(deed))).then_some(end)
    })
}

/// Where the address down to the door begins that ends before byte `at` of `text`: 3号楼2单元501室; none for those of
/// offices.
fn address(text: &str, at: usize) -> Option<usize> {
    static OFFICE: Words = Words::new(&[
        "办公",
        "地址",
        "联系",
        "邮编",
        "邮政编码",
        "受理",
        "窗口",
        "大厅",
        "设在",
        "位于",
        "设立",
        "会议室",
    ]);
    /// Bytes of the sentence that are looked at on each side.
    const NEAR: usize = 300;
    const STEPS: [&str; 7] = ["号楼", "号院", "单元", "栋", "幢", "号", "座"];
    let mut start = text[..at].trim_end_matches(|character: char| character.is_ascii_digit()).len();
    if start == at {
        return None;
    }
    let mut steps = 0;
    while let Some(step) = STEPS.iter().find(|step| text[..start].ends_with(**step)) {
        let before = &text[..start - step.len()];
        let number = before.trim_end_matches(|character: char| character.is_ascii_alphanumeric()).len();
        if number == before.len() {
            break;
        }
        (start, steps) = (number, steps + 1);
    }
    if steps == 0 {
        return None;
    }
    let near = text.floor_char_boundary(at.saturating_sub(NEAR))..text.floor_char_boundary(at + NEAR);
    let sentence = text[near.start..at].rfind('。').map_or(near.start, |end| near.start + end + "。".len());
    let stop = text[at..near.end].find('。').map_or(near.end, |length| at + length);
    let is_office = OFFICE.is_in(&text[sentence..stop]);
    (!is_office).then_some(start)
}
