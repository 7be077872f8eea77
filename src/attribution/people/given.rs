//! Given names that tell a man's from a woman's in most of the news; short on purpose: a name that is not
//! here leaves the question open, and the text's own `Mr`, `Ms`, `he` and `she` count for more.

/// Mostly men's.
pub const MALE: &str = "aaron adam ahmed alan albert alejandro alexander ali andrei andrew andrey anthony antonio antony \
    arthur barack ben benjamin bernard bernie bill bob boris brad brian bruce carl carlos charles chris christopher chuck \
    craig daniel dave david dennis dick dmitry don donald doug douglas duncan ed eduardo edward emmanuel eric ernest \
    francisco frank franklin fred fumio gary gavin george gerald gerard glenn gordon greg gregory harold harry henry \
    hiroaki howard hugh ian igor ivan jack jacob jake james jason jay jeff jeffrey jens jeremy jerome jerry jim jimmy joe \
    john johnny jonathan jorge jose josé joseph josh joshua juan julian justin karl keith ken kenneth kevin larry lars \
    lawrence lee louis luis luke manuel marc marco mario mark martin matt matthew max michael mick miguel \
    mike mitch mitt mohamed mohammed muhammad narendra nathan neil nicholas nick nicolas nigel norman olaf oliver oscar \
    patrick paul pedro pete peter phil philip phillip pierre rafael ralph ramon rand randy raymond reince ricardo richard \
    rick rob robert rodrigo roger ron ronald roy rudy russell ryan sam samuel scott sean sergei sergey shinzo simon \
    stephen steve steven stuart ted terry theodore thomas tim timothy todd tom tommy tony travis vladimir volodymyr \
    walter warren wayne will william xavier yasser zachary recep viktor marcus trey newt merrick jeb cory tyler austin \
    evan ethan noah liam lucas dylan logan kyle derek dwight roland ulrich wolfgang friedrich olivier jacques françois \
    giuseppe matteo silvio paolo giovanni stefan mikhail nikolai yuri oleg pavel hassan hussein ibrahim omar abdul \
    benyamin bibi ehud rajiv rahul hiroshi kenji takeshi";

/// Mostly women's.
pub const FEMALE: &str = "abigail alexandra alice alicia allison amanda amy ana andrea angela angelina ann anna anne annie \
    april ashley ava barbara beatrice beth betty beyoncé bonnie brenda bridget candice carla carly carol caroline \
    catherine cathy charlotte cheryl christina christine cindy claire clara condoleezza cynthia daniela dana debbie \
    deborah debra denise diana diane dianne donna dorothy eleanor elena elizabeth ellen emily emma erin eva evelyn \
    fiona frances gabrielle gail gennifer geraldine gina gloria grace greta hannah heather heidi helen hillary holly \
    hope huma ida ingrid irene isabel ivanka jacinda jackie jacqueline jane janet janice jean jeanne jennifer jenny \
    jessica jill joan joanna joanne josephine joyce judith judy julia julie kamala karen kate katherine kathleen kathy \
    katie katrina kellyanne kelly kimberly kirsten kristen laura lauren leah lena lily linda lisa liz loretta \
    lori louise lucy lydia lynn madeleine maggie margaret maria marie marilyn marine marissa marjorie martha mary \
    maureen megan megyn melania melissa meredith michelle mildred miriam molly monica nancy naomi natalie nicole nikki \
    nina nora olivia pamela patricia patty paula penny phyllis rachel rebecca renee rita roberta robin rosa rose ruth \
    sally samantha sandra sara sarah savannah shannon sharon sheila shirley sofia sonia sophia sophie stephanie sue \
    susan susana suzanne sylvia tamara tammy tanya teresa theresa tiffany tina tracy tulsi ursula valerie vanessa vera \
    veronica victoria viola virginia vivian wendy whitney yvonne zoe anita gillian chelsea debora dilma cristina angelica \
    federica giorgia annalena sanna mette yuriko sonya aung nadia fatima aisha zainab leila";
