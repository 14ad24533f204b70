"""A real Dovecot and a real Postfix of our own: temp folders, free ports, no touch of the machine's mail."""

from __future__ import annotations

import contextlib
import imaplib
import os
import pwd
import re
import shutil
import smtplib
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.servers import free_port, wait_for_port

SBIN = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
NOBODY = "nobody"
PASSWORD = "secret"
_DOVECOT = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:~/box
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={nobody} gid={group} home={home}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""
_MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
meta_directory = /etc/postfix
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mx.relay.test
mydestination =
local_recipient_maps =
alias_maps =
mynetworks = 127.0.0.0/8
recipient_delimiter = +
smtp_host_lookup = native
smtp_dns_support_level = disabled
message_size_limit = 60000000
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
vocpipe_destination_recipient_limit = 1
smtputf8_enable = yes
"""
_SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def lacking() -> str:
    """What keeps these servers from running here, in words; empty when nothing does."""
    if os.geteuid() != 0:
        return "Postfix and Dovecot change users, so they start as root only"
    if shutil.which("dovecot", path=SBIN) is None or not Path("/usr/lib/dovecot/lmtp").exists():
        return "no Dovecot with IMAP and LMTP here"
    if shutil.which("postfix", path=SBIN) is None:
        return "no Postfix here"
    version = subprocess.run([_program("dovecot"), "--version"], capture_output=True, text=True, check=True)
    return (
        "" if version.stdout.startswith("2.3.") else f"Dovecot {version.stdout.strip()} reads other settings"
    )


@dataclass(frozen=True)
class Dovecot:
    """Mailboxes of whoever signs in, all with the same password."""

    imap_port: int
    lmtp_port: int

    @contextlib.contextmanager
    def client(self, user: str) -> Iterator[imaplib.IMAP4]:
        """Somebody's mail program, signed in."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port) as client:
            client.login(user, PASSWORD)
            yield client

    def put(self, user: str, *mails: bytes) -> None:
        """Lay mails into an inbox, as a delivery does."""
        with self.client(user) as client:
            for mail in mails:
                assert client.append("INBOX", "", imaplib.Time2Internaldate(0), mail)[0] == "OK"

    def inbox(self, user: str) -> list[bytes]:
        """Every mail there, oldest first."""
        with self.client(user) as client:
            client.select("INBOX", readonly=True)
            found = client.search(None, "ALL")[1][0].split()
            return [client.fetch(one, "(BODY.PEEK[])")[1][0][1] for one in found]  # type: ignore[index,misc]

    def flags(self, user: str) -> str:
        """The flags of all mails there, as the server writes them."""
        with self.client(user) as client:
            client.select("INBOX", readonly=True)
            return str(client.fetch("1:*", "(FLAGS)")[1])


@contextlib.contextmanager
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot with a mailbox for whoever signs in or is written to; IMAP with IDLE, and LMTP."""
    with _home("vocdovecot") as home:
        nobody, imap, lmtp = pwd.getpwnam(NOBODY), free_port(), free_port()
        (home / "mail").mkdir()
        os.chown(home / "mail", nobody.pw_uid, nobody.pw_gid)
        text = _DOVECOT.format(
            home=home, imap=imap, lmtp=lmtp, password=PASSWORD, nobody=nobody.pw_uid, group=nobody.pw_gid
        )
        (home / "dovecot.conf").write_text(text)
        with _running([_program("dovecot"), "-F", "-c", home / "dovecot.conf"], imap):
            wait_for_port(lmtp)
            yield Dovecot(imap, lmtp)


@dataclass(frozen=True)
class Postfix:
    """A relay that knows a way for some domains and bounces the rest."""

    port: int
    home: Path

    def send(self, mail: bytes, to: list[str], sender: str = "wang@customer.example") -> None:
        """Hand it a mail as a mail program does. Raises smtplib.SMTPException."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as client:
            client.sendmail(sender, to, mail)

    @property
    def log(self) -> str:
        """What it wrote down so far."""
        return (self.home / "postfix.log").read_text(errors="replace")

    def statuses(self) -> list[str]:
        """How each attempt to deliver ended: sent, deferred, bounced."""
        return re.findall(r"\bstatus=(\w+)", self.log)


