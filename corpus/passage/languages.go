package passage

import "strings"

// grammarOf returns the grammar of the family of a language.
func grammarOf(lang string) *grammar {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch base {
	case "de", "da", "nb", "nn", "no", "sv", "nl", "fi":
		return &germanic
	case "fr", "es", "pt", "it", "ca", "gl", "ro":
		return &romance
	case "ru", "uk", "bg", "sr", "mk", "pl", "cs", "sk", "sl", "hr", "bs":
		return &slavic
	case "ja", "ko", "zh", "yue":
		return &eastAsian
	}
	return &english
}

// The lists are of abbreviations in the press of each language. An
// abbreviation before which a sentence rarely ends belongs to never even if it
// can end one; one that is missing costs a sentence cut in two, one too many
// costs two sentences shown as one.
var (
	english = grammar{
		never: set(`mr mrs ms messrs mx dr drs prof profs sen sens rep reps gov govs gen gens lt col cols capt cpt cmdr sgt
			adm maj rev hon st mt ft pres amb supt insp asst atty fr sr. vs v e.g i.e cf viz approx incl esp`),
		number: set(`no nos fig figs p pp vol vols art arts sec secs ch chap para par eq ed eds jan feb mar apr jun jul aug
			sep sept oct nov dec ca c tel ext rm sect app`),
		may: set(`co cos corp inc ltd llc bros plc dept univ assn intl natl govt jr sr esq etc al ave blvd rd sq mfg
			bhd pte pty sdn sec jan feb mar apr aug sept oct nov dec est mass calif fla pa va md wash conn`),
		starters: set(`the a an it its he she they we i you this that these those there here in on at but and or so yet
			however if when while as for from with after before since although though because by to not moreover
			meanwhile also both some many most more all now then what who why how which where our their his her my your
			during according still each such even instead despite among until unlike today yesterday nor once no thus
			therefore nevertheless additionally furthermore similarly`),
		said: set(`said says asked asks added adds wrote writes told tells replied warned cried shouted tweeted`),
	}
	germanic = grammar{
		never: set(`dr prof hr fr hrn frau ing dipl mag bzw ca vgl z.b z rev d.h d u.a u s.o s.u inkl exkl evtl ggf sog geb gest
			st str abs bspw z.t i.d.r od resp mr mrs ms bl.a f.eks t.ex o.a d.v.s dvs bijv mevr dhr drs`),
		number: set(`nr nrn abs art s bd kap abb tel jh ziff okt nov dez jan feb mrz apr aug sept sep dec`),
		may:    set(`mio mrd mill usw etc co inc ltd corp jr sen o.ä u.v.m gmbh enz m.m m.fl osv`),
		starters: set(`der die das den dem ein eine einer es er sie wir ich in im am an auf auch aber und doch dabei damit
			dies diese dieser dieses dazu daher nach mit für bei zu zum zur von vom als wenn während laut seit so zudem
			außerdem allerdings jedoch denn da man was wer wie nun hier dort trotz wegen ob nur noch vor um
			de het een en maar det den han hun och men de som`),
		ordinals: set(`am der die das dem den des vom zum im bis seit ab und jeder jedes zur einer den d`),
		months: set(`januar jänner februar märz april mai juni juli august september oktober november dezember
			januari februari maart mei augustus jahrhundert generation kongress jahrestag wahlperiode legislaturperiode`),
		said:         set(`sagte sagt fragte fragt`),
		inwardQuotes: true,
	}
	romance = grammar{
		never: set(`m mme mlle mgr dr dra drs prof profa sr sra srs sras srta sto sta st ste don dña gral gen cap cnel lic
			ing arq ud uds vd p.ej p.ex p ej av avda c cf vs sig sigg dott avv on rev mons pte ee mr mrs ms d`),
		number: set(`no nº n núm num art arts arti pág págs pag pagg p pp vol fig cap sec inc tel séc ene feb mar abr jun jul
			ago sept sep oct nov dic janv févr avr juil déc fev set out dez genn`),
		may: set(`uu ee.uu etc ecc cía cia co inc ltd corp jr s.a ltda hnos dep depto a.c d.c ss aa eua`),
		starters: set(`le la les un une il elle ils elles on nous ce cette ces cet en dans mais et pour par selon après avec
			au aux à depuis si comme sur du des quand lorsque ainsi cependant toutefois l d
			el los las una y pero por para según con al su sus este esta estos esto también además no se lo que cuando
			tras desde como él ella o os as um uma na nos nas em e mas segundo com ao ele ela também não isso
			lo gli i uno in ma per secondo del della questo questa anche non dopo nel nella`),
	}
	slavic = grammar{
		never: set(`г-н г-жа т.е т.к им ул стр рис см напр акад проф др тов тыс
			np tzw tj im ul prof dr inż mgr św str por hab gen płk red m.in
			tzv např resp ing mgr doc sv č čl napr tzn npr oz g ga mr mrs ms`),
		number: set(`г гг №  ст п пп т рис стр гл nr art s č čl str odst br st`),
		may:    set(`г гг млн млрд трлн руб долл коп чел в вв р др пр r w mln mld zł itd itp tys atd ap mil tis itd co inc ltd corp`),
		starters: set(`в на и но по с он она они это эта этот как а для при после из о у за об однако также если когда
			w z na po i ale to jest on ona nie jak dla przy od do za o po v z se je to na a ale po pro při
			від у та але він вона це як для`),
		months: set(`stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
			ledna února března dubna května června července srpna září října listopadu prosince
			januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra`),
	}
	// Names and quotations in Latin script follow the rules of English.
	eastAsian = grammar{
		never: english.never, number: english.number, may: english.may, starters: english.starters,
		particles: []string{"と", "って", "など", "との", "という", "라고", "이라고", "라는", "이라는", "라며", "이라며", "고 ", "며 ", "는 ", "하고"},
	}
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
