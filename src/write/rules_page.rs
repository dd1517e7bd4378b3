//! The page of all rules, `static/rules.html`: what each looks at, why, and examples; one article a rule, named by its
//! identifier, so that `rules.html#requests-balance` leads there. It is written from the rules themselves.

use super::print::escape;
use crate::rules::{FAMILIES, Rule};
use crate::standard::{CellName, Edition, Row, TableKind};
use std::fmt::Write;

/// The page's head up to its families. The policy is that of the site without its wasm.
const HEAD: &str = r##"<!doctype html>
<!-- Written from the rules by `make rules`. -->
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>规则说明 - 年报校核</title>
<meta name="description" content="年报校核的全部规则：查什么、为什么、依据、示例和改法。">
<link rel="icon" href="./icon.svg">
<link rel="stylesheet" href="./colours.css">
<link rel="stylesheet" href="./document.css">
<link rel="stylesheet" href="./rules.css">
<script src="./rules.js" defer></script>
</head>
<body>
<a class="skip" href="#look-rules">跳到规则</a>
<header class="bar"><a class="brand" href="./">年报校核</a><a href="help.html">使用说明</a></header>
<main>
"##;

/// Explains the examples and the settings file.
const READING: &str = r##"<section class="reading" aria-labelledby="look-reading">
<h2 id="look-reading">怎样看这一页</h2>
<p>级别是通常的级别：错误是违反统一格式或数据不相符，警告是很可能有错，提示是请看一眼、不一定要改。个别情况较轻或较重的，以核对结果中注明的级别为准。</p>
<p>示例只写与规则有关的地方，先写位置，再写内容；没有写到的部分都是合格的。没有另外注明的，都是一份乡镇2023年的报告，用2021年版格式。</p>
<p>每条规则末尾的英文名用于设置文件，可以按它关闭或打开这条规则，例如 <code>{"rules": {"ordinal-mark": false}}</code>。</p>
</section>
"##;

/// The whole page.
pub fn html() -> String {
    let names = Names::new();
    let rules = || FAMILIES.iter().map(|(_, rules)| rules.len());
    let mut page = HEAD.to_owned();
    let _ = writeln!(page, "<h1>规则说明</h1>");
    let (all, families) = (rules().sum::<usize>(), rules().filter(|&count| count > 0).count());
    let _ =
        writeln!(page, "<p class=\"lead\">共 {all} 条规则，分 {families} 类。核对全部在本机完成，本页断网也能看。</p>");
    page.push_str(READING);
    page.push_str(&search());
    let of_families = || FAMILIES.iter().enumerate().filter(|(_, (_, rules))| !rules.is_empty());
    let _ = writeln!(page, "<nav aria-label=\"规则类别\">\n<ul>");
    for (at, (name, rules)) in of_families() {
        let _ =
            writeln!(page, "<li><a href=\"#look-family-{at}\">{} <span>{}</span></a></li>", escape(name), rules.len());
    }
    let _ = writeln!(page, "</ul>\n</nav>\n<div id=\"look-rules\" tabindex=\"-1\">");
    for (at, (name, rules)) in of_families() {
        let heading = format!("look-family-{at}");
        let _ = writeln!(page, "<section class=\"family\" aria-labelledby=\"{heading}\">");
        let _ = writeln!(page, "<h2 id=\"{heading}\">{}</h2>", escape(name));
        for rule in *rules {
            article(&mut page, rule, &names);
        }
        let _ = writeln!(page, "</section>");
    }
    page.push_str("</div>\n</main>\n</body>\n</html>\n");
    page
}

/// The search, shown where there is JavaScript.
fn search() -> String {
    let boxes = crate::check::Severity::ALL.map(|severity| {
        let (id, name) = (severity.id(), severity.name());
        format!("<label class=\"{id}\"><input type=\"checkbox\" value=\"{id}\" checked> {name}</label>")
    });
    format!(
        "<div class=\"search\" id=\"look-search\" role=\"search\" aria-label=\"查找规则\" hidden>\n\
         <p><label for=\"look-words\">查找</label>\
         <input id=\"look-words\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"look-hint\">\
         <span id=\"look-hint\">名称、内容、编号（如 T3-04）或英文名；几个词用空格隔开</span></p>\n\
         <fieldset><legend>级别</legend>{}</fieldset>\n\
         <p id=\"look-count\" role=\"status\" aria-live=\"polite\"></p>\n</div>\n",
        boxes.concat()
    )
}

fn article(page: &mut String, rule: &Rule, names: &Names) {
    let (id, severity) = (rule.id, rule.severity);
    let _ = writeln!(
        page,
        "<article id=\"{id}\" class=\"{}\" data-severity=\"{}\" tabindex=\"-1\" aria-labelledby=\"look-{id}\">",
        severity.id(),
        severity.id()
    );
    let _ = writeln!(
        page,
        "<h3 id=\"look-{id}\"><a href=\"#{id}\"><span class=\"code\">{}</span> {}</a></h3>\n\
         <p class=\"facts\"><b>{}</b> <span>{}</span></p>\n<dl>",
        escape(rule.code),
        escape(rule.title),
        severity.name(),
        if rule.by_default { "默认检查" } else { "默认不检查，可在设置中打开" }
    );
    for (term, text) in [("查什么", rule.what), ("为什么", rule.why), ("怎么改", rule.how), ("依据", rule.basis)]
    {
        let _ = writeln!(page, "<dt>{term}</dt><dd>{}</dd>", escape(text));
    }
    for (term, class, examples) in [("正确示例", "right", rule.right), ("错误示例", "wrong", rule.wrong)] {
        if examples.is_empty() {
            continue;
        }
        let _ = write!(page, "<dt class=\"{class}\">{term}</dt>");
        for told in examples {
            let _ = write!(page, "<dd class=\"example {class}\">{}</dd>", example(told, names));
        }
        page.push('\n');
    }
    let _ = writeln!(page, "<dt>设置名</dt><dd><code>{id}</code></dd>\n</dl>\n</article>");
}

