#ifndef TICKET_H
#define TICKET_H
#include <pthread.h>
#include <stdint.h>

struct ticket {
    struct ticket *next;
    uint64_t id;
    int64_t issued_ms;
    int holders;
    unsigned char secret[48];
};

struct ticket_store {
    pthread_mutex_t mu;
    struct ticket *head;
    int64_t lifetime_ms;
};

int64_t ticket_clock(void);
struct ticket *ticket_hold(struct ticket_store *s, uint64_t id);
void ticket_drop(struct ticket_store *s, struct ticket *t);
int ticket_issue(struct ticket_store *s, uint64_t id);
int ticket_prune(struct ticket_store *s);
int64_t ticket_mean_age(struct ticket_store *s);
#endif
