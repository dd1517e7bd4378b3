//! Archives, and whatever else a file may be: nothing is said of its kind. What is in an archive is read, too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao_fuzz::run;

fuzz_target!(|data: &[u8]| run(data, None));
