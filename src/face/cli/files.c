/* import and export. */
#include "face/cli/verbs.h"

#include "app/export.h"
#include "app/import.h"
#include "face/cli/print.h"
#include "journal/entry_json.h"
#include "store/native/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4200, WARNINGS_SHOWN = 20 };

/* --- the file coming in ------------------------------------------------------------------------------------------- */

struct input {
  int fd;
  int64_t bytes; /* size, 0 when not known */
  bool progress; /* shown on a terminal */
  int64_t shown; /* last percentage */
};

static ptrdiff_t input_read(void *ctx, char *p, size_t n)
{
  struct input *in = ctx;
  ssize_t got;

  do
    got = read(in->fd, p, n);
  while (got < 0 && errno == EINTR);
  return (ptrdiff_t)got;
}

static bool input_rewind(void *ctx)
{
  struct input *in = ctx;

  return lseek(in->fd, 0, SEEK_SET) == 0;
}

static void input_progress(void *ctx, uint64_t bytes)
{
  struct input *in = ctx;
  int64_t share = in->bytes > 0 ? (int64_t)bytes * 100 / in->bytes : -1;

  if (!in->progress || share == in->shown || in->bytes < 1000000)
    return;
  in->shown = share;
  fprintf(stderr, "\r%lld %% read", (long long)share);
  if (share >= 100)
    fputc('\n', stderr);
}

static bool write_all(int fd, struct span bytes)
{
  while (bytes.n > 0) {
    ssize_t n = write(fd, bytes.p, bytes.n);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    bytes = span_from(bytes, (size_t)n);
  }
  return true;
}

/* A pipe is kept in a file without a name, so that it can be read again. -1 when it cannot be kept whole. */
static int kept(int from)
{
  char block[1 << 16];
  FILE *f = tmpfile();
  int fd = f == NULL ? -1 : dup(fileno(f));
  ssize_t n = 0;

  if (f != NULL)
    fclose(f);
  while (fd >= 0 && (n = read(from, block, sizeof block)) != 0) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 || !write_all(fd, (struct span){block, (size_t)n}))
      break;
  }
  if (fd >= 0 && (n != 0 || lseek(fd, 0, SEEK_SET) != 0)) {
    close(fd);
    return -1;
  }
  return fd;
}

/* The file, or a kept copy of what can be read only once. */
static int open_to_read(const char *path)
{
  int from = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  int fd = from;

  if (from >= 0 && lseek(from, 0, SEEK_CUR) < 0 && errno == ESPIPE) {
    fd = kept(from);
    if (from != STDIN_FILENO)
      close(from);
    if (fd < 0)
      errno = ENOSPC;
  }
  return fd;
}

static enum rc input_open(const char *path, struct input *in, struct err *e)
{
  struct stat s;

  in->fd = open_to_read(path);
  if (in->fd < 0 && errno == ENOSPC) {
    err_set(e, RC_IO, "There is no room to keep what comes through the pipe; nothing was imported.");
    err_fix(e, "Free some space in the folder for temporary files, or save it to a file first.");
    return RC_IO;
  }
  if (in->fd < 0) {
    err_set(e, RC_NO_INPUT, errno == ENOENT ? "There is no such file." : "The file cannot be read (%s).",
            strerror(errno));
    err_where(e, "%s", path);
    err_fix(e, "Check the name; `ls` shows what is in the folder.");
    return RC_NO_INPUT;
  }
  if (fstat(in->fd, &s) == 0 && S_ISDIR(s.st_mode)) {
    err_set(e, RC_NO_INPUT, "This is a folder, not a file.");
    err_where(e, "%s", path);
    return RC_NO_INPUT;
  }
  in->bytes = fstat(in->fd, &s) == 0 ? (int64_t)s.st_size : 0;
  in->progress = isatty(STDERR_FILENO) != 0;
  in->shown = -1;
  return RC_OK;
}

/* --- what came of it ---------------------------------------------------------------------------------------------- */

