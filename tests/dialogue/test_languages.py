"""Another language than Dutch is recognised; Dutch as people write it never is."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, Memory, Speaker, take_turn
from bot.dialogue.languages import CUE, language_of
from bot.knowledge.checks import examples_of, question_path

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=AMSTERDAM)
FOREIGN = {
    "en": """
        How do I apply for rent allowance?
        when do i get my tax refund
        I received a blue letter, what should I do
        What is the deadline for my tax return?
        can you help me with zorgtoeslag in english please
        i moved to the netherlands last year
        do I have to pay back my healthcare allowance
        how much childcare benefit can I get
        i can't pay my taxes this month
        who can help me fill in the form
        My husband lost his job, do I have to tell you?
        I don't understand this letter
        is there an office where I can go
        thank you for the information
        hello, I have a question about huurtoeslag
        what's the phone number of the Belastingdienst
    """,
    "de": """
        Wie beantrage ich Mietzuschuss?
        wann bekomme ich mein geld zurück
        Ich habe einen blauen Brief bekommen, was muss ich tun?
        bis wann muss ich die steuererklärung machen
        ich wohne in Deutschland und arbeite in den Niederlanden
        muss ich die Zulage zurückzahlen, ich habe keine Arbeit
        wieviel kindergeld bekomme ich
        ich kann meine steuern nicht bezahlen
        wer kann mir mit dem Formular helfen
        Mein Mann ist arbeitslos, muss ich das melden?
        ich verstehe diesen Brief nicht
        sprechen Sie Deutsch
        Guten Tag, ich habe eine Frage zur huurtoeslag
        wo finde ich das finanzamt
        haben sie auch informationen auf deutsch
    """,
    "pl": """
        Jak złożyć wniosek o dodatek mieszkaniowy?
        kiedy dostanę zwrot podatku
        dostałem niebieski list, co mam zrobić
        do kiedy muszę rozliczyć podatek
        pracuję w holandii i mam dziecko
        czy muszę zwrócić zasiłek
        ile wynosi huurtoeslag i czy mogę dostać
        nie mogę zapłacić podatku
        kto może mi pomóc z formularzem, proszę
        moja żona nie pracuje
        nie rozumiem tego listu, jest po holendersku
        czy jest ktoś kto mówi po polsku
        dzień dobry, mam pytanie
        jak moge zlozyc zeznanie
        gdzie jest urząd, mieszkam w holandii
    """,
    "tr": """
        Kira yardımı için nasıl başvuru yapabilirim?
        vergi iademi ne zaman alırım
        mavi bir mektup aldım, ne yapmam gerekiyor
        vergi beyannamesi son tarih ne zaman
        hollanda'da çalışıyorum ve çocuğum var
        ödenen parayı geri vermem gerekiyor mu
        ne kadar zorgtoeslag alabilirim
        bu ay vergimi ödeyemiyorum, ne yapabilirim
        formu doldurmak için kim yardım edebilir
        eşim işini kaybetti, bildirmem lazım mı
        bu mektubu anlamıyorum
        türkçe konuşuyor musunuz
        merhaba, bir sorum var
        nasil vergi beyannamesi yapabilirim
        nerede randevu alabilirim
    """,
    "es": """
        ¿Cómo solicito la ayuda para el alquiler?
        cuándo recibo la devolución de impuestos
        recibí una carta azul, qué debo hacer
        cual es el plazo para la declaración de la renta
        trabajo en holanda y tengo un hijo
        tengo que devolver el subsidio
        cuánto huurtoeslag puedo recibir
        no puedo pagar mis impuestos este mes
        quién me puede ayudar con el formulario
        mi marido perdió su trabajo
        no entiendo esta carta
        hablan español
        hola, tengo una pregunta
        como hago la declaracion de impuestos
        dónde está la oficina
    """,
    "fr": """
        Comment demander une allocation logement ?
        quand est-ce que je reçois mon remboursement
        j'ai reçu une lettre bleue, que dois-je faire
        quelle est la date limite pour la déclaration
        je travaille aux Pays-Bas et j'ai un enfant
        est-ce que je dois rembourser l'aide
        combien de huurtoeslag puis-je recevoir pour mon loyer
        je ne peux pas payer mes impôts
        qui peut m'aider avec le formulaire
        mon mari a perdu son travail
        je ne comprends pas cette lettre
        parlez-vous français
        bonjour, j'ai une question
        comment faire la declaration d'impots
        où est le bureau dans ma ville
    """,
    "ar": """
        كيف أقدم طلب بدل الإيجار؟
        متى أحصل على استرداد الضريبة
        وصلتني رسالة زرقاء ماذا أفعل
        ما هو الموعد النهائي
        أعمل في هولندا ولدي طفل
        هل يجب أن أعيد المال
        كم huurtoeslag يمكنني الحصول عليه
        لا أستطيع دفع الضرائب
        من يمكنه مساعدتي في تعبئة الاستمارة
        زوجي فقد عمله
        لا أفهم هذه الرسالة
        هل تتحدث العربية
        مرحبا لدي سؤال
        أين المكتب
        شكرا
    """,
    "uk": """
        Як подати заявку на допомогу на оренду?
        коли я отримаю повернення податку
        я отримала синій лист, що робити
        який останній термін подання декларації
        я працюю в Нідерландах і маю дитину
        чи треба повертати гроші
        скільки huurtoeslag я можу отримати
        не можу сплатити податки
        хто може допомогти з формою
        мій чоловік втратив роботу
        я не розумію цей лист
        ви говорите українською
        добрий день, маю питання
        де знаходиться офіс
        дякую
    """,
}  # fmt: skip
DUTCH = """
    Hoe vraag ik huurtoeslag aan?
    wnr krijg ik me geld terug
    ff vraagje, moet ik aangifte doen als ik student ben
    egt geen idee wat ik moet invullen
    kweenie of ik recht heb op zorgtoeslag
    idd, da bedoel ik
    ik snap er echt geen bal van
    wat is de deadline voor de tax return
    ik ben freelancer en heb een side hustle
    mijn income is te hoog denk ik
    thanks voor de help
    thanks!
    ok nice
    super chill bedankt
    please help me ff
    sorry ik bedoel huurtoeslag
    omg hoe duur
    wtf waarom moet ik betalen
    no way dat ik dat ga betalen
    lol
    hallo
    hoi
    hi
    huurtoeslag
    zorgtoeslag 2026
    kot aanvragen
    kgb
    m-biljet
    DigiD app
    login lukt niet
    inloggen mijn belastingdienst
    ik verhuur via Airbnb en Booking.com
    moet ik crypto zoals bitcoin en ethereum opgeven
    ik verkoop spullen op Vinted en Marktplaats
    mijn werkgever is Shell Global Solutions International
    ik werk bij The Home Office in Den Haag
    mijn huisbaas heet Şahin en mijn buurvrouw Łucja
    mijn man heet Müller, is hij mijn toeslagpartner
    ik woon in de rue de la loi in brussel, moet ik aangifte doen
    de la rey
    ik studeer in Leuven, café of kamer
    mijn zoon zit op de International School of The Hague
    ik ben geëmigreerd naar België
    coördinatie van pensioen over de grens
    wie is mijn fiscaal partner
    die of der kinderen
    as ik stop mit werken
    wa moek doen as ik te laat ben
    ik heb un vraag over me aangifte
    kan nie inloggen
    niemand neemt op bij jullie
    hoelaat zijn jullie open
    mag ik me laptop aftrekken
    me moeder krijgt aow
    we wonen samen maar zijn niet getrouwd
    wat is box 3
    wat is een voorlopige aanslag
    je hoeft geen aangifte te doen toch
    is het te laat om bezwaar te maken
    waar blijft mijn teruggave
    ja
    nee
    en dan
    klopt
    snap het niet
    kut belastingdienst
    pfff
    😡😡
    12345
    1 mei
    aow en pensioen in spanje
    kan ik een tolk krijgen engels
    uitleg in het duits graag
    help me
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("code", "text"), [(code, line) for code, text in FOREIGN.items() for line in lines(text)])
def test_another_language_is_recognised(code, text, content):
    found = language_of(text, content.languages)
    assert found is not None and found.code == code


