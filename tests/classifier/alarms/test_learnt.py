"""Alarms that are learnt from taught sentences: what no rule names is heard, and what harms nobody stays quiet."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier.alarms import learnt
from classifier.alarms.features import read_part, windows
from classifier.alarms.learnt import (
    KEPT,
    KINDS,
    AlarmFileError,
    AlarmJudge,
    learnt_alarms,
    load_alarms,
    save_alarms,
)
from classifier.alarms.training import seeds_hash, taught_alarms, teach
from classifier.danger.rules import alarms_by_rule
from classifier.lexicon import Danger, danger, needs_human, raised_severity
from classifier.text.normalise import normalise

MEASURED = Path(__file__).parents[2] / "data" / "nlu"
CALM = {
    "zh": "您好，我上个月在网上买了一台路由器，用了两周就开始掉线。客服让我重启，我照做了，还是一样。",
    "en": "Hello, I bought a router from your website last month. After two weeks it began to drop. I restarted it. ",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你们客服每晚从后门走，我都看着呢", Danger.VIOLENCE),
        ("我知道你们收银员住哪栋楼，一个人住吧", Danger.VIOLENCE),
        ("I know which exit your cleaners use at midnight", Danger.VIOLENCE),
        ("Tell your manager I know what time his kids walk home", Danger.VIOLENCE),
        ("信写好了，猫也送人了，下个月我就不在了", Danger.SELF_HARM),
        ("my letters are done, the cat is with my sister, I won't be here next month", Danger.SELF_HARM),
        ("睡前摸了一下底座，指尖起了水泡", Danger.SAFETY),
        ("there is a brown ring on the shelf under the lamp and it smells of scorched paint", Danger.SAFETY),
    ],
)
def test_what_no_rule_names_alarms_by_what_was_taught(text: str, kind: Danger) -> None:
    """The grave kinds are raised together with the sentence that raised them."""
    learnt = {signal.kind: signal for signal in learnt_alarms(text)}

    assert kind in learnt
    assert normalise(text).startswith(learnt[kind].phrase)
    assert kind in {signal.kind for signal in danger(text)}


def test_a_learnt_alarm_goes_the_way_of_every_alarm() -> None:
    """Severity 1, and a person takes over from the bot, though no rule said a word."""
    text = "I know which exit your cleaners use at midnight"

    assert alarms_by_rule(text) == []
    assert raised_severity(danger(text), 4) == 1
    assert needs_human(danger(text))


@pytest.mark.parametrize(
    "text",
    [
        "你们几点下班？我六点过去取货",
        "我知道你们店在哪，就是找不到停车位",
        "再不处理我就去消协投诉你们",
        "笑死我了，这广告太逗了",
        "下个月我不在国内，先暂停会员",
        "What time do your drivers finish? I'm only home after six.",
        "I know where your store is, is there parking",
        "I'll see you in court",
        "this queue is killing me",
        "I won't be here next month, please pause my subscription, I'm travelling",
        "路由器一直发烫",
        "",
        "12345",
        "？？？",
    ],
)
def test_figures_of_speech_and_lawful_anger_raise_nothing_learnt(text: str) -> None:
    """Laws, reviews, opening hours and holidays are no danger to anybody."""
    assert learnt_alarms(text) == []


@pytest.mark.parametrize(
    "text", ["不用", "不要了", "没有", "好的", "要", "no", "no thanks", "never", "stop it", "算了"]
)
def test_a_mere_answer_raises_nothing_learnt(text: str) -> None:
    """A customer who says no to the bot's offer is not in danger; the rules still read such words."""
    assert learnt_alarms(text) == []


@pytest.mark.parametrize(
    ("language", "threat"),
    [
        ("zh", "你女儿几点放学我很清楚，晚上让她别走小路。"),
        ("en", "I know what time your daughter walks home, alone. "),
    ],
)
def test_one_sentence_of_a_long_calm_mail_is_heard(language: str, threat: str) -> None:
    """At its beginning, in the middle of two pages and at the end of ten; the calm mail itself is silent."""
    calm = CALM[language]

    assert learnt_alarms(calm * 8) == []
    for text in (threat + calm * 8, calm * 4 + threat + calm * 4, calm * 90 + threat):
        assert [signal.kind for signal in learnt_alarms(text)] == [Danger.VIOLENCE]


def test_what_is_learnt_only_adds_to_what_the_rules_find() -> None:
    """Every alarm of a rule is among all alarms, with the rule's own words."""
    texts = [row["text"] for row in _measured("safety.csv")]

    assert all(set(alarms_by_rule(text)) <= set(danger(text)) for text in texts)