@contextlib.contextmanager
def postfix(
    routes: Mapping[str, str], known: tuple[str, ...] = (), pipe: Path | None = None
) -> Iterator[Postfix]:
    """A Postfix that sends each domain of ``routes`` by the transport named there.

    Args:
        routes: domain → transport, like ``lmtp:inet:127.0.0.1:24`` or ``vocpipe:``.
        pipe: the program of the transport ``vocpipe``; it gets ``--recipient`` and ``--sender``.
    """
    with _home("vocpostfix") as home:
        port, conf = free_port(), home / "conf"
        for folder in (conf, home / "queue", home / "data"):
            folder.mkdir()
        shutil.chown(home / "data", "postfix")
        (conf / "routes").write_text("".join(f"{domain} {way}\n" for domain, way in routes.items()))
        main = _MAIN.format(home=home) + f"transport_maps = texthash:{conf}/routes\n"
        main += f"relay_domains = {' '.join(routes)}\n"
        services = _SERVICES.format(port=port)
        if pipe is not None:
            services += (
                f"vocpipe unix - n n - - pipe flags=q user={NOBODY} "
                f"argv={pipe} --recipient ${{recipient}} --sender ${{sender}}\n"
            )
        (conf / "main.cf").write_text(main)
        (conf / "master.cf").write_text(services)
        with _running([_program("postfix"), "-c", conf, "start-fg"], port):
            try:
                yield Postfix(port, home)
            finally:
                subprocess.run([_program("postfix"), "-c", conf, "abort"], capture_output=True, check=False)


def _program(name: str) -> str:
    return str(shutil.which(name, path=SBIN))


@contextlib.contextmanager
def _home(prefix: str) -> Iterator[Path]:
    """A folder that the servers' own users may enter, unlike pytest's."""
    home = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _running(command: list[object], port: int) -> Iterator[None]:
    words = [str(one) for one in command]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/")
    try:
        end = time.monotonic() + 30
        while server.poll() is None and time.monotonic() < end:
            with contextlib.suppress(TimeoutError):
                wait_for_port(port, 0.5)
                break
        else:
            server.kill()
            raise RuntimeError(f"{words[0]} does not answer: {server.communicate()[0].decode()}")
        yield
    finally:
        server.terminate()
        server.wait(20)
        if server.stdout is not None:
            server.stdout.close()


@contextlib.contextmanager
def pipe_to(run: Callable[[list[str], bytes], int]) -> Iterator[Path]:
    """A program for Postfix's pipe that hands arguments and mail to ``run``, and exits with what that returns.

    Postfix runs pipes as a user without rights, who may not even read this checkout; the words, the mail
    and the exit code are those of the real program, only the change of user is bridged.
    """
    with _home("vocpipe") as home:
        home.chmod(0o1777)
        program = home / "deliver"
        program.write_text(_PIPE.format(home=home))
        program.chmod(0o755)
        stopping = threading.Event()
        watching = threading.Thread(target=_serve_pipe, args=(home, run, stopping))
        watching.start()
        try:
            yield program
        finally:
            stopping.set()
            watching.join(60)


_PIPE = """#!/bin/sh
job=$(mktemp {home}/job.XXXXXX)
cat > "$job.mail"
printf '%s\\n' "$@" > "$job.words"
chmod 644 "$job.mail" "$job.words"
mv "$job" "$job.ready"
while [ ! -e "$job.done" ]; do sleep 0.05; done
exit "$(cat "$job.done")"
"""


def _serve_pipe(home: Path, run: Callable[[list[str], bytes], int], stopping: threading.Event) -> None:
    while not stopping.wait(0.05):
        for ready in home.glob("*.ready"):
            job = ready.with_suffix("")
            words = Path(f"{job}.words").read_text().splitlines()
            code = run(words, Path(f"{job}.mail").read_bytes())
            ready.unlink()
            Path(f"{job}.code").write_text(str(code))
            Path(f"{job}.code").rename(f"{job}.done")
