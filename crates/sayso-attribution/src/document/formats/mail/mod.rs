//! Mail: single messages, mailboxes in mbox format, and the messages attached to others.

mod footer;
mod mbox;
mod message;
mod mhtml;
mod part;
mod plain_body;
mod sniff;

use super::container::Container;

/// One message, as mail programs save it.
pub(in crate::document) const MESSAGE: Container = Container {
    name: "a mail",
    endings: &["eml"],
    shared_endings: &[],
    is_large: false,
    media_type: "message/rfc822",
    sniff: sniff::is_message,
    read: |input, parts| {
        message::read(input.bytes, message::MessagePlace::Whole, parts);
        Ok(())
    },
};

/// A page that a browser saved with all that it needs, as a message.
pub(in crate::document) const MHTML: Container = Container {
    name: "a saved page (MHTML)",
    endings: &["mhtml", "mht"],
    shared_endings: &[],
    is_large: false,
    media_type: "multipart/related",
    sniff: sniff::is_mhtml,
    read: mhtml::read,
};

/// Many messages, one behind the other.
pub(in crate::document) const MBOX: Container = Container {
    name: "a mailbox",
    endings: &["mbox", "mbx"],
    shared_endings: &[],
    is_large: true,
    media_type: "application/mbox",
    sniff: sniff::is_mbox,
    read: |input, parts| {
        for message in mbox::messages(input.bytes) {
            message::read(&message, message::MessagePlace::Inside, parts);
        }
        Ok(())
    },
};
