/* Time zones from TZif bytes (RFC 8536, versions 1 to 3, with the rule in the footer for far years).
 * Pure: the caller reads the file. No tzset, no environment. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/err.h"
#include "base/span.h"

#include <stdint.h>

struct zone;

/* name is kept for messages ("Europe/Berlin"). Free with zone_free (NULL accepted). Errors: RC_DATA, RC_NO_MEMORY. */
enum rc zone_parse(struct span tzif, const char *name, struct zone **out, struct err *e);
/* A zone of one offset, for "UTC" and for POSIX strings ("CET-1CEST,M3.5.0,M10.5.0/3" and "UTC0" are both read).
 * Summer time without its two days is refused (RC_DATA): they differ from country to country. */
enum rc zone_from_posix(struct span rule, struct zone **out, struct err *e);
void zone_free(struct zone *z);
const char *zone_name(const struct zone *z);

/* Local minus UTC at an instant. */
int32_t zone_offset_s(const struct zone *z, int64_t at_s);

enum zone_local {
  ZONE_ONE,  /* one instant: at_s[0] == at_s[1] */
  ZONE_GAP,  /* the wall time did not exist */
  ZONE_FOLD, /* the wall time was lived twice: at_s[0] earlier, at_s[1] later */
};
/* The instants of a wall time (seconds of the local calendar, as civil_to_local_s gives).
 * In a gap at_s[] are the instants of its two neighbours, the same wall time moved back and forth by the size of the
 * gap: 02:30 in Berlin's spring night gives those of 01:30 and of 03:30. */
enum zone_local zone_resolve(const struct zone *z, int64_t local_s, int64_t at_s[2]);

#endif
