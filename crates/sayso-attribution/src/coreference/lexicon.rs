//! What the word lists know: one look-up a word gives every class it is in.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::gazetteer;

/// The classes a word is in; a set, so that one look-up answers every question.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Class(u32);

impl Class {
    /// Never part of a name, even with a capital at a sentence's head.
    pub const FUNCTION: Self = Self(1);
    /// Opens a noun phrase: `the`, `its`.
    pub const DETERMINER: Self = Self(1 << 1);
    /// A name behind it is no subject.
    pub const PREPOSITION: Self = Self(1 << 2);
    /// A name behind it may be a subject.
    pub const CONJUNCTION: Self = Self(1 << 3);
    /// Before a man's name.
    pub const MR: Self = Self(1 << 4);
    /// Before a woman's name.
    pub const MS: Self = Self(1 << 5);
    /// Before anyone's name, and no office: `Dr`.
    pub const TITLE: Self = Self(1 << 6);
    /// An office or trade that a name can be bound to: `minister`.
    pub const ROLE: Self = Self(1 << 7);
    /// May stand before an office: `foreign`, `press`.
    pub const QUALIFIER: Self = Self(1 << 8);
    /// Makes it another office: `vice`, `former`.
    pub const LESSER: Self = Self(1 << 9);
    /// Ends the name of a body: `Party`, `Times`.
    pub const ORGANISATION: Self = Self(1 << 10);
    /// A document that can say: `act`, `report`.
    pub const DOCUMENT: Self = Self(1 << 11);
    /// A body spoken of by a common noun: `government`.
    pub const BODY: Self = Self(1 << 12);
    /// People or things without a name: `officials`, `surveys`.
    pub const GROUP: Self = Self(1 << 13);
    /// Looks through to its owner: `Kishida’s opinion` is Kishida's.
    pub const VIEW: Self = Self(1 << 14);
    /// Small words inside a name: `van`, `bin`.
    pub const PARTICLE: Self = Self(1 << 15);
    /// Capitalised, and by itself no name: a party's or a faith's people.
    pub const COMMON: Self = Self(1 << 16);
    /// `Japanese`.
    pub const DEMONYM: Self = Self(1 << 17);
    /// A man's given name.
    pub const MALE: Self = Self(1 << 18);
    /// A woman's given name.
    pub const FEMALE: Self = Self(1 << 19);
    /// A newspaper, agency or station known by a name that shows no sort.
    pub const OUTLET: Self = Self(1 << 20);
    /// `is`, `was`: what follows a name and tells what its bearer is.
    pub const COPULA: Self = Self(1 << 21);
    /// A rank that is a family name as well: `King`.
    pub const SURNAME_TOO: Self = Self(1 << 22);
    /// Takes `of` inside a name: `University of Oslo`.
    pub const TAKES_OF: Self = Self(1 << 23);
    /// Tells a newspaper, agency or station: `Times`, `Reuters`.
    pub const PRESS: Self = Self(1 << 24);
    /// Tells a company: `Inc.`, `Motors`.
    pub const COMPANY: Self = Self(1 << 25);
    /// Tells an office of a government: `Bureau`.
    pub const AGENCY: Self = Self(1 << 26);

