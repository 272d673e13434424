// RUN: %tocsin %s
// No model: functions of one handle, and one among them compares.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct settings;
struct setting {
  char text[64];
  uint64_t revision;
};
int settings_fetch(struct settings *s, const char *name, struct setting *out);
int settings_put(struct settings *s, const char *name,
                 const struct setting *value);
int settings_put_if(struct settings *s, const char *name,
                    const struct setting *value, uint64_t expected_revision);

int guilty(struct settings *s, const char *name) {
  struct setting v;
  if (settings_fetch(s, name, &v) != 0)
    return -1;
  snprintf(v.text, sizeof v.text, "%d", atoi(v.text) + 1);
  return settings_put(s, name, &v); // EXPECT: unversioned-write
}

int corrected(struct settings *s, const char *name) {
  struct setting v;
  do {
    if (settings_fetch(s, name, &v) != 0)
      return -1;
    snprintf(v.text, sizeof v.text, "%d", atoi(v.text) + 1);
  } while (settings_put_if(s, name, &v, v.revision) != 0);
  return 0;
}

void ignored(struct settings *s, const char *name) {
  struct setting v;
  if (settings_fetch(s, name, &v) != 0)
    return;
  strcpy(v.text, "off");
  settings_put_if(s, name, &v, v.revision); // EXPECT: ignored-conflict
}

int fresh(struct settings *s, const char *name, const struct setting *v) {
  return settings_put(s, name, v);
}
