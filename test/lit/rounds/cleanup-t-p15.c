// RUN: %tocsin %s
// STD: c11
/* field gateway: radio frame reassembly and supervision of the modem helper, one thread */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REASM_TIMEOUT_TICKS   5000u
#define MODEM_TIMEOUT_TICKS  30000u
#define REASM_SLOTS              8

struct reasm {
    bool      busy;
    uint16_t  src;
    uint32_t  started;
    size_t    len;
    uint8_t  *buf;
};

struct gateway {
    struct reasm slot[REASM_SLOTS];
    pid_t        modem;
    uint32_t     modem_spawned;
    unsigned     timeouts;
};

/* free running millisecond tick, wraps every 49 days */
static uint32_t tick(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

/* `since` was taken by this thread earlier than `now`: the difference is right across the wrap */
static inline uint32_t ticks_since(uint32_t since, uint32_t now)
{
    return now - since;
}

static void reasm_reset(struct reasm *r)
{
    free(r->buf);
    memset(r, 0, sizeof *r);
}

int gateway_frame(struct gateway *g, uint16_t src, const uint8_t *data, size_t n)
{
    struct reasm *free_slot = NULL;

    for (int i = 0; i < REASM_SLOTS; i++) {
        struct reasm *r = &g->slot[i];
        uint8_t *grown;

        if (!r->busy) {
            free_slot = r;
            continue;
        }
        if (r->src != src)
            continue;
        grown = realloc(r->buf, r->len + n);
        if (!grown)
            return -1;
        memcpy(grown + r->len, data, n);
        r->buf = grown;
        r->len += n;
        return 0;
    }
    if (!free_slot || !(free_slot->buf = malloc(n)))
        return -1;
    memcpy(free_slot->buf, data, n);
    free_slot->busy = true;
    free_slot->src = src;
    free_slot->len = n;
    free_slot->started = tick();
    return 0;
}

int gateway_start_modem(struct gateway *g, char *const argv[])
{
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0) {
        execv(argv[0], argv);
        _exit(127);
    }
    g->modem = pid;
    g->modem_spawned = tick();
    return 0;
}

static void check_modem(struct gateway *g, uint32_t now)
{
    int status;

    if (g->modem <= 0)
        return;
    if (waitpid(g->modem, &status, WNOHANG) == g->modem) {
        g->modem = 0;
        return;
    }
    if (ticks_since(g->modem_spawned, now) > MODEM_TIMEOUT_TICKS) {
        kill(g->modem, SIGKILL);
        waitpid(g->modem, &status, 0);
        g->modem = 0;
        g->timeouts++;
    }
}

void gateway_tick(struct gateway *g)
{
    uint32_t now = tick();

    for (int i = 0; i < REASM_SLOTS; i++) {
        struct reasm *r = &g->slot[i];

        if (r->busy && ticks_since(r->started, now) >= REASM_TIMEOUT_TICKS) {
            reasm_reset(r);
            g->timeouts++;
        }
    }
    check_modem(g, now);
}
