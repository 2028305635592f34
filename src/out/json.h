/* Writing JSON: valid by construction, numbers as number_text writes them, strings escaped, not finite = null. */
#ifndef OUT_JSON_H
#define OUT_JSON_H

#include "base/buf.h"
#include "base/span.h"
#include "base/uid.h"
#include "base/when.h"

enum { JSON_DEPTH_MAX = 32 };

struct json {
  struct buf *b;
  int depth;
  bool first[JSON_DEPTH_MAX];
  bool after_key;
};

void json_init(struct json *j, struct buf *b);
void json_object(struct json *j);
void json_object_end(struct json *j);
void json_array(struct json *j);
void json_array_end(struct json *j);
void json_key(struct json *j, const char *key);
void json_string(struct json *j, struct span s); /* invalid UTF-8 becomes U+FFFD */
void json_text(struct json *j, const char *s);   /* NULL: null */
void json_number(struct json *j, double v);
void json_int(struct json *j, int64_t v);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);
void json_raw(struct json *j, struct span valid_json);

/* key and value at once */
void json_key_string(struct json *j, const char *key, struct span s);
void json_key_text(struct json *j, const char *key, const char *s);
void json_key_number(struct json *j, const char *key, double v);
void json_key_int(struct json *j, const char *key, int64_t v);
void json_key_bool(struct json *j, const char *key, bool v);
void json_key_null(struct json *j, const char *key);
void json_key_instant(struct json *j, const char *key, const struct instant *i); /* precision visible */
void json_key_date(struct json *j, const char *key, int64_t day);
void json_key_uid(struct json *j, const char *key, const struct uid *u);

#endif
