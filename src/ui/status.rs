//! The title line and the status line: what is open, and the keys that are useful now.

use super::canvas::Canvas;
use super::labels::{count, wrapped};
use super::reader::paragraph;
use super::theme::Theme;
use crate::app::layout::{Area, Width};
use crate::app::overlay::{Layer, PromptKind};
use crate::app::prompt::Prompt;
use crate::app::{Action, Mode, Model, Pane};
use sayso_attribution::Reading;
use sayso_library::service::{IndexProgress, SecondReadings};

/// A group of keys and the word for what they do.
struct Hint {
    actions: &'static [Action],
    word: &'static str,
}

const QUOTE: Hint = Hint { actions: &[Action::QuoteNext, Action::QuotePrev], word: "quote" };
const VOICE: Hint = Hint { actions: &[Action::QuoteNextSame, Action::QuotePrevSame], word: "same speaker" };
const SOLO: Hint = Hint { actions: &[Action::SpeakerSolo], word: "only" };
const SOURCE: Hint = Hint { actions: &[Action::SourceCard], word: "source" };
const COPY: Hint = Hint { actions: &[Action::YankQuote], word: "copy" };
const SEARCH: Hint = Hint { actions: &[Action::SearchAll], word: "search" };
const PANEL: Hint = Hint { actions: &[Action::PanelToggle], word: "panel" };
const HELP: Hint = Hint { actions: &[Action::Help], word: "help" };
const CLOSE: Hint = Hint { actions: &[Action::Close], word: "close" };

/// The keys shown in each mode, the most wanted first; those that do not fit are left out from the right.
const HINTS: &[(Mode, &str, &[Hint])] = &[
    (
        Mode::List,
        "LIST",
        &[
            Hint { actions: &[Action::Open], word: "read" },
            SEARCH,
            Hint { actions: &[Action::Sort], word: "sort" },
            Hint { actions: &[Action::Filter], word: "filter" },
            Hint { actions: &[Action::BackOrQuit], word: "quit" },
        ],
    ),
    (Mode::Reader, "READ", &[QUOTE, VOICE, SOLO, SOURCE, COPY, SEARCH, PANEL]),
    (
        Mode::Quotes,
        "PANEL",
        &[
            Hint { actions: &[Action::QuoteGoto], word: "go to text" },
            Hint { actions: &[Action::QuotePeek], word: "in full" },
            SOLO,
            Hint { actions: &[Action::PanelGroup], word: "group" },
            Hint { actions: &[Action::OnlyNext, Action::Surer], word: "filter" },
            SOURCE,
            COPY,
            SEARCH,
        ],
    ),
    (
        Mode::Voices,
        "VOICES",
        &[
            Hint { actions: &[Action::Accept], word: "quotes" },
            Hint { actions: &[Action::PanelGroup], word: "count by" },
            CLOSE,
        ],
    ),
    (
        Mode::Select,
        "SELECT",
        &[
            Hint { actions: &[Action::WordNext, Action::WordPrev], word: "word" },
            Hint { actions: &[Action::SentenceNext], word: "sentence" },
            Hint { actions: &[Action::ParagraphNext], word: "paragraph" },
            Hint { actions: &[Action::SelectSwap], word: "swap ends" },
            Hint { actions: &[Action::Accept], word: "attribute" },
            CLOSE,
        ],
    ),
    (
        Mode::Correct,
        "CORRECT",
        &[
            Hint { actions: &[Action::CorrectSpeaker], word: "change" },
            Hint { actions: &[Action::CorrectRight], word: "confirm" },
            Hint { actions: &[Action::CorrectNotQuote], word: "not a quote" },
            Hint { actions: &[Action::CorrectEdges], word: "boundaries" },
            CLOSE,
        ],
    ),
    (
        Mode::Clippings,
        "CLIPPINGS",
        &[
            Hint { actions: &[Action::Accept], word: "open" },
            Hint { actions: &[Action::ClipNote], word: "note" },
            Hint { actions: &[Action::ClipDown, Action::ClipUp], word: "move" },
            Hint { actions: &[Action::ClipRemove], word: "remove" },
            Hint { actions: &[Action::ClipWrite], word: "write" },
            COPY,
        ],
    ),
    (Mode::Card, "SOURCE", &[Hint { actions: &[Action::Accept], word: "to the words" }, QUOTE, CLOSE]),
    (
        Mode::Picker,
        "SEARCH",
        &[
            Hint { actions: &[Action::Accept], word: "open" },
            Hint { actions: &[Action::Down, Action::Up], word: "row" },
            CLOSE,
            Hint { actions: &[Action::TabNext], word: "tab" },
            Hint { actions: &[Action::Complete], word: "complete" },
        ],
    ),
    (Mode::Line, "", &[Hint { actions: &[Action::Accept], word: "accept" }, CLOSE]),
];

/// What was opened, else the folder of the open article.
fn opened(model: &Model) -> Option<&str> {
    let article = || model.open_article().and_then(|id| model.library.entry(id));
    let folder = || article().and_then(|entry| Some(entry.path.rsplit_once('/')?.0));
    model.status.opened.as_deref().or_else(folder)
}

