#ifndef FW_H
#define FW_H
#include <stddef.h>
#include <time.h>

struct fw_image {
    char path[256];
    char version[32];
    time_t uploaded;
};

/* claims.c */
int fw_claim(const char *path);
void fw_unclaim(const char *path);
int fw_is_claimed(const char *path);
void fw_claims_lock(void);
void fw_claims_unlock(void);

/* policy.c */
int fw_image_load(struct fw_image *img, const char *dir, const char *name);
int fw_image_outdated(const struct fw_image *img, time_t now);

/* prune.c */
int fw_discard_image(const struct fw_image *img);
int fw_prune_repository(const char *dir);
int fw_prune_staging(const char *dir);
#endif
