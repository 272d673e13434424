// RUN: %tocsin %s
// STD: gnu17
/* Switch port manager: link state machine, PoE controller and alarm poller. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NPORTS 48

#define ALM_LOS    0x01u
#define ALM_FLAP   0x02u
#define ALM_TEMP   0x04u
#define ALM_ACKED  0x80u

struct port {
    pthread_mutex_t link_mu;
    unsigned link_up : 1;   /* link_mu */
    unsigned duplex : 1;    /* link_mu */
    unsigned autoneg : 1;   /* link_mu */
    unsigned poe_on : 1;    /* poe_mu */
    unsigned speed : 4;     /* link_mu */

    pthread_mutex_t poe_mu;
    unsigned poe_mwatt;     /* poe_mu */

    pthread_mutex_t alarm_mu;
    uint32_t alarms;        /* alarm_mu */
    unsigned flaps;         /* link_mu */
};

static struct port ports[NPORTS];

extern unsigned phy_status(int port);
extern unsigned poe_draw(int port);
extern int board_temp(void);

static void raise_alarm(struct port *p, uint32_t bit)
{
    pthread_mutex_lock(&p->alarm_mu);
    p->alarms |= bit;
    pthread_mutex_unlock(&p->alarm_mu);
}

static void clear_alarm(struct port *p, uint32_t bit)
{
    pthread_mutex_lock(&p->alarm_mu);
    p->alarms &= ~bit;
    pthread_mutex_unlock(&p->alarm_mu);
}

static void link_event(int n, unsigned st)
{
    struct port *p = &ports[n];
    int flapping;

    pthread_mutex_lock(&p->link_mu);
    if (p->link_up != (st & 1u))
        p->flaps++;
    p->link_up = st & 1u;
    p->duplex = (st >> 1) & 1u;
    p->speed = (st >> 4) & 0xfu;
    flapping = p->flaps > 100;
    pthread_mutex_unlock(&p->link_mu);

    if (!(st & 1u))
        raise_alarm(p, ALM_LOS);
    else
        clear_alarm(p, ALM_LOS);
    if (flapping)
        raise_alarm(p, ALM_FLAP);
}

void port_set_autoneg(int n, int on)
{
    struct port *p = &ports[n];

    pthread_mutex_lock(&p->link_mu);
    p->autoneg = on != 0;
    pthread_mutex_unlock(&p->link_mu);
}

void port_set_poe(int n, int on)
{
    struct port *p = &ports[n];

    pthread_mutex_lock(&p->poe_mu);
    p->poe_on = on != 0; // EXPECT: lost-update
    if (!on)
        p->poe_mwatt = 0;
    pthread_mutex_unlock(&p->poe_mu);
}

/* CLI "ack alarms" */
int port_ack(int n)
{
    struct port *p = &ports[n];

    if (n < 0 || n >= NPORTS)
        return -1;
    p->alarms |= ALM_ACKED; // EXPECT: lost-update
    return 0;
}

static void *link_main(void *arg)
{
    int i;

    (void)arg;
    for (;;) {
        for (i = 0; i < NPORTS; i++)
            link_event(i, phy_status(i));
        usleep(100000);
    }
    return NULL;
}

static void *env_main(void *arg)
{
    int i;

    (void)arg;
    for (;;) {
        int hot = board_temp() > 85;

        for (i = 0; i < NPORTS; i++) {
            struct port *p = &ports[i];

            if (hot)
                raise_alarm(p, ALM_TEMP);
            pthread_mutex_lock(&p->poe_mu);
            p->poe_mwatt = poe_draw(i);
            pthread_mutex_unlock(&p->poe_mu);
        }
        sleep(1);
    }
    return NULL;
}

int ports_start(void)
{
    pthread_t a, b;
    int i;

    for (i = 0; i < NPORTS; i++) {
        pthread_mutex_init(&ports[i].link_mu, NULL);
        pthread_mutex_init(&ports[i].poe_mu, NULL);
        pthread_mutex_init(&ports[i].alarm_mu, NULL);
        ports[i].autoneg = 1;
    }
    if (pthread_create(&a, NULL, link_main, NULL) || pthread_create(&b, NULL, env_main, NULL))
        return -1;
    return 0;
}
