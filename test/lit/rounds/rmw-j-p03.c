// RUN: %tocsin %s
// STD: gnu17
/* Point machine driver for a signalling panel. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define POS_NORMAL  1u
#define POS_REVERSE 2u

struct point_machine {
    pthread_mutex_t route_mu;
    pthread_mutex_t aux_mu;
    unsigned position  : 2;
    unsigned detected  : 1;
    unsigned locked    : 1;
    unsigned trailed   : 1;
    unsigned heater    : 1;
    unsigned moves     : 16;
    int16_t  rail_temp;
    int      id;
};

static struct point_machine yard[12];

static void pm_throw(struct point_machine *pm, unsigned pos)
{
    pthread_mutex_lock(&pm->route_mu);
    if (!pm->locked) {
        pm->detected = 0;
        pm->position = pos;
        pm->moves++;
    }
    pthread_mutex_unlock(&pm->route_mu);
}

static void pm_detect(struct point_machine *pm, int ok)
{
    pthread_mutex_lock(&pm->route_mu);
    pm->detected = ok ? 1u : 0u;
    if (!ok)
        pm->trailed = 1;
    pthread_mutex_unlock(&pm->route_mu);
}

static void pm_lock_route(struct point_machine *pm, int on)
{
    pthread_mutex_lock(&pm->route_mu);
    pm->locked = on ? 1u : 0u;
    pthread_mutex_unlock(&pm->route_mu);
}

static void pm_climate(struct point_machine *pm, int16_t temp)
{
    pthread_mutex_lock(&pm->aux_mu);
    pm->rail_temp = temp;
    pm->heater = temp < 20 ? 1u : 0u; // EXPECT: lost-update
    pthread_mutex_unlock(&pm->aux_mu);
}

static int16_t pm_temp(struct point_machine *pm)
{
    int16_t t;
    pthread_mutex_lock(&pm->aux_mu);
    t = pm->rail_temp;
    pthread_mutex_unlock(&pm->aux_mu);
    return t;
}

static void *weather_thread(void *arg)
{
    int16_t t = 35;
    size_t i;
    (void)arg;
    for (;;) {
        for (i = 0; i < sizeof yard / sizeof yard[0]; i++)
            pm_climate(&yard[i], t);
        t = (int16_t)(t > -50 ? t - 1 : 35);
        usleep(100000);
    }
    return NULL;
}

static void *route_thread(void *arg)
{
    unsigned pos = POS_NORMAL;
    size_t i;
    (void)arg;
    for (;;) {
        for (i = 0; i < sizeof yard / sizeof yard[0]; i++) {
            pm_throw(&yard[i], pos);
            pm_detect(&yard[i], 1);
            pm_lock_route(&yard[i], 1);
            pm_lock_route(&yard[i], 0);
        }
        pos = pos == POS_NORMAL ? POS_REVERSE : POS_NORMAL;
        usleep(20000);
    }
    return NULL;
}

int main(void)
{
    pthread_t w, r;
    size_t i;

    for (i = 0; i < sizeof yard / sizeof yard[0]; i++) {
        pthread_mutex_init(&yard[i].route_mu, NULL);
        pthread_mutex_init(&yard[i].aux_mu, NULL);
        yard[i].id = (int)i;
        yard[i].position = POS_NORMAL;
    }
    if (pthread_create(&w, NULL, weather_thread, NULL) != 0 ||
        pthread_create(&r, NULL, route_thread, NULL) != 0) {
        fprintf(stderr, "panel: cannot start threads\n");
        return EXIT_FAILURE;
    }
    for (i = 0; i < 60; i++) {
        printf("rail %d\n", pm_temp(&yard[0]));
        sleep(1);
    }
    pthread_join(w, NULL);
    pthread_join(r, NULL);
    return EXIT_SUCCESS;
}
