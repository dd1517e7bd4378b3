//! S30, S30a: the signature.

use crate::check::{Finding, Place, Severity};
use crate::rules::{PRACTICE, Rule};
use crate::text::fold;
use crate::text::similar::likeness;

/// The organ that signs is the organ of the title.
pub static ORGAN: Rule = Rule {
    id: "signature-organ",
    code: "S30",
    title: "落款与标题不符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "有落款时，落款的机关名称是否与标题一致。",
    why: "不一致往往是套用了其他单位的文稿。",
    how: "核对后改为同一名称。",
    right: examples!["末尾：白石镇人民政府\n末尾：2024年1月20日", "末尾：平安县白石镇人民政府\n末尾：2024年1月20日"],
    wrong: examples!["末尾：青山镇人民政府\n末尾：2024年1月20日"],
    by_default: true,
    check: |context, findings| {
        let (Some(title), Some(span)) =
            (context.report.organ(), context.report.outline.signature.as_ref().and_then(|signature| signature.organ))
        else {
            return;
        };
        let signed = fold(context.quote(span));
        if is_same(&signed, title) {
            return;
        }
        findings.push(
            Finding::new(&ORGAN, format!("落款“{}”与标题中的“{title}”不一致，请核对。", context.quote(span)))
                .at(context.span(span)),
        );
    },
};

/// There is one.
pub static MISSING: Rule = Rule {
    id: "signature-missing",
    code: "S30a",
    title: "没有落款",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "全文末尾有没有落款（机关名称和日期）。默认不查：网页上公布的报告常常不带落款。",
    why: "报送的纸质稿、电子稿一般应有落款。",
    how: "在文末写明机关名称和成文日期。",
    right: examples!["末尾：白石镇人民政府\n末尾：2024年1月20日"],
    wrong: examples!["六：2023年未收取信息处理费。"],
    by_default: false,
    check: |context, findings| {
        let signature = context.report.outline.signature.as_ref();
        let signed = signature.is_some_and(|signature| signature.organ.is_some() || signature.date.is_some());
        // In a copy that holds no section a signature is not what is missing.
        if !signed && context.report.outline.sections.iter().any(Option::is_some) {
            findings.push(Finding::new(&MISSING, "文末没有落款（机关名称和日期）。").at(Place::default()));
        }
    },
};

/// Whether two names are of one organ: one may be shorter (省去地名、人民政府), but must not name another.
fn is_same(signed: &str, title: &str) -> bool {
    let (short, long) = if signed.chars().count() < title.chars().count() { (signed, title) } else { (title, signed) };
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let common = crate::text::similar::common_subsequence(&short, &long);
    let same_ending = short.iter().rev().zip(long.iter().rev()).take(2).all(|(left, right)| left == right);
    same_ending && (common == short.len() || likeness(&short, &long) >= 0.85 && short.len() > 12)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn organ() {
        let of = |organ: &str| Sample::filled(E2021).after(&[organ, "2024年1月20日"]).messages("signature-organ").len();
        assert_eq!(of("白石镇人民政府"), 0);
        assert_eq!(of("平安县白石镇人民政府"), 0);
        assert_eq!(of("青山镇人民政府"), 1);
        assert_eq!(of("白石镇人大办公室"), 1);
    }
}
