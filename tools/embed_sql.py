#!/usr/bin/env python3
"""Writes the numbered schema files as one C table: embed_sql.py OUT.c sql/0001-*.sql sql/0002-*.sql ..."""
import os
import re
import sys


def main() -> int:
    out, files = sys.argv[1], sorted(sys.argv[2:])
    arrays, rows = [], []
    for number, path in enumerate(files, 1):
        name = os.path.basename(path)
        if not re.fullmatch(rf"{number:04d}-[a-z0-9-]+\.sql", name):
            print(f"{path}: expected a name that begins with {number:04d}-", file=sys.stderr)
            return 1
        with open(path, "rb") as f:
            data = f.read() + b"\0"
        # As numbers: ISO C promises string literals of 4095 bytes only.
        body = "\n".join("  " + " ".join(f"{byte}," for byte in data[i : i + 24]) for i in range(0, len(data), 24))
        arrays.append(f"static const char step_{number}[] = {{\n{body}\n}};\n")
        rows.append(f'  {{"{name}", step_{number}}},\n')
    with open(out, "w", encoding="utf-8") as f:
        f.write('#include "store/schema.h"\n\n')
        f.writelines(arrays)
        f.write("\nconst struct schema_step schema_step[] = {\n")
        f.writelines(rows)
        f.write("};\nconst size_t schema_step_n = sizeof schema_step / sizeof schema_step[0];\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
