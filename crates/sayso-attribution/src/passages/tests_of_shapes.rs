//! Shapes of paragraphs that say who speaks: turns, letters, block quotations, dialogue.

use super::tests::{assert_credited, credited};
use crate::analyse;
use crate::document::ingest;

#[test]
fn a_chat_with_time_stamps_has_turns() {
    assert_credited(
        "[18:41] tuva_k: who took the drill\n\n[18:44] bram: I lent it to Omar\n\n[18:45] tuva_k: fine by me\n",
        &["tuva_k: who took the drill", "bram: I lent it to Omar", "tuva_k: fine by me"],
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
        "In a letter to parents, Edda Brandt wrote:\n\nDear families,\n\nTwo classrooms are damp. They stay shut.\n\n\
         Lessons move to the gym.\n\nKind regards,\n\nEdda Brandt\n\nThe parents met.\n",
        &["Edda Brandt: Two classrooms are damp. They stay shut. … Lessons move to the gym."],
    );
}

#[test]
fn a_block_quotation_is_one_attribution_to_its_end() {
    let rows = credited("Ilka Straub said:\n\n> The kiln is cold.\n>\n> Nobody fires it now.\n\nShe left.\n");
    assert_eq!(rows, ["Ilka Straub: The kiln is cold. … Nobody fires it now."]);
}

#[test]
fn a_role_in_small_letters_may_stand_before_who_a_statement_is_from() {
    assert_credited(
        "Three letters arrived.\n\nFrom orchard owner Peder Quist:\n\n“Frost took half of it.”\n",
        &["orchard owner Peder Quist: Frost took half of it."],
    );
}

#[test]
fn a_content_begins_behind_the_apposition_of_its_source() {
    assert_credited(
        "According to Signe Maro, a critic of the museum, the vase is a modern forgery.\n\n\
         According to Signe Maro, the vase, a gift of the king, is a modern forgery.\n",
        &[
            "Signe Maro, a critic of the museum: the vase is a modern forgery",
            "Signe Maro: the vase, a gift of the king, is a modern forgery",
        ],
    );
}

#[test]
fn a_sentence_before_a_quotation_is_none_of_the_speakers_words() {
    let rows =
        credited("The widow of Piet Arens told the hearing her husband was tired. \"He slept badly,\" she said.\n");
    assert!(rows.contains(&"she: He slept badly,".to_owned()), "{rows:#?}");
}

#[test]
fn a_quotation_without_its_closing_mark_ends_at_who_speaks() {
    assert_credited(
        "\"Is the oven hot? Greta asked.\n\n\"Almost,\" said her uncle. \"Give it an hour.\"\n",
        &["Greta: Is the oven hot?", "her uncle: Almost, … Give it an hour."],
    );
}

#[test]
fn a_text_without_a_headline_is_read_from_its_first_paragraph() {
    let analysis =
        analyse(&ingest("— Who fed the goat? asked Stefan.\n\n— Not me, said Ileana.\n".as_bytes(), "a.txt"));
    let names: Vec<&str> = analysis.attributions.iter().map(|one| analysis.name(one.speaker)).collect();
    assert_eq!(names, ["Stefan", "Ileana"]);
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
        "“Stop!” shouted the porter.\n\n“Mine is lost,” said Ruben. “I had one.”\n\n“Where do you get off?”\n\n\
         “At the last stop.”\n\n“Sit down,” said the porter.\n",
        &[
            "the porter: Stop!",
            "Ruben: Mine is lost, … I had one.",
            "-: Where do you get off?",
            "-: At the last stop.",
            "the porter: Sit down,",
        ],
    );
}

