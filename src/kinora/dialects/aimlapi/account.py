"""The balance, in both of the vendor's words: none is kept here."""

from __future__ import annotations

from kinora.dialects.aimlapi.wire import BILLING, Balance, Billing
from kinora.dialects.base import Call, Reply, json_reply


def balance(call: Call) -> Reply:
    """No balance, in the words of the path that was asked."""
    if call.url.endswith(BILLING):
        billing: Billing = {"current_balance": 0.0, "currency": "USD"}
        return json_reply(billing)
    body: Balance = {
        "balance": 0.0,
        "lowBalance": False,
        "lowBalanceThreshold": 0.0,
        "lastUpdated": None,
        "autoDebitStatus": "disabled",
        "status": "current",
        "statusExplanation": "No balance is kept here.",
    }
    return json_reply(body)
