// RUN: %tocsin %s
// STD: gnu17
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct shadow {
    pthread_mutex_t mu;
    pthread_cond_t synced;
    uint64_t version;
    int pending;
    char desired[256];
    char reported[256];
};

int shadow_init(struct shadow *s)
{
    memset(s, 0, sizeof *s);
    s->version = 1;
    if (pthread_mutex_init(&s->mu, NULL))
        return -1;
    return pthread_cond_init(&s->synced, NULL);
}

static int validate_document(const char *doc)
{
    int depth = 0;
    for (const char *p = doc; *p; p++) {
        if (*p == '{')
            depth++;
        else if (*p == '}' && --depth < 0)
            return -1;
    }
    return depth == 0 ? 0 : -1;
}

uint64_t shadow_version(struct shadow *s)
{
    pthread_mutex_lock(&s->mu);
    uint64_t v = s->version;
    pthread_mutex_unlock(&s->mu);
    return v;
}

int shadow_set_desired(struct shadow *s, const char *doc, uint64_t expected_version)
{
    pthread_mutex_lock(&s->mu);
    if (s->version != expected_version) {
        pthread_mutex_unlock(&s->mu);
        return -ESTALE;
    }
    pthread_mutex_unlock(&s->mu);

    if (validate_document(doc) != 0)
        return -EINVAL;

    pthread_mutex_lock(&s->mu);
    snprintf(s->desired, sizeof s->desired, "%s", doc); // EXPECT: unchecked-version
    s->version++;
    s->pending = 1;
    pthread_mutex_unlock(&s->mu);
    return 0;
}

int shadow_report(struct shadow *s, const char *doc, uint64_t expected_version)
{
    if (validate_document(doc) != 0)
        return -EINVAL;
    pthread_mutex_lock(&s->mu);
    int rc = 0;
    if (s->version != expected_version) {
        rc = -ESTALE;
    } else {
        snprintf(s->reported, sizeof s->reported, "%s", doc);
        s->version++;
        s->pending = 0;
        pthread_cond_broadcast(&s->synced);
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}

int shadow_replace_when_idle(struct shadow *s, const char *doc, uint64_t expected_version)
{
    int rc = -ESTALE;
    pthread_mutex_lock(&s->mu);
    if (s->version == expected_version) {
        while (s->pending)
            pthread_cond_wait(&s->synced, &s->mu);
        snprintf(s->desired, sizeof s->desired, "%s", doc); // EXPECT: unchecked-version
        s->version = expected_version + 1;
        rc = 0;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}

void shadow_wait(struct shadow *s)
{
    pthread_mutex_lock(&s->mu);
    while (s->pending)
        pthread_cond_wait(&s->synced, &s->mu);
    pthread_mutex_unlock(&s->mu);
}
