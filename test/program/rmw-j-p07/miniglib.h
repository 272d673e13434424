#ifndef MINIGLIB_H
#define MINIGLIB_H
#include <stddef.h>
#include <stdint.h>

typedef int gint;
typedef unsigned int guint;
typedef int gboolean;
typedef char gchar;
typedef void *gpointer;
typedef const void *gconstpointer;
typedef double gdouble;
typedef size_t gsize;

#define TRUE 1
#define FALSE 0
#define GINT_TO_POINTER(i) ((gpointer)(intptr_t)(i))
#define GPOINTER_TO_INT(p) ((gint)(intptr_t)(p))

typedef struct _GThread GThread;
typedef struct _GHashTable GHashTable;
typedef struct _GThreadPool GThreadPool;
typedef struct _GError GError;
typedef union _GMutex { gpointer p; guint i[2]; } GMutex;
typedef struct _GRWLock { gpointer p; guint i[2]; } GRWLock;
typedef struct _GCond { gpointer p; guint i[2]; } GCond;

typedef gpointer (*GThreadFunc)(gpointer data);
typedef void (*GFunc)(gpointer data, gpointer user_data);
typedef guint (*GHashFunc)(gconstpointer key);
typedef gboolean (*GEqualFunc)(gconstpointer a, gconstpointer b);

void g_mutex_init(GMutex *mutex);
void g_mutex_lock(GMutex *mutex);
gboolean g_mutex_trylock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
void g_rw_lock_init(GRWLock *rw_lock);
void g_rw_lock_writer_lock(GRWLock *rw_lock);
void g_rw_lock_writer_unlock(GRWLock *rw_lock);
void g_rw_lock_reader_lock(GRWLock *rw_lock);
void g_rw_lock_reader_unlock(GRWLock *rw_lock);

gint g_atomic_int_get(const volatile gint *atomic);
void g_atomic_int_set(volatile gint *atomic, gint newval);
void g_atomic_int_inc(volatile gint *atomic);
gboolean g_atomic_int_dec_and_test(volatile gint *atomic);
gint g_atomic_int_add(volatile gint *atomic, gint val);
gboolean g_atomic_int_compare_and_exchange(volatile gint *atomic, gint oldval, gint newval);

gboolean g_once_init_enter(volatile void *location);
void g_once_init_leave(volatile void *location, gsize result);

GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
gpointer g_thread_join(GThread *thread);
GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads,
                               gboolean exclusive, GError **error);
gboolean g_thread_pool_push(GThreadPool *pool, gpointer data, GError **error);
void g_thread_pool_free(GThreadPool *pool, gboolean immediate, gboolean wait_);

GHashTable *g_hash_table_new(GHashFunc hash_func, GEqualFunc key_equal_func);
gboolean g_hash_table_insert(GHashTable *hash_table, gpointer key, gpointer value);
gpointer g_hash_table_lookup(GHashTable *hash_table, gconstpointer key);
gboolean g_hash_table_remove(GHashTable *hash_table, gconstpointer key);
guint g_hash_table_size(GHashTable *hash_table);
guint g_direct_hash(gconstpointer v);
gboolean g_direct_equal(gconstpointer v1, gconstpointer v2);

gpointer g_malloc0(gsize n_bytes);
void g_free(gpointer mem);
#define g_new0(type, n) ((type *)g_malloc0(sizeof(type) * (gsize)(n)))
void g_print(const gchar *format, ...);
#endif
