//! What the command is asked to do.

use nianbao::read::{Encoding, Kind, encoding};
use std::ffi::OsString;
use std::io::IsTerminal;

const HELP: &str = "\
年报校核：核对《政府信息公开工作年度报告》的结构、表格、勾稽关系和文字，并与上年报告对照。

用法：nianbao check [选项] <文件>…        核对；文件写 - 表示标准输入；可以是文件夹（含下级文件夹），
                                          也可以是加引号的通配符，如 '年报/**/*.docx'
      nianbao figures [选项] <文件>…      把三张表的数逐格列成一张长表，供统计用
      nianbao text [选项] <文件>…         只读取，按段落和表格行写出读到的文字
      nianbao rules [--format text|json]  列出全部规则：编号、名称、级别、是否默认核对

选项：
  --format text|json|jsonl|sarif   输出格式（默认 text）
  --format csv|xlsx                问题清单：一行一个问题，可用 Excel、WPS 打开
  --format html                    可打印的校核意见：标出问题的年报，后附问题清单
  --format docx-comments           导出 Word：原文件不动，问题写成批注（别的类型先排成 Word）
  --format docx-clean              导出 Word：按统一格式和公文版式重新排好的年报
  --format docx-corrected          导出 Word：原文件里改好能确定的问题，每处都留修订标记
                                   三种 Word 都要用 -o 写明文件，一次一份报告
  -o, --output 文件                结果写到这个文件
  --previous 文件                  上年报告：对照结转、有效件数等数据和文字是否雷同；
                                   一次只能核对一份报告
  --previous-dir 文件夹            上年报告所在的文件夹：按机关名称和年份自动配对，
                                   配不上的照常核对
  --rollup 汇总 <各份>…            汇总核对：汇总报告的每个数与各份之和比较，指出可能漏计的一份
  --copies                         最后列出“一”“五”大部分相同的报告
  --files-from 清单                从清单读文件名，一行一个或以 NUL 分隔；- 表示标准输入
  --settings 文件                  设置（JSON）：开关规则，列出已核实、不必改的问题
                                   figures 的格式是 csv（默认）或 jsonl
  --as 类型                        按指定类型读取，不看内容判断：txt md html csv mht rtf
                                   docx xlsx ofd zip doc xls pdf
  --encoding gb18030|big5          文字不是 Unicode、又没有注明编码时用的编码（默认自动判断）
  -h, --help                       显示本说明
  -V, --version                    显示版本

退出状态：0 没有错误；1 有错误；2 有文件无法读取，或者参数、设置有误。
";

/// How results are written.
#[derive(Clone, Copy, PartialEq)]
pub enum Format {
    Text,
    Json,
    JsonLines,
    Sarif,
    Csv,
    Xlsx,
    Html,
    /// The report with the findings as comments.
    DocxComments,
    /// The report in the official form.
    DocxClean,
    /// The report with its sure fixes as tracked changes.
    DocxCorrected,
}

impl Format {
    /// Whether it is a Word file, which goes to a file of its own.
    pub fn is_word(self) -> bool {
        matches!(self, Format::DocxComments | Format::DocxClean | Format::DocxCorrected)
    }
}

/// What to do with the files.
#[derive(Clone, Copy, PartialEq)]
pub enum Task {
    Check,
    Figures,
    Text,
    Rules,
}

pub struct Options {
    pub task: Task,
    /// Files, folders and patterns.
    pub files: Vec<OsString>,
    /// The list that more of them are read from.
    pub files_from: Option<String>,
    pub format: Format,
    pub kind: Option<Kind>,
    pub encoding: Option<Encoding>,
    /// Last year's report.
    pub previous: Option<String>,
    /// The folder with last year's reports.
    pub previous_dir: Option<String>,
    /// The report of the whole, whose parts the files are.
    pub rollup: Option<String>,
    /// Whether near-identical reports are listed.
    pub copies: bool,
    /// The file of settings.
    pub settings: Option<String>,
    /// The file that the result goes to.
    pub output: Option<String>,
}

/// Reads the arguments; `None` where they only asked for help, and a sentence where they are wrong.
pub fn parse() -> Result<Option<Options>, String> {
    use lexopt::prelude::{Long, Short, Value};
    let mut parser = lexopt::Parser::from_env();
    let mut options = Options {
        task: Task::Check,
        files: Vec::new(),
        files_from: None,
        format: Format::Text,
        kind: None,
        encoding: None,
        previous: None,
        previous_dir: None,
        rollup: None,
        copies: false,
        settings: None,
        output: None,
    };
    let mut command = None;
    let mut chosen = None;
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
            Long("format") => chosen = Some(format(&text(parser.value())?)?),
            Long("as") => options.kind = Some(kind(&text(parser.value())?)?),
            Long("encoding") => {
                let name = text(parser.value())?;
                let encoding = encoding::named(&name);
                options.encoding = Some(encoding.ok_or_else(|| format!("不认识的编码“{name}”，可用 gb18030、big5。"))?);
            }
            Long("previous") => options.previous = Some(text(parser.value())?),
            Long("previous-dir") => options.previous_dir = Some(text(parser.value())?),
            Long("rollup") => options.rollup = Some(text(parser.value())?),
            Long("copies") => options.copies = true,
            Long("files-from") => options.files_from = Some(text(parser.value())?),
            Short('o') | Long("output") => options.output = Some(text(parser.value())?),
            Long("settings") => options.settings = Some(text(parser.value())?),
            Value(value) if command.is_none() => command = Some(value.to_string_lossy().into_owned()),
            Value(value) => options.files.push(value),
            Short(letter) => return Err(format!("不认识的选项 -{letter}。")),
            Long(name) => return Err(format!("不认识的选项 --{name}。")),
        }
    }
    options.task = match command.as_deref() {
        Some("check") => Task::Check,
        Some("figures") => Task::Figures,
        Some("text") => Task::Text,
        Some("rules") => Task::Rules,
        Some(other) => return Err(format!("不认识的命令“{other}”，现有命令：check、figures、text、rules。")),
        None => return Err("没有给出命令。".to_owned()),
    };
    options.format = chosen.unwrap_or(if options.task == Task::Figures { Format::Csv } else { Format::Text });
    options.consistent().map(Some)
}

