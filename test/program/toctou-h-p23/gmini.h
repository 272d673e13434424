/* The few GLib declarations used here, for building without the -dev package. */
#ifndef GMINI_H
#define GMINI_H

#include <stddef.h>
#include <sys/types.h>

typedef char gchar;
typedef int gint;
typedef int gboolean;
typedef void *gpointer;
typedef ssize_t gssize;
typedef size_t gsize;
typedef struct _GError { unsigned domain; gint code; gchar *message; } GError;

typedef enum {
    G_FILE_TEST_IS_REGULAR    = 1 << 0,
    G_FILE_TEST_IS_SYMLINK    = 1 << 1,
    G_FILE_TEST_IS_DIR        = 1 << 2,
    G_FILE_TEST_IS_EXECUTABLE = 1 << 3,
    G_FILE_TEST_EXISTS        = 1 << 4
} GFileTest;

#define TRUE 1
#define FALSE 0

gboolean g_file_test(const gchar *filename, GFileTest test);
gint g_mkdir(const gchar *filename, gint mode);
gint g_mkdir_with_parents(const gchar *pathname, gint mode);
gint g_chmod(const gchar *filename, gint mode);
gint g_unlink(const gchar *filename);
gboolean g_file_set_contents(const gchar *filename, const gchar *contents, gssize length, GError **error);
gchar *g_build_filename(const gchar *first_element, ...);
const gchar *g_get_user_config_dir(void);
gchar *g_strdup_printf(const gchar *format, ...);
void g_free(gpointer mem);
void g_error_free(GError *error);
void g_printerr(const gchar *format, ...);
const gchar *g_strerror(gint errnum);

#endif
