// STD: gnu17
#include "stream.h"
#include <stdlib.h>
#include <string.h>

#define SESSIONS 32

typedef struct {
	int     fd;
	Stream *stream;
} Session;

extern int rtsp_read(int fd, char *verb, size_t len, gsize *arg);
extern void rtsp_reply(int fd, int code);

static gpointer session_main(gpointer data)
{
	Session *ss = data;
	char verb[16];
	gsize arg;

	stream_add_viewer(ss->stream);
	while (rtsp_read(ss->fd, verb, sizeof verb, &arg) == 0) {
		int code = 200;

		if (!strcmp(verb, "PLAY"))
			code = stream_play(ss->stream) ? 200 : 455;
		else if (!strcmp(verb, "PAUSE"))
			code = stream_pause(ss->stream) ? 200 : 455;
		else if (!strcmp(verb, "SEEK"))
			stream_seek(ss->stream, arg);
		else
			code = 501;
		rtsp_reply(ss->fd, code);
	}
	stream_drop_viewer(ss->stream);
	stream_unref(ss->stream);
	g_free(ss);
	return NULL;
}

int server_run(const int *fds, int n, gsize length)
{
	GThread *t[SESSIONS];
	Stream *s = stream_new(length);
	int i;

	if (n > SESSIONS)
		n = SESSIONS;
	for (i = 0; i < n; i++) {
		Session *ss = g_malloc0(sizeof *ss);

		ss->fd = fds[i];
		ss->stream = stream_ref(s);
		t[i] = g_thread_new("rtsp", session_main, ss);
	}
	for (i = 0; i < n; i++)
		g_thread_join(t[i]);
	stream_unref(s);
	return 0;
}