static void import_json(struct json *j, const struct import_result *r)
{
  json_key_text(j, "format", r->format);
  json_key_int(j, "read", (int64_t)r->read);
  json_key_int(j, "added", (int64_t)r->added);
  json_key_int(j, "skipped", (int64_t)r->skipped);
  json_key_int(j, "changed", (int64_t)r->changed);
  json_key_int(j, "warnings_total", (int64_t)r->warnings);
  json_key(j, "warnings");
  json_array(j);
  for (size_t i = 0; i < r->warning_n; i++) {
    json_object(j);
    json_key_int(j, "line", (int64_t)r->warning[i].line);
    json_key_string(j, "message", r->warning[i].message);
    json_object_end(j);
  }
  json_array_end(j);
}

static void rows_json(struct json *j, const char *key, const struct import_row *row, size_t n)
{
  static const char *const fate[] = {"added", "skipped", "changed"};

  json_key(j, key);
  json_array(j);
  for (size_t i = 0; i < n; i++) {
    json_object(j);
    json_key_int(j, "line", (int64_t)row[i].line);
    json_key_text(j, "fate", fate[row[i].fate]);
    entry_json(j, &row[i].entry);
    json_object_end(j);
  }
  json_array_end(j);
}

static void made_text(struct cli *c, const struct import_result *r)
{
  for (size_t i = 0; i < r->made_scale_n; i++)
    buf_printf(&c->out, "New scale %.*s, %g to %g. Which way is better? assay scale \"%.*s\" %g %g up|down\n",
               SPAN_FMT(r->made_scale[i].name), r->made_scale[i].lo, r->made_scale[i].hi,
               SPAN_FMT(r->made_scale[i].name), r->made_scale[i].lo, r->made_scale[i].hi);
  for (size_t i = 0; i < r->made_product_n; i++)
    buf_printf(&c->out, "New product: %.*s (%s)\n", SPAN_FMT(r->made_product[i].name),
               product_class_name(r->made_product[i].class_));
}

static void import_text(struct cli *c, const struct import_result *r, bool dry_run)
{
  for (size_t i = 0; i < r->warning_n && i < WARNINGS_SHOWN; i++) {
    if (r->warning[i].line > 0)
      buf_printf(&c->notes, "line %llu: ", (unsigned long long)r->warning[i].line);
    print_clean(r->warning[i].message, &c->notes);
    buf_putc(&c->notes, '\n');
  }
  if (r->warnings > WARNINGS_SHOWN)
    buf_printf(&c->notes, "... and %llu more warnings; --json lists them.\n",
               (unsigned long long)(r->warnings - WARNINGS_SHOWN));
  if (dry_run) {
    buf_puts(&c->out, "This is how it would be understood; nothing was stored:\n");
    for (size_t i = 0; i < r->row_n; i++)
      print_entry(c, &r->row[i].entry);
  }
  buf_printf(&c->out, "%s: %llu read, %llu %s, %llu skipped, %llu changed\n", r->shown, (unsigned long long)r->read,
             (unsigned long long)r->added, dry_run ? "would be added" : "added", (unsigned long long)r->skipped,
             (unsigned long long)r->changed);
  if (r->changed > 0 && !r->updated)
    buf_puts(&c->out, "Changed since the last import: --update takes the new values.\n");
  made_text(c, r);
  if (r->restored)
    buf_puts(&c->out, "The record is as it was, history included.\n");
  if (!dry_run && r->action != 0)
    buf_puts(&c->out, "Not right? assay undo\n");
}

static struct span several(struct cli *c, const struct options *o, const char *name)
{
  struct buf b = {0};
  struct span s;

  for (size_t i = 0; i < o->option_n; i++) {
    if (strcmp(o->option[i].name, name) != 0)
      continue;
    if (b.n > 0)
      buf_putc(&b, ',');
    buf_put(&b, o->option[i].value);
  }
  s = arena_copy(&c->arena, buf_span(&b));
  buf_done(&b);
  return s;
}

static enum rc import_file(struct cli *c, const struct options *o, const char *path, struct import_result *r,
                           struct err *e)
{
  struct input in = {.fd = -1};
  enum rc rc = input_open(path, &in, e);
  struct import_request q = {
    .file_name = path,
    .read = input_read,
    .rewind = input_rewind,
    .ctx = &in,
    .format = options_value(o, "format"),
    .map = several(c, o, "map"),
    .has_map = options_has(o, "map"),
    .start = options_value(o, "start"),
    .dates = options_value(o, "dates"),
    .scale = several(c, o, "scale"),
    .dry_run = options_has(o, "dry-run"),
    .again = options_has(o, "again"),
    .update = options_has(o, "update"),
    .progress = input_progress,
    .progress_ctx = &in,
  };

