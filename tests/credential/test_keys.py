"""Ed25519 as RFC 8032 has it, and the keys and signatures it must not take."""

import pytest

from passdesk.credential import keys
from passdesk.errors import Damaged

# RFC 8032, 7.1: seed, public key, message, signature.
RFC_8032 = {
    "test 1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    "test 2": (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    "test 3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    "test SHA(abc)": (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
            "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
}
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group, RFC 8032's L
FIELD = 2**255 - 19

PUBLIC, MESSAGE, SIGNATURE = (bytes.fromhex(part) for part in RFC_8032["test 3"][1:])


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032.values(), ids=RFC_8032)
def test_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    private = keys.from_seed(bytes.fromhex(seed))
    assert keys.public_of(private).hex() == public
    assert private.sign(bytes.fromhex(message)).hex() == signature
    assert keys.verify(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


def _with_s(change: int) -> bytes:
    s = int.from_bytes(SIGNATURE[32:], "little")
    return SIGNATURE[:32] + (s + change).to_bytes(32, "little")


@pytest.mark.parametrize(
    "signature",
    {
        "empty": b"",
        "a byte short": SIGNATURE[:-1],
        "a byte long": SIGNATURE + b"\x00",
        "s + L": _with_s(ORDER),
        "s + 2 L": _with_s(2 * ORDER),
        "s + 1": _with_s(1),
        "s = 0": SIGNATURE[:32] + bytes(32),
        "R = 0": bytes(32) + SIGNATURE[32:],
        "R and s = 0": bytes(64),
        "R the neutral element": b"\x01" + bytes(31) + SIGNATURE[32:],
        "R negated": SIGNATURE[:31] + bytes((SIGNATURE[31] ^ 0x80,)) + SIGNATURE[32:],
        "R with y over the field": b"\xff" * 32 + SIGNATURE[32:],
        "halves swapped": SIGNATURE[32:] + SIGNATURE[:32],
        "all ones": b"\xff" * 64,
    }.items(),
    ids=lambda pair: pair[0],
)
def test_false_signatures(signature: tuple[str, bytes]) -> None:
    assert keys.verify(PUBLIC, MESSAGE, SIGNATURE)
    assert not keys.verify(PUBLIC, MESSAGE, signature[1])


def test_another_message_or_key() -> None:
    assert not keys.verify(PUBLIC, MESSAGE + b"\x00", SIGNATURE)
    assert not keys.verify(bytes.fromhex(RFC_8032["test 2"][1]), MESSAGE, SIGNATURE)


def _small_order() -> list[bytes]:
    """All encodings, canonical or not, of the eight points of small order, found anew by arithmetic."""
    d = -121665 * pow(121666, -1, FIELD) % FIELD
    root = pow(2, (FIELD - 1) // 4, FIELD)
    # Order 1, 2 and 4: y = 1, -1, 0. Order 8: doubling gives y = 0, so x^2 = -y^2, so d y^4 + 2 y^2 - 1 = 0.
    halves = [(-1 + sign * _sqrt(1 + d, root)) * pow(d, -1, FIELD) % FIELD for sign in (1, -1)]
    eights = [y for half in halves for y in _roots(half, root)]
    ys = {y + offset for y in (0, 1, FIELD - 1, *eights) for offset in (0, FIELD) if y + offset < 2**255}
    return [(y | sign << 255).to_bytes(32, "little") for y in sorted(ys) for sign in (0, 1)]


def _sqrt(square: int, root: int) -> int:
    guess = pow(square, (FIELD + 3) // 8, FIELD)
    return guess if guess * guess % FIELD == square % FIELD else guess * root % FIELD


def _roots(square: int, root: int) -> list[int]:
    found = _sqrt(square, root)
    return [found, FIELD - found] if found * found % FIELD == square % FIELD else []


def test_points_of_small_order_are_no_keys() -> None:
    points = _small_order()
    assert len(points) == 14
    for point in points:
        with pytest.raises(Damaged):
            keys.load_public(point)
        # With such a "key" the neutral R and s = 0 would sign one message in eight, or every one.
        assert not any(keys.verify(point, bytes((n,)), b"\x01" + bytes(63)) for n in range(16))


@pytest.mark.parametrize("public", [b"", PUBLIC[:-1], PUBLIC + b"\x00", b"\xff" * 32, FIELD.to_bytes(32, "little")])
def test_not_a_public_key(public: bytes) -> None:
    with pytest.raises(Damaged):
        keys.load_public(public)
    assert not keys.verify(public, MESSAGE, SIGNATURE)


def test_a_key_off_the_curve_verifies_nothing() -> None:
    assert not keys.verify(b"\x02" + bytes(31), MESSAGE, SIGNATURE)


def test_seeds_and_names() -> None:
    private = keys.generate()
    again = keys.from_seed(keys.seed_of(private))
    public = keys.public_of(again)
    assert public == keys.public_of(private)
    assert len(keys.key_id(public)) == 16
    assert keys.key_id(public)[:4] == keys.kid(public)
    with pytest.raises(Damaged):
        keys.from_seed(b"short")
