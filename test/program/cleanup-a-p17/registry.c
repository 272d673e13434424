#define _GNU_SOURCE
#include "tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int registry_init(struct token_registry *r)
{
    memset(r->slot, 0, sizeof r->slot);
    return pthread_rwlock_init(&r->lock, NULL);
}

unsigned token_hash(const char *value)
{
    unsigned h = 5381;

    while (*value)
        h = h * 33u + (unsigned char)*value++;
    return h % TOKEN_SLOTS;
}

int token_issue(struct token_registry *r, const char *value, uint32_t uid, uint32_t scopes)
{
    unsigned h = token_hash(value);
    struct token *t = calloc(1, sizeof *t);

    if (!t)
        return -1;
    snprintf(t->value, sizeof t->value, "%s", value);
    t->uid = uid;
    t->scopes = scopes;
    clock_gettime(CLOCK_MONOTONIC, &t->issued);
    pthread_rwlock_wrlock(&r->lock);
    t->next = r->slot[h];
    r->slot[h] = t;
    pthread_rwlock_unlock(&r->lock);
    return 0;
}

int token_allows(struct token_registry *r, const char *value, uint32_t scope)
{
    int ok = 0;

    pthread_rwlock_rdlock(&r->lock);
    for (struct token *t = r->slot[token_hash(value)]; t; t = t->next) {
        if (strcmp(t->value, value) == 0) {
            ok = (t->scopes & scope) == scope;
            break;
        }
    }
    pthread_rwlock_unlock(&r->lock);
    return ok;
}
