// RUN: %tocsin %s
// STD: gnu17
/* Line card registry of the optical switch controller. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAX_CARDS 64

struct card_config {
    uint64_t rev;
    char name[32];
    int power_dbm;
    int wavelength;
};

struct card {
    char serial[24];
    int present;
    struct card_config cfg;
};

struct registry {
    pthread_mutex_t lock;
    struct card cards[MAX_CARDS];
};

struct registry_ops {
    int (*set_config)(struct registry *r, const char *serial,
                      const struct card_config *cfg, uint64_t expected_rev);
    int (*set_name)(struct registry *r, const char *serial,
                    const char *name, uint64_t expected_rev);
    int (*set_wavelength)(struct registry *r, const char *serial,
                          int channel, uint64_t expected_rev);
};

static struct card *find_card(struct registry *r, const char *serial)
{
    for (int i = 0; i < MAX_CARDS; i++)
        if (r->cards[i].present && strcmp(r->cards[i].serial, serial) == 0)
            return &r->cards[i];
    return NULL;
}

static int local_set_config(struct registry *r, const char *serial,
                            const struct card_config *cfg, uint64_t expected_rev)
{
    struct card_config next = *cfg;
    struct card *c;
    int rc = 0;

    fprintf(stderr, "card %s: config at rev %llu\n", serial, (unsigned long long)expected_rev);
    pthread_mutex_lock(&r->lock);
    c = find_card(r, serial);
    if (c == NULL) {
        rc = -ENOENT;
    } else {
        next.rev = c->cfg.rev + 1; // EXPECT: unchecked-version
        c->cfg = next;
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}

static int local_set_name(struct registry *r, const char *serial,
                          const char *name, uint64_t expected_rev)
{
    struct card *c;
    int rc = -ENOENT;

    pthread_mutex_lock(&r->lock);
    c = find_card(r, serial);
    if (c != NULL && c->cfg.rev != expected_rev) {
        rc = -ESTALE;
    } else if (c != NULL) {
        snprintf(c->cfg.name, sizeof c->cfg.name, "%s", name);
        c->cfg.rev++;
        rc = 0;
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}

static int fixed_set_wavelength(struct registry *r, const char *serial,
                                int channel, uint64_t expected_rev)
{
    (void)r;
    (void)serial;
    (void)channel;
    (void)expected_rev;
    return -EOPNOTSUPP;
}

static int tunable_set_wavelength(struct registry *r, const char *serial,
                                  int channel, uint64_t expected_rev)
{
    struct card_config cfg;
    struct card *c;
    int rc;

    pthread_mutex_lock(&r->lock);
    c = find_card(r, serial);
    rc = c == NULL ? -ENOENT : 0;
    if (rc == 0 && c->cfg.rev != expected_rev)
        rc = -ESTALE;
    if (rc == 0) {
        cfg = c->cfg;
        cfg.wavelength = 191700 + channel * 50;
        cfg.rev = expected_rev + 1;
        c->cfg = cfg;
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}

const struct registry_ops fixed_ops = { local_set_config, local_set_name, fixed_set_wavelength };
const struct registry_ops tunable_ops = { local_set_config, local_set_name, tunable_set_wavelength };
