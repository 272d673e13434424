#ifndef BROKER_H
#define BROKER_H
#include <pthread.h>
#include <stddef.h>

#define TOPIC_MAX 16
#define RING 32

struct topic {
    char name[24];
    int ring[RING];
    size_t head, count;
    unsigned long dropped;
};

struct broker {
    pthread_mutex_t mu;
    pthread_cond_t readable;
    struct topic topics[TOPIC_MAX];
    size_t ntopics;
    int publishers;
};

/* sync.c */
void broker_enter(struct broker *b);
void broker_leave(struct broker *b);
void broker_wait(struct broker *b);
void broker_wake(struct broker *b);

/* topic.c -- callers are between broker_enter and broker_leave */
struct topic *topic_find(struct broker *b, const char *name);
struct topic *topic_create(struct broker *b, const char *name);
void topic_append(struct topic *t, int v);
int topic_pop(struct topic *t, int *v);
#endif
