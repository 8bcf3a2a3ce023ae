//! The invitations of many customers as one file for the mail merge of a mail program.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::letter::Letter;
use crate::outside::Speech;
use crate::results::inert;

/// The names of the columns, stable in every language: a template refers to them.
const COLUMNS: [&str; 6] = ["domain", "name", "tenant_id", "link", "subject", "message"];

/// Writes a line for each letter, with the customer's own name where it has one.
pub(crate) fn write_mailing(
    out: &mut (dyn Write + Send),
    letters: &[(Letter, Option<String>)],
    speech: &dyn Speech,
) -> io::Result<()> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS)?;
    for (letter, name) in letters {
        let fields = [
            letter.domain.clone(),
            name.clone().unwrap_or_default(),
            letter.tenant.id().to_string(),
            letter.link.to_string(),
            letter.subject(speech),
            letter.message(speech),
        ];
        csv.write_record(fields.iter().map(|field| inert(field).into_owned()))?;
    }
    csv.flush()
}
