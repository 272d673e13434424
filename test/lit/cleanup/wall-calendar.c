// RUN: %tocsin %s
// Times of day that happen to be compared.
#include <stdio.h>
#include <time.h>

struct clip {
  time_t begun, listed, kept, asked;
};
void begin(struct clip *c) { c->begun = c->listed = c->kept = time(NULL); }

// Kept for weeks: an hour more or less does not matter.
int pastRetention(struct clip *c) {
  return difftime(time(NULL), c->begun) > 14 * 86400.0;
}

int pastMinute(struct clip *c) {
  return difftime(time(NULL), c->kept) > 60.0; // EXPECT: wall-clock-interval
}

// Written out by a helper: a time of day, and read as one.
static void emit(FILE *f, const char *key, long value) {
  fprintf(f, "%s=%ld\n", key, value);
}
void list(struct clip *c, FILE *f) { emit(f, "listed", c->listed); }
int listedLongAgo(struct clip *c) { return time(NULL) - c->listed > 60; }

// A program that looks whether its clock was set.
void ask(struct clip *c) { c->asked = time(NULL); }
int askAgain(struct clip *c) {
  time_t since = time(NULL) - c->asked;
  return since < 0 || since > 5;
}
