"""How accuracy grows with corrections: refits with a cold start behind them, and the layer that learns at once.

Run: `python -m tests.benchmarks.bench_corrections [set ...] [--order random|margin|errors] [--folds N]
[--steps 10,100,2000] [--stream N] [--alone] [--full]`; needs the labelled sets in `../shared/data/nlu` beside the
project. A fifth of the training part is asked, the rest comes in as corrections: in random order; from a pool of
unlabelled messages those that the labelling page would ask about, a day's number after the other; or only those of
the stream that the model gets wrong.

    plain   LinearSVC over TF-IDF, fitted to the corrections alone, as anybody would
    alone   our training with the labels' names (and a few keywords) as cold start (`--alone`)
    refit   the same, having heard N messages of the stream that nobody labelled (`--stream`, 0 = none)
    live    the refit of the step before, with all corrections since in the layer that learns at once

`--full` ends with all labels. A minute or two of a core for each refit of banking77.
"""

import argparse
import csv
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from classifier.models.doubt import margin_of, most_telling
from classifier.models.evaluation import best_label
from classifier.models.label_names import NameClassifier, Phrases, name_phrases
from classifier.models.learning import CorrectedClassifier, Correction, ProbableClassifier
from classifier.models.training import TrainingSettings, train
from tests.benchmarks.bench_classification import DATA

STEPS = (10, 25, 50, 100, 200, 500, 1_000, 2_000)
MOST_ASKED = 1_500
POOL = 12_000
# So many a lead labels from one night's refit to the next.
A_DAY = 200
# The layer of a desk is refitted every night; more than this no day brings.
MOST_LIVE = 1_000
# What somebody who knows the field would type beside each label's name in five minutes.
KEYWORDS: dict[str, Phrases] = {
    "shop10": {
        "书籍": ("书 作者 内容 故事 小说 阅读 文字 读 出版社 孩子看",),
        "平板": ("平板 屏幕 触摸 ipad 安卓 系统 游戏 电池",),
        "手机": ("手机 电池 通话 按键 短信 铃声 屏幕 拍照",),
        "水果": ("水果 苹果 好吃 新鲜 甜 脆 烂 个头 橙子",),
        "洗发水": ("洗发水 头发 洗 味道 去屑 柔顺 瓶 正品 护发素",),
        "热水器": ("热水器 安装 师傅 水 加热 售后 美的 配件",),
        "蒙牛": ("蒙牛 牛奶 奶 伊利 三聚氰胺 特仑苏 酸奶 致癌",),
        "衣服": ("衣服 尺码 颜色 面料 穿 质量 大小 布料 裤子 色差",),
        "计算机": ("计算机 电脑 笔记本 键盘 硬盘 内存 显卡 驱动 系统 散热",),
        "酒店": ("酒店 房间 入住 前台 服务员 早餐 宾馆 住 位置",),
    },
    "waimai": {
        "0": ("慢 难吃 没送 少了 凉了 差 太差 等了 取消 不好吃 再也不 退款 投诉 油 贵 垃圾 不",),
        "1": ("好吃 很快 不错 谢谢 准时 赞 辛苦 味道好 好评 满意 喜欢 给力 热乎 实惠",),
    },
    "smp2017": {
        "app": ("打开 下载 应用 软件 启动",),
        "bus": ("公交 汽车 客车 大巴 汽车票",),
        "calc": ("等于 多少 加 减 乘 除 计算",),
        "chat": ("你 我 你好 喜欢 聊天 吗 是谁",),
        "cinemas": ("电影院 上映 影院 电影票 影片",),
        "contacts": ("号码 联系人 电话号码 手机号",),
        "cookbook": ("怎么做 做法 菜谱 菜 吃",),
        "datetime": ("几点 星期几 几号 日期 时间 农历 今天",),
        "email": ("邮件 邮箱 发邮件",),
        "epg": ("节目 电视 播出 频道 几点播",),
        "flight": ("航班 飞机 机票",),
        "health": ("怎么办 治疗 症状 药 感冒 病",),
        "lottery": ("彩票 双色球 开奖 大乐透",),
        "map": ("怎么走 附近 路线 地图 导航 在哪",),
        "match": ("比赛 赛程 球 联赛 对阵",),
        "message": ("短信 发短信 信息给",),
        "music": ("歌 听歌 播放 音乐 唱",),
        "news": ("新闻 最新消息 头条",),
        "novel": ("小说 看小说",),
        "poetry": ("诗 古诗 李白 诗句",),
        "radio": ("电台 广播 调频 收音机",),
        "riddle": ("谜语 猜 谜",),
        "schedule": ("提醒 闹钟 日程 安排",),
        "stock": ("股票 股价 大盘",),
        "telephone": ("打电话 拨打 呼叫 给",),
        "train": ("火车 动车 高铁 火车票",),
        "translation": ("翻译 英语怎么说 英文",),
        "tvchannel": ("卫视 央视 频道 台",),
        "video": ("电影 视频 电视剧 动画片 看",),
        "weather": ("天气 下雨 气温 温度 雪",),
        "website": ("网 打开网站 网址 百度 淘宝",),
    },
}
# The best rows measured elsewhere with plain parts, at the steps they were measured; full data last.
REFERENCE = {
    "banking77": "random 0:.44 100:.47 200:.53 500:.64 1000:.75 2000:.83; margin 100:.49 200:.54 500:.68 2000:.88;"
    " errors 100:.48 200:.56 500:.71 2000:.86; all .914",
    "shop10": "random 0:.54 100:.58 200:.68 500:.77 1000:.82 2000:.85, all 0.885",
}
Judge = Callable[[Sequence[str]], list[str | None]]
say = partial(print, flush=True)