/// What cells and rows are called in messages, and so in examples.
struct Names {
    cells: Vec<String>,
    rows: Vec<&'static str>,
}

impl Names {
    fn new() -> Self {
        let forms =
            || [Edition::E2019, Edition::E2021].into_iter().flat_map(|form| TableKind::ALL.map(|table| (table, form)));
        Names {
            cells: forms()
                .flat_map(|(table, form)| CellName::all(table, form).map(move |cell| cell.name(form)))
                .collect(),
            rows: forms().flat_map(|(table, form)| Row::all(table, form).map(move |row| row.short(form))).collect(),
        }
    }
}

/// An example: a line a change, the place before what stands there.
fn example(told: &str, names: &Names) -> String {
    if let Some((before, text)) = told.split_once("原文：\n") {
        return format!("{}<pre>{}</pre>", lines(before, names), escape(text));
    }
    lines(told, names)
}

fn lines(told: &str, names: &Names) -> String {
    let mut html = String::new();
    let mut last = String::new();
    for line in told.lines().filter(|line| !line.is_empty()) {
        let (place, text) = match line.strip_prefix("上年｜") {
            Some(line) => {
                let (place, text) = change(line, names);
                (format!("上年报告 {place}"), text)
            }
            None => change(line, names),
        };
        // Several paragraphs of one section need its name once.
        let shown = if place == last { "" } else { place.as_str() };
        let _ = write!(
            html,
            "<span class=\"line\"><span class=\"place\">{}</span> <span>{}</span></span>",
            escape(shown),
            escape(&text)
        );
        last = place;
    }
    html
}

/// A line of the language of `rules::testing::examples`, for people: the place and what stands there.
fn change(line: &str, names: &Names) -> (String, String) {
    if line == "2019年版" {
        return ("报告".to_owned(), "2020年的报告，用2019年版格式".to_owned());
    }
    let (key, value) = line.split_once('：').unwrap_or(("", line));
    let or = |blank: &str| if value.is_empty() { blank.to_owned() } else { value.to_owned() };
    let is_section = |name: &str| ["一", "二", "三", "四", "五", "六"].contains(&name);
    let is_table = |name: &str| TableKind::ALL.into_iter().any(|table| table.name() == name);
    match (key, value.split_once('→')) {
        ("标题" | "前言", _) => (key.to_owned(), value.to_owned()),
        ("用词", _) => ("用词清单".to_owned(), value.to_owned()),
        ("要求", _) => ("本地要求".to_owned(), value.to_owned()),
        ("末尾", _) => ("文末".to_owned(), value.to_owned()),
        ("缺行" | "缺表", _) => (key.replace('缺', "缺少"), value.to_owned()),
        ("缺格", _) => ("缺少单元格".to_owned(), value.to_owned()),
        ("附表", _) => ("另有表格".to_owned(), value.to_owned()),
        ("修订", _) => ("修订痕迹".to_owned(), if value == "0" { "没有".to_owned() } else { format!("{value}处") }),
        ("多行", _) => {
            let (table, cells) = value.split_once('｜').unwrap_or(("表格", value));
            (format!("{table}多出的行"), cells.to_owned())
        }
        ("改名", Some((old, ""))) => ("表格文字".to_owned(), format!("漏掉“{old}”")),
        ("改名", Some((old, new))) => ("表格文字".to_owned(), format!("“{old}”写作“{new}”")),
        ("移表", Some((table, section))) => (table.to_owned(), format!("放在“{section}”部分")),
        _ if is_section(key) => (format!("“{key}”正文"), or("（没有文字）")),
        _ if is_table(key) => (key.to_owned(), format!("用{value}格式")),
        _ if names.cells.iter().any(|cell| cell == key) => match value.split_once('｜') {
            Some((first, second)) => (key.to_owned(), format!("分在两格：“{first}”“{second}”")),
            None => (key.to_owned(), or("（空白）")),
        },
        _ => match key.split_once('·') {
            Some(("整表", table)) if is_table(table) => (format!("{table}每格"), or("（空白）")),
            Some(("整行", row)) if names.rows.contains(&row) => (format!("“{row}”行每格"), or("（空白）")),
            _ => match key.strip_prefix("标题").filter(|section| is_section(section)) {
                Some(section) => (format!("“{section}”的标题"), or("（没有标题）")),
                None => ("“一”正文".to_owned(), line.to_owned()),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_told_in_plain_words() {
        let of = |line: &str| {
            let (place, text) = change(line, &Names::new());
            format!("{place} {text}")
        };
        assert_eq!(of("五：无。"), "“五”正文 无。");
        assert_eq!(of("标题四："), "“四”的标题 （没有标题）");
        assert_eq!(of("自然人·（一）予以公开：21"), "自然人·（一）予以公开 21");
        assert_eq!(of("整行·（一）予以公开："), "“（一）予以公开”行每格 （空白）");
        assert_eq!(of("改名：规章→规定"), "表格文字 “规章”写作“规定”");
        assert_eq!(of("多行：表二｜公告｜1"), "表二多出的行 公告｜1");
        assert_eq!(of("全年：公开267条。"), "“一”正文 全年：公开267条。");
        let two = example("五：甲<乙。\n五：丙。\n上年｜五：丁。", &Names::new());
        assert_eq!(two.matches("“五”正文").count(), 2);
        assert!(two.contains("甲&lt;乙。") && two.contains("上年报告 “五”正文"), "{two}");
    }
}
