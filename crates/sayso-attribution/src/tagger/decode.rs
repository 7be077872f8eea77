//! From linked runs of words to attributions: spans without their enclosing marks, kind, relay, confidence.

use super::bio_spans::{Role, Run};
use super::confidence_model::{ConfidenceModel, Evidence, odds};
use super::hash;
use super::link::Linked;
use super::pos::Pos;
use super::tokenized_text::{NONE, TokenizedText};
use crate::attribution::{Found, Kind};
use crate::text::{Span, Spans, TokenKind};

/// The share of words in quotation marks from which a content counts as direct.
const DIRECT: f32 = 0.8;

/// Most words between two pieces of one content that belong to it.
const GAP: usize = 10;
const DASHES: [u32; 3] = [hash::mark('–'), hash::mark('—'), hash::word("--")];
const SEMICOLON: [u32; 1] = [hash::mark(';')];
/// What goes on behind a semicolon with what the speaker says.
const GOES_ON: [u32; 5] =
    [hash::word("therefore"), hash::word("thus"), hash::word("so"), hash::word("and"), hash::word("that")];
const COMMA: [u32; 1] = [hash::mark(',')];
const EVEN: u32 = hash::word("even");
const SUBORDINATE: [u32; 5] =
    [hash::word("while"), hash::word("although"), hash::word("though"), hash::word("whereas"), hash::word("because")];
const ARTICLES: [u32; 2] = [hash::word("a"), hash::word("an")];

/// What the tagger made of a text, ready to be put together.
#[derive(Debug)]
pub struct Tagged<'a> {
    /// The text as read.
    pub reading: &'a TokenizedText,
    /// How likely the chosen tag of each word is.
    pub sure: &'a [f32],
    /// The runs of words in a role.
    pub runs: &'a [Run],
}

