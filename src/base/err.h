/* Failures: a code, one sentence for a person, where it happened, how to fix it.
 *
 * An answer ("not enough days yet") is never a failure; a bug is an assert.
 * The error struct is the caller's and stays untouched on success. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum rc {
  RC_OK,
  RC_FOUND,         /* a check found something */
  RC_USAGE,         /* unknown verb, option or argument */
  RC_DATA,          /* the words or the file are wrong */
  RC_NO_INPUT,      /* a named file or the journal is missing */
  RC_BUG,           /* ours */
  RC_CANNOT_CREATE, /* a file that cannot be made, or that is already there */
  RC_IO,            /* disk full, read error */
  RC_BUSY,          /* another process holds the journal */
  RC_PASSPHRASE,    /* wrong passphrase */
  RC_INTERRUPTED,   /* by a signal */
  RC_NO_MEMORY,
  RC_COUNT
};

struct err {
  enum rc rc;
  char message[640]; /* one sentence: what */
  char where[320];   /* file:line:column or the words with a caret; may be empty */
  char fix[480];     /* what the person can do; may be empty */
};

/* Exit status (CONTRACT section 5), HTTP status, stable name ("bad_data"). */
int rc_exit(enum rc rc);
int rc_http(enum rc rc);
const char *rc_name(enum rc rc);

/* Fill e (which may be NULL) and return rc, so that `return err_set(e, RC_DATA, ...)` reads well.
 * err_set clears where and fix; longer text is cut at a whole UTF-8 character. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void err_where(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void err_fix(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
