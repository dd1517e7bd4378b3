//! Title, headings, order, and what each section must hold.

use super::{Kind, Put, Where, fitting};
use crate::layouts::Layout;
use crate::model::{CLOSE, Model, OPEN, Paragraph, Section, Sheet, Tag, marked};
use nianbao::check::Severity::{Error, Info, Warning};
use nianbao::standard::{Edition, TableKind, heading};

fn title(model: &mut Model, wrong: String) -> Option<Vec<Where>> {
    (wrong != model.title).then(|| {
        model.title = marked(&wrong);
        vec![Where::Marked]
    })
}

const ASPECTS: [(Tag, &[&str]); 4] = [
    (Tag::Requests, &["申请"]),
    (Tag::Management, &["信息管理", "审核", "审查", "动态调整", "清理"]),
    (Tag::Platform, &["平台", "网站", "专栏", "公众号", "新媒体", "网页", "公开栏"]),
    (Tag::Supervision, &["监督", "考核", "培训", "责任", "评议"]),
];

pub fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind::change("标题没有年份", "S", Error, |model, _| {
            let wrong = format!("{}政府信息公开工作年度报告", model.organ);
            title(model, wrong).map(|mut places| {
                places.push(Where::Section(0));
                places
            })
        }),
        Kind::change("标题年份不可信", "S", Error, |model, random| {
            let year = random.pick(&["2002", "2204", "20203", "2099", "1023"])?;
            let wrong = format!("{}{year}年政府信息公开工作年度报告", model.organ);
            title(model, wrong)
        }),
        Kind::change("标题文种不规范", "S", Warning, |model, random| {
            let kinds = [
                "政务公开工作年度报告",
                "政府信息公开工作年报",
                "政府信息公开年度报告",
                "政府信息公开工作总结",
                "政府信息公开工作报告",
                "信息公开工作年度报告",
            ];
            let wrong = format!("{}{}年{}", model.organ, model.year, random.pick(&kinds)?);
            title(model, wrong)
        }),
        Kind::change("缺一个一级标题", "S", Error, |model, random| {
            let number = random.between(1, 6) as usize;
            model.section(number)?.heading = None;
            Some(vec![Where::Section(number)])
        })
        .codes(&["S03", "S09", "S12"]),
        Kind::change("缺一个部分", "S", Error, |model, random| {
            let number = random.between(1, 6) as usize;
            model.sections.retain(|section| section.number != number);
            Some(vec![Where::Section(number)])
        })
        .codes(&["S03"]),
        Kind::change("一级标题顺序有误", "S", Error, |model, random| {
            let at = *random.pick(&[0_usize, 4])?;
            model.sections.swap(at, at + 1);
            Some(vec![Where::Section(at + 1), Where::Section(at + 2)])
        })
        .codes(&["S04", "S07"]),
        Kind::change("一个部分重复", "S", Error, |model, random| {
            let number = *random.pick(&[1_usize, 5, 6])?;
            let at = model.sections.iter().position(|section| section.number == number)?;
            let copy = model.sections[at].clone();
            model.sections.insert(at + 1, copy);
            Some(vec![Where::Section(number)])
        })
        .codes(&["S05", "W-36"]),
        Kind::change("一级标题序号有误", "S", Error, |model, random| {
            let number = random.between(2, 6) as usize;
            let ordinals = ["一", "二", "三", "四", "五", "六", "七", "八"];
            let wrong = ordinals[if random.below(2) == 0 { number - 2 } else { number }];
            let text = heading(number);
            let rest = text.split_once('、')?.1;
            model.section(number)?.heading = Some(format!("{OPEN}{wrong}{CLOSE}、{rest}"));
            Some(vec![Where::Marked])
        }),
        Kind::change("多出一个一级标题", "S", Warning, |model, random| {
            let texts = ["七、下一步工作安排", "七、附则", "七、下一步工作打算", "七、工作建议", "七、需要说明的事项"];
            let text = marked(random.pick(&texts)?);
            let paragraphs =
                vec![Paragraph { tag: Tag::Others, text: "请以此为准，做好相关衔接工作。".into() }];
            model.sections.push(Section { number: 0, heading: Some(text), level: 2, paragraphs, sheets: Vec::new() });
            Some(vec![Where::Marked])
        }),
        Kind::change("总体情况没有内容", "S", Error, |model, _| {
            model.section(1)?.paragraphs.clear();
            Some(vec![Where::Section(1)])
        })
        .codes(&["S09", "S15"]),
        Kind::change("“五”没有内容", "S", Error, |model, _| {
            model.section(5)?.paragraphs.clear();
            Some(vec![Where::Section(5)])
        })
        .codes(&["S09", "S19"]),
        Kind::change("缺一张统计表", "S", Error, |model, random| {
            let number = random.between(2, 4) as usize;
            model.section(number)?.sheets.clear();
            Some(vec![Where::Section(number)])
        })
        .codes(&["S12", "S09"]),
        Kind::change("统计表放错部分", "S", Warning, |model, random| {
            let number = *random.pick(&[2_usize, 4])?;
            let sheet = model.section(number)?.sheets.pop()?;
            let table = sheet.table?;
            model.section(if number == 2 { 3 } else { 5 })?.sheets.insert(0, sheet);
            Some(vec![Where::Section(number), Where::Section(number + 1), Where::Table(table)])
        })
        .codes(&["S13", "S12", "S09"]),
        Kind::change("报告年份与表格格式不符", "S", Error, |model, _| {
            let other = if model.edition == Edition::E2021 { Edition::E2019 } else { Edition::E2021 };
            let section = model.section(2)?;
            section.sheets = vec![Sheet::blank(TableKind::Disclosure, other)];
            Some(vec![Where::Section(2)])
        })
        .codes(&["S10", "S11"]),
        Kind::change("三张表都是旧格式", "S", Error, |model, _| {
            let other = if model.edition == Edition::E2021 { Edition::E2019 } else { Edition::E2021 };
            for table in TableKind::ALL {
                model.section(table.section())?.sheets = vec![Sheet::blank(table, other)];
            }
            Some(vec![Where::Section(2), Where::Section(3), Where::Section(0)])
        })
        .codes(&["S10"]),
        Kind::change("总体情况缺一个方面", "S", Info, |model, random| {
            let (tag, words) = random.pick(&ASPECTS)?;
            model.remove(*tag);
            let rest = model.overview();
            words.iter().all(|word| !rest.contains(word)).then_some(vec![Where::Section(1)])
        })
        .codes(&["S15", "X-07"]),
        Kind::change("政府报告没有考核、评议、追责", "S", Info, |model, random| {
            if !model.organ.ends_with("人民政府") {
                return None;
            }
            let texts = ["选派人员参加业务培训2次，邀请群众代表座谈。", "明确1名专职人员，配齐办公设备，组织培训1期。"];
            model.paragraph(Tag::Supervision)?.text = (*random.pick(&texts)?).to_owned();
            let words =
                ["考核", "考评", "评估", "评议", "测评", "通报", "责任追究", "问责", "追究", "追责", "满意", "绩效"];
            let prose = model.prose();
            words.iter().all(|word| !prose.contains(word)).then_some(vec![Where::Anywhere])
        })
        .codes(&["S16", "S15"]),
        Kind::change("“五”只有问题没有改进", "S", Error, |model, random| {
            model.remove(Tag::Measures);
            let texts = [
                "一是公开内容不够丰富，政策解读偏少；二是人员力量薄弱，岗位变动频繁，业务不够熟练。",
                "主要问题是部分科室认识不到位，信息更新不及时，业务水平有待进一步加强。",
                "存在公开形式单一、解读质量不高、栏目更新不及时的问题，与群众期待还有不小的差距。",
            ];
            model.paragraph(Tag::Problems)?.text = (*random.pick(&texts)?).to_owned();
            Some(vec![Where::Section(5)])
        })
        .codes(&["S17"]),
        Kind::change("“五”只有改进没有问题", "S", Error, |model, random| {
            model.remove(Tag::Problems);
            let texts = [
                "下一步将从两个方面改进工作：一是丰富解读形式；二是按月检查栏目更新。",
                "今后将继续健全公开制度，加大培训力度，拓展公开渠道，完善监督机制，确保各项任务落到实处。",
                "一是加强组织领导，明确专人负责；二是优化栏目设置，方便群众查阅；三是开展业务培训。",
            ];
            model.paragraph(Tag::Measures)?.text = (*random.pick(&texts)?).to_owned();
            Some(vec![Where::Section(5)])
        })
        .codes(&["S18"]),
        Kind::change("“五”为“无”或过短", "S", Error, |model, random| {
            model.remove(Tag::Measures);
            let texts = ["无。", "无", "暂无。", "没有。", "无此情况。", "工作有待加强。", "不存在问题。"];
            model.paragraph(Tag::Problems)?.text = (*random.pick(&texts)?).to_owned();
            Some(vec![Where::Section(5)])
        })
        .codes(&["S19", "S17", "S18"]),
        Kind::change("问题与措施条数不一", "S", Info, |model, random| {
            let pairs = [
                (
                    "存在的主要问题：一是解读形式单一；二是更新不够及时；三是人员变动较大。",
                    "改进措施：一是增加图解和视频；二是按周检查栏目。",
                ),
                (
                    "主要问题有两个：一是公开内容不够全面；二是答复不够规范。",
                    "下一步：一是对照目录补齐内容；二是编印答复样本；三是建设查阅场所；四是聘请监督员。",
                ),
            ];
            let (problems, measures) = random.pick(&pairs)?;
            model.paragraph(Tag::Problems)?.text = (*problems).to_owned();
            model.paragraph(Tag::Measures)?.text = (*measures).to_owned();
            Some(vec![Where::Section(5)])
        })
        .codes(&["S20"]),
        Kind::change("“六”没有说明信息处理费", "S", Warning, |model, random| {
            if model.edition != Edition::E2021 || model.prose().matches("处理费").count() > 1 {
                return None;
            }
            let texts = ["无其他需要报告的事项。", "无。", "本机关没有其他需要说明的情况。", "暂无其他事项需要报告。"];
            model.paragraph(Tag::Others)?.text = (*random.pick(&texts)?).to_owned();
            Some(vec![Where::Section(6)])
        })
        .codes(&["S21"]),
        Kind::change("“六”为空", "S", Info, |model, _| {
            model.section(6)?.paragraphs.clear();
            model.signature.clear();
            // One with unpaid fees has more to say there; that would be another fault.
            (!model.name.starts_with("开发区")).then_some(vec![Where::Section(6)])
        })
        .codes(&["S22", "S21", "S09"]),
        Kind::change("统计表用了图片", "S", Warning, |model, random| {
            let number = random.between(2, 4) as usize;
            let section = model.section(number)?;
            section.sheets.clear();
            section.paragraphs.push(Paragraph { tag: Tag::Note3, text: "数据见下图：".into() });
            section.paragraphs.push(Paragraph { tag: Tag::Note3, text: "![统计表](images/table.png)".into() });
            Some(vec![Where::Section(number)])
        })
        .codes(&["S31", "S12"])
        .only(&[Layout::Markdown]),
        Kind::change("统一格式以外的表格", "S", Info, |model, _| {
            let sheet = Sheet::other(&[
                &["栏目名称", "公开条数", "占比"],
                &["政策文件", "120", "60%"],
                &["工作动态", "80", "40%"],
            ]);
            model.section(1)?.sheets.push(sheet);
            Some(vec![Where::Section(1)])
        })
        .codes(&["S14"])
        .only(Layout::GRID),
        Kind::change("各部分标题级别不一", "S", Info, |model, random| {
            model.section(random.between(2, 6) as usize)?.level = 3;
            Some(vec![Where::Anywhere])
        })
        .codes(&["S29"])
        .only(&[Layout::Markdown]),
    ];
    kinds.push(
        Kind::change("一级标题文字有误", "S", Info, |model, random| {
            let headings = [
                (3, "三、⟦收到的处理→收到和处理⟧政府信息公开申请情况"),
                (1, "一、总体⟦概述→情况⟧"),
                (5, "五、⟦当前存在的主要问题及下一步改进措施→存在的主要问题及改进情况⟧"),
                (4, "四、政府信息公开行政复议⟦和→、⟧行政诉讼情况"),
                (2, "二、⟦行政机关主动→主动⟧公开政府信息情况"),
                (6, "六、⟦需要报告的其他→其他需要报告的⟧事项"),
                (4, "四、⟦因政府信息公开工作被申请行政复议、提起行政诉讼→政府信息公开行政复议、行政诉讼⟧情况"),
                (5, "五、存在的⟦主要问题及改进措施→主要问题及改进情况⟧"),
                (3, "三、收到和处理政府信息⟦申请公开→公开申请⟧情况"),
            ];
            let (number, text) = *random.pick(&headings)?;
            let text = fitting(&[text], model, random)?;
            model.section(number)?.heading = Some(text);
            Some(vec![Where::Marked, Where::Section(number)])
        })
        .codes(&["S06", "S03"]),
    );
    kinds.extend([
        Kind::change("（一）（二）半角全角混用", "S", Info, |model, random| {
            let tag = *random.pick(&[Tag::Management, Tag::Platform, Tag::Supervision])?;
            let text = &mut model.paragraph(tag)?.text;
            let (ordinal, rest) = text.strip_prefix('（')?.split_once('）')?;
            *text = format!("{OPEN}({ordinal}){CLOSE}{rest}");
            Some(vec![Where::Marked])
        })
        .codes(&["S23", "W-17"])
        .only(Layout::PARAGRAPHS),
        Kind::sentence("序号跳号或重号", "S", Warning, Put::Paragraph(Tag::Supervision), &[
            "此外还做了三项工作：一是修订指南；二是清理栏目；⟦四是→三是⟧编印手册。",
            "此外还做了三项工作：一是修订指南；⟦一是→二是⟧清理栏目；⟦三是→三是⟧编印手册。",
            "另外，1.修订指南2处；2.清理栏目3个；⟦2.→3.⟧编印手册60册。",
            "同时，第一，修订公开指南；第二，清理过期栏目；⟦第四→第三⟧，编印操作手册。",
        ]),
        Kind::change("小标题跳号", "S", Warning, |model, _| {
            for tag in [Tag::Management, Tag::Platform] {
                let text = model.paragraph(tag)?.text.clone();
                for (right, wrong) in [("（三）", "（四）"), ("（四）", "（六）"), ("3.", "4."), ("4.", "6.")] {
                    if let (Some(rest), true) = (text.strip_prefix(right), tag == Tag::Management) {
                        model.paragraph(tag)?.text = format!("{OPEN}{wrong}{CLOSE}{rest}");
                        return Some(vec![Where::Marked]);
                    }
                }
            }
            None
        })
        .codes(&["S24"]),
        Kind::sentence("序号后的标点不当", "S", Info, Put::Paragraph(Tag::Supervision), &[
            "⟦1、→1.⟧明确专人负责。",
            "⟦（一）、→（一）⟧明确专人负责。",
            "⟦第一、→第一，⟧明确专人负责；第二，修订制度。",
        ])
        .uncontrolled(),
        Kind::sentence("前言所列部分不全", "S", Warning, Put::Instead(Tag::Preface), &[
            "本报告⟦由六部分组成：总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，存在的主要问题及改进情况，其他需要报告的事项→由六部分组成⟧。数据统计期限为{Y}年1月1日至12月31日。",
            "全文⟦包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议情况、存在的主要问题及改进情况等五个部分→包括六个部分⟧。",
            "本报告内容⟦包括总体情况、主动公开政府信息情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分→包括六个部分⟧，统计期限为{Y}年1月1日至12月31日。",
        ]),
        Kind::sentence("落款与标题不是同一机关", "S", Warning, Put::Paragraph(Tag::Signature), &[
            "⟦高新区商务局→高新区商务局⟧",
        ])
        .uncontrolled()
        .when(|model| model.signature.is_empty()),
        Kind::change("“五”的两段都空泛", "W", Info, |model, _| {
            model.paragraph(Tag::Problems)?.text =
                "思想认识有待进一步加强，公开内容有待进一步丰富，公开渠道有待进一步拓展，人员素质有待进一步提高。".into();
            model.paragraph(Tag::Measures)?.text =
                "下一步，将进一步提高认识，进一步健全制度，进一步强化责任，进一步完善机制，进一步加强监督。".into();
            Some(vec![Where::Section(5)])
        })
        .codes(&["W-30", "W-35"]),
    ]);
    kinds
}
