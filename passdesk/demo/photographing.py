"""Photographs by code: a flat picture held before a camera, with the faults that cameras and hands add."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from passdesk.errors import Trouble

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
_FOCAL = 1.6  # in widths of the photograph: about what a desk camera has
_MOST_OVERSAMPLING = 3
_SPOT = 0.09  # how wide a reflection is, in widths of the photograph


class Conditions(Struct, frozen=True):
    """How a photograph was taken; the defaults are a perfect one. Lengths are pixels of the photograph.

    width: how wide the picture lies in the photograph; pitch, yaw, roll: degrees; defocus: sigma of the blur;
    motion: length of the smear; light: 1 is full, 0 is black; uneven: 0 to 1, how much darker the far side
    is; glare: 0 to 1, a bright spot somewhere; noise: sigma in grey levels.
    """

    width: float
    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    defocus: float = 0.0
    motion: float = 0.0
    light: float = 1.0
    uneven: float = 0.0
    glare: float = 0.0
    noise: float = 0.0


def photograph(
    picture: Pixels, conditions: Conditions, rng: np.random.Generator, *, size: tuple[int, int] = (1280, 720)
) -> Pixels:
    """The picture (HxW grey or HxWx3) as a camera of `size` (width, height) sees it; channels stay."""
    seen = placed(picture, conditions, rng, size=size)
    seen = smeared(defocused(seen, conditions.defocus), conditions.motion, rng)
    seen = lit(seen, conditions.light, conditions.uneven, conditions.glare, rng)
    return noised(seen, conditions.noise, rng)


def placed(picture: Pixels, conditions: Conditions, rng: np.random.Generator, *, size: tuple[int, int]) -> Floats:
    """The picture on a desk, turned in space, near the middle; a pixel gathers light over its area."""
    width, height = size
    finer = int(np.clip(np.ceil(picture.shape[1] / conditions.width), 2, _MOST_OVERSAMPLING))
    big = (width * finer, height * finer)
    middle = np.array(size) * rng.uniform(0.46, 0.54, 2)
    onto = np.diag([finer, finer, 1.0]) @ homography(picture, conditions, size, middle)
    desk = _desk(size, rng) if picture.ndim == 2 else _desk(size, rng)[..., None].repeat(3, axis=2)
    warped = cv2.warpPerspective(picture, onto, big, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full(picture.shape[:2], 255, np.uint8), onto, big)
    small = cv2.resize(warped, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    share = cv2.resize(cover, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    share = share if picture.ndim == 2 else share[..., None]
    return np.asarray(small + desk * (1 - share), np.float32)


def defocused(pixels: Floats, sigma: float) -> Floats:
    """Blurred as a lens out of focus does, approximated by a Gaussian of `sigma` pixels."""
    return pixels if sigma <= 0 else np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.float32)


def smeared(pixels: Floats, length: float, rng: np.random.Generator) -> Floats:
    """Smeared evenly along a straight line of `length` pixels in any direction."""
    if length <= 1:
        return pixels
    kernel = motion_kernel(length, float(rng.uniform(0, 180)))
    return np.asarray(cv2.filter2D(pixels, -1, kernel, borderType=cv2.BORDER_REPLICATE), np.float32)


def lit(pixels: Floats, light: float, uneven: float, glare: float, rng: np.random.Generator) -> Floats:
    """Under light that falls off to one side, with a bright reflection where `glare` asks for one."""
    height, width = pixels.shape[:2]
    y, x = np.ogrid[0:height, 0:width]
    angle = rng.uniform(0, 2 * np.pi)
    along = (x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle)
    field = (light * (1 - uneven * (along + 0.5).clip(0, 1))).astype(np.float32)
    centre = rng.uniform(0.35, 0.65, 2) * (width, height)
    dim = pixels * (field[..., None] if pixels.ndim == 3 else field)
    if glare <= 0:
        return np.asarray(dim, np.float32)
    spot = 255 * glare * np.exp(-((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (2 * (_SPOT * width) ** 2))
    return np.asarray(dim + (spot[..., None] if pixels.ndim == 3 else spot), np.float32)


def noised(pixels: Floats, sigma: float, rng: np.random.Generator) -> Pixels:
    """Rounded to 8 bits, with Gaussian noise of `sigma` grey levels on every pixel and channel."""
    if sigma > 0:
        pixels = pixels + np.float32(sigma) * rng.standard_normal(pixels.shape, np.float32)
    return pixels.round().clip(0, 255).astype(np.uint8)


def motion_kernel(length: float, degrees: float) -> Floats:
    """A line of `length` pixels through the middle, of sum 1, drawn smoothly."""
    side = int(np.ceil(length)) // 2 * 2 + 3
    steps = np.linspace(-length / 2, length / 2, 16 * side)
    turn = np.deg2rad(degrees)
    kernel = np.zeros((side, side), np.float32)
    for x, y in zip(side // 2 + steps * np.cos(turn), side // 2 + steps * np.sin(turn), strict=True):
        left, top = int(np.floor(x)), int(np.floor(y))
        for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
            weight = (1 - abs(x - left - column)) * (1 - abs(y - top - row))
            if weight > 0:
                kernel[top + row, left + column] += weight
    return np.asarray(kernel / kernel.sum(), np.float32)


def write_video(frames: Iterable[Pixels], path: Path, *, per_second: float = 25.0) -> None:
    """A Motion JPEG .avi of frames (HxW grey or HxWx3 RGB, all of one size), or Trouble."""
    writer: cv2.VideoWriter | None = None
    for frame in frames:
        bgr = cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR if frame.ndim == 2 else cv2.COLOR_RGB2BGR)
        if writer is None:
            code = cv2.VideoWriter.fourcc(*"MJPG")
            writer = cv2.VideoWriter(str(path), code, per_second, (bgr.shape[1], bgr.shape[0]))
            if not writer.isOpened():
                raise Trouble(f"{path} can't be written as a video.", remedy="Look at the folder's rights and space.")
        writer.write(bgr)
    if writer is None:
        raise Trouble(f"{path} was not written: a video needs at least one frame.")
    writer.release()


def homography(
    picture: Pixels, conditions: Conditions, size: tuple[int, int], middle: NDArray[np.float64]
) -> NDArray[np.float64]:
    """From pixels of the picture to pixels of the photograph, by a pinhole camera."""
    height, width = picture.shape[:2]
    focal = _FOCAL * size[0]
    distance = focal  # at this distance one unit of the plane is one pixel
    scale = conditions.width / width
    flat = np.array([[scale, 0, -scale * width / 2], [0, scale, -scale * height / 2], [0, 0, 1.0]])
    turned = _rotation(conditions)
    pose = np.column_stack([turned[:, 0], turned[:, 1], [0, 0, distance]])
    camera = np.array([[focal, 0, middle[0]], [0, focal, middle[1]], [0, 0, 1.0]])
    return np.asarray(camera @ pose @ flat, np.float64)


def _rotation(conditions: Conditions) -> NDArray[np.float64]:
    pitch, yaw, roll = np.deg2rad([conditions.pitch, conditions.yaw, conditions.roll])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    return np.asarray(about_x @ about_y @ about_z, dtype=np.float64)


def _desk(size: tuple[int, int], rng: np.random.Generator) -> Floats:
    """A grey table top with soft grain, so that nothing behind the picture is perfectly flat."""
    width, height = size
    coarse = rng.normal(0, 1, (height // 40 + 2, width // 40 + 2)).astype(np.float32)
    grain = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(rng.uniform(90, 150) + 4 * grain, np.float32)
