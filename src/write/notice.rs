//! 整改通知: for each organ a Word file that says what must be mended, from a template that the reviewer writes.

use super::archive::Archive;
use super::docx;
use crate::check::Severity;
use crate::desk::Entry;
use crate::document::Document;

/// The template at first. A line is a paragraph, the first one the title; what stands in {} is filled in, and the line
/// of {问题} is repeated for each of them.
pub const TEMPLATE: &str = "关于修改{年度}年政府信息公开工作年度报告的通知\n\
    {机关}：\n\
    你单位报送的{年度}年政府信息公开工作年度报告经核对，有错误{错误数}项、警告{警告数}项，请逐项核实，修改后重新报送。\n\
    {问题}";

/// The notice to the organ of `entry` by `template`, a paragraph a line. Hints are no matter for a notice.
pub fn text(entry: &Entry, template: &str) -> String {
    let organ = entry.organ.as_deref().unwrap_or_else(|| entry.file.rsplit('/').next().unwrap_or_default());
    let fill = |line: &str| {
        line.replace("{机关}", organ)
            .replace("{年度}年", &entry.year.map(|year| format!("{year}年")).unwrap_or_default())
            .replace("{年度}", &entry.year.map(|year| year.to_string()).unwrap_or_default())
            .replace("{错误数}", &entry.count(Severity::Error).to_string())
            .replace("{警告数}", &entry.count(Severity::Warning).to_string())
            .replace("{文件}", &entry.file)
    };
    let mut lines = Vec::new();
    for line in template.lines().filter(|line| !line.trim().is_empty()) {
        if line.contains("{问题}") {
            lines.extend(faults(entry).into_iter().map(|fault| fill(line).replace("{问题}", &fault)));
        } else {
            lines.push(fill(line));
        }
    }
    lines.join("\n")
}

/// What must be mended, numbered.
fn faults(entry: &Entry) -> Vec<String> {
    let grave = || entry.findings.iter().filter(|brief| brief.severity != Severity::Info);
    let line = |(number, brief): (usize, &crate::desk::Brief)| {
        // Many messages name their place themselves.
        let place = if brief.message.contains(&brief.place) { String::new() } else { format!("{}：", brief.place) };
        format!("{number}.〔{}〕{place}{}", brief.severity.name(), brief.message)
    };
    let mut lines: Vec<String> = (1..).zip(grave()).map(line).collect();
    let all = entry.count(Severity::Error) + entry.count(Severity::Warning);
    let more = all as usize - lines.len();
    if more > 0 {
        lines.push(format!("另有 {more} 项问题没有逐条列出，请一并核实。"));
    }
    lines
}

/// The notices to those of `entries` that have errors or warnings, as Word files in a zip; the error is a sentence.
pub fn archive(entries: &[&Entry], template: &str) -> Result<Vec<u8>, String> {
    let mut archive = Archive::default();
    for entry in entries.iter().filter(|entry| entry.counts[0] + entry.counts[1] > 0) {
        let mut lines = Document::default();
        for line in text(entry, template).lines() {
            lines.add_paragraph(line, None, false, true);
        }
        let organ = entry.organ.as_deref().unwrap_or_else(|| entry.file.rsplit('/').next().unwrap_or_default());
        let year = entry.year.map(|year| format!("{year}年")).unwrap_or_default();
        archive.add(&format!("{organ}{year}整改通知"), "docx", &docx::letter(&lines)?)?;
    }
    archive.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Environment, check};
    use crate::read::{Content, Reading, encoding, read_file};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn entry(sample: Sample) -> Entry {
        Entry::new("甲.docx", &check(sample.report(), &Environment::default()))
    }

    #[test]
    fn a_notice_names_organ_year_and_each_fault() {
        let faulty = entry(Sample::filled(E2021).cell("3.1", "natural_person", "21").and("认真布署，约490人次。"));
        let text = text(&faulty, TEMPLATE);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "关于修改2023年政府信息公开工作年度报告的通知");
        assert_eq!(lines[1], "白石镇人民政府：");
        assert!(lines[2].contains(&format!("错误{}项", faulty.counts[0])), "{text}");
        assert_eq!(lines.len() - 3, (faulty.counts[0] + faulty.counts[1]) as usize, "{text}");
        assert!(lines[3].starts_with("1.〔"), "{text}");
        assert!(!text.contains('{'));
    }

    #[test]
    fn the_archive_holds_a_file_for_each_faulty_report_and_word_reads_it() {
        let faulty = entry(Sample::filled(E2021).cell("3.1", "natural_person", "21"));
        let sound = entry(Sample::filled(E2021));
        let bytes = archive(&[&faulty, &sound, &faulty], TEMPLATE).expect("an archive");
        let Content::Files(files) = read_file(&bytes, None, Reading::new(encoding::decode)).expect("an archive") else {
            panic!("no archive")
        };
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["白石镇人民政府2023年整改通知.docx", "白石镇人民政府2023年整改通知（2）.docx"]);
        let content = read_file(&files[0].bytes, None, Reading::new(encoding::decode)).expect("a Word file");
        let Content::Document(document) = content else { panic!("no document") };
        let texts: Vec<&str> = document.blocks.iter().map(String::as_str).collect();
        assert_eq!(texts, text(&faulty, TEMPLATE).lines().collect::<Vec<_>>());
    }
}
