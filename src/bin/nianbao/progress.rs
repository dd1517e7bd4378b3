//! How far a long run has come, on a terminal.

use crate::options::Options;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;

/// A line on standard error: done, all, rate, time left. None where nobody would see it, or where results go to the
/// same terminal.
pub struct Progress(Option<ProgressBar>);

const LINE: &str = "{bar:24} {human_pos}/{human_len} 份  每秒 {rate} 份  剩余 {eta}";

impl Progress {
    pub fn new(files: usize, options: &Options) -> Self {
        let is_seen = std::io::stderr().is_terminal() && (options.output.is_some() || !std::io::stdout().is_terminal());
        let style = ProgressStyle::with_template(LINE).ok().filter(|_| is_seen && files > 1);
        let style = style.map(|style| {
            style.with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
                // A line on a terminal that fails is no matter.
                let _ = write!(out, "{:.0}", state.per_sec());
            })
        });
        Progress(style.map(|style| ProgressBar::new(files as u64).with_style(style)))
    }

    /// One more file is done.
    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Says something beside the line.
    pub fn say(&self, sentence: &str) {
        match &self.0 {
            Some(bar) => bar.suspend(|| eprintln!("{sentence}")),
            None => eprintln!("{sentence}"),
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
