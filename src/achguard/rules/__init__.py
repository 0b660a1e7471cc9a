"""The rules, one a file. RULES is the only list of them, written by hand."""

from achguard.rules.iat.account_abroad import AccountAbroad
from achguard.rules.iat.canadian_routing_number import CanadianRoutingNumber
from achguard.rules.iat.clabe_account import ClabeAccount
from achguard.rules.iat.foreign_account_format import ForeignAccountFormat
from achguard.rules.iat.foreign_address import ForeignAddress
from achguard.rules.iat.foreign_bank_branch import ForeignBankBranch
from achguard.rules.iat.foreign_bic import ForeignBic
from achguard.rules.iat.foreign_clearing_code import ForeignClearingCode
from achguard.rules.iat.foreign_correspondent_bank import ForeignCorrespondentBank
from achguard.rules.iat.foreign_currency import ForeignCurrency
from achguard.rules.iat.foreign_destination_country import ForeignDestinationCountry
from achguard.rules.iat.foreign_directory_entry import ForeignDirectoryEntry
from achguard.rules.iat.foreign_iban import ForeignIban
from achguard.rules.iat.foreign_identifier import ForeignIdentifier
from achguard.rules.iat.foreign_ip import ForeignIp
from achguard.rules.iat.foreign_phone import ForeignPhone
from achguard.rules.iat.funds_forwarded_abroad import FundsForwardedAbroad
from achguard.rules.iat.funds_from_abroad import FundsFromAbroad
from achguard.rules.iat.iat_entry import IatEntry
from achguard.rules.iat.iat_indicator import IatIndicator
from achguard.rules.iat.incomplete_iat_entry import IncompleteIatEntry
from achguard.rules.iat.money_transmitter_abroad import MoneyTransmitterAbroad
from achguard.rules.iat.own_question_answer import OwnQuestionAnswer
from achguard.rules.iat.returned_as_international import ReturnedAsInternational
from achguard.rules.iat.same_day_international import SameDayInternational
from achguard.rules.iat.unanswered_foreign_funds_question import UnansweredForeignFundsQuestion
from achguard.rules.iat.wallet_abroad import WalletAbroad
from achguard.rules.payment.account_number_shape import AccountNumberShape
from achguard.rules.payment.amount_out_of_range import AmountOutOfRange
from achguard.rules.payment.disallowed_by_sec_code import DisallowedBySecCode
from achguard.rules.payment.effective_date import EffectiveDate
from achguard.rules.payment.large_account_verification import LargeAccountVerification
from achguard.rules.payment.missing_routing_number import MissingRoutingNumber
from achguard.rules.payment.nonstandard_entry_description import NonstandardEntryDescription
from achguard.rules.payment.outdated_account import OutdatedAccount
from achguard.rules.payment.routing_number_check_digit import RoutingNumberCheckDigit
from achguard.rules.payment.routing_number_not_a_payors_bank import RoutingNumberNotAPayorsBank
from achguard.rules.payment.routing_number_not_in_directory import RoutingNumberNotInDirectory
from achguard.rules.payment.routing_number_prefix import RoutingNumberPrefix
from achguard.rules.payment.routing_number_retired import RoutingNumberRetired
from achguard.rules.payment.same_day_limit import SameDayLimit
from achguard.rules.payment.uncertified_payment import UncertifiedPayment
from achguard.rules.payment.unknown_return_code import UnknownReturnCode
from achguard.rules.rule import Rule
from achguard.rules.sanctions.blocked_government import BlockedGovernment
from achguard.rules.sanctions.embargoed_country import EmbargoedCountry
from achguard.rules.sanctions.embargoed_network_address import EmbargoedNetworkAddress
from achguard.rules.sanctions.embargoed_region import EmbargoedRegion
from achguard.rules.sanctions.gateway_disagrees import GatewayDisagrees
from achguard.rules.sanctions.gateway_suspect import GatewaySuspect
from achguard.rules.sanctions.listed_bank import ListedBank
from achguard.rules.sanctions.listed_bic import ListedBic
from achguard.rules.sanctions.listed_identifier import ListedIdentifier
from achguard.rules.sanctions.listed_name_in_remittance import ListedNameInRemittance
from achguard.rules.sanctions.listed_party import ListedParty
from achguard.rules.sanctions.obfuscated_name import ObfuscatedName
from achguard.rules.sanctions.returned_for_sanctions import ReturnedForSanctions
from achguard.rules.sanctions.screening_not_possible import ScreeningNotPossible

RULES: tuple[Rule, ...] = (
    RoutingNumberCheckDigit(),
    RoutingNumberPrefix(),
    RoutingNumberNotInDirectory(),
    RoutingNumberRetired(),
    RoutingNumberNotAPayorsBank(),
    AccountNumberShape(),
    AmountOutOfRange(),
    SameDayLimit(),
    EffectiveDate(),
    MissingRoutingNumber(),
    NonstandardEntryDescription(),
    LargeAccountVerification(),
    UncertifiedPayment(),
    DisallowedBySecCode(),
    UnknownReturnCode(),
    OutdatedAccount(),
    FundsFromAbroad(),
    FundsForwardedAbroad(),
    AccountAbroad(),
    UnansweredForeignFundsQuestion(),
    WalletAbroad(),
    MoneyTransmitterAbroad(),
    IatIndicator(),
    OwnQuestionAnswer(),
    ForeignIban(),
    ForeignBic(),
    ForeignDirectoryEntry(),
    ClabeAccount(),
    CanadianRoutingNumber(),
    ForeignClearingCode(),
    ForeignAccountFormat(),
    ForeignBankBranch(),
    ForeignCorrespondentBank(),
    IatEntry(),
    ForeignCurrency(),
    ForeignDestinationCountry(),
    ReturnedAsInternational(),
    SameDayInternational(),
    IncompleteIatEntry(),
    ForeignAddress(),
    ForeignPhone(),
    ForeignIp(),
    ForeignIdentifier(),
    ListedParty(),
    ListedBank(),
    ListedNameInRemittance(),
    ListedIdentifier(),
    BlockedGovernment(),
    ListedBic(),
    EmbargoedCountry(),
    EmbargoedRegion(),
    EmbargoedNetworkAddress(),
    GatewaySuspect(),
    GatewayDisagrees(),
    ObfuscatedName(),
    ReturnedForSanctions(),
    ScreeningNotPossible(),
)
"""Every rule that ships, in the order of codes."""
