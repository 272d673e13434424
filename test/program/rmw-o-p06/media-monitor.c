// STD: gnu17
#include "media-source.h"
#include <unistd.h>

static void
probe_one(gpointer data, gpointer user_data)
{
  MediaMonitor *self = user_data;
  gchar *path = data;
  MediaSource *source;

  g_atomic_int_inc(&self->n_probes);
  if (access(path, R_OK) != 0) {
    self->n_failed++; // EXPECT: lost-update
    g_free(path);
    return;
  }

  g_mutex_lock(&self->lock);
  source = g_hash_table_lookup(self->sources, path);
  if (source)
    media_source_ref(source);
  g_mutex_unlock(&self->lock);

  if (!source) {
    source = media_source_new(path);
    g_mutex_lock(&self->lock);
    g_hash_table_insert(self->sources, source->path, media_source_ref(source)); // EXPECT: check-then-act
    g_mutex_unlock(&self->lock);
  }
  media_source_touch(source);
  media_source_unref(source);
  g_free(path);
}

MediaMonitor *
media_monitor_new(void)
{
  MediaMonitor *self = g_new0(MediaMonitor, 1);

  g_mutex_init(&self->lock);
  self->sources = g_hash_table_new(g_str_hash, g_str_equal);
  self->n_failed = 0;
  self->probers = g_thread_pool_new(probe_one, self, 4, FALSE, (GError **)0);
  return self;
}

void
media_monitor_probe(MediaMonitor *self, const gchar *path)
{
  g_thread_pool_push(self->probers, g_strdup(path), (GError **)0);
}

void
media_monitor_forget(MediaMonitor *self, const gchar *path)
{
  MediaSource *source;

  g_mutex_lock(&self->lock);
  source = g_hash_table_lookup(self->sources, path);
  if (source)
    g_hash_table_remove(self->sources, path);
  g_mutex_unlock(&self->lock);
  if (source)
    media_source_unref(source);
}

void
media_monitor_free(MediaMonitor *self)
{
  g_thread_pool_free(self->probers, FALSE, TRUE);
  if (self->n_failed > 0)
    self->n_failed = 0;
  g_hash_table_unref(self->sources);
  g_mutex_clear(&self->lock);
  g_free(self);
}
