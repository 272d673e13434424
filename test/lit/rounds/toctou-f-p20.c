// RUN: %tocsin %s
// REQUIRES: glib
// STD: gnu17
// OPTIONS: -isystem/usr/include/glib-2.0 -isystem/usr/lib/x86_64-linux-gnu/glib-2.0/include
/* kiosk-session: first-start setup of the user's profile directory */
#include <errno.h>
#include <gio/gio.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    gchar *dir;
    gchar *settings;
    GKeyFile *keys;
} KioskProfile;

static KioskProfile *
kiosk_profile_new(const gchar *base)
{
    KioskProfile *p = g_new0(KioskProfile, 1);

    p->dir = g_build_filename(base, "kiosk", NULL);
    p->settings = g_build_filename(p->dir, "settings.ini", NULL);
    p->keys = g_key_file_new();
    if (g_mkdir_with_parents(p->dir, 0700) != 0)
        g_warning("%s: %s", p->dir, g_strerror(errno));
    return p;
}

static void
kiosk_profile_free(KioskProfile *p)
{
    g_key_file_unref(p->keys);
    g_free(p->settings);
    g_free(p->dir);
    g_free(p);
}

/* The greeter and the session both come through here at log-in. */
static gboolean
kiosk_profile_seed(KioskProfile *p, const gchar *seat)
{
    FILE *fp;

    if (g_file_test(p->settings, G_FILE_TEST_EXISTS))
        return TRUE;

    fp = g_fopen(p->settings, "w"); // EXPECT: file-toctou
    if (fp == NULL)
        return FALSE;
    fprintf(fp, "[seat]\nname=%s\nid=%08x\n", seat, g_random_int());
    return fclose(fp) == 0;
}

static gboolean
kiosk_profile_lock_down(const gchar *file)
{
    GStatBuf sb;

    if (g_lstat(file, &sb) != 0)
        return FALSE;
    if (!S_ISREG(sb.st_mode) || sb.st_uid != getuid())
        return FALSE;
    if ((sb.st_mode & 0077) == 0)
        return TRUE;
    return g_chmod(file, sb.st_mode & 0700) == 0; // EXPECT: file-toctou
}

static gboolean
kiosk_keep_download(const gchar *from, const gchar *to, GError **error)
{
    g_autoptr(GFile) src = g_file_new_for_path(from);
    g_autoptr(GFile) dst = g_file_new_for_path(to);

    if (g_file_query_exists(dst, NULL)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s is there already", to);
        return FALSE;
    }
    return g_file_move(src, dst, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error); // EXPECT: file-toctou
}

static gboolean
kiosk_write_marker(const gchar *path, GError **error)
{
    g_autoptr(GFile) f = g_file_new_for_path(path);
    g_autoptr(GFileOutputStream) os = NULL;

    if (g_file_query_exists(f, NULL))
        return TRUE;
    os = g_file_create(f, G_FILE_CREATE_PRIVATE, NULL, error);
    if (os == NULL)
        return FALSE;
    return g_output_stream_close(G_OUTPUT_STREAM(os), NULL, error);
}

int
main(int argc, char **argv)
{
    KioskProfile *p;
    GError *error = NULL;
    gboolean done;

    if (argc < 4)
        return 2;
    p = kiosk_profile_new(g_get_user_config_dir());
    done = kiosk_profile_seed(p, argv[1]) && kiosk_profile_lock_down(p->settings) &&
           kiosk_keep_download(argv[2], argv[3], &error) &&
           (argc < 5 || kiosk_write_marker(argv[4], &error));
    if (error != NULL) {
        g_printerr("kiosk: %s\n", error->message);
        g_error_free(error);
    }
    kiosk_profile_free(p);
    return done ? 0 : 1;
}
