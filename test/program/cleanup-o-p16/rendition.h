#ifndef RENDITION_H
#define RENDITION_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#define RENDITION_MAX 512

struct rendition {
    char path[200];
    char thumb[200];
    time_t created;
    int viewers;
    int thumb_viewers;
    bool present;
    bool thumb_present;
};

struct library {
    pthread_mutex_t lock;
    struct rendition items[RENDITION_MAX];
    time_t soft_age;
    time_t hard_age;
};

time_t uptime_s(void);

int library_add(struct library *lib, const char *path, const char *thumb);
int library_open(struct library *lib, int slot);
void library_close(struct library *lib, int slot, int fd);
int library_open_thumb(struct library *lib, int slot);
void library_close_thumb(struct library *lib, int slot, int fd);

unsigned sweep_renditions(struct library *lib);
unsigned sweep_thumbs(struct library *lib);
unsigned sweep_scratch(struct library *lib, int slot);

#endif
