// STD: gnu17
#include "fw.h"

#include <stdlib.h>

static void image_free(struct fw_image *img)
{
	free(img->data);
	free(img);
}

static void profile_free(struct fw_profile *pr)
{
	free(pr->json);
	free(pr);
}

int fw_trim_images(struct fw_registry *r, int64_t max_age)
{
	struct list_node *p, *n;
	int freed = 0;

	pthread_mutex_lock(&r->lock);
	list_each_safe(p, n, &r->images) {
		struct fw_image *img = node_entry(p, struct fw_image, link);
		int64_t age = fw_uptime() - img->loaded_at;

		if (age > max_age) {
			list_unlink(&img->link);
			image_free(img); // EXPECT: timestamp-cleanup
			freed++;
		}
	}
	pthread_mutex_unlock(&r->lock);
	return freed;
}

int fw_trim_profiles(struct fw_registry *r, int64_t max_age)
{
	struct list_node *p, *n;
	int freed = 0;

	pthread_mutex_lock(&r->lock);
	list_each_safe(p, n, &r->profiles) {
		struct fw_profile *pr = node_entry(p, struct fw_profile, link);

		if (fw_uptime() - pr->last_used > max_age && pr->users == 0) {
			list_unlink(&pr->link);
			profile_free(pr);
			freed++;
		}
	}
	pthread_mutex_unlock(&r->lock);
	return freed;
}
