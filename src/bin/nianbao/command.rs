//! Runs what was asked for and writes as it goes.

use crate::crew::{self, guarded};
use crate::earlier::Earlier;
use crate::inputs::{Input, expand, listed};
use crate::options::{Format, Options, Task, parse};
use crate::progress::Progress;
use crate::reading::{How, bytes, only_document, only_report, open, read, reports};
use crate::results::{Done, Look, Results, Shape};
use crate::rollup::Added;
use nianbao::check::{Environment, Settings, Severity, check};
use nianbao::desk::{Figures, figures};
use nianbao::read::Content;
use nianbao::report::Report;
use nianbao::write::docx::{self, Tracked};
use nianbao::write::{figures as long, json, terminal};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
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
    match done(&options) {
        Ok(status) => ExitCode::from(status),
        Err(Failure::Sentence(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
        // A reader that closed the pipe wants no more.
        Err(Failure::Writing(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Writing(error)) => {
            eprintln!("无法写出结果：{error}");
            ExitCode::from(2)
        }
    }
}

/// Why there is no result.
enum Failure {
    /// What was asked for cannot be done.
    Sentence(String),
    /// The result cannot be written.
    Writing(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Writing(error)
    }
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Failure::Sentence(sentence)
    }
}

/// Does what was asked for; the exit status.
fn done(options: &Options) -> Result<u8, Failure> {
    let mut inputs = expand(&options.files);
    if let Some(list) = &options.files_from {
        inputs.extend(expand(&listed(list)?));
    }
    match options.task {
        Task::Rules => return Ok(write_rules(options)?),
        _ if inputs.is_empty() => return Err("清单里没有文件名。".to_owned().into()),
        Task::Text => return Ok(write_texts(&inputs, how(options))?),
        Task::Figures | Task::Check => {}
    }
    options.allows(inputs.len())?;
    if let Some(folder) = options.previous_dir.as_ref().filter(|folder| !Path::new(folder).is_dir()) {
        return Err(format!("找不到上年报告的文件夹“{folder}”，请核对路径。").into());
    }
    let environment = environment(options)?;
    if options.output.as_ref().is_some_and(|file| overwrites(file, &inputs)) {
        return Err("-o 写的就是原文件，请换一个文件名，以免覆盖原稿。".to_owned().into());
    }
    if options.format.is_word() {
        return Ok(write_word(&inputs, options, &environment)?);
    }
    let write = |out: &mut dyn Write| match options.task {
        Task::Figures => Ok(write_figures(&inputs, options, out)?),
        _ => check_all(inputs, options, environment, out),
    };
    match &options.output {
        None => write(&mut io::BufWriter::new(io::stdout().lock())),
        // Written at the end: a check that fails leaves the file as it was.
        Some(file) => {
            let mut result = Vec::new();
            let status = write(&mut result)?;
            std::fs::write(file, result)?;
            Ok(status)
        }
    }
}

fn how(options: &Options) -> How {
    How { kind: options.kind, encoding: options.encoding }
}

/// Writes the text of every file; the exit status.
fn write_texts(inputs: &[Input], how: How) -> io::Result<u8> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut status = 0;
    for input in inputs {
        for (file, content) in open(input, how) {
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

/// Writes the long table of the figures of all files; the exit status.
fn write_figures(inputs: &[Input], options: &Options, out: &mut dyn Write) -> io::Result<u8> {
    let as_csv = options.format == Format::Csv;
    let rows = |(file, report): (String, Result<Report, String>)| {
        let report = report.map_err(|sentence| format!("{file}：{sentence}"))?;
        let held = Figures::of(&report);
        let rows = figures::rows(&file, report.organ(), report.year(), &held);
        Ok(match as_csv {
            true => rows.flat_map(|row| long::csv_row(&row)).collect::<Vec<u8>>(),
            false => rows.flat_map(|row| (long::json_row(&row) + "\n").into_bytes()).collect(),
        })
    };
    let work = |input: &Input| -> Vec<Result<Vec<u8>, String>> {
        reports(input, how(options)).into_iter().map(rows).collect()
    };
    if as_csv {
        out.write_all(&long::csv_head())?;
    }
    let mut status = 0;
    let progress = Progress::new(inputs.len(), options);
    crew::in_order(inputs, work, |files| {
        for file in files {
            match file {
                Ok(rows) => out.write_all(&rows)?,
                Err(sentence) => {
                    status = 2;
                    progress.say(&sentence);
                }
            }
        }
        progress.step();
        Ok(())
    })?;
    progress.end();
    out.flush()?;
    Ok(status)
}

/// Writes the list of all rules; the exit status.
fn write_rules(options: &Options) -> io::Result<u8> {
    let list = match options.format {
        Format::Json => serde_json::to_string_pretty(&json::rules())? + "\n",
        _ => terminal::rules(),
    };
    io::stdout().lock().write_all(list.as_bytes())?;
    Ok(0)
}

/// What the check depends on besides the files: the year, last year's report, the settings. The error is a sentence.
fn environment(options: &Options) -> Result<Environment, String> {
    let previous = options.previous.as_ref().map(|file| last_year(file, options)).transpose()?;
    let settings = options.settings.as_ref().map(|file| settings(file)).transpose()?;
    Ok(Environment { this_year: this_year(), previous: previous.map(Arc::new), settings: settings.unwrap_or_default() })
}

fn settings(file: &str) -> Result<Settings, String> {
    let bytes = bytes(Path::new(file)).map_err(|sentence| format!("设置文件“{file}”：{sentence}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("设置文件“{file}”不是 UTF-8 编码的文字。"))?;
    Settings::parse(text.trim_start_matches('\u{feff}')).map_err(|sentence| format!("“{file}”：{sentence}"))
}

/// Reads last year's report, whose kind is its own.
fn last_year(file: &str, options: &Options) -> Result<Report, String> {
    let mut found = reports(&Input::new(file), How { kind: None, ..how(options) });
    let report = match (found.pop(), found.is_empty()) {
        (Some((_, report)), true) => report,
        _ => Err("压缩包里应当只有一份报告。".to_owned()),
    };
    report.map_err(|sentence| format!("上年报告“{file}”：{sentence}"))
}

/// Checks every file on all cores and writes in their order; the exit status.
fn check_all(
    mut inputs: Vec<Input>,
    options: &Options,
    environment: Environment,
    out: &mut dyn Write,
) -> Result<u8, Failure> {
    let how = how(options);
    let earlier =
        options.previous_dir.as_ref().map(|folder| Earlier::of(folder, How { kind: None, ..how })).transpose()?;
    let (earlier, unread) = earlier.unzip();
    for sentence in unread.into_iter().flatten() {
        eprintln!("上年报告没有读出，未用于对照：{sentence}");
    }
    let added = match &options.rollup {
        Some(file) => {
            let whole = Input::new(file);
            inputs.retain(|input| !same_file(&input.path, &whole.path));
            let added = Added::of(&whole, &inputs, how)?;
            inputs.insert(0, whole);
            added
        }
        None => None,
    };
    let look = Look {
        format: options.format,
        colours: options.output.is_none() && io::stdout().is_terminal(),
        copies: options.copies,
    };
    let items: Vec<(usize, Input)> = inputs.into_iter().enumerate().collect();
    let work = |(at, input): &(usize, Input)| {
        let added = added.as_ref().filter(|_| *at == 0);
        check_file(input, how, &environment, earlier.as_ref(), look, added)
    };
    let progress = Progress::new(items.len(), options);
    let mut results = Results::new(look, out);
    crew::in_order(&items, work, |files| {
        progress.step();
        files.into_iter().try_for_each(|file| results.add(file))
    })?;
    progress.end();
    Ok(results.finish(options.previous.as_deref())?)
}

/// Checks what is in one file; `added` is what adding up came to, where it is the whole.
fn check_file(
    input: &Input,
    how: How,
    environment: &Environment,
    earlier: Option<&Earlier>,
    look: Look,
    added: Option<&Added>,
) -> Vec<Done> {
    let found = reports(input, how);
    let too_many = environment.previous.is_some() && found.len() > 1;
    let done = |(file, report): (String, Result<Report, String>)| {
        let report = if too_many { Err(ONE_ONLY.to_owned()) } else { report };
        let outcome = report.and_then(|report| {
            guarded(|| match earlier.and_then(|earlier| earlier.of_report(&file, &report)) {
                Some(previous) => check(report, &Environment { previous: Some(previous), ..environment.clone() }),
                None => check(report, environment),
            })
        });
        let sums = added.and_then(|added| Some((added, added.object(outcome.as_ref().ok()?))));
        let mut done = look.shape(file, outcome);
        if let Some((added, object)) = sums {
            done.status = done.status.max(u8::from(added.is_wrong()));
            match &mut done.shape {
                Shape::Object(written) => *written = object,
                Shape::Text(text) => text.push_str(&added.text()),
                _ => {}
            }
        }
        done
    };
    found.into_iter().map(done).collect()
}

/// Whether `output` is one of the files that are read.
fn overwrites(output: &str, inputs: &[Input]) -> bool {
    inputs.iter().any(|input| same_file(Path::new(output), &input.path))
}

fn same_file(left: &Path, right: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    left == right || real(left).is_some_and(|left| real(right) == Some(left))
}

/// Checks one file and writes it as Word; the exit status.
fn write_word(inputs: &[Input], options: &Options, environment: &Environment) -> io::Result<u8> {
    let (Some(input), Some(output)) = (inputs.first(), options.output.as_deref()) else { return Ok(2) };
    match guarded(|| word(input, options, environment)).flatten() {
        Ok((bytes, status)) => {
            std::fs::write(output, bytes)?;
            Ok(status)
        }
        Err(sentence) => {
            eprintln!("{}：{sentence}", input.name);
            Ok(2)
        }
    }
}

/// The Word file, and the exit status by what was found.
fn word(input: &Input, options: &Options, environment: &Environment) -> Result<(Vec<u8>, u8), String> {
    let original = match input.missing {
        Some(sentence) => Err(sentence.to_owned()),
        None => bytes(&input.path),
    }?;
    let report = match read(&original, how(options))? {
        Content::Files(_) => Err("这是压缩包，请解压后逐份导出 Word。".to_owned()),
        content => only_document(content).and_then(only_report),
    }?;
    let outcome = check(report, environment);
    let status = u8::from(outcome.findings.iter().any(|finding| finding.severity == Severity::Error));
    let now = now();
    let date = now.as_deref();
    let bytes = match options.format {
        Format::DocxClean => {
            let pictures = docx::pictures_left(&outcome.report.document);
            if pictures > 0 {
                eprintln!("{}：原文件里的 {pictures} 张图片没有带过来，请在 Word 里补上。", input.name);
            }
            docx::clean(&outcome.report)?
        }
        Format::DocxCorrected => {
            let tracked = Some(Tracked { author: "年报校核", date });
            let corrected = docx::corrected(&original, &outcome.report, &docx::fixes(&outcome), tracked)?;
            if !corrected.left.is_empty() {
                eprintln!(
                    "{}：有 {} 处在 Word 里是自动编号之类，没有改，请手工修改。",
                    input.name,
                    corrected.left.len()
                );
            }
            corrected.bytes
        }
        _ => docx::commented(&original, &outcome, date)?,
    };
    Ok((bytes, status))
}

const ONE_ONLY: &str = "压缩包里有几份报告，--previous 只能与一份报告对照；请解压后逐份核对。";

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