/// `second reading` if the open article was read a second time.
fn second_reading(model: &Model) -> Option<&'static str> {
    let reading = model.panes.reader.as_ref()?.quotes.analysis().reading;
    (reading == Reading::Second).then_some("second reading")
}

/// Draws the first row.
pub fn title(canvas: &mut Canvas, model: &Model) {
    let area = model.panes.layout.title;
    if model.panes.layout.width == Width::Wide {
        let x = canvas.put(area, 1, 0, "sayso", Theme::bold());
        let quotes = model.library.catalogue().quotes();
        let key = model.settings.keymap.first_key(Mode::Normal, Action::SearchAll);
        let reading = reading(model);
        let right = format!(
            "{reading}{}{}  {}  {key} search",
            count(model.library.len(), "article"),
            skipped(model),
            count(quotes, "quote")
        );
        let end = canvas.put_right(area, 0, 1, &right, Theme::dim()).saturating_sub(1);
        let opened = opened(model).map(|name| format!(" · {name}")).unwrap_or_default();
        let opened = opened + &second_reading(model).map(|words| format!(" · {words}")).unwrap_or_default();
        canvas.put_short(area, x, 0, end, &opened, Theme::plain());
        return;
    }
    let Some(reader) = &model.panes.reader else {
        canvas.put(area, 1, 0, "sayso", Theme::bold());
        return;
    };
    let meta = reader.document.meta();
    let wide = area.w >= 60;
    let (outlet, digest) = (meta.publication.as_deref(), meta.digest_of.as_ref().map(|_| "digest"));
    let (place, percent) = (paragraph(reader), format!("{}%", model.panes.percent));
    let second = second_reading(model).filter(|_| wide);
    let right = [outlet.filter(|_| wide), digest.filter(|_| wide), second, Some(&place), Some(&percent)];
    let right = right.into_iter().flatten().collect::<Vec<_>>().join("   ");
    let x = canvas.put_right(area, 0, 1, &right, Theme::dim());
    let row = model.panes.list.row_of(reader.article).map_or(0, |row| row + 1);
    let at =
        canvas.put(area, 1, 0, &format!("{row}/{}{}", model.panes.list.rows().len(), skipped(model)), Theme::dim());
    canvas.put_short(area, at + 1, 0, x.saturating_sub(2), &meta.title, Theme::bold());
}

/// `, 4 skipped`: files that were not read.
fn skipped(model: &Model) -> String {
    match model.status.unread.len() {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    }
}

/// `reading 1200/100000, 740 a second, 2 min left`; with a file that takes long `reading big.md …`.
fn reading(model: &Model) -> String {
    match &model.status.progress {
        Some(IndexProgress { slow: Some(file), .. }) => {
            let name = file.rsplit('/').next().unwrap_or_default();
            format!("reading {name} …  ")
        }
        Some(IndexProgress { done, all, pace, .. }) if *pace > 0.0 && done < all => {
            let left = (all - done) as f32 / pace;
            let left = if left < 90.0 { format!("{left:.0} s") } else { format!("{:.0} min", left / 60.0) };
            format!("reading {done}/{all}, {pace:.0} a second, {left} left  ")
        }
        _ if model.status.loading => "reading …  ".to_owned(),
        _ => model.status.second_readings.map(second_readings).unwrap_or_default(),
    }
}

/// `second reading 120/4000`, with what it waits for.
fn second_readings(progress: SecondReadings) -> String {
    let SecondReadings { done, all, on_battery } = progress;
    let waits = if on_battery { ", paused on battery" } else { "" };
    format!("second reading {done}/{all}{waits}  ")
}

/// Draws the last row; gives the caret's cell while a line is typed.
pub fn draw(canvas: &mut Canvas, model: &Model) -> Option<(u16, u16)> {
    let area = model.panes.layout.status;
    if let Some(Layer::Line { ask, prompt, row, .. }) = model.overlays.top() {
        let x = line(canvas, model, area, *ask, *row, prompt);
        return Some((area.x + x.min(area.w.saturating_sub(1)), area.y));
    }
    let row = HINTS.iter().find(|row| row.0 == model.mode());
    let (name, keys) = match (model.overlays.top(), row) {
        (Some(Layer::Help { .. }), _) => ("HELP", &[CLOSE][..]),
        (Some(Layer::Info { .. }), _) => ("ARTICLE", &[CLOSE][..]),
        (Some(Layer::Output { .. }), _) => ("OUTPUT", &[CLOSE][..]),
        (_, Some((_, name, keys))) => (*name, *keys),
        _ => ("", &[][..]),
    };
    let x = canvas.put(area, 1, 0, name, Theme::bold()) + 1;
    let pending = model.keys.pending.shown();
    canvas.put_right(area, 0, 1, &pending, Theme::bold());
    if let Some(notice) = &model.status.notice {
        told(canvas, area, (name, x + 1, pending.len() as u16), notice);
        return None;
    }
    let x = place(canvas, model, area, x);
    hints(canvas, model, area, x, keys);
    None
}

/// Rows that a notice may take beside the last one.
const SPARE: usize = 2;

