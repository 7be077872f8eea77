//! The order of the rows.

use super::*;

/// The first words of the quotes found, in order.
fn quotes(query: &str) -> String {
    let library = sample();
    let first = |hit: &QuoteHit| said(&library, hit.id).split([' ', ',']).next().unwrap().to_owned();
    answer(&library, query).quotes.rows.iter().map(first).collect::<Vec<_>>().join(" ")
}

#[test]
fn quotes_come_in_the_order_a_person_would_choose() {
    let cases = [
        ("a name finds what is said in its paragraphs too", "stoltenberg", "the Security Our"),
        ("a misspelt name is found", "stoltenburg", "the Security Our"),
        ("letters swapped", "stotlenberg", "the Security Our"),
        ("a letter too many", "pistorious", "Who"),
        ("letters missing in two words", "self servng cliqes", "Self-serving"),
        ("a name half typed with a slip", "stoltenbu", "the Security Our"),
        ("any order; side by side before far apart", "alliance knows the", "Security"),
        ("close together before scattered", "history alliance", "the Our"),
        ("as typed before turned round", "small cliques", "Nobody Asia"),
        ("a word of the quote before one of its paragraph", "freedom", "Who Our"),
        ("a word that stands in the paragraph only", "kyiv", "Asia"),
        ("whole words before longer ones", "welcome cliques", "Asia Nobody"),
        ("the beginning of a word", "secur", "Who Security"),
        ("accents need not be typed", "zoe", "Nobody"),
        ("most words when no quote has all", "alliance zzzz", "the Security Our"),
        ("written together, printed apart", "selfserving cliques", "Self-serving"),
        ("written apart, printed together", "stolten-berg freedom", "Our"),
        ("exact words", "\"small cliques\"", "Nobody Asia"),
        ("exact words are not mistyped ones", "\"small cliqes\"", ""),
        ("without", "alliance -history", "Security"),
        ("one speaker", "speaker:mao", "Nobody Asia"),
        ("one speaker, misspelt, and a word", "speaker:stotlenberg freedom", "Our"),
        ("all but one speaker", "-speaker:stoltenberg -speaker:\"mao ning\"", "Who Self-serving"),
        ("exactly one speaker", "speaker:=\"mao ning\"", "Nobody Asia"),
        ("a part of a name is not the whole of it", "speaker:=mao", ""),
        ("a kind that none is", "kind:mixed cliques", ""),
        ("nothing typed lists all", "", "Nobody the Asia Who Self-serving Security Our"),
        ("nothing like it", "xylophone", ""),
        ("one or the other, the better answer first", "threatens OR \"small cliques\"", "Nobody Asia Who"),
        ("or with a name", "speaker:pistorius OR speaker:wang", "Who Self-serving"),
        ("a group of one word", "(mao) cliques", "Nobody Asia"),
        ("groups", "(speaker:mao OR speaker:wang) -nobody", "Asia Self-serving"),
        ("of two alternatives the one that is answered", "xylophone OR threatens", "Who"),
    ];
    let got = cases.map(|(why, query, _)| format!("{why}: {query} → {}", quotes(query)));
    let want = cases.map(|(why, query, want)| format!("{why}: {query} → {want}"));
    assert_eq!(got.join("\n"), want.join("\n"));
}

#[test]
fn a_speaker_is_found_by_name_and_by_role_but_not_by_whom_a_role_names() {
    let mut library = Library::default();
    let mut told = article(
        "a.md",
        "A",
        "2024",
        "He said: [Jeff Weaver: We go on]. She said: [Bernie Sanders: So do I]. It said: [Sanders Fund: Nobody stops].",
    );
    let mut analysis = (*told.analysis).clone();
    analysis.speakers[0].roles = vec!["Sanders campaign manager".to_owned()];
    let also = [
        "Weaver",
        "Jeff P. Weaver Jr.",
        "Sanders’s campaign manager",
        "Sanders aide Jeff Weaver",
        "Jeff Weaver Slams Sanders",
    ];
    analysis.speakers[0].also = also.map(str::to_owned).into();
    told.analysis = analysis.into();
    library.learn(told);
    let found = |query: &str| {
        let results = answer(&library, query);
        results.quotes.rows.iter().map(|hit| said(&library, hit.id)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(found("speaker:weaver"), "We go on");
    assert_eq!(found("speaker:\"p weaver\""), "We go on");
    assert_eq!(found("speaker:sanders"), "So do I, Nobody stops");
    let speakers = answer(&library, "speaker:sanders").speakers.rows;
    let name = |hit: &SpeakerHit| library.people().get(hit.id).unwrap().name.to_owned();
    assert_eq!(speakers.iter().map(name).collect::<Vec<_>>(), ["Bernie Sanders", "Sanders Fund"]);
    assert_eq!(found("speaker:=\"bernie sanders\""), "So do I");
    assert_eq!(found("role:\"campaign manager\""), "We go on");
    assert_eq!(found("role:sanders"), "We go on");
}

/// The titles and names found, in order.
fn others(query: &str) -> (String, String) {
    let library = sample();
    let results = answer(&library, query);
    let title = |hit: &ArticleHit| library.article(hit.id).unwrap().path.replace(".md", "");
    let name = |hit: &SpeakerHit| library.people().get(hit.id).unwrap().name.to_owned();
    let titles: Vec<String> = results.articles.rows.iter().map(title).collect();
    let names: Vec<String> = results.speakers.rows.iter().map(name).collect();
    (titles.join(", "), names.join(", "))
}

#[test]
fn articles_come_in_the_order_a_person_would_choose() {
    let cases = [
        ("the title before the text", "asia", "NATO looks to Asia, Partners far from home"),
        ("one paragraph before scattered ones", "cliques welcome", "NATO looks to Asia, A summit of friends"),
        ("some letters of the title", "nlasia", "NATO looks to Asia"),
        ("none where only quotes are asked for", "speaker:pistorius", ""),
        ("without", "cliques -kyiv -nobody", "Partners far from home"),
        ("by path or title", "article:partners", "Partners far from home"),
    ];
    for (why, query, want) in cases {
        assert_eq!(others(query).0, want, "{why}: {query}");
    }
}

#[test]
fn speakers_come_in_the_order_a_person_would_choose() {
    let cases = [
        ("who has more quotes first", "", "Jens Stoltenberg, Mao Ning, Boris Pistorius, Wang Wenbin"),
        ("misspelt", "stotlenberg", "Jens Stoltenberg"),
        ("some letters", "bpist", "Boris Pistorius"),
        ("words in any order", "wenbin wang", "Wang Wenbin"),
        ("who said something in that article", "article:summit", "Mao Ning"),
        ("the one that has a word of the query", "mao cliques", "Mao Ning"),
    ];
    for (why, query, want) in cases {
        assert_eq!(others(query).1, want, "{why}: {query}");
    }
}

#[test]
fn a_whole_claim_comes_before_a_fragment() {
    let mut library = Library::default();
    let text = "[Ann Lee: climate change] came up. She said [Ann Lee: that climate change will close the bridge].";
    library.learn(article("a.md", "Bridge", "2024", text));
    let mut article = library.articles().next().unwrap().1.clone();
    let mut analysis = sayso_attribution::Analysis::clone(&article.analysis);
    analysis.attributions.iter_mut().for_each(|quote| quote.kind = sayso_attribution::Kind::Indirect);
    article.analysis = std::sync::Arc::new(analysis);
    library.learn(article);
    let order: Vec<u32> = answer(&library, "climate change").quotes.rows.iter().map(|hit| hit.id.quote).collect();
    assert_eq!(order, [1, 0]);
}
