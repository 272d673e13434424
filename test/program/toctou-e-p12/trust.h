#ifndef TRUST_H
#define TRUST_H
#include <stdbool.h>
#include <sys/types.h>

struct trust_policy {
	uid_t owner;
	bool allow_group_write;
};

/* true if the object behind path belongs to the policy's owner */
bool trust_path(const struct trust_policy *pol, const char *path);
const char *trust_reason(void);
#endif
