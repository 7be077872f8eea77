//! Shapes of paragraphs that say who speaks: turns, letters, block quotations, dialogue.

use super::tests::{assert_credited, credited};
use crate::analyse;
use crate::document::ingest;

#[test]
fn a_chat_with_time_stamps_has_turns() {
    assert_credited(
        "[10:02] marcus_w: anyone seen the log\n\n[10:03] elif: it is in the folder\n\n[10:05] marcus_w: thanks\n",
        &["marcus_w: anyone seen the log", "elif: it is in the folder", "marcus_w: thanks"],
    );
}

#[test]
fn bold_labels_are_labels() {
    assert_credited(
        "**Anneli Storm:** When?\n\n**Bo Ek:** At four. I fell.\n\n**Anneli Storm:** And yet?\n",
        &["Anneli Storm: When?", "Bo Ek: At four. I fell.", "Anneli Storm: And yet?"],
    );
}

#[test]
fn a_letter_is_whoevers_name_stands_under_it() {
    assert_credited(
        "In a letter to staff, Anna Rask wrote:\n\nDear colleagues,\n\nThe year was hard. We shall not hide it.\n\n\
         We go on.\n\nYours sincerely,\n\nAnna Rask\n\nThe staff met.\n",
        &["Anna Rask: The year was hard. We shall not hide it. … We go on."],
    );
}

#[test]
fn a_block_quotation_is_one_attribution_to_its_end() {
    let rows = credited("Lotte Hahn said:\n\n> The river is clean.\n>\n> Salmon have come back.\n\nShe left.\n");
    assert_eq!(rows, ["Lotte Hahn: The river is clean. … Salmon have come back."]);
}

#[test]
fn a_role_in_small_letters_may_stand_before_who_a_statement_is_from() {
    assert_credited(
        "Both sides issued statements.\n\nFrom union leader Carl Mott:\n\n“The members have spoken.”\n",
        &["union leader Carl Mott: The members have spoken."],
    );
}

#[test]
fn a_content_begins_behind_the_apposition_of_its_source() {
    assert_credited(
        "According to Dora Keane, an opponent of the bypass, the survey was copied from an older one.\n\n\
         According to Dora Keane, the bridge, a relic of the war, was copied from an older one.\n",
        &[
            "Dora Keane, an opponent of the bypass: the survey was copied from an older one",
            "Dora Keane: the bridge, a relic of the war, was copied from an older one",
        ],
    );
}

#[test]
fn a_sentence_before_a_quotation_is_none_of_the_speakers_words() {
    let rows = credited("The mother of Liam Dow told the inquest her son was ill. \"He stopped eating,\" she said.\n");
    assert!(rows.contains(&"she: He stopped eating,".to_owned()), "{rows:#?}");
}

#[test]
fn a_quotation_without_its_closing_mark_ends_at_who_speaks() {
    assert_credited(
        "\"Shall we sell? Anna asked.\n\n\"Yes,\" said her father. \"Before the winter.\"\n",
        &["Anna: Shall we sell?", "her father: Yes, … Before the winter."],
    );
}

#[test]
fn a_text_without_a_headline_is_read_from_its_first_paragraph() {
    let analysis = analyse(&ingest("— You took the key? asked Jonas.\n\n— I did, said Mirela.\n".as_bytes(), "a.txt"));
    let names: Vec<&str> = analysis.attributions.iter().map(|one| analysis.name(one.speaker)).collect();
    assert_eq!(names, ["Jonas", "Mirela"]);
}

#[test]
fn a_transcript_in_quotation_marks_has_turns() {
    assert_credited(
        "The host asked again. A transcript:\n\n“PENCE: Well, he left.”\n\n“WALLACE: Did he?”\n\n“PENCE: He did.”\n\n\
         “WALLACE: Thank you.”\n",
        &["PENCE: Well, he left.", "WALLACE: Did he?", "PENCE: He did.", "WALLACE: Thank you."],
    );
}

#[test]
fn a_title_in_quotation_marks_is_nobodys_sentence() {
    let rows = credited("Ann Lee sang. “All Bets Are Off.” Then Ann Lee rose. “All of you are mad.”\n");
    assert_eq!(rows, ["Ann Lee: All of you are mad."]);
}

#[test]
fn two_speakers_of_a_dialogue_take_turns() {
    assert_credited(
        "“Halt!” shouted the sentry.\n\n“It is only Pavel,” said Pavel. “I have bread.”\n\n“What is the word?”\n\n\
         “Bread is the word.”\n\n“Then pass,” said the sentry.\n",
        &[
            "the sentry: Halt!",
            "Pavel: It is only Pavel, … I have bread.",
            "the sentry: What is the word?",
            "Pavel: Bread is the word.",
            "the sentry: Then pass,",
        ],
    );
}

#[test]
fn a_line_of_dialogue_is_whose_deeds_stand_beside_it() {
    assert_credited(
        "“I never loved him,” Clara said at last.\n\nHer mother went on sewing. “That is no reason.”\n\n\
         “It is the only one I have.”\n\n“Then find another,” said her mother.\n",
        &[
            "Clara: I never loved him,",
            "Her mother: That is no reason.",
            "Clara: It is the only one I have.",
            "her mother: Then find another,",
        ],
    );
}

#[test]
fn a_second_paragraph_of_one_speaker_is_no_turn_of_another() {
    assert_credited(
        "“We lost the boat,” said Ann Lee.\n\n“It was our only one.”\n\nThe harbour is shut.\n",
        &["Ann Lee: We lost the boat,", "-: It was our only one."],
    );
}

#[test]
fn numbered_speakers_and_names_in_angle_brackets_have_turns() {
    assert_credited(
        "00:00:05 Speaker 1: Welcome.\n\n00:00:09 Speaker 2: Thank you. I am nervous.\n\n00:00:14 Speaker 1: Go on.\n",
        &["Speaker 1: Welcome.", "Speaker 2: Thank you. I am nervous.", "Speaker 1: Go on."],
    );
    assert_credited(
        "<anna> did you push?\n\n<bela> yes, an hour ago\n\n<anna> nothing shows\n",
        &["anna: did you push?", "bela: yes, an hour ago", "anna: nothing shows"],
    );
}

#[test]
fn a_verb_behind_a_broken_off_quotation_names_its_speaker() {
    assert_credited("“But the map—” began Tomas.\n", &["Tomas: But the map—"]);
}

#[test]
fn a_headline_credits_the_quotation_before_it() {
    let analysis = analyse(&ingest("PM ‘to quit by Christmas’, say allies\n\nThe talks go on.\n".as_bytes(), "a.txt"));
    let rows: Vec<(&str, &str)> =
        analysis.attributions.iter().map(|one| (analysis.name(one.speaker), one.found_by)).collect();
    assert_eq!(rows, [("allies", "no verb")]);
    let other = analyse(&ingest("The ‘pay gap’, a history of terms\n\nThe talks go on.\n".as_bytes(), "a.txt"));
    assert_eq!(other.attributions, []);
}

#[test]
fn who_is_quoted_as_saying_is_second_hand() {
    let text = "The rope at the harbour\n\nA post shared widely quotes Dr Ola Finn as saying “masks kill”.\n";
    let analysis = analyse(&ingest(text.as_bytes(), "a.txt"));
    let one = &analysis.attributions[0];
    assert_eq!((analysis.name(one.speaker), one.content.text(text).as_ref()), ("Ola Finn", "masks kill"));
    assert_eq!(one.status, crate::Status::SecondHand);
}
