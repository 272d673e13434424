#include "sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int report(const char *op, const char *name)
{
	fprintf(stderr, "%s %s: %s\n", op, name, strerror(errno));
	return 1;
}

int apply_attrs(const struct item_list *l, const struct target_attr *want)
{
	int failed = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct item *it = &l->v[i];

		if (it->kind != ITEM_FILE)
			continue;
		if (it->st.st_uid != want->uid || it->st.st_gid != want->gid) {
			if (chown(it->full, want->uid, want->gid) != 0) // EXPECT-MISS: file-toctou
				failed += report("chown", it->full);
		}
		if (it->st.st_mode & want->clear_bits) {
			mode_t m = it->st.st_mode & 07777 & ~want->clear_bits;
			if (chmod(it->full, m) != 0) // EXPECT-MISS: file-toctou
				failed += report("chmod", it->full);
		}
	}
	return failed;
}

int main(int argc, char **argv)
{
	struct item_list list = { 0 };
	struct target_attr want = { 0, 0, S_IWOTH };
	int rc;

	if (argc < 4) {
		fprintf(stderr, "usage: syncattr UID GID PATH...\n");
		return 2;
	}
	want.uid = (uid_t)strtoul(argv[1], NULL, 10);
	want.gid = (gid_t)strtoul(argv[2], NULL, 10);
	if (scan_paths(argv + 3, argc - 3, &list) != 0)
		return 1;
	rc = apply_attrs(&list, &want);
	free(list.v);
	return rc ? 1 : 0;
}
