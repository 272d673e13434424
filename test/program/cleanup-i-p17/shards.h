#ifndef SHARDS_H
#define SHARDS_H
#include "zk.h"
#include <stddef.h>

#define SHARD_ROOT "/crawler/shards"
#define HINT_ROOT  "/crawler/hints"

void shard_path(char *out, size_t len, const char *root, const char *name);
int  shard_heartbeat(zhandle_t *zh, const char *name, long long frontier);
int  shard_janitor(zhandle_t *zh, int64_t silent_ms);
int  hint_janitor(zhandle_t *zh, int64_t silent_ms);
#endif
