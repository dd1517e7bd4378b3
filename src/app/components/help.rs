//! The help: what is checked, the keys, privacy.

use super::dialog::Dialog;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct HelpProperties {
    pub close: Callback<()>,
}

const KEYS: [(&str, &str); 13] = [
    ("F8 / Shift+F8", "下一处 / 上一处"),
    ("↑ ↓", "在列表中上下移动"),
    ("→ 或 Enter", "打开这一项"),
    ("← 或 Esc", "关闭（先关闭打开的小窗）"),
    ("/", "在列表里查找（问题多时）"),
    ("Ctrl+V", "粘贴年报（任何位置）"),
    ("Ctrl+O", "打开文件"),
    ("双击，或 Enter、F2", "在报告里修改这一段、这一格（标记要先选中）"),
    ("Tab、Enter、↑ ↓", "修改时到旁边、上下的单元格；Esc 离开"),
    ("Ctrl+Z / Ctrl+Shift+Z", "撤销 / 重做"),
    ("?", "显示本说明"),
    ("Tab", "依次到各个按钮和标记"),
    ("点击标记", "看这一处的说明"),
];

/// The help.
#[component]
pub fn Help(properties: &HelpProperties) -> Html {
    let close = properties.close.clone();
    html! {
        <Dialog label="help-title" close={close.clone()}>
            <div class="help">
                <h2 id="help-title">{ "使用说明" }</h2>
                <p>{ "本页核对《政府信息公开工作年度报告》的六个部分、三张统计表和表内的勾稽关系，正文与表格、日期、用词和个人信息，也可以与上年报告对照；问题标在原处。" }</p>
                <p>{ "波浪线或实心角为错误，虚线或半角为警告，点线或细角为提示。提示只供参考，不一定要改。" }</p>
                <p>
                    { link("help.html", "两分钟上手和详细说明") }
                    { "　" }
                    { link("rules.html", "全部规则和示例") }
                </p>
                <h3>{ "键盘" }</h3>
                <dl>{ for KEYS.map(|(key, what)| html! { <><dt>{ key }</dt><dd>{ what }</dd></> }) }</dl>
                <h3>{ "取舍" }</h3>
                <p>{ "打开一项问题，可以“忽略”这一处，也可以停用整条规则；都能在列表末尾或“设置”（⚙）里恢复。浏览器只记住停用了哪些规则、忽略了哪些问题（校验码和理由）；只有选了“保存修改”，才记住正在修改的报告。" }</p>
                <h3>{ "带走" }</h3>
                <p>{ "“导出”里有问题清单（Excel、CSV，以及给程序用的 JSON、SARIF），也可以复制成文字或打印；打印出来是标有序号的年报，后附全部问题。清单里的个人信息都打码。" }</p>
                <h3>{ "保密" }</h3>
                <p>{ "报告只在本机浏览器里读取和核对，不上传；没有选“保存修改”时也不保存。断开网络后照常使用，即可验证。" }</p>
                // The edition in one file does not offer itself.
                <p class="when-served">{ "没有网络的电脑可以用单文件版：下载 " }<a href="nianbao.html" download="nianbao.html">{ "nianbao.html" }</a>{ "（约 3.6 MB），存到U盘，双击打开。" }</p>
                <p class="closing"><button type="button" class="primary" onclick={move |_: MouseEvent| close.emit(())}>{ "关闭" }</button></p>
            </div>
        </Dialog>
    }
}

/// A link to another page of the site, in a window of its own.
fn link(page: &'static str, text: &'static str) -> Html {
    html! { <a href={page} target="_blank" rel="noopener">{ text }<span class="unseen">{ "（在新窗口打开）" }</span></a> }
}
