// STD: gnu17
/* Replica lists: /shards/<name>/replicas holds "host1,host2,host3". */
#include "shards.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static pthread_mutex_t topology_lock = PTHREAD_MUTEX_INITIALIZER;

static void replicas_path(char *out, size_t cap, const char *shard)
{
    snprintf(out, cap, "/shards/%s/replicas", shard);
}

static int has_host(const char *list, const char *host)
{
    size_t n = strlen(host);
    const char *p;
    for (p = strstr(list, host); p; p = strstr(p + 1, host))
        if ((p == list || p[-1] == ',') && (p[n] == ',' || p[n] == '\0'))
            return 1;
    return 0;
}

static void without_host(char *out, const char *list, const char *host)
{
    char copy[ZKU_MAX], *save = NULL, *tok;
    snprintf(copy, sizeof copy, "%s", list);
    out[0] = '\0';
    for (tok = strtok_r(copy, ",", &save); tok; tok = strtok_r(NULL, ",", &save)) {
        if (strcmp(tok, host) == 0)
            continue;
        if (out[0])
            strcat(out, ",");
        strcat(out, tok);
    }
}

/* Called from the recovery threads of this host. */
int shard_add_replica(struct shard_ctl *c, const char *shard)
{
    char path[256], list[ZKU_MAX], next[ZKU_MAX + 80];
    int rc;

    replicas_path(path, sizeof path, shard);
    pthread_mutex_lock(&topology_lock);
    rc = zku_read(c->zh, path, list);
    if (rc == ZOK && !has_host(list, c->host)) {
        snprintf(next, sizeof next, "%s%s%s", list, list[0] ? "," : "", c->host);
        rc = zku_write(c->zh, path, next); // EXPECT: unversioned-write
    }
    pthread_mutex_unlock(&topology_lock);
    return rc;
}

int shard_remove_replica(struct shard_ctl *c, const char *shard)
{
    char path[256], list[ZKU_MAX], next[ZKU_MAX];
    int rc, version;

    replicas_path(path, sizeof path, shard);
    do {
        rc = zku_read_at(c->zh, path, list, &version);
        if (rc != ZOK || !has_host(list, c->host))
            return rc;
        without_host(next, list, c->host);
        rc = zku_write_at(c->zh, path, next, version);
    } while (rc == ZBADVERSION);
    return rc;
}

/* /hosts/<host> belongs to this process alone. */
int shard_heartbeat(struct shard_ctl *c, long load)
{
    char path[128], text[64];
    snprintf(path, sizeof path, "/hosts/%s", c->host);
    snprintf(text, sizeof text, "load=%ld", load);
    return zku_write(c->zh, path, text);
}
