//! The worker: reads, recognises and checks beside the page, so that the page never waits.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::run();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use nianbao::app::platform::{decode, now, serve};
    use nianbao::app::wire::{Checked, Input, Request, Response, Sample, Told};
    use nianbao::check::{Environment, check};
    use nianbao::document::Document;
    use nianbao::read::{Kind, Reading, Unreadable, read_text, read_written, sniff};
    use nianbao::report::{Report, recognise};

    const CLEAN: &str = include_str!("../../static/samples/clean.html");
    const FAULTY: &str = include_str!("../../static/samples/faulty.html");
    const DAMAGED: &str = include_str!("../../static/samples/damaged.md");

    pub fn run() {
        serve(|request, line| {
            if let Request::Check { number, input } = request {
                line.tell(&Told::Checked(Box::new(answer(number, input))));
            }
        });
    }

    fn answer(number: u32, input: Input) -> Response {
        let started = now();
        let report = read(input).map(recognise);
        let read = now();
        let result = report.and_then(only_reports).map(|report| {
            Checked::new(check(report, &Environment { this_year: this_year(), ..Environment::default() }))
        });
        Response { number, result, read: read - started, check: now() - read }
    }

    fn only_reports(report: Report) -> Result<Report, String> {
        if report.is_report() { Ok(report) } else { Err(nianbao::NOT_A_REPORT.to_owned()) }
    }

    fn read(input: Input) -> Result<Document, String> {
        match input {
            Input::File { bytes, encoding, .. } => sniff(&bytes)
                .and_then(|kind| read_written(&bytes, kind, Reading { encoding, ..Reading::new(decode) }))
                .map_err(|Unreadable(sentence)| sentence),
            Input::Document(document) => Ok(document),
            Input::Pasted { html, text } => Ok(read_pasted(html, &text)),
            Input::Sample(Sample::Clean) => Ok(read_text(CLEAN, Kind::Html)),
            Input::Sample(Sample::Faulty) => Ok(read_text(FAULTY, Kind::Html)),
            Input::Sample(Sample::Damaged) => Ok(read_text(DAMAGED, Kind::Text)),
        }
    }

    /// HTML first: it knows merged cells. Some programs put HTML on the clipboard that only wraps the plain text; then
    /// the text, which has its tabs and bars, tells more.
    fn read_pasted(html: Option<String>, text: &str) -> Document {
        match html {
            Some(html)
                if html.contains("<table")
                    || html.contains("<TABLE")
                    || text.trim().is_empty()
                    || !text.contains(['\t', '|']) =>
            {
                read_text(&html, Kind::Html)
            }
            _ => read_text(text, Kind::Text),
        }
    }

    fn this_year() -> Option<i32> {
        i32::try_from(js_sys::Date::new_0().get_full_year()).ok()
    }
}
