/* init, demo, backup, restore, doctor: the journal as a file. */
#include "face/cli/verbs.h"

#include "app/demo.h"
#include "app/doctor.h"
#include "face/cli/print.h"
#include "face/cli/world.h"
#include "store/native/file.h"

#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BACKUPS_KEPT = 7, PATH_BYTES = 4400 };

static enum rc done_json(struct cli *c, const char *kind, const char *path, struct err *e)
{
  struct json j;
  enum rc rc = json_begin(c, &j, kind, e);

  if (rc != RC_OK)
    return rc;
  json_key(&j, "items");
  json_array(&j);
  json_object(&j);
  json_key_text(&j, "file", path);
  json_object_end(&j);
  json_array_end(&j);
  json_end(c, &j);
  return RC_OK;
}

enum rc verb_init(struct cli *c, const struct options *o, struct err *e)
{
  (void)o;
  if (file_exists(c->journal)) {
    err_set(e, RC_CANNOT_CREATE, "There is a file at that place already; it was left as it is.");
    err_where(e, "%s", c->journal);
    err_fix(e, "Name another with --journal FILE, or go on with this one: `assay`.");
    return RC_CANNOT_CREATE;
  }
  enum rc rc = file_open(c->journal, FILE_MAKE, &c->env, &c->app.st, &c->made, e);

  if (rc != RC_OK)
    return rc;
  if (c->json)
    return done_json(c, "init", c->journal, e);
  buf_printf(&c->out,
             "Your journal: %s\nIt stays on this machine; nobody else sees it unless you send it.\n"
             "Write the first entry with: assay log \"pain 6\"\n"
             "So that help is at hand: assay profile country XX (two letters) shows your country's crisis numbers.\n",
             c->journal);
  return RC_OK;
}

/* Beside the default journal, never at its place. */
static void demo_path(struct cli *c)
{
  char copy[sizeof c->journal];

  if (c->journal_named)
    return;
  memcpy(copy, c->journal, sizeof copy);
  snprintf(c->journal, sizeof c->journal, "%.*s/demo.assay", (int)(sizeof c->journal - 16), dirname(copy));
}

enum rc verb_demo(struct cli *c, const struct options *o, struct err *e)
{
  char part[PATH_BYTES];
  int64_t entries;
  enum rc rc;

  (void)o;
  demo_path(c);
  if (file_exists(c->journal)) {
    err_set(e, RC_CANNOT_CREATE, "There is a file at that place already; it was left as it is.");
    err_where(e, "%s", c->journal);
    err_fix(e, "Look at it with `assay --journal %.300s`, or name another place.", c->journal);
    return RC_CANNOT_CREATE;
  }
  /* Filled aside, so that a demo is there whole or not at all. */
  snprintf(part, sizeof part, "%s.filling-%ld", c->journal, (long)getpid());
  rc = file_open(part, FILE_MAKE, &c->env, &c->app.st, &c->made, e);
  if (rc == RC_OK)
    rc = app_demo(&c->app, &entries, e);
  store_close(c->app.st);
  c->app.st = NULL;
  if (rc == RC_OK)
    rc = file_place_new(part, c->journal, e);
  unlink(part);
  if (rc != RC_OK)
    return rc;
  c->invented = true;
  if (c->json)
    return done_json(c, "demo", c->journal, e);
  buf_printf(&c->out,
             "An invented year of %lld entries, for looking around: %s\nNobody lived it; everything it shows says so.\n"
             "See it with: assay --journal %s review\n",
             (long long)entries, c->journal, c->journal);
  return RC_OK;
}

size_t cli_beside(struct cli *c, const char *pattern, glob_t *g)
{
  char escaped[2 * sizeof c->journal + 256];
  size_t n = 0;

  for (const char *p = c->journal; *p != '\0' && n + 2 < 2 * sizeof c->journal; p++) {
    if (strchr("*?[]\\", *p) != NULL)
      escaped[n++] = '\\';
    escaped[n++] = *p;
  }
  snprintf(escaped + n, sizeof escaped - n, "%s", pattern);
  memset(g, 0, sizeof *g);
  return glob(escaped, 0, NULL, g) == 0 ? g->gl_pathc : 0;
}

