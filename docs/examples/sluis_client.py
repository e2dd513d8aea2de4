"""Posts meetings to a Sluis gateway. Needs Python 3.9 and nothing else; copy it and change it.

    SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=... \\
        python3 docs/examples/sluis_client.py "Invitee One" invitee@example.net +31612345678

It repeats what docs/api.md says should be repeated: see docs/clients.md.
"""
import email.utils, http.client, ipaddress, json, os, random, re, ssl, sys, time, uuid
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

MAX_BYTES = 4 * 1024 * 1024
PASSING = {408, 429, 500, 502, 503, 504}


class Problem(Exception):
    """The gateway, or a proxy before it, answered that it did not do what it was asked (RFC 9457).

    may_be_done: False if certainly nothing was done. Else the same may be sent again, as after NoAnswer."""

    def __init__(self, status, members, may_be_done):
        self.status, self.members, self.detail = status, members, members.get("detail")
        self.type = str(members.get("type", "about:blank"))
        self.errors = members.get("errors", [])
        self.may_pass = status in PASSING or self.type == "urn:sluis:problem:idempotency-key-in-use"
        self.may_be_done = may_be_done or status >= 500
        super().__init__(f"{status} {self.type}: {self.detail or members.get('title', '')} {self.errors or ''}".rstrip())


class NoAnswer(Exception):
    """No answer that can be read, for as long as the patience. What was asked may have been done: post again with the same key."""


class Gateway:
    def __init__(self, url, client_key, timeout=30, patience=60):
        """timeout: seconds that one attempt may be silent. patience: seconds for all attempts and the pauses between."""
        parts = urlsplit(url)
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.username or not (
                parts.scheme == "https" or parts.scheme == "http" and is_loopback(parts.hostname)):
            raise ValueError("the URL is https (or http to loopback), host and port, and nothing behind them")
        if not re.fullmatch(r"[A-Za-z0-9._~+/-]+=*", client_key):
            raise ValueError("this is no client key")
        self._parts, self._key, self._timeout, self._patience = parts, client_key, timeout, patience

    def post(self, body, key=None, lenient=False):
        """Invites. To go on after a crash, draw the key yourself and keep it with the body before you post."""
        key = str(uuid.uuid4()) if key is None else key
        if not re.fullmatch(r"[ !#-\[\]-~]{1,255}", key):
            raise ValueError("an idempotency key has 1 to 255 printable ASCII characters, and no double quote or backslash")
        headers = {"Idempotency-Key": f'"{key}"', **({"Prefer": "handling=lenient"} if lenient else {})}
        return self._call("POST", "/v1/invitations", body, headers)

    def find(self, invitation):
        return self._call("GET", path_of(invitation))

    def trust(self, invitation):
        return self._call("GET", path_of(invitation) + "/trust")

    def list(self, **parameters):
        """All pages, one after the other. A page may be empty and yet have a next one."""
        page = {"next": None}
        while "next" in page:
            after = {"after": page["next"]} if page["next"] else {}
            page = self._call("GET", "/v1/invitations?" + urlencode({**parameters, **after}))
            yield from page["invitations"]

    def revoke(self, invitation, forget=False):
        self._call("DELETE", path_of(invitation) + ("?forget=true" if forget else ""))

    def cancel_meeting(self, body):
        return self._call("POST", "/v1/meetings/cancel", body)

    def close_meeting(self, uid):
        return self._call("POST", "/v1/meetings/close", {"uid": uid})

    def events(self, after=None, limit=100, wait=0):
        """Reads on in the feed. after: the next of your last answer, which you keep; None to begin with the oldest event."""
        return self._call("GET", "/v1/events?" + urlencode({"limit": limit, "wait": wait, **({"after": after} if after else {})}))

    def _call(self, method, path, body=None, headers=None):
        sent = None if body is None else json.dumps(body).encode()  # once: every attempt has the same bytes
        headers = {"Authorization": "Bearer " + self._key, "Accept": "application/json, application/problem+json", **(headers or {}),
                   **({} if body is None else {"Content-Type": "application/json"})}
        end, pause, may_be_done = time.monotonic() + self._patience, 0.5, False
        while True:
            wait = 0
            try:
                status, answered, content = self._attempt(method, path, sent, headers, end)
                if status < 300:
                    return content
                failure = Problem(status, content, may_be_done)
                if not failure.may_pass:
                    raise failure
                may_be_done = failure.may_be_done
                wait = retry_after(answered)
            except ssl.SSLCertVerificationError as refused:  # no time heals it
                raise NoAnswer(str(refused)) from refused
            except (OSError, http.client.HTTPException) as broken:
                failure, may_be_done = NoAnswer(repr(broken)), True
            wait += random.uniform(pause / 2, pause)
            if time.monotonic() + wait >= end:
                raise failure
            time.sleep(wait)
            pause = min(2 * pause, 8)

    def _attempt(self, method, path, body, headers, end):
        """http.client follows no redirect, so the key goes nowhere else."""
        of_scheme = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        connection = of_scheme(self._parts.hostname, self._parts.port, timeout=max(0.001, min(self._timeout, end - time.monotonic())))
        try:
            try:
                connection.request(method, path, body, headers)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before all was sent: the answer says why, if it came
            answer, content = connection.getresponse(), b""
            if answer.length is None and not answer.chunked:  # http.client takes headers that broke off for all of them
                raise http.client.HTTPException("the answer does not say how long it is")
            while part := answer.read1(65_536):
                content += part
                if time.monotonic() > end:
                    raise TimeoutError("the answer came too slowly")
                if len(content) > MAX_BYTES:
                    raise NoAnswer(f"the answer has more than {MAX_BYTES} bytes")
            if answer.length:
                raise http.client.IncompleteRead(b"", answer.length)
        finally:
            connection.close()
        readable = answer.status < 300 or answer.headers.get_content_type() == "application/problem+json"
        try:
            parsed = json.loads(content) if readable else None
        except (ValueError, RecursionError):
            parsed = None
        if answer.status < 300 and answer.status != 204 and not isinstance(parsed, dict):
            raise NoAnswer(f"no answer of a gateway: {answer.status}")
        return answer.status, answer.headers, parsed if isinstance(parsed, dict) else {}


