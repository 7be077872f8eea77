//! Furniture: what a web page puts around an article. A phrase here sets a line apart from the argument, so a
//! row must be one that no article prints as a line of its own. A missed line costs less than a lost paragraph.

use super::raw_block::RawBlock;
use super::words;
use crate::document::model::BlockKind;

/// How a phrase has to stand in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// The line is the phrase.
    Alone,
    /// The line, of at most [`LONGEST`] words, starts with it.
    First,
    /// The line is the phrase, which could also be a heading: only before the article's first paragraph and
    /// behind its last.
    AloneAtEnds,
}

use Stands::{Alone, AloneAtEnds, First};

/// A line of more words than this is nobody's button.
const LONGEST: usize = 16;

/// Phrases in small letters, straight apostrophes, without marks at the ends.
const PHRASES: &[(Stands, &[&str])] = &[
    (
        Alone,
        &[
            "share this",
            "share",
            "share via",
            "share it",
            "rate this",
            "print this page",
            "email this page",
            "advertisement",
            "advertisment",
            "sponsored content",
            "sponsored",
            "continue reading",
            "continue reading below",
            "article continues below",
            "story continues below",
            "article continues after advertisement",
            "story continues after advertisement",
            "skip to content",
            "skip to main content",
            "back to top",
            "copy link",
            "leave a comment",
            "leave a reply",
            "add a comment",
            "post a comment",
            "view comments",
            "show comments",
            "no comments",
            "related articles",
            "related stories",
            "related posts",
            "related content",
            "you may also like",
            "you might also like",
            "recommended for you",
            "most read",
            "most popular",
            "trending now",
            "poll conducted",
            "view results",
            "privacy policy",
            "terms of use",
            "terms of service",
            "cookie policy",
            "accept all cookies",
            "accept cookies",
            "manage cookies",
            "all rights reserved",
            "contact us",
            "about us",
            "follow us",
            "subscribe now",
            "log in",
            "sign in",
            "listen to this article",
            "more on this story",
            "get the newsletter",
            "next article",
            "previous article",
            "click to print",
            "send to a friend",
            "save for later",
        ],
    ),
    (
        First,
        &[
            "share this article",
            "share this story",
            "share this page",
            "share this post",
            "share on facebook",
            "share on twitter",
            "share on x",
            "share on linkedin",
            "share on whatsapp",
            "rate this article",
            "rate this story",
            "rate this post",
            "print this article",
            "print this story",
            "email this article",
            "email this story",
            "please follow and",
            "please follow us",
            "please share this",
            "please spread the word",
            "please like and share",
            "follow us on",
            "like us on",
            "join us on",
            "find us on",
            "enjoy this blog",
            "enjoyed this article",
            "enjoyed this post",
            "enjoyed this story",
            "did you enjoy this",
            "if you enjoyed this article",
            "like this article",
            "like what you read",
            "click here to subscribe",
            "click to share",
            "subscribe to our",
            "subscribe to the newsletter",
            "sign up for our",
            "sign up to our",
            "sign up for the newsletter",
            "get our newsletter",
            "download our app",
            "support our journalism",
            "this site uses cookies",
            "this website uses cookies",
            "we use cookies",
            "by continuing to use this",
            "read more:",
            "read also:",
            "see also:",
            "also read:",
            "filed under",
            "posted in",
            "tags:",
            "categories:",
            "tweet this",
            "pin it",
        ],
    ),
    (
        AloneAtEnds,
        &[
            "comments",
            "newsletter",
            "newsletters",
            "subscribe",
            "facebook",
            "twitter",
            "linkedin",
            "whatsapp",
            "telegram",
            "reddit",
            "pinterest",
            "instagram",
            "youtube",
            "tweet",
            "email",
            "e-mail",
            "print",
            "save",
            "bookmark",
            "listen",
            "loading",
            "close",
            "home",
            "menu",
            "search",
            "next",
            "previous",
            "poll",
            "vote",
            "register",
            "related",
            "trending",
            "see also",
            "read next",
            "search this site",
        ],
    ),
];

/// What a line of counts is made of, beside numbers: `(votes: 3, rating: 5)`, `12 shares`.
const COUNTED: &[&str] = &[
    "vote", "votes", "rating", "ratings", "rated", "average", "like", "likes", "share", "shares", "comment",
    "comments", "view", "views", "retweets", "stars", "star", "out", "of",
];

/// Sets the furniture among the pieces apart.
pub(in crate::document) fn mark(text: &str, pieces: &mut [RawBlock]) {
    let lines: Vec<String> = pieces.iter().map(|piece| short(piece.span.of(text))).collect();
    let prose = |piece: &RawBlock, line: &str| !is_always(line) && words::is_prose(piece.span.of(text));
    let first = pieces.iter().zip(&lines).position(|(p, l)| prose(p, l)).unwrap_or(0);
    let last = pieces.iter().zip(&lines).rposition(|(p, l)| prose(p, l)).unwrap_or(pieces.len());
    let mut after_end = false;
    for at in 0..pieces.len() {
        let at_ends = at < first || at > last;
        let found = is_always(&lines[at]) || (at_ends && is_at_ends(&lines[at]));
        // Behind the article and its first button there is nothing left but the page.
        after_end |= found && at > last;
        let furniture = found || (after_end && !words::is_prose(pieces[at].span.of(text)));
        if furniture && matches!(pieces[at].kind, None | Some(BlockKind::ListItem)) {
            pieces[at].kind = Some(BlockKind::Furniture);
        }
    }
    mark_polls(text, pieces);
}

