//! Typed cases, as JSON.

use std::io::{self, Write};

use kurabe_eval::CaseReport;

use super::{Layout, write_lines, write_whole};

/// Writes a report; as lines, one case that does not hold each.
pub fn cases(out: &mut dyn Write, layout: Layout, report: &CaseReport) -> io::Result<()> {
    match layout {
        Layout::Lines => write_lines(out, &report.misses),
        Layout::Whole => write_whole(out, report),
    }
}
