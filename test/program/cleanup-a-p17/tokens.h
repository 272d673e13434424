#ifndef TOKENS_H
#define TOKENS_H
#include <pthread.h>
#include <stdint.h>
#include <time.h>

#define TOKEN_SLOTS 512

struct token {
    struct token *next;
    char value[48];
    uint32_t uid;
    uint32_t scopes;
    struct timespec issued;
};

struct token_registry {
    pthread_rwlock_t lock;
    struct token *slot[TOKEN_SLOTS];
};

int registry_init(struct token_registry *r);
unsigned token_hash(const char *value);
int token_issue(struct token_registry *r, const char *value, uint32_t uid, uint32_t scopes);
int token_allows(struct token_registry *r, const char *value, uint32_t scope);

unsigned token_sweep(struct token_registry *r, long max_secs);

#endif
