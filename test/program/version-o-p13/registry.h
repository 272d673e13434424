#ifndef REGISTRY_H
#define REGISTRY_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define REG_MAX 128

enum reg_status { REG_OK, REG_MISSING, REG_CONFLICT, REG_FULL };

struct reg_entry {
    char name[48];
    char value[80];
    uint64_t version;
};

struct registry {
    pthread_mutex_t lock;
    pthread_cond_t idle;
    unsigned readers_out;
    unsigned count;
    uint64_t generation;
    struct reg_entry entries[REG_MAX];
};

enum reg_status reg_get(struct registry *r, const char *name, struct reg_entry *out);
enum reg_status reg_check(struct registry *r, const char *name, uint64_t version);
enum reg_status reg_put(struct registry *r, const char *name, const char *value);
enum reg_status reg_put_if(struct registry *r, const char *name, const char *value, uint64_t expected);
enum reg_status reg_put_idle(struct registry *r, const char *name, const char *value, uint64_t expected);
enum reg_status reg_drain_and_put(struct registry *r, const char *name, const char *value,
                                  uint64_t expected);
enum reg_status reg_import(struct registry *r, const struct reg_entry *list, unsigned n,
                           uint64_t expected_generation);
void reg_lend(struct registry *r);
void reg_return(struct registry *r);

#endif
