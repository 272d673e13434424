// STD: gnu17
#include "iface.h"
#include <stdio.h>
#include <unistd.h>

pthread_mutex_t poll_lock = PTHREAD_MUTEX_INITIALIZER;
volatile int polls_pending;

static unsigned long poll_rounds;
static uint64_t last_errors[NIFACE];

static int sysfs_read(const char *ifname, const char *leaf, unsigned long *out)
{
    char path[128];
    FILE *f;
    int ok;

    snprintf(path, sizeof(path), "/sys/class/net/%s/statistics/%s", ifname, leaf);
    if (!(f = fopen(path, "r")))
        return -1;
    ok = fscanf(f, "%lu", out) == 1;
    fclose(f);
    return ok ? 0 : -1;
}

static void poll_all(void)
{
    unsigned long errs;

    pthread_mutex_lock(&poll_lock);
    poll_rounds++;
    for (int n = 0; n < NIFACE; n++) {
        struct iface *i = &ifaces[n];
        if (sysfs_read(i->name, "rx_errors", &errs) < 0)
            continue;
        if (errs > last_errors[n]) {
            i->errors += errs - last_errors[n]; // EXPECT: lost-update
            last_errors[n] = errs;
        }
    }
    pthread_mutex_unlock(&poll_lock);
}

static void *poller_main(void *arg)
{
    (void)arg;
    for (;;) {
        if (polls_pending > 0) {
            poll_all();
            polls_pending--; // EXPECT: lost-update
        } else {
            usleep(50000);
        }
    }
    return NULL;
}

void poller_kick(void)
{
    polls_pending++; // EXPECT: lost-update
}

int poller_start(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, poller_main, NULL) != 0)
        return -1;
    return pthread_detach(t);
}
