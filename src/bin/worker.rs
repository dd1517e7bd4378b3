//! The worker: reads, recognises and checks beside the page, so that the page never waits.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::run();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use gloo::timers::callback::Timeout;
    use nianbao::app::export::{Export, Order};
    use nianbao::app::platform::{Line, decode, mark, now, serve};
    use nianbao::app::wire::{Checked, Input, Origin, Request, Response, RuleName, Sample, Source, Taken, Told, pack};
    use nianbao::check::{Choice, Environment, Outcome, Settings, check, check_watched};
    use nianbao::desk::Entry;
    use nianbao::desk::copies::{SideBySide, side_by_side};
    use nianbao::document::{Document, Revision};
    use nianbao::read::{Kind, Reading, Unreadable, read_text, read_written, sniff};
    use nianbao::report::{Report, blank, recognise, recognise_again};
    use nianbao::rules;
    use nianbao::standard::Edition;
    use nianbao::text::fold;
    use nianbao::write::listing::Listing;
    use nianbao::write::{csv, json, sarif};
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;
    use std::rc::Rc;
    use std::sync::Arc;

    const CLEAN: &str = include_str!("../../static/samples/clean.html");
    const FAULTY: &str = include_str!("../../static/samples/faulty.html");
    const DAMAGED: &str = include_str!("../../static/samples/damaged.md");

    /// What was read last, for checking it again.
    #[derive(Default)]
    struct Kept {
        /// The document as it was read.
        original: Option<Document>,
        /// What the user made of it, and the report that it is then.
        revision: Revision,
        this: Option<Report>,
        previous: Option<Arc<Report>>,
    }

    /// A report and last year's.
    type Reports = (Report, Option<Arc<Report>>);

    pub fn run() {
        let kept = RefCell::new(Kept::default());
        let is_asked = Rc::new(Cell::new(false));
        warm_up(is_asked.clone());
        serve(move |request, line| {
            // (The page asks what the settings are worth as soon as it is there.)
            is_asked.set(is_asked.get() || !matches!(request, Request::Settings { .. }));
            answer(&kept, request, line);
        });
    }

    /// Reads and checks two samples, one as HTML and one as text, when nobody has asked for a report yet: browsers
    /// compile a program as it is run, and the user's first report need not wait for that.
    fn warm_up(is_asked: Rc<Cell<bool>>) {
        /// Milliseconds; what was dropped before the page was ready comes earlier.
        const PAUSE: u32 = 200;
        let rehearse = move || {
            if is_asked.get() {
                return;
            }
            for (html, text) in [(Some(FAULTY.to_owned()), ""), (None, DAMAGED)] {
                let input = Input::Pasted { html, text: text.to_owned() };
                if let Ok(Some(report)) = read_source(Source::Read(Rc::new(input))) {
                    let checked = Checked::new(check(report, &Environment::default()), BTreeMap::new(), &[]);
                    pack(&Told::Checked(Box::new(Response { number: 0, result: Ok(checked), read: 0.0, check: 0.0 })));
                }
            }
            mark("nianbao.warm");
        };
        Timeout::new(PAUSE, rehearse).forget();
    }

    fn answer(kept: &RefCell<Kept>, request: Request, line: &Line) {
        match request {
            Request::Check { number, this, previous, only_of, mut settings, revision, order, care } => {
                let mut kept = kept.borrow_mut();
                let is_opened = matches!(this, Source::Read(_));
                let started = now();
                let reports = kept.reports(this, revision, previous, only_of.as_deref());
                let read = now();
                settings.rules.extend(care.without.iter().map(|rule| (rule.clone(), Choice::Off)));
                let watch = |rule: &rules::Rule| {
                    if care.tells {
                        line.tell(&Told::Running { number, rule: rule.id.to_owned() });
                    }
                };
                let outcome = reports.map(|reports| kept.check(reports, settings, watch));
                let report = match order {
                    None => {
                        let checked =
                            outcome.map(|outcome| Checked::new(outcome, kept.originals(is_opened), &care.without));
                        tell(number, checked, (read - started, now() - read), line)
                    }
                    Some(order) => write(number, outcome, &order, &kept.revision, line),
                };
                // Where nothing could be read, what was kept stays.
                if report.is_some() {
                    kept.this = report;
                }
            }
            Request::Settings { text, origin } => line.tell(&Told::Settings(Box::new(take(&text, origin)))),
            Request::Brief { file, this, previous, settings } => {
                line.tell(&Told::Brief(Box::new(brief(&file, this, previous, settings))));
            }
            Request::Unread { file, sentence } => {
                let result = serde_json::to_vec(&json::unreadable(&file, &sentence)).map_err(|error| error.to_string());
                line.tell(&Told::Written { number: 0, result, note: None });
            }
            Request::Beside { this, other } => line.tell(&Told::Beside(beside(this, other))),
            Request::Read { .. } | Request::Write { .. } | Request::Desk(_) => {}
        }
    }

    /// What the desk keeps of a report; nothing of it stays here.
    fn brief(file: &str, this: Source, previous: Source, settings: Settings) -> Entry {
        // Last year's report that cannot be read is told of at its own entry.
        let previous = read_source(previous).ok().flatten().map(Arc::new);
        match read_source(this) {
            Ok(Some(report)) => {
                let environment = Environment { this_year: this_year(), previous, settings };
                Entry::new(file, &check(report, &environment))
            }
            Ok(None) => Entry::unreadable(file, "文件没有传到，请再试一次。"),
            Err(sentence) => Entry::unreadable(file, &sentence),
        }
    }

    fn beside(this: Source, other: Source) -> Result<SideBySide, String> {
        let outcome = |source| {
            let report = read_source(source)?.ok_or_else(|| "文件没有传到，请再试一次。".to_owned())?;
            Ok::<_, String>(check(report, &Environment { this_year: this_year(), ..Environment::default() }))
        };
        Ok(side_by_side(&outcome(this)?, &outcome(other)?))
    }

    impl Kept {
        /// Both reports. Where one cannot be read, what is kept stays as it is.
        fn reports(
            &mut self,
            this: Source,
            revision: Revision,
            previous: Source,
            only_of: Option<&str>,
        ) -> Result<Reports, String> {
            let previous = match previous {
                Source::Kept => self.previous.clone(),
                source => read_source(source)?.map(Arc::new),
            };
            let this = self.this(this, revision)?;
            let is_other = |organ: &str| this.organ().is_some_and(|own| fold(own) != fold(organ));
            let left_out = only_of.is_some_and(is_other);
            Ok((this, previous.filter(|_| !left_out)))
        }

        /// The report as the user has it now.
        fn this(&mut self, source: Source, revision: Revision) -> Result<Report, String> {
            if let Source::Read(input) = source {
                let document = read(Rc::unwrap_or_clone(input))?;
                let report = reported(document.clone())?;
                self.original = Some(document);
                self.revision = Revision::default();
                self.this = Some(report);
            }
            let before = match self.this.take() {
                Some(report) if self.revision == revision => return Ok(report),
                before => before,
            };
            let original = self.original.as_ref().ok_or_else(|| "请重新打开这份年报。".to_owned())?;
            let document = revision.applied(original);
            let changed = self.revision.changed(&revision);
            self.revision = revision;
            // However little is left of it, it is hers.
            Ok(match (before, changed) {
                (Some(before), Some(changed)) => recognise_again(before, document, &changed),
                _ => recognise(document),
            })
        }

        /// The texts that the user wrote over, by block: the page asks when it opens a report on which she worked before.
        fn originals(&self, is_opened: bool) -> BTreeMap<u32, String> {
            let Some(original) = self.original.as_ref().filter(|_| is_opened && !self.revision.texts.is_empty()) else {
                return BTreeMap::new();
            };
            let base = self.revision.extended(original);
            self.revision.texts.keys().map(|&block| (block, base.text(block).to_owned())).collect()
        }

        fn check(
            &mut self,
            (this, previous): Reports,
            settings: Settings,
            mut watch: impl FnMut(&rules::Rule),
        ) -> Outcome {
            self.previous = previous.clone();
            check_watched(this, &Environment { this_year: this_year(), previous, settings }, &mut watch)
        }
    }

    /// Tells what was found; `read` and `check` are the milliseconds that it took. The report comes back.
    fn tell(number: u32, result: Result<Checked, String>, (read, check): (f64, f64), line: &Line) -> Option<Report> {
        let told = Told::Checked(Box::new(Response { number, result, read, check }));
        line.tell(&told);
        let Told::Checked(response) = told else { return None };
        Some(response.result.ok()?.outcome.report)
    }

    /// Writes what was ordered, or prepares it for the worker that writes such files. The report comes back.
    fn write(
        number: u32,
        outcome: Result<Outcome, String>,
        order: &Order,
        revision: &Revision,
        line: &Line,
    ) -> Option<Report> {
        let file = (order.report.clone(), outcome);
        let result = match &file.1 {
            Ok(outcome) => made(order, outcome, revision, &file).ok_or_else(|| "内存不足，没有写成。".to_owned()),
            Err(sentence) => Err(sentence.clone()),
        };
        line.tell(&Told::Written { number, result, note: None });
        Some(file.1.ok()?.report)
    }

    /// What is made of `outcome`, which is `file`'s.
    fn made(
        order: &Order,
        outcome: &Outcome,
        revision: &Revision,
        file: &(String, Result<Outcome, String>),
    ) -> Option<Vec<u8>> {
        let number = |index: usize| order.numbers.get(index).copied().unwrap_or(index + 1);
        let listing = || Listing::new(&order.report, outcome, number);
        match order.export {
            word if word.is_word() => {
                let rules = outcome.findings.iter().map(|finding| finding.rule.to_string());
                let names: BTreeMap<String, String> = rules.map(|id| (id.clone(), rules::name_of(&id))).collect();
                pack(&(outcome, revision, names))
            }
            Export::Excel => pack(&listing()),
            Export::Csv => Some(csv::list(&[listing()])),
            Export::Json => serde_json::to_vec_pretty(&json::report(&order.report, outcome)).ok(),
            Export::JsonLine => serde_json::to_vec(&json::report(&order.report, outcome)).ok(),
            _ => {
                let previous = outcome.previous.as_ref().map(|_| "上年报告");
                serde_json::to_vec_pretty(&sarif::log(std::slice::from_ref(file), previous)).ok()
            }
        }
    }

    fn read_source(source: Source) -> Result<Option<Report>, String> {
        let Source::Read(input) = source else { return Ok(None) };
        reported(read(Rc::unwrap_or_clone(input))?).map(Some)
    }

    fn reported(document: Document) -> Result<Report, String> {
        let report = recognise(document);
        if report.is_report() { Ok(report) } else { Err(nianbao::NOT_A_REPORT.to_owned()) }
    }

    fn read(input: Input) -> Result<Document, String> {
        match input {
            Input::File { bytes, encoding, .. } => sniff(&bytes)
                .and_then(|kind| read_written(&bytes, kind, Reading { encoding, ..Reading::new(decode) }))
                .map_err(|Unreadable(sentence)| sentence),
            Input::Document(document) => Ok(document),
            Input::Pasted { html, text } => Ok(read_pasted(html, &text)),
            Input::Form(edition) => Ok(blank::form(edition, year_to_report(edition))),
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

    /// Reads settings. Rules that a later version no longer has are no fault of what the page kept.
    fn take(text: &str, origin: Origin) -> Taken {
        let result = match text.trim() {
            "" => Ok(Settings::default()),
            text if origin == Origin::Stored => {
                let mut settings: Settings = serde_json::from_str(text).unwrap_or_default();
                settings.rules.retain(|id, _| rules::find(id).is_some());
                Ok(settings)
            }
            text => Settings::parse(text),
        };
        let name = |(family, rule): (&str, &rules::Rule)| RuleName {
            id: rule.id.to_owned(),
            family: family.to_owned(),
            title: rule.title.to_owned(),
            what: rule.what.to_owned(),
            severity: rule.severity,
            by_default: rule.by_default,
        };
        let all = rules::FAMILIES.into_iter().flat_map(|(family, rules)| rules.iter().map(move |rule| (family, *rule)));
        Taken { result, origin, rules: all.map(name).collect() }
    }

    /// The year that a report is written for now: until March the law has last year's published, later the next is
    /// prepared. The first edition was for two years.
    fn year_to_report(edition: Edition) -> i32 {
        let today = js_sys::Date::new_0();
        let year = i32::try_from(today.get_full_year()).unwrap_or_default();
        match edition {
            Edition::E2019 => 2020,
            Edition::E2021 => year - i32::from(today.get_month() < 6),
        }
    }

    fn this_year() -> Option<i32> {
        i32::try_from(js_sys::Date::new_0().get_full_year()).ok()
    }
}
