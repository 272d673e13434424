#ifndef SESSION_H
#define SESSION_H

#include <pthread.h>
#include <stdint.h>
#include <sys/queue.h>

struct session {
	TAILQ_ENTRY(session) link;
	uint32_t	sid;
	int		fd;
	char		user[32];
	int64_t		last_active;	/* ms, monotonic */
	char		*outbuf;
	size_t		outlen;
};

TAILQ_HEAD(session_head, session);

extern struct session_head	 sess_all;
extern pthread_mutex_t		 sess_lock;

int64_t		 mono_ms(void);
struct session	*session_new(uint32_t sid, int fd, const char *user);
struct session	*session_find(uint32_t sid);
int		 session_queue(struct session *s, const void *data, size_t len);
void		 session_destroy(struct session *s);

int		 reaper_start(int64_t idle_ms);
void		 reaper_pause(int on);
#endif
