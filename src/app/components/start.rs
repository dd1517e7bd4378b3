//! The start view. `index.html` paints the same before the wasm arrives.

use super::keeping::Drafts;
use crate::app::drafts::Draft;
use crate::app::hooks::element;
use crate::app::wire::{Input, Sample};
use crate::standard::Edition;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct StartProperties {
    pub open: Callback<Input>,
    pub resume: Callback<Draft>,
    /// Whether reports are kept.
    pub keeps: Option<bool>,
}

/// The start view.
#[component]
pub fn Start(properties: &StartProperties) -> Html {
    let sample = |sample: Sample| {
        let open = properties.open.clone();
        Callback::from(move |_: MouseEvent| open.emit(Input::Sample(sample)))
    };
    let form = |edition: Edition| {
        let open = properties.open.clone();
        Callback::from(move |_: MouseEvent| open.emit(Input::Form(edition)))
    };
    let choose = Callback::from(|_: MouseEvent| {
        if let Some(input) = element("input[type=file]") {
            input.click();
        }
    });
    html! {
        <main class="start">
            <h1>{ "把年报粘贴到这里，或把文件拖进来" }</h1>
            <p class="how">{ "Word、WPS、PDF、OFD、Excel、网页和文本文件都可以直接打开；也可以在原来的程序里全选、复制，回到这里按 Ctrl+V。" }</p>
            <p><button type="button" class="primary" onclick={choose}>{ "打开文件" }</button></p>
            <Drafts resume={properties.resume.clone()} keeps={properties.keeps} />
            <p class="samples">
                { "先看看示例：" }
                <button type="button" data-testid="sample-clean" onclick={sample(Sample::Clean)}>{ "没有问题的" }</button>
                <button type="button" data-testid="sample-faulty" onclick={sample(Sample::Faulty)}>{ "有错误的" }</button>
                <button type="button" data-testid="sample-damaged" onclick={sample(Sample::Damaged)}>{ "转换中受损的" }</button>
            </p>
            <p class="samples">
                { "从空白格式写起：" }
                <button type="button" data-testid="form-2021" onclick={form(Edition::E2021)}>{ "2021年版" }</button>
                <button type="button" data-testid="form-2019" onclick={form(Edition::E2019)}>{ "2019年版（2019、2020年的报告）" }</button>
            </p>
            <p class="promise">
                { "全部在本机浏览器中完成，不上传任何内容；断网也能用。" }
                <a href="help.html" target="_blank" rel="noopener">{ "怎样用、怎样验证" }<span class="unseen">{ "（在新窗口打开）" }</span></a>
            </p>
            <Fonts />
        </main>
    }
}

/// Unseen text in all the types that a report is set in, a moment after the page can be used: browsers read fonts from the
/// disk when they are first needed, and the user's first report need not wait for that.
#[component]
fn Fonts() -> Html {
    /// Milliseconds.
    const PAUSE: u32 = 300;
    const TEXT: &str = "政府信息公开工作年度报告，2023年（一）“共”①12项。";
    let is_time = use_state(|| false);
    let now = is_time.setter();
    use_effect_with((), move |()| {
        let clock = Timeout::new(PAUSE, move || now.set(true));
        move || drop(clock)
    });
    if !*is_time {
        return Html::default();
    }
    html! {
        <div class="paper fonts" aria-hidden="true">
            <h1>{ TEXT }</h1>
            <h2>{ TEXT }</h2>
            <h3>{ TEXT }</h3>
            <table><tr><th>{ TEXT }</th><td>{ TEXT }</td></tr></table>
        </div>
    }
}
