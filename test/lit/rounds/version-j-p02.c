// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Warehouse stock service: bin quantities and pick-order state live in a
 * JetStream key-value bucket shared by all picking stations. */
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    natsConnection *nc;
    jsCtx *js;
    kvStore *stock;
    kvStore *orders;
} wh_conn;

static void wh_log(const char *what, natsStatus s)
{
    fprintf(stderr, "stock: %s: %s\n", what, natsStatus_GetText(s));
}

natsStatus wh_open(wh_conn *w, const char *url)
{
    natsStatus s = natsConnection_ConnectTo(&w->nc, url);
    if (s == NATS_OK)
        s = natsConnection_JetStream(&w->js, w->nc, NULL);
    if (s == NATS_OK)
        s = js_KeyValue(&w->stock, w->js, "stock");
    if (s == NATS_OK)
        s = js_KeyValue(&w->orders, w->js, "orders");
    if (s != NATS_OK)
        wh_log("open", s);
    return s;
}

/* Take `n` pieces out of a bin; returns what is left or -1. */
long wh_take(wh_conn *w, const char *bin, long n)
{
    kvEntry *e = NULL;
    char num[32];
    long left;
    natsStatus s = kvStore_Get(&e, w->stock, bin);

    if (s != NATS_OK) {
        wh_log(bin, s);
        return -1;
    }
    left = strtol(kvEntry_ValueString(e), NULL, 10);
    kvEntry_Destroy(e);
    if (left < n)
        return -1;
    left -= n;
    snprintf(num, sizeof num, "%ld", left);
    s = kvStore_PutString(NULL, w->stock, bin, num); // EXPECT: unversioned-write
    if (s != NATS_OK) {
        wh_log(bin, s);
        return -1;
    }
    return left;
}

long wh_return(wh_conn *w, const char *bin, long n)
{
    for (int attempt = 0; attempt < 8; attempt++) {
        kvEntry *e = NULL;
        char num[32];
        uint64_t rev;
        long qty;
        natsStatus s = kvStore_Get(&e, w->stock, bin);

        if (s != NATS_OK)
            return -1;
        qty = strtol(kvEntry_ValueString(e), NULL, 10) + n;
        rev = kvEntry_Revision(e);
        kvEntry_Destroy(e);
        snprintf(num, sizeof num, "%ld", qty);
        if (kvStore_UpdateString(NULL, w->stock, bin, num, rev) == NATS_OK)
            return qty;
        nats_Sleep(5 << attempt);
    }
    return -1;
}

/* A station takes over an open pick order. */
int wh_claim_order(wh_conn *w, const char *order, const char *station)
{
    kvEntry *e = NULL;
    char line[128];
    uint64_t rev = 0;

    if (kvStore_Get(&e, w->orders, order) != NATS_OK)
        return 0;
    if (strncmp(kvEntry_ValueString(e), "open", 4) != 0) {
        kvEntry_Destroy(e);
        return 0;
    }
    rev = kvEntry_Revision(e);
    snprintf(line, sizeof line, "picking:%s:%s", station, kvEntry_ValueString(e) + 4);
    kvEntry_Destroy(e);
    kvStore_UpdateString(NULL, w->orders, order, line, rev); // EXPECT: ignored-conflict
    return 1;
}

int main(int argc, char **argv)
{
    wh_conn w = {0};
    if (argc < 4 || wh_open(&w, argv[1]) != NATS_OK)
        return 1;
    if (wh_claim_order(&w, argv[2], argv[3])) {
        long left = wh_take(&w, "A-17-03", 2);
        printf("left %ld\n", left);
        if (left < 0)
            wh_return(&w, "A-17-03", 2);
    }
    kvStore_Destroy(w.stock);
    kvStore_Destroy(w.orders);
    jsCtx_Destroy(w.js);
    natsConnection_Destroy(w.nc);
    return 0;
}
