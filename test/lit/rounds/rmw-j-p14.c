// RUN: %tocsin %s
// STD: gnu17
/* Observatory dome supervisor: weather samples from several stations. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define NSTATION 4

struct sky {
    pthread_spinlock_t lock;
    double   wind_sum;
    double   cloud_sum;
    unsigned samples;
    unsigned contended;
    unsigned rain_seen;
};

struct dome {
    pthread_mutex_t mu;
    pthread_cond_t  wake;
    bool            close_wanted;
    bool            closed;
    int             azimuth;
};

static struct sky sky;
static struct dome dome = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .wake = PTHREAD_COND_INITIALIZER,
};

static void sky_sample(struct sky *s, double wind, double cloud)
{
    if (pthread_spin_trylock(&s->lock) != 0) {
        s->contended++; // EXPECT: lost-update
        pthread_spin_lock(&s->lock);
    }
    s->wind_sum += wind;
    s->cloud_sum += cloud;
    s->samples++;
    pthread_spin_unlock(&s->lock);
}

static void sky_rain(struct sky *s, unsigned drops, bool urgent)
{
    if (!urgent)
        pthread_spin_lock(&s->lock);
    s->rain_seen += drops; // EXPECT: lost-update
    if (!urgent)
        pthread_spin_unlock(&s->lock);
}

static double sky_drain(struct sky *s, unsigned *rain)
{
    double mean;

    pthread_spin_lock(&s->lock);
    mean = s->samples ? s->wind_sum / s->samples : 0.0;
    *rain = s->rain_seen;
    if (s->contended > s->samples / 2)
        s->contended = 0;
    s->wind_sum = s->cloud_sum = 0.0;
    s->samples = 0;
    s->rain_seen = 0;
    pthread_spin_unlock(&s->lock);
    return mean;
}

static void dome_request_close(struct dome *d)
{
    d->close_wanted = true; // EXPECT: lost-update
    pthread_cond_signal(&d->wake);
}

static void dome_turn(struct dome *d, int az)
{
    pthread_mutex_lock(&d->mu);
    if (!d->close_wanted)
        d->azimuth = az % 360;
    pthread_mutex_unlock(&d->mu);
}

static void *shutter_main(void *arg)
{
    struct dome *d = arg;

    pthread_mutex_lock(&d->mu);
    while (!d->close_wanted)
        pthread_cond_wait(&d->wake, &d->mu);
    d->close_wanted = false;
    d->closed = true;
    d->azimuth = 0;
    pthread_mutex_unlock(&d->mu);
    return NULL;
}

static void *station_main(void *arg)
{
    unsigned seed = *(unsigned *)arg;

    for (int i = 0; i < 5000; i++) {
        double wind = (double)(rand_r(&seed) % 20);
        sky_sample(&sky, wind, wind / 2.0);
        if (wind > 17.0)
            sky_rain(&sky, 1, wind > 18.0);
    }
    return NULL;
}

int main(void)
{
    pthread_t st[NSTATION], shutter;
    unsigned seeds[NSTATION], rain = 0;

    if (pthread_spin_init(&sky.lock, PTHREAD_PROCESS_PRIVATE) != 0)
        return EXIT_FAILURE;
    if (pthread_create(&shutter, NULL, shutter_main, &dome) != 0)
        return EXIT_FAILURE;
    for (unsigned i = 0; i < NSTATION; i++) {
        seeds[i] = i + 1;
        if (pthread_create(&st[i], NULL, station_main, &seeds[i]) != 0)
            return EXIT_FAILURE;
    }
    for (int i = 0; i < 50; i++) {
        double wind = sky_drain(&sky, &rain);
        dome_turn(&dome, i * 7);
        if (wind > 15.0 || rain > 3)
            break;
        usleep(10000);
    }
    dome_request_close(&dome);
    pthread_join(shutter, NULL);
    for (int i = 0; i < NSTATION; i++)
        pthread_join(st[i], NULL);
    printf("closed=%d\n", dome.closed);
    return 0;
}
