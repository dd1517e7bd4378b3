//! The printable page: reports with numbered marks, each with the list of its findings behind it. It stands alone: one
//! file without script, for A4 and for screens.

mod paper;

use super::listing::{Listing, Row};
use super::marks::badge;
use crate::check::{Outcome, Severity};
use std::fmt::Write;

/// Its style; it is to be read without colours, too.
const STYLE: &str = include_str!("style.css");

/// The page of one or several files: name, and the outcome or the sentence that says why it could not be read.
pub fn page(files: &[(String, Result<Outcome, String>)]) -> String {
    let title = match files {
        [(_, Ok(outcome))] => outcome.report.organ().unwrap_or("年报").to_owned(),
        _ => "年报".to_owned(),
    };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} 校核意见</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escape(&title)
    );
    for (file, outcome) in files {
        match outcome {
            Ok(outcome) => {
                let _ = writeln!(page, "<article class=\"paper\">\n{}</article>", paper::draw(outcome));
                page.push_str(&list(&Listing::new(file, outcome, |index| index + 1)));
            }
            Err(sentence) => page.push_str(&list(&Listing::unreadable(file, sentence))),
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The list behind a report: what was checked, the findings, and what was dismissed.
fn list(listing: &Listing) -> String {
    let mut list = "<section class=\"list\">\n<h2>校核意见</h2>\n<dl>\n".to_owned();
    for (name, words) in listing.facts() {
        let _ = writeln!(list, "<div><dt>{name}</dt><dd>{}</dd></div>", escape(&words));
    }
    list.push_str("</dl>\n");
    let (standing, dismissed): (Vec<&Row>, Vec<&Row>) = listing.rows.iter().partition(|row| row.dismissed.is_none());
    if !standing.is_empty() {
        list.push_str(&table("问题", &standing));
    } else if listing.unreadable.is_none() {
        list.push_str("<p>没有发现问题。</p>\n");
    }
    if !dismissed.is_empty() {
        list.push_str(&table("已忽略的问题", &dismissed));
    }
    list.push_str("</section>\n");
    list
}

fn table(caption: &str, rows: &[&Row]) -> String {
    let mut table = format!(
        "<table class=\"findings\">\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">序号</th>\
         <th scope=\"col\">级别</th><th scope=\"col\">位置</th><th scope=\"col\">问题和建议</th></tr></thead>\n<tbody>\n"
    );
    for row in rows {
        let _ = writeln!(
            table,
            "<tr class=\"{}\"><td class=\"number\">{}</td><td class=\"severity\">{}</td><td>{}</td>\
             <td><p>{}</p><p><b>建议</b>　{}</p><p><b>依据</b>　{}</p>{}</td></tr>",
            class(row.severity),
            row.number.map(badge).unwrap_or_default(),
            row.severity.name(),
            escape(&row.place),
            escape(&row.message),
            escape(&row.suggestion),
            escape(&row.basis),
            row.dismissed.as_ref().map(|_| format!("<p>{}</p>", escape(&row.state()))).unwrap_or_default(),
        );
    }
    table.push_str("</tbody>\n</table>\n");
    table
}

fn class(severity: Severity) -> &'static str {
    severity.id()
}

/// `text` as HTML shows it, in an element or an attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Environment, check};
    use crate::read::{Kind, read_text};
    use crate::report::recognise;
    use crate::write::listing::tests::outcome;

    #[test]
    fn marks_and_list_have_the_same_numbers() {
        let outcome = outcome();
        let page = page(&[("甲.docx".to_owned(), Ok(outcome.clone()))]);
        let (paper, list) = page.split_once("</article>").expect("the list behind the paper");
        for number in 1..=outcome.findings.len() {
            let badge = badge(number);
            assert_eq!(paper.matches(&badge).count(), 1, "{badge} {paper}");
            assert!(list.contains(&format!("<td class=\"number\">{badge}</td>")), "{list}");
        }
        assert!(paper.contains("<td class=\"marked error\">21<sup>"), "{paper}");
        assert!(paper.contains("<mark class=\"error\">布署</mark><sup>"), "{paper}");
        assert!(list.contains("<p>已忽略：按本地要求填写</p>"), "{list}");
    }

    #[test]
    fn nothing_of_a_report_is_markup() {
        let text = "<b>某县财政局</b>2024年政府信息公开工作年度报告\n\n一、总体情况\n\n布署<script>alert(1)</script>。\n\n\
                    一、本年新收政府信息公开申请数量\t<i>\t0\t0\t0\t0\t0\t2\n";
        let outcome = check(recognise(read_text(text, Kind::Text)), &Environment::default());
        let page = page(&[("<a>".to_owned(), Ok(outcome)), ("乙".to_owned(), Err("<br>".to_owned()))]);
        for tag in ["<script", "<i>", "<a>", "<br>"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        assert!(page.contains("<dd>&lt;a&gt;</dd>") && page.contains("&lt;script&gt;"), "{page}");
    }
}
