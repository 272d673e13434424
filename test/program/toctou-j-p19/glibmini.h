#ifndef GLIBMINI_H
#define GLIBMINI_H
/* Subset of glib.h / glib/gstdio.h. */
#include <stdio.h>
#include <sys/stat.h>

typedef char gchar;
typedef int gint;
typedef int gboolean;
typedef size_t gsize;
typedef void *gpointer;
typedef struct stat GStatBuf;
typedef enum {
    G_FILE_TEST_IS_REGULAR = 1 << 0,
    G_FILE_TEST_IS_SYMLINK = 1 << 1,
    G_FILE_TEST_IS_DIR = 1 << 2,
    G_FILE_TEST_IS_EXECUTABLE = 1 << 3,
    G_FILE_TEST_EXISTS = 1 << 4
} GFileTest;
#define TRUE 1
#define FALSE 0

gboolean g_file_test(const gchar *filename, GFileTest test);
gint g_mkdir(const gchar *filename, gint mode);
gint g_mkdir_with_parents(const gchar *pathname, gint mode);
gint g_open(const gchar *filename, int flags, int mode);
gint g_stat(const gchar *filename, GStatBuf *buf);
gint g_rename(const gchar *oldname, const gchar *newname);
gint g_unlink(const gchar *filename);
FILE *g_fopen(const gchar *filename, const gchar *mode);
gchar *g_build_filename(const gchar *first, ...);
gchar *g_strconcat(const gchar *first, ...);
void g_free(gpointer mem);
void g_warning(const gchar *fmt, ...);
const gchar *g_get_user_cache_dir(void);
#endif
