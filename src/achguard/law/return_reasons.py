"""What every return reason and change code says, in a few words of our own."""

from collections.abc import Mapping
from types import MappingProxyType

SOURCE = "Nacha Operating Rules, Appendix Four (returns) and Appendix Five (notifications of change)"
"""Where the codes are defined; the words are ours."""

_WORDS = """
R01 the account has too little money
R02 the account is closed
R03 there is no such account, or none of the name
R04 the account number can't be one of the bank
R05 a consumer's account was debited under a company's SEC code without authorization
R06 the originating bank asked for the entry back
R07 the customer took the authorization back
R08 the customer stopped the payment
R09 the money in the account is not collected yet
R10 the customer does not know the originator or did not authorize the debit
R11 the customer authorized the debit, and not as it came
R12 the branch was sold to another bank
R13 the routing number is no bank's that takes ACH entries
R14 the payee who acts for the account's holder died or can't go on
R15 the account's holder or beneficiary died
R16 the account is frozen, or OFAC instructed the bank to send the entry back
R17 the bank could not process the entry's fields, or finds it questionable
R18 the effective date can't be right
R19 the amount can't be right
R20 the account takes no ACH entries of this kind
R21 the company identification is wrong
R22 the receiver's number is wrong
R23 the receiver refused the credit
R24 the entry came twice
R25 the addenda are wrong
R26 a mandatory field is wrong
R27 the trace number is missing or not the original one
R28 the check digit of the routing number is wrong
R29 the company did not authorize the debit
R30 the bank takes part in no check truncation
R31 the originating bank agreed to a late return
R32 the bank can't settle the entry
R33 the bank sends an XCK entry back as it may
R34 the bank takes part in ACH only within limits
R35 debits are not allowed here
R36 credits are not allowed here
R37 the check behind the entry was paid as well
R38 payment of the check behind the entry was stopped
R39 the check behind the entry can't be converted, or was paid as well
R40 the agency sends the enrollment back
R41 the enrollment's transaction code is wrong
R42 the enrollment's routing number is wrong
R43 the enrollment's account number is wrong
R44 the enrollment's number of the person or company is wrong
R45 the enrollment's name is wrong
R46 the enrollment says wrongly whether somebody acts for the payee
R47 the enrollment came twice
R50 the state's law does not allow a re-presented check
R51 the check behind a re-presented check entry can't be collected so
R52 payment of the check behind a re-presented check entry was stopped
R53 the check behind a re-presented check entry was paid as well
R61 the return went to the wrong bank
R62 an erroneous entry came back after it was reversed, or a reversal before
R67 the return came twice
R68 the return came too late
R69 fields of the return are wrong
R70 the originating bank did not agree to the return
R71 the dishonored return went to the wrong bank
R72 the dishonored return came too late
R73 the original return was in time
R74 the return comes again with its fields put right
R75 the original return did not come twice
R76 the original return has no wrong fields
R77 the bank does not take the dishonored return R62
R80 an IAT was coded wrongly
R81 the gateway has no IAT agreement with the originator
R82 the number of the receiving bank abroad is wrong
R83 the receiving bank abroad can't settle
R84 the gateway did not process an IAT
R85 an international payment went out under another SEC code
R90 a bank had to send the entry back to comply with sanctions
C01 the account number is another
C02 the routing number is another
C03 the routing number and the account number are others
C04 the name is another
C05 the transaction code is another
C06 the account number and the transaction code are others
C07 the routing number, the account number and the transaction code are others
C08 the receiving bank abroad has another number
C09 the receiver's number is another
C13 the addenda are not laid out as they must be
C14 the SEC code is wrong for an outbound international payment
C61 the notification went to the wrong bank
C62 the trace number is not the original one
C63 the company identification is not the original one
C64 the receiver's number is not the original one
C65 the corrected data is not laid out as it must be
C66 the discretionary data is not the original one
C67 the routing number is not the original one
C68 the account number is not the original one
C69 the transaction code is not the original one
"""

REASONS: Mapping[str, str] = MappingProxyType(dict(row.split(" ", 1) for row in _WORDS.strip().splitlines()))
"""The codes, each with what it says."""
