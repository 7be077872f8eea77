//! What somebody remembers of a quote.

use fastrand::Rng;

/// The words with up to two typos, one word missing, and two words changed about.
pub fn mangle(words: &str, dice: &mut Rng) -> String {
    let mut list: Vec<String> = words.split(' ').map(str::to_owned).collect();
    if list.len() > 4 {
        list.remove(dice.usize(..list.len()));
    }
    let (one, other) = (dice.usize(..list.len()), dice.usize(..list.len()));
    list.swap(one, other);
    for _ in 0..dice.u8(..3) {
        let long: Vec<usize> = (0..list.len()).filter(|&at| list[at].len() >= 4 && list[at].is_ascii()).collect();
        if let Some(at) = dice.choice(long) {
            list[at] = mistyped(&list[at], dice);
        }
    }
    list.join(" ")
}

/// One slip: two letters changed about, one missing, doubled, or another one.
fn mistyped(word: &str, dice: &mut Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.usize(1..letters.len() - 1);
    match dice.u8(..4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = char::from(dice.u8(b'a'..=b'z')),
    }
    letters.into_iter().collect()
}
