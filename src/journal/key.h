/* Import keys: how a second import of the same file is recognised. CONTRACT section 4.
 *
 * 20 bytes: the place (source, date and time as written to the minute, offset only if written, kind, what) and the
 * content (value, unit, note as first read). The place begins with the minute, so that keys of a file in order of time
 * are stored in order. Identical rows share a key; how many there are is counted, not stored. */
#ifndef JOURNAL_KEY_H
#define JOURNAL_KEY_H

#include "journal/entry.h"

enum { KEY_BYTES = 20, KEY_PLACE_BYTES = 12 };

struct import_key {
  unsigned char b[KEY_BYTES];
};

/* The time as the file wrote it. */
struct key_time {
  int64_t local_minute; /* wall clock, minutes since 1970 */
  bool has_offset;
  int32_t offset_s;
  enum precision precision; /* second counts as minute */
};

/* value_text: the value field as first read. */
struct import_key key_make(struct span source, const struct key_time *t, enum kind kind, struct span what,
                           struct span value_text, struct span unit, struct span note);
/* The key of an entry as a row of assay CSV would have it (typed entries, our own export). */
struct import_key key_of_entry(const struct entry *en);

#endif
