//! Text, Markdown and comma-separated values; the first byte says as what and in which encoding they are read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::{Encoding, Kind};
use nianbao_fuzz::run_with;

fuzz_target!(|data: &[u8]| {
    let Some((&how, bytes)) = data.split_first() else { return };
    let kind = [None, Some(Kind::Text), Some(Kind::Csv)][usize::from(how % 3)];
    let encoding = [None, Some(Encoding::Gb18030), Some(Encoding::Big5)][usize::from(how / 3 % 3)];
    run_with(bytes, kind, encoding);
});
