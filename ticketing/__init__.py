"""The domain and its memory: tickets, clocks, feedback and the product backlog.

Glossary (中文 / English / `code`), the only words used in code, tables, URLs and pages.

- Case: 工单 ticket `ticket`; 工单号 ticket number `ticket_no`; 会话 conversation `conversation`; 联络 touch
  `contact`; 首问负责人 first owner `first_owner`; 主办 lead handler `owner`; 协办 assisting team `assist_team`;
  受理 accept `accept`; 派单 dispatch `dispatch`; 转派 reassign `reassign`; 退单 bounce back `bounce`; 催单 chase
  `chase`; 督办 supervised case `supervised`; 办结 closed `closed`; 归档 archived `archived`; 重开 reopen `reopen`;
  合并 merge `merge`; 拆分 split `split`; 关联 link `link`; 父子单 parent/child `parent_id`; 服务小结 wrap-up note
  `wrap_up`
- Type: 咨询 enquiry `enquiry`; 投诉 complaint `complaint`; 报障 fault report `fault`; 业务办理 service request
  `request`; 建议 suggestion `suggestion`; 表扬 praise `praise`; 举报 report of wrongdoing `whistle`; 售前/售中/售后
  pre-, in-, after-sales `phase`; 重复投诉 repeat complaint `repeat`; 越级投诉 complaint over the head `level_skip`;
  群诉 mass complaint `mass`; 疑难投诉 hard case `hard`; 扬言升级 threat to escalate `threat`; 监管转办 regulator
  referral `regulator_ref`; 诉求 remedy sought `remedy`; 赔付 compensation `redress`; 责任判定 liability finding
  `liability`; 申诉/复核 appeal `appeal`
- Time: 时限 deadline `due_at`; 首次响应时间 first response time `frt`; 下次响应 next response `nrt`; 解决时长 time to
  resolve `ttr`; 达标率 SLA attainment `sla_attainment`; 预警 warning `sla_warn`; 超时 breach `sla_breach`; 挂起 pause
  `pause`; 工作日历 business calendar `calendar`; 法定节假日 public holiday `off_day`; 调休上班 make-up workday
  `makeup_day`; 自然日 calendar day; 工作日 business day; 升级 escalation `escalate`; 升级阶梯 ladder `ladder`
- Channel and bot: 在线客服 web chat `chat`; 客服热线 hotline `hotline`; 热线日志导入 hotline-log import `log_import`;
  转人工 handoff `handoff`; 排队 queue `queue`; 坐席/工号 agent `agent_id`; 技能组 skill group `team`; 弃呼 abandoned
  `abandoned`; 接通率 answer rate `answer_rate`; 意图 intent `intent`; 槽位 slot `slot`; 兜底 fallback `fallback`;
  拦截率/自助率 deflection, containment; 知识库 knowledge base `kb`; 知识命中率 knowledge hit rate; 话术 canned reply
  `macro`; 适老化 elder-friendly mode
- ML: 分类 classification; 置信度 confidence; 覆盖率 coverage; 精确率/召回率 precision, recall; 拒识 abstain; 误派
  misroute `misroute`; 人工复核 human review; 相似单 similar ticket; 漂移 drift; 样本回流 label feedback
- Satisfaction and quality: 回访 closure check `closure_check`; 满意度 `csat`; 净推荐值 NPS; 费力度 CES; 一次解决率
  `fcr`; 参评率 response rate; 质检 `qa`; 致命错误 critical error; 校准 calibration
- Loop: 主题 theme `theme`; 客户之声 voice of customer; 产品优化待办 backlog item `item`; 需求文档 requirement document
  `req_doc`; 根因 root cause `root_cause`; 临时方案 workaround; 已知错误 known error; 纠正/预防措施 corrective and
  preventive action; 采纳/暂缓/不采纳 accepted, deferred, declined; 发布 release; 观察期 watch window; 效果评估 effect
  evaluation; 闭环率 loop-closure rate; 产品管理委员会 committee; 风险等级 risk grade; 突增 burst
- Privacy: 脱敏 masking; 匿名化 anonymise; 删除权 erasure; 留存期 retention; 录音告知 recording notice; 最小必要 data
  minimisation; 审计日志 audit log
"""
