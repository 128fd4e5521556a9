"""The words and frequencies of the generated portfolio: names, functions, roles, habits.

Everything here is invented. How the rows are put together is in ``generate``.
"""

# ruff: noqa: SIM905 - a list of words reads better as text

from __future__ import annotations

FIRST_NAMES = (
    "Ada Alma Anton Bela Bruno Carla Clara Dario Edda Elif Emil Enno Felix Frieda Greta Hanna Ida"
    " Ilja Ines Jana Jörg Jonas Käthe Karim Lena Liv Malte Mara Mats Mira Nele Nils Noé Olga Oskar"
    " Paula Pia Quirin Rosa Rune Sara Selma Sören Tara Tilo Ulla Urs Vera Yara Zoë"
).split()
LAST_NAMES = (
    "Abendroth Ahlers Birkner Brandl Czerny Dahlke Dorn Eichstedt Falkner Fehse Gärtling Grabow"
    " Hallweg Hinrichs Ilgner Jessen Kahle Kirchberg Kösling Lindau Lorenzen Maibach Mertz Nagold"
    " Niehoff Ostrau Pahlke Petersdorf Quandel Rehbein Rothmann Sandvoß Seidling Tamm Thalheim"
    " Uhlig Vennemann Voss Wachter Wiesner Yildiz Zabel Zeisig Zumbrink Öhlund Ünal"
).split()
FIRST_PARTS = "Alm Bron Cal Dorv Elb Fjor Gral Hest Ister Jolm Kaer Lund Morv Nord Ost".split()
LAST_PARTS = "adin berga chem dyne elia forma gard hydra kontor lux mekan nova plast tekk".split()
LEGAL_FORMS = ("GmbH", "AG", "SE", "KG", "Ltd", "SAS", "SpA", "AB")
INDUSTRIES = ("automotive", "chemicals", "energy", "food", "machinery", "pharma", "logistics", "")
COUNTRIES = ("DE", "DE", "DE", "AT", "CH", "FR", "IT", "SE", "PL", "")
CITIES = ("Nordhafen", "Talbrück", "Eschwalde", "Sankt Veiten", "Obermark", "Quellstadt", "")
ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "ë": "e"})
OUTSIDE_KINDS = (
    *("competitor",) * 4,
    *("partner",) * 4,
    *("consultant",) * 4,
    *("supplier",) * 3,
    "regulator",
    "association",
    "end_customer",
    "media",
)
ECOSYSTEM_ROLES = {
    "competitor": "competitor",
    "partner": "partner",
    "consultant": "consultant",
    "regulator": "regulator",
}
CUSTOMER_FUNCTIONS = {
    "purchasing": 16,
    "engineering": 18,
    "production": 16,
    "quality": 9,
    "logistics": 7,
    "it": 6,
    "finance": 6,
    "research": 6,
    "legal": 2,
    "marketing": 2,
    "service": 3,
    "hr": 1,
    "other": 2,
    "": 6,
}
OWN_FUNCTIONS = {
    "key_account": 22,
    "sales": 28,
    "engineering": 14,
    "service": 14,
    "quality": 5,
    "logistics": 5,
    "finance": 3,
    "legal": 2,
    "executive": 4,
    "": 3,
}
BUYING_ROLES = {
    "user": 34,
    "influencer": 26,
    "gatekeeper": 8,
    "initiator": 7,
    "approver": 5,
    "user|influencer": 6,
    "initiator|user": 3,
    "": 11,
}
STANCES = {
    "unknown": 22,
    "neutral": 30,
    "supporter": 22,
    "champion": 7,
    "sceptic": 9,
    "opponent": 3,
    "": 7,
}
SELLING_ROLES = {"member": 50, "expert": 22, "service": 14, "back_office": 10, "": 4}
CHANNELS = {
    "email": 38,
    "call": 19,
    "meeting": 16,
    "video": 13,
    "message": 6,
    "order": 4,
    "event": 3,
    "other": 1,
}
TIES_OF_A_STAKEHOLDER = {  # number of own people who know a stakeholder -> frequency, by account
    "normal": {0: 24, 1: 41, 2: 23, 3: 9, 4: 3},
    "single": {0: 25, 1: 70, 2: 5},
    "many": {0: 4, 1: 18, 2: 26, 3: 27, 4: 16, 5: 9},
}
