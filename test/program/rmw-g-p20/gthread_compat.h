#ifndef GTHREAD_COMPAT_H
#define GTHREAD_COMPAT_H
/* the slice of <glib.h> this server uses */
#include <stddef.h>

typedef int    gint;
typedef int    gboolean;
typedef void  *gpointer;
typedef char   gchar;
typedef unsigned int guint;
typedef size_t gsize;
typedef union _GMutex { gpointer p; guint i[2]; } GMutex;
typedef struct _GThread GThread;
typedef gpointer (*GThreadFunc)(gpointer data);

#ifndef TRUE
#define TRUE  1
#define FALSE 0
#endif

void     g_mutex_init(GMutex *mutex);
void     g_mutex_clear(GMutex *mutex);
void     g_mutex_lock(GMutex *mutex);
gboolean g_mutex_trylock(GMutex *mutex);
void     g_mutex_unlock(GMutex *mutex);
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data);
gpointer g_thread_join(GThread *thread);

gint     g_atomic_int_get(const volatile gint *atomic);
void     g_atomic_int_set(volatile gint *atomic, gint newval);
void     g_atomic_int_inc(volatile gint *atomic);
gboolean g_atomic_int_dec_and_test(volatile gint *atomic);
gboolean g_atomic_int_compare_and_exchange(volatile gint *atomic, gint oldval, gint newval);
gint     g_atomic_int_add(volatile gint *atomic, gint val);

gpointer g_malloc0(gsize n);
void     g_free(gpointer mem);
#endif
