/* Runs files, and all files of folders, through one fuzz target, without a fuzzer. Prints a TAP subtest (indented) for
 * who runs it; a crash ends the program, and the test with it. */
#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int number;

/* Exactly as long as the file, so that a sanitizer sees a step beyond it. NULL when it cannot be read. */
static uint8_t *read_file(const char *path, size_t *size)
{
  FILE *f = fopen(path, "rb");
  uint8_t *bytes = NULL;
  long length = -1;

  if (f && fseek(f, 0, SEEK_END) == 0)
    length = ftell(f);
  if (length >= 0 && fseek(f, 0, SEEK_SET) == 0)
    bytes = malloc(length ? (size_t)length : 1);
  if (bytes && fread(bytes, 1, (size_t)length, f) != (size_t)length) {
    free(bytes);
    bytes = NULL;
  }
  if (f)
    fclose(f);
  *size = bytes ? (size_t)length : 0;
  return bytes;
}

static bool run_file(const char *path)
{
  size_t size;
  uint8_t *bytes = read_file(path, &size);

  if (bytes)
    LLVMFuzzerTestOneInput(bytes, size);
  printf("    %sok %d - %s\n", bytes ? "" : "not ", ++number, path);
  fflush(stdout);
  free(bytes);
  return bytes != NULL;
}

static int visible(const struct dirent *entry)
{
  return entry->d_name[0] != '.';
}

static bool run(const char *path)
{
  struct dirent **entry = NULL;
  int n = scandir(path, &entry, visible, alphasort);
  bool ok = n != 0; /* an empty folder tests nothing */

  if (n < 0)
    return run_file(path);
  for (int i = 0; i < n; i++) {
    char name[4096];

    if (snprintf(name, sizeof(name), "%s/%s", path, entry[i]->d_name) < (int)sizeof(name))
      ok = run_file(name) && ok;
    free(entry[i]);
  }
  free(entry);
  return ok;
}

int main(int argc, char **argv)
{
  bool ok = argc > 1;

  for (int i = 1; i < argc; i++)
    ok = run(argv[i]) && ok;
  printf("    1..%d\n", number);
  return ok ? 0 : 1;
}
