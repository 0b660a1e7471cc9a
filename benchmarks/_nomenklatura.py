"""Scores of nomenklatura's logic-v2 and OFAC emulation, worked out in an interpreter that has that library.

Run as `PYTHON benchmarks/_nomenklatura.py < INPUT > OUTPUT`. The input is JSON: `algorithms`, `names`, pairs of a
listed name and its schema, and `queries`, each a name, its schema and the positions in `names` that it is compared
with. The output is a list of the best score of each query, one for each algorithm.
"""

import json
import sys

ALGORITHMS = {"logic-v2": "logic-v2", "OFAC emulation": "ofac"}


def main() -> None:
    """Read, compare, write."""
    from followthemoney import model  # type: ignore[import-not-found]
    from nomenklatura.matching import ScoringConfig, get_algorithm  # type: ignore[import-not-found]

    def entity(identifier: str, name: str, schema: str) -> object:
        # The library remembers what it made of an entity by its id, so no two may share one.
        return model.get_proxy({"id": identifier, "schema": schema, "properties": {"name": [name]}})

    work = json.load(sys.stdin)
    compared = {at for _, _, places in work["queries"] for at in places}
    listed = {at: entity(f"listed-{at}", *work["names"][at]) for at in compared}
    algorithms = [get_algorithm(ALGORITHMS[name]) for name in work["algorithms"]]
    scores = []
    for number, (name, schema, places) in enumerate(work["queries"]):
        query = entity(f"query-{number}", name, schema)
        scores.append(
            [
                max((each.compare(query, listed[at], ScoringConfig.defaults()).score for at in places), default=0.0)
                for each in algorithms
            ]
        )
    json.dump(scores, sys.stdout)


if __name__ == "__main__":
    main()
