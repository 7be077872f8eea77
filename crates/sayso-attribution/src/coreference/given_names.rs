//! Given names that tell a man's from a woman's in most of the news; a name that is not
//! here, or that both bear, leaves the question open, and the text's own `Mr`, `Ms`, `he` and `she` count for more.

/// Mostly men's.
pub const MALE: &str = "jan aaron adam ahmed alan albert alejandro alexander ali andrei andrew andrey anthony antonio antony arthur \
    barack ben benjamin bernard bernie bill bob boris brad brian bruce carl carlos charles chris christopher \
    chuck craig daniel dave david dennis dick dmitry don donald doug douglas duncan ed eduardo edward emmanuel \
    eric ernest francisco frank franklin fred fumio gary gavin george gerald gerard glenn gordon greg gregory \
    harold harry henry hiroaki howard hugh ian igor ivan jack jacob jake james jason jay jeff jeffrey jens \
    jeremy jerome jerry jim jimmy joe john johnny jonathan jorge jose josé joseph josh joshua juan julian justin \
    karl keith ken kenneth kevin larry lars lawrence lee louis luis luke manuel marc marco mario mark martin \
    matt matthew max michael mick miguel mike mitch mitt mohamed mohammed muhammad narendra nathan neil nicholas \
    nick nicolas nigel norman olaf oliver oscar patrick paul pedro pete peter phil philip phillip pierre rafael \
    ralph ramon rand randy raymond reince ricardo richard rick rob robert rodrigo roger ron ronald roy rudy \
    russell ryan sam samuel scott sean sergei sergey shinzo simon stephen steve steven stuart ted terry theodore \
    thomas tim timothy todd tom tommy tony travis vladimir volodymyr walter warren wayne will william xavier \
    yasser zachary recep viktor marcus trey newt merrick jeb cory tyler austin evan ethan noah liam lucas dylan \
    logan kyle derek dwight roland ulrich wolfgang friedrich olivier jacques françois giuseppe matteo silvio \
    paolo giovanni stefan mikhail nikolai yuri oleg pavel hassan hussein ibrahim omar abdul benyamin bibi ehud \
    rajiv rahul hiroshi kenji takeshi abraham adrian alec alfonso alfred allan allen alvin amir anders andres \
    angelo angus anton archie armando arnold arnie arturo ashton bart basil bashar bertrand bertie billy bjorn \
    bobby brandon brendan brent bret brett bryan bryce byron caleb calvin cecil cedric cesar charlie chester \
    clarence claude claudio clayton cliff clifford clint clive clyde colin conor conrad corey cornell curt \
    curtis cyril damian damien damon dan danny darrell darren darryl daryl denis derrick desmond devin dexter \
    diego dimitri dominic donnie donovan duane dustin eddie edgar edmund edwin eli elias elijah elliot elliott \
    elmer emanuel emilio emile emir enrique eoin ephraim erik ernie esteban eugene eusebio ezra fabian fabrice \
    felipe felix fernando fidel finn floyd fraser freddie frederick fritz garth gene geoff geoffrey georges \
    gerardo gerhard gilbert gilles gino glen graeme graham guido guillermo gus gustavo hakeem hamid hamish hank \
    hans harvey hector heinz helmut henri herbert herman hiram homer horst hubert hugo humayun imran isaac \
    isaiah ismail ivo jaime jakob jamal janos jared jarrod jasper javier jed jeremiah jermaine jesse jesus \
    jimmie joachim joao joaquin jock joel johan johann johannes jon jonah jonas jordi jorgen juergen julio \
    julius jürgen kareem karim kelvin kenny kent khalid klaus knut konrad konstantin kurt kwame lamar laurent \
    lech len leo leon leonard leonardo leonid leroy lester levi lionel lloyd lorenzo louie lou loyd luca luciano \
    ludwig luigi mahmoud malcolm malik manny manolo marcel marcelo marty marvin massimo mathias mathieu matthias \
    maurice mauricio maxim maximilian melvin merlin mervyn milo milton mohammad mohamad moises moshe musa \
    mustafa nabil nate nathaniel ned nico nils norbert octavio omer orrin orville osama osman otis otto owen \
    pablo paddy pascal percy pervez phillipe philippe piotr quentin quincy rahm raj ralf ramiro ramzan randall \
    ray reginald reuben reza ricky rico rodney rolf romano ronnie roscoe rowan ruben rudi rudolph rufus russ \
    salman salvatore sander sanjay saul sebastian serge sergio seth shane shaun sheldon sid simeon stan stanley \
    stephan stu sven sylvester tariq tayyip teddy terence terrence thad thaddeus theo thierry tibor tobias tomas \
    trent trevor tristan tyrone uwe valentin vernon vicente victor vidal vijay vince vincent vinny virgil vitaly \
    vito wally walt wendell werner wes wesley wilbur wilfred wilhelm willard willie wyatt yanis yitzhak yusuf \
    zach zbigniew zeke zoran khizr geert rupert alistair alastair fergus declan niall seamus padraig keir rishi \
    sadiq sajid jaap joost piet ruud henk willem";

