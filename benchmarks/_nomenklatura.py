"""Scores of nomenklatura's logic-v2 and OFAC emulation, worked out in an interpreter that has that library.

Run as `PYTHON benchmarks/_nomenklatura.py < INPUT > OUTPUT`. The input is JSON: `names`, pairs of a listed name and
its schema, and `queries`, each a name, its schema and the positions in `names` that it is compared with. The output is
a list of the best score of each query, one for each of the two algorithms.
"""

import json
import sys

ALGORITHMS = ("logic-v2", "ofac")


def main() -> None:
    """Read, compare, write."""
    from followthemoney import model  # type: ignore[import-not-found]
    from nomenklatura.matching import ScoringConfig, get_algorithm  # type: ignore[import-not-found]

    def entity(identifier: str, name: str, schema: str) -> object:
        # The library remembers what it made of an entity by its id, so no two may share one.
        return model.get_proxy({"id": identifier, "schema": schema, "properties": {"name": [name]}})

    work = json.load(sys.stdin)
    listed = [entity(f"listed-{at}", name, schema) for at, (name, schema) in enumerate(work["names"])]
    algorithms = [get_algorithm(name) for name in ALGORITHMS]
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
