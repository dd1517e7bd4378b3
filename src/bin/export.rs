//! The worker that writes what is heavy to write, fetched when the first such file is wanted; and the one that keeps the
//! desk's reports and answers what is asked about all of them.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    use nianbao::app::desk::question::Survey;
    use nianbao::app::export::Export;
    use nianbao::app::wire::{Request, Told, unpack};
    use nianbao::write::xlsx;

    let survey = std::cell::RefCell::new(Survey::default());
    nianbao::app::platform::serve(move |request, line| {
        let request = match request {
            Request::Desk(question) => {
                return line.tell(&Told::Desk(Box::new(survey.borrow_mut().answer(*question))));
            }
            request => request,
        };
        let Request::Write { number, export, bytes, original } = request else { return };
        let (result, note) = match export {
            Export::Excel => {
                (unpack(&bytes).ok_or_else(|| LOST.to_owned()).and_then(|listing| xlsx::list(&[listing])), None)
            }
            word if word.is_word() => match write_word(word, &bytes, &original) {
                Ok((bytes, note)) => (Ok(bytes), note),
                Err(sentence) => (Err(sentence), None),
            },
            // These came written.
            _ => (Ok(bytes), None),
        };
        line.tell(&Told::Written { number, result, note });
    });
}

#[cfg(target_arch = "wasm32")]
const LOST: &str = "数据没有传到，请再试一次。";

/// The Word file, and what is to be known of it.
#[cfg(target_arch = "wasm32")]
fn write_word(
    export: nianbao::app::export::Export,
    parcel: &[u8],
    original: &[u8],
) -> Result<(Vec<u8>, Option<String>), String> {
    use nianbao::app::export::Export;
    use nianbao::check::Outcome;
    use nianbao::document::Revision;
    use nianbao::write::docx::{self, Notes, Tracked};
    use std::collections::BTreeMap;

    let (outcome, revision, names): (Outcome, Revision, BTreeMap<String, String>) =
        nianbao::app::wire::unpack(parcel).ok_or_else(|| LOST.to_owned())?;
    // Word writes local time, with a Z all the same, and takes no fractions of seconds.
    let clock = js_sys::Date::new_0();
    let local = clock.get_time() - clock.get_timezone_offset() * 60_000.0;
    let now: String = js_sys::Date::new(&local.into()).to_iso_string().into();
    let now = format!("{}Z", now.split('.').next().unwrap_or_default());
    let pictures = docx::pictures_left(&outcome.report.document);
    let without_pictures =
        (pictures > 0).then(|| format!("原文件里的 {pictures} 张图片没有带过来，请在 Word 里补上。"));
    match export {
        Export::WordComments => {
            let name = |rule: &str| names.get(rule).map_or(rule, String::as_str).to_owned();
            let notes = Notes { date: Some(&now), name: &name };
            let came_as_word = !outcome.report.document.origins.is_empty();
            let (bytes, is_own) = docx::commented_revised(original, outcome, &revision, &notes)?;
            const ANEW: &str = "有的改动写不进原文件，所以批注写在重新排版的一份里。";
            let note =
                (came_as_word && !is_own).then(|| ANEW.to_owned() + without_pictures.as_deref().unwrap_or_default());
            Ok((bytes, note))
        }
        Export::WordClean => Ok((docx::clean(&outcome.report)?, without_pictures)),
        _ => {
            let tracked =
                (export == Export::WordTracked).then_some(Tracked { author: "年报校核", date: Some(now.as_str()) });
            let corrected = docx::revised(original, &outcome.report, &revision, tracked)?;
            let left = corrected.left.len();
            let note = format!(
                "有 {left} 处没有改进去（在 Word 里是自动编号，或者是用软回车隔开的一段），请在 Word 里手工修改。"
            );
            Ok((corrected.bytes, (left > 0).then_some(note)))
        }
    }
}
