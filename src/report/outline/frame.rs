//! What stands around a report: the page's own lines before and after it, and the signature at its end.

use super::title::year_of;
use super::{HeadingKind, Outline, Role, Signature};
use crate::document::Document;
use crate::report::{Lines, OrganClass};
use crate::text::Words;

/// The item after the report's last: where the page's own text begins again.
pub fn find_end(lines: &Lines, outline: &Outline) -> u32 {
    let last = outline.headings.iter().rev().find(|heading| matches!(heading.kind, HeadingKind::Section(_)));
    let from = last.map_or(lines.0.len() as u32, |heading| heading.item + 1);
    (from..lines.0.len() as u32).find(|&item| is_footer(lines.get(item as usize))).unwrap_or(lines.0.len() as u32)
}

/// Whether a line (folded) is of those that a site puts below a report.
pub fn is_footer(line: &str) -> bool {
    static FOOTERS: Words = Words::new(&[
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "打印本页",
        "关闭窗口",
        "关闭本页",
        "〔打印〕",
        "版权所有",
        "主办单位",
        "主办：",
        "ICP备",
        "网站标识码",
        "公网安备",
        "分享到",
        "扫一扫",
        "附件下载",
        "网站地图",
        "联系我们",
        "相关链接",
        "友情链接",
        "责任编辑",
    ]);
    line.chars().count() <= 60 && FOOTERS.is_in(line)
}

/// Lines that a site puts between title and text.
pub fn is_page_line(line: &str) -> bool {
    static MARKS: Words = Words::new(&[
        "来源：",
        "发布时间",
        "发布日期",
        "发文日期",
        "浏览次数",
        "浏览量",
        "字号：",
        "字体：",
        "〔字体",
        "索引号",
        "阅读次数",
        "点击数",
        "信息来源",
    ]);
    line.chars().count() <= 80 && MARKS.is_in(line) && !line.ends_with('。')
}

/// Finds organ and date in the last lines before item number `end`.
pub fn find_signature(document: &Document, lines: &Lines, outline: &mut Outline, end: u32) {
    let Some(body) = outline.sections.iter().flatten().map(|section| section.body.clone()).max_by_key(|body| body.end)
    else {
        return;
    };
    if body.end != end {
        return;
    }
    let span = |item: u32| document.paragraph(item as usize).map(|(paragraph, _)| document.whole(paragraph.block));
    // The last lines: a date, and above it (or in its place) the organ's name.
    let mut signature = Signature { organ: None, date: None };
    for item in body.rev().take(3) {
        let line = lines.get(item as usize);
        if signature.date.is_none() && signature.organ.is_none() && is_date(line) {
            signature.date = span(item);
        } else if signature.organ.is_none() && is_organ_name(line, outline) {
            signature.organ = span(item);
        } else {
            break;
        }
        outline.roles[item as usize] = Role::Signature;
    }
    if signature.date.is_some() || signature.organ.is_some() {
        outline.signature = Some(signature);
    }
}

/// Whether a line (folded) may be part of the signature.
pub fn may_be_signature(line: &str, outline: &Outline) -> bool {
    is_date(line) || is_organ_name(line, outline)
}

/// A line that is a date and nothing else: 2021年1月20日, 二〇二一年一月二十日.
fn is_date(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    chars.len() <= 14
        && chars.len() >= 6
        && year_of(&chars[..4]).is_some()
        && chars[4] == '年'
        && line.ends_with('日')
        && line.contains('月')
}

fn is_organ_name(line: &str, outline: &Outline) -> bool {
    let length = line.chars().count();
    let named = outline.title.as_ref().and_then(|title| title.organ.as_deref()).is_some_and(|organ| organ == line);
    named
        || (4..=30).contains(&length)
            && !line.contains(['。', '，', '：', '；', '、'])
            && OrganClass::of(line) != OrganClass::Unknown
            && !line.ends_with("情况")
            && (line.ends_with("人民政府")
                || line.ends_with("办事处")
                || line.ends_with('局')
                || line.ends_with("委员会")
                || line.ends_with("办公室")
                || line.ends_with('厅'))
}
