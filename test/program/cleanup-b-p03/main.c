// STD: gnu17
#include "neigh.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct neigh_table table = { .mu = PTHREAD_MUTEX_INITIALIZER };

static void *scanner(void *arg)
{
    (void)arg;
    for (;;) {
        neigh_scan(&table);
        sleep(5);
    }
    return NULL;
}

static void *transmit(void *arg)
{
    unsigned char frame[64];
    uint32_t dst = *(uint32_t *)arg;
    for (;;) {
        struct neigh *n = neigh_lookup(&table, dst);
        memset(frame, 0, sizeof frame);
        if (n) {
            memcpy(frame, n->mac, 6);
            fwrite(frame, 1, sizeof frame, stdout);
        }
        usleep(1000);
    }
    return NULL;
}

int main(void)
{
    static uint32_t gw = 0x0a000001;
    const unsigned char mac[6] = { 2, 0, 0, 0, 0, 1 };
    pthread_t a, b;
    neigh_learn(&table, gw, mac);
    pthread_create(&a, NULL, scanner, NULL);
    pthread_create(&b, NULL, transmit, &gw);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
