"""The guard: the one place that puts rules, lists, directory and policy together."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Self

from achguard.basis import basis_of, certified_by
from achguard.errors import ConfigurationError, RecordError
from achguard.ingredients import (
    GivenPath,
    clearances_of,
    day_of,
    directory_of,
    history_of,
    lists_of,
    policy_of,
    refuse_gaps,
    refuse_other_than_payment,
    rules_of,
)
from achguard.model.decision import (
    Accept,
    Ask,
    Basis,
    DirectoryVersion,
    Hold,
    Redirect,
)
from achguard.model.file_payments import FilePayments
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.given_path import path_of
from achguard.model.history import History
from achguard.model.payment import Answer, Direction, Payment, SecCode
from achguard.policy import Policy
from achguard.policy.verdict import Circumstances, verdict
from achguard.rules import RULES
from achguard.rules.context import Context, KnownParties, PaymentScreener
from achguard.rules.reading.coming_in import comes_in
from achguard.rules.reading.iat_completeness import iat_lacks
from achguard.rules.reading.places import parties
from achguard.rules.rule import Rule, rendered
from achguard.rules.sanctions.screening_not_possible import ScreeningNotPossible, why_unscreened

if TYPE_CHECKING:  # lists and directories load what a guard without them does not need
    from achguard.directory import RoutingDirectory
    from achguard.records.recording import Recording, Sync
    from achguard.sanctions.clearance import Clearances
    from achguard.sanctions.snapshot import Snapshot


# The one rule that says that nobody was screened; an entry that is no payment speaks through it.
SCREENING_NOT_POSSIBLE = ScreeningNotPossible.code


class Guard:
    """Decides whether a payment may go as an ordinary domestic ACH entry and, if not, what to do instead.

    Immutable, safe to share between threads, and picklable as a specification: lists and directory travel as paths
    and digests, not as content. Without lists every payment is held, because nobody was screened.

    `policy` is a `Policy`, the name of a preset or the path of a policy file; the preset us-domestic where none is
    given. `lists`, `directory` and `clearances` are what `Snapshot`, `RoutingDirectory` and `Clearances` open, or its
    path; `as_of` is a date or its text, YYYY-MM-DD. `clearances` make weak findings of the hits that
    people cleared. `as_of` is the day whose law, embargoes and list ages
    apply, today at the time of each decision where none is given. `unmask=True` puts account numbers and IBANs into
    findings as they are; otherwise they are masked.

    `rules` are those that ship, with rules of your own beside them: `(*RULES, YourRule())`. Rules about IATs and
    payments can be left out; those about sanctions can't, and neither can a rule that the policy requires or names as
    its own.

    Raises `ConfigurationError` for anything else in these places, for two rules of one code, for a rule set that lacks
    one of these, and for a policy that was copied with changes which no policy may have; and what opening a file
    raises.
    """

    __slots__ = (
        "_as_of",
        "_basis_of",
        "_clearances",
        "_directory",
        "_history",
        "_lists",
        "_own_questions",
        "_policy",
        "_rules",
        "_spoken",
        "_unmask",
    )

    def __init__(
        self,
        policy: Policy | GivenPath | None = None,
        lists: "Snapshot | GivenPath | None" = None,
        directory: "RoutingDirectory | GivenPath | None" = None,
        history: History | None = None,
        *,
        rules: Iterable[Rule] = RULES,
        clearances: "Clearances | GivenPath | None" = None,
        as_of: dt.date | str | None = None,
        unmask: bool = False,
    ) -> None:
        self._policy = policy_of(policy)
        self._own_questions = tuple(each.question for each in self._policy.questions.own)
        self._spoken: dict[str, Policy] = {}
        self._lists = lists_of(lists)
        self._directory = directory_of(directory)
        self._history = history_of(history)
        self._clearances = clearances_of(clearances)
        self._rules = rules_of(rules)
        self._as_of = day_of(as_of)
        self._unmask = unmask
        # The last day's, by language; two threads may both make one, to the same effect.
        self._basis_of: dict[str, Basis] = {}
        codes = [rule.code for rule in self._rules]
        if len(set(codes)) < len(codes):
            twice = sorted({code for code in codes if codes.count(code) > 1})
            raise ConfigurationError(f"two rules have the code {', '.join(twice)}; give each its own")
        refuse_gaps(self._policy, self._rules)
        self._rules = tuple(rule for rule in self._rules if rule.code not in self._policy.off)

    def __getstate__(self) -> tuple[dict[str, object] | None, dict[str, object]]:
        """Leave out the basis that was made last: another process may have another version."""
        state = {slot: getattr(self, slot) for slot in Guard.__slots__}
        return getattr(self, "__dict__", None), state | {"_basis_of": {}}

    def __repr__(self) -> str:
        lists = ", ".join(version.list for version in self._lists.lists) if self._lists is not None else "none"
        return f"Guard(policy={self._policy.name!r}, lists={lists}, rules={len(self._rules)})"

    @property
    def policy(self) -> Policy:
        """The policy that decides."""
        return self._policy

    @property
    def lists(self) -> "Snapshot | None":
        """The lists that are screened against."""
        return self._lists

    @property
    def directory(self) -> "RoutingDirectory | None":
        """The routing directory that is looked into."""
        return self._directory

    @property
    def history(self) -> History | None:
        """Earlier returns."""
        return self._history

    @property
    def clearances(self) -> "Clearances | None":
        """Hits that people cleared."""
        return self._clearances

    @property
    def as_of(self) -> dt.date | None:
        """The day whose law applies; None where it is the day of each decision."""
        return self._as_of

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that look at each payment, in order; without those that the policy switches off."""
        return self._rules

    def on(self, day: dt.date | str) -> Self:
        """Give the same guard by the law, embargoes and list ages of a day; raises `ConfigurationError` for none."""
        same = copy(self)
        same._as_of = day_of(day)  # noqa: SLF001  one of our own
        return same

    def basis(self) -> Basis:
        """Give what decisions rest on that are made now; those of certified payments say that besides."""
        return self._basis(self.today(), self._policy)

    def warm(self) -> Self:
        """Load what the first decisions otherwise load, and give the guard: the libraries, and the index of its lists.

        For a server before its first request, and before it forks; nothing changes but the time that they take.
        """
        examples = resources.files("achguard").joinpath("_data", "demo_payments.jsonl").read_text(encoding="utf-8")
        for line in examples.splitlines():
            payment = Payment.model_validate_json(line)
            self.decide(payment)
        accented = payment.receiver.model_copy(update={"name": "JOSÉ EJEMPLO"})
        self.decide(payment.model_copy(update={"receiver": accented}))
        return self

    def why_unscreened(self) -> tuple[str, ...]:
        """Say why nothing can be screened today, so that every payment is held, in phrases; nothing where it can."""
        return tuple(
            why_unscreened(
                self._lists.lists if self._lists is not None else (),
                as_of=self.today(),
                max_list_age_days=self._policy.screening.max_list_age_days,
            )
        )

    def decide(
        self,
        payment: Payment,
        *,
        also: Iterable[Finding] = (),
        name_cuts: Mapping[str, int] | None = None,
        language: str | None = None,
    ) -> Accept | Ask | Redirect | Hold:
        """Decide one payment; nothing that it contains raises.

        `also` are findings of whoever read the payment, such as the problems of an entry in a file; they are weighed
        with the rules' own. `name_cuts` says how wide the fields are that the names were read from, such as
        `{"receiver.name": 22}`: a name that fills its field may have been cut off. `language` is the payor's, such as
        "es", where it is not the policy's own; only words change with it. Raises `ConfigurationError` for something
        that is not a `Payment`, for one that was made without validation and holds what none can, and for a language
        that the policy has no texts in.
        """
        refuse_other_than_payment(payment)
        return self._decided(payment, also=also, name_cuts=name_cuts, policy=self._speaking(language))

    def _decide_known(
        self,
        payment: Payment,
        known: KnownParties,
        *,
        also: Iterable[Finding] = (),
        name_cuts: Mapping[str, int] | None = None,
    ) -> Accept | Ask | Redirect | Hold:
        """Decide a payment as `decide` does; `known` is what this guard's lists say of parties that it screened.

        For `columnar` alone, which screens the parties of many payments together. Who could hand in that somebody
        meets nobody would switch the screening off.
        """
        refuse_other_than_payment(payment)
        return self._decided(payment, also=also, name_cuts=name_cuts, policy=self._policy, known=known)

    def _decided(
        self,
        payment: Payment,
        *,
        policy: Policy,
        also: Iterable[Finding] = (),
        name_cuts: Mapping[str, int] | None = None,
        known: KnownParties | None = None,
    ) -> Accept | Ask | Redirect | Hold:
        """Decide a payment that is one; `known` are parties that were screened before."""
        as_of = self.today()
        screening = policy.screening
        context = Context(
            as_of=as_of,
            screener=PaymentScreener(
                self._lists,
                min_score=screening.min_score,
                clearances=self._clearances,
                as_of=as_of,
                name_cuts=name_cuts,
                birth_dates=screening.birth_dates,
                known=known,
            )
            if self._lists is not None
            else None,
            directory=self._directory,
            history=self._history,
            max_list_age_days=screening.max_list_age_days,
            own_questions=self._own_questions,
            certification=_statement(policy, payment.direction),
        )
        basis = self._basis(as_of, policy)
        if (agreed := payment.certification) is not None:
            basis = basis.model_copy(update={"certification": certified_by(agreed, context.certification)})
        return verdict(
            policy,
            (*also, *self._found(payment, context)),
            self._circumstances(payment, policy.language),
            payment_id=payment.id,
            basis=basis,
        )

    def decide_unread(self, payment_id: str | None, found: Iterable[Finding]) -> Accept | Ask | Redirect | Hold:
        """Decide an entry of a file that could not be read as a payment, by what its reader found.

        Nobody of it was screened, so it is held whatever was found.
        """
        unread = NotEvaluated(code=SCREENING_NOT_POSSIBLE, reason="the entry can't be read", at=None)
        nothing_known = Circumstances(direction=Direction.DEBIT, amount=Decimal(0))
        return verdict(
            self._policy,
            (*found, unread),
            nothing_known,
            payment_id=payment_id,
            basis=self._basis(self.today(), self._policy),
        )

    def decide_many(self, payments: Iterable[Payment]) -> Iterator[Accept | Ask | Redirect | Hold]:
        """Decide payments one after the other, in their order, as they come.

        Raises `ConfigurationError` for the payments of a Nacha file, `file.payments`: entries that can't be read are
        not among them, and they do not say what is wrong with the others; `achguard.decide_file` decides a file.
        """
        if isinstance(payments, FilePayments):
            raise ConfigurationError(
                "a Nacha file's payments are not all of its entries, and lack its problems; decide the file with "
                "achguard.decide_file(file, guard)"
            )
        if not isinstance(payments, Iterable):
            raise ConfigurationError(
                "decide_many takes an iterable of payments; to decide a Nacha file, achguard.decide_file(file, guard)"
            )
        return map(self.decide, payments)

    def recording(self, path: GivenPath, *, sync: "Sync" = "decision", key: GivenPath | None = None) -> "Recording":
        """Open a record in a folder, and give what decides as this guard does and records every decision.

        Each decision is given when its line is on the disk: after each one, or with `sync="batch"` after each thousand
        of `decide_many`. `key` is the file of the record's key, else in the folder; it is made where there is none, and
        without it no payment can be matched with its line. Raises `RecordError` where another process writes there, and
        where the folder can't be written.
        """
        from achguard.records.recording import Recording

        at = path_of(path, RecordError)
        return Recording(self, at, sync=sync, key=None if key is None else path_of(key, RecordError))

    def decide_batch(self, payments: Sequence[Payment]) -> list[Accept | Ask | Redirect | Hold]:
        """Decide payments together, in their order: what `decide` says of each, with each distinct name screened once.

        From some hundred payments with different names on this is faster than one after the other; for millions that
        are much alike, `ArrowGuard` is. Raises `ConfigurationError` as `decide` and `decide_many` do.
        """
        if isinstance(payments, FilePayments) or not isinstance(payments, Sequence):
            self.decide_many(payments)
            raise ConfigurationError("decide_batch takes a sequence of payments; decide_many takes them as they come")
        for payment in payments:
            refuse_other_than_payment(payment)
        known = self._screened(payments)
        return [self._decided(payment, policy=self._policy, known=known) for payment in payments]

    def _screened(self, payments: Sequence[Payment]) -> KnownParties:
        """Screen the parties of payments, each distinct one once."""
        if self._lists is None:
            return {}
        from achguard.sanctions.screener import PartyAsked

        asked = dict.fromkeys(
            PartyAsked(party.name, party.kind, party.date_of_birth, party.address.country)
            for payment in payments
            for _, party in parties(payment)
        )
        screener, least = self._lists.screener(), self._policy.screening.min_score
        hits = screener.screen_parties([*asked], min_score=least, as_of=self.today())
        return dict(zip(((*party, None) for party in asked), hits, strict=True))

    def today(self) -> dt.date:
        """Give the day whose law applies to a decision made now: `as_of`, or the local day."""
        return self._as_of or dt.date.today()  # noqa: DTZ011  the law and a list's age go by the local day

    def _found(self, payment: Payment, context: Context) -> Iterator[Finding | NotEvaluated]:
        for rule in self._rules:
            for seen in rule.check(payment, context):
                yield rendered(rule, seen, unmask=self._unmask)

    def _circumstances(self, payment: Payment, language: str) -> Circumstances:
        iat, kind = self._policy.iat, payment.payor.kind
        lacks = iat_lacks(payment) if iat.can_send or iat.accepts else ()
        return Circumstances(
            direction=payment.direction,
            amount=payment.amount,
            payment_type=payment.entry_description,
            tax_type=payment.tax_type,
            sec_code=payment.sec_code,
            payor=frozenset((*payment.payor_attributes, *([kind.value] if kind else ()))),
            flag_answered=payment.foreign_funds.iat_indicator is not Answer.NOT_ASKED,
            comes_in=comes_in(payment),
            coded_as_iat=payment.sec_code is SecCode.IAT,
            iat_lacks=tuple(lack.told(language) for lack in lacks),
        )

    def _speaking(self, language: str | None) -> Policy:
        """Give the policy in a language; raises `ConfigurationError` where it has no texts in it."""
        if language is None or language == self._policy.language:
            return self._policy
        if language not in self._spoken:
            policy = self._policy.in_language(language)
            # By the policy's own word for it: of ways to write one there is no end. Two threads may both keep it, to
            # the same effect.
            self._spoken = {**self._spoken, policy.language: policy}
            return self._spoken[policy.language]
        return self._spoken[language]

    def _basis(self, as_of: dt.date, policy: Policy) -> Basis:
        known = self._basis_of.get(policy.language)
        if known is None or known.as_of != as_of:
            known = self._new_basis(as_of, policy)
            self._basis_of = {**self._basis_of, policy.language: known}
        return known

    def _new_basis(self, as_of: dt.date, policy: Policy) -> Basis:
        directory = self._directory
        return basis_of(
            as_of,
            tuple(type(rule) for rule in self._rules),
            policy.version_on(as_of),
            self._lists.lists if self._lists is not None else (),
            DirectoryVersion(entries=len(directory), sha256=f"sha256:{directory.sha256}")
            if directory is not None
            else None,
            self._history.digest if self._history is not None else None,
            self._clearances.digest if self._clearances is not None else None,
        )


def _statement(policy: Policy, direction: Direction) -> str | None:
    """Give the version of the statement that a payment in this direction needs."""
    statement = policy.certification
    return statement.version if statement is not None and direction in statement.directions else None