@pytest.mark.parametrize("text", lines(DUTCH))
def test_dutch_is_dutch_however_it_is_written(text, content):
    assert language_of(text, content.languages) is None


def test_there_are_enough_sentences():
    assert all(len(lines(text)) >= 15 for text in FOREIGN.values())
    assert set(FOREIGN) == {"en", "de", "pl", "tr", "ar", "uk", "es", "fr"}
    assert len(lines(DUTCH)) >= 60


def test_no_example_question_of_another_topic_is_taken_for_another_language(content, root):
    fired = {
        example
        for topic in content.topics
        if topic not in ("contact.taal", "sociaal.crisis")  # danger goes first in whatever language
        for _, example in examples_of(question_path(root / "data", topic))
        if language_of(example, content.languages)
    }
    assert fired <= {"income tax uk", "tax return UK"}, "those are English"


@pytest.mark.parametrize(
    "text",
    ["как подать декларацию, это мой вопрос", "我需要帮助", "πώς κάνω αίτηση", "ግብር መቼ ነው", "איך אני מגיש"],
)
def test_a_script_without_a_line_of_its_own_gets_the_english_one(text, content):
    assert language_of(text, content.languages).code == "en"


@pytest.mark.parametrize(
    "text", ["de huurtoeslag van Юлія", "mijn naam is محمد, krijg ik zorgtoeslag", "", "?", "👍👍👍👍", "12 34 56"]
)
def test_a_name_in_another_script_or_no_letters_is_no_language(text, content):
    assert language_of(text, content.languages) is None


def heard(text: str, topic: str | None, confidence: float = 0.9) -> Heard:
    return Heard(text, topic, confidence, ((topic, confidence),) if topic else (), NOW)


@pytest.mark.parametrize("code", FOREIGN)
def test_the_reply_is_one_line_in_that_language_with_where_to_go(code, library):
    text = lines(FOREIGN[code])[0]
    message, memory = take_turn(Speaker(library), heard(text, "toeslagen.aanvragen"), Memory())
    assert (message["topic"], message["outcome"], message["cue"]) == ("contact.taal", "antwoord", CUE)
    assert "belastingdienst.nl" in message["text"]
    assert "0800 - 0543" in message["text"]
    assert "Filing an online tax return" in message["text"] and "toeslagen.nl" in message["text"]
    assert "{" not in message["text"] and "\n" not in message["text"]
    assert message["sources"]
    assert [c["label"] for c in message["choices"]] == ["Medewerker"]
    assert memory.misses == 0


def test_who_is_in_despair_gets_help_first_in_whatever_language(library):
    despair = heard("I want to die, I do not know what to do", "sociaal.crisis")
    message, _ = take_turn(Speaker(library), despair, Memory())
    assert message["outcome"] == "steun"
    assert "113" in message["text"]
