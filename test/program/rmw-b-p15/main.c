// STD: gnu17
#include "frontier.h"
#include <stdio.h>

static struct frontier frontier;

static long fetch(const struct url *u, int *status)
{
    *status = u->depth < 5 ? 200 : 404;
    return 100 + u->depth;
}

static void *crawler(void *arg)
{
    struct url *u;
    int *pages = arg;
    char link[80];

    while ((u = frontier_claim(&frontier)) != NULL) {
        int status;
        long bytes = fetch(u, &status);
        (*pages)++;
        if (status == 200)
            for (int i = 0; i < 3; i++) {
                snprintf(link, sizeof link, "http://example.org/%d/%d", u->depth + 1, i);
                frontier_add(&frontier, link, u->depth + 1);
            }
        frontier_finish(&frontier, u, status, bytes);
    }
    return NULL;
}

int main(void)
{
    pthread_t th[3];
    int pages[3] = {0, 0, 0};
    int total = 0;

    frontier_init(&frontier);
    for (int i = 0; i < 3; i++)
        pthread_create(&th[i], NULL, crawler, &pages[i]);
    for (int i = 0; i < 3; i++) {
        pthread_join(th[i], NULL);
        total += pages[i];
    }
    printf("%d pages, %ld bytes, %d urls\n", total, frontier.fetched_bytes, frontier.count);
    return 0;
}
