#include "sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum item_kind classify(mode_t m)
{
	if (S_ISREG(m))
		return ITEM_FILE;
	if (S_ISDIR(m))
		return ITEM_DIR;
	if (S_ISLNK(m))
		return ITEM_LINK;
	return ITEM_SPECIAL;
}

static struct item *grow(struct item_list *l)
{
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 32;
		struct item *v = realloc(l->v, cap * sizeof(*v));
		if (!v)
			return NULL;
		l->v = v;
		l->cap = cap;
	}
	return &l->v[l->n];
}

int scan_paths(char **paths, int count, struct item_list *out)
{
	for (int i = 0; i < count; i++) {
		struct item *it = grow(out);

		if (!it)
			return -1;
		if (strlen(paths[i]) >= sizeof(it->full))
			continue;
		strcpy(it->full, paths[i]);
		if (lstat(it->full, &it->st) != 0) {
			fprintf(stderr, "scan %s: %s\n", it->full, strerror(errno));
			continue;
		}
		it->kind = classify(it->st.st_mode);
		out->n++;
	}
	return 0;
}
