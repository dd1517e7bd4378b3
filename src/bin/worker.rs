//! The worker: reads, recognises and checks beside the page, so that the page never waits.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::run();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use nianbao::app::wire::{Checked, Input, Request, Response, Sample, pack, unpack};
    use nianbao::check::{Environment, check};
    use nianbao::document::Document;
    use nianbao::read::{Encoding, Family, Kind, Reading, Unreadable, read_text, read_written, sniff};
    use nianbao::report::{Report, recognise};
    use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, TextDecoder};

    const CLEAN: &str = include_str!("../../static/samples/clean.html");
    const FAULTY: &str = include_str!("../../static/samples/faulty.html");
    const DAMAGED: &str = include_str!("../../static/samples/damaged.md");

    pub fn run() {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let answering = scope.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
            let Some(request) = unpack::<Request>(&bytes) else { return };
            if let Some(answer) = pack(&answer(request)) {
                let _ = answering.post_message(&js_sys::Uint8Array::from(answer.as_slice()));
            }
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        // The page sends nothing before it knows that somebody listens.
        let _ = scope.post_message(&JsValue::from_str("ready"));
    }

    fn answer(request: Request) -> Response {
        let started = now();
        let report = read(request.input).map(recognise);
        let read = now();
        let result = report
            .and_then(only_reports)
            .map(|report| Checked::new(check(report, Environment { this_year: this_year() })));
        Response { number: request.number, result, read: read - started, check: now() - read }
    }

    fn only_reports(report: Report) -> Result<Report, String> {
        if report.is_report() { Ok(report) } else { Err(nianbao::NOT_A_REPORT.to_owned()) }
    }

    fn read(input: Input) -> Result<Document, String> {
        match input {
            Input::File { bytes, .. } => read_file(&bytes).map_err(|Unreadable(sentence)| sentence),
            Input::Pasted { html, text } => Ok(read_pasted(html, &text)),
            Input::Sample(Sample::Clean) => Ok(read_text(CLEAN, Kind::Html)),
            Input::Sample(Sample::Faulty) => Ok(read_text(FAULTY, Kind::Html)),
            Input::Sample(Sample::Damaged) => Ok(read_text(DAMAGED, Kind::Text)),
        }
    }

    fn read_file(bytes: &[u8]) -> Result<Document, Unreadable> {
        let kind = sniff(bytes)?;
        if kind.family() != Family::Written {
            return Err(Unreadable(
                "这种文件现在还不能直接打开；请用原来的程序打开它，全选、复制，再粘贴到这里。".to_owned(),
            ));
        }
        read_written(bytes, kind, Reading::new(decode))
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

    fn now() -> f64 {
        let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
        performance
            .ok()
            .and_then(|found| found.dyn_into::<web_sys::Performance>().ok())
            .map_or(0.0, |clock| clock.now())
    }

    /// The browser's own decoder, which weighs nothing.
    fn decode(bytes: &[u8], encoding: Encoding) -> String {
        let label = match encoding {
            Encoding::Gb18030 => "gb18030",
            Encoding::Big5 => "big5",
        };
        let decoder = TextDecoder::new_with_label(label);
        decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
    }
}
