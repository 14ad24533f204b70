"""New text is told from history by the marks that mail programs leave in HTML."""

import pytest

from intake.mail.quoting import reply_text, reply_text_of_html

NEW = "还是打不开，请重新发送。"
OLD = "<p>附件是说明书，请查收。</p><p>客户服务中心</p>"

PAGES = {
    "gmail": f'<div dir="ltr">{NEW}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">客服 &lt;'
    f'<a href="mailto:a@example.com">a@example.com</a>&gt; 于2024年5月5日周日 09:12写道：<br></div>'
    f'<blockquote class="gmail_quote" style="margin:0">{OLD}</blockquote></div>',
    "gmail 2024": f'<div dir="ltr">{NEW}</div><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">x</div>'
    f'<blockquote class="gmail_quote">{OLD}</blockquote></div>',
    "outlook desktop": f'<div class="WordSection1"><p class="MsoNormal">{NEW}<o:p></o:p></p><div><div style="border:none;'
    'border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>发件人<span>:</span></b> 客服 '
    f"&lt;a@example.com&gt;<br><b>发送时间:</b> 2024年5月5日 9:12<br><b>收件人:</b> 王<br><b>主题:</b> x</p></div></div>{OLD}</div>",
    "outlook web": f'<div>{NEW}</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg" dir="ltr">'
    f"<b>Avsender:</b> X &lt;a@example.com&gt;<br></div><div>{OLD}</div>",
    "outlook mobile": f'<div>{NEW}</div><div id="ms-outlook-mobile-signature">获取 <a href="https://aka.ms/o">Outlook for iOS</a>'
    f'</div><hr><div id="divRplyFwdMsg"><b>发件人:</b> 客服 &lt;a@example.com&gt;<br><b>发送时间:</b> x</div>{OLD}',
    "apple mail": f'{NEW}<div><br><blockquote type="cite"><div>2024年5月5日 09:12，客服 &lt;a@example.com&gt; 写道：</div>'
    f"<br>{OLD}</blockquote></div>",
    "iphone": f'<div>{NEW}</div><div><br></div><div id="AppleMailSignature">发自我的iPhone</div><div><br>在 2024年5月5日，09:12，'
    f'客服 &lt;a@example.com&gt; 写道：<br><br></div><blockquote type="cite"><div>{OLD}</div></blockquote>',
    "thunderbird": f'<p>{NEW}</p><div class="moz-cite-prefix">在 2024/5/5 9:12, 客服 写道:<br></div>'
    f'<blockquote type="cite" cite="mid:1@example.com">{OLD}</blockquote>',
    "qq": f'<div>{NEW}</div><div><br></div><div style="font-size:12px;padding:2px 0;">------------------&nbsp;原始邮件&nbsp;'
    '------------------</div><div style="font-size:12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"客服"&lt;'
    f"a@example.com&gt;;</div><div><b>发送时间:</b>&nbsp;2024年5月5日(星期天) 上午9:12</div></div><div>{OLD}</div>",
    "qq 新版": f'<div>{NEW}</div><div><includetail><!--<![endif]--></includetail></div><div id="original-content">'
    f"<div>原始邮件</div><hr><div>发件人：客服 &lt;a@example.com&gt;</div><div>发件时间：2024年5月5日 09:12</div>{OLD}</div>",
    "网易": f'<div>{NEW}</div><p>在 2024-05-05 09:12:33，"客服" &lt;a@example.com&gt; 写道：</p>'
    f'<blockquote id="isReplyContent" style="PADDING-LEFT:1ex">{OLD}</blockquote>',
    "网易大师": f'<div>{NEW}</div><div class="ntes-mailmaster-quote"><div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td>'
    f"<td>客服</td></tr></table>{OLD}</div>",
    "foxmail": f'<div>{NEW}</div><div><br></div><hr style="width:210px;height:1px" color="#b5c4df" size="1" align="left">'
    '<div><span>w@corp.example</span></div><blockquote style="margin-top:0;margin-bottom:0;margin-left:0.5em">'
    '<div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><div>'
    '<div><b>发件人：</b>&nbsp;<a href="mailto:a@example.com">客服</a></div><div><b>发送时间：</b>&nbsp;2024-05-05&nbsp;09:12</div>'
    f"<div><b>收件人：</b>&nbsp;w</div><div><b>主题：</b>&nbsp;x</div></div></div>{OLD}</blockquote>",
    "阿里": f'<div class="__aliyun_email_body_block"><div>{NEW}</div><blockquote style="margin-right:0;margin-top:0;">'
    "<div>------------------------------------------------------------------</div><div>发件人：客服&lt;a@example.com&gt;</div>"
    f"<div>日　期：2024年05月05日 09:12:33</div><div>收件人：王</div><div>主　题：x</div>{OLD}</blockquote></div>",
    "飞书": f'<div>{NEW}</div><div id="lark-mail-quote-1" class="history-quote-wrapper"><div>发件人: 客服</div>{OLD}</div>',
    "yahoo": f'<div>{NEW}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Sunday, Ann wrote:</div>{OLD}</div>',
    "proton": f'<div>{NEW}</div><div class="protonmail_quote">x wrote:<br><blockquote class="protonmail_quote">{OLD}'
    "</blockquote></div>",
    "zoho": f'<div>{NEW}</div><div class="zmail_extra"><div>---- 在 星期日 写 ----</div><blockquote>{OLD}</blockquote></div>',
    "spark": f'<div name="messageBodySection">{NEW}</div><div name="messageReplySection">On 5 May 2024, Ann wrote:<br>'
    f'<blockquote type="cite">{OLD}</blockquote></div>',
    "zimbra": f'<div>{NEW}</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>X: </b>y</div>{OLD}',
    "hotmail": f'<div>{NEW}<br><hr id="stopSpelling">Date: Sun, 5 May 2024 09:12:33 +0800<br>From: a@example.com<br>{OLD}</div>',
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_history_marked_in_html_is_left_out(page: str) -> None:
    assert (
        reply_text_of_html(f"<html><body>{page}</body></html>").replace("w@corp.example", "").strip("-\n ")
        == NEW
    )


def test_answers_between_html_quotations_stay() -> None:
    page = '<blockquote type="cite">日期？</blockquote><div>五月五日</div><blockquote type="cite">型号？</blockquote>R100'

    assert reply_text_of_html(page).split() == ["五月五日", "R100"]


def test_an_indented_block_of_the_writer_stays() -> None:
    page = "错误是：<blockquote>502</blockquote>怎么办？"

    assert reply_text_of_html(page).split() == ["错误是：", "502", "怎么办？"]


def test_html_marks_help_where_plain_text_shows_no_history() -> None:
    plain = f"{NEW}\n\n附件是说明书，请查收。\n客户服务中心\n"

    assert reply_text(plain, PAGES["outlook web"]) == NEW


def test_plain_text_wins_where_both_forms_agree() -> None:
    plain = f"{NEW}\n\n在 2024-05-05 09:12，客服 写道：\n> 附件\n"

    assert reply_text(plain, PAGES["gmail"]) == NEW
