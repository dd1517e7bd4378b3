//! What the text says against itself, and what does not belong there.

use super::{Kind, Put, Where};
use crate::model::{CLOSE, Model, OPEN, Tag};
use nianbao::check::Severity::{self, Info};

/// Two sentences in two places that cannot both be so; in the second the words between ⟦ and ⟧ are the place.
fn pair(
    name: &'static str,
    severity: Severity,
    first: (Tag, &'static [&'static str]),
    second: (Tag, &'static [&'static str]),
) -> Kind {
    Kind::change(name, "X", severity, move |model: &mut Model, random| {
        let mut put = |model: &mut Model, (tag, texts): (Tag, &[&str])| {
            let text = random.pick(texts)?.replace('⟦', &OPEN.to_string()).replace('⟧', &CLOSE.to_string());
            model.paragraph(tag)?.text.push_str(&text);
            Some(())
        };
        put(model, first)?;
        put(model, second)?;
        Some(vec![Where::Marked])
    })
}

pub fn kinds() -> Vec<Kind> {
    vec![
        pair(
            "公开事项数前后不一",
            Info,
            (Tag::Active, &["共确定64个基层政务公开事项，并在网站上公开。", "梳理公开事项58项，已在区政府网站公开。"]),
            (Tag::Active, &["全年已按要求⟦公开各类事项24项⟧。", "全年⟦公开各类事项31个⟧。"]),
        ),
        pair(
            "有专人与身兼多职矛盾",
            Info,
            (Tag::Supervision, &["配备专门人员负责公开工作。", "明确2名专职人员负责日常事务。", "安排专人负责信息发布。"]),
            (
                Tag::Problems,
                &["公开工作人员⟦身兼多职⟧，力量不够。", "公开工作⟦没有专职人员⟧。", "公开人员⟦多为兼职⟧，精力有限。"],
            ),
        ),
        pair(
            "无投诉与有投诉矛盾",
            Info,
            (Tag::Supervision, &["全年收到公开方面的投诉2件，均已办结。", "受理群众投诉3件，已答复。"]),
            (Tag::Supervision, &["⟦无政务公开举报及投诉⟧情况。", "全年⟦没有收到投诉⟧。", "⟦未发生投诉举报⟧。"]),
        ),
        Kind::change("内容与政府信息公开无关", "X", Info, |model, random| {
            let texts = [
                "全年办理12345热线工单1860件，市长热线转办件97件，群众来信来访366批次。组织党建主题活动12次，开展理论学习24次。处理信访积案15件，信访事项按期办结。",
                "扎实开展党建工作，召开党员大会4次，发展党员6名。12345政务服务热线办理工单956件。化解信访积案8件，接待信访群众120人次。",
            ];
            let text = crate::model::marked(random.pick(&texts)?);
            model.insert(Tag::Supervision, text)?;
            Some(vec![Where::Marked, Where::Section(1)])
        })
        .codes(&["X-26"]),
        Kind::sentence("自称与机关类型不符", "W", nianbao::check::Severity::Warning, Put::Deeds, &[
            "⟦我厅→⟧认真做好信息发布工作。",
            "今年以来，⟦我厅→各科室⟧多次研究公开工作。",
            "⟦我厅→⟧按要求更新了公开指南。",
        ])
        .codes(&["W-2"]),
        Kind::change("自称像另一类机关", "W", nianbao::check::Severity::Warning, |model, random| {
            let own: &[&str] = match () {
                () if model.organ.ends_with('局') => &["我镇", "我街道", "我委"],
                () if model.organ.ends_with("街道办事处") => &["我局", "我镇", "我乡"],
                () if model.organ.ends_with("镇人民政府") => &["我局", "我乡", "我街道"],
                () if model.organ.ends_with("乡人民政府") => &["我局", "我镇", "我委"],
                () if model.organ.ends_with("委员会") => &["我局", "我镇", "我厅"],
                () => &["我局", "我镇", "我街道"],
            };
            let own = crate::model::marked(random.pick(own)?);
            let texts = [
                format!("{own}高度重视政府信息公开工作，明确专人负责。"),
                format!("全年{own}组织学习3次，修订制度2项。"),
                format!("通过以上做法，{own}政府信息公开工作取得新进展。"),
            ];
            let tag = *random.pick(&[Tag::Supervision, Tag::Management, Tag::Measures])?;
            model.paragraph(tag)?.text.push_str(random.pick(&texts)?);
            Some(vec![Where::Marked])
        }),
        Kind::sentence("像是其他单位的文字", "W", Info, Put::Paragraph(Tag::Requests), &[
            "全年收到⟦向市政府及市政府办公室提出的政府信息公开申请→⟧5件。",
            "我街道党工委、⟦政府→办事处⟧高度重视公开工作。",
        ])
        .uncontrolled()
        .when(|model| model.organ.ends_with("街道办事处")),
        Kind::sentence("别处的通用文字", "W", nianbao::check::Severity::Warning, Put::After(Tag::Problems), &[
            "⟦部分地区→个别科室⟧对公开工作认识不到位。",
            "⟦一些地区→一些科室⟧公开渠道不畅。",
            "⟦各级政府部门→各科室⟧公开意识有待加强。",
        ])
        .when(|model| model.organ.ends_with('局') || model.organ.ends_with("街道办事处")),
        Kind::change("总体情况没有本机关的事实", "W", nianbao::check::Severity::Warning, |model, _| {
            let section = model.section(1)?;
            section.paragraphs.truncate(1);
            section.paragraphs[0].text =
                "坚持以人民为中心，认真贯彻落实各项决策部署，依法主动公开信息，规范办理公开申请，加强信息管理和审核，完善网站等平台建设，强化监督考核，不断提升群众满意度。"
                    .into();
            Some(vec![Where::Section(1)])
        })
        .codes(&["W-31"]),
        Kind::sentence("简称没有说明", "W", Info, Put::After(Tag::Supervision), &["⟦云办→⟧多次研究公开工作。⟦云办→⟧明确分管领导。⟦云办→⟧安排专项经费。"])
            .uncontrolled()
            .codes(&["W-2"]),
        Kind::change("对本机关的称呼不统一", "W", Info, |model, _| {
            let own = match () {
                () if model.organ.ends_with('局') => ["我局", "本局", "局机关", "本单位", "我单位"],
                () if model.organ.ends_with("街道办事处") => ["我街道", "本街道", "办事处", "本单位", "我办"],
                () if model.organ.ends_with("镇人民政府") => ["我镇", "本镇", "镇政府", "本单位", "我单位"],
                () => return None,
            };
            let text = format!(
                "{}召开会议2次，{}修订制度1项，{}组织学习3次，{}开展自查4次，{}完成整改。",
                own[0], own[1], own[2], own[3], own[4]
            );
            model.insert(Tag::Supervision, text)?;
            Some(vec![Where::Anywhere])
        })
        .codes(&["W-26"]),
        Kind::change("政务公开与政府信息公开混用", "W", Info, |model, _| {
            let text = "加强政务公开组织领导，健全政务公开制度，落实政务公开责任，丰富政务公开内容，拓宽政务公开渠道，强化政务公开监督，\
                        开展政务公开培训，提升政务公开水平。本机关政务公开目录、政务公开指南、政务公开栏均已更新，政务公开台账齐全，\
                        政务公开档案完整，政务公开工作有序。政务公开面向群众，政务公开服务发展，政务公开永远在路上。";
            model.insert(Tag::Supervision, text.into())?;
            Some(vec![Where::Anywhere])
        })
        .codes(&["W-27"]),
    ]
}
