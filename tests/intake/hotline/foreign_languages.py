"""Call lists in other languages and scripts, or in two at once, with the dates and numbers of their countries."""

from __future__ import annotations

from tests.intake.hotline.foreign_logs import ForeignLog, foreign

LANGUAGES: list[ForeignLog] = [
    # German Aastra/Placetel export cp1252
    foreign(
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
    ),
    # French
    foreign(
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
    ),
    # voice bot transcript export JSON-ish columns
    foreign(
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
    ),
    # two-digit year no seconds dd/mm
    foreign(
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
    ),
    # HK English/Chinese
    foreign(
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
    ),
    # Spanish
    foreign(
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
    ),
    # Taiwan
    foreign(
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
    ),
    # Indian English
    foreign(
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
    ),
    # US with TZ column
    foreign(
        "tz",
        """Contact Start (ET),Phone,Summary,Rep
2026-03-05 14:07:33 EST,(212) 555-0143,printer jams on duplex,Joe
2026-03-15 14:07:33 EDT,(212) 555-0144,printer offline,Joe
""",
        [
            {"called_at": "2026-03-05T19:07:33", "body": "printer jams on duplex", "agent": "Joe"},
            {"called_at": "2026-03-15T18:07:33"},
        ],
    ),
    foreign(
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
    ),
    foreign(
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
    ),
    foreign(
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
    ),
]
