"""What a job of your CI does with a test gateway: starts one, posts, reads link and code, opens, and looks at state and events.

Needs a JDK 17, Python 3.9 and sluis_client.py beside it. The number is the first of two free ports:

    python3 docs/examples/ci_job.py target/sluis.jar test.yml 8080
"""
import base64, hashlib, hmac, json, os, secrets, socket, subprocess, sys, tempfile, time, urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path
from sluis_client import Gateway


def main(jar, config, port=8080):
    for number in int(port), int(port) + 1:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                sys.exit(f"port {number} is taken: name the first of two free ones")
    with tempfile.TemporaryDirectory() as folder, open(Path(folder, "gateway.log"), "w") as log:
        url, admin = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{int(port) + 1}"
        # The gateway refuses variables of this name that it does not know.
        env = {name: value for name, value in os.environ.items() if not name.startswith("SLUIS_")}
        java = subprocess.Popen(
            ["java", f"-Ddw.publicUrl={url}", f"-Ddw.server.applicationConnectors[0].port={port}",
             f"-Ddw.server.adminConnectors[0].port={int(port) + 1}", "-jar", Path(jar).resolve(), "server", Path(config).resolve()],
            cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            run(url, admin, Path(folder), java)
        finally:
            java.terminate()
            java.wait(30)


def run(url, admin, folder, java):
    # 1. The gateway is up, and a client key is made.
    eventually("the gateway", lambda: healthy(admin, folder, java))
    operator_key = Path(folder, "sluis-test/operator-key").read_text().strip()
    made = ask(admin + "/tasks/create-client?name=ci", b"", {"Authorization": "Bearer " + operator_key}).decode()
    client_key = next(line[len("client-key: "):] for line in made.splitlines() if line.startswith("client-key: "))

    # 2. Your scheduler posts. Here you call your own program, with url and client_key.
    gateway = Gateway(url, client_key)
    day = (datetime.now(timezone.utc) + timedelta(days=7)).date()
    posted = gateway.post({
        "meeting": {"title": "Selectiegesprek", "start": f"{day}T10:00:00Z", "end": f"{day}T11:00:00Z",
                    "timeZone": "Europe/Amsterdam", "organizer": {"name": "Selection desk", "email": "selection@example.org"},
                    "location": "Kamer 4"},
        "invitees": [{"name": "Invitee One", "email": "invitee@example.net", "phone": "+31612345678", "locale": "nl"}]})
    equal("the gateway", posted.get("test"), True)
    invitation = posted["invitations"][0]["id"]

    # 3. The invitee gets the mail, and its link proves itself by what is derived from it.
    messages = pages(url, client_key, "/v1/test/messages?limit=100", "messages")
    link = eventually("the mail", lambda: of(next(messages), invitation, "kind", "mail"))["link"]
    access = encode(access_of(decode(link.split("#")[1])))

    # 4. The invitee types the last four digits of the number, gets the code, and types that.
    sent = page_asks(url, "code", {"access": access, "digits": "5678"})
    equal("the delivery", sent["delivery"], "sent")
    code = eventually("the text message", lambda: of(next(messages), invitation, "kind", "sms"))["code"]
    ticket = encode(secrets.token_bytes(32))
    released = page_asks(url, "release", {"access": access, "code": code, "ticket": ticket})
    equal("what was released", released["id"], invitation)

    # 5. Your scheduler sees that it was opened, in the feed and by its state.
    events = pages(url, client_key, "/v1/events?limit=500&wait=20", "events")
    eventually("invitation.opened", lambda: of(told(next(events), invitation), invitation, "type", "invitation.opened"))
    equal("the state", gateway.find(invitation)["state"], "opened")
    print("opened", invitation)


def access_of(secret):
    """HKDF of RFC 5869 with SHA-256, an empty salt and one block."""
    key = hmac.new(bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(key, b"sluis/1 access\x01", hashlib.sha256).digest()


def pages(url, client_key, path, of_what):
    """One page after the other, for ever; an empty one if nothing is new."""
    after = ""
    while True:
        page = json.loads(ask(url + path + after, None, {"Authorization": "Bearer " + client_key}))
        after = "&after=" + page["next"]
        yield page[of_what]


def of(page, invitation, field, value):
    return next((one for one in page if one["invitation"] == invitation and one[field] == value), None)


def told(page, invitation):
    for event in page:
        if event["invitation"] == invitation:
            print(event["type"])
    return page


def healthy(admin, folder, java):
    if java.poll() is not None:
        sys.exit("the gateway does not start: " + Path(folder, "gateway.log").read_text()[-2000:])
    try:
        return ask(admin + "/healthcheck")
    except OSError:
        return None


def eventually(what, look):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    sys.exit(what + " did not come")


def page_asks(url, what, body):
    return json.loads(ask(url + "/link/" + what, json.dumps(body).encode(), {"Sec-Fetch-Site": "same-origin"}))


def ask(address, body=None, headers=None):
    request = urllib.request.Request(address, body, {"Content-Type": "application/json", **(headers or {})})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def equal(what, found, expected):
    if found != expected:
        sys.exit(f"{what} is {found}, not {expected}")


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


if __name__ == "__main__":
    main(*sys.argv[1:])
