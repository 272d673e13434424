// STD: gnu17
#include "broker.h"
#include <stdio.h>
#include <string.h>

struct topic *topic_find(struct broker *b, const char *name)
{
    for (size_t i = 0; i < b->ntopics; i++)
        if (strcmp(b->topics[i].name, name) == 0)
            return &b->topics[i];
    return NULL;
}

struct topic *topic_create(struct broker *b, const char *name)
{
    if (b->ntopics == TOPIC_MAX)
        return NULL;
    struct topic *t = &b->topics[b->ntopics++];
    snprintf(t->name, sizeof t->name, "%s", name);
    return t;
}

void topic_append(struct topic *t, int v)
{
    if (t->count == RING) {
        t->head = (t->head + 1) % RING;
        t->count--;
        t->dropped++;
    }
    t->ring[(t->head + t->count) % RING] = v;
    t->count++;
}

int topic_pop(struct topic *t, int *v)
{
    if (t->count == 0)
        return 0;
    *v = t->ring[t->head];
    t->head = (t->head + 1) % RING;
    t->count--;
    return 1;
}
