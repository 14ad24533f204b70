"""New text in the HTML of programs, alone and beside the plain text they send with it."""

import re

import pytest

from intake.mail.html import html_to_text
from intake.mail.parse import parse_mail

# (program, HTML, the new text or either of two)
PAGES: list[tuple[str, str, list[str]]] = [
    (
        "qq",
        '<div>New text 新的内容。</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"客服"&lt;a@b.example&gt;;</div><div><b>发送时间:</b>&nbsp;2024年5月5日(星期天) 上午9:12</div><div><b>收件人:</b>&nbsp;"w"&lt;w@qq.example&gt;;<wbr></div><div></div><div><b>主题:</b>&nbsp;x</div></div><div><br></div>OLD text 旧的内容',
        ["New text 新的内容。"],
    ),
    (
        "qq2",
        '<div>New text 新的内容。</div><includetail><div>&nbsp;</div><div style="color:#000;"><div style="font-size:12px;padding:2px 0;">------------------ Original ------------------</div><div style="font-size:12px;background:#f0f0f0;color:#212121;padding:8px;border-radius:4px"><div><b>From: </b> "客服";</div><div><b>Date: </b> Sun, May 5</div></div><div>OLD text 旧的内容</div></div></includetail>',
        ["New text 新的内容。"],
    ),
    (
        "qq3",
        'New text 新的内容。<div class="qmbox"><style>.x{}</style><div>------------------ 原始邮件 ------------------</div><div>发件人: x</div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "qq app",
        '<div>New text 新的内容。</div><div id="original-content"><div>---Original---</div><div><b>From:</b> "x"</div><div>OLD text 旧的内容</div></div>',
        ["New text 新的内容。"],
    ),
    (
        "163",
        '<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial"><div>New text 新的内容。</div><br/><div id="ntes-flashmail"></div><pre><br/>At 2024-05-05 09:12:33, "客服" &lt;a@b.example&gt; wrote:<br/></pre><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "163b",
        '<div>New text 新的内容。</div><div style="zoom:1"></div><div id="divNeteaseMailCard"></div><br>在 2024-05-05 09:12:33，"客服" &lt;a@b.example&gt; 写道：<br> <blockquote style="PADDING-LEFT: 1ex;">OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "163 master",
        '<div>New text 新的内容。</div><div><!--emptysign--></div><div class="ntes-mailmaster-quote" style="padding-top: 1px; padding-bottom: 1px"><div style="margin-top: 2em;"><div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>客服</td></tr></table><blockquote>OLD text 旧的内容</blockquote></div></div>',
        ["New text 新的内容。"],
    ),
    (
        "fox",
        '<html><head></head><body><div>New text 新的内容。</div><div><br></div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left"><div><span><div style="MARGIN: 10px; FONT-FAMILY: verdana; FONT-SIZE: 10pt"><div>w@x.example</div></div></span></div><blockquote style="margin-Top: 0px; margin-Bottom: 0px; margin-Left: 0.5em; margin-Right: inherit"><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><div style="PADDING-RIGHT: 8px; PADDING-LEFT: 8px; FONT-SIZE: 12px;FONT-FAMILY:tahoma;COLOR:#000000; BACKGROUND: #efefef; PADDING-BOTTOM: 8px; PADDING-TOP: 8px"><div><b>发件人：</b>&nbsp;客服</div><div><b>发送时间：</b>&nbsp;2024-05-05&nbsp;09:12</div><div><b>收件人：</b>&nbsp;w</div><div><b>主题：</b>&nbsp;x</div></div></div><div>OLD text 旧的内容</div></blockquote></body></html>',
        ["New text 新的内容。", "New text 新的内容。w@x.example"],
    ),
    (
        "outlook",
        '<div class="WordSection1"><p class="MsoNormal">New text 新的内容。<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span>发件人:</span></b><span> 客服 &lt;a@b.example&gt; <br><b>发送时间:</b> 2024年5月5日 9:12<br><b>收件人:</b> w<br><b>主题:</b> x</span></p></div></div><p>OLD text 旧的内容</p></div>',
        ["New text 新的内容。"],
    ),
    (
        "owa",
        '<div>New text 新的内容。</div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>发件人:</b> 客服<br><b>发送时间:</b> 2024</div><div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "owa2",
        '<div>New text 新的内容。</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> a</div><div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "outlook mobile",
        '<div dir="auto">New text 新的内容。</div><div id="ms-outlook-mobile-signature"><div>获取 <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div></div><div id="mail-editor-reference-message-container"><hr><div id="divRplyFwdMsg"><b>发件人:</b> x</div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "gmail",
        '<div dir="ltr">New text 新的内容。</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">客服 &lt;<a href="mailto:a@b.example">a@b.example</a>&gt; 于2024年5月5日周日 09:12写道：<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "gmail new",
        '<div dir="ltr">New text 新的内容。</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon wrote:</div><blockquote class="gmail_quote">OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "gmail sig",
        '<div dir="ltr">New text 新的内容。<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Ann Lee</div></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Ann wrote:<br></div><blockquote class="gmail_quote">OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "apple",
        '<html><body>New text 新的内容。<br><div><br><blockquote type="cite"><div>在 2024年5月5日，09:12，客服 &lt;a@b.example&gt; 写道：</div><br class="Apple-interchange-newline"><div>OLD text 旧的内容</div></blockquote></div></body></html>',
        ["New text 新的内容。"],
    ),
    (
        "iphone",
        '<html><body dir="auto">New text 新的内容。<div><br><div dir="ltr">发自我的iPhone</div><div dir="ltr"><br><blockquote type="cite">在 2024年5月5日，09:12，客服 &lt;a@b.example&gt; 写道：<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">OLD text 旧的内容</div></blockquote></div></body></html>',
        ["New text 新的内容。"],
    ),
    (
        "iphone old",
        '<html><body dir="auto"><div>New text 新的内容。<br><br>发自我的 iPhone</div><div><br>在 2018年5月5日，上午9:12，客服 &lt;a@b.example&gt; 写道：<br><br></div><blockquote type="cite"><div>OLD text 旧的内容</div></blockquote></body></html>',
        ["New text 新的内容。"],
    ),
    (
        "tb",
        '<p>New text 新的内容。</p><div class="moz-cite-prefix">在 2024/5/5 9:12, 客服 写道:<br></div><blockquote type="cite" cite="mid:x">OLD text 旧的内容</blockquote><pre class="moz-signature" cols="72">-- \nAnn</pre>',
        ["New text 新的内容。"],
    ),
    (
        "tb bottom",
        '<div class="moz-cite-prefix">On 5/5/24 9:12, Ann wrote:<br></div><blockquote type="cite" cite="mid:x">OLD text 旧的内容</blockquote><p>New text 新的内容。</p>',
        ["New text 新的内容。"],
    ),
    (
        "yahoo",
        '<div class="ydp yahoo-style-wrap"><div>New text 新的内容。</div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, Ann wrote:</div><div>OLD text 旧的内容</div></div>',
        ["New text 新的内容。"],
    ),
    (
        "ydp",
        '<div class="ydp1yahoo-style-wrap">New text 新的内容。</div><div id="ydp2yahoo_quoted_12" class="ydp2yahoo_quoted"><div>On Monday, Ann wrote:</div><div>OLD text 旧的内容</div></div>',
        ["New text 新的内容。"],
    ),
    (
        "proton",
        '<div>New text 新的内容。</div><div class="protonmail_signature_block"><div>Sent with <a>Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Monday, Ann wrote:<br><blockquote class="protonmail_quote" type="cite">OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "ali",
        '<div class="__aliyun_email_body_block"><div>New text 新的内容。</div><blockquote style="margin-right:0;margin-top:0;margin-bottom:0;font-family:Tahoma,Arial"><div style="clear:both;"><span>------------------------------------------------------------------</span></div><div><span>发件人：客服&lt;a@b.example&gt;</span></div><div>日\u3000期：2024年05月05日 09:12:33</div><div>收件人：w</div><div>主\u3000题：x</div><div>OLD text 旧的内容</div></blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "ali2",
        '<div>New text 新的内容。</div><div style="font-family:Tahoma" class="alimail-quote"><div>发件人：x</div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "ding",
        '<div>New text 新的内容。</div><div class="quote_content"><div>------------------------------------------------------------------</div><div>发件人：客服&lt;a@b.example&gt;</div><div>发送时间：2024年5月5日(星期日) 09:12</div><div>主\u3000题：x</div><div>OLD text 旧的内容</div></div>',
        ["New text 新的内容。"],
    ),
    (
        "feishu",
        '<div>New text 新的内容。</div><div class="lark-mail-quote-x history-quote-wrapper" id="lark-mail-quote-123"><div>发件人: x</div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "feishu2",
        '<div>New text 新的内容。</div><div data-html-block="quote" id="lark-mail-quote-1"><div style="border-left: none;"><div id="lark-mail-meta-cli1"><div>From: x</div></div>OLD text 旧的内容</div></div>',
        ["New text 新的内容。"],
    ),
    (
        "coremail",
        '<div>New text 新的内容。</div><br><br><blockquote name="replyContent" class="ReferenceQuote" style="padding-left:5px;margin-left:5px;border-left:#b6b6b6 2px solid;margin-right:0;">-----原始邮件-----<br><b>发件人:</b>客服<br><b>发送时间:</b>2024-05-05 09:12:33 (星期日)<br><b>收件人:</b> w<br><b>主题:</b> x<br><br>OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "sina",
        '<div>New text 新的内容。</div><div id="origbody"><div style="background: #f2f2f2;">----- 原始邮件 -----<br>发件人：客服<br>收件人：w<br>主题：x<br>日期：2024年05月05日 09点12分</div><br>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "zimbra",
        '<div>New text 新的内容。</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>x</div><div data-marker="__QUOTED_TEXT__">OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "zoho",
        '<div>New text 新的内容。</div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204);"></div><div class="zmail_extra" data-zbluepencil-ignore="true"><div>---- On Mon, 06 May 2024 Ann wrote ---</div><blockquote>OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "spark",
        '<html><body><div name="messageBodySection"><div dir="auto">New text 新的内容。</div></div><div name="messageReplySection">On 6 May 2024, Ann wrote:<br><blockquote type="cite">OLD text 旧的内容</blockquote></div></body></html>',
        ["New text 新的内容。"],
    ),
    (
        "hotmail",
        '<div>New text 新的内容。</div><hr id="stopSpelling">Date: Mon<br>From: x<br>OLD text 旧的内容',
        ["New text 新的内容。"],
    ),
    (
        "tutanota",
        '<div>New text 新的内容。</div><div>May 6, 2024, 10:20 by a@b.example:</div><blockquote class="tutanota_quote">OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "lotus",
        "<font>New text 新的内容。</font><br><br><table><tr><td><font size=1 color=#5f5f5f>发件人：</font></td><td><font>客服/公司</font></td></tr><tr><td><font>收件人：</font></td><td><font>w</font></td></tr><tr><td><font>日期：</font></td><td><font>2024/05/05 09:12</font></td></tr><tr><td><font>主题：</font></td><td><font>x</font></td></tr></table><hr noshade><br>OLD text 旧的内容",
        ["New text 新的内容。"],
    ),
    (
        "outlook en",
        '<p>New text 新的内容。</p><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p><b>From:</b> a<br><b>Sent:</b> Monday<br><b>To:</b> w<br><b>Subject:</b> x</p></div><p>OLD text 旧的内容</p>',
        ["New text 新的内容。"],
    ),
    (
        "outlook mac",
        '<p>New text 新的内容。</p><div id="mail-editor-reference-message-container"><div><div style="border-top:solid #B5C4DF 1.0pt"><p><b>From: </b>a<br><b>Date: </b>Monday<br><b>To: </b>w<br><b>Subject: </b>x</p></div></div><p>OLD text 旧的内容</p></div>',
        ["New text 新的内容。"],
    ),
    (
        "entourage",
        '<span>New text 新的内容。</span><br><span id="OLK_SRC_BODY_SECTION"><div><span>From: </span>a<br></div>OLD text 旧的内容</span>',
        ["New text 新的内容。"],
    ),
    (
        "windows mail",
        '<div>New text 新的内容。</div><div>从 Windows 版<a href="x">邮件</a>发送</div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>发件人: </b>a<br><b>发送时间: </b>2024年5月5日 9:12<br><b>收件人: </b>w<br><b>主题: </b>x</p></div>OLD text 旧的内容',
        ["New text 新的内容。"],
    ),
    (
        "wps",
        '<div>New text 新的内容。</div><div class="wps_quotion"><div>------------------ 原始邮件 ------------------</div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "huawei",
        '<div>New text 新的内容。</div><div>发自我的华为手机</div><br><div style="line-height:1.5"><br><br>-------- 原始邮件 --------<br>发件人： 客服 &lt;a@b.example&gt;<br>日期： 2024年5月5日周日 上午9:12<br>收件人： w<br>主&nbsp;&nbsp;&nbsp;题： x<br><blockquote style="margin:0 0 0 .8ex;border-left:1px #ccc solid">OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "xiaomi",
        '<div>New text 新的内容。</div><div class="elided-text"><br><div class="quote">客服 &lt;a@b.example&gt; 2024年5月5日 上午9:12写道：<br><blockquote class="quote">OLD text 旧的内容</blockquote></div></div>',
        ["New text 新的内容。"],
    ),
    (
        "roundcube",
        '<p>New text 新的内容。</p><p id="reply-intro">On 2024-05-05 09:12, Ann wrote:</p><blockquote type="cite">OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "rc old",
        '<p>New text 新的内容。</p><p>On 2024-05-05 09:12, Ann wrote:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "ox",
        '<p>New text 新的内容。</p><blockquote type="cite"><div>Ann hat am 06.05.2024 10:20 geschrieben:</div><div>OLD text 旧的内容</div></blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "gmx",
        '<div>New text 新的内容。</div><div class="signature">-- <br>Gesendet mit GMX</div><div name="quote" style="margin:10px 5px 5px 10px; border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> x</div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "webde",
        '<div>New text 新的内容。</div><div><div name="quote"><b>Gesendet:</b>&nbsp;Montag<br/><b>Von:</b>&nbsp;a</div><div name="quoted-content">OLD text 旧的内容</div></div>',
        ["New text 新的内容。"],
    ),
    (
        "orange",
        '<p>New text 新的内容。</p><blockquote style="padding-left: 5px; margin-left: 5px; border-left: #ff0000 2px solid;">&gt; Message du 06/05/24 10:20<br/>&gt; De : a<br/>&gt; OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "yandex",
        '<div>New text 新的内容。</div><div>06.05.2024, 10:20, "Ann" &lt;a@b.example&gt;:</div><blockquote>OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "mailru",
        '<div>New text 新的内容。</div><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Понедельник, 6 мая 2024, 10:20 +03:00 от Ann &lt;a@b.example&gt;:<br><br><div>OLD text 旧的内容</div></blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "naver",
        '<div>New text 新的内容。</div><p>-----Original Message-----<br><b>From:</b> "a"<br><b>To:</b> w<br><b>Sent:</b> 2024-05-06 (월) 10:20:30 (GMT+09:00)<br><b>Subject:</b> x<br></p><div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "hey",
        "<div>New text 新的内容。</div><br><div>On May 6, 2024, Ann &lt;a@b.example&gt; wrote:</div><blockquote>OLD text 旧的内容</blockquote>",
        ["New text 新的内容。"],
    ),
    (
        "front",
        '<div>New text 新的内容。</div><blockquote type="cite" class="front-blockquote">On May 6, Ann wrote:<br>OLD text 旧的内容</blockquote>',
        ["New text 新的内容。"],
    ),
    (
        "missive",
        '<div>New text 新的内容。</div><div class="missive_quote"><div>On May 6, Ann wrote:</div><blockquote>OLD text 旧的内容</blockquote></div>',
        ["New text 新的内容。"],
    ),
    (
        "groupwise",
        "<p>New text 新的内容。</p><p>&gt;&gt;&gt; Ann &lt;a@b.example&gt; 06.05.2024 10:20 &gt;&gt;&gt;</p><p>OLD text 旧的内容</p>",
        ["New text 新的内容。"],
    ),
    (
        "gw2",
        "<p>New text 新的内容。</p><br>&gt;&gt;&gt; On 5/6/2024 at 10:20 AM, in message &lt;x@y&gt;, Ann &lt;a@b.example&gt; wrote:<br><table><tr><td>OLD text 旧的内容</td></tr></table>",
        ["New text 新的内容。"],
    ),
    (
        "samsung",
        '<div>New text 新的内容。</div><div style="font-size:100%;"><!-- originalMessage --><div>-------- Original message --------</div><div>From: a </div><div>Date: 5/6/24  10:20  (GMT+08:00) </div></div>OLD text 旧的内容',
        ["New text 新的内容。"],
    ),
    (
        "bb",
        '<div>New text 新的内容。</div><table id="_pHCWrapper"><tr><td><div style="border-top:solid #b5c4df 1pt"><div><b>From: </b>a</div><div><b>Sent: </b>Monday</div><div><b>To: </b>w</div><div><b>Subject: </b>x</div></div></td></tr></table><div id="_originalContent">OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
    (
        "bb2",
        '<div id="BB10_response_div_wrapper">New text 新的内容。</div><table id="_bb10TempHeader"></table><div id="_persistentHeader"><div><b>From: </b>a</div></div><div>OLD text 旧的内容</div>',
        ["New text 新的内容。"],
    ),
]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("program", "page", "wanted"), PAGES, ids=[program for program, _, _ in PAGES])
def test_marked_history_is_left_out_of_a_page(program: str, page: str, wanted: list[str]) -> None:
    raw = f"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n{page}"

    assert squeezed(parse_mail(raw.encode()).reply_text) in [squeezed(one) for one in wanted], program


@pytest.mark.parametrize(("program", "page", "wanted"), PAGES, ids=[program for program, _, _ in PAGES])
def test_a_page_tells_what_its_plain_text_hides(program: str, page: str, wanted: list[str]) -> None:
    raw = (
        "From: a@b.example\nContent-Type: multipart/alternative; boundary=q\n\n"
        f"--q\nContent-Type: text/plain; charset=utf-8\n\n{html_to_text(page)}\n"
        f"--q\nContent-Type: text/html; charset=utf-8\n\n{page}\n--q--\n"
    )

    assert squeezed(parse_mail(raw.encode()).reply_text) in [squeezed(one) for one in wanted], program


def test_a_page_that_only_forwards_keeps_what_it_forwards() -> None:
    page = (
        '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Ann &lt;a@b.example&gt;<br>'
        "Date: Mon, 6 May 2024<br>Subject: x<br>To: Bob</div><br>the passed-on text</div>"
    )
    raw = f"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n{page}"

    assert parse_mail(raw.encode()).reply_text == "the passed-on text"