/// Mostly women's.
pub const FEMALE: &str = "jan abigail alexandra alice alicia allison amanda amy ana andrea angela angelina ann anna anne annie april \
    ashley ava barbara beatrice beth betty beyoncé bonnie brenda bridget candice carla carly carol caroline \
    catherine cathy charlotte cheryl christina christine cindy claire clara condoleezza cynthia daniela dana \
    debbie deborah debra denise diana diane dianne donna dorothy eleanor elena elizabeth ellen emily emma erin \
    eva evelyn fiona frances gabrielle gail gennifer geraldine gina gloria grace greta hannah heather heidi \
    helen hillary holly hope huma ida ingrid irene isabel ivanka jacinda jackie jacqueline jane janet janice \
    jean jeanne jennifer jenny jessica jill joan joanna joanne josephine joyce judith judy julia julie kamala \
    karen kate katherine kathleen kathy katie katrina kellyanne kelly kimberly kirsten kristen laura lauren leah \
    lena lily linda lisa liz loretta lori louise lucy lydia lynn madeleine maggie margaret maria marie marilyn \
    marine marissa marjorie martha mary maureen megan megyn melania melissa meredith michelle mildred miriam \
    molly monica nancy naomi natalie nicole nikki nina nora olivia pamela patricia patty paula penny phyllis \
    rachel rebecca renee rita roberta robin rosa rose ruth sally samantha sandra sara sarah savannah shannon \
    sharon sheila shirley sofia sonia sophia sophie stephanie sue susan susana suzanne sylvia tamara tammy tanya \
    teresa theresa tiffany tina tracy tulsi ursula valerie vanessa vera veronica victoria viola virginia vivian \
    wendy whitney yvonne zoe anita gillian chelsea debora dilma cristina angelica federica giorgia annalena \
    sanna mette yuriko sonya aung nadia fatima aisha zainab leila abby ada adela adele adriana agnes aida aileen \
    alana alba alberta alejandra alexa alina alison alma althea alyssa amalia amelia amina amparo anastasia \
    angie anika anja anjali annabel annemarie antoinette antonia anya aretha ariana arlene astrid athena aubrey \
    audrey aurora bea becca becky belinda bernadette bernice bertha bethany bettina bianca birgit blanca blanche \
    brandy bree brianna bridgette brigitte britney brittany brooke caitlin calista camila camilla candace cara \
    carina carlotta carmen carolina carolyn carrie cassandra cassie cate cecilia celeste celia celine charlene \
    charmaine chelsey cherie chloe chrissy christiane christie cicely clarissa claudette claudia colette colleen \
    connie constance cora cordelia corinne cornelia cristin daisy daniella danielle daphne darlene deanna \
    deirdre delia delilah della delores demi desiree dina dolores dora doreen doris dottie edith edna edwina \
    eileen elaine elba elise elisa elisabeth eliza ella elle ellie elsa elsie elvira emilia emilie enid erica \
    erika esmeralda esperanza estelle esther ethel etta eugenia eunice eve evelina faye felicia felicity \
    florence francesca francine freda frieda gabriela gaby gemma genevieve georgette georgina germaine gertrude \
    gilda ginny giselle gladys glenda glenna graciela gretchen gwen gwendolyn hallie harriet hattie hazel hedda \
    hedwig helena helene helga henrietta hermione hilda hildegard hortense ilana ilse imelda imogen ines inga \
    inge ingeborg irma isabella isabelle isla jana janelle janie janine janis jasmine jayne jeanette jeanie \
    jenna jeri joann joanie jocelyn jodi jodie jolene josefina josie juanita judi julianne juliana julianna \
    juliet juliette justine kaitlyn kara karin karina karla karolina kasia katarina katharine katherina kathie \
    kathryn katja katya katy kayla keira kelli kendra keri kerstin kiersten kiki kirsty kirstie kirstjen krista \
    kristi kristin kristina kristine kyra lana lara larissa latoya lauri laurie laverne lea leanne lenora leona \
    leonora lesley letitia lilian liliana lillian lillie lina lindy liv liza lois lola lorena lorna lorraine \
    lottie louisa luann lucia lucille lucinda luisa lulu luz lynda lynette lynne mabel maddie madeline mae magda \
    magdalena maisie malala mallory mamie mandy mara marcella marcia margarita margery margo margot marguerite \
    mariah mariam mariana marianne maribel maricela mariel marietta marisa marisol marla marlene marsha marta \
    martina maryann matilda maud maude maura maxine maya mckenzie meg meghan melinda mia michele mika millicent \
    mimi mina mindy minnie mira miranda moira mona morgana muriel myra myrna nadine nanette natalia natasha nell \
    nellie nettie nicola nicolette nikita noelle noemi noreen norma octavia odessa olga oprah paige paloma pam \
    patsy patti paulette paulina pauline peggy perla petra philippa phoebe phyllida pippa pilar polly portia \
    priscilla priya queenie rachael ramona raquel rebekah regina reyna rhea rhoda rhonda robyn rochelle ronda \
    rosalia rosalie rosalind rosalyn rosanna rosanne roseann roseanne rosemary rosie roslyn rowena roxanne \
    ruthie sabina sabine sabrina sadie samira sanya saoirse selena selma serena shari sharlene sharron sheena \
    shelia shelley shelly sheri sherri sherry sheryl shira siobhan sigrid silvia simone sinead socorro solange \
    sondra soraya staci stella stephany susanna susannah susie svetlana sybil tabitha tamar tamika tania tanisha \
    tara tasha tatiana tess tessa thea thelma therese tiffani tilda tonya tori traci tracey tricia trina trish \
    trisha trudy twyla ulrike uma valarie valeria velma vicki vickie vicky viviane wanda wendi whoopi wilhelmina \
    wilma winifred winnie xiomara yelena yolanda yvette zara zelda zelma ghazala priti rosamund arlette \
    anneliese";
