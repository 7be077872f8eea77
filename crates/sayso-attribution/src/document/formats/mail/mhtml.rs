//! MHTML: a saved page and its pictures as the parts of a message.

use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::part;
use crate::document::compose;
use crate::document::formats::container::Input;
use crate::document::link;
use crate::document::model::Meta;
use crate::document::part::Parts;
use crate::document::refusal::Refusal;
use crate::text::clean_words;

/// Reads the page. The date of the message is when it was saved, and says nothing of the article.
pub(super) fn read(input: &Input, parts: &mut Parts) -> Result<(), Refusal> {
    let damaged = |why: &str| Refusal::Damaged { what: "a saved page (MHTML)", why: why.to_owned() };
    let message = MessageParser::default().parse(input.bytes).ok_or_else(|| damaged("it has no headers"))?;
    let page = root(&message).ok_or_else(|| damaged("it holds no HTML"))?;
    let mut document = compose::of_page(&part::decoded(&message, page), Meta::default());
    let meta = &mut document.meta;
    meta.url = address(&message, page).or(meta.url.take());
    if meta.title.is_empty() {
        meta.title = message.subject().map(clean_words).unwrap_or_default();
    }
    parts.add_whole(document);
    Ok(())
}

/// The part with the page: the one that the message says is its start, else the first of HTML.
fn root<'m>(message: &'m Message<'m>) -> Option<&'m MessagePart<'m>> {
    let start = message.content_type().and_then(|kind| kind.attribute("start")).map(|id| id.trim_matches(['<', '>']));
    let is_html = |part: &&MessagePart| matches!(part.body, PartType::Html(_));
    let is_start = |part: &&MessagePart| part.content_id().is_some_and(|id| Some(id.trim_matches(['<', '>'])) == start);
    message.parts.iter().filter(is_html).find(is_start).or_else(|| message.parts.iter().find(is_html))
}

fn address(message: &Message, page: &MessagePart) -> Option<String> {
    let saved_from = message.header("Snapshot-Content-Location").and_then(HeaderValue::as_text);
    saved_from.or(page.content_location()).and_then(link::web)
}
