// STD: gnu17
#include "shards.h"
#include <stdio.h>

void shard_path(char *out, size_t len, const char *root, const char *name)
{
    snprintf(out, len, "%s/%s", root, name);
}

int shard_heartbeat(zhandle_t *zh, const char *name, long long frontier)
{
    char path[256], buf[64];
    int n;
    shard_path(path, sizeof path, SHARD_ROOT, name);
    n = snprintf(buf, sizeof buf, "frontier=%lld", frontier);
    return zoo_set(zh, path, buf, n, -1);
}