    /// Is it in any of the classes of `other`?
    pub fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One class and its words, all lower case, between spaces.
const LISTS: &[(Class, &str)] = &[
    (
        Class::FUNCTION.or(Class::DETERMINER),
        "the a an this that these those its his her their our my your some any no each every both another one two three \
         four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety several many most few all such",
    ),
    (
        Class::FUNCTION.or(Class::PREPOSITION),
        "in on at by for from with of to into onto over under about against between among than like through during \
         despite without within toward towards across upon behind beyond near via per amid alongside unlike",
    ),
    (
        Class::FUNCTION.or(Class::CONJUNCTION),
        "and or but that if when while as because since after before though although where which who whom what so yet \
         until unless whereas nor whether how why then however therefore moreover nevertheless meanwhile instead \
         besides consequently also still even now thus hence",
    ),
    (
        Class::FUNCTION,
        "it he she they we you i him them us me himself herself itself themselves there here almost nearly roughly not just only perhaps \
         maybe according today yesterday tomorrow never always often again once later earlier ultimately particularly \
         generally curiously similar given asked yes well oh ok okay please note follow read click said says be been \
         being have has had do does did will would can could should may might must let far more less very too much \
         other others same such good great first second last next own none nothing something anything everything q monday tuesday wednesday thursday friday \
         saturday sunday january february march april june july august september october november december \
         jan feb mar apr aug sept oct nov dec am pm",
    ),
    (Class::FUNCTION.or(Class::COPULA), "is was are were became becomes remains"),
    (
        Class::COMMON,
        "republican republicans democrat democrats democratic conservative conservatives liberal liberals christian \
         christians muslim muslims jewish catholic catholics black white hispanic latino latinos internet god \
         independent socialist communist libertarian islamic western eastern northern southern",
    ),
    (Class::MR, "mr sir lord father brother messrs fr msgr monsignor baron viscount duke señor herr monsieur"),
    (Class::MS, "ms mrs miss lady dame sister madam mme baroness duchess countess viscountess señora frau madame"),
    (Class::TITLE, "dr drs rev reverend hon honorable honourable saint prof profs professor sens reps govs gens rt"),
    (
        Class::ROLE,
        "president minister premier chancellor secretary senator sen governor gov representative rep congressman \
         congresswoman mayor general gen colonel col lieutenant lt captain capt sergeant sgt major maj admiral adm \
         commander marshal judge justice chairman chairwoman chairperson chair speaker ambassador director chief head \
         leader king queen prince princess pope bishop archbishop cardinal emperor sultan emir sheikh spokesman \
         spokeswoman spokesperson manager adviser advisor strategist aide candidate nominee lawyer attorney prosecutor \
         economist analyst historian scientist researcher author editor reporter correspondent columnist journalist \
         professor prof officer official envoy commissioner councillor councilman councilwoman lawmaker legislator \
         executive ceo founder co-founder owner coach player pastor rabbi imam activist organizer organiser \
         pollster consultant counsel treasurer deputy sheriff superintendent dean fellow expert surgeon doctor \
         physician nurse teacher student mogul businessman businesswoman billionaire host anchor comedian actor \
         actress singer writer director-general runner-up \
         frontrunner senators governors veteran farmer worker lobbyist donor operative surrogate dictator tsar czar \
         vicar lecturer trainer pilot mp mep msp pm brig brigadier cpl corporal cmdr commodore ensign constable inspector \
         detective supt cllr taoiseach tánaiste tanaiste ayatollah sheik shaikh mullah maulana cleric patriarch pontiff \
         monk nun deacon archdeacon chaplain lama moderator presenter broadcaster blogger filmmaker documentarian producer \
         novelist poet playwright musician rapper hacker whistleblower pundit commentator contributor staffer employee \
         runner contender challenger rival tycoon magnate entrepreneur financier investor banker photographer \
         designer chef diplomat magistrate solicitor barrister headteacher winner legend champion interviewer",
    ),
    (
        Class::SURNAME_TOO,
        "king dean prince judge major bishop pope page coach marshal head chief cardinal duke baron monk",
    ),
    (
        Class::QUALIFIER,
        "prime foreign defence defense finance interior justice health education energy trade homeland home press campaign \
         communications national security state secretary white house party policy political senior top chief executive \
         managing general staff military army navy air force police fire high supreme federal district county city \
         democratic republican conservative labour labor liberal presidential congressional senate minority majority \
         whip first second current then new longtime veteran u.n. ministry government department bureau office agency \
         company opposition nato research science economic budget treasury commerce agriculture transport environment \
         cabinet intelligence central bank union church college university law media news public affairs relations \
         prosecution prosecutions operations engineering marketing planning sales technology development safety \
         transportation housing culture tourism innovation programming investigations medicine surgery nursing \
         attorney associate co run running mate real estate tea gop financial inspector director legal \
         front outgoing incoming incumbent embattled retired gubernatorial vice-presidential likely presumptive chief-of-staff",
    ),
    (Class::LESSER.or(Class::QUALIFIER), "vice deputy former ex assistant acting interim late under onetime ex-"),
    (
        Class::ORGANISATION,
        "party university department committee court house senate times post news council agency bureau association \
         institute center centre union bank group inc corp co ltd ag gmbh nv oyj asa llp ministry office commission force forces fund \
         foundation society league company college school church journal tribune herald congress parliament assembly \
         organization organisation alliance army navy corps police administration authority board federation network \
         press magazine project campaign pac partnership coalition initiative club academy hospital industries \
         international associates partners media pentagon kremlin treasury cabinet daily weekly globe examiner \
         gazette chronicle telegraph guardian dialogue museum library laboratory service services reserve guard \
         brotherhood movement front chamber secretariat conference street archives registry observatory trust \
         systems technologies motors airlines institution entertainment records pictures studios state states convention",
    ),
    (
        Class::TAKES_OF,
        "university department ministry house bank institute institution council bureau school college board office center centre \
         chamber court church league union society academy organization organisation association federation knights \
         sons daughters city state district republic museum library fund",
    ),
    (
        Class::DOCUMENT,
        "act law bill report statement declaration concept constitution treaty charter memo memorandum document documents \
         letter email emails filing lawsuit complaint indictment ruling opinion study survey poll analysis editorial \
         article story transcript resolution communique communiqué manifesto strategy plan platform agreement tweet \
         headline ad ads average averages advertisement affidavit book paper press-release release website newsletter blog guidelines \
         warrant order decree policy programme program census bulletin records rules rule code",
    ),
    (
        Class::BODY,
        "government administration campaign office team ministry company committee leadership regime party agency group \
         organisation organization alliance department union council court commission bank firm newspaper paper \
         magazine network site station bureau delegation cabinet parliament senate house police army military \
         authority board embassy staff state country nation city university school institute foundation association \
         propaganda press media kremlin coalition camp movement industry church outlet website publication tabloid \
         broadcaster channel daily corporation carmaker automaker retailer airline lender nonprofit charity pac",
    ),
    (
        Class::GROUP,
        "officials critics experts analysts supporters opponents lawmakers voters polls surveys studies researchers \
         scientists sources people republicans democrats parties leaders members others observers economists lawyers \
         prosecutors aides advisers advisors allies reports residents activists protesters police authorities \
         conservatives liberals americans commentators pundits journalists reporters candidates campaigns companies \
         countries nations governments states ministers diplomats investigators teachers parents students women men \
         workers employees fans users families friends colleagues neighbors neighbours insiders strategists operatives \
         senators governors judges someone somebody everyone everybody anyone nobody those many some most few several \
         documents emails records groups organizations organisations historians scholars doctors respondents \
         participants witnesses person man woman source official critic",
    ),
    (
        Class::VIEW,
        "opinion view views mind words word eyes account telling opinions belief judgment judgement response responses \
         message messages remarks remark comments comment communications tweets tweet speech speeches statement \
         statements testimony promise promises attacks claims claim argument arguments pitch warning warnings criticism \
         critique insistence complaint complaints",
    ),
    (Class::PARTICLE, "de van von der den bin ibn bint al el la le du da di del dos das des ter ten zu af av y st"),
    (Class::OUTLET, "pentagon kremlin gallup pew congress parliament wikileaks democrats republicans huffington gop"),
    (
        Class::OUTLET.or(Class::PRESS),
        "reuters politico breitbart bloomberg buzzfeed cnn bbc fox axios vox slate salon npr pbs msnbc nbc abc cbs afp \
         tass xinhua kyodo yonhap monde figaro spiegel país repubblica huffington gawker newsmax",
    ),
    (
        Class::PRESS,
        "times post news journal tribune herald press magazine daily weekly gazette chronicle telegraph guardian globe \
         examiner radio television tv observer star sun mirror independent newspaper",
    ),
    (Class::OUTLET.or(Class::COMPANY), "google facebook twitter apple microsoft amazon netflix youtube"),
    (
        Class::COMPANY,
        "inc corp co ltd llc plc ag gmbh nv oyj asa llp company motors airlines industries technologies systems bank entertainment brands \
         holdings enterprises partners stores foods pharmaceuticals",
    ),
    (Class::AGENCY, "agency bureau department ministry office commission administration service police"),
    (Class::MALE, super::given_names::MALE),
    (Class::FEMALE, super::given_names::FEMALE),
];

static WORDS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Class> = HashMap::new();
    let listed = LISTS.iter().flat_map(|&(class, list)| list.split_whitespace().map(move |word| (word, class)));
    for (word, class) in listed.chain(gazetteer::demonyms().map(|word| (word, Class::DEMONYM))) {
        let entry = words.entry(word).or_default();
        *entry = entry.or(class);
    }
    words
});

