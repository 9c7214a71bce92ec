"""What we propose that the unit's own texts say. Each is confirmed, changed or struck by the unit's lawyer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proposal:
    """A text that the unit must settle: where it stands, what must be settled, and what we propose."""

    key: str
    question: str  # the paragraphs the lawyer looks at
    words: dict[str, str]


def _of(key: str, question: str, swedish: str, english: str) -> tuple[str, Proposal]:
    return key, Proposal(key, question, {"sv": swedish, "en": english})


PROPOSALS: dict[str, Proposal] = dict(
    [
        _of(
            "front.report",
            "OSL 26:1, 10:15 a; BrB 6:11",
            "Vi anmäler inte att du har köpt sex av en vuxen. Tystnadsplikten har gränser.",
            "We do not report that you have paid an adult for sex. Confidentiality has limits.",
        ),
        _of(
            "front.under18",
            "SoL 19:1; BrB 6:9",
            "Du är välkommen att skriva ändå. Om vi får veta vem du är, och att du far illa, måste vi berätta det för "
            "socialnämnden.",
            "You are welcome to write all the same. If we learn who you are, and that you are being harmed, we must "
            "tell "
            "the social welfare board.",
        ),
        _of(
            "front.apply",
            "SoL 11:1, 11:6",
            "Du kan också ansöka om annan hjälp från socialtjänsten. Då utreds vad du behöver, och då måste du säga "
            "vem "
            "du är. Fråga oss hur man gör.",
            "You can also apply for other help from social services. They then look into what you need, and you have "
            "to "
            "say who you are. Ask us how.",
        ),
        _of(
            "limits.child",
            "SoL 19:1; what an unnamed letter can lead to",
            "Om vi får veta eller misstänker att ett barn far illa måste vi genast anmäla det till socialnämnden. Det "
            "gäller ditt barn och alla andras.",
            "If we learn or suspect that a child is being harmed, we must report it to the social welfare board at "
            "once. "
            "That means your child and anyone else's.",
        ),
        _of(
            "limits.minor",
            "OSL 10:21, BrB 6:9",
            "Har du köpt sex av någon under 18 år är det ett annat brott. Då gäller inte vårt löfte att inte anmäla.",
            "If you paid someone under 18, it is another crime. Our promise not to report does not apply.",
        ),
        _of(
            "limits.past",
            "OSL 10:23",
            "Om det gäller vissa allvarliga brott som redan har skett, till exempel människohandel eller våldtäkt, får "
            "vi lämna uppgifter till polisen. Att ha köpt sex av en vuxen hör inte dit.",
            "For some serious crimes that have already happened, such as trafficking or rape, we are allowed to inform "
            "the police. Having paid an adult for sex is not one of them.",
        ),
        _of(
            "limits.now",
            "BrB 23:6 and the duty of silence",
            "Om någon är tvingad just nu, eller snart kan bli det, kan vi vara skyldiga att berätta.",
            "If someone is being forced now, or may soon be, we may be obliged to tell.",
        ),
        _of(
            "limits.near",
            "OSL 10:18 c; 10:18 a under 21",
            "Om det finns risk för ett allvarligt brott mot någon som står dig nära får vi lämna uppgifter till "
            "polisen.",
            "If there is a risk of a serious crime against someone close to you, we may inform the police.",
        ),
        _of(
            "limits.prevent",
            "OSL 10:15 a since 1 Dec 2025: may front.report stand as it is?",
            "Sedan december 2025 får myndigheter i vissa fall lämna uppgifter till polisen för att hindra brott. Vår "
            "jurist har inte skrivit klart vad det betyder här. Fråga oss innan du berättar.",
            "Since December 2025 authorities may in some cases inform the police in order to prevent crime. Our lawyer "
            "has not finished writing what that means here. Ask us before you tell.",
        ),
        _of(
            "limits.data",
            "lag 2025:170 4 §",
            "Om vi har ditt telefonnummer eller din e-postadress kan polisen i vissa fall begära att få uppgiften. Det "
            "du aldrig har lämnat kan ingen begära av oss.",
            "If we have your phone number or e-mail address, the police can in some cases ask for it. What you never "
            "gave us nobody can ask us for.",
        ),
        _of(
            "limits.court",
            "witness duty; search and seizure",
            "En domstol kan kalla oss som vittnen. Vår jurist har inte skrivit klart vad vi då måste säga och vad vi "
            "får låta bli att säga. Fråga oss innan du berättar.",
            "A court can call us as witnesses. Our lawyer has not finished writing what we must say then and what we "
            "may leave unsaid. Ask us before you tell.",
        ),
        _of(
            "limits.life",
            "ground for breaking secrecy",
            "Är ditt liv i fara och vi vet var du är ringer vi 112. Skriver du utan namn vet vi inte var du är.",
            "If your life is in danger and we know where you are, we call 112. If you write without a name, we do not "
            "know where you are.",
        ),
        _of(
            "limits.kept",
            "record mode, the 14:5 decision, Göteborg's research exemption",
            "Det du skriver finns kvar så länge din brevlåda finns. Du kan radera den själv. Vad som sparas efter det "
            "står på sidan där du raderar.",
            "What you write is kept as long as your mailbox is. You can delete it yourself. What is kept after that is "
            "said on the page where you delete.",
        ),
        _of(
            "delete.notes",
            "SoL 14:3–5, 16:1; socialtjänstförordning 2025:468 13:1",
            "Din behandlare har skrivit anteckningar. Lagen säger att vi ska spara dem, så de finns kvar.",
            "Your counsellor has written notes. The law says that we must keep them, so they remain.",
        ),
        _of(
            "privacy",
            "GDPR art. 13; SoLPuL 2001:454; the unit's data protection officer",
            "Socialnämnden i kommunen ansvarar för de uppgifter som du lämnar här. Du behöver inte lämna namn, "
            "telefonnummer eller e-post.\n\n"
            "Det du skriver låses innan det sparas. Bara de som arbetar på mottagningen kan öppna det, och varje gång "
            "skrivs det upp vem det var. Vi använder det för att svara dig och för att hjälpa dig. Vi räknar också hur "
            "många vi når och hur det går, men då utan att någon kan kännas igen.\n\n"
            "Du har rätt att få veta vad som står om dig, att få fel rättade och i vissa fall att få det borttaget. "
            "Eftersom vi inte vet vem du är behöver du visa det med dina ord, eller fråga din behandlare. Du kan klaga "
            "hos Integritetsskyddsmyndigheten, imy.se.",
            "The social welfare board of the municipality is responsible for the data that you leave here. You need "
            "not "
            "leave a name, a phone number or an e-mail address.\n\n"
            "What you write is locked before it is stored. Only those who work at the unit can open it, and each time "
            "it is written down who did. We use it to answer and help you. We also count how many we reach and how it "
            "goes, but then without anyone being recognisable.\n\n"
            "You have the right to know what stands about you, to have errors corrected and in some cases to have it "
            "removed. As we do not know who you are, you need to show it with your words, or ask your counsellor. You "
            "can complain to the Swedish Authority for Privacy Protection, imy.se.",
        ),
        _of(
            "accessibility",
            "lag 2018:1937 13 §: the unit's own statement, with how to give feedback",
            "Vi vill att alla ska kunna använda sidan. Den är byggd för att uppfylla WCAG 2.1 på nivå AA, fungerar "
            "utan "
            "skript och har prövats med tangentbord, förstorad text och automatiska verktyg. Den har inte prövats av "
            "en "
            "utomstående granskare.\n\n"
            "Är något svårt att använda? Hör av dig till oss, så svarar vi. Är du inte nöjd med svaret kan du anmäla "
            "det "
            "till tillsynsmyndigheten, digg.se.",
            "We want everyone to be able to use the site. It is built to meet WCAG 2.1 level AA, works without scripts "
            "and has been tried with keyboard, enlarged text and automatic tools. It has not been tried by an outside "
            "reviewer.\n\n"
            "Is something hard to use? Tell us, and we answer. If you are not satisfied with the answer, you can "
            "report "
            "it to the supervising authority, digg.se.",
        ),
    ]
)
