//! HTML, as files and as the clipboard has it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::Kind;
use nianbao_fuzz::run;

fuzz_target!(|data: &[u8]| run(data, Some(Kind::Html)));