/// The classes of `word`, in any case, with or without the stop of an abbreviation.
pub fn class(word: &str) -> Class {
    // No listed word is longer; this keeps hostile runs of letters from being copied.
    if word.len() > 24 {
        return Class::default();
    }
    let lower = word.to_lowercase();
    let found = WORDS.get(lower.as_str()).or_else(|| WORDS.get(lower.trim_end_matches('.')));
    let trade = || if word.starts_with(char::is_lowercase) && is_trade(word) { Class::ROLE } else { Class::default() };
    found.copied().unwrap_or_else(trade)
}

/// Returns `true` for a word that the lists have as somebody's given name.
pub fn is_given_name(word: &str) -> bool {
    class(word).is(Class::MALE.or(Class::FEMALE))
}

/// A trade by its ending, where the list does not have it: `lawmaker`, `sociologist`.
fn is_trade(word: &str) -> bool {
    let endings = [
        "maker", "ologist", "ographer", "onomist", "woman", "person", "ician", "keeper", "holder", "writer", "surgeon",
    ];
    word.len() > 7 && endings.iter().any(|end| word.ends_with(end))
}

/// Does an unlisted noun end as those do that name a person and hardly anything else: `guitarist`, `librarian`?
pub fn names_a_person(word: &str) -> bool {
    word.len() > 5 && class(word) == Class::default() && ["ist", "ian"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_in_every_class_that_lists_it() {
        assert!(class("Prof.").is(Class::TITLE) && class("prof").is(Class::ROLE));
        assert!(class("Japanese").is(Class::DEMONYM));
        assert!(class("Its").is(Class::DETERMINER));
        assert!(!class("Stoltenberg").is(Class::FUNCTION.or(Class::ROLE)));
    }

    #[test]
    fn lists_are_lower_case_and_name_a_word_once() {
        let mut rows = std::collections::HashSet::new();
        for (class, list) in LISTS {
            assert_eq!(list.to_lowercase(), **list);
            for word in list.split_whitespace() {
                assert!(rows.insert((class.0, word)), "{word} stands twice");
            }
        }
    }
}
