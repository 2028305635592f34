"""Writing checked tables as C. See facts.py."""
import math

from facts_fields import words


def c_text(text):
    out = []
    for byte in text.encode("utf-8"):
        if byte in (0x22, 0x5C):
            out.append("\\" + chr(byte))
        elif 0x20 <= byte < 0x7F and byte != 0x3F:
            out.append(chr(byte))
        else:
            out.append("\\%03o" % byte)  # also the question mark: no trigraphs
    return '"%s"' % "".join(out)


def c_number(value):
    if value is None:
        return "0"
    if math.isinf(value):
        return "HUGE_VAL" if value > 0 else "-HUGE_VAL"
    return repr(float(value))


def c_list(texts):
    """A list as a braced initialiser; Pools gives equal ones one name."""
    return "{ %s }" % ", ".join([c_text(t) for t in texts] + ["NULL"])


class Pools:
    """Lists and names that stand once, however many rows have them. Each pointer in the program costs time when it
    starts, so equal lists are shared and the sorted names are offsets into one text."""

    def __init__(self):
        self.lists = {}
        self.text = bytearray()
        self.places = {}

    def list_name(self, initialiser):
        return self.lists.setdefault(initialiser, "list_%d" % len(self.lists))

    def place(self, name):
        """(offset, length) of a name in the text."""
        raw = name.encode("utf-8")
        if raw not in self.places:
            self.places[raw] = len(self.text)
            self.text += raw
        return self.places[raw], len(raw)

    def write_lists(self, out):
        for initialiser, name in self.lists.items():
            out.write("static const char *const %s[] = %s;\n" % (name, initialiser))
        out.write("\n")

    def write_text(self, out):
        """As numbers: a literal of this length is more than C promises to take."""
        out.write("const char fact_name_text[] = {\n")
        for at in range(0, len(self.text), 24):
            out.write("  %s,\n" % ", ".join(str(b - 256 if b > 127 else b) for b in self.text[at:at + 24]))
        out.write("};\n\n")


class Table:
    """What one C table holds. entries: [(key, {member: C expression}, [names])]; the order is the order in C."""

    def __init__(self, c_name, entries, by_name=False, by_words=False):
        self.c_name = c_name
        self.entries = entries
        self.by_name = by_name
        self.by_words = by_words

    def by_key(self):
        self.entries.sort(key=lambda e: e[0].encode("utf-8"))
        return self

    def index(self):
        """(name, row) in the order of the names' bytes; of equal names the first is the one that wins."""
        pairs = []
        for i, (_, members, names) in enumerate(self.entries):
            late = members.get("_late", 0)
            pairs += [(words(n) if self.by_words else n, late, i) for n in names]
        pairs.sort(key=lambda p: (p[0].encode("utf-8"), p[1], p[2]))
        return [(name, row) for name, _, row in pairs]

    LISTS = ("names", "classes", "unless")

    def write(self, out, pools):
        out.write("const struct %s %s[] = {\n" % (self.c_name, self.c_name))
        for _, members, _ in self.entries:
            fields = [".%s = %s" % (m, pools.list_name(value) if m in self.LISTS else value)
                      for m, value in members.items() if not m.startswith("_")]
            out.write("  { %s },\n" % ", ".join(fields))
        out.write("};\nconst size_t %s_n = %d;\n\n" % (self.c_name, len(self.entries)))
        if self.by_name or self.by_words:
            pairs = self.index()
            out.write("const struct fact_name %s_name[] = {\n" % self.c_name)
            for name, row in pairs:
                out.write("  { %d, %d, %d }, /* %s */\n" % (*pools.place(name), row, name.replace("*/", "")))
            out.write("};\nconst size_t %s_name_n = %d;\n\n" % (self.c_name, len(pairs)))
