"""Call lists as the switchboards and call centres of other makers export them."""

from __future__ import annotations

from tests.intake.hotline.foreign_logs import ForeignLog, foreign

SWITCHBOARDS: list[ForeignLog] = [
    # 天润融通 (CTI-Link) 呼入明细
    foreign(
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
    ),
    # 容联七陌
    foreign(
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
    ),
    # Udesk 通话记录
    foreign(
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
    ),
    # Avaya CMS style
    foreign(
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
    ),
    # Genesys Cloud interactions export
    foreign(
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
    ),
    # Zendesk Talk
    foreign(
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
    ),
    # Five9
    foreign(
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
    ),
    # Talkdesk
    foreign(
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
    ),
    # Amazon Connect CTR
    foreign(
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
    ),
    # Asterisk CDR raw headerless
    foreign(
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
    ),
    # 环信/美洽 style
    foreign(
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
    ),
    # 华为 CEC
    foreign(
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
    ),
    # Twilio
    foreign(
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
    ),
    # Freshdesk/Freshcaller
    foreign(
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
    ),
    # ring central
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
        "qnyl",
        """日志时间,事件,通道,主叫,被叫,备注
05/Mar/2026:09:12:33 +0800,CALL,SIP/1,13800001111,4001,投诉自动续费没提醒
06/Mar/2026:09:12:33 +0800,CALL,SIP/2,13800001112,4001,问退货流程
""",
        [
            {
                "called_at": "2026-03-05T01:12:33",
                "caller_phone": "+8613800001111",
                "body": "投诉自动续费没提醒",
            },
            {},
        ],
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
]
