//! Runs what was asked for and writes as it goes.

use crate::options::{Format, Options, Task, parse};
use nianbao::check::{Environment, Outcome, Settings, Severity, check};
use nianbao::document::Document;
use nianbao::read::{Content, Kind, Reading, Unreadable, encoding, limits, read_file};
use nianbao::report::{Report, recognise};
use nianbao::write::docx::{self, Tracked};
use nianbao::write::listing::Listing;
use nianbao::write::{csv, json, print, sarif, terminal, xlsx};
use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;

pub fn run() -> ExitCode {
    let options = match parse() {
        Ok(Some(options)) => options,
        Ok(None) => return ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}\n运行 nianbao --help 查看用法。");
            return ExitCode::from(2);
        }
    };
    let done = match options.task {
        Task::Check => match environment(&options) {
            Ok(environment) if options.format.is_word() => write_word(&options, &environment),
            Ok(environment) => match &options.output {
                None => check_all(&options, &environment, &mut std::io::BufWriter::new(std::io::stdout().lock())),
                Some(file) if overwrites(file, &options) => {
                    eprintln!("{OVERWRITES}");
                    return ExitCode::from(2);
                }
                // Written at the end: a check that fails leaves the file as it was.
                Some(file) => {
                    let mut result = Vec::new();
                    check_all(&options, &environment, &mut result)
                        .and_then(|status| std::fs::write(file, result).map(|()| status))
                }
            },
            Err(sentence) => {
                eprintln!("{sentence}");
                return ExitCode::from(2);
            }
        },
        Task::Text => write_texts(&options),
        Task::Rules => write_rules(&options),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        // A reader that closed the pipe wants no more.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("无法写出结果：{error}");
            ExitCode::from(2)
        }
    }
}

/// Writes the text of every file; the exit status.
fn write_texts(options: &Options) -> std::io::Result<u8> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut status = 0;
    for file in &options.files {
        for (file, content) in open(file, options.kind, options) {
            match content.and_then(only_document) {
                Ok(document) => out.write_all(terminal::text(&document).as_bytes())?,
                Err(sentence) => {
                    status = 2;
                    writeln!(out, "{file}：{sentence}")?;
                }
            }
        }
    }
    out.flush()?;
    Ok(status)
}

/// Writes the list of all rules; the exit status.
fn write_rules(options: &Options) -> std::io::Result<u8> {
    let list = match options.format {
        Format::Json => serde_json::to_string_pretty(&json::rules())? + "\n",
        _ => terminal::rules(),
    };
    std::io::stdout().lock().write_all(list.as_bytes())?;
    Ok(0)
}

/// What the check depends on besides the files: the year, last year's report, the settings. The error is a sentence.
fn environment(options: &Options) -> Result<Environment, String> {
    let previous = options.previous.as_ref().map(|file| last_year(file, options)).transpose()?;
    let settings = options.settings.as_ref().map(|file| settings(file)).transpose()?;
    Ok(Environment { this_year: this_year(), previous: previous.map(Arc::new), settings: settings.unwrap_or_default() })
}

fn settings(file: &str) -> Result<Settings, String> {
    let bytes = bytes(file).map_err(|sentence| format!("设置文件“{file}”：{sentence}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("设置文件“{file}”不是 UTF-8 编码的文字。"))?;
    Settings::parse(text.trim_start_matches('\u{feff}')).map_err(|sentence| format!("“{file}”：{sentence}"))
}

/// Reads last year's report, whose kind is its own.
fn last_year(file: &str, options: &Options) -> Result<Report, String> {
    let mut contents = open(file, None, options);
    let content = match (contents.pop(), contents.is_empty()) {
        (Some((_, content)), true) => content,
        _ => Err("压缩包里应当只有一份报告。".to_owned()),
    };
    let report = content.and_then(only_document).and_then(only_report);
    report.map_err(|sentence| format!("上年报告“{file}”：{sentence}"))
}

/// Checks every file and writes as it goes; the exit status.
fn check_all(options: &Options, environment: &Environment, out: &mut dyn Write) -> std::io::Result<u8> {
    let colours = options.output.is_none() && std::io::stdout().is_terminal();
    let mut status = 0;
    let mut kept = Vec::new();
    for file in &options.files {
        let contents = open(file, options.kind, options);
        let too_many = options.previous.is_some() && contents.len() > 1;
        for (file, content) in contents {
            let content = if too_many { Err(ONE_ONLY.to_owned()) } else { content };
            let report = content.and_then(only_document).and_then(only_report);
            let outcome = report.map(|report| check(report, environment));
            status = status.max(match &outcome {
                Err(_) => 2,
                Ok(outcome) => u8::from(outcome.findings.iter().any(|finding| finding.severity == Severity::Error)),
            });
            match (options.format, &outcome) {
                (Format::Text, Ok(outcome)) => out.write_all(terminal::report(&file, outcome, colours).as_bytes())?,
                (Format::Text, Err(sentence)) => writeln!(out, "{file}：{sentence}\n")?,
                (Format::JsonLines, _) => {
                    writeln!(out, "{}", object(&file, &outcome))?;
                    out.flush()?;
                }
                _ => kept.push((file, outcome)),
            }
        }
    }
    match options.format {
        Format::Json => {
            let objects: Vec<_> = kept.iter().map(|(file, outcome)| object(file, outcome)).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&objects)?)?;
        }
        Format::Sarif => writeln!(out, "{}", sarif_text(&kept, options)?)?,
        Format::Csv => out.write_all(&csv::list(&listings(&kept)))?,
        Format::Xlsx => out.write_all(&xlsx::list(&listings(&kept)).map_err(std::io::Error::other)?)?,
        Format::Html => out.write_all(print::page(&kept).as_bytes())?,
        _ => {}
    }
    out.flush()?;
    Ok(status)
}

