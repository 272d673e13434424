// RUN: %tocsin %s
// STD: gnu17
/* Configuration slots of the line-card manager. Slots carry a revision; CLI,
 * SNMP and the northbound API all edit them from their own threads. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NSLOT 64
#define EREV  1001

struct slot {
    char     text[512];
    uint32_t revision;
    int      draining;
};

static struct slot       slots[NSLOT];
static pthread_rwlock_t  slots_rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t   drain_mx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t    drain_cv = PTHREAD_COND_INITIALIZER;
static struct slot       ports[NSLOT];

extern int config_lint(const char *text);      /* runs the YANG validator */

uint32_t slot_read(unsigned i, char *buf, size_t cap)
{
    uint32_t rev;

    pthread_rwlock_rdlock(&slots_rw);
    snprintf(buf, cap, "%s", slots[i].text);
    rev = slots[i].revision;
    pthread_rwlock_unlock(&slots_rw);
    return rev;
}

int slot_commit(unsigned i, const char *text, uint32_t base_revision)
{
    if (i >= NSLOT)
        return -EINVAL;

    pthread_rwlock_rdlock(&slots_rw);
    if (slots[i].revision != base_revision) {
        pthread_rwlock_unlock(&slots_rw);
        return -EREV;
    }
    pthread_rwlock_unlock(&slots_rw);

    if (config_lint(text) != 0)
        return -EINVAL;

    pthread_rwlock_wrlock(&slots_rw);
    snprintf(slots[i].text, sizeof(slots[i].text), "%s", text); // EXPECT: unchecked-version
    slots[i].revision++;
    pthread_rwlock_unlock(&slots_rw);
    return 0;
}

/* Same for the bulk loader, which lints outside of the lock as well. */
int slot_commit_bulk(unsigned i, const char *text, uint32_t base_revision)
{
    int rv = 0;

    if (i >= NSLOT)
        return -EINVAL;
    pthread_rwlock_rdlock(&slots_rw);
    if (slots[i].revision != base_revision)
        rv = -EREV;
    pthread_rwlock_unlock(&slots_rw);
    if (rv)
        return rv;
    if (config_lint(text) != 0)
        return -EINVAL;

    pthread_rwlock_wrlock(&slots_rw);
    if (slots[i].revision == base_revision) {
        snprintf(slots[i].text, sizeof(slots[i].text), "%s", text);
        slots[i].revision++;
    } else {
        rv = -EREV;
    }
    pthread_rwlock_unlock(&slots_rw);
    return rv;
}

/* Ports wait for traffic to drain before the new text is applied. */
int port_commit(unsigned i, const char *text, uint32_t base_revision)
{
    struct slot *p = &ports[i % NSLOT];

    pthread_mutex_lock(&drain_mx);
    if (p->revision != base_revision) {
        pthread_mutex_unlock(&drain_mx);
        return -EREV;
    }
    while (p->draining)
        pthread_cond_wait(&drain_cv, &drain_mx);
    strncpy(p->text, text, sizeof(p->text) - 1); // EXPECT: unchecked-version
    p->revision++;
    pthread_mutex_unlock(&drain_mx);
    return 0;
}

void port_set_draining(unsigned i, int on)
{
    pthread_mutex_lock(&drain_mx);
    ports[i % NSLOT].draining = on;
    if (!on)
        pthread_cond_broadcast(&drain_cv);
    pthread_mutex_unlock(&drain_mx);
}

static void *cli_thread(void *arg)
{
    char buf[512];
    uint32_t rev = slot_read(0, buf, sizeof(buf));

    (void)arg;
    if (slot_commit(0, "hostname lc0", rev) == -EREV)
        fprintf(stderr, "cli: slot 0 was edited meanwhile\n");
    if (port_commit(3, "shutdown", 1) == -EREV)
        fprintf(stderr, "cli: port 3 was edited meanwhile\n");
    return NULL;
}

int lcmgr_start(pthread_t t[2])
{
    if (pthread_create(&t[0], NULL, cli_thread, NULL) != 0)
        return -1;
    return pthread_create(&t[1], NULL, cli_thread, NULL);
}
