// RUN: %tocsin %s
// In-use checks that do not help.
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct vol {
  struct vol *next;
  char path[64];
  time_t created;
  int refs;
};

// Of another object.
void other(struct vol *list, struct vol *head, time_t cutoff) {
  for (struct vol *v = list; v; v = v->next)
    if (v->created < cutoff && head->refs == 0)
      unlink(v->path); // EXPECT: timestamp-cleanup
}

// Only told.
void logged(struct vol *list, time_t cutoff) {
  for (struct vol *v = list; v; v = v->next)
    if (v->created < cutoff) {
      if (v->refs != 0)
        fprintf(stderr, "%s is in use\n", v->path);
      unlink(v->path); // EXPECT: timestamp-cleanup
    }
}

// One of two grounds.
void either(struct vol *list, time_t cutoff) {
  for (struct vol *v = list; v; v = v->next)
    if (v->created < cutoff || v->refs == 0)
      unlink(v->path); // EXPECT: timestamp-cleanup
}

// Age overrides it.
void overridden(struct vol *list, time_t soft, time_t hard) {
  for (struct vol *v = list; v; v = v->next) {
    if (v->refs != 0 && v->created > hard)
      continue;
    if (v->created < soft)
      unlink(v->path); // EXPECT: timestamp-cleanup
  }
}

void asked(struct vol *list, time_t cutoff) {
  for (struct vol *v = list; v; v = v->next) {
    if (v->created >= cutoff)
      continue;
    if (v->refs != 0)
      continue;
    unlink(v->path);
  }
}
