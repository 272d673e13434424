#ifndef DOC_H
#define DOC_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define DOC_MAX 2048

enum { DOC_OK = 0, DOC_CONFLICT = -1, DOC_MISSING = -2, DOC_EXISTS = -3, DOC_TOO_BIG = -4 };

struct doc {
	char id[40];
	uint64_t rev;
	char text[DOC_MAX];
};

/* docstore.c */
int doc_get(const char *id, struct doc *out);
int doc_insert(const char *id, const char *text);
int doc_put(const char *id, const char *text);
int doc_put_if(const char *id, const char *text, uint64_t base_rev);
int doc_append(const char *id, const char *text);

/* edit.c */
int edit_replace(const char *id, const char *what, const char *with);
int edit_submit(const char *id, const char *text, uint64_t base_rev, char *msg, unsigned n);
int edit_import(const char *id, const char *text);
int edit_fork(const char *id, const char *new_id);
int edit_sign(const char *id, const char *who);
#endif
