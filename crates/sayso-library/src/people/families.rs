//! Speakers grouped by the family name they share: whom a speaker stands for is decided inside a group.

use std::collections::HashMap;

use sayso_attribution::{Speaker, SpeakerKind, fold_name};

use super::lines::Lines;

/// The speakers of one family name, or the bodies that share a form of their name. Numbers are those of the lines.
#[derive(Debug, Default)]
pub struct Family {
    /// Persons of a name of two words and more; bodies.
    pub full: Vec<usize>,
    /// Persons of this one word.
    pub short: Vec<usize>,
    /// Persons of another group who are called by this word too, since the article puts the family name first.
    pub by_first_word: Vec<usize>,
}

/// The groups of persons by family name, those of bodies, and the lines that stand for themselves.
#[derive(Debug, Default)]
pub struct Families {
    /// By family name.
    pub persons: HashMap<String, Family>,
    /// By one of the forms of their name.
    pub bodies: HashMap<String, Family>,
    /// Groups of people, documents, places.
    pub alone: Vec<usize>,
}

impl Families {
    /// Groups all lines that stand in an article and name somebody. Linear in their number.
    pub fn of(lines: &Lines) -> Self {
        let (mut families, mut bodies) = (Self::default(), Bodies::default());
        let mut organisations = Vec::new();
        let named = |line: &usize| lines.times[*line] > 0 && lines.speakers[*line].is_somebody();
        for line in (0..lines.speakers.len()).filter(named) {
            match lines.speakers[line].kind {
                _ if lines.is_person(line) => families.person(lines, line),
                SpeakerKind::Organisation => {
                    bodies.join(&lines.words[line].join(" "), &lines.speakers[line]);
                    organisations.push(line);
                }
                _ => families.alone.push(line),
            }
        }
        for line in organisations {
            let family = bodies.root(&lines.words[line].join(" "));
            families.bodies.entry(family).or_default().full.push(line);
        }
        // What is decided about a group is known again whatever the order of the articles.
        let order = |line: &usize| {
            let Speaker { name, roles, also, .. } = &lines.speakers[*line];
            (name, roles, also, lines.times[*line])
        };
        for family in families.persons.values_mut().chain(families.bodies.values_mut()) {
            for list in [&mut family.full, &mut family.short, &mut family.by_first_word] {
                list.sort_by(|one, other| order(one).cmp(&order(other)));
            }
        }
        families
    }

    fn person(&mut self, lines: &Lines, line: usize) {
        let name = lines.name(line);
        let (first, last) = (name.split(' ').next(), name.rsplit(' ').next().unwrap_or_default());
        let family = self.persons.entry(last.to_owned()).or_default();
        if !name.contains(' ') {
            family.short.push(line);
            return;
        }
        family.full.push(line);
        let first = first.filter(|first| lines.speakers[line].also.iter().any(|form| ends_with(form, first)));
        if let Some(first) = first {
            self.persons.entry(first.to_owned()).or_default().by_first_word.push(line);
        }
    }
}

fn ends_with(form: &str, word: &str) -> bool {
    fold_name(form).last().is_some_and(|last| last == word)
}

/// Names of bodies, joined where an article uses both.
#[derive(Default)]
struct Bodies {
    parents: HashMap<String, String>,
}

impl Bodies {
    fn join(&mut self, name: &str, speaker: &Speaker) {
        for form in forms_of_body(name, speaker) {
            let (one, other) = (self.root(name), self.root(&form));
            if one != other {
                self.parents.insert(one, other);
            }
        }
    }

    fn root(&mut self, name: &str) -> String {
        let mut passed = Vec::new();
        let mut root = name.to_owned();
        while let Some(parent) = self.parents.get(&root) {
            passed.push(std::mem::replace(&mut root, parent.clone()));
        }
        // Each name on the way points to the root from now on, so a chain is walked once.
        self.parents.extend(passed.into_iter().map(|name| (name, root.clone())));
        root
    }
}

/// `NATO` for the North Atlantic Treaty Organisation, and the other way round, where an article uses both.
pub fn forms_of_body(name: &str, speaker: &Speaker) -> Vec<String> {
    let long = name.contains(' ');
    let forms = speaker.also.iter().map(|form| fold_name(form));
    forms.filter(|form| (form.len() == 1) == long && !form.is_empty()).map(|form| form.join(" ")).collect()
}
