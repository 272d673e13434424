// RUN: %tocsin %s
// STD: gnu17
/* Firmware staging service: devices upload images into an incoming directory
 * while this process picks up finished ones. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define IMAGE_MAX (64u << 20)
#define CHUNK 4096

struct image {
    unsigned char *data;
    size_t len;
};

struct header {
    uint32_t magic;
    uint32_t version;
    uint32_t payload;
};

static void image_free(struct image *img)
{
    free(img->data);
    img->data = NULL;
    img->len = 0;
}

static int image_load(const char *path, struct image *img)
{
    struct stat st;
    ssize_t n;
    int fd;

    if (stat(path, &st) != 0)
        return -errno;
    if (!S_ISREG(st.st_mode) || st.st_size <= 0 || st.st_size > IMAGE_MAX)
        return -EINVAL;
    img->data = malloc((size_t)st.st_size + CHUNK);
    if (!img->data)
        return -ENOMEM;
    img->len = 0;

    fd = open(path, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0) {
        int err = errno;
        image_free(img);
        return -err;
    }
    while ((n = read(fd, img->data + img->len, CHUNK)) > 0)
        img->len += (size_t)n;
    close(fd);
    if (n < 0) {
        image_free(img);
        return -EIO;
    }
    return 0;
}

static int header_load(const char *path, struct header *h, off_t *total)
{
    struct stat st;
    ssize_t n;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return -EINVAL;
    }
    n = pread(fd, h, sizeof *h, 0);
    close(fd);
    if (n != (ssize_t)sizeof *h)
        return -EINVAL;
    *total = st.st_size;
    return 0;
}

static uint32_t checksum(const struct image *img)
{
    uint32_t a = 1, b = 0;

    for (size_t i = 0; i < img->len; i++) {
        a = (a + img->data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "/var/lib/fwstage/incoming";
    struct dirent *de;
    DIR *d = opendir(dir);

    if (!d) {
        perror(dir);
        return 1;
    }
    while ((de = readdir(d)) != NULL) {
        char path[PATH_MAX];
        struct header h;
        struct image img = {0};
        off_t total;
        int rc;

        if (de->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, de->d_name);
        if (header_load(path, &h, &total) == 0)
            printf("%s: version %u, %lld bytes\n", de->d_name, h.version, (long long)total);
        rc = image_load(path, &img);
        if (rc != 0) {
            fprintf(stderr, "%s: %s\n", path, strerror(-rc));
            continue;
        }
        printf("%s: adler %08x\n", de->d_name, checksum(&img));
        image_free(&img);
    }
    closedir(d);
    return 0;
}
