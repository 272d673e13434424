// STD: gnu17
#include "broker.h"

void broker_enter(struct broker *b)
{
    pthread_mutex_lock(&b->mu);
}

void broker_leave(struct broker *b)
{
    pthread_mutex_unlock(&b->mu);
}

void broker_wait(struct broker *b)
{
    pthread_cond_wait(&b->readable, &b->mu);
}

void broker_wake(struct broker *b)
{
    pthread_cond_broadcast(&b->readable);
}