  if (rc == RC_OK)
    rc = app_import(&c->app, &q, r, e);
  if (in.fd > STDIN_FILENO)
    close(in.fd);
  return rc;
}

/* A preview makes no journal. */
static enum rc import_journal(struct cli *c, bool dry_run, struct err *e)
{
  if (dry_run && !file_exists(c->journal))
    return RC_OK;
  enum rc rc = file_open(c->journal, FILE_MAKE, &c->env, &c->app.st, &c->made, e);

  if (rc == RC_OK)
    c->invented = store_invented(c->app.st);
  return rc;
}

enum rc verb_import(struct cli *c, const struct options *o, struct err *e)
{
  bool dry_run = options_has(o, "dry-run");
  struct import_result r;
  char path[PATH_BYTES];
  struct json j;
  enum rc rc;

  if (o->word_n != 1) {
    err_set(e, RC_USAGE, o->word_n == 0 ? "Say which file." : "One file at a time.");
    err_fix(e, "assay import diary.csv   (--dry-run shows what would happen)");
    return RC_USAGE;
  }
  snprintf(path, sizeof path, "%.*s", SPAN_FMT(o->word[0]));
  if (strcmp(path, "-") != 0 && !file_exists(path)) {
    struct input in;

    return input_open(path, &in, e);
  }
  rc = import_journal(c, dry_run, e);
  if (rc == RC_OK)
    rc = import_file(c, o, path, &r, e);
  if (rc != RC_OK)
    return rc;
  if (c->json) {
    rc = json_begin(c, &j, "import", e);
    if (rc != RC_OK)
      return rc;
    import_json(&j, &r);
    json_key_bool(&j, "dry_run", dry_run);
    if (dry_run)
      rows_json(&j, "items", r.row, r.row_n);
    rows_json(&j, "changes", r.change, r.change_n);
    json_end(c, &j);
    return RC_OK;
  }
  if (c->made)
    buf_printf(&c->notes, "New journal: %s\n", c->journal);
  rc = print_findings(c, e);
  import_text(c, &r, dry_run);
  return rc;
}

/* --- export ------------------------------------------------------------------------------------------------------- */

struct output {
  struct file_out *file; /* NULL: standard output */
};

static enum rc output_write(void *ctx, struct span bytes, struct err *e)
{
  struct output *o = ctx;

  if (o->file != NULL)
    return file_out_write(o->file, bytes, e);
  while (bytes.n > 0) {
    ssize_t n = write(STDOUT_FILENO, bytes.p, bytes.n);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return err_set(e, errno == EPIPE ? RC_OK : RC_IO, "The output could not be written (%s).", strerror(errno));
    bytes = span_from(bytes, (size_t)n);
  }
  return RC_OK;
}

enum rc verb_export(struct cli *c, const struct options *o, struct err *e)
{
  struct export_request q = {
    .format = options_value(o, "format"),
    .for_spreadsheet = options_has(o, "for-spreadsheet"),
  };
  struct span to = options_has(o, "o") ? options_value(o, "o") : options_value(o, "output");
  struct file_out file;
  struct output out = {NULL};
  char path[PATH_BYTES];
  enum rc rc;

  if (o->word_n > 0) {
    err_set(e, RC_USAGE, "`export` takes no words; a file is named with -o.");
    err_fix(e, "assay export --format csv -o diary.csv");
    return RC_USAGE;
  }
  c->terminal.colour = false; /* what is said beside the data may land in the same window */
  rc = print_findings_to(c, &c->notes, e);
  if (rc != RC_OK)
    return rc;
  if (to.n == 0)
    return app_export(&c->app, &q, output_write, &out, e);
  snprintf(path, sizeof path, "%.*s", SPAN_FMT(to));
  rc = file_out_begin(&file, path, e);
  if (rc != RC_OK)
    return rc;
  out.file = &file;
  rc = file_out_end(&file, app_export(&c->app, &q, output_write, &out, e), e);
  if (rc == RC_OK && !c->json)
    buf_printf(&c->notes, "Written: %s\n", path);
  return rc;
}
