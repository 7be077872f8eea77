//! Dates as articles print them, to `2023`, `2023-07` or `2023-07-14`.

use jiff::civil::Date;

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that may stand before a date on its line.
const BEFORE: &[&str] = &[
    "published",
    "first",
    "posted",
    "updated",
    "last",
    "modified",
    "created",
    "date",
    "on",
    "at",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// Words that may stand after it: a time of day and its zone.
const AFTER: &[&str] = &[
    "at", "am", "pm", "a", "p", "m", "et", "est", "edt", "ct", "pt", "pst", "pdt", "gmt", "bst", "utc", "cet", "cest",
    "z",
];

/// The date that `line` consists of: with a weekday, `Published` or a time of day, and nothing else.
pub(super) fn parse(line: &str) -> Option<String> {
    if line.len() > 80 {
        return None;
    }
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let skipped = words.iter().take_while(|w| BEFORE.contains(w)).count();
    let (date, used) = match_form(&words[skipped..])?;
    let time = |w: &&str| AFTER.contains(w) || w.starts_with(|c: char| c.is_ascii_digit()) && w.len() <= 4;
    let rest = &words[skipped + used..];
    (rest.len() <= 8 && rest.iter().all(time)).then_some(date)
}

/// The first date with a day or a month that stands anywhere in `value`, in the zone in which it is written.
pub(super) fn find(value: &str) -> Option<String> {
    if value.len() > 200 {
        return None;
    }
    let lower = value.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    (0..words.len()).find_map(|at| match_form(&words[at..]).map(|(date, _)| date).or_else(|| compact(words[at])))
}

/// The date `2015-11-16` in the name of a file: `2015-11-16_talks.txt`, `2015-11-16-talks.md`, `Talks 2015-11-16.md`.
/// Years alone and digits without hyphens may be anything else.
pub(super) fn of_name(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let runs: Vec<&str> = file.split(|c: char| !c.is_ascii_digit() && c != '-').collect();
    runs.into_iter().find_map(|run| {
        let parts: Vec<&str> = run.split('-').filter(|part| !part.is_empty()).collect();
        parts.windows(3).find_map(|parts| match *parts {
            [year, month, day] if month.len() == 2 && day.len() == 2 => {
                full(self::year(year)?, number(month)?, number(day)?)
            }
            _ => None,
        })
    })
}

/// `20230714`
fn compact(word: &str) -> Option<String> {
    let digits = word.split('t').next().filter(|digits| digits.len() == 8)?;
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
    full(self::year(year)?, number(month)?, number(day)?)
}

/// As front matter may give it: any of the forms, or a year alone.
pub(super) fn parse_loose(value: &str) -> Option<String> {
    let year = value.trim();
    if year.len() == 4 {
        return number(year).map(|_| year.to_owned());
    }
    parse(value)
}

/// The date at the start of `words` and how many of them it takes.
fn match_form(words: &[&str]) -> Option<(String, usize)> {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let (one, two, three) = (word(0), word(1), word(2));
    if let Some(month) = month(one) {
        return match (day_number(two), year(three), year(two)) {
            (Some(day), Some(year), _) => Some((full(year, month, day)?, 3)),
            (_, _, Some(year)) => Some((format!("{year:04}-{month:02}"), 2)),
            _ => None,
        };
    }
    if let (Some(day), Some(month), Some(year)) = (day_number(one), month(two), year(three)) {
        return Some((full(year, month, day)?, 3));
    }
    let (year, month) = (year(one)?, number(two).filter(|m| two.len() == 2 && (1..=12).contains(m))?);
    // `2023-07-14T10:00:00Z` falls apart into 2023, 07, 14t10, 00, 00z.
    let day = three.split('t').next().filter(|d| d.len() == 2).and_then(number);
    match day {
        Some(day) => Some((full(year, month, day)?, 3)),
        None => Some((format!("{year:04}-{month:02}"), 2)),
    }
}

fn full(year: i16, month: i16, day: i16) -> Option<String> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(|date| date.to_string())
}

/// `july`, `jul`, `sept`: the number of the month.
fn month(word: &str) -> Option<i16> {
    let short = word == "sept" || word.len() == 3;
    let at = MONTHS.iter().position(|m| *m == word || (short && m.starts_with(word)))?;
    i16::try_from(at + 1).ok()
}

fn day_number(word: &str) -> Option<i16> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(digits).filter(|_| digits.len() <= 2)
}

fn year(word: &str) -> Option<i16> {
    number(word).filter(|y| word.len() == 4 && (1500..=2999).contains(y))
}

fn number(word: &str) -> Option<i16> {
    word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_form() {
        for (line, date) in [
            ("July 2023", "2023-07"),
            ("14 July 2023", "2023-07-14"),
            ("July 14, 2023", "2023-07-14"),
            ("2023-07-14", "2023-07-14"),
            ("2023-07", "2023-07"),
            ("2023-07-14T10:00:00Z", "2023-07-14"),
            ("2023-07-14 10:00:00", "2023-07-14"),
            ("Sept. 8, 2016", "2016-09-08"),
            ("Published: Friday, 14th July 2023, 10:30 am BST", "2023-07-14"),
        ] {
            assert_eq!(parse(line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn a_date_among_other_words() {
        for (value, date) in [
            ("01:38:07 PM IST Nov 20, 2019", "2019-11-20"),
            ("19 Nov 2019 07:09 GMT", "2019-11-19"),
            ("Tue Nov 19 2019 03:05:46 GMT+0000 (UTC)", "2019-11-19"),
            ("2024-03-05T22:30:00-05:00", "2024-03-05"),
            ("20191119T070900Z", "2019-11-19"),
        ] {
            assert_eq!(find(value).as_deref(), Some(date), "{value}");
        }
        assert_eq!(find("Ann Lee, May 12"), None);
    }

    #[test]
    fn dates_in_names_of_files() {
        for (name, date) in [
            ("2015-11-16_talks.txt", Some("2015-11-16")),
            ("2015-11-16-talks-in-oslo.md", Some("2015-11-16")),
            ("gazette_2015-11-16_o-malley.txt", Some("2015-11-16")),
            ("Talks 2015-11-16.md", Some("2015-11-16")),
            ("2015-11-16.md", Some("2015-11-16")),
            ("2014-01-02/talks.md", None),
            ("2015-02-30-talks.md", None),
            ("2015-11-talks.md", None),
            ("1-2015-11-160.md", None),
            ("part-12015-11-16.md", None),
            ("20151116.md", None),
        ] {
            assert_eq!(of_name(name).as_deref(), date, "{name}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for line in [
            "",
            "2023",
            "30 February 2023",
            "July",
            "In July 2023 the talks began",
            "May 2 be with you",
            "1234567890",
            "marches 2023",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
        assert_eq!(parse_loose(" 2023 ").as_deref(), Some("2023"));
    }
}
