//! The command `nianbao`: the same checks, for files and pipes.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod command {
    use nianbao::check::{Environment, Outcome, check};
    use nianbao::read::{Kind, Unreadable, read_bytes};
    use nianbao::report::recognise;
    use nianbao::write::{json, sarif, terminal};
    use std::io::{IsTerminal, Read, Write};
    use std::process::ExitCode;

    const HELP: &str = "\
年报校核：核对《政府信息公开工作年度报告》的结构、表格和勾稽关系。

用法：nianbao check [选项] <文件>…        文件写 - 表示标准输入

选项：
  --format text|json|jsonl|sarif   输出格式（默认 text）
  --as txt|md|html                 按指定类型读取，不看内容判断
  --previous 文件                  上年报告（本版尚不支持，给出时会说明）
  -h, --help                       显示本说明
  -V, --version                    显示版本

退出状态：0 没有错误；1 有错误；2 有文件无法读取。
";

    #[derive(Clone, Copy, PartialEq)]
    enum Format {
        Text,
        Json,
        JsonLines,
        Sarif,
    }

    struct Options {
        files: Vec<String>,
        format: Format,
        kind: Option<Kind>,
        /// Why no file can be read as the kind that was asked for.
        refused: Option<String>,
    }

    pub fn run() -> ExitCode {
        let options = match parse() {
            Ok(Some(options)) => options,
            Ok(None) => return ExitCode::SUCCESS,
            Err(sentence) => {
                eprintln!("{sentence}\n运行 nianbao --help 查看用法。");
                return ExitCode::from(2);
            }
        };
        match check_all(&options) {
            Ok(status) => ExitCode::from(status),
            // A reader that closed the pipe wants no more.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("无法写出结果：{error}");
                ExitCode::from(2)
            }
        }
    }

    fn parse() -> Result<Option<Options>, String> {
        use lexopt::prelude::{Long, Short, Value};
        let mut parser = lexopt::Parser::from_env();
        let mut options = Options { files: Vec::new(), format: Format::Text, kind: None, refused: None };
        let mut command = None;
        let text = |value: Result<std::ffi::OsString, lexopt::Error>| {
            value.map(|value| value.to_string_lossy().into_owned()).map_err(|_| "选项后面缺少取值。".to_owned())
        };
        while let Some(argument) = parser.next().map_err(|error| format!("参数有误：{error}。"))? {
            match argument {
                Short('h') | Long("help") => {
                    print!("{HELP}");
                    return Ok(None);
                }
                Short('V') | Long("version") => {
                    println!("nianbao {}", env!("CARGO_PKG_VERSION"));
                    return Ok(None);
                }
                Long("format") => {
                    options.format = match text(parser.value())?.as_str() {
                        "text" => Format::Text,
                        "json" => Format::Json,
                        "jsonl" => Format::JsonLines,
                        "sarif" => Format::Sarif,
                        other => return Err(format!("不认识的输出格式“{other}”，可用 text、json、jsonl、sarif。")),
                    }
                }
                Long("as") => {
                    options.kind = match text(parser.value())?.as_str() {
                        "txt" | "md" => Some(Kind::Text),
                        "html" => Some(Kind::Html),
                        other @ ("docx" | "doc" | "pdf" | "ofd" | "xlsx") => {
                            let advice = "请另存为网页（.html）或纯文本后再核对";
                            options.refused = Some(format!("本版还不能读取 {other}，{advice}。"));
                            None
                        }
                        other => return Err(format!("不认识的类型“{other}”，可用 txt、md、html。")),
                    }
                }
                Long("previous") => {
                    text(parser.value())?;
                    return Err("本版还不能与上年报告对照，请去掉 --previous。".to_owned());
                }
                Value(value) if command.is_none() => command = Some(value.to_string_lossy().into_owned()),
                Value(value) => options.files.push(value.to_string_lossy().into_owned()),
                Short(letter) => return Err(format!("不认识的选项 -{letter}。")),
                Long(name) => return Err(format!("不认识的选项 --{name}。")),
            }
        }
        match command.as_deref() {
            Some("check") if options.files.is_empty() => Err("没有给出要核对的文件。".to_owned()),
            Some("check") => Ok(Some(options)),
            Some(other) => Err(format!("不认识的命令“{other}”，现有命令：check。")),
            None => Err("没有给出命令。".to_owned()),
        }
    }

    /// Checks every file and writes as it goes; the exit status.
    fn check_all(options: &Options) -> std::io::Result<u8> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let colours = options.format == Format::Text && std::io::stdout().is_terminal();
        let mut status = 0;
        let mut kept = Vec::new();
        for file in &options.files {
            let outcome = match &options.refused {
                Some(sentence) => Err(sentence.clone()),
                None => check_one(file, options.kind),
            };
            status = status.max(match &outcome {
                Err(_) => 2,
                Ok(outcome) => {
                    u8::from(outcome.findings.iter().any(|finding| finding.severity == nianbao::check::Severity::Error))
                }
            });
            match (options.format, &outcome) {
                (Format::Text, Ok(outcome)) => out.write_all(terminal::report(file, outcome, colours).as_bytes())?,
                (Format::Text, Err(sentence)) => writeln!(out, "{file}：{sentence}\n")?,
                (Format::JsonLines, _) => {
                    writeln!(out, "{}", object(file, &outcome))?;
                    out.flush()?;
                }
                (Format::Json | Format::Sarif, _) => kept.push((file.clone(), outcome)),
            }
        }
        match options.format {
            Format::Json => {
                let objects: Vec<_> = kept.iter().map(|(file, outcome)| object(file, outcome)).collect();
                writeln!(out, "{}", serde_json::to_string_pretty(&objects)?)?;
            }
            Format::Sarif => writeln!(out, "{}", serde_json::to_string_pretty(&sarif::log(&kept))?)?,
            Format::Text | Format::JsonLines => {}
        }
        out.flush()?;
        Ok(status)
    }

    fn object(file: &str, outcome: &Result<Outcome, String>) -> serde_json::Value {
        match outcome {
            Ok(outcome) => json::report(file, outcome),
            Err(sentence) => json::unreadable(file, sentence),
        }
    }

    fn check_one(file: &str, kind: Option<Kind>) -> Result<Outcome, String> {
        let bytes = read_file(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "找不到这个文件，请核对路径。".to_owned(),
            std::io::ErrorKind::PermissionDenied => "没有读取这个文件的权限。".to_owned(),
            std::io::ErrorKind::IsADirectory => "这是文件夹，请给出其中的文件。".to_owned(),
            _ => format!("读取文件时出错：{error}。"),
        })?;
        let document = read_bytes(&bytes, kind, decode_gb18030).map_err(|Unreadable(sentence)| sentence)?;
        let report = recognise(document);
        if !report.is_report() {
            return Err(nianbao::NOT_A_REPORT.to_owned());
        }
        Ok(check(report, Environment { this_year: this_year() }))
    }

    /// The year by the machine's clock, in the time of Beijing.
    fn this_year() -> Option<i32> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
        let mut days = (now.as_secs() + 8 * 3600) / 86_400;
        let mut year = 1970;
        loop {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let length = if leap { 366 } else { 365 };
            if days < length {
                return Some(year);
            }
            days -= length;
            year += 1;
        }
    }

    fn read_file(file: &str) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let limit = nianbao::read::MAX_INPUT as u64 + 1;
        if file == "-" {
            std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        } else {
            std::fs::File::open(file)?.take(limit).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn decode_gb18030(bytes: &[u8]) -> Option<String> {
        encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
    }
}
