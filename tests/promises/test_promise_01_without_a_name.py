import re

from tests.fixtures_door import Person


def test_without_a_name(person: Person, ada, desk_of, no_wait):
    """You can write, be answered and write again without leaving a name, phone number or e-mail address."""
    fields = set()
    for path in ("/skriv/", "/svar/"):
        fields |= set(re.findall(r'<(?:input|textarea|select)[^>]*name="(\w+)"', person.opens(path).content.decode()))
    assert fields <= {"letter", "about", "heard", "card", "language", "safe", "nonce", "seal", "words"}
    person.writes("Hej.")
    assert desk_of(ada).post("/personal/brev/1/svara/", {"words": "Hej, och tack."}).status_code == 302
    assert "Hej, och tack." in person.returns()
    assert person.writes_more("Tack själv.").status_code == 303
    assert "Tack själv." in person.returns()
