"""Names changed as writers, typists, scanners and fields change them."""

import random

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ "


def edited(chance: random.Random, name: str) -> str:  # noqa: C901 -- a case for each kind of change
    """Change a name as writers, typists, scanners and fields do."""
    words = name.split()
    for _ in range(chance.randrange(3)):
        match chance.randrange(9):
            case 0:
                chance.shuffle(words)
            case 1 if len(words) > 1:
                words.pop(chance.randrange(len(words)))
            case 2:
                at = chance.randrange(len(words))
                words[at] = words[at][:1]
            case 3 if len(words) > 1:
                at = chance.randrange(len(words) - 1)
                words[at : at + 2] = [words[at] + words[at + 1]]
            case 4:
                words.append(words[0])
            case 5:
                words.insert(chance.randrange(len(words) + 1), chance.choice(["JOHN", "AL", "LLC", "77", "MOHAMED"]))
            case 6:
                words = "".join(words).split()
            case 7:
                words = "".join(char for char in " ".join(words) if char not in "AEIOU").split() or words
            case _:
                words = " ".join(words)[: chance.choice([22, 35])].split()
    text = " ".join(words)
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        at = chance.randrange(len(text) or 1)
        letter = chance.choice(LETTERS)
        text = chance.choice(
            [
                text[:at] + letter + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            ]
        )
    return text