fn listings(kept: &[(String, Result<Outcome, String>)]) -> Vec<Listing> {
    let listing = |(file, outcome): &(String, Result<Outcome, String>)| match outcome {
        Ok(outcome) => Listing::new(file, outcome, |index| index + 1),
        Err(sentence) => Listing::unreadable(file, sentence),
    };
    kept.iter().map(listing).collect()
}

const OVERWRITES: &str = "-o 写的就是原文件，请换一个文件名，以免覆盖原稿。";

/// Whether `output` is one of the files that are read.
fn overwrites(output: &str, options: &Options) -> bool {
    let same = |path: &str| std::fs::canonicalize(path).ok();
    same(output).is_some_and(|output| options.files.iter().any(|file| same(file).as_ref() == Some(&output)))
}

/// Checks one file and writes it as Word; the exit status.
fn write_word(options: &Options, environment: &Environment) -> std::io::Result<u8> {
    let (Some(file), Some(output)) = (options.files.first(), options.output.as_deref()) else { return Ok(2) };
    let written = match overwrites(output, options) {
        true => Err(OVERWRITES.to_owned()),
        false => word(file, options, environment),
    };
    match written {
        Ok((bytes, status)) => {
            std::fs::write(output, bytes)?;
            Ok(status)
        }
        Err(sentence) => {
            eprintln!("{file}：{sentence}");
            Ok(2)
        }
    }
}

/// The Word file, and the exit status by what was found.
fn word(file: &str, options: &Options, environment: &Environment) -> Result<(Vec<u8>, u8), String> {
    let reading = Reading { encoding: options.encoding, ..Reading::new(encoding::decode) };
    let original = bytes(file)?;
    let report = match read(&original, options.kind, reading)? {
        Content::Files(_) => Err("这是压缩包，请解压后逐份导出 Word。".to_owned()),
        content => only_document(content).and_then(only_report),
    }?;
    let outcome = check(report, environment);
    let status = u8::from(outcome.findings.iter().any(|finding| finding.severity == Severity::Error));
    let now = now();
    let date = now.as_deref();
    let bytes = match options.format {
        Format::DocxClean => docx::clean(&outcome.report)?,
        Format::DocxCorrected => {
            let tracked = Some(Tracked { author: "年报校核", date });
            let corrected = docx::corrected(&original, &outcome.report, &docx::fixes(&outcome), tracked)?;
            if !corrected.left.is_empty() {
                eprintln!("{file}：有 {} 处在 Word 里是自动编号之类，没有改，请手工修改。", corrected.left.len());
            }
            corrected.bytes
        }
        _ => docx::commented(&original, &outcome, date)?,
    };
    Ok((bytes, status))
}

fn sarif_text(kept: &[(String, Result<Outcome, String>)], options: &Options) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&sarif::log(kept, options.previous.as_deref()))
}

fn object(file: &str, outcome: &Result<Outcome, String>) -> serde_json::Value {
    match outcome {
        Ok(outcome) => json::report(file, outcome),
        Err(sentence) => json::unreadable(file, sentence),
    }
}

const ONE_ONLY: &str = "压缩包里有几份报告，--previous 只能与一份报告对照；请解压后逐份核对。";

/// Opens a file; an archive gives the content of each file in it, named by its path in it.
fn open(file: &str, kind: Option<Kind>, options: &Options) -> Vec<(String, Result<Content, String>)> {
    let reading = Reading { encoding: options.encoding, ..Reading::new(encoding::decode) };
    match bytes(file).and_then(|bytes| read(&bytes, kind, reading)) {
        Ok(Content::Files(files)) => files
            .into_iter()
            .map(|inner| (format!("{file}/{}", inner.name), read(&inner.bytes, None, reading)))
            .collect(),
        content => vec![(file.to_owned(), content)],
    }
}

/// The bytes of a file, or the sentence that says why there are none.
fn bytes(file: &str) -> Result<Vec<u8>, String> {
    read_bytes(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "找不到这个文件，请核对路径。".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有读取这个文件的权限。".to_owned(),
        std::io::ErrorKind::IsADirectory => "这是文件夹，请给出其中的文件。".to_owned(),
        _ => format!("读取文件时出错：{error}。"),
    })
}

fn read(bytes: &[u8], kind: Option<Kind>, reading: Reading) -> Result<Content, String> {
    read_file(bytes, kind, reading).map_err(|Unreadable(sentence)| sentence)
}

fn only_document(content: Content) -> Result<Document, String> {
    match content {
        Content::Document(document) => Ok(document),
        _ => Err("压缩包里还有压缩包，没有打开；请先解压。".to_owned()),
    }
}

fn only_report(document: Document) -> Result<Report, String> {
    let report = recognise(document);
    if report.is_report() { Ok(report) } else { Err(nianbao::NOT_A_REPORT.to_owned()) }
}

/// The year by the machine's clock, in the time of Beijing.
fn this_year() -> Option<i32> {
    now()?.get(..4)?.parse().ok()
}

/// The machine's clock in the time of Beijing, as Word writes moments: local time, with a Z all the same.
fn now() -> Option<String> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let seconds = now.as_secs() + 8 * 3600;
    let mut days = seconds / 86_400;
    let (mut year, mut month) = (1970, 0);
    loop {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        if days < lengths[month] {
            break;
        }
        days -= lengths[month];
        month = (month + 1) % 12;
        year += i32::from(month == 0);
    }
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    Some(format!("{year:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", month + 1, days + 1))
}

fn read_bytes(file: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = limits::INPUT as u64 + 1;
    if file == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