impl Tagged<'_> {
    /// The attributions of `linked`, each with the evidence for it, in the order of their cues.
    pub fn attributions(
        &self,
        linked: &[Linked],
        judge: &ConfidenceModel,
        found_by: &'static str,
    ) -> Vec<(Found, Evidence)> {
        let relay = self.relays(linked);
        let found = linked.iter().zip(relay).filter_map(|(link, via)| {
            let contents = self.contents(link);
            let content = Spans::new(contents.iter().map(|run| self.piece(run)))?;
            let kind = self.kind(&contents);
            let evidence = self.evidence(link, kind);
            let found = Found {
                source: self
                    .spans(&link.sources)
                    .or_else(|| self.subject(link.cue).and_then(|run| self.piece(&run).into())),
                cue: self.cue(&self.runs[link.cue]),
                content,
                kind,
                via,
                confidence: judge.confidence(&evidence),
                found_by,
            };
            Some((found, evidence))
        });
        found.collect()
    }

    /// Returns `true` for a cue that is followed by its source: `according to`.
    fn is_according(&self, run: &Run) -> bool {
        run.role == Role::Cue && self.reading.words[run.from].lexeme.word == hash::word("according")
    }

    /// A cue may be nothing but a mark: the colon of a transcript.
    fn cue(&self, run: &Run) -> Option<Spans> {
        Spans::new([self.piece(run)]).or_else(|| self.reading.span(run.from..run.to).into())
    }

    /// For each cue that has a content, who relays it: an `according to` behind it in the same sentence that
    /// was left without a content of its own (`he added, according to CNN`).
    fn relays(&self, linked: &[Linked]) -> Vec<Option<Span>> {
        let mut out = vec![None; linked.len()];
        for at in 1..linked.len() {
            let (speech, relay) = (&linked[at - 1], &linked[at]);
            let (cue, behind) = (&self.runs[speech.cue], &self.runs[relay.cue]);
            let same = self.reading.words[cue.from].sentence == self.reading.words[behind.from].sentence;
            if same && relay.contents.is_empty() && !speech.contents.is_empty() && self.is_according(behind) {
                out[at - 1] = relay.sources.first().map(|(source, _)| self.piece(&self.runs[*source]));
            }
        }
        out
    }

    fn spans(&self, runs: &[(usize, f32)]) -> Option<Spans> {
        Spans::new(runs.iter().map(|(run, _)| self.piece(&self.runs[*run])))
    }

    /// The contents of one cue. Two with nothing of another role between them in one sentence are one.
    fn contents(&self, link: &Linked) -> Vec<Run> {
        let mut out: Vec<(usize, Run)> = Vec::new();
        let near = |(at, _): &&(usize, f32)| self.at_hand(link.cue, *at);
        let choose = link.contents.iter().any(|content| near(&content));
        for (at, _) in link.contents.iter().filter(|content| !choose || near(content)) {
            let run = self.runs[*at];
            match out.last_mut() {
                Some((before, last))
                    if *before + 1 == *at && run.from - last.to <= GAP && self.one_sentence(last.from, run.from) =>
                {
                    (*before, last.to) = (*at, run.to);
                }
                _ => out.push((*at, run)),
            }
        }
        out.into_iter().map(|(at, run)| self.subordinate(link.cue, self.bounded(self.completed(at, run)))).collect()
    }

    /// Returns `true` if the content may be one of several of a cue: in the cue's own sentence, but not before a cue
    /// with a colon, or in quotation marks (`According to X` credits no sentence but its own).
    fn at_hand(&self, cue: usize, content: usize) -> bool {
        let (cue, content) = (self.runs[cue], self.runs[content].from);
        let quoted = self.reading.words[content].quote != NONE && !self.is_according(&cue);
        let colon = [cue.to - 1, cue.to].iter().any(|at| self.word(*at) == hash::mark(':'));
        let led = content < cue.from && colon;
        quoted || (!led && self.one_sentence(cue.from, content))
    }

    fn word(&self, at: usize) -> u32 {
        self.reading.get(at).map_or(0, |word| word.lexeme.word)
    }

    /// `Though X says …, it is so`: what begins with such a word ends with its comma, and the content with it.
    fn subordinate(&self, cue: usize, run: Run) -> Run {
        let words = &self.reading.words;
        let sentence = self.reading.sentence(self.runs[cue].from).start;
        let first = sentence + usize::from(self.word(sentence) == EVEN);
        let source = cue.checked_sub(1).map(|before| self.runs[before]);
        let leads = source.is_some_and(|s| s.role == Role::Source && s.from == first + 1);
        if !leads || !SUBORDINATE.contains(&self.word(first)) || run.from < self.runs[cue].to {
            return run;
        }
        let comma = |at: &usize| COMMA.contains(&words[*at].lexeme.word) && words[*at].quote == NONE;
        Run { to: (run.from + 2..run.to).find(comma).unwrap_or(run.to), ..run }
    }

    fn one_sentence(&self, one: usize, other: usize) -> bool {
        self.reading.words[one].sentence == self.reading.words[other].sentence
    }

    /// A clause with `that` has a verb: one cut off before it (`that the talks, long and hard, should go on`)
    /// goes on to the end of the sentence, or to the next words in a role.
    fn completed(&self, at: usize, run: Run) -> Run {
        use Pos::{Aux, Md, Vb, Vbd, Vbp, Vbz};
        let words = &self.reading.words;
        let verb = words[run.from..run.to].iter().any(|w| matches!(w.pos, Aux | Md | Vb | Vbd | Vbp | Vbz));
        if verb || words[run.from].lexeme.word != hash::word("that") {
            return run;
        }
        let end = self.reading.sentence(run.from).end;
        Run { to: self.runs.get(at + 1).map_or(end, |next| next.from.min(end)).max(run.to), ..run }
    }

    /// A content without what is not the speaker's any more: another sentence that stands outside quotation
    /// marks, as the one before it did; what the author says of quoted words behind them (`‘Asia Pacific
    /// partners’, a term which …`, `‘a history of aggression’ – a reference to …`, `‘partners’; others have been …`).
    fn bounded(&self, run: Run) -> Run {
        let words = &self.reading.words;
        let is = |at: usize, marks: &[u32]| at < run.to && marks.contains(&words[at].lexeme.word);
        let ends = |at: &usize| {
            let (last, here) = (&words[at - 1], &words[*at]);
            let quote = self.reading.quotes.get(last.quote as usize).filter(|q| q.closed && q.close as usize == at - 1);
            let unquoted = |at: usize| words.get(at).is_some_and(|word| word.quote == NONE);
            let apart = is(*at, &SEMICOLON) && !is(at + 1, &GOES_ON) && unquoted(at + 1);
            let glossed = apart || is(*at, &DASHES) || (is(*at, &COMMA) && is(at + 1, &ARTICLES));
            match quote {
                Some(quote) => quote.open as usize >= run.from && glossed,
                None => here.quote == NONE && last.quote == NONE && here.sentence != last.sentence,
            }
        };
        Run { to: (run.from + 1..run.to).find(ends).unwrap_or(run.to), ..run }
    }

    /// The noun phrase right before a cue: its subject, where the tagger saw no source.
    fn subject(&self, cue: usize) -> Option<Run> {
        use Pos::{Adj, Adv, Aux, Det, Md, Nn, Nnp, Nns, Num, Part, Prp, PrpS, Wp};
        let words = &self.reading.words;
        let start = self.reading.sentence(self.runs[cue].from).start;
        let start = cue.checked_sub(1).map_or(start, |before| start.max(self.runs[before].to));
        let back = |mut at: usize, sorts: &[Pos]| {
            while at > start && sorts.contains(&words[at - 1].pos) {
                at -= 1;
            }
            at
        };
        let to = back(self.runs[cue].from, &[Adv, Aux, Md]);
        let from = back(to, &[Adj, Det, Nn, Nnp, Nns, Num, Part, Prp, PrpS, Wp]);
        let head = to > from && matches!(words[to - 1].pos, Nn | Nnp | Nns | Prp | Wp);
        head.then_some(Run { role: Role::Source, from, to })
    }

    /// The bytes of a run without the marks that enclose it or cling to its ends.
    fn piece(&self, run: &Run) -> Span {
        let (mut from, mut to) = (run.from, run.to);
        // An end peeled may free the other: `‘Go’,` loses its comma first.
        while from < to {
            if self.peels(to - 1, from, to) {
                to -= 1;
            } else if self.peels(from, from, to) {
                from += 1;
            } else {
                break;
            }
        }
        self.reading.span(from..to)
    }

    /// Returns `true` if the mark at `at`, an end of the words `from..to`, does not belong to them. A quotation mark
    /// stays where its other half is inside too; a stop or comma stays inside a quotation.
    fn peels(&self, at: usize, from: usize, to: usize) -> bool {
        let word = &self.reading.words[at];
        if word.kind != TokenKind::Mark {
            return false;
        }
        let Some(quote) = self.reading.quotes.get(word.quote as usize).filter(|_| word.quote != NONE) else {
            return at == from || !self.is_closing_bracket(at);
        };
        let (open, close) = (quote.open as usize, quote.close as usize);
        if at == open {
            return !(quote.closed && close < to - 1);
        }
        at == close && quote.closed && open <= from
    }

    fn is_closing_bracket(&self, at: usize) -> bool {
        [')', ']', '%'].iter().any(|mark| hash::mark(*mark) == self.reading.words[at].lexeme.word)
    }

    fn kind(&self, contents: &[Run]) -> Kind {
        let words = contents.iter().flat_map(|run| &self.reading.words[run.from..run.to]);
        let (mut all, mut quoted) = (0, 0);
        for word in words.filter(|w| w.lexeme.wordlike) {
            all += 1;
            quoted += u32::from(word.quote != NONE);
        }
        match quoted {
            0 => Kind::Indirect,
            _ if quoted as f32 >= DIRECT * all as f32 => Kind::Direct,
            _ => Kind::Mixed,
        }
    }

    fn evidence(&self, link: &Linked, kind: Kind) -> Evidence {
        let least = |run: usize| {
            let run = &self.runs[run];
            self.sure[run.from..run.to].iter().copied().fold(1.0, f32::min)
        };
        let weakest = |runs: &[(usize, f32)]| odds(runs.iter().map(|(run, _)| least(*run)).fold(1.0, f32::min));
        let link_of = |runs: &[(usize, f32)]| runs.iter().map(|(_, odds)| odds.clamp(-6.0, 6.0)).fold(6.0, f32::min);
        let flag = |holds: bool| f32::from(u8::from(holds));
        let named = flag(!link.sources.is_empty());
        let (agreed, ruled) = self.agreement(link);
        [
            1.0,
            weakest(&link.contents),
            odds(least(link.cue)),
            weakest(&link.sources) * named,
            link_of(&link.contents),
            link_of(&link.sources) * named,
            named,
            flag(kind == Kind::Direct),
            flag(kind == Kind::Mixed),
            flag(link.contents.len() > 1),
            ruled,
            agreed,
            agreed * agreed * flag(kind == Kind::Indirect),
        ]
    }

    /// How far the rules see the same content, 0 to 1, and how sure the likest find of theirs is.
    fn agreement(&self, link: &Linked) -> (f32, f32) {
        let hints = &self.reading.hints;
        let words = || link.contents.iter().flat_map(|(run, _)| self.runs[*run].from..self.runs[*run].to);
        let content = |at: &usize| hints.get(Some(*at)).role == 3;
        let Some(first) = words().find(content) else { return (0.0, 0.0) };
        let hint = hints.get(Some(first));
        let Some(find) = hints.find(hint) else { return (0.0, 0.0) };
        let same = words().filter(|at| hints.get(Some(*at)).find == hint.find && content(at)).count() as f32;
        let all = words().count() as f32 + find.words as f32 - same;
        (same / all.max(1.0), f32::from(find.sure) / 4.0)
    }
}
