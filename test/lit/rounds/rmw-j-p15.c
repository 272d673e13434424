// RUN: %tocsin %s
// STD: gnu17
/* tided: harmonic tide predictions for a set of ports, one thread per client. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define NCONST 37
#define NNODE  400

struct constituent { double speed, amp, phase; };

struct service {
    _Atomic unsigned long served;
    _Atomic unsigned long misses;
    _Atomic unsigned      latency_us;
    _Atomic int           inflight;
};

static struct service svc;

static double *build_node_factors(void)
{
    double *t = malloc(NNODE * sizeof *t);
    if (!t)
        return NULL;
    for (int i = 0; i < NNODE; i++)
        t[i] = 1.0 + 0.037 * cos(0.0092 * i);
    return t;
}

static const double *node_factors(void)
{
    static double *factors;

    if (!factors)
        factors = build_node_factors(); // EXPECT: check-then-act
    return factors;
}

static pthread_once_t speeds_once = PTHREAD_ONCE_INIT;
static double speeds[NCONST];

static void build_speeds(void)
{
    for (int i = 0; i < NCONST; i++)
        speeds[i] = 28.984 / (1.0 + i * 0.5);
}

static double constituent_speed(int i)
{
    pthread_once(&speeds_once, build_speeds);
    return speeds[i];
}

static double predict(const struct constituent *c, int n, double hours)
{
    const double *f = node_factors();
    double h = 0.0;

    if (!f)
        return NAN;
    for (int i = 0; i < n; i++)
        h += f[(int)hours % NNODE] * c[i].amp *
             cos(c[i].speed * hours * 0.0174533 - c[i].phase);
    return h;
}

static void account(struct service *s, unsigned us, int missed)
{
    atomic_fetch_add(&s->served, memory_order_relaxed); // EXPECT: split-atomic
    if (missed)
        atomic_fetch_add_explicit(&s->misses, 1, memory_order_relaxed);
    s->latency_us = s->latency_us * 7 / 8 + us / 8; // EXPECT: split-atomic
}

static void *client_main(void *arg)
{
    struct constituent c[NCONST];
    int port = *(int *)arg;

    s_again:
    if (atomic_fetch_add(&svc.inflight, 1) > 64) {
        atomic_fetch_sub(&svc.inflight, 1);
        goto s_again;
    }
    for (int i = 0; i < NCONST; i++) {
        c[i].speed = constituent_speed(i);
        c[i].amp = 1.0 / (1 + i + port);
        c[i].phase = 0.1 * i;
    }
    for (int h = 0; h < 24 * 365; h++) {
        double v = predict(c, NCONST, (double)h);
        account(&svc, 100u + (unsigned)(h % 50), isnan(v));
    }
    svc.inflight--;
    return NULL;
}

int main(void)
{
    pthread_t th[8];
    int port[8];

    for (int i = 0; i < 8; i++) {
        port[i] = i;
        if (pthread_create(&th[i], NULL, client_main, &port[i]) != 0)
            return EXIT_FAILURE;
    }
    for (int i = 0; i < 8; i++)
        pthread_join(th[i], NULL);
    printf("%lu predictions, %lu misses\n", atomic_load(&svc.served), atomic_load(&svc.misses));
    return 0;
}
