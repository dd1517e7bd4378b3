//! A list that the user writes line by line: her own words, what her province asks for.

use super::settings::FilePicker;
use crate::app::outgoing;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct OwnLinesProperties {
    /// What it is called.
    pub title: AttrValue,
    /// How a line is written.
    pub hint: AttrValue,
    /// Lines as an example.
    pub example: AttrValue,
    /// The name of the file that it goes out as.
    pub file: AttrValue,
    /// The lines that the settings hold.
    pub lines: Vec<String>,
    /// Takes the lines as they are written now.
    pub save: Callback<Vec<String>>,
    /// Says that a file holds no text.
    pub refuse: Callback<()>,
}

/// The list, to be written, taken from a file and given as one.
#[component]
pub fn OwnLines(properties: &OwnLinesProperties) -> Html {
    let OwnLinesProperties { title, hint, example, file, lines, save, refuse } = properties;
    let kept = lines.join("\n");
    let written = use_state(|| kept.clone());
    {
        // What the settings hold now is what stands there; what they refused stays, to be put right.
        let written = written.clone();
        use_effect_with(kept.clone(), move |kept| written.set(kept.clone()));
    }
    let put = |text: &str| -> Vec<String> { text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect() };
    let input = {
        let written = written.clone();
        Callback::from(move |event: InputEvent| {
            written.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        })
    };
    let keep = {
        let (save, written) = (save.clone(), written.clone());
        Callback::from(move |_: MouseEvent| save.emit(put(&written)))
    };
    let give = {
        let (file, text) = (file.clone(), kept.clone());
        Callback::from(move |_: MouseEvent| outgoing::save(&file, "text/plain", format!("\u{feff}{text}\n").as_bytes()))
    };
    let take = {
        let (save, written, refuse) = (save.clone(), written.clone(), refuse.clone());
        Callback::from(move |text: Option<String>| match text {
            Some(text) => {
                save.emit(put(&text));
                written.set(text);
            }
            None => refuse.emit(()),
        })
    };
    let is_changed = put(&written) != *lines;
    html! {
        <section class="own-lines">
            <h3>{ title }</h3>
            <p class="small">{ hint }</p>
            <textarea rows="4" value={(*written).clone()} oninput={input} aria-label={title.clone()} placeholder={example.clone()} spellcheck="false" />
            <p class="buttons">
                <button type="button" disabled={!is_changed} onclick={keep} aria-label={format!("保存{title}")}>{ "保存" }</button>
                <FilePicker label={format!("从文件导入{title}")} accept=".txt,.tsv,.csv" {take}>{ "从文件导入" }</FilePicker>
                <button type="button" disabled={lines.is_empty()} onclick={give} aria-label={format!("存为文件：{title}")}>{ "存为文件" }</button>
            </p>
        </section>
    }
}
