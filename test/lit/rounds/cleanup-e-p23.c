// RUN: %tocsin %s
// STD: gnu17
/* Reliable datagram link of the telemetry agent: send window, resend timers
 * and the watchdog of the compressor helper. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HELPER_MAX_RUNTIME 120

struct pkt {
    struct pkt *next;
    uint32_t    seq;
    uint64_t    deadline;
    uint16_t    tries;
    uint16_t    len;
    unsigned char data[];
};

struct link_state {
    int         sock;
    struct pkt *unacked;
    struct pkt **tail;
    uint32_t    next_seq;
    unsigned    lost;
};

struct helper {
    pid_t  pid;
    time_t started;
};

static uint64_t now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

int link_send(struct link_state *l, const void *buf, uint16_t len)
{
    struct pkt *p = malloc(sizeof *p + len);

    if (p == NULL)
        return -1;
    p->next = NULL;
    p->seq = l->next_seq++;
    p->deadline = now_ms() + 250;
    p->tries = 0;
    p->len = len;
    memcpy(p->data, buf, len);
    *l->tail = p;
    l->tail = &p->next;
    return (int)send(l->sock, p->data, p->len, 0);
}

/* Peer confirmed everything below acked. */
void link_on_ack(struct link_state *l, uint32_t acked)
{
    while (l->unacked != NULL && (int32_t)(l->unacked->seq - acked) < 0) {
        struct pkt *p = l->unacked;

        l->unacked = p->next;
        if (l->unacked == NULL)
            l->tail = &l->unacked;
        free(p);
    }
}

void link_on_tick(struct link_state *l)
{
    uint64_t now = now_ms();
    struct pkt *p;

    for (p = l->unacked; p != NULL; p = p->next) {
        if (p->deadline > now)
            continue;
        if (p->tries++ > 8)
            l->lost++;
        p->deadline = now + (250u << (p->tries & 7));
        (void)send(l->sock, p->data, p->len, 0);
    }
}

int helper_start(struct helper *h, const char *file)
{
    h->pid = fork();
    if (h->pid < 0)
        return -1;
    if (h->pid == 0) {
        execlp("zstd", "zstd", "-q", "--rm", file, (char *)NULL);
        _exit(127);
    }
    h->started = time(NULL);
    return 0;
}

void helper_watch(struct helper *h)
{
    int st;

    if (h->pid <= 0)
        return;
    if (waitpid(h->pid, &st, WNOHANG) == h->pid) {
        h->pid = 0;
        return;
    }
    if (time(NULL) - h->started > HELPER_MAX_RUNTIME) { // EXPECT: wall-clock-interval
        fprintf(stderr, "compressor %ld took too long\n", (long)h->pid);
        kill(h->pid, SIGKILL);
        waitpid(h->pid, &st, 0);
        h->pid = 0;
    }
}

int main(void)
{
    struct link_state l = { 0 };
    struct helper h = { 0, 0 };
    int sv[2], i;

    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, sv) != 0)
        return 1;
    l.sock = sv[0];
    l.tail = &l.unacked;
    link_send(&l, "boot", 4);
    helper_start(&h, "/var/log/telemetry.1");
    for (i = 0; i < 10; i++) {
        link_on_tick(&l);
        helper_watch(&h);
        usleep(100000);
    }
    link_on_ack(&l, l.next_seq);
    return 0;
}
