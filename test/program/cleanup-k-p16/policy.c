// STD: gnu17
#include "fw.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define FW_KEEP_SECONDS (14L * 24 * 3600)

int fw_image_load(struct fw_image *img, const char *dir, const char *name)
{
    struct stat st;
    memset(img, 0, sizeof *img);
    if (snprintf(img->path, sizeof img->path, "%s/%s", dir, name) >= (int)sizeof img->path)
        return -1;
    if (sscanf(name, "fw-%31[0-9.]", img->version) != 1)
        return -1;
    if (stat(img->path, &st) != 0 || !S_ISREG(st.st_mode))
        return -1;
    img->uploaded = st.st_mtime;
    return 0;
}

int fw_image_outdated(const struct fw_image *img, time_t now)
{
    return img->uploaded + FW_KEEP_SECONDS < now;
}
