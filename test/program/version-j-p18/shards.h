#ifndef SHARDS_H
#define SHARDS_H
#include "zkutil.h"

struct shard_ctl {
    zhandle_t *zh;
    char host[64];
};

int shard_add_replica(struct shard_ctl *c, const char *shard);
int shard_remove_replica(struct shard_ctl *c, const char *shard);
int shard_heartbeat(struct shard_ctl *c, long load);

#endif
