// STD: gnu17
#include "fw.h"

#include <string.h>
#include <time.h>

int64_t fw_uptime(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
	return ts.tv_sec;
}

struct fw_image *fw_image_get(struct fw_registry *r, const char *version)
{
	struct fw_image *found = NULL;
	struct list_node *p, *n;

	pthread_mutex_lock(&r->lock);
	list_each_safe(p, n, &r->images) {
		struct fw_image *img = node_entry(p, struct fw_image, link);

		if (strcmp(img->version, version) == 0) {
			img->users++;
			found = img;
			break;
		}
	}
	pthread_mutex_unlock(&r->lock);
	return found;
}

void fw_image_put(struct fw_registry *r, struct fw_image *img)
{
	pthread_mutex_lock(&r->lock);
	img->users--;
	pthread_mutex_unlock(&r->lock);
}

struct fw_profile *fw_profile_get(struct fw_registry *r, const char *model)
{
	struct fw_profile *found = NULL;
	struct list_node *p, *n;

	pthread_mutex_lock(&r->lock);
	list_each_safe(p, n, &r->profiles) {
		struct fw_profile *pr = node_entry(p, struct fw_profile, link);

		if (strcmp(pr->model, model) == 0) {
			pr->users++;
			pr->last_used = fw_uptime();
			found = pr;
			break;
		}
	}
	pthread_mutex_unlock(&r->lock);
	return found;
}

void fw_profile_put(struct fw_registry *r, struct fw_profile *p)
{
	pthread_mutex_lock(&r->lock);
	p->users--;
	p->last_used = fw_uptime();
	pthread_mutex_unlock(&r->lock);
}
