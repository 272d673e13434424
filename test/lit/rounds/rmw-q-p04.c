// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: glib
// OPTIONS: -I/usr/include/glib-2.0 -I/usr/lib/x86_64-linux-gnu/glib-2.0/include
/* Thumbnail service: decoded thumbnails are shared by all render jobs. */
#include <glib.h>
#include <string.h>

typedef struct {
    GBytes *pixels;
    guint hits;
    gint64 loaded_at;
} Thumb;

typedef struct {
    GRWLock lock;
    GHashTable *thumbs;   /* uri -> Thumb */
    gsize total_bytes;
    gint rescan_pending;
    gint decodes;
    GThreadPool *pool;
} ThumbCache;

static void thumb_free(gpointer p)
{
    Thumb *t = p;
    g_bytes_unref(t->pixels);
    g_free(t);
}

ThumbCache *thumb_cache_new(void)
{
    ThumbCache *c = g_new0(ThumbCache, 1);
    g_rw_lock_init(&c->lock);
    c->thumbs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, thumb_free);
    return c;
}

static GBytes *decode(ThumbCache *c, const char *uri)
{
    gsize n = 0;
    gchar *raw = NULL;
    g_atomic_int_inc(&c->decodes);
    if (!g_file_get_contents(uri, &raw, &n, NULL))
        return NULL;
    return g_bytes_new_take(raw, n);
}

static Thumb *thumb_new(GBytes *pixels)
{
    Thumb *t = g_new0(Thumb, 1);
    t->pixels = g_bytes_ref(pixels);
    t->loaded_at = g_get_monotonic_time();
    return t;
}

static GBytes *cache_peek(ThumbCache *c, const char *uri)
{
    GBytes *found = NULL;
    g_rw_lock_reader_lock(&c->lock);
    Thumb *t = g_hash_table_lookup(c->thumbs, uri);
    if (t != NULL) {
        t->hits++; // EXPECT: lost-update
        found = g_bytes_ref(t->pixels);
    }
    g_rw_lock_reader_unlock(&c->lock);
    return found;
}

static GBytes *thumb_get(ThumbCache *c, const char *uri)
{
    GBytes *pixels = cache_peek(c, uri);
    if (pixels != NULL)
        return pixels;
    pixels = decode(c, uri);
    if (pixels == NULL)
        return NULL;

    g_rw_lock_writer_lock(&c->lock);
    g_hash_table_insert(c->thumbs, g_strdup(uri), thumb_new(pixels)); // EXPECT: check-then-act
    c->total_bytes += g_bytes_get_size(pixels);
    g_rw_lock_writer_unlock(&c->lock);
    return pixels;
}

/* Prefetch never counts as a hit and keeps whatever is there. */
static void thumb_prefetch(ThumbCache *c, const char *uri)
{
    g_rw_lock_reader_lock(&c->lock);
    gboolean present = g_hash_table_contains(c->thumbs, uri);
    g_rw_lock_reader_unlock(&c->lock);
    if (present)
        return;
    g_autoptr(GBytes) pixels = decode(c, uri);
    if (pixels == NULL)
        return;

    g_rw_lock_writer_lock(&c->lock);
    if (!g_hash_table_contains(c->thumbs, uri)) {
        g_hash_table_insert(c->thumbs, g_strdup(uri), thumb_new(pixels));
        c->total_bytes += g_bytes_get_size(pixels);
    }
    g_rw_lock_writer_unlock(&c->lock);
}

static gboolean cold_thumb(gpointer key, gpointer value, gpointer user)
{
    (void)key;
    Thumb *t = value;
    gsize *freed = user;
    if (t->hits > 0) {
        t->hits /= 2;
        return FALSE;
    }
    *freed += g_bytes_get_size(t->pixels);
    return TRUE;
}

static void thumb_trim(ThumbCache *c, gsize budget)
{
    gsize freed = 0;
    g_rw_lock_writer_lock(&c->lock);
    if (c->total_bytes > budget) {
        g_hash_table_foreach_remove(c->thumbs, cold_thumb, &freed);
        c->total_bytes -= freed;
    }
    g_rw_lock_writer_unlock(&c->lock);
}

static gpointer rescan_main(gpointer data)
{
    ThumbCache *c = data;
    thumb_trim(c, 64u << 20);
    g_atomic_int_set(&c->rescan_pending, 0);
    return NULL;
}

static void request_rescan(ThumbCache *c)
{
    if (g_atomic_int_get(&c->rescan_pending))
        return;
    g_atomic_int_set(&c->rescan_pending, 1); // EXPECT: split-atomic
    g_thread_unref(g_thread_new("rescan", rescan_main, c));
}

static void request_rescan_idle(ThumbCache *c)
{
    if (!g_atomic_int_compare_and_exchange(&c->rescan_pending, 0, 1))
        return;
    g_thread_unref(g_thread_new("rescan-idle", rescan_main, c));
}

static void render_job(gpointer data, gpointer user)
{
    ThumbCache *c = user;
    g_autofree char *uri = data;
    if (g_str_has_prefix(uri, "prefetch:")) {
        thumb_prefetch(c, uri + strlen("prefetch:"));
        request_rescan_idle(c);
        return;
    }
    g_autoptr(GBytes) pixels = thumb_get(c, uri);
    if (pixels == NULL)
        request_rescan(c);
}

gboolean thumb_service_start(ThumbCache *c)
{
    c->pool = g_thread_pool_new(render_job, c, 6, FALSE, NULL);
    return c->pool != NULL;
}

gboolean thumb_service_submit(ThumbCache *c, const char *uri)
{
    return g_thread_pool_push(c->pool, g_strdup(uri), NULL);
}
