"""The files of vectors, each as one text."""

import json
from typing import Any

from tests.vectors import journals, signed_things, tokens


def files() -> dict[str, str]:
    """File name → contents, the same at every run."""
    made: dict[str, Any] = {
        "keys.json": signed_things.key_vectors(),
        "tokens.json": tokens.vectors(),
        "short_numbers.json": signed_things.short_number_vectors(),
        "certificates.json": signed_things.certificate_vectors(),
        "signatures.json": signed_things.signature_vectors(),
        "journal.json": journals.vectors(),
        "enrolment.json": signed_things.enrolment_vectors(),
        "wrapping.json": signed_things.wrapping_vectors(),
    }
    return {name: json.dumps(value, indent=1, ensure_ascii=False) + "\n" for name, value in made.items()}
