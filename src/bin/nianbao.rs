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
    use nianbao::document::Document;
    use nianbao::read::{Content, Encoding, Kind, Reading, Unreadable, encoding, limits, read_file};
    use nianbao::report::recognise;
    use nianbao::write::{json, sarif, terminal};
    use std::io::{IsTerminal, Read, Write};
    use std::process::ExitCode;

    const HELP: &str = "\
年报校核：核对《政府信息公开工作年度报告》的结构、表格和勾稽关系。

用法：nianbao check [选项] <文件>…        核对；文件写 - 表示标准输入
      nianbao text [选项] <文件>…         只读取，按段落和表格行写出读到的文字

选项：
  --format text|json|jsonl|sarif   输出格式（默认 text）
  --as 类型                        按指定类型读取，不看内容判断：txt md html csv mht rtf
                                   docx xlsx ofd zip doc xls pdf
  --encoding gb18030|big5          文字不是 Unicode、又没有注明编码时用的编码（默认自动判断）
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

    /// What to do with the files.
    #[derive(Clone, Copy, PartialEq)]
    enum Task {
        Check,
        Text,
    }

    struct Options {
        task: Task,
        files: Vec<String>,
        format: Format,
        kind: Option<Kind>,
        encoding: Option<Encoding>,
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
        let done = match options.task {
            Task::Check => check_all(&options),
            Task::Text => write_texts(&options),
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

    fn parse() -> Result<Option<Options>, String> {
        use lexopt::prelude::{Long, Short, Value};
        let mut parser = lexopt::Parser::from_env();
        let mut options =
            Options { task: Task::Check, files: Vec::new(), format: Format::Text, kind: None, encoding: None };
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
                    options.kind = Some(match text(parser.value())?.as_str() {
                        "txt" | "md" => Kind::Text,
                        "html" | "htm" => Kind::Html,
                        "csv" => Kind::Csv,
                        "mht" | "mhtml" => Kind::Mhtml,
                        "rtf" => Kind::Rtf,
                        "docx" | "xlsx" | "ofd" | "zip" => Kind::Package,
                        "doc" | "wps" | "xls" | "et" => Kind::Compound,
                        "pdf" => Kind::Pdf,
                        other => return Err(format!("不认识的类型“{other}”，可用的类型见 --help。")),
                    });
                }
                Long("encoding") => {
                    let name = text(parser.value())?;
                    let encoding = encoding::named(&name);
                    options.encoding =
                        Some(encoding.ok_or_else(|| format!("不认识的编码“{name}”，可用 gb18030、big5。"))?);
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
        options.task = match command.as_deref() {
            Some("check") => Task::Check,
            Some("text") => Task::Text,
            Some(other) => return Err(format!("不认识的命令“{other}”，现有命令：check、text。")),
            None => return Err("没有给出命令。".to_owned()),
        };
        if options.files.is_empty() { Err("没有给出文件。".to_owned()) } else { Ok(Some(options)) }
    }

    /// Writes the text of every file; the exit status.
    fn write_texts(options: &Options) -> std::io::Result<u8> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let mut status = 0;
        for file in &options.files {
            for (file, content) in open(file, options) {
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

    /// Checks every file and writes as it goes; the exit status.
    fn check_all(options: &Options) -> std::io::Result<u8> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let colours = options.format == Format::Text && std::io::stdout().is_terminal();
        let mut status = 0;
        let mut kept = Vec::new();
        for file in &options.files {
            for (file, content) in open(file, options) {
                let outcome = content.and_then(only_document).and_then(check_document);
                status = status.max(match &outcome {
                    Err(_) => 2,
                    Ok(outcome) => u8::from(
                        outcome.findings.iter().any(|finding| finding.severity == nianbao::check::Severity::Error),
                    ),
                });
                match (options.format, &outcome) {
                    (Format::Text, Ok(outcome)) => {
                        out.write_all(terminal::report(&file, outcome, colours).as_bytes())?
                    }
                    (Format::Text, Err(sentence)) => writeln!(out, "{file}：{sentence}\n")?,
                    (Format::JsonLines, _) => {
                        writeln!(out, "{}", object(&file, &outcome))?;
                        out.flush()?;
                    }
                    (Format::Json | Format::Sarif, _) => kept.push((file, outcome)),
                }
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

    /// Opens a file; an archive gives the content of each file in it, named by its path in it.
    fn open(file: &str, options: &Options) -> Vec<(String, Result<Content, String>)> {
        let bytes = read_bytes(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "找不到这个文件，请核对路径。".to_owned(),
            std::io::ErrorKind::PermissionDenied => "没有读取这个文件的权限。".to_owned(),
            std::io::ErrorKind::IsADirectory => "这是文件夹，请给出其中的文件。".to_owned(),
            _ => format!("读取文件时出错：{error}。"),
        });
        let reading = Reading { encoding: options.encoding, ..Reading::new(encoding::decode) };
        match bytes.and_then(|bytes| read(&bytes, options.kind, reading)) {
            Ok(Content::Files(files)) => files
                .into_iter()
                .map(|inner| (format!("{file}/{}", inner.name), read(&inner.bytes, None, reading)))
                .collect(),
            content => vec![(file.to_owned(), content)],
        }
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

    fn check_document(document: Document) -> Result<Outcome, String> {
        let report = recognise(document);
        if !report.is_report() {
            return Err(nianbao::NOT_A_REPORT.to_owned());
        }
        Ok(check(report, &Environment { this_year: this_year(), ..Environment::default() }))
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
}
