#ifndef DNSREG_H
#define DNSREG_H
#define THREADED
#include <zookeeper/zookeeper.h>

#define ZONE_MAX 8192

struct dnsreg {
    zhandle_t *zh;
    unsigned long writes, conflicts, failures;
};

struct edit {
    struct dnsreg *reg;
    char path[256];
    char record[128];
    int attempts;
};

/* zone_edit.c */
int zone_put_record(char *zone, int len, size_t cap, const char *record);
int zone_cut_record(char *zone, int len, const char *record);

/* add.c / remove.c */
int dnsreg_add(struct dnsreg *r, const char *path, const char *record);
int dnsreg_remove(struct dnsreg *r, const char *path, const char *record);
#endif
