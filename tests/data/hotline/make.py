"""Writes the sample logs of the twelve layouts, byte-true to the systems they stand for. Invented people and numbers.

Run `python tests/data/hotline/make.py` from the project's root; the same run gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from invented import ENGLISH, HERE, NOTES, moment, phone
from make_workbooks import bilingual_workbook, carrier_list, ledger_by_hand


def write_text(
    name: str, encoding: str, rows: Iterable[Sequence[object]], delimiter: str = ",", top: str = ""
) -> None:
    """Write a delimited file with the line ends and quoting of a spreadsheet."""
    text = io.StringIO()
    text.write(top)
    csv.writer(text, delimiter=delimiter).writerows(rows)
    (HERE / name).write_bytes(text.getvalue().encode(encoding))


def cloud_call_centre() -> None:
    """L1: UTF-8 with mark; unanswered, outbound and internal calls; two rows with impossible times."""
    header = [
        "通话ID",
        "通话类型",
        "主叫号码",
        "来自地区",
        "被叫号码",
        "来电时间",
        "是否接通",
        "响应时长",
        "通话时长",
        "总时长",
        "客服ID",
        "客服名称",
        "是否有转接",
        "满意度",
        "录音地址",
        "工单ID",
        "服务小结",
    ]
    rows: list[list[object]] = [header]
    for n in range(30):
        kind = {7: "呼出", 15: "内部通话"}.get(n, "呼入")
        heard = n not in (4, 11)
        when = {20: "2026-02-30 10:00:00", 23: ""}.get(n, f"{moment(n):%Y-%m-%d %H:%M:%S}")
        note = NOTES[n % 12][2] if heard and n not in (9, 26) else ""
        rows.append(
            [f"CC{20260305000 + n}", kind, phone(n), "浙江杭州", "400-000-0000", when, "是" if heard else "否", 6, 180, 186,
             1000 + n % 5, "白露", "否", ("满意", "非常满意", "不满意", "")[n % 4], f"https://rec.hefan.example/{n}.wav", "", note]
        )  # fmt: skip
    rows[13][16] = "无声"
    write_text("L1.csv", "utf-8-sig", rows)


def excel_by_hand() -> None:
    """L2: GB18030; numbers as ="138…", with a tab, cut to 1.38E+10; line breaks in cells; rare characters."""
    rows: list[list[object]] = [
        [
            "来电时间",
            "来电号码",
            "客户姓名",
            "产品",
            "问题分类",
            "问题描述",
            "处理结果",
            "处理状态",
            "坐席工号",
            "备注",
        ]
    ]
    spoilt = {0: '="{}"', 1: "\t{}", 3: " {} ", 4: "'{}", 5: "+86 {}"}
    for n in range(32):
        when = moment(n)
        product, category, note = NOTES[n % 12]
        number = spoilt.get(n % 8, "{}").format(phone(n))
        rows.append(
            [f"{when.year}/{when.month}/{when.day} {when.hour}:{when.minute:02d}", number, "朱镕𠮷" if n == 2 else "王女士", product,
             category, note, "已退款" if n % 3 == 0 else "", ("已解决", "处理中", "待回访")[n % 3], f"10{n % 7}", ""]
        )  # fmt: skip
    rows[3][1] = "1.38E+10"
    rows[7][1] = "１３８００００１００６"
    rows[8][1] = "138****1007"
    rows[9][1] = "0571-88880000转801"
    rows[10][5] = "同上"
    rows[11][0] = "2026/13/5 9:07"
    rows[12][0] = "昨天下午"
    rows[13] = ["2026/3/5 17:20"] + [""] * 9
    rows[14] = [*rows[14], "多出来的一格"]
    rows[15][7] = "看情况"
    write_text("L2.csv", "gb18030", rows)


def regulator_slips() -> None:
    """L5: referrals with a deadline; date only; a deadline in words."""
    header = [
        "转办编号",
        "来源",
        "转办日期",
        "办理期限",
        "诉求人",
        "联系电话",
        "诉求类型",
        "诉求标题",
        "诉求内容",
        "诉求目的",
        "承办部门",
        "答复内容",
        "是否联系诉求人",
        "解决情况",
        "满意情况",
    ]
    rows: list[list[object]] = [header]
    for n in range(20):
        day = date(2026, 3, 2) + timedelta(days=n // 3)
        due = {6: "5个工作日", 9: ""}.get(n, f"{day + timedelta(days=7):%Y-%m-%d}")
        product, category, note = NOTES[n % 12]
        rows.append(
            [f"ZB2026{n:05d}", ("12315", "12381", "工信部申诉")[n % 3], f"{day:%Y-%m-%d}", due, "李先生", phone(n), "投诉",
             f"{product}{category}", note, "退款并道歉", "投诉处理组", "", "是", ("未解决", "已解决")[n % 2], ("满意", "不满意")[n % 2]]
        )  # fmt: skip
    rows[18][2] = "二〇二六年三月"
    write_text("L5.csv", "utf-8", rows)


def interface_export() -> None:
    """L6: epoch milliseconds, contact types in English words, queue abandons, tags for notes."""
    header = "contactId,contactType,mediaType,startTime,callingNumber,calledNumber,skillGroup,agentId,contactDisposition,talkTime,satisfaction,tags"
    rows: list[list[object]] = [header.split(",")]
    for n in range(24):
        kind = {5: "OUTBOUND", 8: "INTERNAL"}.get(n, "INBOUND")
        end = "AbandonedInQueue" if n in (2, 13) else "Handled"
        tags = "" if n == 16 else ("billing;refund", "offline;camera", "howto")[n % 3]
        start = int(moment(n).timestamp() * 1000)
        rows.append(
            [
                f"c-{7000 + n}",
                kind,
                "VOICE",
                start,
                f"86{phone(n)}",
                "4000000000",
                "vas",
                2000 + n % 3,
                end,
                95,
                "",
                tags,
            ]
        )
    rows[19][3] = "1"
    rows[20][3] = "99999999999999999999"
    write_text("L6.csv", "utf-8", rows)


def records_without_header() -> None:
    """L7: no header row; columns by position."""
    rows: list[list[object]] = []
    for n in range(20):
        begin = moment(n)
        note = NOTES[n % 12][2].replace("\n", " ")
        rows.append(
            ["hefan", "hf01", "cc3", 3000 + n % 4, f"{88000 + n}", phone(n), "4000000000", f"{begin:%Y-%m-%d %H:%M:%S}",
             f"{begin + timedelta(minutes=3):%Y-%m-%d %H:%M:%S}", "out" if n == 6 else "in", "0" if n == 3 else "1", note]
        )  # fmt: skip
    rows[12][7] = "0000-00-00 00:00:00"
    write_text("L7.csv", "utf-8", rows)


def exchange_dump() -> None:
    """L8: tab-separated, no notes at all: every row is statistics."""
    header = "callid,start_stamp,answer_stamp,end_stamp,ivr_duration,queue_duration,ring_duration,callfrom,callto,agent_num,agent_name,type,hangup_cause,recording,is_service_survey"
    rows: list[list[object]] = [header.split(",")]
    for n in range(20):
        start = moment(n)
        cause = "ORIGINATOR_CANCEL" if n in (1, 9) else "NORMAL_CLEARING"
        rows.append(
            [f"9f{n:04d}-aa", f"{start:%Y-%m-%d %H:%M:%S}", "", f"{start + timedelta(minutes=2):%Y-%m-%d %H:%M:%S}", 3, 10, 5,
             "0" + phone(n) if n != 4 else "anonymous", "4000000000", 801, "", "outbound" if n == 5 else "inbound", cause, "", 0]
        )  # fmt: skip
    write_text("L8.tsv", "utf-8", rows, delimiter="\t")
    told = [[f"9f{n:04d}-aa", NOTES[n % 12][2]] for n in range(0, 20, 2)]
    write_text("L8-notes.csv", "gb18030", [["callid", "服务小结"], *told])


def us_contact_centre() -> None:
    """L9: Windows-1252, zone in the title line, month first with AM and PM."""
    header = "Contact_ID,Master_Contact_ID,Media,Skill,Campaign,Agent,Team,ANI,DNIS,Start_Date,Start_Time,InQueue,Agent_Time,Hold,Abandoned,Disposition,Notes"
    rows: list[list[object]] = [header.split(",")]
    for n in range(24):
        when = moment(n * 9)
        hour = when.hour % 12 or 12
        clock = f"{hour}:{when.minute:02d} {'AM' if when.hour < 12 else 'PM'}"
        gone = n in (3, 17)
        rows.append(
            [510000 + n, 510000 + n, "Call", "VAS", "Care", "José Ñúñez", "Team A", f"(212) 555-{1000 + n:04d}", "8005550199",
             f"{when.month}/{when.day}/{when.year}", clock, 12, 240, 0, "True" if gone else "False",
             "Abandoned" if gone else ("Resolved", "Callback")[n % 2], "" if gone else ENGLISH[n % 8]]
        )  # fmt: skip
    rows[6][10] = "25:07 PM"
    write_text("L9.csv", "cp1252", rows, top="Contact History – all times in US Pacific Time (PT)\r\n")


def european_export() -> None:
    """L10: semicolons in one file, UTF-16 tabs in its twin; day first; decimal comma; waits as clock times."""
    rows: list[list[object]] = [
        ["Call ID", "Date", "Time", "Caller", "Queue", "Wait", "Talk", "Agent", "Wrap-up code", "Comment"]
    ]
    for n in range(24):
        when = moment(n * 11)
        rows.append(
            [f"DE-{4100 + n}", f"{when:%d.%m.%Y}", f"{when:%H:%M:%S}", f"030 {22334400 + n}", "Störung", "00:00:32", "3,5", "Jürgen",
             ("Resolved", "Callback", "Misc")[n % 3], ENGLISH[n % 8]]
        )  # fmt: skip
    rows[5][1] = "31.02.2026"
    rows.append(["Summe", "", "", "", "", "00:12:48", "84,0", "", "", ""])
    write_text("L10.csv", "utf-8", rows, delimiter=";")
    write_text("L10-utf16.tsv", "utf-16", rows, delimiter="\t")


def traditional_export() -> None:
    """L12: Big5, years of the Republic, Taiwanese numbers."""
    rows: list[list[object]] = [
        [
            "來電時間",
            "來電號碼",
            "客戶姓名",
            "產品名稱",
            "問題類別",
            "通話摘要",
            "處理情形",
            "是否結案",
            "結案日期",
            "客服人員",
        ]
    ]
    notes = (
        "帆盤為何重複扣款",
        "點解又扣我錢",
        "路由器每晚八點斷線",
        "詢問延長保固，已解答",
        "發票抬頭開錯要重開",
        "攝影機離線，重置無效",
    )
    for n in range(22):
        when = moment(n)
        closed = n % 2 == 0
        rows.append(
            [f"{when.year - 1911}/{when:%m/%d %H:%M}", f"0912-000-{100 + n}", "陳小姐", "帆盤會員", "扣款", notes[n % 6],
             "已退款" if closed else "", "是" if closed else "否", f"{when.year - 1911}/{when:%m/%d}" if closed else "", "張"]
        )  # fmt: skip
    rows[4][0] = "民國115年3月6日 上午9點10分"
    rows[9][0] = "115/02/30 14:25"
    write_text("L12.csv", "cp950", rows)


def main() -> None:
    """Write all files beside this one."""
    for write in (
        cloud_call_centre, excel_by_hand, carrier_list, ledger_by_hand, regulator_slips, interface_export,
        records_without_header, exchange_dump, us_contact_centre, european_export, bilingual_workbook, traditional_export,
    ):  # fmt: skip
        write()


if __name__ == "__main__":
    main()
