// STD: gnu17
#include "fw.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int fw_discard_image(const struct fw_image *img)
{
    char sig[272];
    snprintf(sig, sizeof sig, "%s.sig", img->path);
    if (unlink(sig) != 0 && errno != ENOENT)
        return -1;
    return unlink(img->path);
}

int fw_prune_repository(const char *dir)
{
    struct fw_image img;
    struct dirent *de;
    time_t now = time(NULL);
    int n = 0;
    DIR *d = opendir(dir);
    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (fw_image_load(&img, dir, de->d_name) != 0)
            continue;
        if (!fw_image_outdated(&img, now))
            continue;
        if (fw_discard_image(&img) == 0) // EXPECT: timestamp-cleanup
            n++;
    }
    closedir(d);
    return n;
}

int fw_prune_staging(const char *dir)
{
    struct fw_image img;
    struct dirent *de;
    time_t now = time(NULL);
    int n = 0;
    DIR *d = opendir(dir);
    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (fw_image_load(&img, dir, de->d_name) != 0)
            continue;
        fw_claims_lock();
        if (fw_image_outdated(&img, now) && !fw_is_claimed(img.path)) {
            if (fw_discard_image(&img) == 0)
                n++;
        }
        fw_claims_unlock();
    }
    closedir(d);
    return n;
}
