// STD: gnu17
#include "gateway.h"
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static struct port ports[2];

static void *pump(void *arg)
{
    struct port *from = arg;
    struct port *to = from == &ports[0] ? &ports[1] : &ports[0];
    uint8_t buf[258];
    int bad = 0;

    for (;;) {
        int n = rx_frame(from, buf, sizeof buf);
        if (n == -EBADMSG && bad++ < 10)
            continue;
        if (n < 0)
            break;
        if (tx_frame(to, buf, (size_t)n) < 0)
            break;
    }
    fprintf(stderr, "%s: stopped after %d bad frames\n", port_label(from->fd), bad);
    rx_set(from, 0);
    tx_set(to, 0);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int a[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, a) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (port_init(&ports[i], a[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        if (pthread_create(&t[i], NULL, pump, &ports[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
