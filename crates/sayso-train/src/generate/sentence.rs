//! What is said, and what stands between.

use fastrand::Rng;

use super::people::{name, pick};
use super::words::{ASIDE, DOES, SCENE, TAIL, THING, WHICH, WHO};

/// Something said, without its last stop: 8 to 30 words.
pub fn claim(dice: &mut Rng) -> String {
    let claim = clause(dice);
    match dice.u8(..6) {
        0 => format!("{claim}, and {}", clause(dice)),
        1 => format!("{claim} because {}", clause(dice)),
        2 => format!("{claim}, not only in {}", name(dice)),
        3 => format!("{claim} and by {} per cent", dice.u8(2..90)),
        _ => claim,
    }
}

fn clause(dice: &mut Rng) -> String {
    let (who, does, tail) = (pick(dice, WHO), pick(dice, DOES), pick(dice, TAIL));
    format!("{who} {does} {} {tail}", thing(dice))
}

/// `an unpaid strike`, `the frozen canals`, `rusting cranes`.
fn thing(dice: &mut Rng) -> String {
    let (which, thing) = (pick(dice, WHICH), pick(dice, THING));
    match thing.split_once(' ') {
        Some(("a" | "an", thing)) if which.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {which} {thing}"),
        Some(("a" | "an", thing)) => format!("a {which} {thing}"),
        Some(("the", thing)) => format!("the {which} {thing}"),
        _ => format!("{which} {thing}"),
    }
}

/// A sentence that nobody says, with its stop.
pub fn scene(dice: &mut Rng) -> String {
    let (scene, aside) = (pick(dice, SCENE), pick(dice, ASIDE));
    let scene = filled(dice, scene);
    if dice.bool() { format!("{scene}, {}.", filled(dice, aside)) } else { format!("{scene}.") }
}

/// The template with its holes filled.
pub fn filled(dice: &mut Rng, template: &str) -> String {
    let mut text = template.to_owned();
    while text.contains("{place}") {
        text = text.replacen("{place}", &name(dice), 1);
    }
    if text.contains("{thing}") {
        text = text.replace("{thing}", &thing(dice));
    }
    text.replace("{number}", &dice.u16(3..400).to_string())
}

/// With a large first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