def rows_of(name: str) -> tuple[list[str], list[str]]:
    """The texts and labels of a set's training part, the same order every time."""
    with (DATA / name / "train.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    Random(0).shuffle(rows)
    return [text for text, _ in rows], [label for _, label in rows]


def plain(texts: Sequence[str], labels: Sequence[str], chinese: bool) -> Judge:
    """What a plain refit makes of the corrections alone."""
    kinds = sorted(set(labels))
    if len(kinds) < 2:
        return lambda asked: [kinds[0] if kinds else None] * len(asked)
    pieces = (
        {"analyzer": "char", "ngram_range": (1, 4)}
        if chinese
        else {"analyzer": "char_wb", "ngram_range": (2, 5)}
    )
    line = make_pipeline(TfidfVectorizer(sublinear_tf=True, **pieces), LinearSVC(random_state=0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        line.fit(texts, labels)
    return lambda asked: list(line.predict(asked))


def best_of(judge: ProbableClassifier | CorrectedClassifier) -> Judge:
    """The best label of each text, whether or not the judge would stand behind it."""
    return lambda asked: [best_label(one) for one in judge.predict_many(asked)]


def by_doubt(
    order: list[int],
    texts: Sequence[str],
    labels: Sequence[str],
    phrases: Phrases,
    judge: ProbableClassifier,
    ends: tuple[int, int],
) -> list[int]:
    """The order with what the labelling page would ask about next moved between two ends.

    Some hundreds a night: the refits in between only choose, so they go without hidden layer and stream.
    """
    known, end = ends
    while known < end:
        pool = order[known : known + POOL]
        margins = [margin_of(judgement) for judgement in judge.predict_many([texts[place] for place in pool])]
        telling = most_telling([texts[place] for place in pool], margins, min(A_DAY, end - known))
        chosen = [pool[place] for place in telling]
        rest = set(chosen)
        order = order[:known] + chosen + [place for place in order[known:] if place not in rest]
        known += len(chosen)
        if known < end:
            told = [texts[place] for place in order[:known]], [labels[place] for place in order[:known]]
            judge = train(*told, prior=phrases, settings=TrainingSettings(most_work=0, folds=3))
    return order


def by_errors(
    order: list[int], texts: Sequence[str], labels: Sequence[str], judge: ProbableClassifier, known: int
) -> list[int]:
    """The order with what the judge gets wrong of the messages not yet known moved next, oldest first."""
    pool = order[known : known + POOL]
    said = best_of(judge)([texts[place] for place in pool])
    wrong = [place for place, label in zip(pool, said, strict=True) if label != labels[place]]
    rest = set(wrong)
    return order[:known] + wrong + [place for place in order[known:] if place not in rest]


def curve(name: str, fold: int, given: argparse.Namespace) -> dict[str, list[float]]:
    """Accuracy of each way at each step."""
    texts, labels = rows_of(name)
    fifth = len(texts) // 5
    asked = list(range(fold * fifth, (fold + 1) * fifth))
    order = [place for place in range(len(texts)) if not asked[0] <= place <= asked[-1]]
    asked = asked[:MOST_ASKED]
    truth = [labels[place] for place in asked]
    phrases = name_phrases(labels, KEYWORDS.get(name))
    base: ProbableClassifier = NameClassifier(phrases)

    def score(judge: Judge) -> float:
        said = judge([texts[place] for place in asked])
        return float(np.mean([one == other for one, other in zip(said, truth, strict=True)]))

    cold = score(best_of(base))
    known, scores = 0, {"plain": [0.0], "alone": [cold], "refit": [cold], "live": [cold]}
    for step in (*given.steps, *([len(order)] if given.full else [])):
        if given.order == "margin" and step < len(order):
            order = by_doubt(order, texts, labels, phrases, base, (known, step))
        elif given.order == "errors":
            order = by_errors(order, texts, labels, base, known)
        fresh = [Correction(texts[place], labels[place]) for place in order[known:step][:MOST_LIVE]]
        scores["live"].append(score(best_of(CorrectedClassifier(base, fresh))))
        told = [texts[place] for place in order[:step]], [labels[place] for place in order[:step]]
        scores["plain"].append(score(plain(*told, chinese=name in KEYWORDS)))
        if given.alone:
            scores["alone"].append(score(best_of(train(*told, prior=phrases))))
        heard = [texts[place] for place in order[step : step + given.stream]]
        base, known = train(*told, prior=phrases, unlabelled=heard), step
        scores["refit"].append(score(best_of(base)))
        say(f"    {step:,}: " + ", ".join(f"{way} {found[-1]:.3f}" for way, found in scores.items()))
    return {way: found for way, found in scores.items() if way != "alone" or given.alone}


def mean_of(folds: Iterable[dict[str, list[float]]]) -> dict[str, NDArray[np.float64]]:
    """The mean of several folds."""
    found = list(folds)
    return {way: np.mean([fold[way] for fold in found], axis=0) for way in found[0]}


def main() -> None:
    """Print the curves asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=["banking77", "shop10", "smp2017", "waimai"])
    parser.add_argument("--order", choices=["random", "margin", "errors"], default="random")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument(
        "--steps", type=lambda said: [int(one) for one in said.split(",")], default=list(STEPS)
    )
    parser.add_argument("--stream", type=int, default=6_000)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--full", action="store_true")
    given = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"no labelled sets in {DATA}; the benchmark has nothing to measure")
    for name in given.sets or ["banking77", "shop10", "smp2017", "waimai"]:
        started = time.process_time()
        say(f"{name}, order {given.order}, {given.folds} folds")
        found = mean_of(curve(name, fold, given) for fold in range(given.folds))
        say("  corrections " + "".join(f"{step:>8,}" for step in (0, *given.steps)))
        for way, scores in found.items():
            say(f"  {way:>11} " + "".join(f"{score:8.3f}" for score in scores))
        say(
            f"  elsewhere: {REFERENCE.get(name, 'not measured')}   ({time.process_time() - started:.0f} CPU s)"
        )


if __name__ == "__main__":
    main()
