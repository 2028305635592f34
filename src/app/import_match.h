/* Which rows of a file the record already holds. CONTRACT section 4, import keys. Only app/import.c includes it.
 *
 * Records are those made before this import (up to last_id); each can answer for one row. In this order:
 *   1. exact    the same key, as many times as there are records of it
 *   2. present  rows of an assay CSV: the same content as an entry has now
 *   3. changed  a left-over row and a left-over record of the same place (source, time, kind, what) and running number
 * so a file is read once for each step that has rows to look at; a row is known by its number in the file. */
#ifndef APP_IMPORT_MATCH_H
#define APP_IMPORT_MATCH_H

#include "exchange/row.h"
#include "journal/journal.h"

struct match_record { /* of one place, sorted by content, live ones first, then by id */
  int64_t id;
  unsigned char content[KEY_BYTES - KEY_PLACE_BYTES];
  bool deleted;
};

struct match_left {
  uint64_t key;     /* hash of the key */
  uint32_t ordinal; /* number of the row in the file */
  uint32_t number;  /* running number among left-over rows of the same key; MATCH_SETTLED */
};
enum { MATCH_SETTLED = INT32_MAX };

struct import_match {
  struct store *st;
  int64_t last_id;      /* 0: nothing is there, nothing matches */
  unsigned char *taken; /* a bit for each record */
  struct import_key place;
  bool loaded;
  struct match_record *record; /* of place */
  size_t record_n, record_room;
  size_t next; /* behind the record matched last */
  struct match_left *left;
  size_t left_n, left_room, cursor;
  bool failed; /* memory */
};

/* What a row was matched with; id 0: nothing. */
struct matched {
  int64_t id;
  bool deleted;
  bool place; /* records of its place, or entries of its time, kind and name, are there: look again later */
};

enum rc match_init(struct import_match *m, struct store *st, struct err *e); /* st NULL: nothing is there */
void match_done(struct import_match *m);

/* Step 1. */
enum rc match_exact(struct import_match *m, const struct import_key *key, struct matched *out, struct err *e);
/* Step 2. en: the row as it would be stored. take: false only looks whether anything might match later. */
enum rc match_present(struct import_match *m, const struct exchange_row *row, const struct entry *en, bool take,
                      struct matched *out, struct err *e);
/* Does an entry say what the row says? */
bool match_same(const struct entry *have, const struct exchange_row *row, const struct entry *en);

/* A row to be looked at again. */
enum rc match_leave(struct import_match *m, const struct import_key *key, uint64_t ordinal, struct err *e);
/* Before each later step: numbers the left-over rows, drops the settled ones. False when there are none. */
bool match_again(struct import_match *m);
/* Is this row left over? Asked in the order of the file. Settle it when it needs no further step. */
struct match_left *match_left_of(struct import_match *m, uint64_t ordinal);

/* Step 3. */
enum rc match_changed(struct import_match *m, const struct import_key *key, uint32_t number, struct matched *out,
                      struct err *e);

#endif
