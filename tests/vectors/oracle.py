"""Has python-cwt read tests/vectors/tokens.json. Runs in build/oracle-venv, where Passdesk itself is not installed.

    build/oracle-venv/bin/python tests/vectors/oracle.py tests/vectors/tokens.json

1. Every token that reads "verified" verifies with the key named, under COSE's own rules, and its claims decode to
   those listed.
2. Every token that reads "forged" fails with every key of its kid.
3. python-cwt, given the seed and the claims, signs the very same bytes (Ed25519 is deterministic).

python-cwt is no judge of strictness: it takes much that a pass may not be. It takes no untagged message either, so the
tag of COSE_Sign1 (0xd2) is put before each token and taken off again.
"""

import json
import sys
from pathlib import Path
from typing import Any

import cbor2
from cwt import COSE, COSEKey  # type: ignore[import-not-found]  # only in the oracle's own environment
from cwt.exceptions import VerifyError  # type: ignore[import-not-found]

TAG = b"\xd2"
ED25519 = -19


def main(path: Path) -> int:
    vectors = json.loads(path.read_text(encoding="utf-8"))
    seeds = {key["public"]: key["seed"] for key in json.loads(path.with_name("keys.json").read_text(encoding="utf-8"))}
    faults = [why for token in vectors["tokens"] for why in _judge(token, vectors["keys"], seeds)]
    judged = [token for token in vectors["tokens"] if token["reads"] in ("verified", "forged")]
    print(*faults or [f"python-cwt agrees on {len(judged)} tokens"], sep="\n")
    return 1 if faults or not judged else 0


def _judge(token: dict[str, Any], keys: list[dict[str, Any]], seeds: dict[str, str]) -> list[str]:
    why, data = token["why"], bytes.fromhex(token["token"])
    match token["reads"]:
        case "verified":
            key = next(key for key in keys if key["id"] == token["key"])
            payload = _payload(data, key)
            if payload is None or cbor2.loads(payload) != _claims(token["claims"]):
                return [f"{why}: not verified, or other claims"]
            return [] if _signed(payload, key, seeds[key["public"]]) == data else [f"{why}: signed otherwise"]
        case "forged":
            matching = [key for key in keys if key["kid"] == token["kid"]]
            return [f"{why}: verified" for key in matching if _payload(data, key) is not None]
        case _:
            return []


def _payload(data: bytes, key: dict[str, Any]) -> bytes | None:
    try:
        return bytes(COSE.new().decode(TAG + data, keys=[_cose_key(key)]))
    except VerifyError:
        return None


def _signed(payload: bytes, key: dict[str, Any], seed: str) -> bytes:
    header = {1: ED25519, 4: bytes.fromhex(key["kid"])}
    signer = _cose_key(key, {-4: bytes.fromhex(seed)})
    made: bytes = COSE.new().encode_and_sign(payload, signer, protected=header)
    return made.removeprefix(TAG)


def _cose_key(key: dict[str, Any], private: dict[int, bytes] | None = None) -> Any:
    public = {1: 1, 3: ED25519, -1: 6, -2: bytes.fromhex(key["public"]), 2: bytes.fromhex(key["kid"])}
    return COSEKey.new(public | (private or {}))


def _claims(claims: dict[str, Any]) -> dict[int, Any]:
    private = [claims["class_number"], claims["lines"], bytes.fromhex(claims["tag"])]
    value = {3: claims["zone"], 4: claims["expires"], 6: claims["issued_at"], 7: bytes.fromhex(claims["pass_id"])}
    starts = {} if claims["not_before"] == claims["issued_at"] else {5: claims["not_before"]}
    return value | starts | {-70001: private}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
