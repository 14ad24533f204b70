"""Registers of cases that began with a call: of offices, banks, shops, and of other desks' ticket systems."""

from __future__ import annotations

from tests.intake.hotline.foreign_logs import ForeignLog, foreign

REGISTERS: list[ForeignLog] = [
    # 12345 政务热线转办
    foreign(
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
    ),
    # bank style Chinese 工单台账 with serial, split text
    foreign(
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
    ),
    # Salesforce case export
    foreign(
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
    ),
    # 移动客服 流水
    foreign(
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
    ),
    # sectioned columns: 分类一级/二级, 受理人, 处理意见
    foreign(
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
    ),
    # Question/answer style
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
]
