//! What is personal in a report is shown by no output, neither by the finding that tells of it nor by any other.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Outcome, check};
use nianbao::read::{Kind, read_text};
use nianbao::report::recognise;
use nianbao::write::listing::Listing;
use nianbao::write::{csv, json, plain_list, print, sarif, terminal};

const SECRETS: [&str; 5] = ["11010519491231002X", "13912345678", "wangwu@163.com", "6222021234567890128", "张建国"];

fn checked(text: &str) -> Outcome {
    check(recognise(read_text(text, Kind::Text)), &Environment::default())
}

#[test]
fn nothing_private_is_shown_anywhere() {
    let [identity, mobile, mailbox, card, name] = SECRETS;
    let text = format!(
        "白石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n申请人{name}申请，布署身份证{identity}、电话{mobile}、\
         邮箱{mailbox}、汇入{card}。\n\n二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n\
         一、本年新收政府信息公开申请数量\t{mobile}\t0\t0\t0\t0\t0\t1\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    );
    let outcome = checked(&text);
    let rules: Vec<&str> = outcome.findings.iter().map(|finding| finding.rule.as_ref()).collect();
    for rule in ["wrong-word", "identity-number", "mobile-number", "personal-mailbox", "bank-card", "applicant-name"] {
        assert!(rules.contains(&rule), "{rule} {rules:?}");
    }
    let outputs = [
        json::report("a", &outcome).to_string(),
        terminal::report("a", &outcome, false),
        String::from_utf8(csv::list(&[Listing::new("a", &outcome, |index| index + 1)])).expect("UTF-8"),
        plain_list::list(&outcome, |index| index + 1),
        print::page(&[("a".to_owned(), Ok(outcome.clone()))]),
        sarif::log(&[("a".to_owned(), Ok(outcome))], None).to_string(),
    ];
    for output in outputs {
        for secret in SECRETS {
            let inner: String = secret.chars().skip(3).take(8).collect();
            assert!(!output.contains(secret), "{secret} in {output}");
            assert!(secret.len() < 11 || !output.contains(&inner), "{inner} in {output}");
        }
    }
}

#[test]
fn the_finding_tells_where_and_shows_the_ends() {
    let outcome = checked("一、总体情况\n\n联系人手机13912345678。\n");
    let finding = outcome.findings.iter().find(|finding| finding.rule == "mobile-number").expect("a finding");
    assert!(finding.message.contains("139******78"), "{}", finding.message);
    let value = json::report("a", &outcome);
    let quotes: Vec<&str> = value["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|found| found["rule"] == "mobile-number")
        .filter_map(|found| found["places"][0]["quote"].as_str())
        .collect();
    assert_eq!(quotes, ["139******78"]);
}
