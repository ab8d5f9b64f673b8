"""Common given names, by which "he" and "she" tell two people apart. A name that is not here fits both."""

from typing import Final

from index.speech.words import list_words

WOMEN: Final = list_words(
    """
    abena abigail adaeze adele agnes aida aisha akiko alice alicia alina alison amal amanda amara
    amelia amina amira amy ana anca andrea angela anita ann anna anne annika aoife aparna asa asta astri
    astrid audrey ayesha barbara beata beatrice beatriz bella bridget brigitte bronwyn caitlin camila
    cara carla carmen carol carolina caroline catherine cecilia celia chantal charlotte chiara chloe
    chloé christina christine ciara claire clara claudia colette corinne cristina daniela daphne deborah
    deirdre delia diana dolores donna dorothy ebba edith eileen elaine eleanor elena eleni elin elisa
    elise elizabeth ella ellen elsa emilia emily emma emmanuelle erika erin estelle esther eunice eva
    eve farah fatima felicity fiona florence frances francesca francoise françoise freya frida gabriela
    gail gemma genevieve georgia gillian gina gisela giulia gloria grace greta gretchen gudrun
    gwen hanna hannah harriet heather heidi helen helena hilary hilda holly honor huda ida ilse
    imelda imogen ines inga ingeborg ingrid ioana irene iris isabel isabella isla ivana ivy jacinta
    jacqueline jade jana jane janet jasmine jean jennifer jessica jill joan joana joanna johanna jolanta
    josefina josephine joyce judith judy julia juliet justine kamala karen kari karin karina karla
    katarina kate katherine kathleen katja katrin kavita keiko kim kirsten kristin kristina lakshmi
    laura lauren leah leila lena leticia lidia liesel lily linda linnea lisa lise liv lorna lorraine
    lotte louise lourdes lucia lucy luisa lydia lynn maeve magda magdalena mahnaz maja malin margaret
    margarita maria mariam mariana marianne marie marina marisa marit marta martha mary maureen maya
    meena megan mei melissa mercedes mette mia michelle minna mireille miriam molly mona monica muriel
    nadia nadine nancy naomi nasrin natalia natalie nell nesrin niamh nicole nina nora nuria odile
    oksana olga olivia orla padma pamela paola patricia paula pauline penelope petra philippa pia pilar
    polly priya rachel ragnhild rania raquel rebecca reka renata rhiannon rita rosa rosalind rose
    rosemary roxana rukhsana runa ruth sabine sadie sally salma samira sandra sandrine sanna sara sarah
    sheila shirin shirley signe sigrid silke silvia simone sinead siobhan sofia solveig sonia sophia
    sophie soraya stacey stella sunita susan susana susanne svetlana sylvia tamara tanya tara tatiana
    tatjana teresa tessa thandiwe tilda tina trudy ulrike uma ursula valentina valeria valerie
    vanessa vera veronica victoria viola violet virginia vivian wanda wendy wilma winifred xenia yasmin
    yoko yolanda yuki yvonne zainab zara zoe zuzana
    """
)

MEN: Final = list_words(
    """
    aaron abdul abdullah abel adam adrian ahmed aidan akira alain alan alastair albert alberto
    aldo alec alejandro alessandro alessio alexander alfred ali alistair alvaro amir amit amos anders
    andre andreas andrei andres andrew angus anil anthony antoine anton antonio archie ari arjun arne
    arthur arturo ashok attila axel barry bart bashir bela ben benedict benjamin bernard bert
    bertrand bill bjarne bjorn björn boaz bob boris brendan brett brian bruce bruno bryan calum carl
    carlos casper cedric cesar chad charles chidi chris christian christopher claude clement clive colin
    conor conrad cornelius craig curtis cyril dale damian dan daniel dario darren dave david dean declan
    deepak dennis derek dermot desmond didier diego dieter dirk dmitri dominic don donald doug douglas
    duarte duncan dylan eamon edgar edmund eduardo edward edwin efrain egon einar elias emeka emil
    emilio emmanuel emre enrico eoin eric erik erling ernest ernst erwin esteban ethan eugene ezra fabio
    farid felipe felix ferdinand fergal fergus fernando finn flavio florian francesco francis franco
    frank franz fred frederick fredrik fritz gabriel gareth gary gavin geoffrey georg george gerald
    gerard gianni gideon gilbert gilles gino giorgio giovanni giuseppe glenn godfrey goran gordon graham
    greg gregor gregory guido guillermo gunnar gunther gustav guy hakan hamid hans harold harry
    harvey hassan hector heinrich heinz helmut henrik henry herbert hiroshi howard hugh hugo hussein ian
    ibrahim idris ignacio igor ilya imran isaac ismail ivan ivo jack jacob jacques jaime jakob jamal
    james jan janos jarek jason javed javier jean-pierre jeff jeffrey jens jeremy jerome jesper jesus
    jim jiri joachim joao joe joel johan john jon jonah jonas jonathan jorg jorge jose josef joseph josh
    joshua juan julian julius jun jurgen justin jürgen kai kamal karim karl kaspar keith kenji kenneth
    kenny kevin khalid kieran klaus kofi kurt kwame lars laszlo laurence laurent lawrence len lennart
    leo leon leonard leonardo leopold leroy lewis liam lloyd lorenz lorenzo lothar louis luca
    lucas luciano ludwig luigi luis lukas luke maarten magnus mahmoud malcolm manfred manuel marc marcel
    marco marcus marek mario mark markus martin mateo mateus mats matteo matthew maurice max mehmet
    michael michel mick miguel mihai mike mikhail mikkel milan milos mitch mohamed mohammed moritz
    morten moses mustafa nathan neal ned neil niall nicholas nick nico nicolas niels nigel nikolai nils
    noah norman olaf olav ole oliver olivier olu omar oscar osman oswald otto pablo padraig paolo
    pascal pat patrick paul paulo pavel pedro per percy perry peter philip philippe pierre pietro piotr
    quentin rafael rainer raj rajesh ralph rami ramon randy rashid rasmus raymond rene reza rhys ricardo
    richard rick robert roberto robin rod rodney rodrigo roger roland rolf roman ron ronald rory ross
    roy ruben rudolf rudy rupert russell sachin salim sam samuel sandro sandy sanjay seamus sean
    sebastian sergei sergio seth shaun sigurd silvio simon sol stanley stefan stellan stephen steve
    steven struan stuart sunil sven tadeusz takashi takeshi tariq ted teo terence terry theo thierry
    thomas thorsten tiago tibor tim timothy tobias toby tom tomas tommaso tony tor tore trevor tyler
    umberto uwe vaclav valentin vasco vernon victor viggo vikram viktor vince vincent vitaly vladimir
    wade walter warren wayne wendell werner wilfred wilhelm willem william wolfgang xavi xavier yann
    yannick yusuf yves zeno zoltan
    """
)


def guess_gender(name: str) -> str:
    """The letter f or m by the given name of a person; empty where it does not tell."""
    given = next(iter(name.split()), "").casefold()
    return "f" if given in WOMEN else "m" if given in MEN else ""
