// RUN: %tocsin %s
// What was read comes in by the completion function, with its version.
#include "zookeeper.h"
#include <stdio.h>
#include <stdlib.h>

struct job {
  zhandle_t *zh;
  const char *path;
};

static void guilty(int rc, const char *value, int size, const struct Stat *stat,
                   const void *data) {
  const struct job *job = data;
  char text[32];
  if (rc != ZOK)
    return;
  snprintf(text, sizeof text, "%d", atoi(value) + 1);
  zoo_aset(job->zh, job->path, text, sizeof text, -1, NULL, job); // EXPECT: unversioned-write
}

static void corrected(int rc, const char *value, int size,
                      const struct Stat *stat, const void *data) {
  const struct job *job = data;
  char text[32];
  if (rc != ZOK)
    return;
  snprintf(text, sizeof text, "%d", atoi(value) + 1);
  if (zoo_aset(job->zh, job->path, text, sizeof text, stat->version, NULL,
               job) != ZOK)
    abort();
}

void start(struct job *job) {
  zoo_aget(job->zh, job->path, 0, guilty, job);
  zoo_aget(job->zh, job->path, 0, corrected, job);
}
