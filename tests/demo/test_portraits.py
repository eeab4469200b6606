"""Drawn portraits."""

import io

import numpy as np
from PIL import Image

from passdesk.demo.portraits import MOST_BYTES, drawn_face


def test_faces_differ_by_seed_are_repeatable_and_small() -> None:
    faces = [drawn_face(np.random.default_rng(seed)) for seed in range(12)]
    assert len(set(faces)) == len(faces)
    assert faces[3] == drawn_face(np.random.default_rng(3))
    assert max(map(len, faces)) <= MOST_BYTES
    assert Image.open(io.BytesIO(faces[0])).size == (360, 480)
