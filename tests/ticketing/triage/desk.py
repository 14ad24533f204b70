"""A small desk for the tests of triage: teams, people, products, a few rows of the matrix, a fixed classifier."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from classifier.contract import Abstained, Judgement, Prediction
from tests.makers import make_owner, make_product, make_staff, make_team
from ticketing.db import db
from ticketing.models import Product, ProductAlias, ProductKind, Role, Route, Staff, Team, Topic
from ticketing.ports import Ports

ROUTES: tuple[tuple[str, dict[str, Any], str, bool], ...] = (
    ("safety", {"signal": ["safety"]}, "CMP", True),
    ("threat", {"signal": ["threat"]}, "CMP", True),
    ("low_confidence", {"confidence": ["low"]}, "CS1", False),
    ("unknown_product", {"product": ["unknown"], "type": ["enquiry", "fault"]}, "CS1", False),
    ("complaint_billing", {"type": ["complaint"], "topic": ["billing", "renewal"]}, "CMP", True),
    ("fault_hardware", {"type": ["fault"], "kind": ["hardware"]}, "AS", True),
    ("fault_software", {"type": ["fault"]}, "CS2", True),
    ("triage", {}, "CS1", False),
)


@dataclass(frozen=True)
class SaysAlways:
    """A classifier that gives one answer to every text."""

    answer: Judgement

    @property
    def labels(self) -> tuple[str, ...]:
        return (self.answer.label,) if isinstance(self.answer, Prediction) else ()

    def predict(self, text: str) -> Judgement:
        return self.answer

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        return [self.answer for _ in texts]


@dataclass(frozen=True)
class Desk:
    """Who and what there is."""

    teams: dict[str, Team]
    drive: Product
    camera: Product
    owner: Staff
    deputy: Staff


def make_desk() -> Desk:
    """Teams CS1, CS2, CMP, AS; products DRV and CAM owned by 林知夏 with a deputy; the rows above."""
    teams = {code: make_team(code) for code in ("CS1", "CS2", "CMP", "AS")}
    drive = make_product("DRV", aliases=("帆盘", "云空间", "会员"))
    camera = make_product(
        "CAM",
        kind=ProductKind.HARDWARE,
        name_zh="小帆摄像头 C2",
        name_en="FanCam C2",
        aliases=("C2", "摄像头"),
    )
    play = make_product("PLY", name_zh="帆享会员", name_en="FanPlay Pass", aliases=("帆享",))
    db.session.add(ProductAlias(product_id=play.id, alias="会员"))
    owner = make_staff("linzhixia", Role.PRODUCT_OWNER, name="林知夏")
    deputy = make_staff("zhoumu", Role.PRODUCT_OWNER, name="周牧")
    for product in (drive, camera):
        make_owner(product, owner, deputy_id=deputy.id)
    for position, (reason, conditions, team, to_owner) in enumerate(ROUTES, 1):
        words = {"reason": reason, "reason_zh": f"{reason} 中文", "reason_en": f"{reason} in English"}
        row = Route(position=position, conditions=conditions, team_code=team, to_owner=to_owner, **words)
        db.session.add(row)
    db.session.add(
        Topic(code="billing", name_zh="计费", name_en="Billing", severity="S2", by_type={"enquiry": "S4"})
    )
    db.session.add(Topic(code="function", name_zh="功能", name_en="Function", severity="S3"))
    db.session.commit()
    return Desk(teams, drive, camera, owner, deputy)


def saying(ports: Ports, **answers: str | None) -> Ports:
    """Ports whose classifiers give these labels; None abstains with a guess a tenth ahead of the next."""
    judgements = {
        name: Prediction(label, 0.93, ("扣",))
        if label
        else Abstained("enquiry", 0.4, ("unsure",), (("request", 0.3),))
        for name, label in answers.items()
    }
    return dataclasses.replace(ports, classifiers={name: SaysAlways(one) for name, one in judgements.items()})
