//! What must not be published of people. All numbers are made up.

use super::{Kind, Put, Where, put_text};
use crate::model::{Model, Tag, marked};
use crate::random::Random;
use nianbao::check::Severity::{self, Error, Info, Warning};

/// An identity number that satisfies its checksum.
fn identity(random: &mut Random) -> String {
    let area = random.pick(&["110101", "330106", "440305", "510104", "370102"]).copied().unwrap_or_default();
    let (year, month, day) = (random.between(1950, 2004), random.between(1, 12), random.between(1, 28));
    let body = format!("{area}{year}{month:02}{day:02}{:03}", random.between(1, 999));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().filter_map(|digit| digit.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum();
    format!("{body}{}", ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11])
}

fn mobile(random: &mut Random) -> String {
    format!("1{}{:09}", random.between(3, 9), random.between(10_000_000, 999_999_999))
}

/// A card number that satisfies Luhn's checksum.
fn card(random: &mut Random) -> String {
    let body = format!("62{:016}", random.between(1_000_000_000_000, 9_999_999_999_999_999));
    let sum: u32 = body
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { if digit > 4 { digit * 2 - 9 } else { digit * 2 } } else { digit })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn with(
    name: &'static str,
    severity: Severity,
    make: fn(&mut Random) -> String,
    around: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind::change(name, "P", severity, move |model: &mut Model, random: &mut Random| {
        let (before, behind) = random.pick(around)?;
        let text = format!("{before}{}{behind}", marked(&make(random)));
        let put = *random.pick(&[Put::Deeds, Put::After(Tag::Measures), Put::After(Tag::Others)])?;
        put_text(put, text, model, random)?;
        Some(vec![Where::Marked])
    })
}

pub fn kinds() -> Vec<Kind> {
    vec![
        with(
            "身份证号（18位）",
            Error,
            identity,
            &[
                ("申请人提供的身份证号为", "，已核对。"),
                ("公示名单中含有身份证号码", "的信息。"),
                ("（身份证：", "）。"),
            ],
        ),
        with(
            "身份证号（15位）",
            Warning,
            |random| {
                format!(
                    "330106{:02}{:02}{:02}{:03}",
                    random.between(50, 99),
                    random.between(1, 12),
                    random.between(1, 28),
                    random.between(1, 999)
                )
            },
            &[("申请人身份证号", "，已核对。"), ("（居民身份证：", "）。")],
        ),
        with(
            "手机号",
            Warning,
            mobile,
            &[
                ("联系电话", "。"),
                ("咨询请拨打", "。"),
                ("（负责人电话：", "）。"),
                ("工作群管理员手机", "，随时解答。"),
            ],
        ),
        with(
            "个人邮箱",
            Info,
            |random| {
                format!(
                    "zhangwei{}@{}.com",
                    random.between(70, 99),
                    random.pick(&["qq", "163", "126"]).copied().unwrap_or_default()
                )
            },
            &[("材料请发至", "。"), ("联系邮箱：", "。")],
        ),
        with("银行账号", Warning, card, &[("退款账号", "已核对。"), ("公布收款账户（", "）。")]),
        with(
            "申请人姓名",
            Warning,
            |random| {
                let surname = random.pick(&["王", "李", "张", "刘", "陈", "赵", "周"]).copied().unwrap_or_default();
                let given = random.pick(&["建国", "秀英", "伟", "桂兰", "志强", "丽华"]).copied().unwrap_or_default();
                format!("{surname}{given}")
            },
            &[
                ("申请人", "申请公开征地补偿信息，已答复。"),
                ("申请人", "不服答复提起复议。"),
                ("申请人", "要求公开拆迁补偿标准，已予公开。"),
            ],
        ),
        with(
            "住址到门牌",
            Info,
            |random| format!("{}号楼{}单元{}室", random.between(1, 40), random.between(1, 5), random.between(101, 999)),
            &[("申请人住址为幸福小区", "，已寄送答复书。"), ("答复书送达至和平里", "。")],
        ),
        with(
            "密级或内部标志",
            Error,
            |random| {
                random
                    .pick(&["机密★3年", "秘密★", "绝密★长期", "内部资料，严禁外传", "秘密★5年"])
                    .copied()
                    .unwrap_or_default()
                    .to_owned()
            },
            &[("文件标注：", "。"), ("（", "）"), ("该材料为", "。")],
        ),
    ]
}
