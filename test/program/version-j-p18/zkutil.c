// STD: gnu17
#include "zkutil.h"
#include <string.h>

int zku_read_at(zhandle_t *zh, const char *path, char *buf, int *version)
{
    struct Stat st;
    int len = ZKU_MAX - 1;
    int rc = zoo_get(zh, path, 0, buf, &len, &st);

    if (rc == ZOK) {
        buf[len < 0 ? 0 : len] = '\0';
        if (version)
            *version = st.version;
    }
    return rc;
}

int zku_read(zhandle_t *zh, const char *path, char *buf)
{
    return zku_read_at(zh, path, buf, NULL);
}

int zku_write_at(zhandle_t *zh, const char *path, const char *text, int version)
{
    return zoo_set(zh, path, text, (int)strlen(text), version);
}

int zku_write(zhandle_t *zh, const char *path, const char *text)
{
    return zku_write_at(zh, path, text, -1);
}
