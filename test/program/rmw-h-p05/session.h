#ifndef SESSION_H
#define SESSION_H
#include <pthread.h>
#include <stddef.h>
#include <time.h>

struct session {
	struct session *next;
	unsigned id;
	time_t last_seen;
	char peer[64];
};

struct session_table {
	pthread_mutex_t lock;
	struct session *head;
	unsigned count;
	unsigned peak;
	unsigned long expired;
};

extern struct session_table g_sessions;

struct session *table_find(struct session_table *t, unsigned id);
void table_link(struct session_table *t, struct session *s);
void table_unlink(struct session_table *t, struct session *s);
void table_expire(struct session_table *t, time_t now, int ttl);

int session_open(unsigned id, const char *peer);
int session_close(unsigned id);
void *reaper_main(void *arg);
#endif
