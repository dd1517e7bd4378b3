//! How alike two short texts are.

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
    let mut row = vec![0usize; right.len() + 1];
    for &a in left {
        let mut diagonal = 0;
        for (column, &b) in right.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = if a == b { diagonal + 1 } else { above.max(row[column]) };
            diagonal = above;
        }
    }
    row[right.len()]
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
}
