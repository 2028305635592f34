#include "journal/entry_json.h"

#include <math.h>

void entry_json(struct json *j, const struct entry *en)
{
  char value[ENTRY_VALUE_MAX];
  char at[INSTANT_TEXT_MAX];

  json_key_uid(j, "id", &en->uid);
  json_key_int(j, "n", en->id);
  json_key_instant(j, "at", &en->at);
  json_key_text(j, "kind", kind_name(en->kind));
  json_key_string(j, "what", en->what);
  if (en->kind == KIND_MEDICINE || en->bound != 0)
    json_key_string(j, "value", (struct span){value, entry_value_text(en, value)});
  else
    json_key_number(j, "value", en->value);
  json_key_string(j, "unit", en->unit);
  json_key_string(j, "note", en->note);
  if (en->kind == KIND_LAB) {
    json_key_number(j, "range_lo", en->range_lo);
    json_key_number(j, "range_hi", en->range_hi);
  }
  json_key_string(j, "entered_at", (struct span){at, instant_text_full(&en->entered, at)});
  json_key_string(j, "source", en->source);
  json_key_bool(j, "imported", en->imported);
}
