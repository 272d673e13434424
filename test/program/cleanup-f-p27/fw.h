#ifndef FW_H
#define FW_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

struct list_node {
	struct list_node *next, *prev;
};

struct fw_image {
	struct list_node link;
	char version[32];
	unsigned char *data;
	size_t len;
	int users;
	int64_t loaded_at;
};

struct fw_profile {
	struct list_node link;
	char model[32];
	int users;
	int64_t last_used;
	char *json;
};

struct fw_registry {
	pthread_mutex_t lock;
	struct list_node images;
	struct list_node profiles;
};

#define node_entry(p, type, member) \
	((type *)(void *)((char *)(p) - offsetof(type, member)))

#define list_each_safe(p, n, head) \
	for ((p) = (head)->next, (n) = (p)->next; (p) != (head); (p) = (n), (n) = (p)->next)

static inline void list_unlink(struct list_node *n)
{
	n->prev->next = n->next;
	n->next->prev = n->prev;
}

int64_t fw_uptime(void);
struct fw_image *fw_image_get(struct fw_registry *r, const char *version);
void fw_image_put(struct fw_registry *r, struct fw_image *img);
struct fw_profile *fw_profile_get(struct fw_registry *r, const char *model);
void fw_profile_put(struct fw_registry *r, struct fw_profile *p);
int fw_flash(struct fw_registry *r, const char *version, int devfd);
int fw_trim_images(struct fw_registry *r, int64_t max_age);
int fw_trim_profiles(struct fw_registry *r, int64_t max_age);

#endif
