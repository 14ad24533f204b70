"""Writes the three sample workbooks (L3, L4, L11); started by make.py."""

from __future__ import annotations

from datetime import datetime, timedelta

import xlsxwriter
from invented import HERE, NOTES, moment, phone


def new_workbook(name: str) -> xlsxwriter.Workbook:
    """Return a workbook whose bytes do not depend on the day it is made."""
    workbook = xlsxwriter.Workbook(str(HERE / name), {"strings_to_urls": False, "strings_to_numbers": False})
    workbook.set_properties({"created": datetime(2026, 3, 9)})  # noqa: DTZ001 - the library writes it as it is
    return workbook


def carrier_list() -> None:
    """L3: 24 columns, date cells, number cells, a category path."""
    workbook = new_workbook("L3.xlsx")
    sheet, stamp = workbook.add_worksheet("明细"), workbook.add_format({"num_format": "yyyy/m/d h:mm"})
    header = "工单流水号,受理渠道,立单工号,立单部门,受理时间,受理号码,用户归属地,用户星级,服务请求类别,业务内容,处理意见,首处理工作组,协办工作组,结单日期,处理时长,处理时长(含夜间),整体时限时间,工单回访标志,客户回访满意度,不满意原因,责任原因,负责部门,声称升级,疑难客户类型"
    sheet.write_row(0, 0, header.split(","))
    for n in range(24):
        product, category, note = NOTES[n % 12]
        sheet.write_row(n + 1, 0, [f"2026030500{n:04d}", "10000", f"HZ{n % 5}", "热线"])
        sheet.write_datetime(n + 1, 4, moment(n).replace(tzinfo=None), stamp)
        sheet.write_number(n + 1, 5, int(phone(n)))
        sheet.write_row(
            n + 1, 6, ["杭州", "四星", f"增值业务→{product}→{category}", note, "已核实", "一组", ""]
        )
        if n % 2:
            sheet.write_datetime(n + 1, 13, (moment(n) + timedelta(days=1)).replace(tzinfo=None), stamp)
        sheet.write_row(
            n + 1, 14, [3.5, 11.25, 48, "是", ("满意", "一般")[n % 2], "", "", "增值业务部", "否", ""]
        )
    sheet.write_string(8, 4, "未知")
    sheet.write_number(9, 4, 46086.5)
    workbook.close()


def ledger_by_hand() -> None:
    """L4: merged date cells, dates without a year, spoken clock times, colours for states."""
    workbook = new_workbook("L4.xlsx")
    sheet, red = workbook.add_worksheet("2026年3月"), workbook.add_format({"bg_color": "#FFC7CE"})
    sheet.write_row(0, 0, ["热线登记台账（2026年3月）"])
    sheet.write_row(
        1, 0, ["序号", "日期", "时间", "客户", "电话", "产品", "问题", "怎么处理的", "谁接的", "备注"]
    )
    clocks = ("上午9点10分", "上午10点半", "中午12点05分", "下午2点", "14:25", "下午5时40分", "晚上8点")
    for n in range(28):
        product, _, note = NOTES[n % 12]
        sheet.write_row(
            n + 2,
            2,
            [clocks[n % 7], "张女士", phone(n), product, note, "已解决" if n % 3 else "", "小白", ""],
        )
        sheet.write_number(n + 2, 0, n + 1, red if n % 3 == 0 else None)
        if n % 7 == 0:
            sheet.merge_range(n + 2, 1, n + 8, 1, f"3月{5 + n // 7}日")
    sheet.write_string(12, 2, "一早")
    sheet.write_row(30, 0, ["合计", "", "", "", "", "", 28])
    sheet.write_row(31, 0, ["制表人：白露"])
    workbook.close()


def bilingual_workbook() -> None:
    """L11: three title rows, two sheets of the same columns with totals, and a sheet that is no log."""
    workbook = new_workbook("L11.xlsx")
    day = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    header = [
        "通话编号 Call ID",
        "日期 Date",
        "坐席 Agent",
        "客户号码 Customer No.",
        "产品 Product",
        "类型 Type",
        "摘要 Summary",
        "后续 Follow-up",
    ]
    for part, name in enumerate(("上旬 1-10", "中旬 11-20")):
        sheet = workbook.add_worksheet(name)
        for row, title in enumerate(
            (
                "禾帆互联 Hefan Connect",
                "热线周报 Hotline weekly report",
                "导出时间 Exported: 2026-03-21 08:00",
            )
        ):
            sheet.merge_range(row, 0, row, 7, title)
        sheet.write_row(4, 0, header)
        for n in range(14):
            product, category, note = NOTES[(n + part * 5) % 12]
            number = 600 + part * 100 + n
            sheet.write_string(n + 5, 0, f"HF-{number}")
            sheet.write_datetime(n + 5, 1, (moment(n) + timedelta(days=9 * part)).replace(tzinfo=None), day)
            sheet.write_row(
                n + 5,
                2,
                ["白露", phone(number), product, category, note, ("无 None", "待回电 Callback")[n % 2]],
            )
        sheet.write_row(20, 0, ["合计 Total", "", "", "", "", "", 14])
    notes = workbook.add_worksheet("说明 Notes")
    notes.write_row(0, 0, ["字段说明", "Meaning"])
    notes.write_row(1, 0, ["后续", "what is still to do"])
    workbook.close()