def path_of(invitation):
    if not re.fullmatch(r"[A-Za-z0-9_-]+", invitation):
        raise ValueError("this is no id of an invitation")  # an empty id, or a path, would be another call
    return "/v1/invitations/" + invitation


def is_loopback(host):
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def retry_after(headers):
    """Seconds, or a date, which is compared with the answer's own: our clock may be wrong."""
    wish = headers.get("Retry-After", "")
    if re.fullmatch(r"[0-9]+", wish):
        return int(wish[:9])
    try:
        at, now = (email.utils.parsedate_to_datetime(date).timestamp() for date in (wish, headers.get("Date", email.utils.formatdate())))
        return max(0.0, at - now)
    except (TypeError, ValueError):
        return 0


if __name__ == "__main__":
    gateway = Gateway(os.environ["SLUIS_URL"], os.environ["SLUIS_CLIENT_KEY"])
    name, address, phone = sys.argv[1:4]
    start = datetime.now(ZoneInfo("Europe/Amsterdam")).replace(hour=10, minute=15, second=0, microsecond=0) + timedelta(days=7)
    meeting = {"title": "Selectiegesprek", "start": start.isoformat(), "end": (start + timedelta(hours=1)).isoformat(),
               "timeZone": "Europe/Amsterdam", "organizer": {"name": "Selection desk", "email": "selection@example.org"},
               "joinUrl": "https://zoom.us/j/98765432101", "webClientUrl": "https://app.zoom.us/wc/join/98765432101",
               "meetingId": "987 6543 2101", "passcode": "482913"}
    invitees = [{"ref": "candidate-17", "name": name, "email": address, "phone": phone, "locale": "nl"}]
    try:
        posted = gateway.post({"meeting": meeting, "invitees": invitees})
        for one in posted.get("warnings", []):
            print(f"warning {one['rule']}: {one['detail']}", file=sys.stderr)
        found = gateway.find(posted["invitations"][0]["id"])
        print(posted["meeting"], found["id"], found["reference"], found["state"])
    except (Problem, NoAnswer) as failure:
        sys.exit(str(failure))
