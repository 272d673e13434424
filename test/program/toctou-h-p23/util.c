// STD: gnu17
#include "autostart.h"

gboolean util_missing(const gchar *path)
{
    return !g_file_test(path, G_FILE_TEST_EXISTS);
}

gboolean util_is_plain(const gchar *path)
{
    if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        return FALSE;
    return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}
