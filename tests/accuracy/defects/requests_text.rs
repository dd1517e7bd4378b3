//! What the text says of requests against 表三.

use super::{Kind, Put, Where, fitting};
use crate::model::{Model, Tag};
use nianbao::check::Severity::{Error, Info, Warning};

const HERE: Put = Put::Instead(Tag::Requests);

fn has_requests(model: &Model) -> bool {
    model.cell("1", "total").is_some_and(|cell| model.count(cell) > 0)
}

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::sentence("正文新收数与表三不符", "X", Error, HERE, &[
            "（二）依申请公开。全年收到政府信息公开申请{!1.total}件。",
            "依申请公开方面，{Y}年共受理政府信息公开申请{!1.total}件，均按照条例规定的程序办理。",
            "{Y}年新收政府信息公开申请{!1.total:comma}件，上年结转{~2.total}件，均登记在册。",
            "本年度接收公民、法人和其他组织提出的政府信息公开申请{!1.total}宗，较好满足了群众需求。",
            "全年政府信息公开申请收件{!1.total}件。",
            "本年共收到依申请公开{!1.total:han}件，均在法定期限内处理。",
            "{Y}年度，共收办政府信息公开申请{!1.total:wide}件，上年结转{~2.total}件另计。",
            "通过信函、网络、当面等渠道提出的申请共{!1.total}件，全部登记并编号。",
            "共接到政府信息公开申请件{!1.total}份，没有遗漏。",
        ])
        .or_cell("1", "total"),
        Kind::sentence("正文上年结转数与表三不符", "X", Error, HERE, &[
            "全年收到政府信息公开申请{~1.total}件，上年结转{!2.total}件。",
            "（二）依申请公开。收到申请{~1.total}件，上一年度结转申请{!2.total}件，均已依法办理。",
            "新收申请{~1.total}件，另有{Y-1}年结转的{!2.total}件。",
            "全年应办理政府信息公开申请{~1.total+2.total}件，含上年度结转{!2.total}件。",
            "受理政府信息公开申请{~1.total}件，结转上年未办结申请{!2.total}件。",
            "收到申请{~1.total}件，从上年度结转而来的申请{!2.total:han}件。",
        ])
        .or_cell("2", "total"),
        Kind::sentence("正文办结数与表三不符", "X", Warning, HERE, &[
            "收到政府信息公开申请{~1.total}件，办结{!3.7.total}件。",
            "（二）依申请公开。全年受理申请{~1.total}件，已答复{!3.7.total}件。",
            "新收政府信息公开申请{~1.total}件，年内办理完毕{!3.7.total}件，其余正在办理。",
            "收到政府信息公开申请{~1.total}件，依法按时作出答复{!3.7.total}件，未发生超期答复。",
            "全年收到申请{~1.total}件，本年度办结政府信息公开申请{!3.7.total:comma}件。",
            "收到申请{~1.total}件。截至{Y}年12月31日，{!3.7.total}件申请已经办结。",
        ])
        .when(has_requests)
        .or_cell("3.7", "total"),
        Kind::sentence("正文结转下年数与表三不符", "X", Error, HERE, &[
            "收到政府信息公开申请{~1.total}件，结转下年度继续办理{!4.total}件。",
            "（二）依申请公开。受理申请{~1.total}件，转至下一年度办理的{!4.total}件。",
            "新收申请{~1.total}件，{!4.total}件结转到{Y+1}年办理。",
            "收到政府信息公开申请{~1.total}件，顺延到下年度办理{!4.total}件。",
            "收到申请{~1.total}件，年末尚未办结、结转下年的申请{!4.total}件。",
            "收到申请{~1.total}件，其中结转至{Y+1}年度继续办理{!4.total:han}件。",
        ])
        .when(has_requests)
        .or_cell("4", "total"),
        Kind::sentence("正文予以公开数与表三不符", "X", Warning, HERE, &[
            "收到政府信息公开申请{~1.total}件，办结{~3.7.total}件，其中予以公开{!3.1.total}件。",
            "全年办结申请{~3.7.total}件，同意公开{!3.1.total}件。",
            "共办理申请{~3.7.total}件：予以公开的{!3.1.total}件，其余按规定作出其他答复。",
            "办结政府信息公开申请{~3.7.total}件，答复“予以公开”{!3.1.total}件。",
        ])
        .when(has_requests)
        .or_cell("3.1", "total"),
        Kind::sentence("正文部分公开数与表三不符", "X", Warning, HERE, &[
            "办结申请{~3.7.total}件，其中予以公开{~3.1.total}件，部分公开{!3.2.total}件。",
            "答复的申请中，予以部分公开的{!3.2.total}件。",
            "办结政府信息公开申请{~3.7.total}件，作出部分公开决定{!3.2.total}件。",
        ])
        .when(has_requests)
        .or_cell("3.2", "total"),
        Kind::sentence("正文不予公开数与表三不符", "X", Warning, HERE, &[
            "办结申请{~3.7.total}件，其中予以公开{~3.1.total}件，不予公开{!3.3.*.total}件。",
            "收到申请{~1.total}件，依法不予公开的{!3.3.*.total}件。",
            "办结政府信息公开申请{~3.7.total}件，答复不予公开{!3.3.*.total}件。",
        ])
        .when(has_requests),
        Kind::sentence("正文无法提供数与表三不符", "X", Warning, HERE, &[
            "办结申请{~3.7.total}件，其中予以公开{~3.1.total}件，无法提供{!3.4.*.total}件。",
            "办结政府信息公开申请{~3.7.total}件，因信息不存在等原因无法提供的{!3.4.*.total}件。",
            "办结政府信息公开申请{~3.7.total}件，无法提供{!3.4.*.total:han}件。",
        ])
        .when(has_requests),
        Kind::sentence("正文不予处理数与表三不符", "X", Warning, HERE, &[
            "办结申请{~3.7.total}件，其中予以公开{~3.1.total}件，不予处理{!3.5.*.total}件。",
            "办结政府信息公开申请{~3.7.total}件，不予处理的申请{!3.5.*.total}件。",
        ])
        .when(has_requests),
        Kind::sentence("正文其他处理数与表三不符", "X", Warning, HERE, &[
            "办结申请{~3.7.total}件，其中予以公开{~3.1.total}件，其他处理{!3.6.*.total}件。",
            "办结政府信息公开申请{~3.7.total}件，作其他处理的{!3.6.*.total}件。",
        ])
        .when(has_requests),
        Kind::sentence("正文称没有申请而表三有", "X", Error, HERE, &[
            "（二）依申请公开。{Y}年⟦未收到政府信息公开申请→依法办理政府信息公开申请⟧。",
            "依申请公开情况：全年⟦没有收到公民、法人和其他组织提出的公开申请→依法办理公民、法人和其他组织提出的公开申请⟧。",
            "本年度⟦政府信息公开申请为0件→政府信息公开申请均按期办理⟧。",
            "全年⟦无依申请公开事项→依申请公开事项均按期办理⟧。",
            "{Y}年⟦未发生依申请公开政府信息的情况→依申请公开政府信息的渠道保持畅通⟧。",
            "⟦没有接到过群众的政府信息公开申请→接到的政府信息公开申请均已登记⟧。",
            "本年度受理⟦依申请公开0件→依申请公开均按期办理⟧。",
        ])
        .when(has_requests)
        .or_cell("1", "total"),
        Kind::sentence("正文称有申请而表三为0", "X", Error, HERE, &[
            "2.依申请公开情况：全年收到政府信息公开申请{!1.total}件，均已答复。",
            "2.依申请公开情况：受理申请{!1.total}件。",
            "{Y}年共接收政府信息公开申请{!1.total}件。",
        ])
        .uncontrolled()
        .when(|model| !has_requests(model))
        .or_cell("1", "total"),
        Kind::sentence("正文称无结转而表三有", "X", Error, HERE, &[
            "收到政府信息公开申请{1.total}件，均已办结，⟦无结转下年度的申请→余<4.total>件结转下年度⟧。",
            "收到政府信息公开申请{1.total}件，⟦没有结转到下一年度继续办理的申请→其中部分结转到下一年度继续办理⟧。",
        ])
        .when(|model| model.cell("4", "total").is_some_and(|cell| model.count(cell) > 0))
        .or_cell("4", "total"),
        Kind::sentence("正文称全部办结而表三有结转", "X", Warning, HERE, &[
            "收到政府信息公开申请{1.total}件，⟦全部办理完毕→依法办理⟧。",
            "受理政府信息公开申请{1.total}件，⟦均已办结→依法办理⟧。",
        ])
        .when(|model| model.cell("4", "total").is_some_and(|cell| model.count(cell) > 0))
        .or_cell("4", "total"),
        Kind::change("表三有申请而正文没有提", "X", Info, |model, random| {
            if !has_requests(model) {
                return None;
            }
            model.remove(Tag::Requests);
            let text = fitting(&["群众来信来电咨询均有回音。", "认真做好群众来访接待工作。"], model, random)?;
            model.insert(Tag::Active, text)?;
            (!model.overview().contains("申请")).then_some(vec![Where::Section(1), Where::Row(nianbao::standard::Row::NEW)])
        })
        .codes(&["X-07", "S15"]),
        Kind::sentence("正文自然人、法人件数与表三不符", "X", Warning, HERE, &[
            "收到政府信息公开申请{~1.total}件，其中自然人申请{!1.natural_person}件。",
            "收到政府信息公开申请{~1.total}件，由法人或其他组织提出的{!1.bodies}件。",
            "新收申请{~1.total}件，自然人提出{!1.natural_person}件、法人或其他组织提出{~1.bodies}件。",
            "收到申请{~1.total}件，其中商业企业申请{!1.business}件。",
        ])
        .when(has_requests),
        Kind::sentence("称申请人都是自然人而表三有法人", "X", Warning, HERE, &[
            "收到政府信息公开申请{1.total}件，⟦申请人均为自然人→申请人有自然人也有法人⟧。",
            "全年收到政府信息公开申请{1.total}件，⟦全部由自然人提出→均已登记⟧。",
            "收到申请{1.total}件，⟦申请主体都是自然人→申请主体包括自然人和企业⟧。",
        ])
        .when(|model| {
            let count = |column| model.cell("1", column).map_or(0, |cell| model.count(cell));
            count("total") > count("natural_person")
        }),
        Kind::sentence("称答复率100%而有结转", "X", Info, HERE, &[
            "收到政府信息公开申请{1.total}件，⟦办结率100%→依法办理⟧。",
            "收到政府信息公开申请{1.total}件，办结{3.7.total}件，⟦办结率达100%→依法办理⟧。",
            "全年收到政府信息公开申请{1.total}件，⟦答复率为100%→依法答复⟧，结转下年度{4.total}件。",
            "全年收到政府信息公开申请{1.total}件，⟦所有申请均已办理完毕→依法办理⟧。",
        ])
        .when(|model| model.cell("4", "total").is_some_and(|cell| model.count(cell) > 0)),
    ]
}
