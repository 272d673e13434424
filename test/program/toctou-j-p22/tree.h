#ifndef TREE_H
#define TREE_H
#include <sys/types.h>
#include <time.h>

enum node_kind { NODE_NONE, NODE_FILE, NODE_DIR, NODE_LINK, NODE_OTHER };

struct attr_rec {
    const char *rel;
    mode_t mode;
    uid_t uid;
    gid_t gid;
};

enum node_kind node_kind(const char *path);
int restore_attrs(const char *top, const struct attr_rec *v, size_t n);
int purge_snapshots(const char *dir, time_t cutoff, int dry_run);
int snapshot_mkdir(const char *dir, const char *label);
#endif
