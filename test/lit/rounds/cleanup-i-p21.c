// RUN: %tocsin %s
// STD: gnu17
/* nodetab: live node table of a building-automation gateway (CAN side) */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NODE_TIMEOUT_MS 10000u

struct node {
    struct node *next;
    uint8_t  addr;
    uint32_t heard_ms;
    uint16_t setpoint;
    char     label[24];
};

static struct node *nodes;
static pthread_mutex_t nodes_mu = PTHREAD_MUTEX_INITIALIZER;

static uint32_t ticks(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

/* receiver thread: a frame from addr came in */
void node_heard(uint8_t addr)
{
    struct node *n;
    pthread_mutex_lock(&nodes_mu);
    for (n = nodes; n; n = n->next)
        if (n->addr == addr)
            break;
    if (!n && (n = calloc(1, sizeof *n)) != NULL) {
        n->addr = addr;
        snprintf(n->label, sizeof n->label, "node-%02x", addr);
        n->next = nodes;
        nodes = n;
    }
    if (n)
        n->heard_ms = ticks();
    pthread_mutex_unlock(&nodes_mu);
}

struct node *node_lookup(uint8_t addr)
{
    struct node *n;
    pthread_mutex_lock(&nodes_mu);
    for (n = nodes; n; n = n->next)
        if (n->addr == addr)
            break;
    pthread_mutex_unlock(&nodes_mu);
    return n;
}

void node_prune(void)
{
    struct node **pp;
    uint32_t now = ticks();

    pthread_mutex_lock(&nodes_mu);
    for (pp = &nodes; *pp;) {
        struct node *n = *pp;
        if (now - n->heard_ms > NODE_TIMEOUT_MS) { // EXPECT: unsigned-age
            *pp = n->next;
            free(n); // EXPECT: timestamp-cleanup
        } else {
            pp = &n->next;
        }
    }
    pthread_mutex_unlock(&nodes_mu);
}

int node_count_quiet(void)
{
    struct node *n;
    int quiet = 0;
    pthread_mutex_lock(&nodes_mu);
    for (n = nodes; n; n = n->next)
        quiet += (int32_t)(ticks() - n->heard_ms) > 2000;
    pthread_mutex_unlock(&nodes_mu);
    return quiet;
}

static void *rx_main(void *arg)
{
    uint8_t a = 0;
    (void)arg;
    for (;;) {
        node_heard(a++);
        usleep(1500);
    }
    return NULL;
}

static void *modbus_main(void *arg)
{
    (void)arg;
    for (uint8_t a = 0;; a++) {
        struct node *n = node_lookup(a);
        if (n) {
            n->setpoint = (uint16_t)(200 + a);
            printf("%s <- %u\n", n->label, n->setpoint);
        }
        usleep(10000);
    }
    return NULL;
}

int main(void)
{
    pthread_t rx, mb;
    if (pthread_create(&rx, NULL, rx_main, NULL) || pthread_create(&mb, NULL, modbus_main, NULL))
        return 1;
    for (;;) {
        node_prune();
        fprintf(stderr, "%d quiet\n", node_count_quiet());
        sleep(1);
    }
}
