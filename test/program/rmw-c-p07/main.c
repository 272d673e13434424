// STD: gnu17
#include "gateway.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct ring ring = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .nonempty = PTHREAD_COND_INITIALIZER,
};

static int read_sensor(int seq)
{
    return (seq * 37) % 1024;
}

/* Takes everything that came in since the last round. */
static int drain_all(int seq)
{
    sigset_t old;
    irq_block(&old);
    int n = samples_pending;
    samples_pending = 0;
    irq_restore(&old);
    for (int i = 0; i < n; i++)
        ring_put(&ring, read_sensor(seq + i));
    return seq + n;
}

static int service_one(int seq)
{
    ring_put(&ring, read_sensor(seq));
    samples_pending--; // EXPECT: lost-update
    return seq + 1;
}

int main(void)
{
    pthread_t up;
    sigset_t old;
    irq_install();
    irq_block(&old); /* the uplink thread never runs the handler */
    if (pthread_create(&up, NULL, uplink_main, &ring) != 0)
        return EXIT_FAILURE;
    irq_restore(&old);

    int seq = 0;
    for (int round = 0; round < 100; round++) {
        kill(getpid(), SIGUSR1);
        usleep(1000);
        if (samples_pending > 0)
            seq = service_one(seq);
        if (round % 10 == 9)
            seq = drain_all(seq);
    }
    ring_close(&ring);
    pthread_join(up, NULL);
    printf("%d samples, %lu dropped\n", seq, ring.overflow);
    return 0;
}
