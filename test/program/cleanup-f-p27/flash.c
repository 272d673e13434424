// STD: gnu17
#include "fw.h"

#include <errno.h>
#include <unistd.h>

#define FLASH_BLOCK 4096

/* Takes minutes on slow links; runs on the thread of the device. */
int fw_flash(struct fw_registry *r, const char *version, int devfd)
{
	struct fw_image *img = fw_image_get(r, version);
	size_t off = 0;
	int rc = 0;

	if (!img)
		return -ENOENT;
	while (off < img->len) {
		size_t n = img->len - off < FLASH_BLOCK ? img->len - off : FLASH_BLOCK;
		ssize_t w = write(devfd, img->data + off, n);

		if (w < 0) {
			if (errno == EINTR)
				continue;
			rc = -errno;
			break;
		}
		off += (size_t)w;
	}
	fw_image_put(r, img);
	return rc;
}