/// A poll's answers: each line before a share such as `33 (31%)`, where there are two or more of them.
fn mark_polls(text: &str, pieces: &mut [RawBlock]) {
    let shares: Vec<usize> = (0..pieces.len()).filter(|&at| is_share(pieces[at].span.of(text))).collect();
    if shares.len() < 2 {
        return;
    }
    for at in shares {
        pieces[at].kind = Some(BlockKind::Furniture);
        let answer = at.checked_sub(1).map(|before| &mut pieces[before]);
        if let Some(answer) = answer.filter(|p| p.kind.is_none() && !words::has_stop(p.span.of(text))) {
            answer.kind = Some(BlockKind::Furniture);
        }
    }
}

/// The folded line; empty for one that is too long to be furniture.
fn short(line: &str) -> String {
    if line.len() > 200 || words::count(line) > LONGEST {
        return String::new();
    }
    words::folded(line)
}

/// Returns `true` for a folded line that is furniture wherever it stands.
pub(in crate::document) fn is_always(line: &str) -> bool {
    fits(line, Alone) || fits(line, First) || is_count(line) || is_follow(line) || is_copyright(line)
}

fn is_at_ends(line: &str) -> bool {
    fits(line, AloneAtEnds) || first_script(line).is_some_and(|words| fits(words, Alone) || fits(words, AloneAtEnds))
}

/// A button with a switch to another language behind it: `Print Читать на русском` gives `print`.
fn first_script(line: &str) -> Option<&str> {
    let (button, switch) = line.split_once(' ')?;
    let foreign = switch.contains(char::is_alphabetic) && !switch.contains(|c: char| c.is_ascii_alphabetic());
    foreign.then_some(button)
}

fn fits(line: &str, stands: Stands) -> bool {
    let rows = PHRASES.iter().filter(|(s, _)| *s == stands).flat_map(|(_, phrases)| phrases.iter());
    let whole = stands != First;
    let starts = |phrase: &str| line.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    rows.copied().any(|phrase| if whole { line == phrase } else { starts(phrase) })
}

/// Numbers and what they count, nothing else.
fn is_count(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    line.contains(|c: char| c.is_ascii_digit())
        && line.contains(char::is_alphabetic)
        && words.all(|w| number(w) || COUNTED.contains(&w))
}

/// `Copyright 2016 The Day`, `© 2016 The Day. All rights reserved`
fn is_copyright(line: &str) -> bool {
    let year = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    let marked = line.starts_with("copyright ") && line.split(|c: char| !c.is_alphanumeric()).any(year);
    marked || line.ends_with("all rights reserved")
}

/// `Follow Ann Lee on Twitter @annlee`
fn is_follow(line: &str) -> bool {
    line.starts_with("follow ") && (line.contains(" on twitter") || line.contains(" on facebook") || line.contains('@'))
}

/// `33 (31%)`, `31 %`: numbers and a percent sign.
fn is_share(line: &str) -> bool {
    let marks = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '(' | ')' | '%' | '.' | ',');
    line.len() <= 24 && line.contains('%') && line.contains(|c: char| c.is_ascii_digit()) && line.chars().all(marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::formats::plain;

    fn furniture(text: &str) -> Vec<&str> {
        let mut pieces = plain::pieces(text);
        mark(text, &mut pieces);
        pieces.iter().filter(|p| p.kind == Some(BlockKind::Furniture)).map(|p| p.span.of(text)).collect()
    }

    #[test]
    fn buttons_counts_polls_and_what_follows_them() {
        let text = "Home\nShare this story\n(votes: 12, rating: 4.5)\nA Headline\nThe council will meet again in the spring, the mayor told us.\nADVERTISEMENT\nShe would not say more than that before the next vote is held.\n12 comments\nWhat do you think?\nYes, of course\n12 (40%)\nNever\n18 (60%)\nFor teachers\n";
        let kept = "A Headline|The council will meet again in the spring, the mayor told us.|She would not say more than that before the next vote is held.";
        let want: Vec<&str> = text.lines().filter(|line| !kept.contains(line)).collect();
        assert_eq!(furniture(text), want);
    }

    #[test]
    fn an_article_about_furniture_is_none() {
        for line in [
            "Share prices fell by a tenth on Monday, and the bank said it would print money.",
            "Follow the money, she said.",
            "Twitter",
            "“Read more,” he told them.",
            "Rate cuts",
            "Related to that, he said, there were 12 votes of no confidence.",
        ] {
            let text = format!(
                "This is a paragraph of an article with a stop.\n\n{line}\n\nThis is a paragraph of an article with a stop."
            );
            assert_eq!(furniture(&text), Vec::<&str>::new(), "{line}");
        }
    }
}
