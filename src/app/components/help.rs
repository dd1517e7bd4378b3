//! The help: what is checked, the keys, privacy.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct HelpProperties {
    pub close: Callback<MouseEvent>,
}

const KEYS: [(&str, &str); 9] = [
    ("F8 / Shift+F8", "下一处 / 上一处"),
    ("↑ ↓", "在列表中上下移动"),
    ("→ 或 Enter", "打开这一项"),
    ("← 或 Esc", "关闭"),
    ("Ctrl+V", "粘贴年报（任何位置）"),
    ("Ctrl+O", "打开文件"),
    ("?", "显示本说明"),
    ("Tab", "依次到各个按钮和标记"),
    ("点击标记", "看这一处的说明"),
];

/// The help.
#[component]
pub fn Help(properties: &HelpProperties) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlElement>() {
                let _ = dialog.focus();
            }
        });
    }
    html! {
        <div class="veil">
            <section ref={dialog} class="help" role="dialog" aria-modal="true" aria-labelledby="help-title" tabindex="-1">
                <h2 id="help-title">{ "使用说明" }</h2>
                <p>{ "本页核对《政府信息公开工作年度报告》的六个部分、三张统计表和表内的勾稽关系，把问题标在原处。" }</p>
                <p>{ "波浪线或实心角为错误，虚线或半角为警告，点线或细角为提示。提示只供参考，不一定要改。" }</p>
                <p><a href="rules.html" target="_blank" rel="noopener">{ "全部规则和示例" }<span class="unseen">{ "（在新窗口打开）" }</span></a></p>
                <h3>{ "键盘" }</h3>
                <dl>{ for KEYS.map(|(key, what)| html! { <><dt>{ key }</dt><dd>{ what }</dd></> }) }</dl>
                <h3>{ "保密" }</h3>
                <p>{ "报告只在本机浏览器里读取和核对，本页不上传任何内容，也不保存。断开网络后照常使用，即可验证。" }</p>
                <p><button type="button" class="primary" onclick={properties.close.clone()}>{ "关闭" }</button></p>
            </section>
        </div>
    }
}
