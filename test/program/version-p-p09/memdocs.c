// STD: gnu17
/* Document back end for single-host installations. */
#include "coord.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DOCS 64

struct doc {
    char name[48];
    char text[256];
    long revision;
};

struct mem_docs {
    pthread_mutex_t mu;
    struct doc docs[MAX_DOCS];
    int count;
    int verbose;
};

void *mem_docs_new(void)
{
    struct mem_docs *m = calloc(1, sizeof *m);
    if (m)
        pthread_mutex_init(&m->mu, NULL);
    return m;
}

static struct doc *lookup(struct mem_docs *m, const char *name)
{
    for (int i = 0; i < m->count; i++)
        if (strcmp(m->docs[i].name, name) == 0)
            return &m->docs[i];
    return NULL;
}

static int mem_fetch(void *self, const char *name, char *buf, int cap, long *revision)
{
    struct mem_docs *m = self;
    int rc = DOC_MISSING;
    pthread_mutex_lock(&m->mu);
    struct doc *d = lookup(m, name);
    if (d) {
        snprintf(buf, (size_t)cap, "%s", d->text);
        *revision = d->revision;
        rc = DOC_OK;
    }
    pthread_mutex_unlock(&m->mu);
    return rc;
}

static int mem_replace(void *self, const char *name, const char *text, long expected_revision)
{
    struct mem_docs *m = self;
    int rc = DOC_OK;
    pthread_mutex_lock(&m->mu);
    struct doc *d = lookup(m, name);
    if (m->verbose)
        fprintf(stderr, "replace %s at %ld\n", name, expected_revision);
    if (!d) {
        rc = DOC_MISSING;
    } else {
        snprintf(d->text, sizeof d->text, "%s", text);
        d->revision++; // EXPECT: unchecked-version
    }
    pthread_mutex_unlock(&m->mu);
    return rc;
}

const struct doc_ops mem_doc_ops = {mem_fetch, mem_replace};
