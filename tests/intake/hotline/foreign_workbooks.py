# ruff: noqa: DTZ001 - a spreadsheet knows no zones
"""Workbooks as people keep their calls in them; expected is what a reader sees."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import xlsxwriter

from tests.intake.hotline.foreign_logs import ForeignLog

WORKBOOKS: list[ForeignLog] = []


def _make(fill: Callable[[xlsxwriter.Workbook], None], rows: list[dict[str, object] | None]) -> None:
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data)
    fill(workbook)
    workbook.close()
    WORKBOOKS.append(ForeignLog(fill.__name__, data.getvalue(), rows))


def two_row(wb: xlsxwriter.Workbook) -> None:
    """A title over all, names in two rows, the upper ones merged."""
    s = wb.add_worksheet("台账")
    s.merge_range(0, 0, 0, 9, "2026年3月热线服务台账")
    s.write(1, 0, "序号")
    s.merge_range(1, 1, 1, 4, "来电信息")
    s.merge_range(1, 5, 1, 7, "处理信息")
    s.write(1, 8, "回访")
    for i, h in enumerate(
        ["", "来电时间", "来电人", "联系电话", "反映问题", "处理人", "处理情况", "办结情况", "满意程度"]
    ):
        s.write(2, i, h)
    f = wb.add_format({"num_format": "yyyy/m/d h:mm"})
    s.write(3, 0, 1)
    s.write_datetime(3, 1, dt.datetime(2026, 3, 5, 9, 12), f)
    s.write_row(3, 2, ["王先生", 13800001111, "路由器掉线", "小张", "已指导", "已办结", "满意"])
    s.write(4, 0, 2)
    s.write_datetime(4, 1, dt.datetime(2026, 3, 5, 19, 12), f)
    s.write_row(4, 2, ["李女士", 13800001112, "重复扣费", "小张", "转财务", "处理中", ""])


_make(
    two_row,
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+8613800001111",
            "customer_name": "王先生",
            "body": "路由器掉线",
            "agent": "小张",
            "status": "resolved",
            "satisfaction": 4,
        },
        {"status": "open"},
    ],
)


def sep_dt(wb: xlsxwriter.Workbook) -> None:
    """Day and clock in cells of their own, both real ones of the spreadsheet."""
    s = wb.add_worksheet("Sheet1")
    d = wb.add_format({"num_format": "yyyy-mm-dd"})
    t = wb.add_format({"num_format": "hh:mm:ss"})
    for i, h in enumerate(
        ["呼入日期", "呼入时间", "呼入号码", "客户姓名", "咨询内容", "答复内容", "是否解决", "客服"]
    ):
        s.write(0, i, h)
    s.write_datetime(1, 0, dt.datetime(2026, 3, 5), d)
    s.write_datetime(1, 1, dt.time(9, 12, 33), t)
    s.write_row(1, 2, ["13800001111", "王", "年费怎么退", "三个工作日原路退", "Y", "小李"])
    s.write_datetime(2, 0, dt.datetime(2026, 3, 6), d)
    s.write_datetime(2, 1, dt.time(19, 12, 33), t)
    s.write_row(2, 2, ["0571-88880000", "李", "发票开不出", "转二线", "N", "小李"])


_make(
    sep_dt,
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "年费怎么退",
            "resolution_text": "三个工作日原路退",
            "status": "resolved",
            "agent": "小李",
        },
        {"called_at": "2026-03-06T11:12:33", "caller_phone": "+8657188880000", "status": "open"},
    ],
)


def front_sheets(wb: xlsxwriter.Workbook) -> None:
    """A cover and a summary before the sheet that is the log."""
    a = wb.add_worksheet("封面")
    a.write(0, 0, "客服中心")
    a.write(2, 0, "保密")
    b = wb.add_worksheet("汇总")
    b.write_row(0, 0, ["日期", "呼入量", "接通率"])
    b.write_row(1, 0, ["2026-03-05", 120, "95%"])
    s = wb.add_worksheet("明细")
    s.write_row(0, 0, ["来电时间", "主叫号码", "工单内容", "工单状态"])
    s.write_row(1, 0, ["2026-03-05 09:12:33", "13800001111", "摄像头冒烟了", "处理中"])


_make(
    front_sheets,
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "摄像头冒烟了",
            "status": "open",
        }
    ],
)


def en_x(wb: xlsxwriter.Workbook) -> None:
    """Two title lines, a gap, American times."""
    s = wb.add_worksheet("Calls")
    d = wb.add_format({"num_format": "m/d/yy h:mm AM/PM"})
    s.write_row(0, 0, ["Call Log – Support Desk"])
    s.write_row(1, 0, ["Generated 3/31/2026 by jsmith"])
    s.write_row(
        3,
        0,
        ["Ref", "Call Date/Time", "Caller", "Callback #", "Product", "Issue", "Resolution", "Rep", "Closed?"],
    )
    s.write_row(4, 0, ["R-1"])
    s.write_datetime(4, 1, dt.datetime(2026, 3, 5, 14, 7), d)
    s.write_row(
        4,
        2,
        ["Bob Ray", "(415) 555-0111", "FanSpeaker", "No sound since update", "Reset, works", "Ann", "Yes"],
    )
    s.write_row(5, 0, ["R-2"])
    s.write_datetime(5, 1, dt.datetime(2026, 3, 6, 9, 30), d)
    s.write_row(5, 2, ["Sue Kim", "(415) 555-0112", "FanPlay", "Charged twice", "", "Ann", "No"])


_make(
    en_x,
    [
        {
            "called_at": "2026-03-05T06:07:00",
            "caller_phone": "+14155550111",
            "customer_name": "Bob Ray",
            "product_text": "FanSpeaker",
            "body": "No sound since update",
            "resolution_text": "Reset, works",
            "status": "resolved",
            "agent": "Ann",
            "external_id": "R-1",
        },
        {"status": "open"},
    ],
)
