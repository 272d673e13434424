#ifndef SYNC_H
#define SYNC_H

#include <limits.h>
#include <stddef.h>
#include <sys/stat.h>

enum item_kind { ITEM_FILE, ITEM_DIR, ITEM_LINK, ITEM_SPECIAL };

struct item {
	char full[PATH_MAX];
	enum item_kind kind;
	struct stat st;
};

struct item_list {
	struct item *v;
	size_t n, cap;
};

struct target_attr {
	uid_t uid;
	gid_t gid;
	mode_t clear_bits;
};

int scan_paths(char **paths, int count, struct item_list *out);
int apply_attrs(const struct item_list *l, const struct target_attr *want);

#endif
