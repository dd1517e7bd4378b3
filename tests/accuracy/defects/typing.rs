//! Wrong and missing characters, wrong words.

use super::{Kind, Put};
use crate::layouts::Layout;
use crate::model::Tag;
use nianbao::check::Severity::{Error, Info, Warning};

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::sentence("驾起桥梁", "W", Error, Put::Deeds, &[
            "⟦驾→架⟧起了政府与群众沟通的桥梁。",
            "通过公开，⟦驾→架⟧起政民互动的桥梁。",
            "⟦驾→架⟧起街道与居民联系的桥梁。",
        ]),
        Kind::sentence("常见错别字", "W", Error, Put::Deeds, &[
            "按照统一⟦按排→安排⟧更新栏目。",
            "认真落实上级⟦布署→部署⟧。",
            "⟦既使→即使⟧是小事，也要公开透明。",
            "个别⟦部份→部分⟧内容更新较慢。",
            "相关制度⟦以经→已经⟧建立。",
            "⟦在次→再次⟧核对公开目录。",
            "处于机构改革⟦过度期→过渡期⟧。",
            "召开群众⟦坐谈会→座谈会⟧2次。",
            "公开专项资金⟦帐目→账目⟧。",
            "公布⟦通迅→通讯⟧地址。",
            "及时收集群众⟦反溃→反馈⟧意见。",
            "公开工作⟦再接再励→再接再厉⟧。",
        ]),
        Kind::sentence("容易混用的字词", "W", Info, Put::Deeds, &[
            "做好教育、医疗和⟦其它→其他⟧领域的公开。",
            "把公开⟦做为→作为⟧日常工作。",
            "与网站运维单位⟦签定→签订⟧协议。",
        ]),
        Kind::sentence("严重错字", "W", Error, Put::Deeds, &[
            "让权力在⟦阳关→阳光⟧下运行。",
            "推行⟦阳关政务→阳光政务⟧。",
            "公开⟦攻府→政府⟧采购信息。",
            "依据《中华人民⟦共合国→共和国⟧政府信息公开条例》办理。",
            "执行《⟦中共人民共和国→中华人民共和国⟧政府信息公开条例》。",
            "接受县⟦人民政俯→人民政府⟧考核。",
        ]),
        Kind::sentence("截止与截至", "W", Warning, Put::Deeds, &[
            "⟦截止→截至⟧{Y}年12月31日，公开指南已更新。",
            "⟦截止到→截至⟧{Y}年底，栏目全部更新。",
            "⟦截止→截至⟧12月底，共检查4次。",
            "⟦截止→截至⟧年底，清理栏目3个。",
        ]),
        Kind::sentence("国家机密", "W", Warning, Put::After(Tag::Management), &[
            "凡涉及⟦国家机密→国家秘密⟧的信息一律不予公开。",
            "严防泄露⟦国家机密→国家秘密⟧。",
        ]),
        Kind::sentence("登陆与登录", "W", Error, Put::After(Tag::Platform), &[
            "群众可⟦登陆→登录⟧网站查询。",
            "⟦登陆→登录⟧政务服务平台即可提交申请。",
            "优化⟦登陆→登录⟧系统的步骤。",
        ]),
        Kind::sentence("权力与权利", "W", Error, Put::Deeds, &[
            "公布⟦权利清单→权力清单⟧。",
            "规范行政⟦权利运行→权力运行⟧。",
            "保障公民的知情⟦权力→权利⟧。",
            "维护申请人合法⟦权力→权利⟧。",
            "动态调整行政⟦权利事项→权力事项⟧。",
        ]),
        Kind::sentence("用词重复累赘", "W", Info, Put::Paragraph(Tag::Active), &[
            "全年⟦共发布公告共→共发布公告⟧18条。",
            "印发宣传册⟦约300余→300⟧份。",
            "满意率⟦超过95%以上→超过95%⟧。",
            "阅读量⟦大约1200次左右→1200次⟧。",
        ]),
        Kind::sentence("单位写法不当", "W", Info, Put::Paragraph(Tag::Platform), &[
            "接待群众查阅⟦12件次→12人次⟧。",
            "参加培训⟦36人/次→36人次⟧。",
            "清理信息⟦20件次→20条⟧。",
        ]),
        Kind::sentence("词语重复", "W", Warning, Put::Deeds, &[
            "拨付⟦资金资金→资金⟧信息均已公开。",
            "加强⟦政府信息政府信息→政府信息⟧管理。",
            "认真⟦落实落实→落实⟧各项要求。",
            "更新⟦公开指南公开指南→公开指南⟧。",
            "及时⟦回应回应→回应⟧群众关切。",
            "⟦各科室各科室→各科室⟧按月报送。",
        ]),
        Kind::sentence("单字重复", "W", Warning, Put::Deeds, &[
            "公开⟦的的→的⟧内容更加全面。",
            "更新⟦了了→了⟧公开指南。",
            "优化⟦门户网网站→门户网站⟧栏目。",
            "做好咨询⟦和和→和⟧答复工作。",
            "按照⟦要要求→要求⟧报送材料。",
            "在⟦在县→县⟧政府网站发布。",
        ]),
        Kind::sentence("标点重复", "W", Warning, Put::Deeds, &[
            "更新栏目12个⟦，，→，⟧检查4次。",
            "公开指南已更新⟦。。→。⟧",
            "修订指南⟦、、→、⟧目录各1份。",
        ])
        .only(Layout::PARAGRAPHS),
        Kind::sentence("机关名称掉字", "W", Warning, Put::Deeds, &[
            "由⟦人民政→人民政府⟧办公室审核。",
            "做好⟦政信息→政府信息⟧公开。",
            "加强政府⟦信公开→信息公开⟧。",
            "落实⟦街道事处→街道办事处⟧职责。",
            "由⟦事处→办事处⟧主任任组长。",
        ]),
        Kind::change("本机关名称写错", "W", Warning, |model, random| {
            let characters: Vec<char> = model.organ.chars().collect();
            let mut wrong = characters.clone();
            match random.below(2) {
                0 => drop(wrong.remove(random.between(1, characters.len() as i64 - 2) as usize)),
                _ => {
                    let at = random.between(1, characters.len() as i64 - 3) as usize;
                    wrong.insert(at, characters[at]);
                }
            }
            let wrong: String = wrong.into_iter().collect();
            let text = format!("{}高度重视公开工作，专题研究2次。", crate::model::marked(&wrong));
            model.insert(Tag::Supervision, text)?;
            Some(vec![super::Where::Marked])
        }),
        Kind::sentence("句首掉字", "W", Warning, Put::Deeds, &[
            "加强宣传，⟦极→积极⟧营造良好氛围。",
            "健全制度，⟦断→不断⟧完善公开目录。",
            "明确责任，⟦真→认真⟧落实各项要求。",
            "开展培训，⟦极→积极⟧推进公开工作。",
        ]),
        Kind::sentence("搭配不当", "W", Info, Put::Deeds, &[
            "⟦做到→形成⟧主要领导负总责、分管领导具体抓的工作格局。",
            "共收到市长信箱⟦投诉情况→投诉⟧2件。",
            "成立由办公室主任⟦为→任⟧组长的工作小组。",
            "⟦提高→加大⟧公开力度。",
            "⟦加大→提高⟧公开水平。",
        ]),
        Kind::sentence("形近字（识别错误）", "W", Info, Put::Deeds, &[
            "指南⟦己经→已经⟧更新。",
            "全年⟦末收到→未收到⟧投诉。",
            "政府信息⟦公幵→公开⟧目录已修订。",
            "财政⟦收人→收入⟧情况按月公布。",
        ]),
        Kind::sentence("过时或超前的提法", "W", Info, Put::Deeds, &[
            "推动经济社会⟦又好又快发展→高质量发展⟧。",
            "促进全县经济⟦又好又快发展→高质量发展⟧。",
        ]),
        Kind::sentence("数字含糊", "W", Info, Put::Paragraph(Tag::Active), &[
            "发放宣传册⟦约490→490⟧份。",
            "接待群众⟦300余→300⟧人次。",
            "张贴公告⟦60多→60⟧张。",
            "制作图解⟦近20→20⟧期。",
        ]),
        Kind::sentence("一句中重复用词", "W", Info, Put::After(Tag::Problems), &[
            "人员力量⟦不够→不足⟧，业务水平⟦不够→欠缺⟧，群众理解⟦不够→有限⟧。",
            "⟦进一步→继续⟧加强领导，⟦进一步→及时⟧健全制度，⟦进一步→切实⟧落实责任。",
        ]),
    ]
}
