"""What is kept of a text while several models read it."""

from __future__ import annotations

from classifier.features.blocks import LONGEST, FeatureSettings, feature_blocks


def test_a_text_read_again_at_once_is_not_taken_apart_again() -> None:
    """The second model finds what the first one read."""
    text = "云盘重复扣费，已核实三笔"

    assert feature_blocks(text, FeatureSettings()) is feature_blocks(text, FeatureSettings())


def test_the_features_of_long_texts_are_kept_for_a_few_of_them_only() -> None:
    """A page of Chinese is up to a megabyte of features: a dozen pages later the first one is gone."""
    pages = [f"{place}：" + "云盘重复扣费" * (LONGEST // 6) for place in range(12)]
    first, *_ = [feature_blocks(page, FeatureSettings()) for page in pages]

    assert feature_blocks(pages[0], FeatureSettings()) is not first


def test_courtesies_are_no_features_of_their_matter() -> None:
    """Where only the matter is read; who says nothing else is read whole."""
    settings = FeatureSettings(matter_only=True)
    polite = "您好，麻烦帮我看一下，云盘重复扣费，谢谢"

    assert feature_blocks(polite, settings) == feature_blocks("云盘重复扣费", settings)
    assert feature_blocks("谢谢", settings) == feature_blocks("谢谢", FeatureSettings())
