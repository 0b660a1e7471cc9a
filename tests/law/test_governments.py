"""Governments blocked by order, by the official forms of their names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.country import is_valid as is_country
from achguard.identifiers.tables import read_array
from achguard.law.governments import government_named


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Government of Cuba", "Cuba"),
        ("REPUBLICA DE CUBA", "Cuba"),
        ("EMBAJADA DE CUBA EN WASHINGTON", "Cuba"),
        ("MINISTERIO DE SALUD PUBLICA DE CUBA", "Cuba"),
        ("MISION PERMANENTE DE CUBA", "Cuba"),
        ("MISION DE CUBA ANTE LA ONU", "Cuba"),
        ("Gobierno Bolivariano de Venezuela", "Venezuela"),
        ("CONSULATE GENERAL OF CUBA", "Cuba"),
        ("BANCO CENTRAL DE CUBA", "Cuba"),
        ("INTERESTS SECTION OF THE ISLAMIC REPUBLIC OF IRAN", "Iran"),
        ("MINISTRY OF PETROLEUM, IRAN", "Iran"),
        ("PERMANENT MISSION OF THE DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA TO THE UN", "North Korea"),
        ("República Bolivariana de Venezuela", "Venezuela"),
        ("CONSULADO GENERAL DE VENEZUELA EN MIAMI", "Venezuela"),
    ],
)
def test_official_forms(name: str, place: str) -> None:
    """An official form in English or Spanish names its government."""
    found = government_named(name)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "name",
    [
        "",
        "CUBA",
        "CUBAN GRILL",
        "IRANIAN AMERICAN BAR ASSOCIATION",
        "VENEZUELA TUYA LLC",
        "CUBA MISSION FUND",
        "MINISTERIO CUBA PARA CRISTO",
        "EMBASSY OF COLOMBIA",
        "CUBA HEALTH MISSION",
        "EMBASSY OF CUBA AND IRAN",
        "REPUBLIC OF KOREA",
        "GOVERNMENT",
        "GOVERNMENT OF CUBA TOURS LLC",
    ],
)
def test_countries_nationalities_and_firms_are_no_government(name: str) -> None:
    """A country, a nationality, a firm or a church of that name is no government."""
    assert government_named(name) is None


def test_orders_have_dates() -> None:
    """Venezuela's government is blocked since 2019-08-05."""
    assert government_named("GOBIERNO DE VENEZUELA", date(2019, 8, 4)) is None
    assert government_named("GOBIERNO DE VENEZUELA", date(2019, 8, 5)) is not None


def test_the_table_names_countries() -> None:
    """Each row is of a country, and each of its full names is found, which needs one of its marks."""
    for row in read_array("governments.toml", "government"):
        assert is_country(str(row["code"]))
        names, republics = row["names"], row["republics"]
        assert isinstance(names, list)
        assert isinstance(republics, list)
        for name in (*republics, *(f"EMBASSY OF {name}" for name in names)):
            found = government_named(name)
            assert found is not None, name
            assert found.place == row["place"]


@given(st.text(max_size=400))
def test_any_name_gives_a_value(name: str) -> None:
    """Any name is a government's or not, and none raises."""
    government_named(name)
    government_named(f"EMBASSY OF CUBA {name}")
