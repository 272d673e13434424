//===- glib.h - The few GLib names that the tests need --------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that no GLib needs to be installed.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_GLIB_H
#define TOCSIN_TEST_GLIB_H

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef char gchar;
typedef int gint;
typedef gint gboolean;

typedef enum {
  G_FILE_TEST_IS_REGULAR = 1 << 0,
  G_FILE_TEST_IS_SYMLINK = 1 << 1,
  G_FILE_TEST_IS_DIR = 1 << 2,
  G_FILE_TEST_IS_EXECUTABLE = 1 << 3,
  G_FILE_TEST_EXISTS = 1 << 4
} GFileTest;

gint g_atomic_int_get(const volatile gint *atomic);
void g_atomic_int_set(volatile gint *atomic, gint newval);
gint g_atomic_int_add(volatile gint *atomic, gint val);
void g_atomic_int_inc(volatile gint *atomic);
gboolean g_atomic_int_dec_and_test(volatile gint *atomic);
gboolean g_atomic_int_compare_and_exchange(volatile gint *atomic, gint oldval,
                                           gint newval);

typedef void *gpointer;
typedef const void *gconstpointer;
typedef unsigned guint;
typedef union {
  gpointer p;
  guint i[2];
} GMutex;
typedef struct _GHashTable GHashTable;
typedef struct _GThreadPool GThreadPool;
typedef struct _GError GError;
typedef void (*GFunc)(gpointer data, gpointer user_data);

void g_mutex_lock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
gpointer g_hash_table_lookup(GHashTable *hash_table, gconstpointer key);
gboolean g_hash_table_insert(GHashTable *hash_table, gpointer key,
                             gpointer value);
GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads,
                               gboolean exclusive, GError **error);

gboolean g_file_test(const gchar *filename, GFileTest test);
gint g_access(const gchar *filename, int mode);
FILE *g_fopen(const gchar *filename, const gchar *mode);
gint g_open(const gchar *filename, int flags, int mode);
gint g_unlink(const gchar *filename);
gint g_mkdir(const gchar *filename, int mode);
gint g_mkdir_with_parents(const gchar *pathname, gint mode);
gint g_rename(const gchar *oldfilename, const gchar *newfilename);
gchar *g_build_filename(const gchar *first_element, ...);
void g_free(void *mem);

#ifdef __cplusplus
}
#endif

#endif // TOCSIN_TEST_GLIB_H
