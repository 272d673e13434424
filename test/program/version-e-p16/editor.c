// STD: gnu17
#include "docstore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Append a signed comment to a document, however busy it is. */
enum doc_status comment_add(struct docstore *s, const char *id, const char *who,
                            const char *text)
{
    for (;;) {
        char *body, *next;
        uint64_t rev;
        size_t cap;
        enum doc_status st = docstore_read(s, id, &body, &rev);

        if (st != DOC_OK)
            return st;
        cap = strlen(body) + strlen(who) + strlen(text) + 8;
        next = malloc(cap);
        if (next != NULL)
            snprintf(next, cap, "%s\n-- %s: %s", body, who, text);
        free(body);
        if (next == NULL)
            return DOC_NOMEM;
        st = docstore_write(s, id, next, rev);
        free(next);
        if (st != DOC_CONFLICT)
            return st;
    }
}

/* Form save from the web editor: the revision came with the form. */
enum doc_status form_save(struct docstore *s, const char *id, const char *body, uint64_t form_rev,
                          char *msg, size_t cap)
{
    char *now;
    uint64_t rev;
    enum doc_status st;

    if (docstore_read(s, id, &now, &rev) == DOC_OK) {
        int same = strcmp(now, body) == 0;
        free(now);
        if (same)
            return DOC_OK;
    }
    st = docstore_write(s, id, body, form_rev);
    if (st == DOC_CONFLICT)
        snprintf(msg, cap, "%s was changed by somebody else (now at %llu)", id,
                 (unsigned long long)rev);
    return st;
}
