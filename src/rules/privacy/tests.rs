//! Sentences, wrong and right.

use crate::check::{Environment, check};
use crate::rules::testing::examples;

fn found(line: &str) -> Vec<&'static str> {
    let (report, _) = examples::reports(line);
    let findings = check(report, &Environment { this_year: Some(2026), ..Environment::default() }).findings;
    let codes = findings.iter().filter_map(|finding| super::RULES.iter().find(|rule| rule.id == finding.rule));
    codes.map(|rule| rule.code).collect()
}

const FAIL: &[(&str, &str)] = &[
    ("身份证号为11010519491231002X。", "P-01"),
    ("号码11010519491231002x已登记。", "P-01"),
    ("号码110105 19491231 002X已登记。", "P-01"),
    ("号码１１０１０５１９４９１２３１００２Ｘ已登记。", "P-01"),
    ("末尾：附件：110105491231002", "P-01"),
    ("整行·（一）予以公开：11010519491231002X", "P-01"),
    ("请拨打13912345678联系。", "P-02"),
    ("联系电话：139 1234 5678。", "P-02"),
    ("前言：联系电话：+8613912345678。", "P-02"),
    ("邮箱wangwu@163.com。", "P-03"),
    ("退款至6222021234567890128。", "P-04"),
    ("原告陈志强不服答复。", "P-05"),
    ("申请人王丽要求公开。", "P-05"),
    ("住幸福花园5栋3单元402室的居民来电。", "P-06"),
    ("秘密★3年", "P-07"),
    ("内部文件，严禁外传。", "P-07"),
];

const PASS: &[&str] = &[
    "统一社会信用代码91110000600001760P，索引号014239876/2023-00012。",
    "号码110105194912310021不是身份证号。",
    "电话：（0517）83900000、0517-83900000转8001。",
    "资金总额13912345678元。",
    "邮箱xxgk@huaian.gov.cn，网站www.qq.com已备案。",
    "项目代码6222021234567890128已公开。",
    "文件编号2023010112345678。",
    "申请人王某要求公开，申请人张某某不服答复。",
    "申请人向我镇提出，申请人因故撤回，申请人应当补正，申请人可以复议，申请人自行申请撤回。",
    "申请人马上提出，申请人陈述要求，申请人于6月申请，申请人曾申请。",
    "办公地址：人民路8号2号楼305室，受理窗口设在3号楼101室。",
    "国家秘密、商业秘密、个人隐私不予公开，保守秘密3年。",
    "全年编发内部资料12期。",
];

#[test]
fn wrong_sentences_are_told() {
    let faults: Vec<String> = FAIL
        .iter()
        .map(|&(line, code)| (line, code, found(line)))
        .filter(|(_, code, found)| !found.contains(code))
        .map(|(line, code, found)| format!("{code} {found:?} {line}"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn right_sentences_are_silent() {
    for line in PASS {
        assert_eq!(found(line), [] as [&str; 0], "{line}");
    }
}

#[test]
fn marks_of_secrecy_are_told_in_reading_order() {
    let line = format!("{}机密★5年。", "内部资料，不得外传。".repeat(5));
    let (report, _) = examples::reports(&line);
    let findings = check(report, &Environment::default()).findings;
    let marks: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.rule == "secrecy-mark")
        .map(|finding| if finding.message.contains("内部资料") { "内部资料" } else { "机密" })
        .collect();
    assert_eq!(marks, ["内部资料"; 5]);
}
