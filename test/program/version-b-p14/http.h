#ifndef HTTP_H
#define HTTP_H
#include <curl/curl.h>
#include <stddef.h>

struct doc {
    char url[256];
    char body[4096];
    size_t len;
    char etag[80];
};

int doc_get(CURL *c, struct doc *d);
int doc_put(CURL *c, const struct doc *d);
int doc_delete(CURL *c, const struct doc *d);

#endif
