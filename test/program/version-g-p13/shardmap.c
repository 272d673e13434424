// STD: gnu17
#include "shardmap.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int shard_map_parse(const char *buf, int len, struct shard_map *m)
{
    char tmp[1024], *p, *save = NULL;

    if (len <= 0 || len >= (int)sizeof(tmp))
        return -1;
    memcpy(tmp, buf, (size_t)len);
    tmp[len] = '\0';
    m->count = 0;
    for (p = strtok_r(tmp, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
        if (m->count == SHARD_MAX)
            return -1;
        m->owner[m->count++] = (uint32_t)strtoul(p, NULL, 10);
    }
    return 0;
}

int shard_map_format(const struct shard_map *m, char *buf, size_t cap)
{
    size_t off = 0;
    uint32_t i;

    for (i = 0; i < m->count && off < cap; i++)
        off += (size_t)snprintf(buf + off, cap - off, "%s%u", i ? "," : "", m->owner[i]);
    return off < cap ? (int)off : -1;
}

int shard_map_move(struct shard_map *m, uint32_t shard, uint32_t to)
{
    if (shard >= m->count || m->owner[shard] == to)
        return -1;
    m->owner[shard] = to;
    return 0;
}
