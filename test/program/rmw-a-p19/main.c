// STD: gnu17
#include "telemetry.h"
#include <pthread.h>
#include <unistd.h>

static void *stream(void *arg)
{
    unsigned seed = *(unsigned *)arg;
    if (stream_open(6) != 0)
        return NULL;
    for (int i = 0; i < 5000; i++) {
        seed = seed * 1103515245u + 12345u;
        ingest_sample(seed % 1500, (seed >> 16) % 4000);
    }
    stream_close();
    return NULL;
}

static void *reporter(void *arg)
{
    (void)arg;
    for (int i = 0; i < 5; i++) {
        usleep(2000);
        report_dump();
    }
    return NULL;
}

int main(void)
{
    pthread_t t[8], r;
    unsigned seeds[8];
    pthread_create(&r, NULL, reporter, NULL);
    for (unsigned i = 0; i < 8; i++) {
        seeds[i] = i + 1;
        pthread_create(&t[i], NULL, stream, &seeds[i]);
    }
    for (int i = 0; i < 8; i++)
        pthread_join(t[i], NULL);
    pthread_join(r, NULL);
    report_dump();
    return 0;
}
