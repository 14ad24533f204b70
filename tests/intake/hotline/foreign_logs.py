"""Logs as other systems export them, composed after their known column names; expected is what a reader sees in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForeignLog:
    """``rows``: of each data row the fields that matter; None = a reject, {} = anything."""

    name: str
    data: bytes
    rows: list[dict[str, object] | None]


FOREIGN: list[ForeignLog] = []


def _add(name: str, text: str, rows: list[dict[str, object] | None], enc: str = "utf-8") -> None:
    FOREIGN.append(ForeignLog(name, text.encode(enc), rows))


# 1 天润融通 (CTI-Link) 呼入明细
_add(
    "tianrun",
    """唯一标识,呼叫类型,客户号码,客户号码归属地,热线号码,队列,座席工号,座席姓名,座席电话,开始时间,进入队列时间,接听时间,结束时间,通话时长(秒),总时长,接听状态,挂机方,满意度评价,录音文件,业务备注
"medias_1-1741152000.123",呼入,13912345678,江苏南京,02566668888,售后队列,1001,李敏,8001,2026-03-05 09:12:33,2026-03-05 09:12:40,2026-03-05 09:12:52,2026-03-05 09:16:03,191,210,座席接听,客户挂机,满意,http://rec/1.mp3,客户反映帆盘同步失败，重装无效，已建单转二线
"medias_1-1741152000.124",呼入,02588887777,江苏南京,02566668888,售后队列,,,,2026-03-05 09:20:01,2026-03-05 09:20:09,,2026-03-05 09:20:59,0,58,队列放弃,客户挂机,,,
"medias_1-1741152000.125",外呼,13812340000,上海,02566668888,,1002,王强,8002,2026-03-05 10:00:00,,2026-03-05 10:00:12,2026-03-05 10:01:00,48,60,双方接听,座席挂机,,http://rec/3.mp3,回访
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613912345678",
            "body": "客户反映帆盘同步失败，重装无效，已建单转二线",
            "agent": "李敏|1001",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned", "called_at": "2026-03-05T01:20:01"},
        {"statistics_only": "outbound"},
    ],
)
# 2 容联七陌
_add(
    "7moor",
    """通话ID;呼叫方向;主叫;被叫;技能组;坐席;来电时间;接通时间;挂断时间;通话时长;状态;满意度;自定义字段_问题分类;自定义字段_问题描述
a1b2c3d4-0001;呼入;15800001111;4006001234;技术支持;张三[8003];2026/03/05 14:05:06;2026/03/05 14:05:20;2026/03/05 14:09:20;00:04:00;已接听;5;硬件>摄像头>掉线;小帆摄像头每天晚上掉线三次
a1b2c3d4-0002;呼入;15800002222;4006001234;技术支持;;2026/03/05 14:15:06;;2026/03/05 14:15:36;00:00:00;排队放弃;;;
""",
    [
        {
            "called_at": "2026-03-05T06:05:06",
            "caller_phone": "+8615800001111",
            "body": "小帆摄像头每天晚上掉线三次",
            "category_text": "硬件>摄像头>掉线",
            "satisfaction": 5,
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
# 3 Udesk 通话记录
_add(
    "udesk",
    """通话编号,通话类型,客户,电话号码,号码归属地,客服,客服组,呼叫开始时间,振铃时长,通话时长,通话结果,挂机方,满意度评价,关联工单,通话备注
90001,来电,赵女士,18600001111,北京,陈晨,一线组,2026-03-05 08:59:59,00:00:06,00:03:21,客服接听,客户,非常满意,#12345,咨询延保无忧从哪天算起，已解答
90002,来电,,18600002222,北京,,一线组,2026-03-05 09:03:59,00:00:30,00:00:00,客户放弃,客户,,,
90003,去电,钱先生,18600003333,北京,陈晨,一线组,2026-03-05 09:13:59,00:00:10,00:01:00,客户接听,客服,,,回访退款到账情况
""",
    [
        {
            "called_at": "2026-03-05T00:59:59",
            "caller_phone": "+8618600001111",
            "customer_name": "赵女士",
            "body": "咨询延保无忧从哪天算起，已解答",
            "agent": "陈晨",
            "satisfaction": 5,
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"statistics_only": "outbound"},
    ],
)
# 4 12345 政务热线转办
_add(
    "12345",
    """工单编号,来电人,来电号码,来电时间,工单来源,诉求类型,诉求标题,诉求内容,被反映单位,派单时间,办结时限,承办单位,办理结果,满意度,工单状态
XX20260305000123,孙先生,13700001111,2026年03月05日 10时21分,12345热线,投诉,反映商户无忧包上门不及时,诉求人反映承诺2小时上门，实际等到第二天，要求赔偿,某科技公司,2026年03月05日 11:00,2026年03月12日 17:00,客服部,,,办理中
XX20260305000124,匿名,,2026年03月05日 11时05分,网络,咨询,咨询发票抬头,诉求人咨询发票抬头如何修改,某科技公司,2026年03月05日 13:00,2026年03月12日 17:00,客服部,已电话答复,满意,已办结
""",
    [
        {
            "called_at": "2026-03-05T02:21:00",
            "caller_phone": "+8613700001111",
            "customer_name": "孙先生",
            "subject": "反映商户无忧包上门不及时",
            "body": "诉求人反映承诺2小时上门，实际等到第二天，要求赔偿",
            "status": "open",
            "due_at": "2026-03-12T09:00:00",
            "statistics_only": "",
        },
        {
            "called_at": "2026-03-05T03:05:00",
            "status": "resolved",
            "statistics_only": "",
            "resolution_text": "已电话答复",
        },
    ],
)
# 5 Avaya CMS style
_add(
    "avaya",
    """Avaya CMS Supervisor - Call Records,,,,,,,,,
Report date: 03/06/2026,,,,,,,,,
Call ID,Segment,Start Date,Start Time,Calling Party,Dialed Number,Split/Skill,Ans Login ID,Disposition,Comments
100234,1,03/05/2026,09:14:22,2125550143,8005550100,12,4021,ANS,cust says router reboots nightly - adv fw update
100235,1,03/05/2026,09:19:02,2125550144,8005550100,12,,ABAN,
100236,1,03/13/2026,14:22:10,2125550145,8005550100,12,4022,ANS,billed twice for FanPlay; refund requested
""",
    [
        {
            "called_at": "2026-03-05T01:14:22",
            "caller_phone": "+12125550143",
            "body": "cust says router reboots nightly - adv fw update",
            "agent": "4021",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"body": "billed twice for FanPlay; refund requested", "statistics_only": ""},
    ],
)
# 6 Genesys Cloud interactions export
_add(
    "genesys",
    """Full Export Completed,Partial Result Timestamp,Filters,Users,Remote,Date,Duration,Direction,ANI,DNIS,Queue,Wrap-up,Wrap-up Notes,Conversation ID,Disconnect Type,Abandoned
YES,,,"Smith, John",+1 317-555-0101,3/5/26 2:07 PM,245000,Inbound,tel:+13175550101,tel:+18005550100,Billing,Refund Issued,customer charged twice for FanDrive; refunded one,5f2d1c9e-aaaa-4bbb-8ccc-1234567890ab,Client,NO
YES,,,,+1 317-555-0102,3/5/26 2:27 PM,31000,Inbound,tel:+13175550102,tel:+18005550100,Billing,,,5f2d1c9e-aaaa-4bbb-8ccc-1234567890ac,Client,YES
YES,,,"Smith, John",+1 317-555-0103,3/5/26 3:00 PM,61000,Outbound,tel:+18005550100,tel:+13175550103,,Callback,called back re refund,5f2d1c9e-aaaa-4bbb-8ccc-1234567890ad,Agent,NO
""",
    [
        {
            "called_at": "2026-03-05T06:07:00",
            "caller_phone": "+13175550101",
            "body": "customer charged twice for FanDrive; refunded one",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"statistics_only": "outbound"},
    ],
)
# 7 Zendesk Talk
_add(
    "zendesk",
    """Call ID,Ticket ID,Date/Time,Agent,From,To,Direction,Wait Time,Minutes,Call Status,Customer Requested Voicemail,Notes
1009,5521,2026-03-05T14:07:33Z,Ann Lee,+442079460123,+442079460000,inbound,12,4,completed,false,Speaker mutes after update 3.2
1010,,2026-03-05T14:09:33Z,,+442079460124,+442079460000,inbound,60,0,abandoned in queue,false,
1011,5522,2026-03-05T15:09:33Z,Ann Lee,+442079460000,+442079460125,outbound,0,2,completed,false,Called back about speaker
""",
    [
        {
            "called_at": "2026-03-05T14:07:33",
            "caller_phone": "+442079460123",
            "body": "Speaker mutes after update 3.2",
            "agent": "Ann Lee",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"statistics_only": "outbound"},
    ],
)
# 8 Five9
_add(
    "five9",
    """CALL ID,TIMESTAMP,CAMPAIGN,CALL TYPE,AGENT,AGENT NAME,DISPOSITION,ANI,CUSTOMER NAME,DNIS,CALL TIME,TALK TIME,HOLD TIME,ABANDONED,NOTES
300000000001,"Thu, 05 Mar 2026 09:41:12",Support,Inbound,alee@x.com,Ann Lee,Resolved,4155550111,Bob Ray,8005550199,0:06:12,0:05:01,0:00:30,0,Invoice app rejects my stamp - fixed in cache
300000000002,"Thu, 05 Mar 2026 09:51:12",Support,Inbound,,,Abandon,4155550112,,8005550199,0:00:42,0:00:00,0:00:00,1,
""",
    [
        {
            "called_at": "2026-03-05T01:41:12",
            "caller_phone": "+14155550111",
            "customer_name": "Bob Ray",
            "body": "Invoice app rejects my stamp - fixed in cache",
            "agent": "Ann Lee|alee@x.com",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
# 9 Talkdesk
_add(
    "talkdesk",
    """Interaction ID\tCall type\tStart time\tEnd time\tTalkdesk phone number\tCustomer phone number\tTalk time\tRecord\tHangup\tIn business hours?\tCallback from queue?\tWaiting time\tAgent speed to answer\tHolding time\tRating\tDescription\tAgent name\tPhone display name\tDisposition code\tTransfer?\tHandling agent
abc1\tinbound\t2026-03-05 10:00:00\t2026-03-05 10:05:00\t+18005550000\t+16175550100\t240\t\tcontact\tyes\tno\t5\t6\t0\t4\tWants to cancel FanPlay auto renewal\tMia Chen\tMain\tCancel\tno\tMia Chen
abc2\tabandoned\t2026-03-05 10:10:00\t2026-03-05 10:11:00\t+18005550000\t+16175550101\t0\t\tcontact\tyes\tno\t60\t0\t0\t\t\t\tMain\t\tno\t
abc3\tinbound_missed\t2026-03-05 10:20:00\t2026-03-05 10:21:00\t+18005550000\t+16175550102\t0\t\tcontact\tyes\tno\t60\t0\t0\t\t\t\tMain\t\tno\t
""",
    [
        {
            "called_at": "2026-03-05T02:00:00",
            "caller_phone": "+16175550100",
            "body": "Wants to cancel FanPlay auto renewal",
            "agent": "Mia Chen",
            "satisfaction": 4,
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"statistics_only": "abandoned"},
    ],
)
# 10 German Aastra/Placetel export cp1252
_add(
    "german",
    """Datum;Uhrzeit;Rufnummer;Name;Richtung;Dauer;Status;Mitarbeiter;Notiz
05.03.2026;09:15;+49 30 901820;Müller, Jörg;eingehend;00:05:12;angenommen;Köhler;Kamera verliert ständig WLAN, Reset ohne Erfolg
05.03.2026;09:25;+49 30 901821;;eingehend;00:00:22;verpasst;;
""",
    [
        {
            "called_at": "2026-03-05T01:15:00",
            "caller_phone": "+4930901820",
            "customer_name": "Müller, Jörg",
            "body": "Kamera verliert ständig WLAN, Reset ohne Erfolg",
            "agent": "Köhler",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
    enc="cp1252",
)
# 11 French
_add(
    "french",
    """N° appel;Date appel;Heure appel;Numéro appelant;Client;Motif;Commentaire;Conseiller;Statut
4501;05/03/2026;14h05;+33 1 70 18 99 00;Dupont;Facturation;Facturé deux fois pour FanDrive, demande remboursement;Léa;Résolu
4502;25/03/2026;14h15;+33 1 70 18 99 01;Durand;Technique;Le haut-parleur coupe après la mise à jour;Léa;En cours
""",
    [
        {
            "called_at": "2026-03-05T06:05:00",
            "caller_phone": "+33170189900",
            "customer_name": "Dupont",
            "body": "Facturé deux fois pour FanDrive, demande remboursement",
            "status": "resolved",
            "agent": "Léa",
            "statistics_only": "",
        },
        {"called_at": "2026-03-25T06:15:00", "status": "open"},
    ],
)
# 12 bank style Chinese 工单台账 with serial, split text
_add(
    "gongdan",
    """XX公司2026年3月客户服务工单台账,,,,,,,,,,
制表人：张三　　制表日期：2026-03-31,,,,,,,,,,
序号,工单号,受理日期,受理时段,客户名称,联系方式,受理渠道,诉求描述,处理措施,责任部门,是否闭环
1,GD202603050001,2026.3.5,9:05,周先生,138 0000 1234,热线,路由器每天晚上八点断网，要求上门检测,已预约3月6日上门,售后部,是
2,GD202603050002,2026.3.5,10:15,吴女士,139-1111-2222,热线,会员扣费两次，要求退款,,财务部,否
合计,,2,,,,,,,,
""",
    [
        {
            "called_at": "2026-03-05T01:05:00",
            "caller_phone": "+8613800001234",
            "customer_name": "周先生",
            "body": "路由器每天晚上八点断网，要求上门检测",
            "status": "resolved",
            "external_id": "GD202603050001",
            "statistics_only": "",
        },
        {"status": "open", "caller_phone": "+8613911112222"},
    ],
    enc="gb18030",
)
# 13 Amazon Connect CTR
_add(
    "connect",
    """ContactId,InitiationMethod,Channel,CustomerEndpoint,SystemEndpoint,Queue,Agent,InitiationTimestamp,ConnectedToSystemTimestamp,DisconnectTimestamp,AgentInteractionDuration,QueueDuration,DisconnectReason,Attributes_notes
11111111-1111-1111-1111-111111111111,INBOUND,VOICE,+61291234567,+61280000000,Basic,mlee,2026-03-05T00:07:33.123Z,2026-03-05T00:07:34.100Z,2026-03-05T00:12:00.000Z,200,4,CUSTOMER_DISCONNECT,printer prints gibberish after driver update
11111111-1111-1111-1111-111111111112,OUTBOUND,VOICE,+61291234568,+61280000000,,mlee,2026-03-05T01:07:33.123Z,2026-03-05T01:07:34.100Z,2026-03-05T01:12:00.000Z,200,,AGENT_DISCONNECT,
""",
    [
        {
            "called_at": "2026-03-05T00:07:33",
            "caller_phone": "+61291234567",
            "body": "printer prints gibberish after driver update",
            "agent": "mlee",
            "statistics_only": "",
        },
        {"statistics_only": "outbound"},
    ],
)
# 14 Salesforce case export
_add(
    "salesforce",
    """"Case Number","Contact Name","Contact Phone","Case Origin","Date/Time Opened","Date/Time Closed","Subject","Description","Status","Case Owner","Product"
"00001026","Rose Gonzalez","(512) 757-6000","Phone","3/5/2026, 2:07 PM","3/6/2026, 9:00 AM","Speaker silent","No sound after update","Closed","Jim","FanSpeaker"
"00001027","Sean Forbes","(512) 757-6001","Phone","3/15/2026, 2:07 PM","","Double charge","Charged twice in March","Working","Jim","FanPlay"
""",
    [
        {
            "called_at": "2026-03-05T06:07:00",
            "caller_phone": "+15127576000",
            "customer_name": "Rose Gonzalez",
            "subject": "Speaker silent",
            "body": "No sound after update",
            "status": "resolved",
            "product_text": "FanSpeaker",
            "agent": "Jim",
            "statistics_only": "",
        },
        {"status": "open", "called_at": "2026-03-15T06:07:00"},
    ],
)
# 15 Asterisk CDR raw headerless
_add(
    "asterisk",
    '''"","2125550100","8005550199","from-trunk","""Bob Ray"" <2125550100>","SIP/trunk-0001","SIP/4021-0002","Dial","SIP/4021,20","2026-03-05 09:12:33","2026-03-05 09:12:40","2026-03-05 09:15:00","147","140","ANSWERED","DOCUMENTATION","1741165953.11","router drops nightly"
"","2125550101","8005550199","from-trunk","""Ann"" <2125550101>","SIP/trunk-0003","","Queue","support","2026-03-05 09:22:33","","2026-03-05 09:23:00","27","0","NO ANSWER","DOCUMENTATION","1741166553.12",""
''',
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+12125550100",
            "body": "router drops nightly",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
# 16 voice bot transcript export JSON-ish columns
_add(
    "bilingual",
    """Call Time 来电时间|Caller 主叫号码|Customer 客户|Product 产品|Description 描述|Result 结果|Agent 坐席
2026-03-05 14:07|13800001111|Amy 王|FanDrive 帆盘|files missing after sync 同步后文件不见了|Solved 已解决|C021
2026-03-05 15:07|13800001112|李四|摄像头|camera offline 摄像头离线|Pending 待处理|C021
""",
    [
        {
            "called_at": "2026-03-05T06:07:00",
            "caller_phone": "+8613800001111",
            "body": "files missing after sync 同步后文件不见了",
            "customer_name": "Amy 王",
            "status": "resolved",
            "statistics_only": "",
        },
        {"status": "open"},
    ],
)
# 17 环信/美洽 style
_add(
    "meiqia",
    """会话编号,渠道,访客姓名,访客电话,开始时间,结束时间,首次响应时长,会话小结,标签,评价,客服昵称
S0001,电话,陈女士,13600001111,2026-03-05 20:15:00,2026-03-05 20:22:00,5s,用户说电子发票重复开了两张，要冲红,发票/冲红,好评,小帆
""",
    [
        {
            "called_at": "2026-03-05T12:15:00",
            "caller_phone": "+8613600001111",
            "customer_name": "陈女士",
            "body": "用户说电子发票重复开了两张，要冲红",
            "agent": "小帆",
            "statistics_only": "",
        }
    ],
)
# 18 Excel serial date + scientific phone
_add(
    "serial",
    """登记时间,客户电话,反馈问题,处理人,处理情况,状态
46086.3854166667,1.38E+10,打印机卡纸,小李,已指导清理,完成
46086.5,13900001111,音箱没声音,小李,,跟进中
""",
    [
        {"called_at": "2026-03-05T01:15:00", "body": "打印机卡纸", "status": "resolved", "agent": "小李"},
        {"called_at": "2026-03-05T04:00:00", "caller_phone": "+8613900001111", "status": "open"},
    ],
)
# 19 two-digit year no seconds dd/mm
_add(
    "uk",
    """Date,Time,Tel,Caller,Regarding,Details,Taken By,Outcome
05/03/26,14:07,020 7946 0123,Mrs Patel,Billing,Charged twice for family plan,Sue,Resolved
25/03/26,09:30,07700 900123,Mr Green,Camera,Offline since Tuesday,Sue,Call back
""",
    [
        {
            "called_at": "2026-03-05T06:07:00",
            "customer_name": "Mrs Patel",
            "body": "Charged twice for family plan",
            "agent": "Sue",
            "status": "resolved",
        },
        {"called_at": "2026-03-25T01:30:00", "body": "Offline since Tuesday"},
    ],
)
# 20 移动客服 流水
_add(
    "mobile",
    """流水号|受理号码|受理时间|业务类型|受理内容|受理员工|处理状态|归档时间|回复内容
20260305091233001|13500001111|20260305091233|投诉->资费争议|客户称套餐退订后仍扣费，要求核实退费|HN10086|已归档|20260306100000|已核实退费20元
20260305091233002|13500001112|20260305101500|咨询->业务规则|咨询全家享能否拆分|HN10087|处理中||
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613500001111",
            "body": "客户称套餐退订后仍扣费，要求核实退费",
            "status": "resolved",
            "agent": "HN10086",
            "category_text": "投诉->资费争议",
            "statistics_only": "",
        },
        {"called_at": "2026-03-05T02:15:00", "status": "open"},
    ],
    enc="gbk",
)
# 21 HK English/Chinese
_add(
    "hk",
    """Ref No.,Date,Time,Cust Name,Contact No.,Nature,Case Details,Handled by,Status
HK001,2026-03-05,10:30 AM,陳大文,+852 2123 4567,Complaint,帆盤重複扣款，要求退款,Ivy,Follow-up
HK002,2026-03-05,04:30 PM,Chan T M,+852 9123 4567,Enquiry,how to transfer Care+ to new owner,Ivy,Closed
""",
    [
        {
            "called_at": "2026-03-05T02:30:00",
            "caller_phone": "+85221234567",
            "customer_name": "陳大文",
            "body": "帆盤重複扣款，要求退款",
            "status": "open",
            "agent": "Ivy",
            "external_id": "HK001",
        },
        {"called_at": "2026-03-05T08:30:00", "status": "resolved"},
    ],
)
# 23 markdown-ish / quoted all with trailing commas
_add(
    "quoted",
    """"来电日期","来电时段","来电者号码","客户描述","坐席备注","通话结果","",""
"2026-03-05","14:25:58","'13800001234","摄像头冒烟了","已提醒断电，升级","已升级二线","",""
"2026-03-05","15:25:58","'13800001235","想问学生优惠","已答","已答复客户","",""
""",
    [
        {"called_at": "2026-03-05T06:25:58", "caller_phone": "+8613800001234", "body": "摄像头冒烟了"},
        {"body": "想问学生优惠", "status": "resolved"},
    ],
)
# 24 ISO with offset + E164 w/o plus + JSON tags
_add(
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
)
# 25 Bad rows mixture
_add(
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
)
# 26 华为 CEC
_add(
    "huawei",
    """呼叫流水号,呼叫类型,主叫,被叫,呼叫开始时间,呼叫结束时间,排队时长,通话时长,坐席工号,呼叫释放原因,来话原因描述
1741137153-5,IN,013800001111,10086,2026-03-05T09:12:33+08:00,2026-03-05T09:15:33+08:00,12,168,T101,用户释放,宽带影音卡顿，投屏失败
1741137153-6,IN,013800001112,10086,2026-03-05T09:12:33+08:00,2026-03-05T09:13:33+08:00,60,0,,排队超时,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "宽带影音卡顿，投屏失败",
            "agent": "T101",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
# 27 Twilio
_add(
    "twilio",
    """Call Sid,Type,Direction,From,To,Status,StartTime,Duration,Transcript,User Email
CA0123456789abcdef0123456789abcdef,Phone,Incoming,+14155550101,+18005550100,Completed,2026-03-05T14:07:33-08:00,120,"caller: my camera keeps going offline every night",a@x.com
CA0123456789abcdef0123456789abcd00,Phone,Incoming,+14155550102,+18005550100,No Answer,2026-03-05T14:17:33-08:00,0,,
""",
    [
        {
            "called_at": "2026-03-05T22:07:33",
            "caller_phone": "+14155550101",
            "body": "caller: my camera keeps going offline every night",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
# 28 Freshdesk/Freshcaller
_add(
    "freshcaller",
    """"Created Time","Caller Name","Caller Number","Agent","Call Type","Call Status","Duration","Ticket ID","Call Notes","Call Tags"
"05 Mar, 2026 02:07:33 PM","Kim","+6591234567","Raj","Incoming","Answered","00:02:11","88","wants family plan price for 3 members","pricing"
"05 Mar, 2026 03:07:33 PM","","+6591234568","","Incoming","Missed","00:00:00","","",""
""",
    [
        {
            "called_at": "2026-03-05T06:07:33",
            "caller_phone": "+6591234567",
            "customer_name": "Kim",
            "body": "wants family plan price for 3 members",
            "agent": "Raj",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
# 29 sectioned columns: 分类一级/二级, 受理人, 处理意见
_add(
    "levels",
    """工单ID,建单时间,来电号码,用户姓名,一级分类,二级分类,三级分类,涉及产品,用户诉求,处理结果,当前状态,建单人,完成时间
T1,2026-03-05 09:12:33,13800001111,刘洋,投诉,计费,重复扣费,帆盘,用户反映三月被扣两次,已退一笔,已完成,王丽,2026-03-06 10:00:00
T2,2026-03-05 09:32:33,13800001112,刘洋二,报障,掉线,,小帆摄像头,用户反映摄像头离线,,处理中,王丽,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "customer_name": "刘洋",
            "product_text": "帆盘",
            "body": "用户反映三月被扣两次",
            "status": "resolved",
            "agent": "王丽",
            "external_id": "T1",
            "closed_at": "2026-03-06T02:00:00",
        },
        {"status": "open"},
    ],
)
# 30 Spanish
_add(
    "spanish",
    """ID llamada,Fecha,Hora,Teléfono,Cliente,Asunto,Observaciones,Agente,Estado
9001,05/03/2026,14:05:33,+34 912 345 678,García,Facturación,Cobro doble de FanDrive en marzo,Lucía,Resuelto
9002,25/03/2026,14:15:33,+34 912 345 679,López,Avería,La cámara se desconecta cada noche,Lucía,Pendiente
""",
    [
        {
            "called_at": "2026-03-05T06:05:33",
            "caller_phone": "+34912345678",
            "customer_name": "García",
            "body": "Cobro doble de FanDrive en marzo",
            "status": "resolved",
            "agent": "Lucía",
        },
        {"status": "open", "called_at": "2026-03-25T06:15:33"},
    ],
)
# 31 No-name text columns among IDs: long noise
_add(
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
)
# 32 Taiwan
_add(
    "tw",
    """案件編號,進線日期,進線時間,顧客姓名,聯絡電話,問題大類,問題描述,處理說明,專員,結案
A115030001,115/03/05,下午 02:25,林先生,0912-345-678,帳務,帆盤年費被扣兩次,已申請退費,小美,Y
A115030002,115/03/25,上午 10:25,陳小姐,(02)2345-6789,設備,攝影機離線,,小美,N
""",
    [
        {
            "called_at": "2026-03-05T06:25:00",
            "caller_phone": "+886912345678",
            "customer_name": "林先生",
            "body": "帆盤年費被扣兩次",
            "status": "resolved",
            "agent": "小美",
        },
        {"status": "open", "called_at": "2026-03-25T02:25:00"},
    ],
    enc="cp950",
)
# 33 Question/answer style
_add(
    "qa",
    """日期,客户来电号码,客户问题,客服解答,是否解决,受理客服
3月5日 9:15,13800001111,音箱怎么连wifi,按住顶部按钮5秒,是,小陈
3月6日 10:15,13800001112,发票开错了,转财务,否,小陈
""",
    [
        {
            "called_at": "2026-03-05T01:15:00",
            "body": "音箱怎么连wifi",
            "resolution_text": "按住顶部按钮5秒",
            "status": "resolved",
            "agent": "小陈",
        },
        {"status": "open"},
    ],
)
# 34 Indian English
_add(
    "india",
    """Sr No,Call Dt,Call Tm,Mobile No,Cust Nm,Query,Action Taken,Exec,TAT,Remark
1,05-Mar-2026,10:15 AM,+91 98765 43210,Ravi,Refund not recd for FanPlay,raised to finance,Neha,2d,cust irate
2,06-Mar-2026,11:15 AM,+91 98765 43211,Sita,Printer toner low,advised,Neha,1d,
""",
    [
        {
            "called_at": "2026-03-05T02:15:00",
            "caller_phone": "+919876543210",
            "customer_name": "Ravi",
            "body": "Refund not recd for FanPlay",
            "agent": "Neha",
        },
        {"body": "Printer toner low"},
    ],
)
# 35 US with TZ column
_add(
    "tz",
    """Contact Start (ET),Phone,Summary,Rep
2026-03-05 14:07:33 EST,(212) 555-0143,printer jams on duplex,Joe
2026-03-15 14:07:33 EDT,(212) 555-0144,printer offline,Joe
""",
    [
        {"called_at": "2026-03-05T19:07:33", "body": "printer jams on duplex", "agent": "Joe"},
        {"called_at": "2026-03-15T18:07:33"},
    ],
)
# 36 ring central
_add(
    "ringcentral",
    """Type,Phone Number,Name,Date,Time,Action,Action Result,Result Description,Duration
Voice,(650) 555-0100,Carl Fox,Thu 03/05/2026,2:07 PM,Phone Call,Call connected,customer asked about bundle upgrade,0:03:10
Voice,(650) 555-0101,,Thu 03/05/2026,2:17 PM,Phone Call,Missed,,0:00:10
""",
    [
        {
            "called_at": "2026-03-05T06:07:00",
            "caller_phone": "+16505550100",
            "customer_name": "Carl Fox",
            "body": "customer asked about bundle upgrade",
        },
        {"statistics_only": "abandoned"},
    ],
)
_add(
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
)
_add(
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
)
_add(
    "bank",
    """业务流水号,进线时间,客户号,客户姓名,证件后四位,来电号码,业务大类,业务小类,客户诉求描述,座席处理记录,是否办结,办结时间,座席编号
2026030500017,20260305 09:12:33,C0001,王*,1234,138****1111,投诉,重复扣款,客户反映会员费被扣两次要求退回,已登记转财务,否,,A017
2026030500018,20260305 09:33:01,C0002,李*,4321,13800001112,咨询,延保,咨询延保起算日,已解答,是,20260305 09:40:00,A018
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": None,
            "body": "客户反映会员费被扣两次要求退回",
            "status": "open",
            "agent": "A017",
            "external_id": "2026030500017",
            "resolution_text": "已登记转财务",
        },
        {"status": "resolved", "caller_phone": "+8613800001112", "closed_at": "2026-03-05T01:40:00"},
    ],
)
_add(
    "hosp",
    """日期,星期,时间,来电人,性别,联系电话,问题描述,解决办法,接听人,回访情况
2026/3/5,四,09:12,张先生,男,13800001111,路由器红灯闪烁上不了网,指导重启后恢复,小刘,满意
2026/3/6,五,10:12,李女士,女,13800001112,摄像头离线一天多次,预约上门,小刘,
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "customer_name": "张先生",
            "caller_phone": "+8613800001111",
            "body": "路由器红灯闪烁上不了网",
            "resolution_text": "指导重启后恢复",
            "agent": "小刘",
        },
        {"called_at": "2026-03-06T02:12:00"},
    ],
)
_add(
    "verint",
    """Contact ID,Local Start Time,Local Stop Time,Employee ID,Employee Name,ANI,Dialed From,DNIS,Direction,Category,Agent Notes,Customer Sentiment
77001,03/05/2026 09:12:33 AM,03/05/2026 09:20:01 AM,E100,"Lee, Ann",4155550101,,8005550100,Inbound,Billing,Double billed on FanPlay March; refund queued,Negative
77002,03/25/2026 10:12:33 AM,03/25/2026 10:20:01 AM,E100,"Lee, Ann",4155550102,,8005550100,Inbound,Tech,Camera drops nightly,Neutral
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+14155550101",
            "body": "Double billed on FanPlay March; refund queued",
            "agent": "Lee, Ann|E100",
            "category_text": "Billing",
            "external_id": "77001",
        },
        {"called_at": "2026-03-25T02:12:33"},
    ],
)
_add(
    "aircall",
    """line,date (UTC),number timezone,datetime (UTC),country_code,direction,from,to,answered,missed_call_reason,user,duration (total),duration (in call),via,voicemail,tags,Call comments
Support,2026-03-05,Europe/Paris,2026-03-05 09:12:33,FR,inbound,+33170189900,+33170180000,Yes,,Lea,00:05:01,00:04:31,,,billing,Charged twice for FanDrive
Support,2026-03-05,Europe/Paris,2026-03-05 09:22:33,FR,inbound,+33170189901,+33170180000,No,no_available_agent,,00:00:31,00:00:00,,,,
""",
    [
        {
            "called_at": "2026-03-05T09:12:33",
            "caller_phone": "+33170189900",
            "body": "Charged twice for FanDrive",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "dialpad",
    """call_id,category,direction,external_number,internal_number,date_started,date_connected,date_ended,name,email,was_recorded,talk_duration,availability,notes
5501,incoming,inbound,+16505550100,+16505550199,2026-03-05 09:12:33.123456,2026-03-05 09:12:40.1,2026-03-05 09:16:00.0,Carl Fox,,True,3.3,open,wants prorated upgrade to bundle
5502,missed,inbound,+16505550101,+16505550199,2026-03-05 09:32:33.123456,,2026-03-05 09:33:00.0,,,False,0,open,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+16505550100",
            "customer_name": "Carl Fox",
            "body": "wants prorated upgrade to bundle",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "3cx",
    """Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals,Cost,Reason
2026-03-05 09:12:33,"13800001111",101 (Mei),Answered,00:00:05,00:02:01,00:02:06,,Terminated by 13800001111
2026-03-05 09:22:33,"13800001112",101 (Mei),Unanswered,00:00:25,,00:00:25,,Terminated by 13800001112
Totals:,,,,00:00:30,00:02:01,00:02:31,,
""",
    [
        {"called_at": "2026-03-05T01:12:33", "caller_phone": "+8613800001111"},
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "hubspot",
    """Record ID,Call Title,Activity date,Call direction,Call outcome,From Number,To Number,Call notes,Activity assigned to,Associated Contact,Call duration
101,Call with Ann,2026-03-05 09:12,INBOUND,Connected,+6591234567,+6560000000,<p>Printer jams &amp; driver fails on mac</p>,Raj,Ann Lim,123000
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+6591234567",
            "agent": "Raj",
            "customer_name": "Ann Lim",
        }
    ],
)
_add(
    "yunxin",
    """订单编号|来电日期|来电时分|用户|手机|来电问题|处理人|处理备注|完结
DD1|20260305|0912|刘|13800001111|发票红冲不了|小张|教用户操作|√
DD2|20260305|1912|陈|13800001112|打印机报错|小张||×
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+8613800001111",
            "body": "发票红冲不了",
            "status": "resolved",
            "agent": "小张",
        },
        {"called_at": "2026-03-05T11:12:00", "status": "open"},
    ],
)
_add(
    "weekly",
    """客服周报,,,,,
统计周期：2026-03-02 至 2026-03-08,,,,,
,,,,,
日期,时间,客户/电话,产品,情况,备注
3月2日,9:12,王先生13800001111,帆盘,同步失败,已处理
3月3日,14:30,李女士13800001112,摄像头,掉线,待跟进
""",
    [{"called_at": "2026-03-02T01:12:00", "product_text": "帆盘"}, {"called_at": "2026-03-03T06:30:00"}],
)
_add(
    "zh_en_time",
    """CallTime,CallerNo,CalleeNo,AgentNo,CallResult,Summary
2026年3月5日 星期四 下午2:07:33,13800001111,4001,8001,接通,客户咨询学生优惠怎么认证
2026年3月6日 星期五 上午9:07:33,13800001112,4001,,客户放弃,
""",
    [
        {
            "called_at": "2026-03-05T06:07:33",
            "caller_phone": "+8613800001111",
            "body": "客户咨询学生优惠怎么认证",
            "agent": "8001",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "desk",
    """Ticket Id,Subject,Description,Status (Ticket),Created Time (Ticket),Closed Time (Ticket),Channel,Contact Name,Phone,Product Name,Ticket Owner
9001,Refund,"Customer called: wants refund
for FanCloud, two charges",Closed,05 Mar 2026 09:12 AM,06 Mar 2026 10:00 AM,Phone,Ann,+919876543210,FanCloud,Neha
9002,Camera,offline at night,Open,06 Mar 2026 09:12 AM,,Phone,Bob,+919876543211,FanCam,Neha
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+919876543210",
            "subject": "Refund",
            "status": "resolved",
            "closed_at": "2026-03-06T02:00:00",
            "product_text": "FanCloud",
            "agent": "Neha",
            "customer_name": "Ann",
        },
        {"status": "open"},
    ],
)
_add(
    "pt",
    """Protocolo;Data;Hora;Telefone;Cliente;Assunto;Descrição;Atendente;Situação
1;05/03/2026;14:05;+55 11 91234-5678;Silva;Cobrança;Cobrado duas vezes pelo plano família;Ana;Resolvido
2;25/03/2026;14:15;+55 11 91234-5679;Souza;Técnico;Câmera desconecta toda noite;Ana;Pendente
""",
    [
        {
            "called_at": "2026-03-05T06:05:00",
            "caller_phone": "+5511912345678",
            "customer_name": "Silva",
            "body": "Cobrado duas vezes pelo plano família",
            "agent": "Ana",
            "status": "resolved",
        },
        {"status": "open"},
    ],
    "cp1252",
)
_add(
    "muni",
    """序号,工单编号,诉求人,诉求人电话,诉求时间,诉求区域,诉求分类,诉求主题,诉求详情,主办单位,转办时间,办理截止时间,办结时间,办理结果,是否响应,是否解决,是否满意
1,CS2603050001,周**,13800001111,2026-03-05 09:12:00,浦东新区,消费维权,预付费不退,购买商户无忧包后要求退款被拒,帆公司,2026-03-05 10:00:00,2026-03-10 18:00:00,2026-03-08 12:00:00,已联系退款,是,是,是
2,CS2603050002,吴**,13800001112,2026-03-05 09:32:00,静安区,消费维权,自动续费,老人被推销开通全家享要求退费,帆公司,2026-03-05 10:10:00,2026-03-10 18:00:00,,,是,否,否
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+8613800001111",
            "subject": "预付费不退",
            "body": "购买商户无忧包后要求退款被拒",
            "status": "resolved",
            "due_at": "2026-03-10T10:00:00",
            "external_id": "CS2603050001",
            "resolution_text": "已联系退款",
        },
        {"status": "open"},
    ],
)
_add(
    "sf_task",
    """Date,Due,Assigned,Priority,Status,Task Subtype,Subject,Comments,Contact,Contact Phone
2026-03-05T09:12:33.000+0800,2026-03-06,Jim,Normal,Completed,Call,Call,Invoice quota missing after renewal,Rose,+8613800001111
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "customer_name": "Rose",
            "body": "Invoice quota missing after renewal",
            "status": "resolved",
            "agent": "Jim",
        }
    ],
)
_add(
    "tianrun2",
    """"客户来电","来电时间","呼入时长","热线号码","接听座席","接听时间","通话时长","呼叫结果","小结分类","小结备注"
"13800001111","2026-03-05 09:12:33","00:00:12","4001234567","1001 李敏","2026-03-05 09:12:45","00:03:00","座席接听","故障/掉线","路由器晚上掉线，已报修"
"01088887777","2026-03-05 09:22:33","00:00:42","4001234567","","","","客户放弃","",""
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "路由器晚上掉线，已报修",
            "category_text": "故障/掉线",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
    "gbk",
)
_add(
    "wecom",
    """时间,客户,企业成员,电话,跟进内容,跟进结果
2026/03/05 09:12,王总(商户),小陈,13800001111,商户反映承诺两小时上门没来，要求赔偿,升级主管
2026/03/05 10:12,李老板,小陈,13800001112,咨询无忧包续签折扣,已回复
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "customer_name": "王总(商户)",
            "caller_phone": "+8613800001111",
            "body": "商户反映承诺两小时上门没来，要求赔偿",
        },
        {"status": "resolved"},
    ],
)
_add(
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
)
_add(
    "fullwidth",
    """通话时间，主叫号码，问题描述，处理结果
2026-03-05 09:12，13800001111，云盘打不开，已解决
2026-03-05 10:12，13800001112，发票重复，处理中
""",
    [{"called_at": "2026-03-05T01:12:00", "caller_phone": "+8613800001111", "body": "云盘打不开"}, {}],
)
_add(
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
)
_add(
    "space_tab",
    """时间	电话	内容
2026-03-05 09:12	138 0000 1111	云盘打不开怎么办
2026-03-05 10:12	（0571）8888-0000	发票重复开具
""",
    [{"caller_phone": "+8613800001111", "body": "云盘打不开怎么办"}, {"caller_phone": "+8657188880000"}],
)
_add(
    "intl",
    """Started (UTC+8),Caller,Callee,Duration,Agent,Summary
2026-03-05 09:12,+85291234567,+85230000000,183,Ivy,FanPlay student price not applied
2026-03-05 10:12,+6591234567,+85230000000,183,Ivy,camera offline
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+85291234567",
            "body": "FanPlay student price not applied",
            "agent": "Ivy",
        },
        {"caller_phone": "+6591234567"},
    ],
)
_add(
    "nice",
    """"Contact_ID","Master_Contact_ID","Contact_Code","Media_Name","ANI_DIALNUM","Skill_Name","Campaign_Name","Agent_Name","Start_Time","PreQueue","InQueue","Agent_Time","PostQueue","Total_Time","Abandon_Time","Abandon","Disp_Name","Disp_Comments"
"88001","88001","1","Call","2125550143","VAS","Care","Ann Lee","3/5/2026 9:12:33 AM","3","12","200","0","215","0","N","Billing","cust double charged, refund raised"
"88002","88002","1","Call","2125550144","VAS","Care","","3/25/2026 9:42:33 AM","3","60","0","0","63","60","Y","",""
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+12125550143",
            "body": "cust double charged, refund raised",
            "agent": "Ann Lee",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "cisco",
    """Call Start Time,Call End Time,Calling Party Number,Original Called Party Number,CSQ Name,Agent Name,Queue Time,Talk Time,Contact Disposition,Wrap-Up Data
2026-03-05 09:12:33.0,2026-03-05 09:16:33.0,13800001111,4001,VAS,Mei,00:00:05,00:03:40,Handled,用户咨询云打印兼容型号
2026-03-05 09:22:33.0,2026-03-05 09:23:33.0,13800001112,4001,VAS,,00:01:00,00:00:00,Abandoned,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "用户咨询云打印兼容型号",
            "agent": "Mei",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "qnyl",
    """日志时间,事件,通道,主叫,被叫,备注
05/Mar/2026:09:12:33 +0800,CALL,SIP/1,13800001111,4001,投诉自动续费没提醒
06/Mar/2026:09:12:33 +0800,CALL,SIP/2,13800001112,4001,问退货流程
""",
    [
        {"called_at": "2026-03-05T01:12:33", "caller_phone": "+8613800001111", "body": "投诉自动续费没提醒"},
        {},
    ],
)
_add(
    "dupcols",
    """时间,电话,电话,备注,备注
2026-03-05 09:12,13800001111,4001234567,客户说音箱没声,已建单
2026-03-05 10:12,13800001112,4001234567,客户说发票错,已建单
""",
    [{"caller_phone": "+8613800001111", "body": "客户说音箱没声"}, {"body": "客户说发票错"}],
)
_add(
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
)
_add(
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
)
_add(
    "aliyun",
    """实例ID,通话ID,呼叫类型,主叫号码,被叫号码,技能组,坐席,通话开始时间,通话时长(秒),排队时长(秒),释放原因,满意度,录音,服务备注
ccc-1,job-111,呼入,13800001111,057100000000,售后,mei@ccc,2026-03-05 09:12:33,180,5,坐席挂机,非常满意,,用户反馈扫码支付音箱不播报
ccc-1,job-112,呼入,13800001112,057100000000,售后,,2026-03-05 09:22:33,0,61,队列等待放弃,,,
ccc-1,job-113,内部呼叫,8001,8002,,mei@ccc,2026-03-05 09:32:33,20,0,坐席挂机,,,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "用户反馈扫码支付音箱不播报",
            "agent": "mei@ccc",
            "satisfaction": 5,
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"statistics_only": "internal"},
    ],
)
_add(
    "xiaoneng",
    """工单标题,工单描述,提交人,联系方式,提交时间,优先级,受理组,受理客服,工单状态,首次响应时间,解决时间,评价
会员扣费,客户来电说学生会员到期自动扣了全价,热线坐席3,13800001111,2026-03-05 09:12:33,高,投诉组,阿青,已解决,2026-03-05 09:20:00,2026-03-05 12:00:00,满意
路由断网,每晚断网要求上门,热线坐席3,13800001112,2026-03-05 10:12:33,中,技术组,,待受理,,,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "subject": "会员扣费",
            "body": "客户来电说学生会员到期自动扣了全价",
            "status": "resolved",
            "agent": "阿青",
            "closed_at": "2026-03-05T04:00:00",
        },
        {"status": "open"},
    ],
)
_add(
    "servicenow",
    """Number,Opened,Opened by,Caller,Business phone,Short description,Description,Category,State,Assigned to,Resolved,Resolution notes
INC0010001,2026-03-05 09:12:33,Help Desk,Ann Lim,+6591234567,Printer offline,Cloud print box offline after update,Hardware,Closed,Raj,2026-03-05 15:00:00,Firmware rolled back
INC0010002,2026-03-06 09:12:33,Help Desk,Bob Tan,+6591234568,Double charge,Charged twice in March,Billing,In Progress,Raj,,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+6591234567",
            "customer_name": "Ann Lim",
            "subject": "Printer offline",
            "body": "Cloud print box offline after update",
            "status": "resolved",
            "agent": "Raj",
            "closed_at": "2026-03-05T07:00:00",
            "resolution_text": "Firmware rolled back",
            "external_id": "INC0010001",
        },
        {"status": "open"},
    ],
)
_add(
    "jira",
    """Issue key,Summary,Description,Reporter,Created,Updated,Resolved,Status,Request Type,Custom field (Phone),Assignee
CS-1,Refund,Customer phoned: wants refund for FanCloud,Desk,05/Mar/26 9:12 AM,06/Mar/26 9:12 AM,06/Mar/26 9:10 AM,Done,Phone,+447400123123,Sue
CS-2,Camera,Phoned about camera dropping,Desk,06/Mar/26 1:12 PM,06/Mar/26 2:12 PM,,To Do,Phone,+447400123124,Sue
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "caller_phone": "+447400123123",
            "subject": "Refund",
            "body": "Customer phoned: wants refund for FanCloud",
            "status": "resolved",
            "agent": "Sue",
            "external_id": "CS-1",
        },
        {"called_at": "2026-03-06T05:12:00", "status": "open"},
    ],
)
_add(
    "community",
    """日期,来电时间,姓名,地址,电话,报修内容,维修员,完成时间,备注
2026年3月5日,上午9:12,王阿姨,3幢201,13800001111,宽带影音黑屏,小周,3月5日 14:00,
2026年3月6日,下午2点半,李叔,5幢102,13800001112,摄像头坏了,小周,,配件没到
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "customer_name": "王阿姨",
            "caller_phone": "+8613800001111",
            "body": "宽带影音黑屏",
            "status": "resolved",
        },
        {"called_at": "2026-03-06T06:30:00", "status": "open"},
    ],
)
_add(
    "mlr",
    """LogID;CallDate;CallTime;ANI;Lang;Topic;FreeText;Handled
1;2026-03-05;09:12:33;+33170189900;fr;billing;Le client dit avoir été débité deux fois;1
2;2026-03-05;09:22:33;+33170189901;en;tech;Camera keeps dropping;0
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+33170189900",
            "body": "Le client dit avoir été débité deux fois",
            "external_id": "1",
        },
        {},
    ],
)
_add(
    "shop",
    """店铺,买家昵称,买家电话,订单号,来电时间,问题类型,问题描述,处理方案,处理状态,客服
禾帆旗舰店,小鱼,13800001111,DD2026030500001,2026-03-05 09:12,物流,路由器一周没发货,催仓库,已处理,木木
禾帆旗舰店,大鱼,13800001112,DD2026030500002,2026-03-05 10:12,退款,退货三天没退款,转财务,处理中,木木
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "customer_name": "小鱼",
            "caller_phone": "+8613800001111",
            "body": "路由器一周没发货",
            "category_text": "物流",
            "resolution_text": "催仓库",
            "status": "resolved",
            "agent": "木木",
        },
        {"status": "open"},
    ],
)
_add(
    "gov_short",
    """受理编号,受理时间,来电人姓名,来电人电话,事项类别,事项内容,紧急程度,交办时间,承办单位,承办时限,反馈时间,反馈内容,回访结果
A001,2026/3/5 9:12,赵某,13800001111,投诉,反映会员到期自动续费未提醒,一般,2026/3/5 10:00,帆公司,5个工作日,2026/3/8 9:00,已退费并致歉,满意
A002,2026/3/6 9:12,钱某,13800001112,咨询,咨询延保,一般,2026/3/6 10:00,帆公司,5个工作日,,,
""",
    [
        {
            "called_at": "2026-03-05T01:12:00",
            "customer_name": "赵某",
            "caller_phone": "+8613800001111",
            "body": "反映会员到期自动续费未提醒",
            "external_id": "A001",
        },
        {"status": "open"},
    ],
)
_add(
    "sip",
    """Start,Src,Dst,Dcontext,Duration,Billsec,Disposition,UserField
2026-03-05 09:12:33,13800001111,4001,from-pstn,180,170,ANSWERED,客户问云盘容量怎么扩
2026-03-05 09:22:33,13800001112,4001,from-pstn,20,0,NO ANSWER,
2026-03-05 09:32:33,13800001113,4001,from-pstn,20,0,BUSY,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "客户问云盘容量怎么扩",
            "statistics_only": "",
        },
        {"statistics_only": "abandoned"},
        {"statistics_only": "abandoned"},
    ],
)
_add(
    "yeastar",
    """Time,Call From,Call To,Call Duration(s),Talk Duration(s),Status,Trunk Name,Call Type,Remark
2026-03-05 09:12:33,13800001111,4001<4001>,180,170,ANSWERED,SIP1,Inbound,用户要开增值税专票
2026-03-05 09:22:33,Mei<8001>,13800001112,100,90,ANSWERED,SIP1,Outbound,
2026-03-05 09:32:33,13800001113,4001<4001>,20,0,NO ANSWER,SIP1,Inbound,
""",
    [
        {
            "called_at": "2026-03-05T01:12:33",
            "caller_phone": "+8613800001111",
            "body": "用户要开增值税专票",
            "statistics_only": "",
        },
        {"statistics_only": "outbound"},
        {"statistics_only": "abandoned"},
    ],
)