/* --- backup ------------------------------------------------------------------------------------------------------- */

/* journal.assay.backup-20260504-083015-00; the last two digits tell backups of one second apart. */
static void backup_name(struct cli *c, char *out, size_t n)
{
  struct env machine = c->env;
  struct instant now;
  struct civil v;

  machine.now_s = world_now_s(); /* names and rotation go by the machine's clock, never by --now */
  now = env_now(&machine);
  instant_civil(&now, &v);
  for (int i = 0; i < 100; i++) {
    snprintf(out, n, "%s.backup-%04d%02d%02d-%02d%02d%02d-%02d", c->journal, v.year, v.month, v.day, v.hour, v.minute,
             v.second, i);
    if (!file_exists(out))
      return;
  }
}

#define D2 "[0-9][0-9]"
#define D4 D2 D2

/* The seven newest stay; names sort by time. Only files of our own naming are touched. */
static size_t drop_old_backups(struct cli *c, const char *made)
{
  size_t dropped = 0;
  glob_t g;
  size_t n = cli_beside(c, ".backup-" D4 D4 "-" D4 D2 "-" D2, &g);

  for (size_t i = 0; i + BACKUPS_KEPT < n; i++)
    if (strcmp(g.gl_pathv[i], made) != 0)
      dropped += unlink(g.gl_pathv[i]) == 0;
  globfree(&g);
  return dropped;
}

enum rc verb_backup(struct cli *c, const struct options *o, struct err *e)
{
  char path[PATH_BYTES];
  size_t dropped = 0;
  enum rc rc;

  if (o->word_n > 1)
    return err_set(e, RC_USAGE, "One backup at a time: assay backup [FILE]");
  if (o->word_n == 1)
    snprintf(path, sizeof path, "%.*s", SPAN_FMT(o->word[0]));
  else
    backup_name(c, path, sizeof path);
  rc = file_backup(c->app.st, path, false, e);
  if (rc != RC_OK)
    return rc;
  if (o->word_n == 0)
    dropped = drop_old_backups(c, path);
  if (c->json)
    return done_json(c, "backup", path, e);
  rc = print_findings(c, e);
  buf_printf(&c->out, "Backup made and read back: %s\n", path);
  if (dropped > 0)
    buf_printf(&c->out, "The %d newest backups stay; %zu older removed.\n", BACKUPS_KEPT, dropped);
  buf_printf(&c->out, "To put it back: assay restore %s\n", path);
  return rc;
}

static enum rc restore_over(struct cli *c, const char *from, const struct options *o, struct err *e)
{
  char before[PATH_BYTES];
  enum rc rc;

  if (!options_has(o, "yes") && !cli_asks(c, "Replace what is in your journal by this backup?")) {
    err_set(e, RC_CANNOT_CREATE, "There is a journal already; nothing was changed.");
    err_where(e, "%s", c->journal);
    err_fix(e, "Say --yes to replace what is in it (a backup of it is made first), or name another --journal.");
    return RC_CANNOT_CREATE;
  }
  rc = file_open(c->journal, FILE_MUST_EXIST, &c->env, &c->app.st, NULL, e);
  if (rc != RC_OK)
    return rc;
  backup_name(c, before, sizeof before);
  rc = file_backup(c->app.st, before, false, e);
  if (rc != RC_OK)
    return rc;
  drop_old_backups(c, before);
  if (!c->json)
    buf_printf(&c->out, "What was there before is kept: %s\n", before);
  return file_restore_over(from, c->app.st, e);
}

enum rc verb_restore(struct cli *c, const struct options *o, struct err *e)
{
  char from[PATH_BYTES];
  enum rc rc;

  if (o->word_n != 1) {
    err_set(e, RC_USAGE, "Say which backup: assay restore FILE");
    err_fix(e, "Backups lie beside the journal: %.400s.backup-*", c->journal);
    return RC_USAGE;
  }
  snprintf(from, sizeof from, "%.*s", SPAN_FMT(o->word[0]));
  rc = file_check(from, e);
  if (rc == RC_NO_INPUT) {
    err_set(e, RC_NO_INPUT, "There is no such file.");
    err_where(e, "%s", from);
    err_fix(e, "Backups lie beside the journal: %.400s.backup-*", c->journal);
  }
  if (rc != RC_OK)
    return rc;
  rc = file_exists(c->journal) ? restore_over(c, from, o, e) : file_restore_new(from, c->journal, e);
  if (rc != RC_OK)
    return rc;
  if (c->json)
    return done_json(c, "restore", c->journal, e);
  buf_printf(&c->out, "Restored: %s\n", c->journal);
  return RC_OK;
}

