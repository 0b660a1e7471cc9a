"""How long it takes to decide one payment by all rules and the 2024 SDN list, beside one brute-force name screen."""

import datetime as dt
import random
from functools import partial

from _inputs import given_names, microseconds, needed, quantile, row, surnames
from achguard import Guard, Payment, Policy, RoutingDirectory, Snapshot

PAYMENTS = 1500
WARM_UP = 100
PEER = "one brute-force screen"


def payments() -> list[Payment]:
    """Make ordinary tax payments of people with census names, each name once."""
    rng = random.Random(20261123)
    firsts, lasts = given_names(800), surnames(5000)
    names = {f"{rng.choice(firsts)} {rng.choice('ABCDEFGHJKLMNPRSTW')} {rng.choice(lasts)}" for _ in range(PAYMENTS)}
    return [Payment.model_validate(payment(name)) for name in sorted(names)]


def payment(name: str) -> dict[str, object]:
    """Make a domestic web debit of a resident."""
    return {
        "direction": "debit",
        "sec_code": "WEB",
        "amount": "125.00",
        "effective_date": "2026-11-25",
        "entry_description": "TAX",
        "originator": {"name": "STATE TAX AGENCY", "kind": "organization"},
        "receiver": {
            "name": name,
            "kind": "individual",
            "address": {"street": "1 MAIN ST", "city": "JACKSON", "state": "MS", "country": "US"},
            "date_of_birth": "1970-01-31",
            "phone": "+16015550100",
            "ip_country": "US",
            "account": {"routing_number": "065300279", "account_number": "123456789", "type": "checking"},
        },
        "foreign_funds": {"account_abroad": "no", "funded_from_abroad": "no", "forwarded_abroad": "no"},
        "remittance": ["TAX PERIOD 2026 Q3"],
    }


def by_words(name: str) -> str:
    """Put a name's words in order, as token_sort does, so that the peer need not do it in every screen."""
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in name.upper()).split()))


def main() -> None:
    """Print p50 and p99 of deciding, with the whole list and the sample, and of screening one name by brute force."""
    import numpy as np
    from rapidfuzz import fuzz, process

    as_of = dt.date(2026, 11, 23)
    lists = Snapshot.from_files(needed("ofac", "2024"), published=as_of)
    directory = RoutingDirectory.open(needed("fedach", "FedACHdir.txt"))
    policy = Policy.preset("us-domestic")
    full = Guard(policy, lists, directory, as_of=as_of)
    sample = Guard(policy, Snapshot.sample(published=as_of), directory, as_of=as_of)
    listed = [by_words(name.text) for entity in lists.entities for name in entity.names]
    ours: list[float] = []
    small: list[float] = []
    brute: list[float] = []
    made = payments()
    for one in made:
        ours.append(microseconds(partial(full.decide, one)))
        small.append(microseconds(partial(sample.decide, one)))
        query = [by_words(one.receiver.name)]
        brute.append(microseconds(partial(process.cdist, query, listed, scorer=fuzz.ratio, dtype=np.uint8)))
    again = [microseconds(partial(full.decide, one)) for one in made]
    outcomes = [decision.outcome for decision in full.decide_many(made)]
    print(
        f"{len(made)} payments, {len(lists)} listed entities, {len(listed)} names; peer: rapidfuzz token_sort over all"
    )
    print({outcome.value: outcomes.count(outcome) for outcome in sorted(set(outcomes))})
    for q in (0.5, 0.99):
        peer = quantile(brute[WARM_UP:], q)
        row(f"decide one payment, full list, p{q * 100:g}", quantile(ours[WARM_UP:], q), peer, PEER, "us")
        row(f"decide one payment, sample list, p{q * 100:g}", quantile(small[WARM_UP:], q), peer, PEER, "us")
        row(f"the same payments again, full list, p{q * 100:g}", quantile(again[WARM_UP:], q), peer, PEER, "us")


if __name__ == "__main__":
    main()
