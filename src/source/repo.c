#include "source/repo.h"

#include "store/query.h"

#include <string.h>

#define PRODUCT_COLUMNS \
  "id, uid, name, class, ingredient, form, label_mitragynine_mg, label_mitragynine_per, label_hydroxy_mg," \
  " label_hydroxy_per, certificate_mitragynine_mg, certificate_mitragynine_per, certificate_hydroxy_mg," \
  " certificate_hydroxy_per, unit_mass_g"

static struct product_content read_content(struct query *q, int column, struct arena *a)
{
  return (struct product_content){query_get_real(q, column), arena_copy(a, query_get_text(q, column + 1))};
}

static void read_product(struct query *q, struct arena *a, struct product *p)
{
  struct span uid = query_get_blob(q, 1);

  *p = product_blank();
  p->id = query_get_int(q, 0);
  if (uid.n == UID_BYTES)
    memcpy(p->uid.b, uid.p, UID_BYTES);
  p->name = arena_copy(a, query_get_text(q, 2));
  product_class_parse(query_get_text(q, 3), &p->class_);
  p->ingredient = arena_copy(a, query_get_text(q, 4));
  p->form = arena_copy(a, query_get_text(q, 5));
  p->label_mitragynine = read_content(q, 6, a);
  p->label_hydroxy = read_content(q, 8, a);
  p->certificate_mitragynine = read_content(q, 10, a);
  p->certificate_hydroxy = read_content(q, 12, a);
  p->unit_mass_g = query_get_real(q, 14);
}

enum rc product_all(struct store *st, struct arena *a, struct product **out, size_t *n, struct err *e)
{
  struct query q = query_of(st, "SELECT count(*) FROM product WHERE state = 0");
  size_t room = query_row(&q) ? (size_t)query_get_int(&q, 0) : 0;
  enum rc rc = query_end(&q, e);
  struct product *p = NULL;
  size_t at = 0;

  if (rc == RC_OK && room > 0 && (p = arena_array(a, room, sizeof *p)) == NULL)
    rc = err_set(e, RC_NO_MEMORY, "There is not enough memory.");
  if (rc != RC_OK)
    return rc;
  q = query_of(st, "SELECT " PRODUCT_COLUMNS " FROM product WHERE state = 0 ORDER BY name COLLATE NOCASE");
  while (at < room && query_row(&q))
    read_product(&q, a, &p[at++]);
  rc = query_end(&q, e);
  *out = p;
  *n = at;
  return rc;
}

enum rc product_find(struct store *st, struct span name, struct arena *a, struct product *out, bool *found,
                     struct err *e)
{
  struct query q =
    query_of(st, "SELECT " PRODUCT_COLUMNS " FROM product WHERE state = 0 AND name = :name COLLATE NOCASE");

  *found = false;
  query_text(&q, ":name", name);
  if (query_row(&q)) {
    read_product(&q, a, out);
    *found = true;
  }
  return query_end(&q, e);
}

static void bind_product(struct query *q, const struct product *p)
{
  query_text(q, ":name", p->name);
  query_text(q, ":class", span_of(product_class_name(p->class_)));
  query_text(q, ":ingredient", p->ingredient);
  query_text(q, ":form", p->form);
  query_real(q, ":label_mitragynine_mg", p->label_mitragynine.mg);
  query_text(q, ":label_mitragynine_per", p->label_mitragynine.per);
  query_real(q, ":label_hydroxy_mg", p->label_hydroxy.mg);
  query_text(q, ":label_hydroxy_per", p->label_hydroxy.per);
  query_real(q, ":certificate_mitragynine_mg", p->certificate_mitragynine.mg);
  query_text(q, ":certificate_mitragynine_per", p->certificate_mitragynine.per);
  query_real(q, ":certificate_hydroxy_mg", p->certificate_hydroxy.mg);
  query_text(q, ":certificate_hydroxy_per", p->certificate_hydroxy.per);
  query_real(q, ":unit_mass_g", p->unit_mass_g);
}

enum rc product_add(struct store *st, struct action *act, struct product *p, struct err *e)
{
  struct query q = query_of(
    st, "INSERT INTO product (uid, action, name, class, ingredient, form, label_mitragynine_mg, label_mitragynine_per,"
        " label_hydroxy_mg, label_hydroxy_per, certificate_mitragynine_mg, certificate_mitragynine_per,"
        " certificate_hydroxy_mg, certificate_hydroxy_per, unit_mass_g) VALUES (:uid, :action, :name, :class,"
        " :ingredient, :form, :label_mitragynine_mg, :label_mitragynine_per, :label_hydroxy_mg, :label_hydroxy_per,"
        " :certificate_mitragynine_mg, :certificate_mitragynine_per, :certificate_hydroxy_mg,"
        " :certificate_hydroxy_per, :unit_mass_g) RETURNING id");

  p->uid = action_uid(act);
  query_blob(&q, ":uid", p->uid.b, sizeof p->uid.b);
  query_int(&q, ":action", act->id);
  bind_product(&q, p);
  if (query_row(&q))
    p->id = query_get_int(&q, 0);
  return query_run(&q, e);
}

enum rc product_change(struct store *st, const struct action *act, const struct product *p, struct err *e)
{
  enum rc rc = record_keep(st, act, RECORD_PRODUCT, p->id, e);
  struct query q;

  if (rc != RC_OK)
    return rc;
  q = query_of(
    st, "UPDATE product SET name = :name, class = :class, ingredient = :ingredient, form = :form,"
        " label_mitragynine_mg = :label_mitragynine_mg, label_mitragynine_per = :label_mitragynine_per,"
        " label_hydroxy_mg = :label_hydroxy_mg, label_hydroxy_per = :label_hydroxy_per,"
        " certificate_mitragynine_mg = :certificate_mitragynine_mg,"
        " certificate_mitragynine_per = :certificate_mitragynine_per,"
        " certificate_hydroxy_mg = :certificate_hydroxy_mg, certificate_hydroxy_per = :certificate_hydroxy_per,"
        " unit_mass_g = :unit_mass_g WHERE id = :id");
  bind_product(&q, p);
  query_int(&q, ":id", p->id);
  return query_run(&q, e);
}