/* --- doctor ------------------------------------------------------------------------------------------------------- */

static void look_at_file(struct cli *c, struct doctor *d)
{
  static const char *const leftover[] = {".new-*", "*.part-*", ".filling-*"};
  struct stat s;
  glob_t g;

  if (stat(c->journal, &s) == 0) {
    d->file_bytes = (int64_t)s.st_size;
    if ((s.st_mode & 077) != 0)
      doctor_find(d, "permissions", "Others on this machine can read the journal.", "chmod 600 the file.");
  }
  for (size_t i = 0; i < sizeof leftover / sizeof leftover[0]; i++) {
    if (cli_beside(c, leftover[i], &g) > 0)
      doctor_find(d, "leftover", arena_copy(&c->arena, span_of(g.gl_pathv[0])).p,
                  "A command that was stopped left it beside the journal. It is not needed; it may be removed.");
    globfree(&g);
  }
  d->backups = (int64_t)cli_beside(c, ".backup-*", &g);
  globfree(&g);
}

static enum rc doctor_json(struct cli *c, const struct doctor *d, struct err *e)
{
  struct json j;
  enum rc rc = json_begin(c, &j, "doctor", e);

  if (rc != RC_OK)
    return rc;
  json_key(&j, "items");
  json_array(&j);
  for (size_t i = 0; i < d->n; i++) {
    json_object(&j);
    json_key_text(&j, "id", d->found[i].id);
    json_key_text(&j, "what", d->found[i].what);
    json_key_text(&j, "do", d->found[i].fix);
    json_object_end(&j);
  }
  json_array_end(&j);
  json_key_text(&j, "file", c->journal);
  json_key_int(&j, "bytes", d->file_bytes);
  json_key_int(&j, "entries", d->entries);
  json_key_int(&j, "deleted", d->deleted);
  json_key_int(&j, "undone", d->undone);
  json_key_int(&j, "actions", d->actions);
  json_key_int(&j, "past", d->past);
  json_key_int(&j, "products", d->products);
  json_key_int(&j, "future", d->future);
  json_key_int(&j, "backups", d->backups);
  json_end(c, &j);
  return RC_OK;
}

enum rc verb_doctor(struct cli *c, const struct options *o, struct err *e)
{
  struct doctor d = {0};
  enum rc rc = app_doctor(&c->app, &d, e);

  (void)o;
  if (rc != RC_OK)
    return rc;
  look_at_file(c, &d);
  if (c->json) {
    rc = doctor_json(c, &d, e);
    return rc == RC_OK && d.n > 0 ? RC_FOUND : rc;
  }
  rc = print_findings(c, e);
  buf_printf(&c->out, "Journal    %s\n           %.1f MB, version %d, %lld backups beside it\n", c->journal,
             (double)d.file_bytes / 1e6, store_version(c->app.st), (long long)d.backups);
  buf_printf(&c->out,
             "Entries    %lld in the record, %lld deleted, %lld taken back\nHistory    %lld actions, %lld earlier "
             "versions\nProducts   %lld\n",
             (long long)d.entries, (long long)d.deleted, (long long)d.undone, (long long)d.actions, (long long)d.past,
             (long long)d.products);
  if (d.future > 0)
    buf_printf(&c->out, "Future     %lld entries lie after now; they are used nowhere\n", (long long)d.future);
  for (size_t i = 0; i < d.n; i++)
    buf_printf(&c->out, "Found      %s\n           %s\n", d.found[i].what, d.found[i].fix);
  if (d.n == 0)
    buf_puts(&c->out, "All is well: the file is whole, every check passed.\n");
  if (d.backups == 0)
    buf_puts(&c->out, "There is no backup beside it yet: assay backup\n");
  return rc == RC_OK && d.n > 0 ? RC_FOUND : rc;
}
