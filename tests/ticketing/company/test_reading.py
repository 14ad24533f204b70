"""Reading a company's files says every mistake with file, entry and field."""

import shutil
from pathlib import Path

import pytest

from ticketing.company.reading import DEMO_FOLDER, CompanyError, read_company


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO_FOLDER, tmp_path / "company"))


def _change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("routing.yaml", "topic: [safety]", "topic: [safty]", "routing.yaml: safety_topic: when.topic: there is no topic safty"),
        ("routing.yaml", "signal: [safety]}", "product: [XYZ]}", "routing.yaml: safety: when.product: there is no product XYZ"),
        ("routing.yaml", "when: {}, team: CS1", "when: {type: [praise]}, team: CS1", "the last row must ask nothing"),
        ("routing.yaml", "team: LGL", "team: LAW", "routing.yaml: rights_request: team: there is no team LAW"),
        ("products.yaml", "code: HGC", "code: DRV", "products.yaml: DRV: code: stands there 2 times"),
        ("products.yaml", "owner: hewan", "owner: luyao", "INV: owner: luyao is not a product_owner"),
        ("products.yaml", "FanDrive Plus}", "FanDrive Plus, fr: x}", "products.yaml: DRV: name.fr: is not a known field"),
        ("products.yaml", "{zh: 帆盘会员, en: FanDrive Plus}", "{zh: 帆盘会员}", "products.yaml: DRV: name.en: is missing"),
        ("products.yaml", "[帆票, ", "[帆盘, ", "products.yaml: INV: aliases: 帆盘 also belongs to DRV"),
        ("products.yaml", "[DRV, PLY, HGC]", "[DRV, PLY, HGX]", "products.yaml: FAM: components: there is no product HGX"),
        ("staff.yaml", "teams: [CMP]", "teams: [CMX]", "staff.yaml: luyao: teams: there is no team CMX"),
        ("staff.yaml", "role: admin", "role: boss", "staff.yaml: anran: role: "),
        ("teams.yaml", "calendar: CN-OFFICE", "calendar: CN-SHOP", "teams.yaml: PO: calendar: there is no calendar CN-SHOP"),
        ("calendars.yaml", '"18:00"', '"25:00"', "calendars.yaml: CN-OFFICE: weekly.mon"),
        ("calendars.yaml", "2025-01-28..2025-02-04", "2025-02-04..2025-01-28", "ends before it starts"),
        ("sla.yaml", "vip: 10 min", "vip: 10 minutes", "sla.yaml: priorities P1: targets.1.vip: '10 minutes' is not a duration"),
        ("sla.yaml", "metric: update", "metric: resolution", "sla.yaml: P1: targets: update is missing"),
        ("articles.yaml", "product: DRV", "product: DRW", "articles.yaml: DRV-RENEW-OFF: product: there is no product DRW"),
        ("texts.yaml", "(编号{no})", "(编号)", "texts.yaml: promise: text: zh and en must use the same words in braces"),
        ("topics.yaml", "topic: billing}", "topic: money}", "topics.yaml: bill: topic: there is no topic money"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(folder: Path, file: str, old: str, new: str, said: str) -> None:
    _change(folder, file, old, new)

    with pytest.raises(CompanyError) as caught:
        read_company(folder)

    assert said in str(caught.value)


def test_all_mistakes_are_named_at_once(folder: Path) -> None:
    _change(folder, "staff.yaml", "teams: [CMP]", "teams: [CMX]")
    _change(folder, "routing.yaml", "topic: [safety]", "topic: [safty]")

    with pytest.raises(CompanyError) as caught:
        read_company(folder)

    assert {one.file for one in caught.value.problems} == {"staff.yaml", "routing.yaml"}


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "teams.yaml").unlink()

    with pytest.raises(CompanyError, match=r"teams\.yaml: the file is missing"):
        read_company(folder)


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    path = folder / "macros.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))

    with pytest.raises(CompanyError, match=r"macros\.yaml: is not UTF-8"):
        read_company(folder)


def test_broken_yaml_says_the_line(folder: Path) -> None:
    (folder / "teams.yaml").write_text("teams: [\n", encoding="utf-8")

    with pytest.raises(CompanyError, match=r"teams\.yaml: is not YAML: .*line 2"):
        read_company(folder)
