// STD: gnu17
#include "iface.h"
#include <stdio.h>
#include <unistd.h>

static void *packet_thread(void *arg)
{
    struct iface *i = arg;

    for (unsigned n = 0;; n++) {
        iface_rx(i, 32);
        iface_tx(i, 16);
        if (n % 4096 == 0)
            iface_link(i, (int)(n / 4096) & 1);
        if (n % 100000 == 0) {
            iface_error(i);
            poller_kick();
        }
    }
    return NULL;
}

int main(void)
{
    pthread_t t;

    for (int n = 0; n < NIFACE; n++) {
        pthread_mutex_init(&ifaces[n].lock, NULL);
        snprintf(ifaces[n].name, sizeof(ifaces[n].name), "eth%d", n);
    }
    if (poller_start() < 0)
        return 1;
    for (int n = 0; n < NIFACE; n++)
        if (pthread_create(&t, NULL, packet_thread, &ifaces[n]) != 0)
            return 1;
    pause();
    return 0;
}
