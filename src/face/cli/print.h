/* What several verbs print: failures, red flags, entries, the frame of every JSON answer. */
#ifndef FACE_CLI_PRINT_H
#define FACE_CLI_PRINT_H

#include "face/cli/cli.h"
#include "dose/convert.h"

/* Text of a person or a file for a terminal: control and direction characters become blanks. */
void print_clean(struct span text, struct buf *out);
void print_version(struct cli *c);
/* To the notes (standard error): sentence or JSON, with the red flags that were typed. */
void print_error(struct cli *c, const struct err *e);
enum rc unknown_verb(struct span name, struct err *e);

/* Red flags that stand, first on every output. In JSON they are the member "findings". */
enum rc print_findings(struct cli *c, struct err *e);
enum rc print_findings_to(struct cli *c, struct buf *to, struct err *e); /* where standard output is a file of data */
/* Cards for flags found in words just typed. */
void print_hits(struct cli *c, struct buf *to, const struct flag_hit *hit, size_t n);
void print_crisis(struct cli *c, struct buf *to);
/* "withdrawn" after undo, edit, delete. */
void print_withdrawn(struct cli *c, int64_t n);

/* {"schema":...,"kind":kind,"versions":{...},"findings":[...]  -- left open */
enum rc json_begin(struct cli *c, struct json *j, const char *kind, struct err *e);
void json_end(struct cli *c, struct json *j);
void json_quantity(struct json *j, const char *key, const struct quantity *q);
void json_alkaloids(struct json *j, const struct alkaloids *a);

enum { WHEN_TEXT_MAX = 64 };
/* "2026-05-04 08:15", "2026-05-04 morning", "2026-05-04"; the offset is added when it is not the zone's of that day or
 * the wall time was lived twice. */
void when_text(const struct cli *c, const struct instant *i, bool with_offset, char out[WHEN_TEXT_MAX]);
/* "2.5 g red bali", "pain 6", "nausea, mild", "started duloxetine 30 mg" */
void entry_words(const struct entry *en, struct buf *out);
/* One line: number, when, words, note. */
void print_entry(struct cli *c, const struct entry *en);
void print_alkaloids(struct cli *c, const struct alkaloids *a);

#endif
