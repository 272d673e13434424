// STD: gnu17
#include "media-source.h"

MediaSource *
media_source_new(const gchar *path)
{
  MediaSource *self = g_new0(MediaSource, 1);

  self->ref_count = 1;
  self->serial = 1;
  self->path = g_strdup(path);
  self->n_clients = 0;
  g_mutex_init(&self->lock);
  return self;
}

MediaSource *
media_source_ref(MediaSource *self)
{
  g_return_val_if_fail(self != (MediaSource *)0, self);
  g_atomic_int_inc(&self->ref_count);
  return self;
}

void
media_source_unref(MediaSource *self)
{
  g_return_if_fail(self != (MediaSource *)0);
  if (!g_atomic_int_dec_and_test(&self->ref_count))
    return;
  g_mutex_clear(&self->lock);
  g_free(self->path);
  g_free(self);
}

static void
media_source_start_locked(MediaSource *self)
{
  self->streaming = TRUE;
}

void
media_source_add_client(MediaSource *self)
{
  g_mutex_lock(&self->lock);
  if (self->n_clients++ == 0)
    media_source_start_locked(self);
  g_mutex_unlock(&self->lock);
}

void
media_source_remove_client(MediaSource *self)
{
  g_mutex_lock(&self->lock);
  if (self->n_clients > 0 && --self->n_clients == 0)
    self->streaming = FALSE;
  g_mutex_unlock(&self->lock);
}

gint
media_source_touch(MediaSource *self)
{
  gint next = g_atomic_int_get(&self->serial) + 1;

  if (next <= 0)
    next = 1;
  g_atomic_int_set(&self->serial, next); // EXPECT: split-atomic
  return next;
}
