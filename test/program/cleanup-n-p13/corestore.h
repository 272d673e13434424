#ifndef CORESTORE_H
#define CORESTORE_H
#include <limits.h>
#include <pthread.h>
#include <sys/types.h>
#include <time.h>

enum core_state { CORE_WRITING, CORE_READY, CORE_EXTRACTING, CORE_DOOMED };

struct core {
	struct core *next;
	char file[NAME_MAX + 1];
	enum core_state state;
	unsigned readers;
	time_t crashed;
	off_t bytes;
};

struct store {
	pthread_mutex_t lock;
	int dirfd;
	struct core *cores;
	off_t total, limit;
};

/* index.c */
int store_open_core(struct store *s, const char *file);
void store_close_core(struct store *s, const char *file, int fd);
struct core *store_find(struct store *s, const char *file);
void store_unlink_entry(struct store *s, struct core *c);

/* vacuum.c */
unsigned vacuum_by_age(struct store *s, time_t max_age);
unsigned vacuum_by_size(struct store *s);
#endif
