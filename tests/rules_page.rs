//! The page of all rules is what the rules say today; `make rules` writes it anew.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::rules;
use nianbao::write::rules_page;
use std::collections::BTreeSet;

#[test]
fn the_page_is_what_the_rules_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/static/rules.html");
    let page = rules_page::html();
    let written = std::fs::read_to_string(path).unwrap_or_default();
    if std::env::var("NIANBAO_WRITE").is_ok_and(|value| value == "1") {
        if written != page {
            std::fs::write(path, page).expect("static/rules.html can be written");
        }
        return;
    }
    assert!(written == page, "static/rules.html is not what the rules say: run `make rules` and commit the file");
}

#[test]
fn every_rule_has_its_article_and_every_name_is_there_once() {
    let page = rules_page::html();
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), once.len(), "an id stands twice");
    for rule in rules::all() {
        assert!(page.contains(&format!("<article id=\"{}\"", rule.id)), "{}", rule.id);
    }
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(once.contains(link), "#{link} leads nowhere");
    }
    for term in ["aria-labelledby=\"", "for=\"", "aria-describedby=\""] {
        for name in page.split(term).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(once.contains(name), "{term}{name} names nothing");
        }
    }
}

#[test]
fn the_page_keeps_to_its_policy() {
    let page = rules_page::html();
    for part in page.split('<').skip(1) {
        let tag = part.split('>').next().unwrap_or_default();
        assert!(!tag.starts_with("script") || tag.contains(" src=\"./"), "<{tag}>");
        assert!(!tag.starts_with("style") && !tag.contains(" style=") && !tag.contains("://"), "<{tag}>");
    }
}
