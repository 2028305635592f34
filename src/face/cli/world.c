#include "face/cli/world.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { ZONE_FILE_MAX = 1 << 20, PATH_BYTES = 4096 };

int64_t world_now_s(void)
{
  struct timespec t;

  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec;
}

bool world_random(void *ctx, void *p, size_t n)
{
  unsigned char *at = p;

  (void)ctx;
  while (n > 0) {
    ssize_t got = getrandom(at, n, 0);

    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    at += got;
    n -= (size_t)got;
  }
  return true;
}

static bool read_small(const char *path, struct buf *out)
{
  char block[8192];
  ssize_t n = 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return false;
  while (out->n < ZONE_FILE_MAX && (n = read(fd, block, sizeof block)) > 0)
    buf_put(out, (struct span){block, (size_t)n});
  close(fd);
  return n == 0 && !out->failed;
}

/* Area/City and the like: nothing that leaves the folder of the zones. */
static bool good_name(const char *name)
{
  if (name[0] == '\0' || name[0] == '/' || strlen(name) > 100 || strstr(name, "..") != NULL)
    return false;
  for (const char *p = name; *p != '\0'; p++)
    if (!(*p >= 'a' && *p <= 'z') && !(*p >= 'A' && *p <= 'Z') && !(*p >= '0' && *p <= '9') &&
        strchr("/_+-", *p) == NULL)
      return false;
  return true;
}

static bool zone_file(const char *name, struct buf *out)
{
  char path[PATH_BYTES];
  const char *folder = getenv("TZDIR");

  if (!good_name(name))
    return false;
  snprintf(path, sizeof path, "%s/%s", folder != NULL && folder[0] != '\0' ? folder : "/usr/share/zoneinfo", name);
  return read_small(path, out);
}

static enum rc zone_named(const char *name, struct zone **out, struct err *e)
{
  struct buf bytes = {0};
  enum rc rc = RC_DATA;

  if (name[0] == ':')
    name++;
  if (name[0] == '/' ? read_small(name, &bytes) : zone_file(name, &bytes))
    rc = zone_parse(buf_span(&bytes), name, out, NULL);
  if (rc != RC_OK)
    rc = zone_from_posix(span_of(name), out, NULL);
  buf_done(&bytes);
  if (rc == RC_OK)
    return RC_OK;
  err_set(e, RC_USAGE, "There is no time zone named `%s`.", name);
  err_fix(e, "Zones are named as in Europe/Berlin or America/New_York; UTC works too. Package tzdata brings them.");
  return RC_USAGE;
}

static enum rc zone_of_system(struct zone **out, struct err *e)
{
  char target[PATH_BYTES] = "";
  struct buf bytes = {0};
  const char *name = "local";
  enum rc rc = RC_DATA;
  ssize_t n = readlink("/etc/localtime", target, sizeof target - 1);

  if (n > 0) {
    const char *at = strstr(target, "zoneinfo/");

    if (at != NULL)
      name = at + strlen("zoneinfo/");
  }
  if (read_small("/etc/localtime", &bytes))
    rc = zone_parse(buf_span(&bytes), name, out, NULL);
  buf_done(&bytes);
  return rc == RC_OK ? RC_OK : zone_from_posix(SPAN("UTC0"), out, e);
}

enum rc world_zone(const char *named, struct zone **out, struct err *e)
{
  const char *tz = getenv("TZ");

  if (named != NULL)
    return zone_named(named, out, e);
  if (tz != NULL)
    return zone_named(tz[0] == '\0' ? "UTC0" : tz, out, e);
  return zone_of_system(out, e);
}

enum rc world_journal(char *out, size_t n, bool *named, struct err *e)
{
  const char *path = getenv("ASSAY_JOURNAL"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
  int used;

  *named = path != NULL && path[0] != '\0';
  if (*named)
    used = snprintf(out, n, "%s", path);
  else if (data != NULL && data[0] == '/')
    used = snprintf(out, n, "%s/assay/journal.assay", data);
  else if (home != NULL && home[0] != '\0')
    used = snprintf(out, n, "%s/.local/share/assay/journal.assay", home);
  else
    return err_set(e, RC_USAGE, "There is no home folder to keep the journal in; name a file with --journal FILE.");
  if (used < 0 || (size_t)used >= n)
    return err_set(e, RC_USAGE, "The path of the journal is too long.");
  return RC_OK;
}

struct doc_terminal world_terminal(int fd)
{
  struct doc_terminal t = {.columns = 80};
  struct winsize w;
  const char *lang = getenv("LC_ALL"), *term = getenv("TERM"), *no = getenv("NO_COLOR");

  if (lang == NULL || lang[0] == '\0')
    lang = getenv("LC_CTYPE");
  if (lang == NULL || lang[0] == '\0')
    lang = getenv("LANG");
  t.unicode = lang != NULL && (strstr(lang, "UTF-8") != NULL || strstr(lang, "utf8") != NULL || strstr(lang, "UTF8"));
  if (!isatty(fd))
    return t;
  if (ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col > 0)
    t.columns = w.ws_col < 40 ? 40 : w.ws_col > 100 ? 100 : w.ws_col;
  t.colour = (no == NULL || no[0] == '\0') && term != NULL && strcmp(term, "dumb") != 0;
  return t;
}