/// A notice behind the `name` of the pane, from column `x`; what does not fit stands in rows above the last.
fn told(canvas: &mut Canvas, area: Area, (name, x, pending): (&str, u16, u16), notice: &str) {
    let end = area.w.saturating_sub(pending + 1);
    let spare = SPARE.min(usize::from(area.y / 4));
    let lines = wrapped(notice, end.saturating_sub(x).into(), spare);
    let above = lines.len() as u16 - 1;
    let rows = Area { y: area.y - above, h: above + 1, ..area };
    if above > 0 {
        canvas.fill(rows.top(above), " ", Theme::plain());
        canvas.fill(Area { w: x, ..area }, " ", Theme::plain());
        canvas.put(rows, 1, 0, name, Theme::bold());
    }
    canvas.put_lines(rows, (x, end), &lines, Theme::plain());
}

/// The current quote among all, or the hit among the found ones.
fn place(canvas: &mut Canvas, model: &Model, area: Area, x: u16) -> u16 {
    let mut at = x;
    if let Some(Layer::Picker) = model.overlays.top() {
        let all = model.search.picker.total(model.search.picker.tab());
        let row = (model.search.picker.row() + 1).min(all);
        return canvas.put(area, at, 0, &format!("{row}/{all}"), Theme::plain()) + 1;
    }
    if let Some(reader) = &model.panes.reader
        && let Some(quote) = reader.current
        && is_of_quote(model)
    {
        let number = format!("{} {}/{}", reader.quotes.tag(quote), quote.number(), reader.quotes.len());
        at = canvas.put(area, at, 0, &number, Theme::plain()) + 1;
    }
    // Where the panel has no heading to count them in.
    if model.panes.panel.hidden() > 0 && model.panes.layout.panel.head.is_empty() {
        at = canvas.put(area, at, 0, &format!("· {} hidden", model.panes.panel.hidden()), Theme::plain()) + 1;
    }
    if let Some((find, hit)) = model.search.find.as_ref().zip(model.hit_at())
        && find.pane == model.panes.focus
    {
        let found = format!("/{} {hit}/{}", find.needle.typed(), find.hits.len());
        at = canvas.put(area, at, 0, &found, Theme::plain()) + 1;
    }
    at
}

/// Returns `true` if keys act on the current quote.
fn is_of_quote(model: &Model) -> bool {
    match model.overlays.top() {
        Some(layer) => matches!(layer, Layer::Card { .. } | Layer::Correct(_) | Layer::Select(_)),
        None => model.panes.focus != Pane::List,
    }
}

fn hints(canvas: &mut Canvas, model: &Model, area: Area, x: u16, hints: &[Hint]) {
    let mut x = x + 1;
    let gap = if area.w >= 100 { 3 } else { 2 };
    let help = written(model, &HELP);
    let end = area.w.saturating_sub(help.len() as u16 + gap + model.keys.pending.shown().len() as u16);
    for hint in hints.iter().filter(|hint| does_something(model, hint)) {
        let text = written(model, hint);
        if x + crate::cells::width(&text) as u16 > end {
            break;
        }
        x = canvas.put(area, x, 0, &text, Theme::dim()) + gap;
    }
    canvas.put(area, x, 0, &help, Theme::dim());
}

/// Returns `false` for keys that change nothing to be seen: the strip always has the current quote whole, and no groups.
fn does_something(model: &Model, hint: &Hint) -> bool {
    let is_of_panel = matches!(hint.actions, [Action::QuotePeek | Action::PanelGroup]);
    model.mode() != Mode::Quotes || !is_of_panel || !model.panes.layout.panel.body.is_empty()
}

fn written(model: &Model, hint: &Hint) -> String {
    let keys: Vec<String> =
        hint.actions.iter().map(|action| model.settings.keymap.first_key(model.mode(), *action)).collect();
    format!("{} {}", keys.join(" "), hint.word)
}

/// Columns beside a line being typed that its count of hits may need.
const COUNT: u16 = 7;

fn line(canvas: &mut Canvas, model: &Model, area: Area, ask: PromptKind, row: usize, prompt: &Prompt) -> u16 {
    let mark = match ask {
        PromptKind::Who => "who: ".to_owned(),
        PromptKind::Find => "/".to_owned(),
        PromptKind::Filter => "&".to_owned(),
        PromptKind::Command => ":".to_owned(),
        PromptKind::Note => "note: ".to_owned(),
        PromptKind::Write => "write to: ".to_owned(),
        PromptKind::Pipe => format!("{} | ", Model::pipes(row)),
    };
    let x = canvas.put(area, 0, 0, &mark, Theme::bold());
    if let (PromptKind::Find, Some(find)) = (ask, &model.search.find) {
        let found = format!("{}/{}", model.hit_at().unwrap_or(0), find.hits.len());
        canvas.put_right(area, 0, 1, &found, Theme::dim());
    }
    let style = if prompt.is_offered() { Theme::chosen() } else { Theme::plain() };
    canvas.put_prompt(area, (x, area.w.saturating_sub(COUNT)), prompt, |_| style)
}
