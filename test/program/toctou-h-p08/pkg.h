#ifndef PKG_H
#define PKG_H

#include <stdbool.h>
#include <stddef.h>

struct pkg {
    char name[64];
    char version[32];
    char root[256];
};

/* fsutil.c */
int  pkg_join(char *out, size_t cap, const char *a, const char *b);
bool dir_present(const char *path);
bool script_trusted(const char *path);

/* scripts.c */
int pkg_run_script(const struct pkg *p, const char *stage);

/* layout.c */
int pkg_prepare_layout(const struct pkg *p);

#endif
