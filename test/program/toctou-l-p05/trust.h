#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Rules for files that the daemon runs or loads with its own rights. */
bool trust_name(const char *path);
bool trust_fd(int fd);

struct hook {
    const char *path;
    const char *event;
    unsigned timeout;
};

int hook_run(const struct hook *h);
int hook_run_pinned(const struct hook *h);
void *filter_load(const char *path);
void *codec_load(const char *path);

#endif
