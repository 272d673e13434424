// RUN: %tocsin %s
// STD: gnu17
/* inventory.c - stock levels of the warehouses, collection "stock" */
#include <mongoc/mongoc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
   char sku[40];
   int64_t on_hand;
   int64_t reserved;
   int64_t rev;
} stock_t;

static bool
stock_find (mongoc_collection_t *coll, const char *sku, stock_t *out)
{
   bson_t *filter = BCON_NEW ("_id", BCON_UTF8 (sku));
   mongoc_cursor_t *cur = mongoc_collection_find_with_opts (coll, filter, NULL, NULL);
   const bson_t *doc;
   bson_iter_t it;
   bool found = false;

   memset (out, 0, sizeof *out);
   if (mongoc_cursor_next (cur, &doc)) {
      snprintf (out->sku, sizeof out->sku, "%s", sku);
      if (bson_iter_init_find (&it, doc, "on_hand"))
         out->on_hand = bson_iter_as_int64 (&it);
      if (bson_iter_init_find (&it, doc, "reserved"))
         out->reserved = bson_iter_as_int64 (&it);
      if (bson_iter_init_find (&it, doc, "rev"))
         out->rev = bson_iter_as_int64 (&it);
      found = true;
   }
   mongoc_cursor_destroy (cur);
   bson_destroy (filter);
   return found;
}

/* Reserve units for an order. */
bool
stock_reserve (mongoc_collection_t *coll, const char *sku, int64_t units)
{
   stock_t s;
   bson_t *filter, *update;
   bson_error_t err;
   bool ok;

   if (!stock_find (coll, sku, &s) || s.on_hand - s.reserved < units)
      return false;
   s.reserved += units;
   filter = BCON_NEW ("_id", BCON_UTF8 (sku));
   update = BCON_NEW ("$set", "{", "reserved", BCON_INT64 (s.reserved), "}");
   ok = mongoc_collection_update_one (coll, filter, update, NULL, NULL, &err); // EXPECT: unversioned-write
   if (!ok)
      fprintf (stderr, "reserve %s: %s\n", sku, err.message);
   bson_destroy (filter);
   bson_destroy (update);
   return ok;
}

/* Ship: both numbers go down together, retried while others interfere. */
bool
stock_ship (mongoc_collection_t *coll, const char *sku, int64_t units)
{
   for (int i = 0; i < 10; i++) {
      stock_t s;
      bson_t *filter, *update, reply;
      bson_iter_t it;
      bson_error_t err;
      int64_t matched = 0;
      bool ok;

      if (!stock_find (coll, sku, &s) || s.on_hand < units || s.reserved < units)
         return false;
      filter = BCON_NEW ("_id", BCON_UTF8 (sku), "rev", BCON_INT64 (s.rev));
      update = BCON_NEW ("$set", "{",
                         "on_hand", BCON_INT64 (s.on_hand - units),
                         "reserved", BCON_INT64 (s.reserved - units),
                         "rev", BCON_INT64 (s.rev + 1), "}");
      ok = mongoc_collection_update_one (coll, filter, update, NULL, &reply, &err);
      if (ok && bson_iter_init_find (&it, &reply, "matchedCount"))
         matched = bson_iter_as_int64 (&it);
      bson_destroy (&reply);
      bson_destroy (filter);
      bson_destroy (update);
      if (!ok)
         return false;
      if (matched == 1)
         return true;
   }
   return false;
}

bool
stock_receive (mongoc_collection_t *coll, const char *sku, int64_t units)
{
   bson_t *filter = BCON_NEW ("_id", BCON_UTF8 (sku));
   bson_t *update = BCON_NEW ("$inc", "{", "on_hand", BCON_INT64 (units),
                              "rev", BCON_INT64 (1), "}");
   bson_t *opts = BCON_NEW ("upsert", BCON_BOOL (true));
   bson_error_t err;
   bool ok = mongoc_collection_update_one (coll, filter, update, opts, NULL, &err);

   if (!ok)
      fprintf (stderr, "receive %s: %s\n", sku, err.message);
   bson_destroy (filter);
   bson_destroy (update);
   bson_destroy (opts);
   return ok;
}
