//! Dialogue of stories: who speaks each line.

use crate::analyse;
use crate::document::ingest;

/// The speakers of the lines of a story, in text order.
fn speakers(text: &str) -> Vec<String> {
    let document = ingest(format!("The ford\n\n{text}").as_bytes(), "a.txt");
    let analysis = analyse(&document);
    analysis.attributions.iter().map(|one| analysis.name(one.speaker).to_owned()).collect()
}

#[test]
fn two_who_talk_take_turns_to_the_end() {
    let text = "“Is the boat ready?” asked Greta.\n\n“It leaks,” said Tobias.\n\n“Badly?”\n\n“Like a basket.”\n\n\
                “Then we walk.”\n\n“Over the hill? At night?”\n\n“You know a better way!”\n";
    assert_eq!(speakers(text), ["Greta", "Tobias", "Greta", "Tobias", "Greta", "Tobias", "Greta"]);
}

#[test]
fn a_person_without_a_name_takes_turns_as_well() {
    let text = "“Stop!” shouted the porter.\n\n“Mine is lost,” said Ruben. “I had one.”\n\n“Where do you get off?”\n\n\
                “At the last stop.”\n\n“Sit down,” the porter said.\n";
    assert_eq!(speakers(text), ["the porter", "Ruben", "the porter", "Ruben", "the porter"]);
    let text = "“The piano is sold,” Ottilie said quietly.\n\nHer brother stared at the floor. “You might have asked.”\n\n\
                “You were at sea.”\n\n“Letters reach a ship,” said her brother.\n";
    let found = speakers(text);
    assert_eq!(&found[2], "Ottilie", "{found:?}");
}

#[test]
fn who_is_called_by_name_does_not_speak_and_answers() {
    let text = "Three sat by the fire. “Who took the bread?” asked Greta.\n\n“Not I,” said Tobias.\n\n\
                “It was the dog!” cried Matilda.\n\n“Hush, Tobias.”\n\n“I said nothing!”\n\n“And you, Matilda?”\n\n\
                “I was asleep.”\n";
    let found = speakers(text);
    assert_eq!(&found[4..5], ["Tobias"], "{found:?}");
    assert_eq!(&found[6..], ["Matilda"], "{found:?}");
}

#[test]
fn all_that_a_line_says_is_its_speakers() {
    let text = "“You are late,” said Greta.\n\n“Somebody had to row!” Tobias hung up his coat. “The ferryman is ill.”\n\n\
                “Ill?”\n\n“Drunk!”\n";
    let document = ingest(format!("The ford\n\n{text}").as_bytes(), "a.txt");
    let analysis = analyse(&document);
    let second = &analysis.attributions[1];
    assert_eq!(second.content.text(document.text()), "Somebody had to row! … The ferryman is ill.");
    assert_eq!(analysis.name(second.speaker), "Tobias");
}

#[test]
fn a_speech_over_paragraphs_stays_whole() {
    let text = "“Tell us!” said Greta.\n\n“It was dark,” said Tobias. “We rowed for an hour.\n\n“Then we saw the light.”\n\n\
                “And then?”\n\n“Then nothing!”\n";
    let document = ingest(format!("The ford\n\n{text}").as_bytes(), "a.txt");
    let analysis = analyse(&document);
    let speech = &analysis.attributions[1];
    assert!(speech.content.text(document.text()).ends_with("Then we saw the light."), "{speech:?}");
    assert_eq!(speakers(text), ["Greta", "Tobias", "Greta", "Tobias"]);
}

#[test]
fn quoted_paragraphs_of_an_article_stay_with_the_speaker_before() {
    let text = "“He will not stand again,” Mr Firth said.\n\n“I never called anybody a pig,” Mr Ratley told the Echo.\n\n\
                “What I said was that they behaved like pigs. There is a difference.”\n";
    assert_eq!(speakers(text), ["Firth", "Ratley"]);
}

/// Rounds of a dialogue that is read in several parts.
const ROUNDS: usize = 150;

#[test]
fn every_line_of_a_long_dialogue_has_its_speaker() {
    let lines = "“Is it you, Greta?” asked Tobias.\n\n“It is!” said Greta.\n\n“Good!”\n\n“And you?”\n\n".repeat(ROUNDS);
    let found = speakers(&lines);
    let right = found.chunks(4).filter(|four| **four == ["Tobias", "Greta", "Tobias", "Greta"]).count();
    assert_eq!((found.len(), right), (4 * ROUNDS, ROUNDS));
}

#[test]
fn he_and_she_in_one_paragraph_are_two_speakers() {
    let text = "“Stop!” shouted the porter.\n\n“Mine is lost!” said Ruth.\n\n“Badly?” she said. “Like a basket,” he said.\n\n\
                “Then we walk!”\n\n“Over the hill?”\n";
    assert_eq!(speakers(text), ["the porter", "Ruth", "Ruth", "the porter", "Ruth", "the porter"]);
}
