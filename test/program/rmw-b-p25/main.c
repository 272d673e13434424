// STD: gnu17
#include "shipper.h"
#include <stdio.h>
#include <string.h>

static struct routes routes;
static struct queue queue;

static void *producer(void *arg)
{
    const char *line = arg;
    for (int i = 0; i < 1000; i++)
        queue_put(&queue, line);
    return NULL;
}

static void *sender(void *arg)
{
    const char *line;
    unsigned key = 0;
    long *bytes = arg;
    while ((line = queue_get(&queue)) != NULL) {
        if (route_pick(&routes, key++) >= 0)
            *bytes += (long)strlen(line);
        if (key % 50 == 0)
            queue_refill(&queue, 400);
    }
    return NULL;
}

int main(void)
{
    pthread_t p[2], s[2];
    long bytes[2] = {0, 0};

    routes_init(&routes);
    queue_init(&queue, 10000);
    route_add(&routes, "log-a", 1);
    route_add(&routes, "log-b", 2);
    pthread_create(&p[0], NULL, producer, "auth: ok");
    pthread_create(&p[1], NULL, producer, "kern: link up");
    pthread_create(&s[0], NULL, sender, &bytes[0]);
    pthread_create(&s[1], NULL, sender, &bytes[1]);
    pthread_join(p[0], NULL);
    pthread_join(p[1], NULL);
    queue_close(&queue);
    pthread_join(s[0], NULL);
    pthread_join(s[1], NULL);
    for (int i = 0; i < routes.n; i++)
        printf("%s %lu\n", routes.r[i].host, routes.r[i].sent);
    printf("%ld bytes\n", bytes[0] + bytes[1]);
    route_reset(&routes);
    return 0;
}
