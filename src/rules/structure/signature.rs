//! S30: the signature.

use crate::check::{Finding, Severity};
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
