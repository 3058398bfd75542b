"""Moving pictures: which frames there are, for how long, and what is in the files."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from app.export import plan
from app.export.order import Format, Order, carried_out
from app.export.plan import Course, TooMany, moments
from app.export.png import at_once
from app.export.recording import Pixels, Recording, TooLarge
from app.export.sheet import Wanted
from app.export.stage import Stage
from app.export.still import Still
from app.playback.phases import LEAVING
from app.theme import LIGHT
from tests.app.canvas.scenes import log_of_product, product

WHITE, RED = 0xFFFFFF, 0xFF0000


def flat(colour: int) -> Pixels:
    return np.full((20, 30), colour, np.uint32)


def spotted(colour: int, at: int) -> Pixels:
    found = flat(WHITE)
    found[5:8, at : at + 4] = colour
    return found


def moving(kind: Format, course: Course) -> Image.Image:
    stage = Stage(Still(product(), log_of_product(), 0), LIGHT)
    made = at_once(carried_out(Order(kind, Wanted(scale=1.0), "t", course), stage))
    image = Image.open(io.BytesIO(made.finish(lambda done, of: None)))
    assert image.size == made.size.toTuple()
    assert image.n_frames == made.frames  # type: ignore[attr-defined]
    return image


def lengths(image: Image.Image) -> list[float]:
    found = []
    for nth in range(image.n_frames):  # type: ignore[attr-defined]
        image.seek(nth)
        found.append(image.info["duration"])
    return found


def test_what_travels_has_frames_of_its_own_and_phases_last_as_long_as_in_the_window() -> None:
    log = log_of_product()
    found = moments(log, Course(0, len(log)))
    assert [each.cursor for each in found] == sorted(each.cursor for each in found)
    last = [each for each in found if each.cursor == 6]
    assert [each.phase for each in last[:2]] == [0.2, LEAVING]
    travelling = last[2:]
    assert len(travelling) == round(600 * 12 / 1000)
    assert sum(each.milliseconds for each in travelling[:-1]) == pytest.approx(600 * 6 / 7)
    assert travelling[-1].phase == 1.0
    twice = moments(log, Course(0, len(log), speed=2.0, fps=24))
    assert len(twice) == len(found)
    assert twice[1].milliseconds == found[1].milliseconds / 2


def test_with_reduced_motion_there_is_a_frame_for_each_step() -> None:
    log = log_of_product()
    found = moments(log, Course(3, 6, reduced=True))
    assert [(each.cursor, each.phase) for each in found] == [(n, 1.0) for n in (3, 4, 5, 6)]


def test_too_many_frames_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_FRAMES", 5)
    with pytest.raises(TooMany):
        moments(log_of_product(), Course(0, 6))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["gif", "apng"])
def test_the_file_has_the_planned_frames_with_their_times(kind: Format) -> None:
    log = log_of_product()
    course = Course(0, len(log))
    image = moving(kind, course)
    planned = moments(log, course)
    assert image.n_frames == len(planned)  # type: ignore[attr-defined]
    told = lengths(image)
    for mine, wanted in zip(told, planned, strict=True):
        assert abs(mine - wanted.milliseconds) <= 10
    assert sum(told) == pytest.approx(sum(each.milliseconds for each in planned), abs=10)
    assert image.info["loop"] == 0


@pytest.mark.usefixtures("qapp")
def test_frames_differ_where_something_travels_and_keep_the_colours_of_the_theme() -> None:
    image = moving("gif", Course(0, 6))
    frames = []
    for nth in range(image.n_frames):  # type: ignore[attr-defined]
        image.seek(nth)
        frames.append(np.array(image.convert("RGB")))
    changed = [np.argwhere((a != b).any(-1)) for a, b in pairwise(frames)]
    assert all(len(each) for each in changed)
    between = changed[-2]  # both of them while it travels: neither card nor caption changes
    assert np.ptp(between[:, 1]) < 200
    hues = {tuple(each) for each in frames[-1].reshape(-1, 3).tolist()}
    for colour in (LIGHT.background, LIGHT.gradient, LIGHT.lit, LIGHT.text, LIGHT.panel):
        assert (colour.red(), colour.green(), colour.blue()) in hues


def test_only_what_differs_is_kept_and_equal_frames_are_one() -> None:
    recording = Recording()
    for pixels in (flat(WHITE), spotted(RED, 3), spotted(RED, 3), spotted(RED, 20)):
        recording.add(pixels, 100)
    assert len(recording) == 3
    assert [change.pixels.size for change in recording._changes] == [600, 12, 63]
    assert recording.milliseconds == 400
    for data in (recording.gif(), recording.apng()):
        image = Image.open(io.BytesIO(data))
        assert lengths(image) == [100, 200, 100]
        for nth, pixels in enumerate((flat(WHITE), spotted(RED, 3), spotted(RED, 20))):
            image.seek(nth)
            red = np.array(image.convert("RGB"))[..., 1] == 0
            assert (red == (pixels == RED)).all()


def test_played_once() -> None:
    recording = Recording()
    for colour in (WHITE, RED):
        recording.add(flat(colour), 50)
    assert "loop" not in Image.open(io.BytesIO(recording.gif(loop=False))).info
    assert Image.open(io.BytesIO(recording.apng(loop=False))).info["loop"] == 1


def test_of_many_colours_the_common_ones_stay_exact() -> None:
    recording = Recording()
    generator = np.random.default_rng(0)
    noise = generator.integers(0, 1 << 24, (60, 60)).astype(np.uint32)
    noise[:30] = 0x1565C0
    recording.add(noise, 100)
    image = np.array(Image.open(io.BytesIO(recording.gif())).convert("RGB"))
    assert (image[:30] == (0x15, 0x65, 0xC0)).all()


def test_frames_that_take_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.export.recording.MOST_BYTES", 3000)
    recording = Recording()
    recording.add(flat(WHITE), 50)
    with pytest.raises(TooLarge):
        recording.add(flat(RED), 50)
