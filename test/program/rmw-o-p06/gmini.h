/* The part of the GLib API that the plugin uses. */
#ifndef GMINI_H
#define GMINI_H
typedef int gint;
typedef int gboolean;
typedef unsigned int guint;
typedef char gchar;
typedef void *gpointer;
typedef const void *gconstpointer;
#define TRUE 1
#define FALSE 0
typedef union _GMutex {
  gpointer p;
  guint i[2];
} GMutex;
typedef struct _GHashTable GHashTable;
typedef struct _GThread GThread;
typedef struct _GThreadPool GThreadPool;
typedef struct _GError GError;
typedef void (*GFunc)(gpointer data, gpointer user_data);
typedef gpointer (*GThreadFunc)(gpointer data);
typedef guint (*GHashFunc)(gconstpointer key);
typedef gboolean (*GEqualFunc)(gconstpointer a, gconstpointer b);
void g_mutex_init(GMutex *mutex);
void g_mutex_clear(GMutex *mutex);
void g_mutex_lock(GMutex *mutex);
gboolean g_mutex_trylock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
gint g_atomic_int_get(const volatile gint *atomic);
void g_atomic_int_set(volatile gint *atomic, gint newval);
void g_atomic_int_inc(volatile gint *atomic);
gboolean g_atomic_int_dec_and_test(volatile gint *atomic);
gint g_atomic_int_add(volatile gint *atomic, gint val);
gboolean g_atomic_int_compare_and_exchange(volatile gint *atomic, gint oldval, gint newval);
GHashTable *g_hash_table_new(GHashFunc hash_func, GEqualFunc key_equal_func);
gpointer g_hash_table_lookup(GHashTable *hash_table, gconstpointer key);
gboolean g_hash_table_insert(GHashTable *hash_table, gpointer key, gpointer value);
gboolean g_hash_table_remove(GHashTable *hash_table, gconstpointer key);
guint g_hash_table_size(GHashTable *hash_table);
void g_hash_table_unref(GHashTable *hash_table);
guint g_str_hash(gconstpointer v);
gboolean g_str_equal(gconstpointer v1, gconstpointer v2);
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
gpointer g_thread_join(GThread *thread);
GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error);
gboolean g_thread_pool_push(GThreadPool *pool, gpointer data, GError **error);
void g_thread_pool_free(GThreadPool *pool, gboolean immediate, gboolean wait_);
gpointer g_malloc0(unsigned long n_bytes);
void g_free(gpointer mem);
gchar *g_strdup(const gchar *str);
#define g_new0(type, n) ((type *)g_malloc0(sizeof(type) * (n)))
#define g_return_if_fail(expr) do { if (!(expr)) return; } while (0)
#define g_return_val_if_fail(expr, val) do { if (!(expr)) return (val); } while (0)
#endif
