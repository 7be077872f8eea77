//! The words that credit, by what may follow them. One row a class; every form is written out.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a crediting verb does with what follows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// `she said (that) …`, `… , said X`, `“…,” X said`.
    Say,
    /// `she believes (that) …`, `… , she believes`; never `believes she`.
    Think,
    /// Credits only before `that`, `how`, `whether`, a pronoun: `polls show that …`.
    Know,
    /// Somebody told comes between: `she told CNN (that) …`.
    Tell,
    /// What follows is the content, a thing or a clause: `he rejected the plan`.
    Judge,
    /// Credits before `to`, `for` or `that`: `he vowed to …`.
    Want,
    /// Credits with its particle: `he called for …`, `pointed to …`.
    Particle,
    /// Credits with a noun of saying: `raises concerns about …`.
    Voice,
    /// Credits after a form of `be`: `is adamant that …`.
    Adjective,
}

const VERBS: &[(Class, &str)] = &[
    (
        Class::Say,
        "state states stated stating point points pointed pointing say says said saying add adds added adding write writes wrote written writing note notes noted noting explain \
         explains explained explaining argue argues argued arguing claim claims claimed claiming declare declares \
         declared declaring insist insists insisted insisting suggest suggests suggested suggesting stated \
         stating report reports reported reply replies replied replying respond responds responded responding \
         continued conclude concludes concluded concluding warn warns warned warning admit admits admitted \
         admitting acknowledge acknowledges acknowledged acknowledging confirm confirms confirmed recall recalls \
         recalled recalling remark remarks remarked remarking observe observes observed observing assert asserts \
         asserted asserting contend contends contended maintain maintains maintained maintaining predict predicts \
         predicted predicting joke jokes joked joking quip quipped lament laments lamented lamenting emphasize \
         emphasizes emphasized emphasise emphasises emphasised stress stresses stressed stressing reiterate reiterates \
         reiterated concede concedes conceded allege alleges alleged alleging testify testifies testified tweet tweets \
         tweeted tweeting boast boasts boasted boasting caution cautions cautioned comment comments commented complain \
         complains complained complaining muse mused shout shouted yelled whispered tells tweeted object objects \
         objected opine opined posted proclaim proclaimed proclaims recount recounted exclaimed retorted countered \
         counters disclosed estimates estimated speculated bragged brags interjected announce announces announced \
         announcing signaled hinted hints revealed reveals implies implied implying ask asks asked asking wonder wonders \
         wondered repeated repeats",
    ),
    (
        Class::Think,
        "believe believes believed believing think thinks thought thinking suspect suspects suspected \
         fear fears feared fearing reckon reckons reckoned doubt doubts doubted expect expects \
         expected hope hopes hoped hoping worry worries worried guess wish wishes",
    ),
    (
        Class::Know,
        "hold holds held know knows show shows showed showing find finds found feel feels felt \
         indicate indicates indicated indicating agree agrees agreed agreeing decide decides decided understand \
         understands understood realize realizes realized remember remembers remembered determine determined learn \
         learned demand demands demanded recommend recommends recommended recommending mention mentions mentioned \
         mentioning assume assumes assumed prove proves ruled concede joke pointing convinced discover discovered \
         appear appears appeared seem seems seemed",
    ),
    (
        Class::Tell,
        "tell told telling remind reminds reminded reminding inform informs informed assure assures assured assuring \
         urge urges urged urging convince persuade persuaded encourage encouraged encouraging order ordered orders \
         advise advised advises implored instructed challenged pressed thanked thanks invited",
    ),
    (
        Class::Judge,
        "reject rejects rejected rejecting criticize criticizes criticized criticizing criticise criticises criticised \
         criticising praise praises praised praising describe describes described describing denounce denounces \
         denounced denouncing condemn condemns condemned condemning dismiss dismisses dismissed dismissing deny denies \
         denied denying accuse accuses accused accusing blame blames blamed blaming blast blasts blasted blasting slam \
         slams slammed slamming mock mocks mocked mocking oppose opposes opposed opposing endorse endorses endorsed \
         endorsing propose proposes proposed proposing cite cites cited citing question questions questioned \
         questioning defend defends defended defending tout touts touted touting decry decried bemoan bemoaned \
         reaffirm reaffirms reaffirmed reaffirming protest protests protested rebuke rebuked hail hailed applaud \
         applauded deride derided lambasted assailed likened call calling calls called \
         supports supported deem deems deemed consider considers considered favors \
         echoed highlighted outlined dubbed labeled labelled portrayed demanded demanding \
        ",
    ),
    (
        Class::Want,
        "want wants wanted wanting vow vows vowed vowing pledge pledges pledged pledging promise promises promised \
         promising refuse refuses refused refusing decline declines declined \
         offer offers offered offering threaten threatens threatened threatening prefer prefers \
         preferred hope hopes",
    ),
    (
        Class::Particle,
        "call calls called calling point points pointed pointing talk talks talked talking speak speaks spoke spoken speaking \
         refer refers referred referring push pushed pushing railed advocate advocates advocated argue argued \
         complain warn warns warned lashed brag boast boasts",
    ),
    (
        Class::Voice,
        "raise raises raised raising voice voices voiced voicing express expresses expressed expressing sound sounds \
         sounded sounding issue issues issued issuing make makes made making offer offers offered cast casts",
    ),
    (
        Class::Adjective,
        "adamant confident concerned worried convinced certain clear hopeful skeptical sceptical optimistic pessimistic \
         sure afraid aware proud disappointed furious",
    ),
];

/// Nouns that credit: `X’s claim that …`. Also what `raise` and `express` need behind them.
const NOUNS: &str = "claim claims argument arguments assertion assertions belief beliefs view views opinion opinions \
    promise promises pledge pledges vow warning warnings message narrative statement statements suggestion suggestions \
    insistence contention admission allegation allegations accusation accusations complaint complaints concern concerns \
    criticism call calls fear fears hope hopes idea doubt doubts prediction predictions proposal proposals conclusion \
    announcement acknowledgment remark remarks comment comments demand demands request requests conviction feeling \
    alarm question questions objection objections confidence worry worries support skepticism threat threats regret \
    mantra refrain denial reminder";

/// The particles that a [`Class::Particle`] verb credits with.
const PARTICLES: &[&str] = &["for", "on", "to", "about", "of", "out", "against", "upon"];

static CLASSES: LazyLock<HashMap<&'static str, Vec<Class>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<Class>> = HashMap::new();
    for &(class, words) in VERBS {
        for word in words.split_whitespace() {
            let classes = all.entry(word).or_default();
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
    }
    all
});

static NOUN_SET: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| NOUNS.split_whitespace().collect());

/// The classes of a verb form in lower case, the likeliest first; empty where it does not credit.
pub(super) fn classes(word: &str) -> &'static [Class] {
    CLASSES.get(word).map_or(&[], Vec::as_slice)
}

/// Returns `true` for a verb form (lower case) of telling, not of thinking or wanting.
pub(crate) fn speaks(word: &str) -> bool {
    classes(word)
        .iter()
        .any(|c| matches!(c, Class::Say | Class::Tell | Class::Judge | Class::Particle | Class::Voice))
}

/// Returns `true` if this noun (lower case) credits words to somebody.
pub(super) fn is_noun_cue(word: &str) -> bool {
    NOUN_SET.contains(word)
}

/// Returns `true` for a particle of an attributing verb.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}