#[test]
fn a_line_of_dialogue_is_whose_deeds_stand_beside_it() {
    assert_credited(
        "“The piano is sold,” Ottilie said quietly.\n\nHer brother stared at the floor. “You might have asked.”\n\n\
         “You were at sea.”\n\n“Letters reach a ship,” said her brother.\n",
        &[
            "Ottilie: The piano is sold,",
            "Her brother: You might have asked.",
            "-: You were at sea.",
            "her brother: Letters reach a ship,",
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
        "00:12:31 Speaker 3: Who has the plan?\n\n00:12:40 Speaker 4: The mason. He lost it.\n\n00:12:52 Speaker 3: Again?\n",
        &["Speaker 3: Who has the plan?", "Speaker 4: The mason. He lost it.", "Speaker 3: Again?"],
    );
    assert_credited(
        "<rook> is the printer back?\n\n<moss> since Tuesday, on floor two\n\n<rook> it jams\n",
        &["rook: is the printer back?", "moss: since Tuesday, on floor two", "rook: it jams"],
    );
}

#[test]
fn a_verb_behind_a_broken_off_quotation_names_its_speaker() {
    assert_credited("“If the dam—” started Zita.\n", &["Zita: If the dam—"]);
}

#[test]
fn a_headline_credits_the_quotation_before_it() {
    let analysis =
        analyse(&ingest("Keeper ‘to leave in summer’, say friends\n\nThe talks go on.\n".as_bytes(), "a.txt"));
    let rows: Vec<(&str, &str)> =
        analysis.attributions.iter().map(|one| (analysis.name(one.speaker), one.found_by)).collect();
    assert_eq!(rows, [("friends", "no verb")]);
    let other = analyse(&ingest("The ‘pay gap’, a history of terms\n\nThe talks go on.\n".as_bytes(), "a.txt"));
    assert_eq!(other.attributions, []);
}

#[test]
fn who_is_quoted_as_saying_is_second_hand() {
    let text = "The rope at the harbour\n\nA flyer in the hall quotes Dr Runa Veld as saying “tea cures”.\n";
    let analysis = analyse(&ingest(text.as_bytes(), "a.txt"));
    let one = &analysis.attributions[0];
    assert_eq!((analysis.name(one.speaker), one.content.text(text).as_ref()), ("Runa Veld", "tea cures"));
    assert_eq!(one.status, crate::Status::SecondHand);
}

#[test]
fn an_interview_may_have_labels_only_on_its_answers() {
    assert_credited(
        "What drew you to the stars?\n\nVera Lund: A power cut. I was six.\n\nIs it getting worse?\n\n\
         Lund: It is.\n\nWhat can people do?\n\nLund: Switch off the porch light.\n",
        &["Vera Lund: A power cut. I was six.", "Lund: It is.", "Lund: Switch off the porch light."],
    );
}

#[test]
fn initials_are_labels_of_whom_the_text_names() {
    assert_credited(
        "Our reporter Hal Dean met Tomas Ribe in his tent.\n\nHD: How thick is it?\n\nTR: Four hundred metres.\n\n\
         HD: And before?\n\nTR: Five.\n",
        &[
            "Hal Dean: How thick is it?",
            "Tomas Ribe: Four hundred metres.",
            "Hal Dean: And before?",
            "Tomas Ribe: Five.",
        ],
    );
}

#[test]
fn initials_of_nobody_are_not_the_guest_of_an_interview() {
    assert_credited(
        "Our reporter met Tomas Ribe in his tent.\n\nQ: How thick is it?\n\nA: Four hundred metres.\n\n\
         HD: And before?\n\nA: Five.\n\nHD: So thin?\n\nA: Yes.\n",
        &[
            "Q: How thick is it?",
            "Tomas Ribe: Four hundred metres.",
            "HD: And before?",
            "Tomas Ribe: Five.",
            "HD: So thin?",
            "Tomas Ribe: Yes.",
        ],
    );
}

#[test]
fn an_embedded_post_is_whose_handle_stands_under_it() {
    assert_credited(
        "Holt was told of the vote.\n\nEast Voice @eastvoice\nThis is the man who wants your vote.\n— East Voice (@eastvoice) \
         June 4, 2019\n\nHe left.\n",
        &["East Voice: This is the man who wants your vote."],
    );
}

#[test]
fn a_noun_may_stand_behind_a_verb_of_exclaiming() {
    assert_credited("The train stood.\n\n“Tickets!” called the conductor.\n", &["the conductor: Tickets!"]);
}
