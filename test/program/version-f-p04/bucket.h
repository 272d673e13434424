#ifndef BUCKET_H
#define BUCKET_H
#include "objio.h"

struct bucket_meta {
    unsigned long long objects;
    unsigned long long bytes;
    unsigned long long quota;
    char owner[64];
};

int bucket_account(rados_ioctx_t io, const char *bucket, long long d_objects, long long d_bytes);
int bucket_set_quota(rados_ioctx_t io, const char *bucket, unsigned long long quota);
int bucket_publish_banner(rados_ioctx_t io, const char *text);

#endif
