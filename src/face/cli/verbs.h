/* The verbs, one function each; verb_table.c lists them. */
#ifndef FACE_CLI_VERBS_H
#define FACE_CLI_VERBS_H

#include "face/cli/cli.h"

#define VERB(name) enum rc verb_##name(struct cli *c, const struct options *o, struct err *e)

/* today.c */
VERB(today);
VERB(review);
VERB(crisis);
/* words.c */
VERB(log);
VERB(undo);
VERB(redo);
/* record.c */
VERB(list);
VERB(show);
VERB(edit);
VERB(delete);
VERB(history);
VERB(erase);
/* own.c */
VERB(product);
VERB(medicine);
VERB(condition);
VERB(lab);
VERB(profile);
VERB(scale);
/* files.c */
VERB(import);
VERB(export);
/* keep.c */
VERB(init);
VERB(demo);
VERB(backup);
VERB(restore);
VERB(doctor);
/* help.c */
VERB(help);

#undef VERB

#endif
