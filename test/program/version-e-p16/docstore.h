#ifndef DOCSTORE_H
#define DOCSTORE_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define DOC_SLOTS 256
#define DOC_ID_MAX 48

enum doc_status { DOC_OK = 0, DOC_MISSING, DOC_CONFLICT, DOC_NOMEM, DOC_FULL };

struct doc {
    char id[DOC_ID_MAX];
    uint64_t rev;
    char *body;
    size_t len;
};

struct docstore {
    pthread_mutex_t mtx;
    struct doc slots[DOC_SLOTS];
    unsigned used;
};

void docstore_init(struct docstore *s);
enum doc_status docstore_read(struct docstore *s, const char *id, char **body, uint64_t *rev);
enum doc_status docstore_create(struct docstore *s, const char *id, const char *body);
enum doc_status docstore_write(struct docstore *s, const char *id, const char *body,
                               uint64_t expected_rev);
enum doc_status docstore_compact(struct docstore *s, const char *id, uint64_t expected_rev,
                                 char *(*squeeze)(const char *));
#endif
