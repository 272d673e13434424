// STD: gnu17
#include "stream.h"
#include <unistd.h>

extern gsize rtp_push(Stream *s, gsize pos);

static gpointer pusher_main(gpointer data)
{
	Stream *s = data;

	while (stream_get_state(s) != STREAM_EOS) {
		gsize pos;

		if (stream_get_state(s) == STREAM_PAUSED) {
			usleep(10000);
			continue;
		}
		g_mutex_lock(&s->lock);
		pos = s->position;
		s->position += rtp_push(s, pos);
		if (s->position >= s->length)
			stream_set_state(s, STREAM_EOS); // EXPECT-NOISE: split-atomic
		g_mutex_unlock(&s->lock);
	}
	stream_unref(s);
	return NULL;
}

Stream *stream_new(gsize length)
{
	Stream *s = g_malloc0(sizeof *s);

	g_mutex_init(&s->lock);
	s->ref_count = 1;
	s->length = length;
	return s;
}

Stream *stream_ref(Stream *s)
{
	g_atomic_int_inc(&s->ref_count);
	return s;
}

void stream_unref(Stream *s)
{
	if (g_atomic_int_dec_and_test(&s->ref_count)) {
		g_mutex_clear(&s->lock);
		g_free(s);
	}
}

gboolean stream_play(Stream *s)
{
	if (stream_get_state(s) != STREAM_IDLE)
		return FALSE;
	stream_set_state(s, STREAM_PLAYING); // EXPECT: split-atomic
	s->pusher = g_thread_new("rtp-push", pusher_main, stream_ref(s));
	return s->pusher != NULL;
}

gboolean stream_pause(Stream *s)
{
	return g_atomic_int_compare_and_exchange(&s->state, STREAM_PLAYING, STREAM_PAUSED);
}

void stream_add_viewer(Stream *s)
{
	g_atomic_int_inc(&s->viewers);
}

void stream_drop_viewer(Stream *s)
{
	gint n = g_atomic_int_get(&s->viewers);

	if (n > 0)
		g_atomic_int_set(&s->viewers, n - 1); // EXPECT: split-atomic
}

void stream_seek(Stream *s, gsize pos)
{
	g_mutex_lock(&s->lock);
	s->position = pos < s->length ? pos : s->length;
	g_mutex_unlock(&s->lock);
}
