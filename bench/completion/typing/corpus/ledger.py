"""A small double-entry ledger that reads and writes plain text journals."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Iterable, Iterator

ENTRY_HEAD = re.compile(r"^(\d{4}-\d{2}-\d{2})\s+(\*|!)?\s*(.+)$")
POSTING = re.compile(r"^\s+([A-Z][\w:-]*)\s+(-?\d+(?:\.\d+)?)\s+([A-Z]{3})$")


class LedgerError(Exception):
    """Raised when a journal cannot be read or does not balance."""

    def __init__(self, message: str, line: int | None = None) -> None:
        where = f" (line {line})" if line is not None else ""
        super().__init__(message + where)
        self.line = line


@dataclass(frozen=True)
class Amount:
    value: Decimal
    currency: str

    def __add__(self, other: "Amount") -> "Amount":
        if self.currency != other.currency:
            raise LedgerError(f"cannot add {other.currency} to {self.currency}")
        return Amount(self.value + other.value, self.currency)

    def __neg__(self) -> "Amount":
        return Amount(-self.value, self.currency)

    def __str__(self) -> str:
        return f"{self.value:.2f} {self.currency}"


@dataclass(frozen=True)
class Posting:
    account: str
    amount: Amount

    @property
    def root(self) -> str:
        return self.account.split(":", 1)[0]


@dataclass
class Entry:
    day: date
    text: str
    cleared: bool = False
    postings: list[Posting] = field(default_factory=list)

    def balance(self) -> dict[str, Decimal]:
        totals: dict[str, Decimal] = defaultdict(Decimal)
        for posting in self.postings:
            totals[posting.amount.currency] += posting.amount.value
        return {currency: value for currency, value in totals.items() if value != 0}

    def is_balanced(self) -> bool:
        return not self.balance()


class Journal:
    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = list(entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(sorted(self.entries, key=lambda entry: entry.day))

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: Entry) -> None:
        if not entry.is_balanced():
            raise LedgerError(f"entry of {entry.day} does not balance: {entry.text}")
        self.entries.append(entry)

    def accounts(self) -> list[str]:
        names = {posting.account for entry in self.entries for posting in entry.postings}
        return sorted(names)

    def totals(self, until: date | None = None) -> dict[str, dict[str, Decimal]]:
        totals: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for entry in self:
            if until is not None and entry.day > until:
                break
            for posting in entry.postings:
                totals[posting.account][posting.amount.currency] += posting.amount.value
        return totals

    def of_account(self, account: str) -> Iterator[tuple[Entry, Posting]]:
        for entry in self:
            for posting in entry.postings:
                if posting.account == account or posting.account.startswith(account + ":"):
                    yield entry, posting


def parse_amount(value: str, currency: str, line: int) -> Amount:
    try:
        return Amount(Decimal(value), currency)
    except ArithmeticError as error:
        raise LedgerError(f"not a number: {value}", line) from error


def parse(text: str) -> Journal:
    journal = Journal()
    current: Entry | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith(";"):
            continue
        head = ENTRY_HEAD.match(line)
        if head:
            if current is not None:
                journal.add(current)
            day, mark, title = head.groups()
            current = Entry(date.fromisoformat(day), title.strip(), cleared=mark == "*")
            continue
        posting = POSTING.match(line)
        if posting is None:
            raise LedgerError(f"cannot read: {line.strip()}", number)
        if current is None:
            raise LedgerError("a posting before the first entry", number)
        account, value, currency = posting.groups()
        current.postings.append(Posting(account, parse_amount(value, currency, number)))
    if current is not None:
        journal.add(current)
    return journal


def render_entry(entry: Entry) -> str:
    mark = "* " if entry.cleared else ""
    lines = [f"{entry.day.isoformat()} {mark}{entry.text}"]
    width = max((len(posting.account) for posting in entry.postings), default=0)
    for posting in entry.postings:
        lines.append(f"    {posting.account.ljust(width)}  {posting.amount}")
    return "\n".join(lines)


def render(journal: Journal) -> str:
    return "\n\n".join(render_entry(entry) for entry in journal) + "\n"


def report(journal: Journal, roots: Iterable[str] = ("Assets", "Liabilities")) -> str:
    wanted = set(roots)
    lines: list[str] = []
    for account, amounts in sorted(journal.totals().items()):
        if account.split(":", 1)[0] not in wanted:
            continue
        for currency, value in sorted(amounts.items()):
            if value != 0:
                lines.append(f"{account:<40} {value:>12.2f} {currency}")
    return "\n".join(lines)


def main(paths: list[str]) -> int:
    journal = Journal()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for entry in parse(file.read()):
                journal.add(entry)
    print(report(journal))
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