def test_nothing_measured_was_taught() -> None:
    """No sentence of the seeds is a text that the alarms are measured on."""
    taught = {normalise(text) for text, _ in taught_alarms()}
    measured = {normalise(row["text"]) for path in MEASURED.glob("*.csv") for row in _measured(path.name)}

    assert len(measured) > 1_000
    assert taught.isdisjoint(measured)


def test_no_sentence_is_taught_as_two_things() -> None:
    """A sentence that stands among the threats and among the harmless would teach nothing."""
    by_text: dict[str, set[int]] = {}
    for text, column in taught_alarms():
        by_text.setdefault(normalise(text), set()).add(column)

    assert [text for text, columns in by_text.items() if len(columns) > 1] == []


def test_the_kept_model_is_the_one_of_the_present_seeds() -> None:
    """Who changes a seed runs `python -m classifier.alarms.training`."""
    assert load_alarms(KEPT).seeds == seeds_hash()


def test_a_model_is_kept_and_read_as_plain_arrays(tmp_path: Path) -> None:
    """What comes back judges like what was taught, but for the rounding of its weights; no pickle is read."""
    model = teach([(text, column) for text, column in taught_alarms() if hash_of(text) == 0], "here")
    save_alarms(model, tmp_path / "model.npz")
    kept = load_alarms(tmp_path / "model.npz")
    text = "I know which exit your cleaners use at midnight"
    first, again = (AlarmJudge(one).odds(text)[0][1] for one in (model, kept))

    assert kept.vocabulary == model.vocabulary
    assert kept.seeds == "here"
    assert first.shape == (len(KINDS),)
    assert np.allclose(first, again, atol=0.05)


@pytest.mark.parametrize("kind", ["missing", "cut off", "pickled", "swapped", "other widths", "no numbers"])
def test_a_file_that_is_no_model_of_alarms_is_refused_and_the_rules_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Nothing is unpickled, no message is lost, and what is wrong can be told to an operator."""
    model, path = load_alarms(KEPT), tmp_path / "model.npz"
    if kind == "cut off":
        path.write_bytes(KEPT.read_bytes()[:-2_000])
    elif kind == "pickled":
        np.savez(path, vocabulary=np.array([object()]))
    elif kind == "swapped":
        np.save(tmp_path / "model", np.ones(3))
        (tmp_path / "model.npy").rename(path)
    elif kind == "other widths":
        save_alarms(replace(model, weights=model.weights[:, :2]), path)
    elif kind == "no numbers":
        save_alarms(replace(model, bias=np.full(3, np.nan, dtype=np.float32)), path)
    with pytest.raises(AlarmFileError, match=r"alarms\.training"):
        load_alarms(path)

    monkeypatch.setattr(learnt, "KEPT", path)
    forget()
    try:
        assert "alarms.training" in learnt.trouble()
        assert danger("I know which exit your cleaners use at midnight") == []
        assert danger("充电口冒烟了") == alarms_by_rule("充电口冒烟了") != []
    finally:
        monkeypatch.undo()
        forget()
    assert learnt.trouble() == ""


def test_no_more_of_ten_megabytes_is_looked_at_or_kept() -> None:
    """Beginning and end alone: the middle costs nothing, be it as long as it will."""
    calm, threat = CALM["zh"] * 200_000, "你女儿几点放学我很清楚，晚上让她别走小路。"

    assert len(read_part(threat + calm)) < 5_000
    assert [one.kind for one in learnt_alarms(threat + calm)] == [Danger.VIOLENCE]


@pytest.mark.parametrize(
    "text", ["火" * 200_000, "threat " * 50_000, "，" * 100_000, "a" * 300_000, "杀。" * 90_000]
)
def test_the_length_of_a_text_does_not_bound_the_work(text: str) -> None:
    """A few pages are read, in sentences that are cut where nobody ends them."""
    read = windows(text)

    assert sum(len(sentence) for sentence, _ in read) < 24_000
    assert max(len(sentence) for sentence, _ in read) < 500


def forget() -> None:
    """Let the next text ask the file again."""
    learnt._kept.cache_clear()
    learnt._signals.cache_clear()


def hash_of(text: str) -> int:
    """A tenth of the texts have 0, always the same."""
    return sum(map(ord, text)) % 10


def _measured(name: str) -> list[dict[str, str]]:
    with (MEASURED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
