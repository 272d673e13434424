// RUN: %tocsin %s
// STD: gnu17
/*
 * regdb.c - the registry behind the line-printer daemon's control socket.
 * Queue entries carry a generation number; lpctl sends back the generation
 * that it displayed to the operator.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#define REG_MAX 128

struct reg_entry {
    char name[32];
    char options[96];
    int priority;
    unsigned long gen;
};

struct regdb {
    pthread_mutex_t lock;
    struct reg_entry ent[REG_MAX];
    int n;
};

static struct reg_entry *reg_lookup(struct regdb *db, const char *name)
{
    int i;

    for (i = 0; i < db->n; i++)
        if (strcmp(db->ent[i].name, name) == 0)
            return &db->ent[i];
    return NULL;
}

int reg_add(struct regdb *db, const char *name, int priority)
{
    int rc = -EEXIST;

    pthread_mutex_lock(&db->lock);
    if (reg_lookup(db, name) == NULL) {
        rc = -ENOSPC;
        if (db->n < REG_MAX) {
            struct reg_entry *e = &db->ent[db->n++];
            memset(e, 0, sizeof(*e));
            strncpy(e->name, name, sizeof(e->name) - 1);
            e->priority = priority;
            e->gen = 1;
            rc = 0;
        }
    }
    pthread_mutex_unlock(&db->lock);
    return rc;
}

int reg_read(struct regdb *db, const char *name, struct reg_entry *out)
{
    struct reg_entry *e;
    int rc = -ENOENT;

    pthread_mutex_lock(&db->lock);
    if ((e = reg_lookup(db, name)) != NULL) {
        *out = *e;
        rc = 0;
    }
    pthread_mutex_unlock(&db->lock);
    return rc;
}

int reg_set_options(struct regdb *db, const char *name, const char *options,
                    unsigned long expected_gen)
{
    struct reg_entry *e;
    int rc = 0;

    pthread_mutex_lock(&db->lock);
    e = reg_lookup(db, name);
    if (e == NULL) {
        rc = -ENOENT;
    } else if (e->gen != expected_gen) {
        rc = -ESTALE;
    } else {
        strncpy(e->options, options, sizeof(e->options) - 1);
        e->gen++;
    }
    pthread_mutex_unlock(&db->lock);
    return rc;
}

int reg_set_priority(struct regdb *db, const char *name, int priority,
                     unsigned long expected_gen)
{
    struct reg_entry *e;

    syslog(LOG_DEBUG, "set priority of %s to %d (gen %lu)", name, priority, expected_gen);
    pthread_mutex_lock(&db->lock);
    e = reg_lookup(db, name);
    if (e == NULL) {
        pthread_mutex_unlock(&db->lock);
        return -ENOENT;
    }
    e->priority = priority; // EXPECT: unchecked-version
    e->gen++;
    pthread_mutex_unlock(&db->lock);
    return 0;
}

/* Remote registries are read-only from here. */
int reg_remote_set_options(const char *host, const char *name, const char *options,
                           unsigned long expected_gen)
{
    (void)host;
    (void)name;
    (void)options;
    (void)expected_gen;
    return -ENOTSUP;
}

/* "prio NAME N GEN" or "opts NAME TEXT GEN" */
int reg_command(struct regdb *db, const char *line)
{
    char name[32], text[96];
    unsigned long gen;
    int n;

    if (sscanf(line, "prio %31s %d %lu", name, &n, &gen) == 3)
        return reg_set_priority(db, name, n, gen);
    if (sscanf(line, "opts %31s %95s %lu", name, text, &gen) == 3)
        return reg_set_options(db, name, text, gen);
    return -EINVAL;
}
