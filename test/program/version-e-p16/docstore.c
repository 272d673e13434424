// STD: gnu17
#include "docstore.h"

#include <stdlib.h>
#include <string.h>

static struct doc *lookup(struct docstore *s, const char *id)
{
    unsigned i;

    for (i = 0; i < s->used; i++)
        if (strcmp(s->slots[i].id, id) == 0)
            return &s->slots[i];
    return NULL;
}

/* Caller holds the mutex. */
static enum doc_status demand_rev(const struct doc *d, uint64_t rev)
{
    if (d == NULL)
        return DOC_MISSING;
    return d->rev == rev ? DOC_OK : DOC_CONFLICT;
}

/* Caller holds the mutex; takes over `body`. */
static void install(struct doc *d, char *body)
{
    free(d->body);
    d->body = body;
    d->len = strlen(body);
    d->rev++;
}

void docstore_init(struct docstore *s)
{
    memset(s, 0, sizeof(*s));
    pthread_mutex_init(&s->mtx, NULL);
}

enum doc_status docstore_read(struct docstore *s, const char *id, char **body, uint64_t *rev)
{
    struct doc *d;
    enum doc_status st = DOC_MISSING;

    pthread_mutex_lock(&s->mtx);
    d = lookup(s, id);
    if (d != NULL) {
        *body = strdup(d->body);
        *rev = d->rev;
        st = *body ? DOC_OK : DOC_NOMEM;
    }
    pthread_mutex_unlock(&s->mtx);
    return st;
}

enum doc_status docstore_create(struct docstore *s, const char *id, const char *body)
{
    enum doc_status st = DOC_OK;
    char *copy = strdup(body);

    if (copy == NULL)
        return DOC_NOMEM;
    pthread_mutex_lock(&s->mtx);
    if (lookup(s, id) != NULL) {
        st = DOC_CONFLICT;
    } else if (s->used == DOC_SLOTS) {
        st = DOC_FULL;
    } else {
        struct doc *d = &s->slots[s->used++];
        strncpy(d->id, id, DOC_ID_MAX - 1);
        install(d, copy);
    }
    pthread_mutex_unlock(&s->mtx);
    if (st != DOC_OK)
        free(copy);
    return st;
}

enum doc_status docstore_write(struct docstore *s, const char *id, const char *body,
                               uint64_t expected_rev)
{
    char *copy = strdup(body);
    struct doc *d;
    enum doc_status st;

    if (copy == NULL)
        return DOC_NOMEM;
    pthread_mutex_lock(&s->mtx);
    d = lookup(s, id);
    st = demand_rev(d, expected_rev);
    if (st == DOC_OK)
        install(d, copy);
    pthread_mutex_unlock(&s->mtx);
    if (st != DOC_OK)
        free(copy);
    return st;
}

/* Squeezing takes long, so the table is left open meanwhile. */
enum doc_status docstore_compact(struct docstore *s, const char *id, uint64_t expected_rev,
                                 char *(*squeeze)(const char *))
{
    struct doc *d;
    enum doc_status st;
    char *copy, *small;

    pthread_mutex_lock(&s->mtx);
    d = lookup(s, id);
    st = demand_rev(d, expected_rev);
    copy = st == DOC_OK ? strdup(d->body) : NULL;
    pthread_mutex_unlock(&s->mtx);
    if (st != DOC_OK)
        return st;
    small = copy ? squeeze(copy) : NULL;
    free(copy);
    if (small == NULL)
        return DOC_NOMEM;

    pthread_mutex_lock(&s->mtx);
    d = lookup(s, id);
    st = demand_rev(d, expected_rev);
    if (st == DOC_OK)
        install(d, small);
    pthread_mutex_unlock(&s->mtx);
    if (st != DOC_OK)
        free(small);
    return st;
}