impl Options {
    /// Whether its parts go together.
    fn consistent(self) -> Result<Self, String> {
        let named = self.files.iter().filter(|file| *file == "-").count();
        let from_input = named
            + self.previous.iter().chain(&self.settings).chain(&self.files_from).filter(|file| *file == "-").count();
        let alone = self.files.is_empty() && self.files_from.is_none();
        let checks_only = [self.previous.is_some(), self.settings.is_some()].contains(&true);
        let of_many = [self.previous_dir.is_some(), self.rollup.is_some(), self.copies].contains(&true);
        match self.task {
            Task::Rules if !matches!(self.format, Format::Text | Format::Json) => {
                Err("规则清单只有 text、json 两种格式。".to_owned())
            }
            Task::Rules | Task::Text if self.output.is_some() => {
                Err("-o 只用于核对（nianbao check）和长表（nianbao figures）。".to_owned())
            }
            Task::Rules if !alone => Err("列出规则不需要给出文件。".to_owned()),
            Task::Rules => Ok(self),
            _ if alone => Err("没有给出文件。".to_owned()),
            Task::Text | Task::Figures if checks_only => {
                Err("--previous、--settings 只用于核对（nianbao check）。".to_owned())
            }
            Task::Text | Task::Figures if of_many => {
                Err("--previous-dir、--rollup、--copies 只用于核对（nianbao check）。".to_owned())
            }
            Task::Figures if !matches!(self.format, Format::Csv | Format::JsonLines) => {
                Err("长表只有 csv、jsonl 两种格式。".to_owned())
            }
            _ if self.previous.is_some() && (self.previous_dir.is_some() || self.rollup.is_some()) => {
                Err("--previous 只用于核对一份报告；要核对多份，请用 --previous-dir 给出上年报告的文件夹。".to_owned())
            }
            _ if (self.rollup.is_some() || self.copies)
                && !matches!(self.format, Format::Text | Format::Json | Format::JsonLines) =>
            {
                Err("--rollup、--copies 只有 text、json、jsonl 三种格式。".to_owned())
            }
            Task::Check if self.format == Format::Xlsx && self.output.is_none() && std::io::stdout().is_terminal() => {
                Err("Excel 文件不能显示在终端里，请用 -o 写明文件，如 -o 问题清单.xlsx。".to_owned())
            }
            Task::Text if self.format.is_word() => Err("--format docx-… 只用于核对（nianbao check）。".to_owned()),
            _ if self.format.is_word() && self.output.is_none() => {
                Err("导出 Word 要用 -o 写明文件，如 -o 结果.docx。".to_owned())
            }
            _ if from_input > 1 => Err("标准输入（-）只能用一次。".to_owned()),
            _ => Ok(self),
        }
    }

    /// Whether what is asked for can be done with so many files.
    pub fn allows(&self, files: usize) -> Result<(), String> {
        if self.previous.is_some() && files > 1 {
            return Err(format!(
                "--previous 只能与一份报告对照，现在给出了 {files} 份，请逐份核对，或用 --previous-dir 给出上年报告的文件夹。"
            ));
        }
        if self.format.is_word() && files > 1 {
            return Err(format!("导出 Word 一次只能一份报告，现在给出了 {files} 份，请逐份导出。"));
        }
        Ok(())
    }
}

fn format(name: &str) -> Result<Format, String> {
    Ok(match name {
        "text" => Format::Text,
        "json" => Format::Json,
        "jsonl" => Format::JsonLines,
        "sarif" => Format::Sarif,
        "csv" => Format::Csv,
        "xlsx" => Format::Xlsx,
        "html" => Format::Html,
        "docx-comments" => Format::DocxComments,
        "docx-clean" => Format::DocxClean,
        "docx-corrected" => Format::DocxCorrected,
        other => return Err(format!("不认识的输出格式“{other}”，可用的格式见 --help。")),
    })
}

fn kind(name: &str) -> Result<Kind, String> {
    Ok(match name {
        "txt" | "md" => Kind::Text,
        "html" | "htm" => Kind::Html,
        "csv" => Kind::Csv,
        "mht" | "mhtml" => Kind::Mhtml,
        "rtf" => Kind::Rtf,
        "docx" | "xlsx" | "ofd" | "zip" => Kind::Package,
        "doc" | "wps" | "xls" | "et" => Kind::Compound,
        "pdf" => Kind::Pdf,
        other => return Err(format!("不认识的类型“{other}”，可用的类型见 --help。")),
    })
}
