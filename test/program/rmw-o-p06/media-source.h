#ifndef MEDIA_SOURCE_H
#define MEDIA_SOURCE_H
#include "gmini.h"

typedef struct _MediaSource MediaSource;

struct _MediaSource {
  gint ref_count;
  gint serial;
  gchar *path;
  GMutex lock;
  guint n_clients; /* under lock */
  gboolean streaming; /* under lock */
};

MediaSource *media_source_new(const gchar *path);
MediaSource *media_source_ref(MediaSource *self);
void media_source_unref(MediaSource *self);
void media_source_add_client(MediaSource *self);
void media_source_remove_client(MediaSource *self);
gint media_source_touch(MediaSource *self);

typedef struct {
  GMutex lock;
  GHashTable *sources; /* path -> MediaSource, under lock */
  GThreadPool *probers;
  gint n_probes;
  gint n_failed;
} MediaMonitor;

MediaMonitor *media_monitor_new(void);
void media_monitor_probe(MediaMonitor *self, const gchar *path);
void media_monitor_forget(MediaMonitor *self, const gchar *path);
void media_monitor_free(MediaMonitor *self);
#endif
