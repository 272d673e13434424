// RUN: %tocsin %s
// STD: gnu17
/* Foundry ladle dispatcher: cranes move ladles between furnaces and moulds. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NCRANE 3
#define NMOULD 16

struct shop {
    sem_t    bay;               /* one crane in the bay at a time */
    sem_t    ready;             /* moulds waiting for metal */
    int      poured[NMOULD];
    int      head, tail;
    int      queue[NMOULD];
    unsigned melt_kg;
    unsigned spilled_kg;
    int      closing;
};

struct crane {
    struct shop *shop;
    int          id;
    unsigned     idle;
    unsigned     carried_kg;
};

static struct shop shop;

static void bay_enter(struct shop *s)
{
    while (sem_wait(&s->bay) != 0 && errno == EINTR)
        ;
}

static int bay_try(struct shop *s)
{
    return sem_trywait(&s->bay) == 0;
}

static void bay_leave(struct shop *s)
{
    sem_post(&s->bay);
}

static void enqueue(struct shop *s, int mould)
{
    s->queue[s->tail] = mould;
    s->tail = (s->tail + 1) % NMOULD;
}

static int dequeue(struct shop *s)
{
    int m;
    if (s->head == s->tail)
        return -1;
    m = s->queue[s->head];
    s->head = (s->head + 1) % NMOULD;
    return m;
}

static int pour_next(struct crane *c)
{
    struct shop *s = c->shop;
    int m, done;

    while (sem_wait(&s->ready) != 0 && errno == EINTR)
        ;
    bay_enter(s);
    done = s->closing;
    m = dequeue(s);
    if (m >= 0 && s->melt_kg >= 50) {
        s->melt_kg -= 50;
        s->poured[m]++;
        c->carried_kg += 50;
    }
    bay_leave(s);
    return done && m < 0 ? -1 : 0;
}

static void skim(struct crane *c)
{
    if (!bay_try(c->shop)) {
        c->idle++;
        return;
    }
    if (c->shop->melt_kg > 0) {
        c->shop->melt_kg--;
        c->shop->spilled_kg++;
    }
    bay_leave(c->shop);
}

static void *crane_main(void *arg)
{
    struct crane *c = arg;
    while (pour_next(c) == 0)
        skim(c);
    return NULL;
}

int main(void)
{
    pthread_t th[NCRANE];
    struct crane cranes[NCRANE];
    unsigned carried = 0;
    int i;

    memset(&shop, 0, sizeof shop);
    if (sem_init(&shop.bay, 0, 1) != 0 || sem_init(&shop.ready, 0, 0) != 0)
        return EXIT_FAILURE;
    shop.melt_kg += 20000;
    for (i = 0; i < NCRANE; i++) {
        memset(&cranes[i], 0, sizeof cranes[i]);
        cranes[i].shop = &shop;
        cranes[i].id = i;
        if (pthread_create(&th[i], NULL, crane_main, &cranes[i]) != 0)
            return EXIT_FAILURE;
    }
    for (i = 0; i < 200; i++) {
        bay_enter(&shop);
        if ((shop.tail + 1) % NMOULD != shop.head)
            enqueue(&shop, i % NMOULD);
        bay_leave(&shop);
        sem_post(&shop.ready);
    }
    bay_enter(&shop);
    shop.closing = 1;
    bay_leave(&shop);
    for (i = 0; i < NCRANE; i++)
        sem_post(&shop.ready);
    for (i = 0; i < NCRANE; i++)
        pthread_join(th[i], NULL);
    for (i = 0; i < NCRANE; i++) {
        carried += cranes[i].carried_kg;
        shop.spilled_kg += cranes[i].idle / 100;
    }
    printf("carried %u spilled %u left %u\n", carried, shop.spilled_kg, shop.melt_kg);
    return 0;
}
