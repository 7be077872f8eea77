//! The word, its neighbours, their parts of speech, and where in its sentence and paragraph it stands.

use super::{Features, coarse, pos, word};
use crate::tagger::hash::{pair, triple};
use crate::tagger::tokenized_text::TokenizedText;

pub(super) fn add(reading: &TokenizedText, at: usize, out: &mut Features) {
    forms(reading, at, out);
    parts_of_speech(reading, at, out);
    place(reading, at, out);
}

fn forms(reading: &TokenizedText, at: usize, out: &mut Features) {
    let here = &reading.words[at];
    let [two, three, _] = here.lexeme.tails;
    let [before2, before, this, after, after2] = [-2, -1, 0, 1, 2].map(|offset| word(reading, at, offset));
    out.list(
        1,
        &[
            0,
            this,
            here.lexeme.shape.into(),
            three.into(),
            two.into(),
            here.lexeme.head.into(),
            before,
            after,
            before2,
            after2,
            pair(before, this),
            pair(this, after),
            pair(before, after),
            here.level.into(),
        ],
    );
}

fn parts_of_speech(reading: &TokenizedText, at: usize, out: &mut Features) {
    let [b3, b2, b1, p, a1, a2, a3] = [-3, -2, -1, 0, 1, 2, 3].map(|offset| pos(reading, at, offset));
    let this = word(reading, at, 0);
    out.list(
        20,
        &[
            p,
            b1,
            a1,
            pair(b1, p),
            pair(p, a1),
            triple(b1, p, a1),
            triple(p, a1, a2),
            triple(b2, b1, p),
            triple(this, a1, a2),
            pair(this, b1),
            a2,
            b2,
            b3,
            a3,
            pair(p, word(reading, at, 1)),
        ],
    );
}

fn place(reading: &TokenizedText, at: usize, out: &mut Features) {
    let here = &reading.words[at];
    let (sentence, paragraph) = (reading.sentence(at), reading.paragraph(at));
    let title = reading.paragraphs[here.paragraph as usize].title;
    let sentences_before = here.sentence - reading.words[paragraph.start].sentence;
    out.list(
        60,
        &[
            coarse(at - sentence.start),
            coarse(sentence.end - 1 - at),
            u64::from(at == paragraph.start) * 2 + u64::from(title),
            sentences_before.min(3).into(),
            word(reading, sentence.start, 0),
            pair(word(reading, sentence.start, 0), word(reading, sentence.start, 1)),
            pair(word(reading, sentence.end - 1, -1), word(reading, sentence.end - 1, -2)),
        ],
    );
}
