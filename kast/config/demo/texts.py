"""What the made-up people say. Nobody here exists; no place, name or day points at anybody."""

LETTERS = {
    "bought": [
        "Hej. Jag vet inte riktigt hur man börjar ett sånt här brev, så jag börjar bara.\n\n"
        "Jag fick ert kort för några månader sedan. Det har legat i bilen sedan dess. Jag har försökt sluta själv, flera "
        "gånger. Den personen verkade vilja, det har jag intalat mig i alla fall. Går det att sluta när man har försökt "
        "så många gånger?",
        "Jag skriver för att jag inte har någon annan att säga det till. Det är alltid samma väg hem från jobbet. Tre "
        "månader är det längsta jag har klarat. Jag skulle vilja att det tog slut på riktigt.",
        "Hej! Jag har köpt sex på nätet i ungefär två år. Det började som nyfikenhet. Nu är det det första jag tänker på "
        "när jag har haft en dålig dag. Jag har aldrig berättat det för någon.",
        "Polisen var lugn, det var nästan det värsta. Nu väntar jag på ett brev hem. Jag sover dåligt och vet inte vad "
        "jag ska säga. Kan man prata med er fast man inte vet vad som händer?",
        "Jag tänkte aldrig på om hon kunde välja. Sedan såg jag ett program och nu går det inte att sluta tänka på det. "
        "Jag vill förstå vad jag har varit med om, och jag vill inte göra det igen.",
        "Det blir mest när jag är bortrest med jobbet. Alla gör det, säger de. Jag vill inte vara en av alla längre.",
        "Kan man få komma till er om man inte är säker på att man vill sluta, bara på att man inte mår bra av det?",
    ],
    "afraid": [
        "Jag har inte gjort det. Men jag har suttit med telefonen i handen fyra gånger den här månaden. Jag är rädd att "
        "jag gör det nästa gång.",
        "Jag läser annonser varje kväll och stänger sidan. Hur gör man för att inte gå vidare?",
    ],
    "compulsive": [
        "Det är inte köp, det är allt annat. Timmar varje natt. Jag vet inte om ni är rätt ställe, men jag chansar.",
    ],
    "relative": [
        "Jag hittade ett kvitto och sedan har jag inte kunnat andas ordentligt. Jag vet inte om jag ska säga något. Kan "
        "jag få prata med er utan att han får veta det?",
        "Min bror har berättat en sak för mig och jag bär på den ensam. Hur kan jag vara till hjälp utan att det blir "
        "mitt ansvar?",
    ],
    "professional": [
        "Jag arbetar på en vårdcentral. En patient har berättat att han köper sex och vill sluta. Hur kan jag ta upp er "
        "mottagning på ett bra sätt?",
    ],
    "english": [
        "Hello. I moved here for work two years ago. I did it twice when I was lonely, and I am ashamed. I do not want "
        "to become a person who does this. Can I talk to someone in English?",
    ],
    "arabic": ["مرحبا. لا أعرف كيف أبدأ. أريد أن أتوقف وأحتاج أن أتحدث مع أحد. هل يمكن أن يكون هناك مترجم؟"],
}

MORE = [
    "Tack för svaret. Senaste gången var en fredag, efter jobbet. Jag hade bråkat hemma på morgonen och tänkte på det hela "
    "dagen. Det är nästan alltid fredag när jag tänker efter.\n\nDet du skrev om den andra personen har jag inte kunnat "
    "släppa. Jag frågade aldrig.",
    "Jag gick en annan väg hem i går. Det var en liten sak, men jag ville berätta det för någon.",
    "Det gick sämre den här veckan. Jag köpte inte, men det var nära. Kan vi höras snart?",
]

REPLIES = [
    "Hej, och tack för att du skrev. Det låter som att du har burit det här länge utan att säga det till någon. Då är ett "
    "brev en bra början.\n\nDu frågar om man kan sluta fast man har försökt själv. Många som kommer hit har försökt på egen "
    "hand först. Vi brukar börja med att titta på när det händer: vilken tid, vilken känsla, vad som kom precis innan. Kan "
    "du skriva några rader om den senaste gången?\n\nDu skriver också om den andra personen. Det vill jag gärna prata mer "
    "om. Det gör vi med alla som kommer hit.",
    "Hej. Bra att du skrev. Du behöver inte ha bestämt dig för något. Vill du hellre prata än skriva kan vi ses här eller "
    "höras på telefon, i din takt.",
    "Hej igen. Bra att du såg det själv, det där med fredagarna. Det är något att hålla i. Att du inte frågade är det många "
    "som inte gör. Hur tror du att den personen hade det?",
]

NO_CASE_REPLY = (
    "Hej, och tack för din fråga. Lägg gärna fram vårt kort och säg som det är: att det går att skriva hit utan namn. Ring "
    "oss om du vill tala igenom hur du tar upp det, utan att säga vem det gäller."
)

NOTES = [
    "Berättar om de senaste åren. Alltid samma väg hem. Har slutat två gånger på egen hand, tre månader som längst. Säger "
    "att de verkade vilja, och att frågan aldrig ställdes.",
    "Kom direkt från jobbet, uppskakad. Brev har kommit hem, ingen har öppnat det. Sov tre timmar i natt. Säger nej på "
    "frågan om tankar på att ta sitt liv, men att det har varit för mycket. Vi gjorde en plan för veckan.",
    "Fem veckor nu. Det svåra är fredagar efter jobbet. Går hem före åtta i stället. Sover bättre. Vill berätta hemma men "
    "vet inte när.",
    "Vi gick igenom vad som kommer före: trötthet, bråk, pengar på kontot. Skrev ned tre saker att göra i stället.",
    "Har varit nära en gång. Ringde sin bror. Vi stannade vid vad som hindrade: tanken på den andra personen.",
    "Pratade om skam och ansvar. Svårt, men stannade kvar i det. Vill fortsätta varannan vecka.",
]

BEFORE = ["De gör det frivilligt.", "Det har jag inte tänkt på.", "Hon sa att hon hade valt det.", "Jag vill inte veta."]
AFTER = [
    "Jag vet faktiskt inte.",
    "Det går inte att veta för den som betalar.",
    "Jag tror att någon bestämde över henne.",
    "Jag har börjat undra.",
]

ALIASES = ["Bo i rött", "M.", "Pendlaren", "Lind", "K.", "Brevet om fredagar", "Nattskiftet", "Ek", "Vinter", "J."]
WORSE = ["Det var svårt att hitta dörren första gången.", "Jag hade velat få svar fortare i början.", ""]
