// STD: gnu17
#include "iface.h"

struct iface ifaces[NIFACE];

void iface_rx(struct iface *i, unsigned n)
{
    pthread_mutex_lock(&i->lock);
    i->rx_pkts += n;
    pthread_mutex_unlock(&i->lock);
}

void iface_tx(struct iface *i, unsigned n)
{
    pthread_mutex_lock(&i->lock);
    i->tx_pkts += n;
    pthread_mutex_unlock(&i->lock);
}

void iface_link(struct iface *i, int up)
{
    pthread_mutex_lock(&i->lock);
    if (i->oper_up != up) {
        i->oper_up = up;
        i->flaps++;
    }
    pthread_mutex_unlock(&i->lock);
}

void iface_error(struct iface *i)
{
    pthread_mutex_lock(&i->lock);
    i->errors++;
    pthread_mutex_unlock(&i->lock);
}
