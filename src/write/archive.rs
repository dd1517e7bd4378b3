//! Files of which each was made apart, as one zip.

use std::collections::HashSet;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A zip to be: its files are packed already, so it only holds them.
pub struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    names: HashSet<String>,
}

impl Default for Archive {
    fn default() -> Self {
        Archive { writer: ZipWriter::new(Cursor::new(Vec::new())), names: HashSet::new() }
    }
}

const FAILED: &str = "压缩包没有写成，请再试一次。";

impl Archive {
    /// Adds a file called `name` with that ending, or with a number where another is called so.
    ///
    /// # Errors
    /// A sentence, if there is no room for it.
    pub fn add(&mut self, name: &str, ending: &str, bytes: &[u8]) -> Result<(), String> {
        // No name of a file holds these.
        let name = name.replace(['\\', '/', ':', '*', '?', '"', '<', '>', '|'], "_");
        let mut own = format!("{name}.{ending}");
        for number in 2.. {
            if self.names.insert(own.clone()) {
                break;
            }
            own = format!("{name}（{number}）.{ending}");
        }
        // The same files give the same bytes: the moment is the oldest that zip knows.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        self.writer.start_file(own, options).map_err(|_| FAILED.to_owned())?;
        self.writer.write_all(bytes).map_err(|_| FAILED.to_owned())
    }

    /// The zip.
    ///
    /// # Errors
    /// A sentence, if there is no room for it.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        self.writer.finish().map(Cursor::into_inner).map_err(|_| FAILED.to_owned())
    }
}
