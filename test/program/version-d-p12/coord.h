#ifndef COORD_H
#define COORD_H

#include <stddef.h>
#include <stdint.h>

/* Thin layer over the coordination service. All calls return 0, -ENOENT,
 * -EAGAIN (somebody else was faster) or -EIO. */

struct coord;

struct coord_blob {
    char    data[2048];
    int     len;
    int32_t version;
};

struct coord *coord_open(const char *hosts);
void coord_close(struct coord *c);

int coord_fetch(struct coord *c, const char *path, struct coord_blob *b);
int coord_publish(struct coord *c, const char *path, const void *data, int len);
int coord_publish_at(struct coord *c, const char *path, const void *data, int len, int32_t version);
int coord_create(struct coord *c, const char *path, const void *data, int len);
int coord_drop(struct coord *c, const char *path);

#endif
