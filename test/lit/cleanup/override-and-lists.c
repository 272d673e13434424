// RUN: %tocsin %s
// Sets of things in use, states and owners.
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum state { RUNNING, DONE };
struct job {
  struct job *next;
  char spool[64];
  char name[32];
  enum state state;
  time_t started;
  int owner;
};

int is_claimed(const char *name);
void *lookup(void *table, const char *name);

void byState(struct job *list, time_t cutoff) {
  for (struct job *j = list; j; j = j->next)
    if (j->started < cutoff && j->state == DONE)
      unlink(j->spool);
}

void byClaim(struct job *list, time_t cutoff) {
  for (struct job *j = list; j; j = j->next)
    if (j->started < cutoff && !is_claimed(j->name))
      unlink(j->spool);
}

void byTable(struct job *list, time_t cutoff, void *live) {
  for (struct job *j = list; j; j = j->next)
    if (j->started < cutoff && lookup(live, j->name) == NULL)
      unlink(j->spool);
}

void bySearch(struct job *list, time_t cutoff, char **live, int n) {
  for (struct job *j = list; j; j = j->next) {
    int found = 0;
    if (j->started >= cutoff)
      continue;
    for (int i = 0; i < n; ++i)
      if (strcmp(live[i], j->name) == 0)
        found = 1;
    if (!found)
      unlink(j->spool);
  }
}

void byOwner(struct job *list, time_t cutoff) {
  for (struct job *j = list; j; j = j->next)
    if (j->started < cutoff && j->owner == 0)
      unlink(j->spool);
}

void byAge(struct job *list, time_t cutoff) {
  for (struct job *j = list; j; j = j->next)
    if (j->started < cutoff)
      unlink(j->spool); // EXPECT: timestamp-cleanup
}

// Only those that run are ended.
void runaway(struct job *list, time_t cutoff) {
  for (struct job *j = list; j; j = j->next)
    if (j->started < cutoff && j->state == RUNNING)
      unlink(j->spool); // EXPECT: timestamp-cleanup
}
