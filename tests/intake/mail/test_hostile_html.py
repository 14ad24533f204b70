"""No HTML whatever acts, loads or reaches out once it is made safe to show."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.mail.sanitising import sanitise_html

ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|style|form|svg|math|meta|link|base|input|button|video|audio|template|frame)\b|"
    r"(?:java|vb|live)script\s*:|<[a-z][^>]*\s(?:on[a-z]+|style|srcset|background|action|formaction|data|poster)\s*=|"
    r"<img[^>]*\ssrc=\"(?!cid:)|<a[^>]*\shref=\"(?!https?:|mailto:|tel:|ftp:|cid:)",
    re.IGNORECASE,
)
VECTORS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.example/a.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/src=//x.example>", "<script\x00>alert(1)</script>", "<<script>alert(1)//<</script>", "<script>alert(1)",
    "<img src=x onerror=alert(1)>", "<img/src='x'/onerror=alert(1)>", "<img src=`x` onerror=alert(1)>", "<img src=x:x onerror\n=alert(1)>",
    '<img """><script>alert(1)</script>">', "<img src=javascript:alert(1)>", "<img dynsrc=javascript:x lowsrc=javascript:y>",
    "<a href=javascript:alert(1)>x</a>", "<a href='java\tscript:alert(1)'>x</a>", "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#106;&#97;vascript:alert(1)'>x</a>", "<a href='\x01javascript:alert(1)'>x</a>", "<a href=' javascript:alert(1)'>x</a>",
    "<a href=JaVaScRiPt:alert(1)>x</a>", "<a href=vbscript:x>x</a>", "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
    "<a href=//x.example>x</a>", "<a href=/admin/people>x</a>", "<a href=?delete=1>x</a>", "<a href=\\\\x.example\\share>x</a>",
    "<a href=file:///etc/passwd>x</a>", "<a href=blob:x>x</a>", "<a href=x onclick=alert(1)>x</a>", "<a style=x:expression(alert(1))>x</a>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:x><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1)>", "<svg><use href='data:image/svg+xml,x'/></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href=javascript:x>x</math>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>x</script>'></iframe>",
    "<object data=javascript:x></object>", "<embed src=x.swf>", "<applet code=x></applet>", "<frameset onload=x><frame src=x></frameset>",
    "<form action=//x.example><input name=password><button>x</button></form>", "<button formaction=javascript:x>x</button>",
    "<input autofocus onfocus=alert(1)>", "<textarea autofocus onfocus=alert(1)></textarea>", "<select onchange=x><option>x</select>",
    "<details open ontoggle=alert(1)>x</details>", "<marquee onstart=alert(1)>x</marquee>", "<video poster=javascript:x><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>", "<body onload=alert(1)>", "<body background=javascript:x>", "<table background=//x.example/a.gif><td background=x>",
    "<meta http-equiv=refresh content='0;url=//x.example'>", "<base href=//x.example/>", "<link rel=stylesheet href=//x.example/a.css>",
    "<link rel=prefetch href=//x.example>", "<style>@import '//x.example/a.css';</style>", "<style>body{background:url(//x.example/a)}</style>",
    "<div style='background:url(//x.example/a.gif)'>x</div>", "<div style='width:expression(alert(1))'>x</div>", "<div style='-moz-binding:url(x)'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>", "<p style=\"behavior:url(x.htc)\">x</p>",
    "<xml id=x><a><b>&lt;script&gt;</b></a></xml>", "<xss style='x'>x</xss>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>x</script></template>", "<title><img src=x onerror=alert(1)></title>", "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<!--><script>alert(1)</script>-->", "<! foo='><script>alert(1)</script>'>",
    "<?xml version='1.0'?><script>alert(1)</script>", "<![CDATA[<script>alert(1)</script>]]>", "</p><script>alert(1)</script>", "<p/onclick=alert(1)>x",
    "<img src=http://spy.example/a.gif>", "<img src=//spy.example/a.gif>", "<img src='ht\ntp://spy.example/a.gif'>", "<img src='h\x18ttp://spy.example/a'>",
    "<img src=' http://spy.example/a'>", "<img src=HTTPS://SPY.EXAMPLE/a>", "<img src=/account/close>", "<img src=a.gif>", "<img src=ftp://spy.example/a>",
    "<img srcset='//spy.example/a 2x' src=cid:x>", "<img alt='<img src=http://spy.example/a>' src=http://spy.example/b>",
    "<img title='a\" src=\"http://spy.example/a' src='http://spy.example/b'>", "<picture><source srcset=//spy.example/a><img src=cid:x></picture>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<input type=image src=//spy.example/a>", "<bgsound src=//spy.example/a>",
    "<image src=x onerror=alert(1)>", "<a href=https://x.example ping=//spy.example>x</a>", "<a target=_top href=https://x.example>x</a>",
    "<div id=login class=modal name=csrf>x</div>", "<p>1 < 2 onclick=x > 0</p>", "<a href='https://x.example/?a=javascript:alert(1)'>x</a>",
    "%3Cscript%3Ealert(1)%3C/script%3E", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "\ufeff<script>alert(1)</script>", "<ſcript>alert(1)</ſcript>",
]  # fmt: skip


@pytest.mark.parametrize("html", VECTORS)
@pytest.mark.parametrize(
    "frame", ["{}", "<table><tr><td>{}</td></tr></table>", "<p title='{}", "<b><i>{}<p></b>"]
)
def test_hostile_html_is_made_harmless(html: str, frame: str) -> None:
    safe = sanitise_html(frame.format(html))

    assert not ACTIVE.search(safe), safe


@pytest.mark.parametrize("html", VECTORS)
def test_what_is_safe_stays_as_it_is_when_cleaned_again(html: str) -> None:
    """A second cleaner, such as a browser's own, must not make anything new of it."""
    safe = sanitise_html(html)

    assert not ACTIVE.search(sanitise_html(safe)), safe


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*VECTORS, "<", ">", "'", '"', "&lt;", "</table>", "<!--", "-->", "<p>", "\x00", "<a href="]
        ),
        max_size=6,
    )
)
def test_no_mixture_of_hostile_pieces_acts(pieces: list[str]) -> None:
    assert not ACTIVE.search(sanitise_html("".join(pieces)))


def test_what_people_write_with_is_kept() -> None:
    html = (
        '<h1>t</h1><p dir="rtl">a <b>b</b> <i>c</i> <a href="https://x.example/">d</a></p><ul><li>e</li></ul>'
        '<table><tr><td colspan="2">f</td></tr></table><img src="cid:p@x" alt="g" width="10"><blockquote type="cite">h</blockquote>'
    )

    safe = sanitise_html(html)

    for kept in (
        "<h1>",
        'dir="rtl"',
        "<b>",
        "<i>",
        'href="https://x.example/"',
        "<li>",
        'colspan="2"',
        'src="cid:p@x"',
        'alt="g"',
        "<blockquote",
    ):
        assert kept in safe


def test_a_held_back_picture_keeps_its_address_for_the_readers_wish() -> None:
    assert 'data-remote-src="https://x.example/a.png"' in sanitise_html(
        '<img alt="x" src="https://x.example/a.png">'
    )
