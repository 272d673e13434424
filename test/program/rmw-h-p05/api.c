// STD: gnu17
#include <stdio.h>
#include <stdlib.h>
#include "session.h"

int session_open(unsigned id, const char *peer)
{
	int rc = 0;
	pthread_mutex_lock(&g_sessions.lock);
	struct session *s = table_find(&g_sessions, id);
	if (s) {
		s->last_seen = time(NULL);
		goto out;
	}
	s = calloc(1, sizeof *s);
	if (!s) {
		rc = -1;
		goto out;
	}
	s->id = id;
	s->last_seen = time(NULL);
	snprintf(s->peer, sizeof s->peer, "%s", peer);
	if (g_sessions.count >= 4096)
		table_expire(&g_sessions, s->last_seen, 30);
	table_link(&g_sessions, s);
out:
	pthread_mutex_unlock(&g_sessions.lock);
	return rc;
}

int session_close(unsigned id)
{
	pthread_mutex_lock(&g_sessions.lock);
	struct session *s = table_find(&g_sessions, id);
	if (s)
		table_unlink(&g_sessions, s);
	pthread_mutex_unlock(&g_sessions.lock);
	free(s);
	return s ? 0 : -1;
}

unsigned long session_expired_total(void)
{
	pthread_mutex_lock(&g_sessions.lock);
	unsigned long n = g_sessions.expired;
	pthread_mutex_unlock(&g_sessions.lock);
	return n;
}
