"""What json.c writes, read by two strict readers of other people: Python's json and jansson.

json_oracle.py JSON_TEST JSON_STRICT: the first prints lines (kind, bytes that went in, JSON), the second reads
values."""
import json
import struct
import subprocess
import sys


def no_constant(name):
    raise ValueError("not JSON: " + name)


def check(number, line):
    kind, hexadecimal, text = line.split(b"\t", 2)
    went_in = bytes.fromhex(hexadecimal.decode("ascii"))
    value = json.loads(text.decode("utf-8"), parse_constant=no_constant)
    if kind == b"n":
        same = struct.pack("<d", value) == went_in
    else:
        try:
            same = value == went_in.decode("utf-8")
        except UnicodeDecodeError:
            same = "\ufffd" in value
    if not same:
        sys.exit(f"line {number}: {went_in!r} came back as {value!r}")
    return text


lines = subprocess.run([sys.argv[1], "--lines"], check=True, stdout=subprocess.PIPE).stdout.rstrip(b"\n").split(b"\n")
texts = [check(i + 1, line) for i, line in enumerate(lines)]
strict = subprocess.run([sys.argv[2]], input=b"\n".join(texts) + b"\n", stdout=subprocess.PIPE)
if strict.returncode != 0 or strict.stdout != b"%d values\n" % len(texts):
    sys.exit("jansson refused what Python read")
if len(texts) < 6000:
    sys.exit("too few lines to mean anything")
bad = subprocess.run([sys.argv[2]], input=b'"a\xff"\n', stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
if bad.returncode == 0:
    sys.exit("the strict reader is not strict")
print(f"{len(texts)} values came back the same")
