"""The central server: accepts journals in one order, judges each entry once, hands changed rows back."""
