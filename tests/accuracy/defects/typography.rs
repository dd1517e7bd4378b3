//! Marks, brackets, document numbers, long sentences, what was never filled in.

use super::{Kind, Put, Where};
use crate::layouts::Layout;
use crate::model::{CLOSE, OPEN, Tag};
use nianbao::check::Severity::{Error, Info, Warning};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::sentence("半角标点", "W", Info, Put::Deeds, &[
            "更新栏目12个⟦,→，⟧检查4次。",
            "工作内容包括⟦:→：⟧目录修订、指南更新。",
            "清理过期信息⟦;→；⟧更正错误链接。",
            "做到应公开尽公开⟦,→，⟧及时准确。",
        ])
        .only(Layout::PARAGRAPHS),
        Kind::sentence("括号全半角混用", "W", Info, Put::Paragraph(Tag::Platform), &[
            "更新指南⟦(第2版)→（第2版）⟧。",
            "建设查阅点⟦(政务大厅)→（政务大厅）⟧1处。",
        ])
        .only(Layout::PARAGRAPHS)
        .when(|model| model.overview().contains('（')),
        Kind::sentence("括号、书名号、引号不成对", "W", Warning, Put::Deeds, &[
            "修订公开指南⟦（→⟧第2版，方便查阅。",
            "落实⟦《→⟧政府信息公开条例要求。",
            // What is missing can be shown only at the mark that is alone.
            "执行⟦“三审三校→“三审三校”⟧制度，责任到人。",
            "印发⟦《公开工作手册→《公开工作手册》⟧，人手一册。",
            "更新公开目录⟦）→⟧，方便查阅。",
            "执行⟦”→“⟧三审三校”制度。",
        ])
        .only(Layout::PARAGRAPHS),
        Kind::sentence("书名号嵌套有误", "W", Info, Put::Deeds, &[
            "转发《关于印发⟦《→〈⟧公开工作规定⟦》→〉⟧的通知》。",
            "学习《关于贯彻落实⟦《→〈⟧政府信息公开条例⟦》→〉⟧的意见》。",
        ]),
        Kind::sentence("发文字号写法有误", "W", Warning, Put::Deeds, &[
            "依据国办公开办函⟦[2021]→〔2021〕⟧30号编制。",
            "按照国办函⟦（2020）→〔2020〕⟧109号执行。",
            "依据国办公开办函⟦202130号→〔2021〕30号⟧编制。",
            "按照国办公开办函〔2021〕⟦030号→30号⟧编制。",
            "依据国办公开办函⟦【2021】→〔2021〕⟧30号编制。",
        ])
        .when(|model| model.year > 2021)
        .only(Layout::PARAGRAPHS),
        Kind::sentence("没有填写的占位文字", "W", Error, Put::Deeds, &[
            "全年公开信息⟦XX→28⟧条。",
            "接受⟦某某局→市政府办公室⟧检查。",
            "召开会议⟦××→2⟧次。",
            "培训情况⟦（此处填写培训次数）→良好⟧。",
            "制作图解⟦___→6⟧期。",
            "联系人信息⟦待补充→已公布⟧。",
            "清理栏目⟦**→3⟧个。",
        ]),
        Kind::sentence("句子过长", "W", Info, Put::Paragraph(Tag::Supervision), &[
            "⟦坚持把政府信息公开作为密切联系群众和转变工作作风以及优化营商环境的重要举措来抓进一步明确分管领导和责任科室以及具体经办人员的工作职责和工作要求以及完成时限，确保各项公开任务落实到每一个科室和每一个岗位以及每一名工作人员身上，同时加强与上级主管部门和兄弟单位以及网站运维单位之间的沟通联系和工作衔接，推动政府信息公开工作更加规范有序地开展下去并取得实实在在的效果→⟧。",
        ])
        .uncontrolled(),
        Kind::change("段末缺标点", "W", Info, |model, random| {
            let tag = *random.pick(&[Tag::Active, Tag::Management, Tag::Platform, Tag::Problems])?;
            let text = &mut model.paragraph(tag)?.text;
            let kept = text.trim_end_matches('。').to_owned();
            let last = kept.chars().next_back()?;
            if !('\u{4E00}'..='\u{9FFF}').contains(&last) {
                return None;
            }
            *text = format!("{}{OPEN}{last}{CLOSE}", &kept[..kept.len() - last.len_utf8()]);
            Some(vec![Where::Marked])
        })
        .only(Layout::PARAGRAPHS),
        Kind::change("整句重复", "W", Warning, |model, random| {
            let text = *random.pick(&[
                "各科室主动公开的信息须经办公室统一审核后发布。",
                "做好政府信息公开指南和目录的更新维护工作。",
                "通过座谈会、问卷调查等方式广泛听取群众意见。",
            ])?;
            model.paragraph(Tag::Management)?.text.push_str(text);
            let second = crate::model::marked(text.trim_end_matches('。'));
            let tag = *random.pick(&[Tag::Supervision, Tag::Measures, Tag::Platform])?;
            model.paragraph(tag)?.text.push_str(&format!("{second}。"));
            Some(vec![Where::Marked])
        })
        .codes(&["W-36"]),
        Kind::change("整段重复", "W", Warning, |model, random| {
            let tag = *random.pick(&[Tag::Active, Tag::Platform, Tag::Measures])?;
            let text = model.paragraph(tag)?.text.clone();
            model.insert(tag, crate::model::marked(&text))?;
            Some(vec![Where::Marked])
        })
        .codes(&["W-36", "X"]),
        Kind::sentence("联系方式没有填写", "W", Error, Put::Paragraph(Tag::Preface), &[
            "联系地址：白云路5号，⟦电话：→电话：0571-85006621⟧。",
            "如有疑问，请与本机关联系（⟦电话：XXXX→电话：0571-85006621⟧）。",
        ])
        .codes(&["W-22"]),
    ]
}
