// RUN: %tocsin %s
// STD: gnu17
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PORTS 256
#define FLOW_TTL_MS 30000u
#define FLOW_SLACK_MS 5000u

struct flow {
    int out_fd;
    struct sockaddr_in inside;
    _Atomic uint64_t last_packet;
    _Atomic int open;
};

static struct flow flows[PORTS];

static uint64_t tick_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)(ts.tv_nsec / 1000000);
}

static int flow_open(unsigned idx, const struct sockaddr_in *inside)
{
    struct flow *f = &flows[idx % PORTS];
    struct sockaddr_in any = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&any, sizeof any) != 0) {
        close(fd);
        return -1;
    }
    f->out_fd = fd;
    f->inside = *inside;
    f->last_packet = tick_ms();
    f->open = 1;
    return 0;
}

static void *forward(void *arg)
{
    char buf[1500];
    struct flow *f = arg;
    while (f->open) {
        ssize_t n = recv(f->out_fd, buf, sizeof buf, MSG_DONTWAIT);
        if (n > 0) {
            f->last_packet = tick_ms();
            sendto(f->out_fd, buf, (size_t)n, 0, (struct sockaddr *)&f->inside, sizeof f->inside);
        } else {
            usleep(500);
        }
    }
    return NULL;
}

static void *expire_flows(void *arg)
{
    (void)arg;
    for (;;) {
        uint64_t now = tick_ms();
        for (int i = 0; i < PORTS; i++) {
            struct flow *f = &flows[i];
            if (!f->open)
                continue;
            if (now - f->last_packet > FLOW_TTL_MS + FLOW_SLACK_MS) { // EXPECT: unsigned-age
                f->open = 0;
                close(f->out_fd); // EXPECT: timestamp-cleanup
            }
        }
        sleep(1);
    }
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(5353) };
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (flow_open(7, &in) != 0) {
        perror("flow");
        return 1;
    }
    pthread_create(&a, NULL, forward, &flows[7]);
    pthread_create(&b, NULL, expire_flows, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
