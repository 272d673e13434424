#ifndef STREAM_H
#define STREAM_H
#include "gthread_compat.h"

enum { STREAM_IDLE, STREAM_PLAYING, STREAM_PAUSED, STREAM_EOS };

typedef struct _Stream {
	volatile gint ref_count;
	volatile gint state;
	volatile gint viewers;
	GMutex        lock;
	gsize         position;
	gsize         length;
	GThread      *pusher;
} Stream;

static inline gint stream_get_state(Stream *s)
{
	return g_atomic_int_get(&s->state);
}

static inline void stream_set_state(Stream *s, gint st)
{
	g_atomic_int_set(&s->state, st);
}

Stream  *stream_new(gsize length);
Stream  *stream_ref(Stream *s);
void     stream_unref(Stream *s);
gboolean stream_play(Stream *s);
gboolean stream_pause(Stream *s);
void     stream_add_viewer(Stream *s);
void     stream_drop_viewer(Stream *s);
void     stream_seek(Stream *s, gsize pos);
#endif
