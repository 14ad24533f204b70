"""Reading a customer's yes or no about a release."""

import pytest

from ticketing.backlog.words import helped


@pytest.mark.parametrize(
    "answer",
    [
        "已解决",
        "解决了，谢谢",
        "是的",
        "好了！",
        "嗯",
        "Yes, it works now",
        "solved",
        "Fixed, thanks 👍",
        "yes",
    ],
)
def test_yes_in_many_words(answer: str) -> None:
    assert helped(answer) is True


@pytest.mark.parametrize(
    "answer",
    [
        "没解决",
        "还是不行",
        "没有",
        "否",
        "又扣了我25块",
        "问题依然存在",
        "還是不行",
        "Not solved",
        "No",
        "it still happens",
        "It doesn't work",
        "not fixed yet",
    ],
)
def test_no_in_many_words(answer: str) -> None:
    assert helped(answer) is False


@pytest.mark.parametrize(
    "answer", ["", "👍", "怎么开发票？", "when is the invoice due", "谢谢", "很长" * 200]
)
def test_unclear_words_are_not_an_answer(answer: str) -> None:
    assert helped(answer) is None
