//! English: every list of words that the rules and the naming of speakers use, read from the files in `data/en`.
//!
//! Another language would be another folder of such files and weights of its own; there is no way to choose one yet.

mod class;
mod cue_class;
pub mod gazetteer;
mod gender;
mod lexicon;
mod speaker_noun;
mod title;
mod word_list;

pub use class::Class;
pub use cue_class::CueClass;
pub use gender::{Gender, gender_of_noun, is_person_noun};
pub use lexicon::ENGLISH;
pub use speaker_noun::{is_listed_thing, names_somebody};
pub use title::{Title, title};
pub use word_list::WordList;

/// Returns `true` for a word that the lists have as somebody's given name, in any case.
pub fn is_given_name(word: &str) -> bool {
    ENGLISH.is_given_name(word)
}
