// RUN: %tocsin %s
// STD: gnu17
/* Line-card manager: configuration slots edited over several management sessions. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NSLOTS 16
#define CFG_MAX 512

struct slot {
    char config[CFG_MAX];
    size_t config_len;
    uint32_t generation;
    bool programming;
};

struct chassis {
    pthread_mutex_t lock;
    pthread_cond_t idle;
    struct slot slots[NSLOTS];
};

extern void hw_program(int slot, const char *config, size_t len);

static struct chassis chassis = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .idle = PTHREAD_COND_INITIALIZER,
};

int slot_read(int n, char *out, size_t cap, uint32_t *generation)
{
    struct slot *s = &chassis.slots[n];
    int len;

    pthread_mutex_lock(&chassis.lock);
    len = (int)s->config_len;
    if ((size_t)len > cap)
        len = (int)cap;
    memcpy(out, s->config, (size_t)len);
    *generation = s->generation;
    pthread_mutex_unlock(&chassis.lock);
    return len;
}

static void slot_fill(struct slot *s, const char *config, size_t len)
{
    memcpy(s->config, config, len);
    s->config_len = len;
    s->generation++;
}

int slot_replace(int n, const char *config, size_t len, uint32_t expected_generation)
{
    struct slot *s = &chassis.slots[n];

    if (len > CFG_MAX)
        return -EINVAL;
    pthread_mutex_lock(&chassis.lock);
    if (s->generation != expected_generation) {
        pthread_mutex_unlock(&chassis.lock);
        return -ESTALE;
    }
    while (s->programming)
        pthread_cond_wait(&chassis.idle, &chassis.lock);
    memcpy(s->config, config, len); // EXPECT: unchecked-version
    s->config_len = len;
    s->generation++;
    pthread_mutex_unlock(&chassis.lock);
    return 0;
}

int slot_patch(int n, size_t off, const char *bytes, size_t len, uint32_t expected_generation)
{
    struct slot *s = &chassis.slots[n];
    int rc = 0;

    pthread_mutex_lock(&chassis.lock);
    while (s->programming)
        pthread_cond_wait(&chassis.idle, &chassis.lock);
    if (s->generation != expected_generation) {
        rc = -ESTALE;
    } else if (off + len > s->config_len) {
        rc = -ERANGE;
    } else {
        memcpy(s->config + off, bytes, len);
        s->generation++;
    }
    pthread_mutex_unlock(&chassis.lock);
    return rc;
}

int slot_clear(int n, uint32_t expected_generation)
{
    struct slot *s = &chassis.slots[n];

    (void)expected_generation;
    pthread_mutex_lock(&chassis.lock);
    slot_fill(s, "", 0); // EXPECT: unchecked-version
    pthread_mutex_unlock(&chassis.lock);
    return 0;
}

void slot_program(int n)
{
    struct slot *s = &chassis.slots[n];
    char copy[CFG_MAX];
    size_t len;

    pthread_mutex_lock(&chassis.lock);
    s->programming = true;
    len = s->config_len;
    memcpy(copy, s->config, len);
    pthread_mutex_unlock(&chassis.lock);

    hw_program(n, copy, len);

    pthread_mutex_lock(&chassis.lock);
    s->programming = false;
    pthread_cond_broadcast(&chassis.idle);
    pthread_mutex_unlock(&chassis.lock);
}
