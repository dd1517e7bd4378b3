//! How alike two short texts are.

use std::ops::Range;

/// The share of characters that two texts have in common in the same order: twice the longest common subsequence over
/// the sum of both lengths; 1.0 for equal texts, 0.0 for texts without a common character.
pub fn likeness(left: &[char], right: &[char]) -> f32 {
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    2.0 * common_subsequence(left, right) as f32 / (left.len() + right.len()) as f32
}

/// Length of the longest common subsequence. Cost: product of the lengths, so both are cut at 200 characters.
pub fn common_subsequence(left: &[char], right: &[char]) -> usize {
    let (left, right) = (&left[..left.len().min(200)], &right[..right.len().min(200)]);
    // What both begin and end with is common to them; of labels that is most or all.
    let head = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[head..], &right[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    if left.is_empty() || right.is_empty() {
        return head + tail;
    }
    let mut row = vec![0usize; right.len() + 1];
    for &a in left {
        let mut diagonal = 0;
        for (column, &b) in right.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = if a == b { diagonal + 1 } else { above.max(row[column]) };
            diagonal = above;
        }
    }
    head + row[right.len()] + tail
}

/// What to change in `from` to get `to`, when it is one stretch: the two stretches that differ.
/// `None` when the texts are equal.
pub fn difference<'a>(from: &'a [char], to: &'a [char]) -> Option<(&'a [char], &'a [char])> {
    if from == to {
        return None;
    }
    let head = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let tail = from[head..].iter().rev().zip(to[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    Some((&from[head..from.len() - tail], &to[head..to.len() - tail]))
}

/// A stretch of two texts side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its characters in the left text.
    pub left: Range<usize>,
    /// Its characters in the right text.
    pub right: Range<usize>,
    /// Whether they are the same.
    pub same: bool,
}

/// Two texts, as characters or as longer pieces, cut into stretches that are the same and stretches that differ, by turns.
/// A lone character between two that differ counts with them.
pub fn stretches<T: Eq + std::hash::Hash + Ord>(left: &[T], right: &[T]) -> Vec<Stretch> {
    let mut found = Vec::new();
    for operation in similar::capture_diff_slices(similar::Algorithm::Myers, left, right) {
        let (tag, left, right) = operation.as_tag_tuple();
        push(&mut found, left.end, right.end, tag == similar::DiffTag::Equal);
    }
    join(found)
}

/// Adds the stretch from where the last one ends to these ends.
fn push(found: &mut Vec<Stretch>, left: usize, right: usize, same: bool) {
    let (from_left, from_right) = found.last().map_or((0, 0), |last| (last.left.end, last.right.end));
    match found.last_mut() {
        Some(last) if last.same == same => (last.left.end, last.right.end) = (left, right),
        _ => found.push(Stretch { left: from_left..left, right: from_right..right, same }),
    }
}

/// Joins lone same characters with what differs on both sides of them.
fn join(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let last = stretches.len().saturating_sub(1);
    let mut joined: Vec<Stretch> = Vec::new();
    for (at, stretch) in stretches.into_iter().enumerate() {
        let is_lone = stretch.same && stretch.left.len() < 2 && at > 0 && at < last;
        push(&mut joined, stretch.left.end, stretch.right.end, stretch.same && !is_lone);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn likeness_of_headings() {
        let official = chars("收到和处理政府信息公开申请情况");
        assert_eq!(likeness(&official, &official), 1.0);
        assert!(likeness(&chars("收到的处理政府信息公开申请情况"), &official) > 0.9);
        assert!(likeness(&chars("总体情况"), &official) < 0.5);
        assert_eq!(likeness(&[], &official), 0.0);
    }

    #[test]
    fn the_stretch_that_differs() {
        let (from, to) = (chars("收到的处理"), chars("收到和处理"));
        assert_eq!(difference(&from, &to), Some((&['的'][..], &['和'][..])));
        assert_eq!(difference(&chars("科研企业"), &chars("科研机构")).map(|(a, b)| (a.len(), b.len())), Some((2, 2)));
        assert_eq!(difference(&from, &from), None);
    }

    #[test]
    fn what_differs_is_cut_out() {
        let cut = |left: &str, right: &str| -> String {
            let (left, right) = (chars(left), chars(right));
            let text = |of: &[char], range: &Range<usize>| of[range.clone()].iter().collect::<String>();
            let show = |stretch: &Stretch| match stretch.same {
                true => text(&left, &stretch.left),
                false => format!("[{}|{}]", text(&left, &stretch.left), text(&right, &stretch.right)),
            };
            stretches(&left, &right).iter().map(show).collect()
        };
        assert_eq!(cut("办结15件，公开3件", "办结12件，公开13件"), "办结1[5|2]件，公开[|1]3件");
        assert_eq!(cut("我镇的网站", "我镇各窗口"), "我镇[的网站|各窗口]");
        // One common character alone does not part what differs.
        assert_eq!(cut("甲乙的丙丁", "戊己的庚辛"), "[甲乙的丙丁|戊己的庚辛]");
        assert_eq!(cut("相同", "相同"), "相同");
        assert_eq!(cut("", "多"), "[|多]");
        assert_eq!(cut("", ""), "");
        let (long, other) = (vec!['甲'; 900], vec!['乙'; 900]);
        assert_eq!(stretches(&long, &other), [Stretch { left: 0..900, right: 0..900, same: false }]);
    }
}
