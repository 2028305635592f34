/* The outside world as main hands it in: clock, zone, chance, the place of the journal, the terminal. */
#ifndef FACE_CLI_WORLD_H
#define FACE_CLI_WORLD_H

#include "base/env.h"
#include "out/doc.h"

int64_t world_now_s(void);
bool world_random(void *ctx, void *p, size_t n);
/* --zone, else TZ, else the system's. An unknown name is RC_USAGE. Free with zone_free. */
enum rc world_zone(const char *named, struct zone **out, struct err *e);
/* ASSAY_JOURNAL, else the XDG data folder. RC_USAGE when there is no home. */
enum rc world_journal(char *out, size_t n, bool *named, struct err *e);
struct doc_terminal world_terminal(int fd);

#endif
