// RUN: %tocsin %s
// STD: gnu17
/* Channel strip state of a digital mixing desk: the surface thread owns the
 * button half, the DSP thread the meter half. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define STRIPS 32

struct strip {
    pthread_mutex_t surface_mu;
    pthread_mutex_t meter_mu;
    unsigned muted     : 1;
    unsigned solo      : 1;
    unsigned rec_arm   : 1;
    unsigned bus       : 5;
    unsigned           : 0;
    unsigned clipped   : 1;
    unsigned gated     : 1;
    unsigned peak_hold : 10;
    unsigned clips     : 12;
};

struct desk {
    struct strip   strips[STRIPS];
    pthread_mutex_t cfg_mu;
    unsigned       flags;
    bool           running;
};

static struct desk desk;

static void strip_toggle_mute(struct strip *s)
{
    pthread_mutex_lock(&s->surface_mu);
    s->muted ^= 1u;
    if (s->muted)
        s->rec_arm = 0;
    pthread_mutex_unlock(&s->surface_mu);
}

static void strip_route(struct strip *s, unsigned bus)
{
    pthread_mutex_lock(&s->surface_mu);
    s->bus = bus & 31u;
    s->solo = 0;
    pthread_mutex_unlock(&s->surface_mu);
}

static void strip_meter(struct strip *s, unsigned peak)
{
    pthread_mutex_lock(&s->meter_mu);
    if (peak > s->peak_hold)
        s->peak_hold = peak & 1023u;
    if (peak > 1000u) {
        s->clipped = 1;
        s->clips++;
    }
    s->gated = peak < 12u;
    pthread_mutex_unlock(&s->meter_mu);
}

static void strip_meter_reset(struct strip *s)
{
    pthread_mutex_lock(&s->meter_mu);
    s->clipped = 0;
    s->peak_hold = 0;
    pthread_mutex_unlock(&s->meter_mu);
}

static void desk_flag(struct desk *d, unsigned bit, bool on)
{
    pthread_mutex_lock(&d->cfg_mu);
    if (on)
        d->flags |= bit;
    else
        d->flags &= ~bit;
    pthread_mutex_unlock(&d->cfg_mu);
}

static bool desk_running(struct desk *d)
{
    pthread_mutex_lock(&d->cfg_mu);
    bool r = d->running;
    pthread_mutex_unlock(&d->cfg_mu);
    return r;
}

static void *dsp_main(void *arg)
{
    struct desk *d = arg;
    uint32_t lcg = 1;
    while (desk_running(d)) {
        for (int i = 0; i < STRIPS; i++) {
            lcg = lcg * 1664525u + 1013904223u;
            strip_meter(&d->strips[i], lcg >> 22);
        }
        desk_flag(d, 1u << 3, (lcg & 1) != 0);
    }
    return NULL;
}

int main(void)
{
    pthread_t dsp;

    pthread_mutex_init(&desk.cfg_mu, NULL);
    for (int i = 0; i < STRIPS; i++) {
        pthread_mutex_init(&desk.strips[i].surface_mu, NULL);
        pthread_mutex_init(&desk.strips[i].meter_mu, NULL);
        desk.strips[i].bus = (unsigned)i % 8u;
        desk.flags |= 1u << (i % 3);
    }
    desk.running = true;
    if (pthread_create(&dsp, NULL, dsp_main, &desk) != 0)
        return EXIT_FAILURE;
    for (int i = 0; i < 1000; i++) {
        strip_toggle_mute(&desk.strips[i % STRIPS]);
        strip_route(&desk.strips[(i * 7) % STRIPS], (unsigned)i);
        if (i % 50 == 0)
            strip_meter_reset(&desk.strips[i % STRIPS]);
        desk_flag(&desk, 1u << 5, i & 1);
    }
    pthread_mutex_lock(&desk.cfg_mu);
    desk.running = false;
    pthread_mutex_unlock(&desk.cfg_mu);
    pthread_join(dsp, NULL);
    desk.flags &= ~(1u << 3);
    printf("flags %x clips %u\n", desk.flags, desk.strips[0].clips);
    return 0;
}
