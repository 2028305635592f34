/* Reads JSON values, one a line, as strictly as jansson does; names the first line that is none. For tests only. A
 * program of its own, because jansson's names are ours too. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
  char *text = NULL;
  size_t room = 0, line = 0;
  ssize_t n;

  while ((n = getline(&text, &room, stdin)) >= 0) {
    json_error_t error;
    json_t *value = json_loadb(text, (size_t)n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);

    line++;
    if (value == NULL) {
      fprintf(stderr, "line %zu, column %d: %s\n", line, error.column, error.text);
      free(text);
      return 1;
    }
    json_decref(value);
  }
  free(text);
  printf("%zu values\n", line);
  return 0;
}
