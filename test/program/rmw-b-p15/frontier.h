#ifndef FRONTIER_H
#define FRONTIER_H
#include <pthread.h>

#define MAX_URLS 512

enum { URL_NEW, URL_CLAIMED, URL_DONE };

struct url {
    char text[80];
    int state;
    int status;
    int depth;
};

struct frontier {
    pthread_mutex_t mu;
    pthread_cond_t more;
    struct url urls[MAX_URLS];
    int count;
    int next;
    int active;
    long fetched_bytes;
};

void frontier_init(struct frontier *f);
int url_lookup(const struct frontier *f, const char *text);
int url_append(struct frontier *f, const char *text, int depth);
int frontier_add(struct frontier *f, const char *text, int depth);
struct url *frontier_claim(struct frontier *f);
void frontier_finish(struct frontier *f, struct url *u, int status, long bytes);
#endif
