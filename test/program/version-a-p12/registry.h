#ifndef REGISTRY_H
#define REGISTRY_H
#include <pthread.h>
#include <stdint.h>

#define REG_MAX 128

enum reg_status { REG_OK, REG_NOENT, REG_CONFLICT, REG_INVALID };

struct reg_entry {
    char name[32];
    char value[96];
    uint64_t version;
};

struct registry {
    pthread_mutex_t lock;
    struct reg_entry entries[REG_MAX];
    int count;
};

void reg_init(struct registry *r);
enum reg_status reg_get(struct registry *r, const char *name, struct reg_entry *out);
enum reg_status reg_add(struct registry *r, const char *name, const char *value);
enum reg_status reg_update(struct registry *r, const char *name, const char *value, uint64_t expected_version);
enum reg_status reg_rename(struct registry *r, const char *name, const char *to, uint64_t expected_version);
enum reg_status reg_append(struct registry *r, const char *name, const char *more, uint64_t expected_version);
int reg_name_allowed(const char *name);

#endif
