#ifndef OWNERSHIP_H
#define OWNERSHIP_H

#include <sys/types.h>

struct identity {
	uid_t uid;
	gid_t gid;
};

int parse_identity(const char *text, struct identity *out);
int give_to(const char *path, const struct identity *who);

#endif
