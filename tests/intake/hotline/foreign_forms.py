"""Call lists in unusual forms: odd quoting, ruled columns, rows of other widths, dates of other kinds."""

from __future__ import annotations

from tests.intake.hotline.foreign_logs import ForeignLog, foreign

FORMS: list[ForeignLog] = [
    # Excel serial date + scientific phone
    foreign(
        "serial",
        """登记时间,客户电话,反馈问题,处理人,处理情况,状态
46086.3854166667,1.38E+10,打印机卡纸,小李,已指导清理,完成
46086.5,13900001111,音箱没声音,小李,,跟进中
""",
        [
            {"called_at": "2026-03-05T01:15:00", "body": "打印机卡纸", "status": "resolved", "agent": "小李"},
            {"called_at": "2026-03-05T04:00:00", "caller_phone": "+8613900001111", "status": "open"},
        ],
    ),
    # markdown-ish / quoted all with trailing commas
    foreign(
        "quoted",
        """"来电日期","来电时段","来电者号码","客户描述","坐席备注","通话结果","",""
"2026-03-05","14:25:58","'13800001234","摄像头冒烟了","已提醒断电，升级","已升级二线","",""
"2026-03-05","15:25:58","'13800001235","想问学生优惠","已答","已答复客户","",""
""",
        [
            {"called_at": "2026-03-05T06:25:58", "caller_phone": "+8613800001234", "body": "摄像头冒烟了"},
            {"body": "想问学生优惠", "status": "resolved"},
        ],
    ),
    # ISO with offset + E164 w/o plus + JSON tags
    foreign(
        "api2",
        """call_uuid,direction,caller_id_number,caller_id_name,destination_number,start_epoch,answer_epoch,end_epoch,billsec,hangup_cause,agent_id,note
u-1,inbound,8613800001111,Wang,4001,1772673153,1772673160,1772673400,240,NORMAL_CLEARING,a1,帆盘网页打不开
u-2,inbound,8613800001112,,4001,1772673253,0,1772673290,0,ORIGINATOR_CANCEL,,
u-3,internal,1001,,1002,1772673353,1772673360,1772673400,40,NORMAL_CLEARING,,
""",
        [
            {
                "called_at": "2026-03-05T01:12:33",
                "caller_phone": "+8613800001111",
                "body": "帆盘网页打不开",
                "agent": "a1",
                "statistics_only": "",
            },
            {"statistics_only": "abandoned"},
            {"statistics_only": "internal"},
        ],
    ),
    # Bad rows mixture
    foreign(
        "bad",
        """来电时间,号码,问题,结果
2026-03-05 09:12,13800001111,云盘打不开,已解决
昨天下午,13800001112,云盘打不开,已解决
2026-13-05 09:12,13800001113,云盘打不开,已解决
2026-03-05 25:12,13800001114,云盘打不开,已解决
,13800001115,云盘打不开,已解决
2026-03-05 09:15,不详,云盘打不开,已解决
2026-03-05 09:15,13800001117,,
""",
        [{"status": "resolved"}, None, None, None, None, {"body": "云盘打不开"}, {}],
    ),
    # No-name text columns among IDs: long noise
    foreign(
        "cc_noise",
        """callGuid,enterpriseId,cno,clientName,customerNumber,startTime,bridgeTime,endTime,bridgeDuration,sipCause,remark,investigation
g1,7000001,2001,周末,13800001111,1772673153,1772673160,1772673400,240,200,用户要求退掉学生会员并退款,1
""",
        [
            {
                "called_at": "2026-03-05T01:12:33",
                "caller_phone": "+8613800001111",
                "body": "用户要求退掉学生会员并退款",
                "statistics_only": "",
            }
        ],
    ),
    foreign(
        "sep",
        """sep=;
"Call ID";"Start";"Number";"Name";"Reason";"Note";"Solved"
"1001";"2026-03-05 09:12";"+43 1 5880580";"Gruber";"Billing";"charged twice for the family plan";"yes"
"1002";"2026-03-05 09:42";"+43 1 5880581";"Huber";"Tech";"speaker silent after update";"no"
""",
        [
            {
                "called_at": "2026-03-05T01:12:00",
                "caller_phone": "+4315880580",
                "body": "charged twice for the family plan",
                "status": "resolved",
                "external_id": "1001",
            },
            {"status": "open"},
        ],
    ),
    foreign(
        "xiaoduo",
        """会话ID,客户昵称,手机号码,会话开始时间,会话结束时间,接待客服,咨询分类,问题总结,解决状态,客户评价
hh-1,小鱼,13800001111,2026-03-05 09:12:33,2026-03-05 09:22:33,木木,售后/退款,退货一周没退钱，客户着急,已解决,5星
hh-2,大鱼,13800001112,2026-03-05 10:12:33,2026-03-05 10:22:33,木木,售前/价格,问家庭套餐几个人用,未解决,3星
""",
        [
            {
                "called_at": "2026-03-05T01:12:33",
                "caller_phone": "+8613800001111",
                "customer_name": "小鱼",
                "body": "退货一周没退钱，客户着急",
                "status": "resolved",
                "agent": "木木",
                "satisfaction": 5,
            },
            {"status": "open", "satisfaction": 3},
        ],
    ),
    foreign(
        "weekly",
        """客服周报,,,,,
统计周期：2026-03-02 至 2026-03-08,,,,,
,,,,,
日期,时间,客户/电话,产品,情况,备注
3月2日,9:12,王先生13800001111,帆盘,同步失败,已处理
3月3日,14:30,李女士13800001112,摄像头,掉线,待跟进
""",
        [{"called_at": "2026-03-02T01:12:00", "product_text": "帆盘"}, {"called_at": "2026-03-03T06:30:00"}],
    ),
    foreign(
        "oneoff",
        """来电记录
日期：2026年3月5日
值班：小王

时间,来电号码,姓名,事项,处理
9:12,13800001111,王,网断了,已恢复
10:30,13800001112,李,会员退订,已退订
""",
        [
            {"called_at": "2026-03-05T01:12:00", "caller_phone": "+8613800001111", "body": "网断了"},
            {"called_at": "2026-03-05T02:30:00"},
        ],
    ),
    foreign(
        "fullwidth",
        """通话时间，主叫号码，问题描述，处理结果
2026-03-05 09:12，13800001111，云盘打不开，已解决
2026-03-05 10:12，13800001112，发票重复，处理中
""",
        [{"called_at": "2026-03-05T01:12:00", "caller_phone": "+8613800001111", "body": "云盘打不开"}, {}],
    ),
    foreign(
        "pipe_md",
        """| 时间 | 电话 | 问题 | 状态 |
|------|------|------|------|
| 2026-03-05 09:12 | 13800001111 | 云盘打不开 | 已解决 |
| 2026-03-05 10:12 | 13800001112 | 发票重复 | 处理中 |
""",
        [
            {
                "called_at": "2026-03-05T01:12:00",
                "caller_phone": "+8613800001111",
                "body": "云盘打不开",
                "status": "resolved",
            },
            {"status": "open"},
        ],
    ),
    foreign(
        "space_tab",
        """时间	电话	内容
2026-03-05 09:12	138 0000 1111	云盘打不开怎么办
2026-03-05 10:12	（0571）8888-0000	发票重复开具
""",
        [{"caller_phone": "+8613800001111", "body": "云盘打不开怎么办"}, {"caller_phone": "+8657188880000"}],
    ),
    foreign(
        "dupcols",
        """时间,电话,电话,备注,备注
2026-03-05 09:12,13800001111,4001234567,客户说音箱没声,已建单
2026-03-05 10:12,13800001112,4001234567,客户说发票错,已建单
""",
        [{"caller_phone": "+8613800001111", "body": "客户说音箱没声"}, {"body": "客户说发票错"}],
    ),
    foreign(
        "emptylead",
        """,,,,
,呼入时间,号码,问题,结果
,2026-03-05 09:12,13800001111,云盘慢,已解决
,2026-03-05 10:12,13800001112,打印乱码,待处理
""",
        [
            {
                "called_at": "2026-03-05T01:12:00",
                "caller_phone": "+8613800001111",
                "body": "云盘慢",
                "status": "resolved",
            },
            {"status": "open"},
        ],
    ),
    foreign(
        "lower12",
        """date,time,tel,who,what,done
5 March 2026,9.12am,01865 270000,Mrs Hall,speaker will not pair,y
6 March 2026,2.05pm,07700 900123,Mr Shah,refund for March,n
""",
        [
            {
                "called_at": "2026-03-05T01:12:00",
                "customer_name": "Mrs Hall",
                "body": "speaker will not pair",
                "status": "resolved",
            },
            {"called_at": "2026-03-06T06:05:00", "status": "open"},
        ],
    ),
]
