#ifndef SHARDMAP_H
#define SHARDMAP_H
#include <stdint.h>
#include <stddef.h>

#define SHARD_MAX 64

struct shard_map {
    uint32_t count;
    uint32_t owner[SHARD_MAX];
};

int shard_map_parse(const char *buf, int len, struct shard_map *m);
int shard_map_format(const struct shard_map *m, char *buf, size_t cap);
int shard_map_move(struct shard_map *m, uint32_t shard, uint32_t to);
#endif
