#ifndef IMGMOUNT_H
#define IMGMOUNT_H

#include <stdbool.h>
#include <sys/types.h>

struct invoker {
	uid_t uid;
	gid_t gid;
};

/* invoker.c */
void invoker_init(struct invoker *who);
bool invoker_allows(const char *path, int mode);
bool invoker_owns_dir(const struct invoker *who, const char *path);
int open_as_invoker(const struct invoker *who, const char *path, int flags);

/* image.c */
int image_open(const char *path);
int image_attach(int image_fd, char *device, size_t size);
int image_read_key(int key_fd, unsigned char key[32]);

#endif
